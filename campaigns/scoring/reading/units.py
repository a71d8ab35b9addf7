"""Units, their sheets by stage and the facts the ranking asks for."""

from collections.abc import Mapping
from fractions import Fraction

from campaigns.scoring.entries import Entry, Sheet, Unit
from campaigns.scoring.fields import NOT_LIST, NOT_OBJECT, NOT_RATIO, Fields, own_key
from campaigns.scoring.figures import ratio_of
from campaigns.scoring.ranking import RankingRules
from campaigns.scoring.tree import Criterion, Stage, Table

from .table import undeclared

WOMEN_SHARE = Fraction(7, 10)


def read_units(fields: Fields, table: Table, rules: RankingRules) -> tuple[Unit, ...]:
    """All units; an id may not come twice."""
    reader = UnitReader(table, rules)
    return tuple(reader.unit(item) for item in fields.groups("units"))


class UnitReader:
    def __init__(self, table: Table, rules: RankingRules):
        self.criteria = {leaf.code: leaf for leaf in table.criteria}
        self.stages = {stage.code: stage for stage in table.stages}
        self.rules = rules
        self.ids: set[str] = set()

    def unit(self, fields: Fields) -> Unit:
        facts = fields.group("facts")
        return Unit(
            id=own_key(fields, "id", self.ids) or "",
            name=fields.text("name"),
            subject=fields.text("subject"),
            sheets=self._sheets(fields.group("inputs")),
            numbers=self._numbers(facts),
            truths=self._truths(facts),
            women=self._women(facts),
        )

    def _sheets(self, inputs: Fields | None) -> dict[str, tuple[Sheet, ...]]:
        if inputs is None:
            return {}
        found = {}
        for code in inputs.keys():
            if code in self.stages:
                found[code] = self._of_stage(inputs, self.stages[code])
            else:
                inputs.fault(code, undeclared(code))
        return found

    def _of_stage(self, inputs: Fields, stage: Stage) -> tuple[Sheet, ...]:
        wanted, message = (list, NOT_LIST) if stage.many else (dict, NOT_OBJECT)
        if not isinstance(inputs.raw(stage.code), wanted):
            inputs.fault(stage.code, message)
            return ()
        if not stage.many:
            return (self._sheet(inputs.group(stage.code), None),)
        scorers: set[str] = set()
        return tuple(self._scored(item, scorers) for item in inputs.groups(stage.code))

    def _scored(self, fields: Fields, taken: set[str]) -> Sheet:
        scorer = fields.text("scorer", required=True)
        if scorer in taken:
            fields.fault("scorer", f"“{scorer}” đã có một phiếu ở bước này; mỗi người chấm một phiếu cho một đơn vị.")
        taken.add(scorer)
        values = fields.group("values")
        return Sheet(scorer=scorer) if values is None else self._sheet(values, scorer)

    def _sheet(self, values: Fields, scorer: str | None) -> Sheet:
        codes = values.keys()
        entries = {code: self._entry(values, self.criteria[code]) for code in codes if code in self.criteria}
        strangers = tuple(code for code in codes if code not in self.criteria)
        return Sheet({code: entry for code, entry in entries.items() if entry is not None}, strangers, scorer)

    def _entry(self, values: Fields, criterion: Criterion) -> Entry | None:
        fields = values.group(criterion.code)
        if fields is None:
            return None
        points = fields.decimal("points") if criterion.kind.takes_points else None
        return Entry(na=fields.flag("na", False), points=points, **criterion.kind.read_entry(fields))

    def _numbers(self, facts: Fields | None) -> Mapping[str, Fraction]:
        wanted = {rule.fact for rule in self.rules.tie_breaks if rule.fact is not None}
        found = {fact: facts.decimal(fact) for fact in sorted(wanted)} if facts else {}
        return {fact: value for fact, value in found.items() if value is not None}

    def _truths(self, facts: Fields | None) -> Mapping[str, bool]:
        wanted = {rule.fact for rule in self.rules.conditions if rule.fact is not None}
        found = {fact: facts.flag(fact) for fact in sorted(wanted)} if facts else {}
        return {fact: value for fact, value in found.items() if value is not None}

    def _women(self, facts: Fields | None) -> bool | None:
        """Is this a woman, or a collective with at least 70 % women? None where nothing is known."""
        if facts is None or not any(rule.kind == "women" for rule in self.rules.tie_breaks):
            return None
        female, share = facts.flag("female"), ratio_of(facts.raw("women_share"))
        if "women_share" in facts and (share is None or not 0 <= share <= 1):
            facts.fault("women_share", NOT_RATIO)
            return None
        known = female is not None or share is not None
        return bool(female) or (share is not None and share >= WOMEN_SHARE) if known else None
