from django.db import migrations

from emulation.base.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0002_initial")]
    operations = [AppendOnly("ValueChange"), AppendOnly("Snapshot")]
