"""manage.py create_administrator: the first person who may log in to an empty installation."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from emulation.base.workflow import Refused
from organisations.enums import Role, UnitKind
from organisations.models import User
from organisations.selectors.units import find_unit
from organisations.services import accounts, invitations, roles, units


class Command(BaseCommand):
    help = "Tạo quản trị viên đầu tiên và gửi thư mời đặt mật khẩu."

    def add_arguments(self, parser):
        parser.add_argument("--username", required=True)
        parser.add_argument("--email", required=True)
        parser.add_argument("--full-name", default="Quản trị hệ thống")
        parser.add_argument("--unit", required=True, help="tên đơn vị, ví dụ “Sở Nội vụ tỉnh Hà Nam”")

    @transaction.atomic
    def handle(self, *args, username, email, full_name, unit, **options):
        if User.objects.filter(username__iexact=username).exists():
            raise CommandError(f"Đã có tài khoản “{username}”. Hãy chọn tên đăng nhập khác.")
        home = find_unit(unit) or units.create_unit(official_name=unit, kind=UnitKind.SO_NGANH, by=None)
        person = accounts.create_account(username=username, full_name=full_name, email=email, by=None)
        roles.grant(person, role=Role.ADMINISTRATOR, unit=home, by=None)
        try:
            invitations.invite(person, by=None)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"Đã tạo tài khoản {username} và gửi thư mời tới {email}.")
