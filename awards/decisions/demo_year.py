"""Decisions of the demo: what the Council approved in July, one signed and issued, one that waits for the Chairman. An illustration."""

import datetime as dt
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile

from awards.council.enums import SessionState
from awards.council.models import Session
from awards.decisions.enums import FundFlow
from awards.decisions.models import RewardDecision, RewardPayment
from awards.decisions.selectors.approved import waiting
from awards.decisions.services import drafting, fund, linking, payments, tying
from awards.decisions.workflows import DECISION
from emulation.base import clock
from emulation.base.official import pdf
from emulation.base.official.data import from_data
from emulation.base.official.services import documents
from organisations.models import User

if TYPE_CHECKING:
    from campaigns.demo.year import Year

YEAR = 2023
DRAFTED, SUBMITTED, SIGNED, ISSUED = (dt.date(YEAR, 7, day) for day in (19, 20, 25, 26))
PAID, LATER = dt.date(YEAR, 8, 2), dt.date(YEAR, 12, 11)
FUNDED = 500_000_000
SIGNER = "Nguyễn Văn Minh (minh họa)"
PLAIN_PDF = b"%PDF-1.4\n%%EOF\n"


def build(year: "Year") -> None:
    """Called by build_demo after the Council."""
    session = Session.objects.filter(state=SessionState.CONCLUDED, year=YEAR).order_by("held_at").first()
    if session is None:
        return  # a demo of few blocs only: no Council
    demo = DecisionsOfTheDemo(year, session)
    with clock.at(clock.moment(DRAFTED, 9)):
        groups = [group.award for group in waiting(session, DRAFTED).ours]
    if groups:
        demo.first(groups)
        demo.second(groups)


class DecisionsOfTheDemo:
    """Each step on its day through the services."""

    def __init__(self, year: "Year", session: Session):
        self.year, self.session = year, session
        people = year.p.people
        self.clerk: User = year.dha
        self.head: User = people["lanhdao"]
        self.office: User = people["vanphong"]

    def first(self, awards: list[str]) -> None:
        """Issued in July and partly paid; the last nominee waits for a check."""
        with clock.at(clock.moment(DRAFTED, 9)):
            decision = drafting.draft(self.session, awards=awards, by=self.clerk)
            tying.new_records(decision, by=self.clerk)
            if decision.lines.count() > 1:
                drafting.take_out(decision.lines.last(), reason="Chờ đối chiếu số liệu", by=self.clerk)
        self.sign(self.submit(decision, SUBMITTED))
        with clock.at(clock.moment(ISSUED, 9)):
            DECISION.perform(decision, "issue", by=self.head)
        with clock.at(clock.moment(PAID, 9)):
            payment = RewardPayment.objects.filter(line__decision=decision).order_by("line__order").first()
            payments.pay(decision.signed, [payment.pk], paid_on=PAID, voucher="UNC 15 (minh họa)", by=self.clerk)
            words = {"what": "Trích lập quỹ theo dự toán (minh họa)", "voucher": "PT 01 (minh họa)"}
            fund.enter(flow=FundFlow.IN, on=PAID, amount=FUNDED, by=self.clerk, **words)
        with clock.at(clock.moment(LATER, 15)):
            line = decision.lines.last()
            why = "Ghi rõ đơn vị tham mưu (minh họa)"
            linking.add_correction(line, new_name=line.name, new_detail="Văn phòng Sở", reason=why, by=self.clerk)

    def second(self, awards: list[str]) -> None:
        """What was left, submitted in December: waits for the Chairman."""
        with clock.at(clock.moment(LATER, 9)):
            if not waiting(self.session, LATER).ours:
                return
            decision = drafting.draft(self.session, awards=awards, by=self.clerk)
            tying.new_records(decision, by=self.clerk)
        self.submit(decision, LATER)

    def submit(self, decision: RewardDecision, day: dt.date) -> RewardDecision:
        """Presented by the clerk, signed on by the head."""
        with clock.at(clock.moment(day, 10)):
            decision = DECISION.perform(decision, "present", by=self.clerk)
        with clock.at(clock.moment(day, 14)):
            return DECISION.perform(decision, "submit", by=self.head)

    def sign(self, decision: RewardDecision) -> RewardDecision:
        """Signed, the paper attached."""
        with clock.at(clock.moment(SIGNED, 15)):
            decision = DECISION.perform(decision, "sign", by=self.office, signed_on=SIGNED, signer=SIGNER)
            signed = decision.signed
            paper = ContentFile(_printed(signed), name="Quyết định đã ký (minh họa).pdf")
            documents.attach_signed(signed.document, paper, by=self.office)
        return decision


def _printed(signed) -> bytes:
    """The decision as PDF in the place of the scan; a bare page where PDF cannot be printed."""
    try:
        return pdf.render(from_data(signed.document.content))
    except pdf.PdfUnavailable:
        return PLAIN_PDF
