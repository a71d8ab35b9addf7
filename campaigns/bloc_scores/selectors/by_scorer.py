"""What each of several scorers gave a unit, from the input of a ranking: the rows behind an average (B11)."""

from dataclasses import dataclass
from decimal import Decimal

from campaigns.bloc_scores.models import Ranking
from campaigns.scoring import score_table
from organisations.models import Unit


@dataclass(frozen=True)
class Given:
    """The total that a scorer gave a unit at a stage, None where points are missing, and what counts of all scorers there."""

    stage: str
    unit: str
    scorer: str
    total: Decimal | None
    combined: Decimal | None


def given_in(ranking: Ranking) -> list[Given]:
    """By stage, unit and scorer. One query, and one run of the engine for each scorer."""
    source, names = ranking.source, {unit["id"]: unit["name"] for unit in ranking.result["units"]}
    views = {unit["id"]: unit["stages"] for unit in ranking.result["units"]}
    found = []
    for stage in source["table"].get("stages", []):
        if stage.get("scorers") == "many":
            totals = _totals(source, stage["code"])
            labels = _labels(scorer for scorer, _ in totals)
            found += [
                Given(
                    stage.get("label", stage["code"]),
                    names[unit],
                    labels[scorer],
                    total,
                    _total(views[unit].get(stage["code"])),
                )
                for (scorer, unit), total in totals.items()
            ]
    order = list(names.values())
    return sorted(found, key=lambda row: (row.stage, order.index(row.unit), row.scorer))


def _totals(source: dict, stage: str) -> dict[tuple[str, str], Decimal | None]:
    """{(scorer, unit): total}: the sheet of one scorer alone, by the same table."""
    table = {key: value for key, value in source["table"].items() if key != "final_stage"}
    table["stages"] = [
        {key: value for key, value in one.items() if key not in ("scorers", "combine", "expected_scorers")}
        if one["code"] == stage
        else one
        for one in table["stages"]
    ]
    sheets: dict[str, list[dict]] = {}
    for unit in source["units"]:
        for sheet in unit["inputs"].get(stage, []):
            one = {"id": unit["id"], "name": unit["name"], "inputs": {stage: sheet["values"]}}
            sheets.setdefault(sheet["scorer"], []).append(one)
    return {
        (scorer, unit["id"]): _total(unit["stages"].get(stage))
        for scorer, units in sheets.items()
        for unit in score_table({"table": table, "units": units, "ranking": {}})["units"]
    }


def _total(view: dict | None) -> Decimal | None:
    """A total that lacks points of a criterion is none, not a smaller one."""
    return Decimal(view["total"]) if view and view["complete"] else None


def _labels(ids) -> dict[str, str]:
    return {str(unit.pk): unit.label for unit in Unit.objects.filter(pk__in=set(ids))}
