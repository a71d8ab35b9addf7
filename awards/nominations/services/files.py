"""Writing files of nominations: beginning one, its letter and minutes, and the effects of its moves."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse

from awards.nominations.enums import OPEN, FileState
from awards.nominations.models import NominationFile, NominationSnapshot, Route
from awards.nominations.selectors.open_deadlines import topic_due
from awards.nominations.selectors.sendings import content_of
from emulation.base import audit, clock, concurrency, files, notify
from emulation.base.workflow import Refused
from organisations.enums import UNIT_ROLES, Role
from organisations.models import Unit, User
from organisations.selectors.blocs import day_in
from organisations.selectors.people import officers, receiving_officers
from organisations.selectors.units import bloc_of, reviewing_units

NOT_YOURS = "Chỉ cán bộ đầu mối và thủ trưởng đơn vị lập hồ sơ đề nghị của đơn vị mình."
CLOSED = "Hồ sơ đã gửi nên không sửa được. Rút lại hoặc chờ được trả lại để sửa."


def topic(file: NominationFile) -> str:
    """What notices about the file are about."""
    return f"nomination:{file.pk}"


@transaction.atomic
def begin(route: Route, unit: Unit, *, by: Any) -> NominationFile:
    """The file of a unit on a route; a second click finds the first one."""
    file = NominationFile(route=route, unit=unit)
    if not by.has_perm("nominations.prepare", file):
        raise PermissionDenied(NOT_YOURS)
    if route.is_closed:
        raise Refused("Đợt này đã đóng. Hãy liên hệ Sở Nội vụ.")
    known = NominationFile.objects.filter(route=route, unit=unit).first()
    if known:
        return known
    file.bloc = bloc_of(unit.pk, route.year, day_in(route.year))
    try:
        with transaction.atomic():
            file.save()
    except IntegrityError:
        return NominationFile.objects.get(route=route, unit=unit)
    audit.record(file, action="create", label="Lập hồ sơ đề nghị khen thưởng", by=by)
    return file


def must_edit(file: NominationFile, by: Any) -> None:
    """Of the own unit, and open for writing."""
    if not by.has_perm("nominations.prepare", file):
        raise PermissionDenied(NOT_YOURS)
    if file.state not in OPEN:
        raise Refused(CLOSED)


@transaction.atomic
def save_head(
    file: NominationFile, *, version: int | None, minutes: Any = None, by: Any, **fields: Any
) -> NominationFile:
    """Number and date of the letter, the meeting of the unit's council, its minutes."""
    row = concurrency.lock(file, version=version)
    must_edit(row, by)
    changes = audit.difference({name: getattr(row, name) for name in fields}, fields)
    for name, value in fields.items():
        setattr(row, name, value)
    if minutes is not None:
        row.minutes = files.store(minutes, by=by, holder=row)
        changes["minutes"] = [None, row.minutes.name]
    concurrency.bump(row)
    row.save(update_fields=[*fields, "minutes", "version"])
    if changes:
        audit.record(row, action="update", label="Sửa tờ trình, biên bản họp", by=by, changes=_texts(changes))
    return row


def _texts(changes: dict) -> dict:
    return {name: [str(value) for value in pair] for name, pair in changes.items()}


# --- Effects of the moves -----------------------------------------------------------------------------------------------
def presented(file: NominationFile, *, by: Any, note: str = "") -> None:
    """The head is told."""
    heads = officers([file.unit_id], [Role.UNIT_HEAD])
    _tell(file, heads, "present", f"Duyệt hồ sơ đề nghị: {file.route.name}", f"{by} trình thủ trưởng.")


def head_returned(file: NominationFile, *, by: Any, note: str = "") -> None:
    """The head gives it back to the clerk."""
    _tell(file, officers([file.unit_id], [Role.UNIT_CLERK]), "head_returned", f"Sửa lại: {file}", f"{by}: “{note}”")


def stamp_sent(file: NominationFile) -> list[str]:
    """The moment of the first sending stays: lateness is counted from it."""
    file.sent_at = file.sent_at or clock.now()
    file.number += 1
    file.withdrawn, file.return_note = False, ""
    file.sent_size = file.nominees.count()
    return ["sent_at", "number", "withdrawn", "return_note", "sent_size"]


def sent(file: NominationFile, *, by: Any, note: str = "") -> None:
    """What was sent is kept exactly; whoever has it in hand now is told."""
    content = content_of(file)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    NominationSnapshot.objects.create(
        file=file,
        number=file.number,
        by_name=str(by),
        content=content,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
    file.nominees.update(mark="", sent_number=file.number)
    notify.settle(topic(file), topic_due(file))
    _tell_next(file)


def reviewers(file: NominationFile) -> list[Unit]:
    """Units of the bloc that a sent file goes to first: none where the route goes straight on or they endorsed it already."""
    if not file.route.endorsed_by_bloc or file.endorsed_at:
        return []
    return reviewing_units(file.bloc, file.unit_id)


def after_sending(file: NominationFile) -> str:
    """Whom a sent file waits for. What the department asked for goes back to it, also when the head looks at it in between."""
    return FileState.WITH_BLOC if reviewers(file) else FileState.WITH_DEPARTMENT


def with_the_unit(file: NominationFile) -> str:
    """In which state the unit gets its file back into its hands."""
    return FileState.RETURNED if file.return_note else FileState.DRAFT


def _readers(file: NominationFile) -> QuerySet[User]:
    """Whoever has it in hand now."""
    if file.state == FileState.WITH_BLOC:
        return officers([unit.pk for unit in reviewing_units(file.bloc, file.unit_id)], UNIT_ROLES)
    return receiving_officers(file.unit_id)


def _tell_next(file: NominationFile) -> None:
    at_bloc = file.state == FileState.WITH_BLOC
    said = "Chờ trưởng khối xác nhận." if at_bloc else f"Chờ tiếp nhận: {file.route.name}."
    event = "bloc" if at_bloc else "department"
    _tell(file, _readers(file), event, f"Hồ sơ đề nghị khen thưởng của {file.unit.label}", said)


def stamp_endorsed(file: NominationFile) -> list[str]:
    """Kept over a return by the department: what it asked for does not pass the bloc again."""
    file.endorsed_at = clock.now()
    return ["endorsed_at"]


def endorsed(file: NominationFile, *, by: Any, note: str = "") -> None:
    """Sở Nội vụ has it in hand."""
    notify.settle(topic(file))
    _tell_next(file)


def stamp_received(file: NominationFile) -> list[str]:
    file.received_at = clock.now()
    return ["received_at"]


# What the apps above do in the same transaction once a file is received: functions of (file, by=).
on_received: list[Callable[..., Any]] = []


def received(file: NominationFile, *, by: Any, note: str = "") -> None:
    """The unit is told; the full dossier starts the clock of the appraisal."""
    for follow in on_received:
        follow(file, by=by)
    notify.settle(topic(file))
    people = officers([file.unit_id], UNIT_ROLES)
    _tell(
        file, people, "received", f"Đã tiếp nhận: {file.route.name}", "Sở Nội vụ đã tiếp nhận hồ sơ đề nghị của đơn vị."
    )


def stamp_returned_by_department(file: NominationFile) -> list[str]:
    file.returns += 1
    return ["returns"]


def returned(file: NominationFile, *, by: Any, note: str = "", marks: dict[int, str] | None = None) -> None:
    """Why, and at which nominees; the unit is told."""
    file.return_note = note
    file.save(update_fields=["return_note"])
    for nominee in file.nominees.filter(pk__in=list(marks or {})):
        nominee.mark = marks[nominee.pk]
        nominee.save(update_fields=["mark"])
    notify.settle(topic(file))
    _tell(file, officers([file.unit_id], UNIT_ROLES), "returned", f"Cần bổ sung: {file.route.name}", note)


def stamp_returned_by_bloc(file: NominationFile) -> list[str]:
    """The bloc looks at it again."""
    file.endorsed_at = None
    return ["endorsed_at"]


def stamp_withdrawn(file: NominationFile) -> list[str]:
    """Withdrawn before receipt: it counts as not sent."""
    file.sent_at, file.withdrawn, file.endorsed_at = None, True, None
    return ["sent_at", "withdrawn", "endorsed_at"]


def withdrawn(file: NominationFile, *, by: Any, note: str = "") -> None:
    """Whoever had it in hand is told; why is between the unit and those who oversee."""
    notify.settle(topic(file))
    readers = reviewers(file)
    people = officers([unit.pk for unit in readers], UNIT_ROLES) if readers else receiving_officers(file.unit_id)
    title = f"Đã rút lại hồ sơ đề nghị khen thưởng của {file.unit.label}"
    _tell(file, people, "withdrawn", title, f"Đợt {file.route.name}. Hồ sơ này không cần xem nữa.")


def _tell(file: NominationFile, people: Any, event: str, title: str, body: str) -> None:
    notify.tell(
        people,
        key=f"{topic(file)}:{event}:{file.snapshots.count()}:{file.version}",
        title=title,
        body=body,
        url=reverse("nominations:file", args=[file.pk]),
        topic=topic(file),
    )
