"""What a ballot costs: the POST that casts a paper, in a bloc of 36 units, page and session included."""

import datetime as dt
import re
from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from awards import bench_registry
from awards.services import acclaims
from awards.services.acclaims import Put
from awards.workflows import ACCLAIM
from campaigns.management.bench_data import make_units
from emulation.base import clock
from emulation.base.benching import Part
from organisations.enums import BlocRole, Role
from organisations.models import Bloc, BlocMember, Membership, Unit, User

VOTERS, CHOICES = 36, 3
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
RULES = {
    "award": "Bằng khen của Chủ tịch UBND tỉnh",
    "quota_kind": "number",
    "quota": f"{CHOICES}",
    "quota_basis": "",
    "secret": True,
    "mode": "online",
    "choices_max": CHOICES,
    "threshold_ratio": "1/2",
    "threshold_denominator": "total_members",
    "threshold_strictly": True,
    "threshold_basis": "Quy chế khối",
    "quorum_ratio": "2/3",
}


def parts() -> list[Part]:
    """Asked by `manage.py bench`."""
    return [
        *bench_registry.parts(),
        Part("ballot", f"Bỏ phiếu suy tôn, khối {VOTERS} đơn vị", a_paper, max_queries=8, runs=20),
    ]


def a_paper() -> Callable[[], object]:
    """A head has looked at the paper once more and casts it."""
    units = make_units([f"Đơn vị bỏ phiếu {n}" for n in range(1, VOTERS + 1)])
    bloc = Bloc.objects.create(year=clock.today().year, code="BP", name="Khối bỏ phiếu")
    roles = [BlocRole.LEADER, *[BlocRole.MEMBER] * (VOTERS - 1)]
    BlocMember.objects.bulk_create(BlocMember(bloc=bloc, unit=u, role=r) for u, r in zip(units, roles, strict=True))
    leader, head = (
        _officer("bench-to-chuc", Role.UNIT_CLERK, units[0]),
        _officer("bench-bo-phieu", Role.UNIT_HEAD, units[-1]),
    )
    row = acclaims.create(bloc, by=leader, closes_at=clock.now() + dt.timedelta(days=1), **RULES)
    row = acclaims.set_nominees(row, [Put(unit) for unit in units[:CHOICES]], version=row.version, by=leader)
    ACCLAIM.perform(row, "open", by=leader)
    return _casting(head, reverse("awards:ballot", args=[row.pk]))


def _casting(head: User, url: str) -> Callable[[], object]:
    client = Client()
    client.force_login(head, backend=BACKEND)
    choices = [str(position) for position in range(1, CHOICES + 1)]
    shown = client.post(url, {"step": "review", "choice": choices}).content.decode()
    code = re.search(r'name="code" value="([^"]+)"', shown)[1]

    def cast() -> None:
        answer = client.post(url, {"step": "cast", "choice": choices, "code": code})
        if answer.status_code != 302 or answer["Location"] == url:
            raise RuntimeError("Không bỏ được phiếu để đo.")

    return cast


def _officer(name: str, role: str, unit: Unit) -> User:
    person = User.objects.create_user(name, f"{name}@vidu.vn", "Bench@123456")
    Membership.objects.create(user=person, role=role, unit=unit)
    return User.objects.get(pk=person.pk)
