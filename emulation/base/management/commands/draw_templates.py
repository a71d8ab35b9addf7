"""manage.py draw_templates: the shipped Word templates of official documents, from their layout in code."""

from django.core.management.base import BaseCommand

from emulation.base.official import default_template
from emulation.base.official.kinds import TEMPLATES


class Command(BaseCommand):
    help = "Vẽ các mẫu Word có sẵn trong templates/documents/ từ bố cục trong mã nguồn."

    def handle(self, *args, **options):
        for stem, two_signatures in default_template.SHIPPED.items():
            (TEMPLATES / f"{stem}.docx").write_bytes(default_template.build(two_signatures))
            self.stdout.write(f"templates/documents/{stem}.docx")
