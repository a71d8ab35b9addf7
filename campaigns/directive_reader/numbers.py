"""Numbers of a text, with a doubt where they can be read in two ways."""

import re
from decimal import Decimal

from emulation.base import vietnamese

_WHOLE_UNITS = re.compile(r"%|phần trăm|tỷ|tỉ|triệu|nghìn|đồng|usd|ha|hecta|km|m2|m3|tấn|tạ|kg|lít|mw", re.IGNORECASE)


def value_of(text: str, unit: str) -> tuple[int | float, bool]:
    """The number, and whether it can be read in one way only. A point before three figures groups them."""
    try:
        number, sure = vietnamese.parse_number(text), True
    except vietnamese.AmbiguousNumber:
        grouped = "." in text or not _WHOLE_UNITS.search(unit)
        number = Decimal(text.replace(".", "").replace(",", "" if grouped else "."))
        sure = not _WHOLE_UNITS.search(unit)  # persons and communes come whole
    return (int(number) if number == number.to_integral_value() else float(number)), sure
