from django.db import migrations

from emulation.base.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("nominations", "0001_files")]
    operations = [AppendOnly("NominationSnapshot")]
