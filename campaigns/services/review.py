"""What else happens at each move of a plan or report: stamps, snapshot, marks on sections, notices."""

import hashlib
import json
from typing import Any

from django.urls import reverse
from django.utils import timezone

from campaigns.enums import SubmissionState
from campaigns.models import Snapshot, Submission
from campaigns.models.submissions import topic, topic_due
from campaigns.selectors.content import content_of
from campaigns.selectors.papers import paper_of
from campaigns.selectors.routing import receiver_units, reviewing_units
from emulation.base import clock, notify
from organisations.enums import DHA_ROLES, DUTY_ROLES, UNIT_ROLES, Role
from organisations.selectors.people import dha_officers, holders, officers


def _doers(submission: Submission) -> frozenset[str]:
    """Roles in the unit that work on it."""
    return UNIT_ROLES | DUTY_ROLES if submission.duty_id else UNIT_ROLES


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


def stamp_sent(submission: Submission) -> list[str]:
    """One more sending; the first one decides punctuality."""
    submission.last_sent_at = clock.now()
    submission.first_sent_at = submission.first_sent_at or submission.last_sent_at
    submission.number += 1
    submission.withdrawn = False
    submission.endorsed_at = submission.accepted_at = None
    return ["number", "withdrawn", "first_sent_at", "last_sent_at", "endorsed_at", "accepted_at"]


def submitted(submission: Submission, *, by: Any, note: str = "", **data: Any) -> None:
    """The head sends it: snapshot of exactly what is sent, unmark the sections, tell the next reader."""
    if any(s.flagged for s in paper_of(submission).sections):
        submission.sections.filter(flagged=True).update(flagged=False, flag_note="")
    readers, receiver = _readers(submission)
    _snapshot(submission, by=by, sent_to=receiver)
    when = _time(submission.last_sent_at)
    _tell(submission, readers, "sent", f"Mới gửi: {submission}", f"{by} đã gửi lúc {when}.")


def stamp_withdrawn(submission: Submission) -> list[str]:
    """Taken back: it no longer counts as handed in, until it is sent again."""
    submission.withdrawn = True
    return ["withdrawn"]


def withdrawn(submission: Submission, *, by: Any, note: str = "", **data: Any) -> None:
    """The head takes it back before anyone received it."""
    readers, _ = _readers(submission)
    _tell(submission, readers, "withdrawn", f"Đã rút lại: {submission}", f"{by}: {note}")


def stamp_endorsed(submission: Submission) -> list[str]:
    """The moment from which it is with Sở Nội vụ for good."""
    submission.endorsed_at = clock.now()
    return ["endorsed_at"]


def endorsed(submission: Submission, *, by: Any, note: str = "", **data: Any) -> None:
    """The bloc's leader (or Sở Nội vụ in its place) confirms it; it goes to Sở Nội vụ."""
    _tell(submission, _receivers(submission), "endorsed", f"Chờ tiếp nhận: {submission}", f"{by} đã xác nhận.")


def stamp_returned(submission: Submission) -> list[str]:
    """What was accepted is accepted no longer."""
    submission.accepted_at = None
    return ["accepted_at"]


def returned(
    submission: Submission, *, by: Any, note: str = "", flags: dict[str, str] | None = None, **data: Any
) -> None:
    """Send it back with a reason. `flags`: {section id: what to mend}; without flags everything may be edited."""
    _mark(submission, flags or {})
    _tell_returned(submission, by=by, note=note)


def head_returned(
    submission: Submission, *, by: Any, note: str = "", flags: dict[str, str] | None = None, **data: Any
) -> None:
    """The head gives it back to the clerk. What a reader outside marked stays marked: the rest was read and stays locked."""
    marked = {str(s.pk): s.flag_note for s in paper_of(submission).sections if s.flagged}
    mine = flags or {}
    if not marked:
        _mark(submission, mine)
    elif mine:
        _mark(submission, marked | {pk: text for pk, text in mine.items() if pk in marked})
    _tell_returned(submission, by=by, note=note)


def _mark(submission: Submission, flags: dict[str, str]) -> None:
    """Exactly these sections are marked, each with its words."""
    for section in submission.sections.all():
        wanted = (str(section.pk) in flags, flags.get(str(section.pk), ""))
        if (section.flagged, section.flag_note) != wanted:
            section.flagged, section.flag_note = wanted
            section.save(update_fields=["flagged", "flag_note"])


def _tell_returned(submission: Submission, *, by: Any, note: str) -> None:
    people = officers([submission.unit_id], _doers(submission))
    _tell(submission, people, "returned", f"Bị trả lại: {submission}", f"{by}: “{note}”")


def stamp_accepted(submission: Submission) -> list[str]:
    """The moment it was received."""
    submission.accepted_at = clock.now()
    return ["accepted_at"]


def accepted(submission: Submission, *, by: Any, note: str = "", **data: Any) -> None:
    """Sở Nội vụ receives it; the unit is told."""
    _tell(
        submission,
        officers([submission.unit_id], _doers(submission)),
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
    url = reverse("campaigns:submission", args=[submission.pk])
    notify.tell(people, key=key, title=title, body=body, url=url, topic=topic(submission.pk))


def settle(submission: Submission, *, sent: bool) -> None:
    """A paper moves on: what people were told at the move before is settled, and once it is sent the reminders, too."""
    notify.settle(topic(submission.pk), *([topic_due(submission.pk)] if sent else []))


def _time(moment) -> str:
    return f"{timezone.localtime(moment):%H:%M ngày %d/%m/%Y}"
