"""Award money: coefficient × base salary in force on the day of the decision, rounded as configured. Exact."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from awards.law import law
from awards.law.rows import BaseSalary, Coefficient, Rounding, Sourced
from campaigns.scoring.figures import Rounding as Rounded
from campaigns.scoring.figures import decimal_of

HOUSEHOLD, INDIVIDUAL = "household", "individual"


@dataclass(frozen=True, kw_only=True)
class Money:
    """What a decision pays to one subject. `stated`: the rounding was chosen, not taken from the doubtful text."""

    coefficient: Fraction | None
    base_salary: BaseSalary | None
    rounding: Rounding
    stated: bool
    missing: tuple[str, ...]
    rows: tuple[Sourced, ...]

    @property
    def raw(self) -> Fraction | None:
        """The exact product."""
        if self.coefficient is None or self.base_salary is None:
            return None
        return self.coefficient * self.base_salary.amount

    @property
    def amount(self) -> int | None:
        """In whole đồng."""
        if self.raw is None:
            return None
        step = Fraction(1 if self.rounding.mode == "NONE" else self.rounding.step)
        mode = "HALF_UP" if self.rounding.mode == "NONE" else self.rounding.mode
        return int(Rounded(mode=mode, step=step).of_criterion(self.raw))

    @property
    def verified(self) -> bool:
        """Rounding changed nothing, or was chosen: the text of the law on it is ambiguous."""
        return self.raw is not None and (self.stated or self.raw == self.amount)


def award_money(
    *,
    award: str,
    kind: str,
    version: str,
    decided_on: date | None,
    decider: str | None = None,
    rounding: str | None = None,
    between_laws: bool = False,
) -> Money:
    """The money for one subject. Between two laws the coefficient is open: the transition clause was not seen."""
    coefficient, rows = (None, ()) if between_laws else coefficient_of(award, kind, version, decider)
    salary = law().base_salary(decided_on) if decided_on else None
    missing = ("decided_on",) if decided_on is None else () if salary else ("base_salary",)
    return Money(
        coefficient=coefficient,
        base_salary=salary,
        rounding=_rounding(rounding),
        stated=rounding is not None,
        missing=missing,
        rows=(*rows, *([salary] if salary else [])),
    )


def coefficient_of(
    award: str, kind: str, version: str, decider: str | None = None
) -> tuple[Fraction | None, tuple[Coefficient, ...]]:
    """The coefficient and the rows it comes from; None where the law leaves it open or was not seen."""
    if kind == HOUSEHOLD:
        return _of_household(award, version, decider)
    row = _row(award, version, decider)
    amount = row and row.amounts.get(kind)
    return (decimal_of(amount) if amount else None), ((row,) if row else ())


def _of_household(award: str, version: str, decider: str | None):
    single, rows = coefficient_of(award, INDIVIDUAL, version, decider)
    general = [row for row in law().coefficients if row.award is None and version in row.versions]
    factor = next((row.household_factor for row in general if row.household_factor), None)
    known = single is not None and factor is not None
    return (single * decimal_of(factor) if known else None), (*rows, *general)


def _row(award: str, version: str, decider: str | None) -> Coefficient | None:
    """The row for who decides, if there is one."""
    rows = [row for row in law().coefficients if row.award == award and version in row.versions]
    own = [row for row in rows if row.decider is not None and row.decider == decider]
    return next(iter(own or [row for row in rows if row.decider is None]), None)


def _rounding(code: str | None) -> Rounding:
    rows = law().roundings
    return rows[code] if code else next(row for row in rows.values() if row.default)
