"""What the page of a plan or report shows to this person: the unit's own draft, or exactly what was sent."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property

from campaigns.enums import SECTION_EDITABLE_STATES, UNSENT_STATES
from campaigns.enums import SubmissionState as S
from campaigns.models import Snapshot, Submission, ValueChange
from campaigns.selectors import paper_history, waiting
from campaigns.selectors.content import TEXT_LABELS, content_of
from campaigns.selectors.papers import paper_of
from campaigns.selectors.readiness import Item, of_submission, signed_document
from campaigns.selectors.twins import of_content
from emulation.base.models import AuditEntry

# In these states the unit works on its own text; in all others it, too, looks at what was sent.
LIVE_STATES = UNSENT_STATES | SECTION_EDITABLE_STATES


@dataclass(frozen=True)
class Returned:
    """The banner on top: who sent it back, the exact words, where to look."""

    title: str
    reason: str
    who: str
    post: str
    at: dt.datetime
    note: str
    items: list[dict]


class PaperPage:
    """Read for one person; `inside` is an officer of the unit whose paper it is."""

    def __init__(self, submission: Submission, user: Any):
        self.submission, self.user = submission, user
        self.inside: bool = user.has_perm("campaigns.prepare_submission", submission)
        self.live: bool = self.inside and submission.state in LIVE_STATES and submission.ended_on is None
        self.editable: bool = self.inside and submission.is_editable

    @cached_property
    def snapshot(self) -> Snapshot | None:
        """The last sending, where it is what this person looks at."""
        return None if self.live else self.submission.last_sent

    @cached_property
    def content(self) -> dict:
        """The one shape of campaigns.selectors.content."""
        return self.snapshot.content if self.snapshot else content_of(self.submission)

    @cached_property
    def sections(self) -> list[dict]:
        """Sections with their marks and their labelled texts, evidence with its twins."""
        labels = TEXT_LABELS[self.submission.kind]
        return [
            {
                **s,
                "mark": self.marks.get(s["id"]),
                "locked": self._locked(s["id"]),
                "texts": _texts(s, labels),
                "values": [{**v, "evidence": self._pieces(v["evidence"])} for v in s["values"]],
                "evidence": self._pieces(s["evidence"]),
            }
            for s in self.content["sections"]
        ]

    def _pieces(self, evidence: list[dict]) -> list[dict]:
        return [{**e, "twin": self.twins.get(e["id"], "")} for e in evidence]

    @property
    def signed(self) -> list[dict]:
        return self._pieces(self.content["signed"])

    @property
    def other(self) -> list[dict]:
        return self._pieces(self.content["other"])

    @cached_property
    def marks(self) -> dict[int, str]:
        """{section id: what to mend} while it is sent back; the head's own marks stay in the unit."""
        s = self.submission
        if s.state not in SECTION_EDITABLE_STATES or not (self.inside or self._returned_by_reader):
            return {}
        rows = paper_of(s).sections if self.live else s.sections.filter(flagged=True)
        return {row.pk: row.flag_note for row in rows if row.flagged}

    def _locked(self, section_id: int) -> bool:
        return self.editable and bool(self.marks) and section_id not in self.marks

    @property
    def _returned_by_reader(self) -> bool:
        row = self._return_row
        return row is not None and row.action not in paper_history.INTERNAL

    @cached_property
    def _return_row(self) -> AuditEntry | None:
        return paper_history.last_return(self.submission, inside=True)

    @property
    def returned(self) -> Returned | None:
        """Shown until it is sent again; what the head wrote to the clerk is the unit's own."""
        row = self._return_row
        if row is None or not self._being_mended(row) or not (self.inside or self._returned_by_reader):
            return None
        count = len(self.marks)
        title = f"{row.label} để sửa {count} phần" if count else f"{row.label} để sửa"
        items = [
            {"url": f"#{_anchor(s)}", "text": _title(s) + (f": {self.marks[s['id']]}" if self.marks[s["id"]] else "")}
            for s in self.content["sections"]
            if s["id"] in self.marks
        ]
        note = "Các phần khác đã xem xong, đang khóa." if count and count < len(self.content["sections"]) else ""
        return Returned(title, row.note, row.actor_name, row.acting_as, row.at, note, items)

    def _being_mended(self, row: AuditEntry) -> bool:
        """Sent back, or taken back from the head before it went out again: the reason still holds."""
        if self.submission.state == S.RETURNED:
            return True
        rows = paper_history.rows(self.submission, inside=True)
        return self.editable and next(r for r in rows if r.action == "submit" or r == row) == row

    @property
    def untouched(self) -> bool:
        """Sent back and nothing done since: to mend it comes before sending it again."""
        rows = paper_history.rows(self.submission, inside=True)
        return self.submission.state == S.RETURNED and bool(rows) and rows[0] == self._return_row

    @cached_property
    def readiness(self) -> list[Item]:
        """What is left before it goes out; only for the unit, while it is in its hands."""
        if not self.live or self.submission.state == S.NOT_STARTED:
            return []
        return [*of_submission(self.submission), *signed_document(self.submission)]

    @property
    def readiness_links(self) -> list[Item]:
        """The same, each leading to its field in the form where the paper can be edited."""
        if not self.editable:
            return self.readiness
        form = reverse("campaigns:submission_edit", args=[self.submission.pk])
        return [replace(item, url=form + item.url if item.url else "") for item in self.readiness]

    @property
    def left(self) -> int:
        return sum(item.is_missing for item in self.readiness)

    @cached_property
    def in_hand(self) -> waiting.Waiting:
        """For whom it waits now."""
        return waiting.of(self.submission)

    @cached_property
    def twins(self) -> dict[int, str]:
        return of_content(self.content, self.submission, self.user)

    @property
    def timeline(self) -> list[paper_history.Entry]:
        return paper_history.timeline(self.submission, inside=self.inside)

    @cached_property
    def value_changes(self) -> list[ValueChange]:
        until = None if self.inside else self.submission.last_sent_at
        return paper_history.value_changes(self.submission, until=until)

    @property
    def sendings(self) -> list[Snapshot]:
        return paper_history.sendings(self.submission)

    @property
    def heading(self) -> str:
        """The unit's own people need not be told whose it is."""
        return self.submission.title if self.inside else str(self.submission)

    @property
    def sent_words(self) -> tuple[str, str] | None:
        """(family of the deadline, words) of how the first sending stood; None while nothing is handed in."""
        late = self.submission.punctuality
        if late is None or not self.submission.is_handed_in:
            return None
        if late.late:
            first = "Lần đầu gửi" if self.submission.is_being_mended else "Đã gửi"
            return "late", f"{first} trễ {late.days_late} ngày"
        if self.submission.is_being_mended:  # it has to go out once more: this is not the end of it
            return "done", "Lần đầu gửi trong hạn được gia hạn" if late.by_extension else "Lần đầu gửi đúng hạn"
        return "done", "Đã gửi trong hạn được gia hạn" if late.by_extension else "Đã gửi đúng hạn"


def _texts(section: dict, labels: dict[str, str]) -> list[dict]:
    """The section's long texts that were asked for or written, each with its words above."""
    keys = [k for k in ("content", "difficulties", "proposals") if k in labels]
    return [{"key": key, "label": labels[key], "text": section[key]} for key in keys]


def _anchor(section: dict) -> str:
    return f"phan-{section['id']}"


def _title(section: dict) -> str:
    return f"Nhiệm vụ {section['order']}" if section["task_id"] else "Nội dung báo cáo"
