"""What happened to a plan or report: moves in words, changes of figures, sendings. Outsiders see what concerns them only."""

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone

from campaigns.models import Snapshot, Submission, ValueChange
from emulation.base import audit
from emulation.base.models import AuditEntry

# Between clerk and head: nobody outside the unit reads it.
INTERNAL = frozenset({"start", "present", "recall", "head_return", "save", "attach", "detach"})
_LOOKS = {
    "submit": ("wait", "send"),
    "endorse": ("", "check2"),
    "take_over": ("", "box-arrow-in-down"),
    "accept": ("ok", "check2-circle"),
    "bloc_return": ("act", "arrow-return-left"),
    "dha_return": ("act", "arrow-return-left"),
    "head_return": ("act", "arrow-return-left"),
    "reopen": ("act", "arrow-return-left"),
    "withdraw": ("", "arrow-counterclockwise"),
    "recall": ("", "arrow-counterclockwise"),
    "present": ("", "send"),
    "start": ("", "pencil"),
    "save": ("", "pencil"),
    "attach": ("", "paperclip"),
    "detach": ("", "x"),
}


@dataclass(frozen=True)
class Entry:
    """One line of the timeline (_timeline.html)."""

    text: str
    who: str
    at: dt.datetime
    note: str = ""
    family: str = ""
    icon: str = "circle"
    url: str = ""


def rows(submission: Submission, *, inside: bool) -> list[AuditEntry]:
    """Audit rows, newest first, read once; without what stays in the unit unless `inside`."""
    if "_history" not in submission.__dict__:
        submission.__dict__["_history"] = list(audit.history(submission))
    return [r for r in submission.__dict__["_history"] if inside or r.action not in INTERNAL]


def timeline(submission: Submission, *, inside: bool) -> list[Entry]:
    """In words; several savings in a row by one person on one day are one line."""
    entries = []
    for (action, who, _), group in groupby(rows(submission, inside=inside), _key):
        same = list(group)
        text = same[0].label
        if action == "save" and len(same) > 1:
            text = f"{text}, {len(same)} lần"
            same = same[:1]
        family, icon = _LOOKS.get(action, ("", "circle"))
        entries += [Entry(r.label if len(same) > 1 else text, who, r.at, r.note, family, icon) for r in same]
    return entries


def _key(row: AuditEntry):
    who = ", ".join(filter(None, [row.actor_name, row.acting_as]))
    return row.action, who, timezone.localtime(row.at).date()


def last_return(submission: Submission, *, inside: bool) -> AuditEntry | None:
    """The newest row that sent it back, when it was: its words stand on top of the page."""
    return next((r for r in rows(submission, inside=inside) if r.changes.get("to") == "returned"), None)


def last_move(submission: Submission) -> AuditEntry | None:
    """The newest move, with or without a page of its own."""
    return next((r for r in rows(submission, inside=True) if "to" in r.changes), None)


def value_changes(submission: Submission, *, until: dt.datetime | None = None) -> list[ValueChange]:
    """Changes of figures, newest first; for people outside the unit only those of what was sent (`until`)."""
    found = ValueChange.objects.filter(value__submission=submission).select_related("value__indicator")
    return list(found.filter(at__lte=until) if until else found)


def sendings(submission: Submission) -> list[Snapshot]:
    """Every sending, newest first, read once, without the bulk of its content."""
    if "_sendings" not in submission.__dict__:
        submission.__dict__["_sendings"] = list(submission.snapshots.defer("content").order_by("-number"))
    return submission.__dict__["_sendings"]
