"""Exact numbers: how they are read from text, written to text and rounded. Everything in between is a Fraction."""

import re
from dataclasses import dataclass
from fractions import Fraction

DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
RATIO = re.compile(r"[0-9]+/[0-9]+")
LONGEST = 200  # characters; nobody scores with more, and arithmetic on endless numbers would hang a command
PLACES = 10

ZERO = Fraction(0)
HALF = Fraction(1, 2)


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
    scaled = int(abs(value) * 10**PLACES + HALF)
    whole, rest = divmod(scaled, 10**PLACES)
    text = f"{whole}.{rest:0{PLACES}d}".rstrip("0").rstrip(".")
    return f"-{text}" if value < 0 and scaled else text


def _half_even(whole: int, rest: Fraction) -> int:
    return whole + (rest > HALF or (rest == HALF and whole % 2 == 1))


STEPS_TAKEN = {
    "HALF_UP": lambda whole, rest: whole + (rest >= HALF),
    "HALF_EVEN": _half_even,
    "UP": lambda whole, rest: whole + (rest > 0),
    "DOWN": lambda whole, rest: whole,
}
MODES = (*STEPS_TAKEN, "NONE")


@dataclass(frozen=True)
class Rounding:
    """How a table rounds: `mode` acts on the absolute value, in multiples of `step`, per criterion or at the total."""

    mode: str = "HALF_UP"
    step: Fraction = Fraction(1, 100)
    at: str = "criterion"

    def _round(self, value: Fraction) -> Fraction:
        if self.mode == "NONE":
            return value
        steps = abs(value) / self.step
        whole = int(steps)
        size = STEPS_TAKEN[self.mode](whole, steps - whole) * self.step
        return -size if value < 0 else size

    def of_criterion(self, value: Fraction) -> Fraction:
        """Each component of each criterion passes here."""
        return self._round(value) if self.at == "criterion" else value

    def of_print(self, value: Fraction) -> Fraction:
        """Each figure of the answer passes here; where criteria are rounded the sums are already what they are."""
        return self._round(value) if self.at == "total" else value
