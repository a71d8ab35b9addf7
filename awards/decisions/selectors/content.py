"""What the papers of a decision say: numbers by award and kind, the annex in its parts. Read once for each paper."""

from collections import defaultdict
from dataclasses import dataclass

from awards.decisions.enums import ANNEX_ORDER
from awards.decisions.models import DecisionLine, RewardDecision
from awards.decisions.selectors.approved import kinds_in_words
from awards.enums import SubjectKind
from awards.law import law


@dataclass(frozen=True)
class Part:
    """“A. TẬP THỂ”: the nominees of one kind for one award."""

    letter: str
    kind: SubjectKind
    lines: list[DecisionLine]

    @property
    def title(self) -> str:
        return f"{self.letter}. {self.kind.label.upper()}"


@dataclass(frozen=True)
class AwardList:
    """Everybody who gets one award."""

    code: str
    name: str
    parts: list[Part]

    @property
    def number(self) -> int:
        return sum(len(part.lines) for part in self.parts)

    @property
    def words(self) -> str:
        """“2 tập thể, 15 cá nhân”."""
        return kinds_in_words({part.kind: len(part.lines) for part in self.parts})

    @property
    def given(self) -> str:
        """“danh hiệu Chiến sĩ thi đua cấp tỉnh”, “Bằng khen …”: within a sentence."""
        award = law().awards.get(self.code)
        return f"danh hiệu {self.name}" if award and award.family == "title" else self.name


def award_lists(decision: RewardDecision) -> list[AwardList]:
    """The annex, award by award, each with its parts A, B, C in this order. One query."""
    found: dict[str, dict[str, list[DecisionLine]]] = defaultdict(lambda: defaultdict(list))
    for line in decision.lines.select_related("unit").order_by("order", "pk"):
        found[line.award][line.subject_kind].append(line)
    return [_list(code, kinds) for code, kinds in found.items()]


def _list(code: str, kinds: dict[str, list[DecisionLine]]) -> AwardList:
    present = [kind for kind in ANNEX_ORDER if kinds.get(kind)]
    parts = [Part(letter, kind, kinds[kind]) for letter, kind in zip("ABC", present, strict=False)]
    return AwardList(code, parts[0].lines[0].award_name, parts)
