"""What else happens at each move of a list: stamps, the snapshot, marks on lines, notices."""

import hashlib
import json
from typing import Any

from django.urls import reverse
from django.utils import timezone

from awards.registrations.enums import RegistrationState as S
from awards.registrations.models import RegisteredLine, RegistrationSnapshot, TitleRegistration
from awards.registrations.selectors.content import content_of, items_in, sending
from awards.registrations.selectors.routing import next_reader, reviewers
from awards.registrations.services.calls import topic_due
from awards.registrations.services.lines import built
from emulation.base import clock, notify
from organisations.enums import UNIT_ROLES, Role
from organisations.selectors.people import officers, receiving_officers


def topic(row: TitleRegistration) -> str:
    """Notices of a move; the next move settles them."""
    return f"title-registration:{row.pk}"


def after_sending(row: TitleRegistration) -> str:
    """Whom a sent list waits for."""
    return S.WITH_BLOC if reviewers(row) else S.WITH_DEPARTMENT


def with_the_unit(row: TitleRegistration) -> str:
    """In which state the unit gets its list back into its hands."""
    if row.return_note:
        return S.RETURNED
    return S.SUPPLEMENTING if row.received_number else S.DRAFT


def stamp_sent(row: TitleRegistration) -> list[str]:
    """One more sending; the first one decides punctuality."""
    row.sent_at = clock.now()
    row.first_sent_at = row.first_sent_at or row.sent_at
    row.number += 1
    row.withdrawn, row.endorsed_at, row.return_note = False, None, ""
    return ["sent_at", "first_sent_at", "number", "withdrawn", "endorsed_at", "return_note"]


def sent(row: TitleRegistration, *, by: Any, note: str = "", **data: Any) -> None:
    """A snapshot of exactly what is sent; marks are gone, the next reader is told."""
    row.lines.exclude(mark="").update(mark="")
    content = content_of(row)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    RegistrationSnapshot.objects.create(
        registration=row,
        number=row.number,
        taken_at=row.sent_at,
        by_name=str(by),
        by_position=by.position,
        sent_to=next_reader(row),
        content=content,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
    notify.settle(topic(row), topic_due(row))
    units = reviewers(row)
    readers = officers([unit.pk for unit in units], UNIT_ROLES) if units else receiving_officers(row.unit_id)
    _tell(row, readers, "sent", f"Mới gửi: {row}", f"{by} đã gửi lúc {_time(row.sent_at)}.")


def presented(row: TitleRegistration, *, by: Any, note: str = "", **data: Any) -> None:
    """The clerk hands it to the head."""
    heads = officers([row.unit_id], [Role.UNIT_HEAD])
    _tell(row, heads, "presented", f"Chờ duyệt: {row}", f"{by} đã trình để duyệt và gửi.")


def head_returned(row: TitleRegistration, *, by: Any, note: str = "", **data: Any) -> None:
    """The head gives it back to the clerk."""
    _tell(row, officers([row.unit_id], [Role.UNIT_CLERK]), "head_returned", f"Sửa lại: {row}", f"{by}: “{note}”")


def stamp_withdrawn(row: TitleRegistration) -> list[str]:
    """Taken back: it no longer counts as handed in, unless an earlier version was received."""
    row.withdrawn = row.received_number == 0
    return ["withdrawn"]


def withdrawn(row: TitleRegistration, *, by: Any, note: str = "", **data: Any) -> None:
    """Whoever was to read it is told; why is between the unit and those who oversee."""
    units = reviewers(row)
    readers = officers([unit.pk for unit in units], UNIT_ROLES) if units else receiving_officers(row.unit_id)
    notify.settle(topic(row))
    _tell(row, readers, "withdrawn", f"Đã rút lại: {row}", f"{by} đã rút lại. Danh sách này không cần xem nữa.")


def stamp_endorsed(row: TitleRegistration) -> list[str]:
    """The moment from which it lies with the receiver."""
    row.endorsed_at = clock.now()
    return ["endorsed_at"]


def endorsed(row: TitleRegistration, *, by: Any, note: str = "", **data: Any) -> None:
    """The leader of the bloc sends it on."""
    notify.settle(topic(row))
    _tell(row, receiving_officers(row.unit_id), "endorsed", f"Chờ tiếp nhận: {row}", f"{by} đã xác nhận.")


def returned(
    row: TitleRegistration, *, by: Any, note: str = "", marks: dict[str, str] | None = None, **data: Any
) -> None:
    """Back to the unit with a reason; `marks`: {line id: what to mend}."""
    row.return_note = note
    row.save(update_fields=["return_note"])
    lines = list(row.lines.all())
    for line in lines:
        line.mark = (marks or {}).get(str(line.pk), "")
    RegisteredLine.objects.bulk_update(lines, ["mark"])
    notify.settle(topic(row))
    _tell(row, officers([row.unit_id], UNIT_ROLES), "returned", f"Bị trả lại: {row}", f"{by}: “{note}”")


def stamp_received(row: TitleRegistration) -> list[str]:
    """The moment it was received, and which sending that was."""
    row.received_at, row.received_number = clock.now(), row.number
    row.supplement_reason = ""
    return ["received_at", "received_number", "supplement_reason"]


def received(row: TitleRegistration, *, by: Any, note: str = "", **data: Any) -> None:
    """The unit is told."""
    notify.settle(topic(row))
    body = f"{by} tiếp nhận lúc {_time(row.received_at)}."
    _tell(row, officers([row.unit_id], UNIT_ROLES), "received", f"Đã tiếp nhận: {row}", body)


def supplementing(row: TitleRegistration, *, by: Any, note: str = "", **data: Any) -> None:
    """A new version is begun; what was received holds until the new one is received."""
    row.supplement_reason = note
    row.save(update_fields=["supplement_reason"])


def stamp_dropped(row: TitleRegistration) -> list[str]:
    """What was asked for of the supplement is settled with it."""
    row.supplement_reason, row.return_note = "", ""
    return ["supplement_reason", "return_note"]


def supplement_dropped(row: TitleRegistration, *, by: Any, note: str = "", **data: Any) -> None:
    """The list is again as it was received."""
    kept = items_in(sending(row, row.received_number).content)
    row.lines.all().delete()
    RegisteredLine.objects.bulk_create(built(row, item, item.subject) for item in kept)
    notify.settle(topic(row))


def _tell(row: TitleRegistration, people, event: str, title: str, body: str) -> None:
    key = f"title-registration:{row.pk}:{row.version}:{event}"
    url = reverse("registrations:registration", args=[row.pk])
    notify.tell(people, key=key, title=title, body=body, url=url, topic=topic(row))


def _time(moment) -> str:
    return f"{timezone.localtime(moment):%H:%M ngày %d/%m/%Y}"
