from django.db import migrations

from emulation.base.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("bloc_year", "0001_initial")]
    operations = [AppendOnly("Signature")]
