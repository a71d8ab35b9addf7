"""One paper of the demo on its way from the first word to the receipt, each step on its day through the services."""

import datetime as dt
import io
from decimal import Decimal
from typing import TYPE_CHECKING

from campaigns.demo import texts
from campaigns.demo.scenario import ACTUAL, YEAR
from campaigns.enums import SubmissionKind
from campaigns.models import Indicator, Submission
from campaigns.services import submissions
from campaigns.workflows import SUBMISSION
from emulation.base import clock
from organisations.enums import DHA_ROLES, UNIT_ROLES, Role
from organisations.models import User

if TYPE_CHECKING:
    from campaigns.demo.year import Year

# A person with several roles takes these steps in one of these, never as auditor or council member.
STEP_ROLES = UNIT_ROLES | DHA_ROLES | {Role.CHAIRMAN_OFFICE}


class Walk:
    """One paper on its way, as far as its fate says."""

    def __init__(self, year: "Year", submission: Submission, stage: int, fate: str):
        self.year, self.s, self.stage, self.fate = year, submission, stage, fate
        self.clerk = year.p.clerks[submission.unit_id]
        self.head = year.p.heads[submission.unit_id]
        # Days within which this stage's papers were written; late ones come after the deadline.
        due = submission.period.due_on if submission.period_id else dt.date(YEAR, 12, 15)
        self.day = min(due, dt.date(YEAR, 12, 12)) - dt.timedelta(days=year.random.randint(2, 8))
        if fate == "late":
            self.day = due + dt.timedelta(days=year.random.randint(2, 9))

    def go(self) -> None:
        if self.fate == "not_started":
            return
        self._at(0, 9, self._write)
        if self.fate == "draft":
            return
        self._at(0, 15, lambda: self._move("present", self.clerk))
        if self.fate == "awaiting_head":
            return
        self._at(1, 10, self._send)
        if self.s.state == "submitted" and self.fate != "submitted":
            self._at(1, 16, lambda: self._move("endorse", self._reviewer()))
        if self.fate in ("accepted", "late"):
            self._at(2, 9, lambda: self._move("accept", self._receiver()))
        elif self.fate == "returned":
            self._at_day(dt.date(YEAR, 12, 11), 16, self._return)
        elif self.fate == "sent_again":
            self._send_again()

    def _send_again(self) -> None:
        """Returned in December, mended and sent again a few days later."""
        day = dt.date(YEAR, 12, self.year.random.randint(6, 9))
        self._at_day(dt.date(YEAR, 12, 4), 10, self._return)
        self._at_day(day, 9, lambda: self._move("submit", self.head))
        if self.s.state == "submitted":
            self._at_day(day, 14, lambda: self._move("endorse", self._reviewer()))

    def _at(self, days: int, hour: int, step) -> None:
        self._at_day(min(self.day + dt.timedelta(days=days), dt.date(YEAR, 12, 12)), hour, step)

    def _at_day(self, day: dt.date, hour: int, step) -> None:
        with clock.at(clock.moment(day, hour, self.year.random.randint(0, 59))):
            step()

    def _move(self, name: str, by: User, **data) -> None:
        self.s = SUBMISSION.perform(self.s, name, by=self._fresh(by), **data)

    def _fresh(self, person: User) -> User:
        """The person in the role this step needs; what is cached on a person must not outlive a travelled day."""
        person = User.objects.get(pk=person.pk)
        held = person.current_memberships
        return person.act_as(next((m for m in held if m.role in STEP_ROLES), held[0]))

    def _reviewer(self) -> User:
        first, second = self.year.leaders[self.s.bloc_id]
        return self.year.p.clerks[second if self.s.unit_id == first else first]

    def _receiver(self) -> User:
        own = self.s.unit_id == self.year.p.units["Sở Nội vụ"].pk
        return self.year.office if own else self.year.dha

    def _send(self) -> None:
        if self.s.kind == SubmissionKind.PLAN:
            return self._send_plan()
        self._move("submit", self.head)

    def _send_plan(self) -> None:
        """A plan goes with its signed document."""
        self._move("recall", self.clerk)
        pdf = io.BytesIO(SIGNED_PDF)
        pdf.name = f"Kế hoạch thi đua 2023 - {self.s.unit.label.replace('/', '-')}.pdf"
        submissions.add_file(self.s, pdf, by=self.clerk, signed=True)
        self._move("submit", self.head)

    def _return(self) -> None:
        section = self.s.sections.get(task__order=1)
        third = self.s.sections.get(task__order=3)
        if self.s.unit.short_name == "Sở NN&PTNT":
            flags = {str(section.pk): "Danh sách kèm theo có 16 xã", str(third.pk): "Thiếu minh chứng"}
            note = texts.NTM_RETURN
        else:
            flags = {str(third.pk): "Chưa nêu số hồ sơ trễ hạn và nguyên nhân"}
            note = "Nhiệm vụ 3 chưa nêu số hồ sơ trễ hạn, nguyên nhân và cách khắc phục."
        self._move("dha_return", self.year.dha, note=note, flags=flags)

    # --- Content ------------------------------------------------------------------------------------------------------
    def _write(self) -> None:
        self._move("start", self.clerk)
        sections = {s.pk: self._section(s) for s in self.s.sections.select_related("task")}
        if self.fate == "draft":
            sections = dict(list(sections.items())[:3])
        self.s = submissions.save(
            self.s, sections=sections, values=self._values(), version=self.s.version, by=self._fresh(self.clerk)
        )

    def _section(self, section) -> submissions.SectionInput:
        pick = self.year.random.choice
        name = self.s.unit.short_name
        if section.task is None:
            text = texts.DUTY.get(
                name, "Đã quán triệt tới đoàn viên, hội viên và tổ chức thực hiện nội dung được phân công."
            )
            return submissions.SectionInput({"content": text})
        order = section.task.order
        if self.s.for_bloc:
            return submissions.SectionInput({"content": texts.BLOC_PLAN})
        if self.s.kind == SubmissionKind.PLAN:
            what, who, when = texts.MEASURES[order]
            return submissions.SectionInput(
                {"content": pick(texts.PLAN[order])}, [{"what": what, "who": who, "when": when}]
            )
        content = pick(texts.RESULT[order]).format(period=self._period_words())
        if order == 1 and name == "Sở NN&PTNT" and self.stage == 3:
            content = texts.NTM_RESULT
        entry = {"content": content, "self_assessment": pick(["good", "good", "done"])}
        if order == 1 and self.year.random.random() < 0.4:
            entry["difficulties"] = texts.DIFFICULTIES
        if order == 5 and self.year.random.random() < 0.3:
            entry["proposals"] = texts.PROPOSALS
        return submissions.SectionInput(entry)

    def _period_words(self) -> str:
        return {1: "quý I", 2: "6 tháng đầu năm", 3: "9 tháng", 4: "cả năm"}.get(self.stage, "trong năm")

    def _values(self) -> dict[int, submissions.ValueInput]:
        if self.s.kind != SubmissionKind.REPORT:
            return {}
        found = {}
        for indicator in self._indicators():
            if indicator.name in ACTUAL:
                value = Decimal(ACTUAL[indicator.name][self.stage - 1])
            else:
                value = Decimal(self.year.random.randint(952, 1000)) / 10
            found[indicator.pk] = submissions.ValueInput(value, estimated=self.stage == 4)
        return found

    def _indicators(self) -> list[Indicator]:
        rows = self.year.campaign.indicators.all()
        assigned = rows.filter(assigned_only=True, targets__unit_id=self.s.unit_id).distinct()
        return list(assigned) + list(rows.filter(assigned_only=False))


def _pdf() -> bytes:
    """A one-page PDF that says what it is; small, so that eighty-six of them cost nothing."""
    text = b"BT /F1 14 Tf 60 760 Td (Ban ky minh hoa cua ban chay thu) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % o for o in offsets)
    return out + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


SIGNED_PDF = _pdf()
