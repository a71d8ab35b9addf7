"""Rows of a rule typed one a line, cells parted by “|”: levels, cases, items, grades, scales. Numbers as people write them."""

from decimal import Decimal

from django.core.exceptions import ValidationError

from emulation.base import vietnamese
from emulation.base.forms import ParagraphField, number_to_type

FLAGS = {"không xếp loại": "disqualify", "không đề nghị khen thưởng": "no_award"}


def decimal_text(text: str) -> str:
    """A number as the contract writes it, from what a person typed."""
    number = vietnamese.parse_number(text)
    return "0" if not number else format(number.normalize(), "f")


def typed(number) -> str:
    """A number of the contract as it stands in a field."""
    return "" if number is None else number_to_type(Decimal(str(number)))


class LinesField(ParagraphField):
    """Rows of one kind. Subclasses say how a row reads and how it is written."""

    cells = (2, 2)

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("required", False)
        super().__init__(*args, rows=5, max_length=20000, **kwargs)

    def to_python(self, value):
        if isinstance(value, list):
            return value
        found, faults = [], []
        for number, line in enumerate((super().to_python(value) or "").splitlines(), 1):
            if not line.strip():
                continue
            cells = [cell.strip() for cell in line.split("|")]
            try:
                self._count(cells)
                found.append(self.read(cells + [""] * (self.cells[1] - len(cells)), number))
            except (ValueError, ValidationError) as fault:
                message = fault.messages[0] if isinstance(fault, ValidationError) else str(fault)
                faults.append(f"Dòng {number}: {message}")
        if faults:
            raise ValidationError(faults)
        return found

    def _count(self, cells: list[str]) -> None:
        fewest, most = self.cells
        if not fewest <= len(cells) <= most:
            raise ValueError(f"cần từ {fewest} đến {most} ô, cách nhau bằng dấu |, đang có {len(cells)}.")

    def prepare_value(self, value):
        return (
            "\n".join(" | ".join(self.write(row)).rstrip(" |") for row in value) if isinstance(value, list) else value
        )

    def has_changed(self, initial, data) -> bool:
        return True

    def read(self, cells: list[str], number: int) -> dict:
        raise NotImplementedError

    def write(self, row: dict) -> list[str]:
        raise NotImplementedError


def _low(cell: str) -> dict:
    if not cell:
        return {}
    if cell.startswith(">"):
        return {"min": decimal_text(cell[1:].strip()), "min_inclusive": False}
    return {"min": decimal_text(cell)}


def _high(cell: str) -> dict:
    if not cell:
        return {}
    if cell.startswith("<"):
        return {"max": decimal_text(cell[1:].strip()), "max_inclusive": False}
    return {"max": decimal_text(cell), "max_inclusive": True}


def _typed_range(row: dict) -> list[str]:
    low, high = typed(row.get("min")), typed(row.get("max"))
    return [
        f">{low}" if row.get("min_inclusive") is False and low else low,
        high if row.get("max_inclusive") or not high else f"<{high}",
    ]


class BandLines(LinesField):
    """mã | từ | đến | điểm | nhóm | nội dung"""

    cells = (4, 6)

    def read(self, cells, number):
        code, low, high, points, group, title = cells
        found = {"code": code or str(number), "points": decimal_text(points)} | _low(low) | _high(high)
        return found | ({"class": group} if group else {}) | ({"title": title} if title else {})

    def write(self, row):
        return [row["code"], *_typed_range(row), typed(row["points"]), row.get("class", ""), row.get("title", "")]


class ClassLines(LinesField):
    """mã nhóm | từ | đến | tên"""

    cells = (3, 4)

    def read(self, cells, number):
        code, low, high, title = cells
        return {"code": code or str(number)} | _low(low) | _high(high) | ({"title": title} if title else {})

    def write(self, row):
        return [row["code"], *_typed_range(row), row.get("title", "")]


class CaseLines(LinesField):
    """mã | nội dung | +điểm hoặc −điểm | mỗi | tối đa | nhóm | khác"""

    cells = (3, 7)

    def __init__(self, *args, events=(), **kwargs):
        self.events = dict(events)
        super().__init__(*args, **kwargs)

    def read(self, cells, number):
        code, title, points, per, cap, group, more = cells
        amount = vietnamese.parse_number(points.removeprefix("+"))
        found = {"code": code or str(number), "title": title, "type": "penalty" if amount < 0 else "bonus"}
        found["points"] = format(abs(amount).normalize(), "f") if amount else "0"
        if per:
            found["per_case"] = True
        if cap:
            found["cap"] = decimal_text(cap)
        if group:
            found["group"] = group
        return found | self._more(more)

    def _more(self, text: str) -> dict:
        by_label = {label.lower(): value for value, label in self.events.items()}
        found = {}
        for word in filter(None, (part.strip().lower() for part in text.split(";"))):
            if word in FLAGS:
                found[FLAGS[word]] = True
            elif word in by_label:
                found["event"] = by_label[word]
            else:
                raise ValueError(f"chưa hiểu “{word}”. Dùng một trong: {', '.join([*FLAGS, *by_label])}.")
        return found

    def write(self, row):
        sign = "-" if row["type"] == "penalty" else "+"
        more = [words for words, key in FLAGS.items() if row.get(key)]
        if row.get("event"):
            more.append(str(self.events.get(row["event"], row["event"])).lower())
        per = "mỗi" if row.get("per_case") else ""
        points = sign + typed(row["points"])
        cells = [row["code"], row.get("title", ""), points, per, typed(row.get("cap")), row.get("group", "")]
        return [*cells, "; ".join(more)]


class ItemLines(LinesField):
    """mã | việc | điểm"""

    cells = (3, 3)

    def read(self, cells, number):
        return {"code": cells[0] or str(number), "title": cells[1], "points": decimal_text(cells[2])}

    def write(self, row):
        return [row["code"], row.get("title", ""), typed(row["points"])]


class GradeLines(LinesField):
    """loại | điểm"""

    def read(self, cells, number):
        return {"grade": cells[0], "points": decimal_text(cells[1])}

    def write(self, row):
        return [row["grade"], typed(row["points"])]


def _days(cell: str) -> int:
    if not cell.lstrip("-").isdigit():
        raise ValueError(f"“{cell}” không phải số ngày.")
    return int(cell)


class ScaleLines(LinesField):
    """từ ngày | đến dưới ngày | điểm trừ"""

    cells = (3, 3)

    def read(self, cells, number):
        end = _days(cells[1]) if cells[1] else None
        return {"from": _days(cells[0]), "to": end, "points": decimal_text(cells[2])}

    def write(self, row):
        return [str(row["from"]), "" if row.get("to") is None else str(row["to"]), typed(row["points"])]


class EarlyLines(LinesField):
    """sớm từ ngày | điểm cộng"""

    def read(self, cells, number):
        return {"days": _days(cells[0]), "points": decimal_text(cells[1])}

    def write(self, row):
        return [str(row["days"]), typed(row["points"])]
