"""Objects of decisions on which every page is opened."""

from awards.decisions.models import RewardPayment
from tests.decisions import walk
from tests.decisions.walk import Who


def decision_objects(cast) -> dict:
    """A session with something left to decide, a draft, one that was submitted, one that was signed."""
    nominees = [Who(award, "individual", "Ông Lê Văn An") for award in ("BKT", "CTDT", "TTLDXS")]
    session = walk.concluded(cast, *nominees, Who("BKT", "individual", "Bà Vũ Thị Hoa", unit="Sở Xây dựng"))
    draft = walk.drafted(cast, session=session, awards=["BKT"])
    issued = walk.issued(cast, session=session, awards=["TTLDXS"])
    return {
        "concluded_session": session.pk,
        "reward_decision": draft.pk,
        "decision_line": draft.lines.first().pk,
        "decision_submitted": walk.submitted(cast, session=session, awards=["CTDT"]).pk,
        "signed_decision": issued.pk,
        "reward_payment": RewardPayment.objects.get().pk,
    }
