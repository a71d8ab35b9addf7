"""Criteria tables, rounds of scoring, scores, objections, events and rankings of blocs."""

from .papers import PaperSheet
from .rankings import Ranking, RankingFact, TieDecision
from .rounds import ScoringRound, StageRun
from .scores import FaultEvent, Objection, Score, ScoreEvidence, Sheet, UnitResponse
from .tables import CriteriaTable, Criterion, Stage

__all__ = [
    "CriteriaTable",
    "Criterion",
    "FaultEvent",
    "Objection",
    "PaperSheet",
    "Ranking",
    "RankingFact",
    "Score",
    "ScoreEvidence",
    "ScoringRound",
    "Sheet",
    "Stage",
    "StageRun",
    "TieDecision",
    "UnitResponse",
]
