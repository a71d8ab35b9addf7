from awards.decisions.models.decisions import DecisionLine, RewardDecision, SignedDecision, SubmissionLetter
from awards.decisions.models.money import DecisionRules, RewardPayment
from awards.decisions.models.notices import UnitNotice

__all__ = [
    "DecisionLine",
    "DecisionRules",
    "RewardDecision",
    "RewardPayment",
    "SignedDecision",
    "SubmissionLetter",
    "UnitNotice",
]
