"""Objects of decisions on which every page is opened, and which address takes which."""

from awards.decisions.models import DecisionChange, FundEntry, ReliantAward, RewardDecision, RewardPayment
from awards.decisions.services import linking
from emulation.base import clock
from tests.decisions import walk
from tests.decisions.walk import Who
from tests.factories import acting

# Which object each address takes (tests/pages/test_access.py).
DECISION_PREFIXES = {
    "decisions.decision_list": "",
    "decisions.decision_new": "concluded_session",
    "decisions.decision_sign": "decision_submitted",
    "decisions.decision": "reward_decision",
    "decisions.new_records": "reward_decision",
    "decisions.line": "decision_line",
    "decisions.line_revoke": "issued_line",
    "decisions.line_correct": "issued_line",
    "decisions.change": "decision_change",
    "decisions.signed": "signed_decision",
    "decisions.money": "signed_decision",
    "decisions.presentation_export": "signed_decision",
    "decisions.notices": "signed_decision",
    "decisions.payment": "reward_payment",
    "decisions.rules": "",
    "decisions.fund": "",
    "decisions.fund_cancel": "fund_entry",
    "decisions.reliant": "reliant",
    "decisions.reliant_list": "",
}


def decision_objects(cast) -> dict:
    """A session with something left to decide, a draft, one that was submitted, one that was issued and is to be revoked."""
    nominees = [Who(award, "individual", "Ông Lê Văn An") for award in ("BKT", "CTDT", "TTLDXS")]
    session = walk.concluded(cast, *nominees, Who("BKT", "individual", "Bà Vũ Thị Hoa", unit="Sở Xây dựng"))
    draft = walk.drafted(cast, session=session, awards=["BKT"])
    issued = walk.issued(cast, session=session, awards=["TTLDXS"])
    line = issued.decision.lines.get()
    with clock.at(clock.moment(walk.SIGNED, 17)):
        revocation = linking.add_revocation(line, ground="a", reason="Kết luận thanh tra", by=acting(cast.dha))
    change = revocation.changes.get()
    return {
        "concluded_session": session.pk,
        "reward_decision": draft.pk,
        "decision_line": draft.lines.first().pk,
        "decision_submitted": walk.submitted(cast, session=session, awards=["CTDT"]).pk,
        "signed_decision": issued.pk,
        "issued_line": line.pk,
        "fund_entry": FundEntry.objects.create(flow="in", on=walk.SIGNED, amount=1, what="Cấp", voucher="PT 1").pk,
        "decision_change": change.pk,
        "reliant": ReliantAward.objects.create(change=_done(issued, line), record=line.record, why="Dựa vào").pk,
        "reward_payment": RewardPayment.objects.get().pk,
    }


def _done(issued, line) -> DecisionChange:
    """What an earlier linked decision changed: it is no draft any more."""
    texts = dict.fromkeys(("subject", "merit", "grounds", "execution", "recipients"), "Đính chính")
    earlier = RewardDecision.objects.create(kind="correction", target=issued, state="issued", year=2023, **texts)
    return DecisionChange.objects.create(decision=earlier, line=line, new_name="Ông Lê Văn An", reason="Sai tên")
