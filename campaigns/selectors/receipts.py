"""The receipt of a move: what went, to whom, when, under which number, what comes next and until when."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from campaigns.enums import SubmissionKind
from campaigns.models import Period, Snapshot, Submission
from campaigns.selectors import paper_history, todo, waiting
from emulation.base.models import AuditEntry
from organisations.rules import unit_id_of

_TITLES = {
    "present": "Đã trình thủ trưởng {what}",
    "submit": "Đã gửi {what}",
    "endorse": "Đã xác nhận {what} của {unit}",
    "take_over": "Đã nhận thay trưởng khối {what} của {unit}",
    "accept": "Đã tiếp nhận {what} của {unit}",
    "head_return": "Đã trả lại {what} để cán bộ sửa",
    "bloc_return": "Đã trả lại {what} cho {unit}",
    "dha_return": "Đã trả lại {what} cho {unit}",
    "reopen": "Đã mở lại {what} của {unit} để sửa",
    "withdraw": "Đã rút lại {what}",
}
_TO_UNIT = frozenset({"accept", "head_return", "bloc_return", "dha_return", "reopen"})
# Nothing goes to the unit then: it is told.
_TOLD = frozenset({"accept", "reopen"})


@dataclass(frozen=True)
class Receipt:
    """Everything the page says."""

    title: str
    at: dt.datetime
    by: str
    to: str
    to_label: str = "Người nhận"
    number: str = ""
    parts: str = ""
    note: str = ""
    next_step: str = ""
    late: str = ""
    open_until: dt.date | None = None
    next_period: Period | None = None
    items: list[str] = field(default_factory=list)
    # For a reader: what waits for them next, and how many in all.
    next_paper: Submission | None = None
    left: int = 0

    @property
    def next_label(self) -> str:
        """“Báo cáo tiếp theo”, “Kế hoạch tiếp theo”."""
        return "Kế hoạch tiếp theo" if self.next_paper.kind == SubmissionKind.PLAN else "Báo cáo tiếp theo"


def of(submission: Submission, user: Any) -> Receipt | None:
    """Receipt of the last move; None when it had none, or when it stayed inside a unit that is not the reader's."""
    row = paper_history.last_move(submission)
    inside = user.has_perm("campaigns.prepare_submission", submission)
    if row is None or row.action not in _TITLES or (row.action in paper_history.INTERNAL and not inside):
        return None
    last = submission.last_sent
    shown = last if row.action not in ("present", "head_return") else None
    return Receipt(
        title=_title(submission, row),
        at=row.at,
        by=", ".join(filter(None, [row.actor_name, row.acting_as])),
        to=_to(submission, row, last),
        to_label="Đơn vị được báo" if row.action in _TOLD else "Người nhận",
        number=shown.receipt if shown else "",
        parts=parts_of(shown.content) if shown else "",
        note=row.note,
        next_step=waiting.next_step(submission),
        late=_late(submission) if row.action == "submit" else "",
        open_until=None if submission.is_handed_in else submission.due_on,
        next_period=waiting.next_period(submission) if inside and row.action in ("submit", "present") else None,
        items=_marked(submission) if "return" in row.action or row.action == "reopen" else [],
        **_queue(submission, row, user),
    )


# Moves of those who read what others send.
_READING = frozenset({"endorse", "take_over", "accept", "bloc_return", "dha_return", "reopen"})


def _queue(submission: Submission, row: AuditEntry, user: Any) -> dict:
    """The next paper of others that waits for the person, longest waiting first."""
    if row.action not in _READING:
        return {}
    rows = todo.submissions_waiting_for(user).exclude(pk=submission.pk).exclude(unit_id=unit_id_of(user))
    rows = list(rows.for_page().order_by("last_sent_at", "pk"))
    return {"next_paper": rows[0], "left": len(rows)} if rows else {}


def _title(submission: Submission, row: AuditEntry) -> str:
    what = submission.title[:1].lower() + submission.title[1:]
    return _TITLES[row.action].format(what=what, unit=submission.unit.official_name)


def _to(submission: Submission, row: AuditEntry, last: Snapshot | None) -> str:
    if row.action == "submit" and last:
        return last.sent_to
    if row.action == "present":
        return waiting.head_names(submission)
    if row.action in _TO_UNIT:
        return submission.unit.official_name
    if row.action == "withdraw":
        return ""
    return waiting.receiver(submission)


def parts_of(content: dict) -> str:
    """“5 phần, 4 chỉ tiêu có số, 3 tệp”: what a sending held."""
    values = [v for s in content["sections"] for v in s["values"]]
    evidence = [*content["signed"], *content["other"], *(e for s in content["sections"] for e in s["evidence"])]
    evidence += [e for v in values for e in v["evidence"]]
    filled = sum(v["value"] is not None for v in values)
    pieces = [f"{len(content['sections'])} phần"]
    pieces += [f"{filled} chỉ tiêu có số"] if filled else []
    pieces += [f"{len(evidence)} minh chứng"] if evidence else []
    return ", ".join(pieces)


def _late(submission: Submission) -> str:
    """How the first sending stood against the deadline."""
    late = submission.punctuality
    if late is None:
        return ""
    first = f"Lần này là lần gửi thứ {submission.number}; lần đầu: " if submission.number > 1 else ""
    day = f"{submission.due_on:%d/%m/%Y}"
    if late.late:
        words = f"trễ {late.days_late} ngày so với hạn {day}."
    else:
        words = f"trong hạn được gia hạn đến {day}." if late.by_extension else f"đúng hạn ({day})."
    return first + words if first else words[:1].upper() + words[1:]


def _marked(submission: Submission) -> list[str]:
    """Names of the sections that were marked."""
    rows = submission.sections.filter(flagged=True).select_related("task").order_by("task__order")
    return [str(s.task or "Nội dung báo cáo") + (f" – {s.flag_note}" if s.flag_note else "") for s in rows]
