"""What a ranking asks of units beyond their points, as the rules of the table name it."""

from dataclasses import dataclass

from campaigns.bloc_scores.models import ScoringRound
from campaigns.bloc_scores.table_document import SELF_SHEET, ranking_of


@dataclass(frozen=True)
class Asked:
    """One figure or condition. kind: number, truth or ratio."""

    code: str
    kind: str
    label: str


def asked_of(round_: ScoringRound) -> list[Asked]:
    """In the order of the rules; each once."""
    rules = ranking_of(round_.table)
    found: dict[str, Asked] = {}
    for number, rule in enumerate(rules.get("tie_breaks", []), 1):
        if rule["kind"] == "fact":
            found.setdefault(rule["fact"], Asked(rule["fact"], "number", f"{rule['fact']} (tiêu chí phụ thứ {number})"))
        elif rule["kind"] == "women":
            found.setdefault("female", Asked("female", "truth", "Thủ trưởng là nữ"))
            found.setdefault("women_share", Asked("women_share", "ratio", "Tỷ lệ nữ (0 đến 1)"))
    for rule in rules.get("conditions", []):
        if rule["kind"] in ("fact_true", "fact_false") and rule["fact"] != SELF_SHEET:
            word = "phải có" if rule["kind"] == "fact_true" else "không được có"
            found.setdefault(rule["fact"], Asked(rule["fact"], "truth", f"{rule['fact']} ({word} để được xếp hạng)"))
    return list(found.values())


def saved_facts(round_: ScoringRound) -> dict[tuple[int, str], str]:
    """{(unit, code): value}. One query."""
    return {(unit, code): value for unit, code, value in round_.facts.values_list("unit_id", "code", "value")}


def units_of(round_: ScoringRound) -> list:
    """Units that are scored in the round, in their order. One query."""
    from organisations.models import Unit

    return list(Unit.objects.filter(score_sheets__run__round=round_).distinct().order_by("sort_key"))
