"""What waits for a person in the year of blocs, for “Việc cần làm”."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from campaigns.bloc_year.enums import ActivityState, ElectionState, PledgeState, RegistrationState
from campaigns.bloc_year.models import Activity, Election, Pledge, Registration, Signature
from campaigns.bloc_year.rules import led_by
from campaigns.selectors.todo import Source, Todo
from emulation.base import clock
from organisations.enums import Role
from organisations.models import Bloc, BlocMember
from organisations.rules import is_chairman_office, is_dha, is_unit_officer, role_of, unit_id_of
from organisations.selectors.people import dha_unit_ids
from organisations.selectors.units import review_scope


def sources(user: Any) -> list[Source]:
    """Registrations and signatures of the own unit, the work of whoever leads, elections to approve."""
    if is_unit_officer(user):
        return [_registrations(user), *_signing(user), *_pledging(user), *_leading(user)]
    if is_dha(user):
        return [Source(awaiting(unit_id_of(user)).select_related("activity__bloc", "leader"), _approve_cards)]
    if is_chairman_office(user):
        rows = Election.objects.filter(state=ElectionState.AWAITING).filter(elects(*dha_unit_ids())).distinct()
        return [Source(rows.select_related("activity__bloc", "leader"), _approve_cards)]
    return []


def elects(*units: int) -> Q:
    """Elections in which one of these units was elected."""
    return Q(leader_id__in=units) | Q(pk__in=Election.objects.filter(deputies__unit_id__in=units).values("pk"))


def awaiting(department: int) -> QuerySet[Election]:
    """Elections that wait for Sở Nội vụ: those in which it was not elected itself."""
    rows = Election.objects.filter(state=ElectionState.AWAITING).exclude(leader_id=department)
    return rows.exclude(pk__in=Election.objects.filter(deputies__unit_id=department).values("pk"))


def _registrations(user: Any) -> Source:
    states = [RegistrationState.DRAFT]
    if role_of(user) == Role.UNIT_HEAD:
        states.append(RegistrationState.AWAITING_HEAD)
    rows = Registration.objects.for_page().filter(
        unit_id=unit_id_of(user), state__in=states, pledge__state__in=[PledgeState.DRAFT, PledgeState.SIGNING]
    )
    return Source(rows.filter(pledge__bloc__in=_places(user)), _registration_cards)


def _places(user: Any) -> QuerySet:
    """Blocs to which the unit belongs today."""
    return BlocMember.objects.valid_on().filter(unit_id=unit_id_of(user)).values("bloc_id")


def _registration_cards(rows: list[Registration]) -> Iterator[Todo]:
    for r in rows:
        url = reverse("bloc_year:registration", args=[r.pk])
        common = {"subject": r, "due": r.pledge.signing_on, "source": r.pledge.bloc.name}
        if r.state == RegistrationState.AWAITING_HEAD:
            reason = "Cán bộ đầu mối đã ghi chỉ tiêu, danh hiệu và trình."
            yield Todo(f"Xác nhận đăng ký thi đua năm {r.pledge.bloc.year}", url, reason, "Xem và xác nhận", **common)
        else:
            reason = "Khối đã mở đăng ký chỉ tiêu, danh hiệu thi đua."
            yield Todo(f"Đăng ký thi đua năm {r.pledge.bloc.year}", url, reason, "Mở", **common)


def _signing(user: Any) -> list[Source]:
    """Pledges that the head signs now: the own registration is confirmed, the day has come."""
    if role_of(user) != Role.UNIT_HEAD:
        return []
    unit = unit_id_of(user)
    confirmed = Registration.objects.filter(unit_id=unit, state=RegistrationState.CONFIRMED).values("pledge_id")
    rows = Pledge.objects.for_page().filter(
        state=PledgeState.SIGNING, pk__in=confirmed, bloc__in=_places(user), signing_on__lte=clock.today()
    )
    return [
        Source(rows.exclude(pk__in=Signature.objects.filter(unit_id=unit).values("pledge_id")), _signing_cards),
    ]


def _signing_cards(rows: list[Pledge]) -> Iterator[Todo]:
    for p in rows:
        reason = "Trưởng khối đã mở ký. Thủ trưởng đơn vị đọc và ký trên hệ thống."
        yield Todo(
            f"Ký giao ước thi đua năm {p.bloc.year}",
            reverse("bloc_year:pledge", args=[p.pk]),
            reason,
            "Đọc và ký",
            subject=p,
            due=p.signing_on,
            source=p.bloc.name,
        )


def _pledging(user: Any) -> list[Source]:
    """For the unit that leads: its bloc has no pledge this year, or one whose signing it has not opened."""
    led = [bloc for bloc, leads, _units in review_scope(user) if leads]
    if not led:
        return []
    year = clock.today().year
    without = Bloc.objects.filter(pk__in=led, year=year).exclude(pk__in=Pledge.objects.values("bloc_id"))
    drafts = Pledge.objects.for_page().filter(bloc_id__in=led, bloc__year=year, state=PledgeState.DRAFT)
    return [Source(without, _begin_cards), Source(drafts, _draft_cards)]


@dataclass(frozen=True)
class NotBegun:
    """A bloc without a pledge, as the subject of a card."""

    pk: int
    badge: tuple[str, str, str] = ("", "circle", "Chưa mở đăng ký")


def _begin_cards(rows: list[Bloc]) -> Iterator[Todo]:
    for b in rows:
        yield Todo(
            f"Mở đăng ký giao ước thi đua năm {b.year}",
            reverse("bloc_year:pledge_new", args=[b.pk]),
            "Khối chưa có giao ước của năm nay. Mở đăng ký để các đơn vị ghi chỉ tiêu, danh hiệu.",
            "Mở đăng ký",
            subject=NotBegun(b.pk),
            source=b.name,
        )


def _draft_cards(rows: list[Pledge]) -> Iterator[Todo]:
    for p in rows:
        reason = "Chưa mở ký. Soạn nội dung khối đã thống nhất, xem đơn vị nào chưa đăng ký rồi mở ký."
        yield Todo(
            f"Mở ký giao ước thi đua năm {p.bloc.year}",
            reverse("bloc_year:pledge", args=[p.pk]),
            reason,
            "Mở",
            subject=p,
            due=p.signing_on,
            source=p.bloc.name,
        )


def _leading(user: Any) -> list[Source]:
    """For the unit that leads: activities whose result is not written, elections given back."""
    blocs = led_by(user)
    if not blocs:
        return []
    today = clock.today()
    late = Activity.objects.for_page().filter(
        Q(ends_on__lt=today) | Q(ends_on=None, planned_on__lt=today), bloc_id__in=blocs, state=ActivityState.PLANNED
    )
    returned = Election.objects.for_page().filter(activity__bloc_id__in=blocs, state=ElectionState.RETURNED)
    return [Source(late.order_by(F("planned_on")), _activity_cards), Source(returned, _returned_cards)]


def _activity_cards(rows: list[Activity]) -> Iterator[Todo]:
    for a in rows:
        url = reverse("bloc_year:activity", args=[a.pk])
        reason = "Đã qua ngày dự kiến, chưa ghi kết quả. Ghi kết quả, đổi ngày hoặc hủy."
        yield Todo(
            f"Ghi kết quả: {a.title}", url, reason, "Mở", subject=a, due=a.ends_on or a.planned_on, source=a.bloc.name
        )


def _returned_cards(rows: list[Election]) -> Iterator[Todo]:
    for e in rows:
        url = reverse("bloc_year:election", args=[e.pk])
        reason = "Sở Nội vụ trả lại kết quả bầu để sửa."
        yield Todo(
            f"Sửa kết quả bầu trưởng khối năm {e.for_year}", url, reason, "Mở", subject=e, source=e.activity.bloc.name
        )


def _approve_cards(rows: list[Election]) -> Iterator[Todo]:
    for e in rows:
        url = reverse("bloc_year:election", args=[e.pk])
        bloc = e.activity.bloc.name
        reason = f"{bloc} bầu {e.leader.label} làm trưởng khối năm {e.for_year}."
        yield Todo(f"Phê duyệt kết quả bầu của {bloc}", url, reason, "Xem", subject=e, source=e.activity.title)
