"""Writing files of nominations: beginning one, its letter and minutes, and the effects of its moves."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from awards.nominations.enums import OPEN, FileState
from awards.nominations.models import NominationFile, NominationSnapshot, Route
from emulation.base import audit, clock, concurrency, files, notify
from emulation.base.workflow import Refused
from organisations.enums import DHA_ROLES, UNIT_ROLES, Role
from organisations.models import BlocMember, Unit
from organisations.selectors.people import dha_unit_ids, officers
from organisations.selectors.units import leaders_of

NOT_YOURS = "Chỉ cán bộ đầu mối và thủ trưởng đơn vị lập hồ sơ đề nghị của đơn vị mình."
CLOSED = "Hồ sơ đã gửi nên không sửa được. Rút lại hoặc chờ được trả lại để sửa."
HEAD_FIELDS = ("letter_number", "letter_date", "met_on", "members", "present", "differences")


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
    place = BlocMember.objects.valid_on().filter(unit=unit, bloc__year=route.year).first()
    file.bloc = place.bloc if place else None
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


def stamp_sent(file: NominationFile) -> list[str]:
    """The moment of the first sending stays: lateness is counted from it."""
    file.sent_at = file.sent_at or clock.now()
    file.return_note = ""
    return ["sent_at", "return_note"]


def sent(file: NominationFile, *, by: Any, note: str = "") -> None:
    """What was sent is kept exactly; whoever has it in hand now is told."""
    content = content_of(file)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    NominationSnapshot.objects.create(
        file=file,
        number=file.snapshots.count() + 1,
        by_name=str(by),
        content=content,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
    file.nominees.exclude(mark="").update(mark="")
    notify.settle(topic(file))
    _tell_next(file)


def content_of(file: NominationFile) -> dict:
    """Everything of the file as it stands, for the frozen copy."""
    rows = file.nominees.prefetch_related("papers__file", "evidence").order_by("pk")
    return {
        "head": {name: str(getattr(file, name) or "") for name in HEAD_FIELDS},
        "minutes": file.minutes.sha256 if file.minutes_id else "",
        "nominees": [
            {
                "name": n.name,
                "position": n.position,
                "award": n.award,
                "type": n.type,
                "year": n.achievement_year,
                "summary": n.summary,
                "council_yes": n.council_yes,
                "override": n.override_reason,
                "papers": [[p.code, p.file.name, p.file.sha256] for p in n.papers.all()],
                "evidence": [[e.submission_id, e.ranking_id] for e in n.evidence.all()],
            }
            for n in rows
        ],
    }


def _tell_next(file: NominationFile) -> None:
    title = f"Hồ sơ đề nghị khen thưởng của {file.unit.label}"
    if file.state == FileState.WITH_BLOC:
        _tell(
            file,
            officers([unit.pk for unit in _reviewers(file)], UNIT_ROLES),
            "bloc",
            title,
            "Chờ trưởng khối xác nhận.",
        )
    else:
        _tell(file, _receivers(file), "department", title, f"Chờ tiếp nhận: {file.route.name}.")


def _reviewers(file: NominationFile) -> list[Unit]:
    """The leading units; for the leader's own file the deputies."""
    leaders = leaders_of(file.bloc)
    if file.unit_id not in {unit.pk for unit in leaders}:
        return list(leaders)
    deputies = BlocMember.objects.valid_on().filter(bloc=file.bloc, role="deputy")
    return list(Unit.objects.filter(pk__in=deputies.values("unit_id")))


def _receivers(file: NominationFile) -> Any:
    departments = dha_unit_ids()
    if file.unit_id in departments:
        from organisations.models import User

        return User.objects.filter(memberships__role=Role.CHAIRMAN_OFFICE, is_active=True).distinct()
    return officers(sorted(departments), DHA_ROLES)


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


def stamp_withdrawn(file: NominationFile) -> list[str]:
    """Withdrawn before receipt: it counts as not sent."""
    file.sent_at = None
    return ["sent_at"]


def withdrawn(file: NominationFile, *, by: Any, note: str = "") -> None:
    notify.settle(topic(file))


def _tell(file: NominationFile, people: Any, event: str, title: str, body: str) -> None:
    notify.tell(
        people,
        key=f"{topic(file)}:{event}:{file.snapshots.count()}:{file.version}",
        title=title,
        body=body,
        url=reverse("nominations:file", args=[file.pk]),
        topic=topic(file),
    )
