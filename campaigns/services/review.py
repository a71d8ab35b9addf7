"""What else happens at each move of a plan or report: stamps, snapshot, marks on sections, notices."""

import hashlib
import json
from typing import Any

from django.urls import reverse
from django.utils import timezone

from campaigns.enums import SubmissionState
from campaigns.models import Snapshot, Submission
from campaigns.selectors.content import content_of
from campaigns.selectors.routing import receiver_units, reviewing_units
from emulation.base import clock, notify
from organisations.enums import DHA_ROLES, UNIT_ROLES, Role
from organisations.selectors.people import dha_officers, holders, officers

DOERS = UNIT_ROLES


def next_reader(submission: Submission) -> str:
    """Whom a sent paper waits for: the bloc's leader (a deputy for the leader's own), else Sở Nội vụ at once."""
    return SubmissionState.SUBMITTED if reviewing_units(submission) else SubmissionState.ENDORSED


def presented(submission: Submission, *, by: Any, note: str = "", **data: Any) -> None:
    """The clerk hands it to the head."""
    _tell(
        submission,
        officers([submission.unit_id], [Role.UNIT_HEAD]),
        "presented",
        f"Chờ duyệt: {submission}",
        f"{by} đã trình để duyệt và gửi.",
    )


def submitted(submission: Submission, *, by: Any, note: str = "", **data: Any) -> None:
    """The head sends it: stamp, snapshot of exactly what is sent, unmark the sections, tell the next reader."""
    now = clock.now()
    submission.number += 1
    submission.first_sent_at = submission.first_sent_at or now
    submission.last_sent_at = now
    submission.endorsed_at = submission.accepted_at = None
    submission.save(update_fields=["number", "first_sent_at", "last_sent_at", "endorsed_at", "accepted_at"])
    submission.sections.filter(flagged=True).update(flagged=False, flag_note="")
    readers, receiver = _readers(submission)
    _snapshot(submission, by=by, sent_to=receiver)
    _tell(submission, readers, "sent", f"Mới gửi: {submission}", f"{by} đã gửi lúc {_time(now)}.")


def withdrawn(submission: Submission, *, by: Any, note: str = "", **data: Any) -> None:
    """The head takes it back before anyone received it."""
    readers, _ = _readers(submission)
    _tell(submission, readers, "withdrawn", f"Đã rút lại: {submission}", f"{by}: {note}")


def endorsed(submission: Submission, *, by: Any, note: str = "", **data: Any) -> None:
    """The bloc's leader (or Sở Nội vụ in its place) confirms it; it goes to Sở Nội vụ."""
    submission.endorsed_at = clock.now()
    submission.save(update_fields=["endorsed_at"])
    _tell(submission, _receivers(submission), "endorsed", f"Chờ tiếp nhận: {submission}", f"{by} đã xác nhận.")


def returned(
    submission: Submission, *, by: Any, note: str = "", flags: dict[str, str] | None = None, **data: Any
) -> None:
    """Send it back with a reason. `flags`: {section id: what to mend}; without flags everything may be edited."""
    submission.accepted_at = None
    submission.save(update_fields=["accepted_at"])
    for section in submission.sections.all():
        section.flag_note = (flags or {}).get(str(section.pk), "")
        section.flagged = str(section.pk) in (flags or {})
        section.save(update_fields=["flagged", "flag_note"])
    _tell(
        submission,
        officers([submission.unit_id], DOERS),
        "returned",
        f"Bị trả lại: {submission}",
        f"{by}: “{note}”",
    )


def accepted(submission: Submission, *, by: Any, note: str = "", **data: Any) -> None:
    """Sở Nội vụ receives it; the unit is told."""
    submission.accepted_at = clock.now()
    submission.save(update_fields=["accepted_at"])
    _tell(
        submission,
        officers([submission.unit_id], DOERS),
        "accepted",
        f"Đã tiếp nhận: {submission}",
        f"{by} tiếp nhận lúc {_time(submission.accepted_at)}.",
    )


def _snapshot(submission: Submission, *, by: Any, sent_to: str) -> Snapshot:
    content = content_of(submission)
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return Snapshot.objects.create(
        submission=submission,
        number=submission.number,
        taken_at=submission.last_sent_at,
        by_name=str(by),
        by_position=by.position,
        receipt=submission.receipt,
        sent_to=sent_to,
        content=content,
        sha256=hashlib.sha256(canonical.encode()).hexdigest(),
    )


def _readers(submission: Submission):
    """People of the next reader, and its name for the receipt."""
    units = reviewing_units(submission)
    if units:
        names = ", ".join(u.official_name for u in units)
        return officers([u.pk for u in units], UNIT_ROLES), f"{names} ({submission.bloc.name})"
    return _receivers(submission), ", ".join(u.official_name for u in receiver_units(submission)) or "Sở Nội vụ"


def _receivers(submission: Submission):
    """People who receive it: Sở Nội vụ, for its own papers the Chairman's office."""
    units = receiver_units(submission)
    if any(u.pk == submission.unit_id for u in units) or not units:
        return holders(Role.CHAIRMAN_OFFICE)
    return dha_officers() if not units else officers([u.pk for u in units], DHA_ROLES | {Role.CHAIRMAN_OFFICE})


def _tell(submission: Submission, people, event: str, title: str, body: str) -> None:
    key = f"submission:{submission.pk}:{submission.version}:{event}"
    notify.tell(people, key=key, title=title, body=body, url=reverse("campaigns:submission", args=[submission.pk]))


def _time(moment) -> str:
    return f"{timezone.localtime(moment):%H:%M ngày %d/%m/%Y}"
