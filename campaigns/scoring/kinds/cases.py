"""Points added and taken away per case, with caps per rule and per node, and points granted by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from campaigns.scoring.components import Components, Score
from campaigns.scoring.entries import Entry
from campaigns.scoring.fields import Fields, own_key
from campaigns.scoring.figures import ZERO
from campaigns.scoring.violations import Note

from .base import Kind
from .base_points import NodeCaps, Sides, note_penalty_over_max, read_base


@dataclass(frozen=True)
class Rule:
    code: str
    side: str  # bonus or penalty
    points: Fraction
    per_case: bool = False
    cap: Fraction | None = None
    group: str | None = None
    disqualify: bool = False
    no_award: bool = False

    @property
    def limit(self) -> Fraction | None:
        """The most a person may grant under this rule."""
        return self.points if self.cap is None and not self.per_case else self.cap


@dataclass(frozen=True)
class Use:
    """One rule used: its amount as entered and as the table allows."""

    rule: Rule
    entered: Fraction
    strict: Fraction
    by_hand: bool = False


@dataclass(frozen=True)
class Clamp:
    min: Fraction | None
    max: Fraction | None

    @classmethod
    def read(cls, fields: Fields | None) -> "Clamp | None":
        if fields is None:
            return None
        found = cls(fields.decimal("min"), fields.decimal("max"))
        if found.min is not None and found.max is not None and found.min > found.max:
            fields.fault("max", "Mức cao nhất không được nhỏ hơn mức thấp nhất.")
        return found

    def bound(self, value: Fraction) -> Fraction:
        if self.max is not None and value > self.max:
            return self.max
        if self.min is not None and value < self.min:
            return self.min
        return value


@dataclass(frozen=True)
class Cases(Kind):
    rules: Mapping[str, Rule]
    base: Fraction
    caps: NodeCaps
    clamp: Clamp | None = None

    takes_points = False
    required_by_default = False

    @classmethod
    def read(cls, fields, role, maximum):
        clamp = Clamp.read(fields.group("clamp"))
        default = maximum if role == "standard" and clamp is None else ZERO
        return cls(_read_rules(fields), read_base(fields, maximum, default), NodeCaps.read(fields), clamp)

    def read_entry(self, fields):
        cases, granted = fields.group("cases"), fields.group("granted")
        return {"cases": cases and cases.counts(), "granted": granted and granted.decimals()}

    def blank(self, criterion, note):
        return self.score(criterion, Entry(), note)

    def score(self, criterion, entry, note, peers=None):
        uses = self._uses(entry, note)
        strict_uses = _without_alternatives(uses, note)
        by_hand = frozenset(use.rule.side for use in uses if use.by_hand)
        sides = self.caps.cut(_sum(uses, "entered"), note, by_hand)
        strict = self.caps.strict(_sum(strict_uses, "strict"))
        note_penalty_over_max(criterion.max, self.base, sides.penalty, note)
        occurred = [rule for rule in self.rules.values() if _occurred(rule, entry)]
        return Score(
            self._components(sides, note),
            self._components(strict, None),
            tuple(rule.code for rule in occurred if rule.disqualify),
            tuple(rule.code for rule in occurred if rule.no_award),
        )

    def _uses(self, entry: Entry, note: Note) -> list[Use]:
        granted, cases = entry.granted or {}, entry.cases or {}
        uses = [self._granted(code, points, note) for code, points in granted.items()]
        uses += [self._counted(code, count, note) for code, count in cases.items() if code not in granted and count]
        return [use for use in uses if use is not None]

    def _granted(self, code: str, points: Fraction, note: Note) -> Use | None:
        if points < 0:
            note("NEGATIVE_INPUT", rule=code, entered=points)
            return None
        rule = self.rules.get(code)
        if rule is None:
            note("NO_RULE", rule=code, entered=points, allowed=ZERO)
            return Use(Rule(code, "bonus", ZERO), points, ZERO, by_hand=True)
        if rule.limit is not None and points > rule.limit:
            note("OVER_CAP", rule=code, entered=points, allowed=rule.limit)
            return Use(rule, points, rule.limit, by_hand=True)
        return Use(rule, points, points, by_hand=True)

    def _counted(self, code: str, count: int, note: Note) -> Use | None:
        rule = self.rules.get(code)
        if rule is None:
            # A count of something the table does not know is worth nothing, and is not passed over in silence.
            note("NO_RULE", rule=code, entered=Fraction(count), allowed=ZERO)
            return None
        entered, strict = rule.points * count, rule.points * count
        if not rule.per_case and count > 1:
            note("COUNT_OVER_ONE", rule=code, entered=Fraction(count), allowed=Fraction(1))
            strict = rule.points
        if rule.cap is not None and entered > rule.cap:
            note("CAP_APPLIED", rule=code, entered=entered, allowed=rule.cap)
            entered, strict = rule.cap, min(strict, rule.cap)
        return Use(rule, entered, strict)

    def _components(self, sides: Sides, note: Note | None) -> Components:
        if self.clamp is None:
            return Components(standard=self.base, bonus=sides.bonus, penalty=sides.penalty)
        total = self.base + sides.bonus - sides.penalty
        bounded = self.clamp.bound(total)
        if bounded != total and note is not None:
            note("CAP_APPLIED", rule="clamp", entered=total, allowed=bounded)
        return Components(standard=bounded)


def _without_alternatives(uses: list[Use], note: Note) -> list[Use]:
    """Of rules that exclude each other the table allows only the largest."""
    groups: dict[str, list[Use]] = {}
    for use in uses:
        if use.rule.group is not None and use.entered:
            groups.setdefault(use.rule.group, []).append(use)
    dropped = set()
    for group, members in groups.items():
        if len(members) > 1:
            # By code where equal, so that the order of input does not matter.
            largest = max(members, key=lambda use: (use.strict, use.rule.code))
            note("ALTERNATIVES_COMBINED", rule=group, entered=sum(u.entered for u in members), allowed=largest.strict)
            dropped |= {use.rule.code for use in members} - {largest.rule.code}
    return [replace(use, strict=ZERO) if use.rule.code in dropped else use for use in uses]


def _sum(uses: list[Use], figure: str) -> Sides:
    return Sides(
        sum((getattr(use, figure) for use in uses if use.rule.side == "bonus"), ZERO),
        sum((getattr(use, figure) for use in uses if use.rule.side == "penalty"), ZERO),
    )


def _occurred(rule: Rule, entry: Entry) -> bool:
    return (entry.granted or {}).get(rule.code, ZERO) > 0 or (entry.cases or {}).get(rule.code, 0) > 0


def _read_rules(fields: Fields) -> dict[str, Rule]:
    found = {}
    taken: set[str] = set()
    for item in fields.groups("rules"):
        rule = Rule(
            code=own_key(item, "code", taken),
            side=item.choice("type", ("bonus", "penalty"), required=True),
            points=item.decimal("points", required=True, negative=False),
            per_case=item.flag("per_case", False),
            cap=item.decimal("cap", negative=False),
            group=item.text("group"),
            disqualify=item.flag("disqualify", False),
            no_award=item.flag("no_award", False),
        )
        found[rule.code] = rule
    return found
