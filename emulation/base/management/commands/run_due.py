"""manage.py run_due: everything whose time has come. Called by Celery beat, by cron, or by hand; safe to run twice or late."""

import json

from django.core.management.base import BaseCommand

from emulation.base import due


class Command(BaseCommand):
    help = "Làm mọi việc đến hạn của hệ thống; chạy lại không làm hai lần."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true")

    def handle(self, *args, **options):
        done = due.run()
        if options["json"]:
            self.stdout.write(json.dumps(done))
            return
        for name, count in done.items():
            self.stderr.write(f"{name}: {count}")
