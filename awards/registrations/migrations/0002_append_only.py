from django.db import migrations

from emulation.base.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("registrations", "0001_initial")]
    operations = [AppendOnly("RegistrationSnapshot")]
