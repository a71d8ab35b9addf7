"""What finding in a registry of 300,000 awards costs, and holding 1,000 nominees against the law at once."""

import datetime as dt
from collections.abc import Callable

from django.db import connection

from awards.models import AwardRecord, Person
from awards.selectors.cases import assess_claims
from awards.selectors.claims import Claim
from awards.selectors.registry import find_records
from awards.volumes import fill_registry
from campaigns.management.bench_data import make_units
from emulation.base.benching import Part
from organisations.enums import Role
from organisations.models import Membership, Unit, User

AWARDS, NOMINEES, YEAR = 300_000, 1_000, 2022
FILED = dt.date(2023, 2, 10)


def parts() -> list[Part]:
    """Asked by `manage.py bench --only search,assess`."""
    return [
        Part("search", "Tìm tên trong 300.000 khen thưởng", a_search, max_queries=5, runs=20, on_request=True),
        Part("assess", "Điều kiện của 1.000 đề nghị cùng lúc", a_list, max_queries=60, runs=3, on_request=True),
    ]


def fill() -> None:
    """The large registry, once for all parts of a run."""
    if AwardRecord.objects.count() >= AWARDS:
        return
    units = list(Unit.objects.all()[:100]) or make_units([f"Đơn vị khen thưởng {n}" for n in range(1, 101)])
    fill_registry(units, awards=AWARDS, seed=7, last_year=YEAR)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def a_search() -> Callable[[], object]:
    """The count and the first page for a full name."""
    fill()
    reader = User.objects.create_user("bench-doc", "bench-doc@vidu.vn", "Bench@123456")
    Membership.objects.create(user=reader, role=Role.DHA_CLERK, unit=Unit.objects.first())
    reader = User.objects.get(pk=reader.pk)

    def search() -> int:
        rows = find_records(reader, "nguyen thi hieu")
        found = rows.count()
        if not found or not list(rows[:50]):
            raise RuntimeError("Không tìm thấy tên để đo.")
        return found

    return search


def a_list() -> Callable[[], object]:
    """Chiến sĩ thi đua cơ sở for a thousand people with their histories."""
    fill()
    people = list(Person.objects.order_by("pk")[:NOMINEES])
    claims = [Claim(award="CSTDCS", filed_on=FILED, achievement_year=YEAR, person=person) for person in people]

    def assess() -> None:
        if len(assess_claims(claims)) != NOMINEES:
            raise RuntimeError("Không xét đủ danh sách để đo.")

    return assess
