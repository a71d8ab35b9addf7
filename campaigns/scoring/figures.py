"""Exact numbers: how they are read from text, written to text and rounded. Everything in between is a Fraction."""

import re
from dataclasses import dataclass
from fractions import Fraction

DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
RATIO = re.compile(r"[0-9]+/[0-9]+")
LONGEST = 200  # characters; nobody scores with more, and arithmetic on endless numbers would hang a command
PLACES = 10

ZERO = Fraction(0)


def decimal_of(value) -> Fraction | None:
    """A decimal written with a point, or a whole number; None for anything else (`"7,5"`, `7.5`, `true`)."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return Fraction(value) if abs(value) < 10**LONGEST else None
    if isinstance(value, str) and len(value) <= LONGEST and DECIMAL.fullmatch(value):
        return Fraction(value)
    return None


def ratio_of(value) -> Fraction | None:
    """A decimal or `a/b`."""
    if isinstance(value, str) and len(value) <= LONGEST and RATIO.fullmatch(value):
        upper, lower = (int(part) for part in value.split("/"))
        return Fraction(upper, lower) if lower else None
    return decimal_of(value)


def show(value: Fraction | None) -> str | None:
    """Canonical text: no exponent, no trailing zeros, never `-0`, at most ten places (half up)."""
    if value is None:
        return None
    scaled = (2 * abs(value.numerator) * 10**PLACES + value.denominator) // (2 * value.denominator)
    whole, rest = divmod(scaled, 10**PLACES)
    text = f"{whole}.{rest:0{PLACES}d}".rstrip("0").rstrip(".")
    return f"-{text}" if value < 0 and scaled else text


# Whether to take one more step, by the steps taken and what is left of `unit`.
ONE_MORE = {
    "HALF_UP": lambda whole, rest, unit: 2 * rest >= unit,
    "HALF_EVEN": lambda whole, rest, unit: 2 * rest + whole % 2 > unit,
    "UP": lambda whole, rest, unit: rest > 0,
    "DOWN": lambda whole, rest, unit: False,
}
MODES = (*ONE_MORE, "NONE")


@dataclass(frozen=True)
class Rounding:
    """How a table rounds: `mode` acts on the absolute value, in multiples of `step`, per criterion or at the total."""

    mode: str = "HALF_UP"
    step: Fraction = Fraction(1, 100)
    at: str = "criterion"

    def _round(self, value: Fraction) -> Fraction:
        if self.mode == "NONE" or not value:
            return value
        unit = value.denominator * self.step.numerator
        whole, rest = divmod(abs(value.numerator) * self.step.denominator, unit)
        size = (whole + ONE_MORE[self.mode](whole, rest, unit)) * self.step
        return -size if value < 0 else size

    def of_criterion(self, value: Fraction) -> Fraction:
        """Each component of each criterion passes here."""
        return self._round(value) if self.at == "criterion" else value

    def of_print(self, value: Fraction) -> Fraction:
        """Each figure of the answer passes here; where criteria are rounded the sums are already what they are."""
        return self._round(value) if self.at == "total" else value
