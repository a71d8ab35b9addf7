"""manage.py build_demo: the demo province, once; prints one account for each role."""

from importlib import import_module

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils.module_loading import module_has_submodule

from campaigns.demo.province import NAMED, PASSWORD, build
from campaigns.demo.year import Year, read_old_notices
from campaigns.models import Campaign
from organisations.enums import Role
from organisations.models import User


class Command(BaseCommand):
    help = "Dựng tỉnh Hà Nam năm 2023 để chạy thử (chỉ khi DEMO hoặc DEBUG). Chạy lại thì giữ nguyên dữ liệu."

    def add_arguments(self, parser):
        parser.add_argument("--bloc", action="append", help="chỉ dựng khối có mã này (dùng cho kiểm thử)")

    def handle(self, *args, bloc=None, **options):
        if not (settings.DEMO or settings.DEBUG):
            raise CommandError("Chỉ dựng dữ liệu trình diễn khi DEMO=true.")
        migrate_if_behind()
        if not Campaign.objects.exists():
            if User.objects.exists():
                raise CommandError("Cơ sở dữ liệu đã có tài khoản. Hãy dùng một cơ sở dữ liệu trống.")
            with transaction.atomic():
                year = Year(build(only_blocs=set(bloc) if bloc else None, communes=not bloc))
                year.build()
                go_on(year)
            read_old_notices()
        self._print_accounts()

    def _print_accounts(self) -> None:
        self.stdout.write(f"Tài khoản (mật khẩu chung: {PASSWORD})")
        for username, role, short_name, _post in NAMED:
            self.stdout.write(f"  {username:<12} {Role(role).label}, {short_name}")


def migrate_if_behind() -> None:
    """The tables of this version; a database that has them is not touched (each start of the demo asks)."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0)


def go_on(year: Year) -> None:
    """What the apps above do in the year: the function `build(year)` of their module `demo_year`, in the order of the apps."""
    for app in apps.get_app_configs():
        if module_has_submodule(app.module, "demo_year"):
            import_module(f"{app.name}.demo_year").build(year)
