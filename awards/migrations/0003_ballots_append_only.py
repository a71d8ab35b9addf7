from django.db import migrations

from emulation.base.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("awards", "0002_acclaims")]
    operations = [
        AppendOnly("VoterMark"),
        AppendOnly("Envelope"),
        AppendOnly("Paper"),
        AppendOnly("NamedPaper"),
        AppendOnly("CountedCode"),
    ]
