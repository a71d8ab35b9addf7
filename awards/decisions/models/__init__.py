from awards.decisions.models.changes import DecisionChange, ReliantAward
from awards.decisions.models.decisions import DecisionLine, RewardDecision, SignedDecision, SubmissionLetter
from awards.decisions.models.fund import FundEntry
from awards.decisions.models.notices import UnitNotice
from awards.decisions.models.payments import DecisionRules, RewardPayment

__all__ = [
    "DecisionChange",
    "DecisionLine",
    "DecisionRules",
    "FundEntry",
    "ReliantAward",
    "RewardDecision",
    "RewardPayment",
    "SignedDecision",
    "SubmissionLetter",
    "UnitNotice",
]
