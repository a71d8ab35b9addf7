"""What the queue of the desk costs with 5,000 dossiers in it, page and session included, and the desk itself."""

import datetime as dt
from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from awards.appraisal.models import Dossier
from awards.models import Person
from awards.nominations.models import NominationFile, Nominee, Route
from campaigns.management.bench_data import make_units
from emulation.base import clock, vietnamese
from emulation.base.benching import Part
from organisations.enums import Role, UnitKind
from organisations.models import Membership, Unit, User

DOSSIERS, FILES = 5_000, 100
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
STATES = ("waiting", "appraising", "proposed", "appraised")


def parts() -> list[Part]:
    """Asked by `manage.py bench --only appraisal_queue,appraisal_desk`."""
    return [
        Part("appraisal_queue", "Hàng chờ thẩm định, 5.000 hồ sơ", a_queue, max_queries=25, runs=5, on_request=True),
        Part("appraisal_desk", "Một hồ sơ thẩm định trong hàng 5.000", a_desk, max_queries=60, runs=5, on_request=True),
    ]


def fill() -> User:
    """Files of a hundred units, fifty people each, received over a month; the head who looks at them. Once for both parts."""
    known = User.objects.filter(username="bench-tham-dinh").first()
    if known:
        return known
    units = make_units([f"Đơn vị thẩm định {n}" for n in range(1, FILES + 1)])
    year = clock.today().year
    route = Route.objects.create(year=year, name="Đợt đo", awards=["LDTT"], last_day=clock.today(), basis="Đo")
    files = NominationFile.objects.bulk_create(
        NominationFile(
            route=route,
            unit=unit,
            state="received",
            sent_at=clock.now(),
            received_at=clock.now() - dt.timedelta(days=number % 30),
        )
        for number, unit in enumerate(units)
    )
    names = [f"Nguyễn Văn Đo {n}" for n in range(DOSSIERS)]
    people = Person.objects.bulk_create(
        [
            Person(
                full_name=name,
                comparison_key=vietnamese.fold(name),
                search_key=vietnamese.search_key(name),
                sort_key=vietnamese.sort_key(name),
            )
            for name in names
        ],
        batch_size=500,
    )
    nominees = Nominee.objects.bulk_create(
        [
            Nominee(
                file=files[n % FILES],
                subject_kind="individual",
                person=person,
                name=person.full_name,
                award="LDTT",
                achievement_year=year,
            )
            for n, person in enumerate(people)
        ],
        batch_size=500,
    )
    rows = [
        Dossier(nominee=nominee, state=STATES[n % 4], verdict="supported" if n % 4 > 1 else "", finding="clean")
        for n, nominee in enumerate(nominees)
    ]
    Dossier.objects.bulk_create(rows, batch_size=500)
    department = Unit.objects.create(
        official_name="Sở Nội vụ (đo)",
        comparison_key=vietnamese.fold("Sở Nội vụ (đo)"),
        search_key=vietnamese.search_key("Sở Nội vụ (đo)"),
        sort_key=vietnamese.sort_key("Sở Nội vụ (đo)"),
        kind=UnitKind.SO_NGANH,
    )
    head = User.objects.create_user("bench-tham-dinh", "bench-td@vidu.vn", "Bench@123456")
    Membership.objects.create(user=head, role=Role.DHA_HEAD, unit=department)
    return head


def _reading(url: str) -> Callable[[], object]:
    client = Client()
    client.force_login(User.objects.get(username="bench-tham-dinh"), backend=BACKEND)

    def read() -> None:
        if client.get(url).status_code != 200:
            raise RuntimeError("Không mở được trang để đo.")

    return read


def a_queue() -> Callable[[], object]:
    """The first page of everything, ordered by the clock."""
    fill()
    return _reading(f"{reverse('appraisal:queue')}?muc=tat-ca")


def a_desk() -> Callable[[], object]:
    """One dossier, with its neighbours in the list of all."""
    fill()
    row = Dossier.objects.filter(state="waiting").order_by("pk").last()
    return _reading(f"{reverse('appraisal:desk', args=[row.pk])}?muc=tat-ca")
