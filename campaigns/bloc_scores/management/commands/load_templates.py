"""manage.py load_templates: the shipped tables of scoring as templates for the blocs. Running it again adds nothing."""

import json

from django.core.management.base import BaseCommand

from campaigns.bloc_scores.services.templates import load_templates


class Command(BaseCommand):
    help = "Nạp các bảng tiêu chí mẫu kèm theo phần mềm; chạy lại không thêm gì."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="trả lời dạng JSON")

    def handle(self, *args, **options):
        made = load_templates()
        if options["json"]:
            self.stdout.write(json.dumps({"loaded": [table.shipped_as for table in made]}))
            return
        for table in made:
            self.stdout.write(f"Đã nạp: {table.title}")
        self.stdout.write(f"{len(made)} bảng mẫu mới.")
