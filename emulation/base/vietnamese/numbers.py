"""Numbers as Vietnamese offices write them. What may be two numbers is reported, never guessed."""

import re
from decimal import ROUND_HALF_UP, Decimal

from .text import one_line

MINUS = "−"
UNKNOWN = "–"


class NumberError(ValueError):
    """The text is not the number that is wanted; str() is a sentence for the user."""


class NotANumber(NumberError):
    pass


class AmbiguousNumber(NumberError):
    pass


class NegativeNumber(NumberError):
    pass


class NotWhole(NumberError):
    pass


_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([., ])[0-9]{3})(?:\1[0-9]{3})*(?:([.,])([0-9]+))?")
_TWO_READINGS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_CURRENCY = re.compile(r"\s*(?:đồng|đ|vnđ|vnd|₫)\.?$", re.IGNORECASE)


def _plain(value) -> Decimal | None:
    """Return the value if it already is a number; 15 figures are what a spreadsheet keeps."""
    if isinstance(value, bool):
        raise NotANumber("Ô này phải là số.")
    if isinstance(value, int | Decimal):
        return Decimal(value)
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            raise NotANumber("Ô này phải là số.")
        return Decimal(format(value, ".15g"))
    return None


def _sign(text: str) -> tuple[str, str]:
    text = text.replace(MINUS, "-").replace(UNKNOWN, "-")
    if text[:1] in ("-", "+"):
        return ("-" if text[0] == "-" else ""), text[1:].lstrip()
    return "", text


def parse_number(value) -> Decimal:
    """Read `1,5`, `1.5`, `1.234,5`, `1 234`, `− 0,25`; raise AmbiguousNumber for `1.234`, NotANumber otherwise."""
    number = _plain(value)
    if number is not None:
        return number
    original = one_line(value, apostrophe=True)
    sign, text = _sign(original)
    if _TWO_READINGS.fullmatch(text):
        raise _two_readings(original, sign, text)
    if _PLAIN.fullmatch(text):
        return Decimal(sign + text.replace(",", "."))
    match = _GROUPED.fullmatch(text)
    if match and match[1] != match[2]:
        whole = text[: match.start(2)] if match[2] else text
        return Decimal(sign + re.sub(r"[., ]", "", whole) + (f".{match[3]}" if match[3] else ""))
    raise _unreadable(original, text)


def _two_readings(original: str, sign: str, text: str) -> AmbiguousNumber:
    whole, part = re.split("[.,]", text)
    grouped = format_number(Decimal(f"{sign}{whole}{part}"))
    # Three figures behind the comma would be refused again; a fourth makes the reading plain.
    decimals = part.rstrip("0") or "0"
    decimals += "0" if len(decimals) == 3 else ""
    return AmbiguousNumber(
        f"“{original}” đọc được hai cách: {sign}{whole}{part} ({grouped}) hoặc {sign}{whole},{part} "
        f"({whole} phẩy {part}). Hãy viết {sign}{whole}{part} hoặc {sign}{whole},{decimals}."
    )


def _unreadable(original: str, text: str) -> NumberError:
    if re.fullmatch(r"[0-9]+(?:[.,][0-9]+)+", text):
        pieces = re.split("[.,]", text)
        joined = Decimal("".join(pieces))
        pointed = Decimal("".join(pieces[:-1]) + "." + pieces[-1])
        return AmbiguousNumber(
            f"“{original}” đọc được hai cách. Hãy viết {format_number(pointed)} hoặc {format_number(joined)}."
        )
    return NotANumber(f"“{original}” không phải số. Hãy ghi bằng chữ số, ví dụ 1,5.")


def parse_amount(value) -> Decimal:
    """Read a whole sum of money in đồng; raise NegativeNumber, NotWhole, AmbiguousNumber or NotANumber."""
    number = _plain(value)
    shown = format_number(number) if number is not None else one_line(value, apostrophe=True)
    if number is None:
        number = _amount_text(shown)
    if number < 0:
        raise NegativeNumber(f"“{shown}” là số âm. Số tiền phải từ 0 trở lên.")
    if number != number.to_integral_value():
        raise NotWhole(f"“{shown}” không phải số tiền chẵn đồng. Hãy ghi đủ số, ví dụ 2.235.000.")
    return number.to_integral_value()


def _amount_text(original: str) -> Decimal:
    sign, text = _sign(_CURRENCY.sub("", original))
    match = _GROUPED.fullmatch(text)
    if match and match[2] and (match[1] == match[2] or len(match[3]) == 3):
        raise AmbiguousNumber(f"“{original}” đọc được hai cách. Hãy chỉ dùng dấu chấm giữa các nhóm ba chữ số.")
    if match and not match[2]:
        return Decimal(sign + re.sub(r"[., ]", "", text))
    try:
        return parse_number(sign + text)
    except NotANumber:
        raise NotANumber(f"“{original}” không phải số tiền. Hãy ghi bằng chữ số, ví dụ 2.235.000.") from None


def format_number(value, places: int | None = None) -> str:
    """Write `1.234,5`; with `places` exactly that many decimals (half rounds up), without as few as needed."""
    if value is None:
        return UNKNOWN
    number = Decimal(format(value, ".15g")) if isinstance(value, float) else Decimal(value)
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{abs(number):,f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    text = text.translate(str.maketrans(",.", ".,"))
    return f"{MINUS}{text}" if number < 0 else text


def format_percent(value, places: int | None = None) -> str:
    """Write `96,5%`, without a space."""
    return UNKNOWN if value is None else f"{format_number(value, places)}%"


def format_money(value) -> str:
    """Write `5.400.000 đồng`."""
    return UNKNOWN if value is None else f"{format_number(value)} đồng"
