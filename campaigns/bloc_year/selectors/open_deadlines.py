"""What units owe in the year of a bloc, for reminders: to register and sign the pledge, to write down what was done."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.urls import reverse

from campaigns.bloc_year.enums import ActivityState, PledgeState, RegistrationState
from campaigns.bloc_year.models import Activity, Registration, Signature
from campaigns.selectors.open_deadlines import Deadline, register
from organisations.enums import BlocRole
from organisations.models import BlocMember


def registrations(first: dt.date, last: dt.date) -> Iterator[Deadline]:
    """Units that have not confirmed their registration by the day of signing."""
    states = [RegistrationState.DRAFT, RegistrationState.AWAITING_HEAD]
    rows = _registrations(first, last).filter(
        state__in=states, pledge__state__in=[PledgeState.DRAFT, PledgeState.SIGNING]
    )
    for r in rows:
        title = f"Đăng ký thi đua năm {r.pledge.bloc.year}"
        yield _of(r, f"registration:{r.pk}", title, reverse("bloc_year:registration", args=[r.pk]))


def signatures(first: dt.date, last: dt.date) -> Iterator[Deadline]:
    """Units that confirmed and have not signed the pledge that is open for signing."""
    rows = _registrations(first, last).filter(state=RegistrationState.CONFIRMED, pledge__state=PledgeState.SIGNING)
    signed = set(Signature.objects.filter(pledge__in={r.pledge_id for r in rows}).values_list("pledge_id", "unit_id"))
    for r in rows:
        if (r.pledge_id, r.unit_id) not in signed:
            title = f"Ký giao ước thi đua năm {r.pledge.bloc.year}"
            yield _of(r, f"signature:{r.pk}", title, reverse("bloc_year:pledge", args=[r.pledge_id]))


def _registrations(first: dt.date, last: dt.date):
    """Of units that belong to the bloc today: one that left owes nothing."""
    places = BlocMember.objects.valid_on().filter(bloc=OuterRef("pledge__bloc"), unit=OuterRef("unit"))
    rows = Registration.objects.for_page().filter(Exists(places), pledge__signing_on__range=(first, last))
    return rows.order_by("pk")


def _of(r: Registration, key: str, title: str, url: str) -> Deadline:
    return Deadline(
        key=key,
        group=f"{key.partition(':')[0]}s:{r.pledge_id}",
        title=title,
        unit_id=r.unit_id,
        due=r.pledge.signing_on,
        url=url,
        bloc_id=r.pledge.bloc_id,
        topic=r.topic_due,
        group_url=reverse("bloc_year:pledge", args=[r.pledge_id]),
    )


def activities(first: dt.date, last: dt.date) -> Iterator[Deadline]:
    """Planned activities and meetings: the leading unit holds them and writes down the result."""
    rows = Activity.objects.for_page().annotate(due=Coalesce("ends_on", "planned_on"))
    rows = rows.filter(state=ActivityState.PLANNED, due__range=(first, last)).order_by("pk")
    seats = BlocMember.objects.valid_on().filter(role=BlocRole.LEADER, bloc__in={a.bloc_id for a in rows})
    leaders = dict(seats.values_list("bloc_id", "unit_id"))
    for a in rows:
        if a.bloc_id in leaders:
            url = reverse("bloc_year:activity", args=[a.pk])
            title = f"Tổ chức và ghi kết quả: {a.title}"
            key = f"activity:{a.pk}"
            yield Deadline(key, key, title, leaders[a.bloc_id], a.due, url, bloc_id=a.bloc_id, topic=a.topic_due)


def register_deadlines() -> None:
    """Called from AppConfig.ready."""
    register("registration", "Đăng ký thi đua", registrations)
    register("signature", "Ký giao ước", signatures)
    register("activity", "Hoạt động của khối", activities)
