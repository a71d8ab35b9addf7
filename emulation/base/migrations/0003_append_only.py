from django.db import migrations

from emulation.base.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("base", "0002_initial")]
    operations = [AppendOnly("AuditEntry")]
