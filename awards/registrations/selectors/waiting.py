"""Work of the registration of titles that waits for a person, and its days in the calendar."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from awards.registrations.enums import RegistrationState as S
from awards.registrations.models import Call, TitleRegistration
from awards.registrations.models.registrations import SENT
from campaigns.selectors.calendar import Event
from campaigns.selectors.todo import Source, Todo
from emulation.base import clock
from organisations.enums import Role
from organisations.rules import is_chairman_office, is_dha, is_unit_officer, role_of, unit_id_of
from organisations.selectors.people import dha_unit_ids
from organisations.selectors.units import review_scope


def sources(user: Any) -> list[Source]:
    """For officers of a unit their own list and those of their bloc, for Sở Nội vụ what was sent to it."""
    if is_dha(user):
        return [Source(for_department(unit_id_of(user)).for_page(), _cards)]
    if is_chairman_office(user):
        rows = TitleRegistration.objects.filter(state=S.WITH_DEPARTMENT, unit__in=dha_unit_ids())
        return [Source(rows.for_page(), _cards)]
    if not is_unit_officer(user):
        return []
    return [Source(TitleRegistration.objects.filter(_own(user) | _of_bloc(user)).for_page(), _cards)]


def _own(user: Any) -> Q:
    """The unit's list of this year (or a later one), from the first day of its window."""
    states = [S.DRAFT, S.RETURNED, S.SUPPLEMENTING]
    if role_of(user) == Role.UNIT_HEAD:
        states.append(S.AWAITING_HEAD)
    today = clock.today()
    opened = Q(call__opens_on=None) | Q(call__opens_on__lte=today)
    return Q(unit_id=unit_id_of(user), state__in=states, call__year__gte=today.year) & opened


def _of_bloc(user: Any) -> Q:
    found = Q(pk__in=[])
    for bloc, leads, leading in review_scope(user):
        theirs = ~Q(unit__in=leading) if leads else Q(unit__in=leading)
        found |= Q(bloc=bloc, state=S.WITH_BLOC) & theirs & ~Q(unit_id=unit_id_of(user))
    return found


def for_department(department: int) -> QuerySet[TitleRegistration]:
    """Lists that Sở Nội vụ has to receive: never its own."""
    return TitleRegistration.objects.filter(state=S.WITH_DEPARTMENT).exclude(unit_id=department)


_WORK = {
    S.DRAFT: ("Đăng ký danh hiệu", "Lập danh sách cá nhân, tập thể đăng ký rồi trình thủ trưởng.", "Mở và soạn"),
    S.RETURNED: ("Sửa đăng ký danh hiệu", "", "Mở và sửa"),
    S.SUPPLEMENTING: ("Hoàn thành bản bổ sung", "Bản bổ sung đang soạn, chưa gửi.", "Mở và soạn"),
    S.AWAITING_HEAD: ("Duyệt đăng ký danh hiệu", "Cán bộ đầu mối đã trình.", "Xem và duyệt"),
    S.WITH_BLOC: ("Xác nhận đăng ký danh hiệu", "Đơn vị đã gửi, chờ trưởng khối xác nhận.", "Xem"),
    S.WITH_DEPARTMENT: ("Tiếp nhận đăng ký danh hiệu", "Xem danh sách rồi tiếp nhận hoặc trả lại.", "Xem"),
}


def _cards(rows: list[TitleRegistration]) -> Iterator[Todo]:
    for row in rows:
        title, reason, button = _WORK[S(row.state)]
        yield Todo(
            f"{title} năm {row.call.year}: {row.unit.label}",
            reverse("registrations:registration", args=[row.pk]),
            reason or row.return_note,
            button,
            subject=row,
            due=None if row.is_sent else row.due_on,
            source=row.bloc.name if row.bloc else str(row.call),
        )


def events(user: Any, first: dt.date, last: dt.date) -> list[Event]:
    """The last day of the unit's own list; for those who oversee the last day of the call with how many have sent."""
    if is_unit_officer(user):
        rows = TitleRegistration.objects.for_page().filter(unit_id=unit_id_of(user))
        near = Q(call__last_day__range=(first, last)) | Q(call__extensions__until__range=(first, last))
        return [
            Event(row.due_on, "Đăng ký danh hiệu", reverse("registrations:registration", args=[row.pk]), str(row.call))
            for row in rows.filter(near).distinct()
            if first <= row.due_on <= last
        ]
    if not user.has_perm("registrations.oversee"):
        return []
    sent = Count("registrations", filter=Q(registrations__in=TitleRegistration.objects.filter(SENT)))
    calls = Call.objects.filter(last_day__range=(first, last)).annotate(n=Count("registrations"), sent=sent)
    return [
        Event(
            call.last_day,
            "Đăng ký danh hiệu",
            reverse("registrations:overview", args=[call.pk]),
            str(call),
            figure=f"{call.sent} trên {call.n} đã gửi",
        )
        for call in calls
    ]
