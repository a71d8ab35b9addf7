"""Shapes of the rows of the law."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

SEEN, PATTERN, KNOWN, DOUBTFUL = TAGS = ("V", "V~", "K+", "K?")


class LawDataError(ValueError):
    """A row says something the vocabulary does not know."""


@dataclass(frozen=True)
class Cite:
    """A text and its article; None: the article is not known, "": the text as a whole. Empty `versions`: all.

    `own`: the text itself, where it is a province's and so no row of the national files.
    """

    text: str
    article: str | None = None
    versions: tuple[str, ...] = ()
    own: "Text | None" = None


@dataclass(frozen=True, kw_only=True)
class Sourced:
    """What every row says of itself: its articles, where it was seen, and how sure that is."""

    cites: tuple[Cite, ...] = ()
    tag: str
    source: str
    note: str | None = None

    @property
    def verified(self) -> bool:
        """Seen in the source that is named."""
        return self.tag == SEEN

    @property
    def shaky(self) -> bool:
        """Seen elsewhere only, or hardly remembered: a person decides."""
        return self.tag in (PATTERN, DOUBTFUL)


@dataclass(frozen=True, kw_only=True)
class Text(Sourced):
    """A legal document. `ended` is the first day it no longer holds."""

    code: str
    name: str
    issued: date | None
    effective: date | None
    ended: date | None


@dataclass(frozen=True, kw_only=True)
class Version(Sourced):
    """The state of the law in a span of days; `selector` is the date of a dossier that counts."""

    code: str
    family: str
    name: str
    valid_from: date
    valid_to: date | None
    selector: str
    reason: str
    texts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Award(Sourced):
    code: str
    name: str
    family: str  # title or commendation
    kinds: tuple[str, ...]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Check(Sourced):
    """One thing asked by a rule. `rule` is the code of its finding."""

    rule: str
    op: str
    params: Mapping
    shaky_row: bool = False  # the rule this check belongs to is itself in doubt


@dataclass(frozen=True, kw_only=True)
class Dated(Sourced):
    """Something that holds from a day to a day."""

    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        after = self.valid_from is None or self.valid_from <= day
        return after and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, kw_only=True)
class Rule(Dated):
    """What an award asks of a subject under some versions. `rows` are the rows of the consolidated table it carries.

    A rule of the nation has no days of its own, its versions have; a rule of a province has.
    """

    code: str
    prefix: str
    rows: tuple[str, ...]
    awards: tuple[str, ...]
    versions: tuple[str, ...]
    when: tuple[Mapping, ...] = ()
    checks: tuple[Check, ...]
    any_type: bool = False

    def asks(self, award: str, version: str) -> bool:
        return award in self.awards and version in self.versions

    def fits(self, facts: Mapping[str, str]) -> bool:
        """Whether one of the alternatives of `when` holds; without `when`, always."""
        return not self.when or any(_agrees(condition, facts) for condition in self.when)


def _agrees(condition: Mapping, facts: Mapping[str, str]) -> bool:
    return all(facts[key] in allowed for key, allowed in condition.items())


@dataclass(frozen=True, kw_only=True)
class Decider(Dated):
    """Who may decide which awards."""

    decider: str
    awards: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class BaseSalary(Dated):
    amount: int


@dataclass(frozen=True, kw_only=True)
class Vote(Sourced):
    """The vote of the council; `awards` None stands for all the others."""

    code: str
    versions: tuple[str, ...]
    awards: tuple[str, ...] | None
    required: bool | None
    ratio: str | None
    denominator: str | None
    secret_by_law: bool | None


@dataclass(frozen=True, kw_only=True)
class Publicity(Sourced):
    """When names are posted; not `binding`: a practice seen elsewhere."""

    code: str
    versions: tuple[str, ...]
    awards: tuple[str, ...]
    days: int | None
    day_kind: str | None
    before: str | None
    binding: bool = True


@dataclass(frozen=True, kw_only=True)
class Dossier(Sourced):
    """Documents of a dossier and for whom; a choice may add documents and state the number of sets."""

    code: str | None
    versions: tuple[str, ...]
    choices: tuple[Mapping, ...]
    documents: Mapping[str, str]
    copies: int | None
    format: str | None = None


@dataclass(frozen=True, kw_only=True)
class Coefficient(Sourced):
    """Coefficients by kind of subject; a null one is open. `award` None: the rule for all awards."""

    award: str | None
    versions: tuple[str, ...]
    amounts: Mapping[str, str | None]
    decider: str | None = None
    maximum: str | None = None
    household_factor: str | None = None


@dataclass(frozen=True, kw_only=True)
class Rounding(Sourced):
    code: str
    name: str
    mode: str
    step: int
    default: bool


@dataclass(frozen=True, kw_only=True)
class Principle(Sourced):
    """A principle of the law that became a check, or is attested by people."""

    code: str
    name: str
    severity: str
    types: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    absent: Mapping[str, list[str]] = field(default_factory=dict)
    from_text: str | None = None


@dataclass(frozen=True, kw_only=True)
class Deadline(Sourced):
    """`limit`: {kind: working_days|days, days, after|before} or {kind: fixed, month, day, year_offset, exclusive?}."""

    code: str
    step: str
    limit: Mapping
    versions: tuple[str, ...]
    awards: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    sector: str | None = None
    province: str | None = None


@dataclass(frozen=True, kw_only=True)
class Row(Sourced):
    """One row of the consolidated table, as people read it."""

    code: str
    name: str
    awards: tuple[str, ...]
    kinds: tuple[str, ...]
    deciders: tuple[str, ...]
    versions: tuple[str, ...]
    requires: str
    dossier: str | None
    coefficients: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Guidance(Sourced):
    """What the law says beyond checks: forms, types, movements, ratings, opinions, the council. Shown, not computed."""

    code: str
    name: str
    versions: tuple[str, ...]
    details: Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where rows were seen; not `kept`: read, but its exact address was not kept, or nothing was read."""

    code: str
    name: str
    kept: bool


@dataclass(frozen=True)
class Law:
    """All rows."""

    sources: Mapping[str, Source]
    texts: Mapping[str, Text]
    versions: Mapping[str, Version]
    awards: Mapping[str, Award]
    rules: tuple[Rule, ...]
    deciders: tuple[Decider, ...]
    votes: tuple[Vote, ...]
    publicity: tuple[Publicity, ...]
    dossiers: tuple[Dossier, ...]
    coefficients: tuple[Coefficient, ...]
    base_salaries: tuple[BaseSalary, ...]
    roundings: Mapping[str, Rounding]
    principles: Mapping[str, Principle]
    deadlines: tuple[Deadline, ...]
    rows: Mapping[str, Row]
    guidance: Mapping[str, Guidance]

    def text_of(self, cite: Cite) -> Text:
        """The text that is cited."""
        return cite.own or self.texts[cite.text]

    def rules_of(self, award: str, version: str) -> list[Rule]:
        return [rule for rule in self.rules if rule.asks(award, version)]

    def deciders_of(self, award: str, day: date) -> list[Decider]:
        return [row for row in self.deciders if award in row.awards and row.holds_on(day)]

    def base_salary(self, day: date) -> BaseSalary | None:
        """The base salary in force on a day."""
        known = [row for row in self.base_salaries if row.holds_on(day)]
        return max(known, key=lambda row: row.valid_from, default=None)
