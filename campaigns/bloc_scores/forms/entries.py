"""What is typed into a cell of a score sheet, and the entry of the contract it stands for."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from campaigns.bloc_scores.enums import CriterionKind as K
from campaigns.bloc_scores.table_document import text_of
from emulation.base import vietnamese

YES, NO = "co", "khong"
MEASURED = (K.PROPORTIONAL, K.REVERSE, K.RELATIVE)
WITHOUT_POINTS = (K.CASES, K.LATENESS, K.DISQUALIFY)
MOST = Decimal(10) ** 12


@dataclass(frozen=True)
class Part:
    """One input of a cell: its name after the cell's prefix, its label, its value, and choices where it is a list."""

    name: str
    label: str
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()


def prefix(sheet_id: int, criterion_id: int) -> str:
    """Begins the names of the inputs of one cell."""
    return f"c{sheet_id}-{criterion_id}"


def parts_of(criterion, entry: dict | None) -> list[Part]:
    """The inputs of a cell, filled with its entry."""
    entry = entry or {}
    return [Part(name, label, _shown(criterion, name, entry), choices) for name, label, choices in _inputs(criterion)]


def _inputs(criterion) -> list[tuple[str, str, tuple]]:
    rule, kind = criterion.rule, criterion.kind
    if kind == K.FREE:
        return [("points", "Điểm", ())]
    found: list[tuple[str, str, tuple]] = []
    if kind in MEASURED:
        found = [("actual", "Thực hiện", ())] + ([] if "plan" in rule else [("plan", "Kế hoạch", ())])
    elif kind == K.BANDS:
        found = [("value", "Mức đạt", ())] + ([("volume", "Khối lượng", ())] if rule.get("classes") else [])
    elif kind == K.CASES:
        found = [(f"case-{n}", f"Số lần: {one['code']}", ()) for n, one in enumerate(rule.get("rules", []))]
    elif kind == K.CHECKLIST:
        yes = ((YES, "Có"), (NO, "Không"))
        found = [(f"item-{n}", one["code"], yes) for n, one in enumerate(rule.get("items", []))]
    elif kind == K.BOOLEAN:
        found = [("yes", "Kết quả", ((YES, "Đạt"), (NO, "Không đạt")))]
    elif kind == K.DISQUALIFY:
        found = [("yes", "Có vi phạm", ((NO, "Không"), (YES, "Có")))]
    elif kind == K.GRADE:
        found = [("grade", "Xếp loại", tuple((g, g) for g in rule.get("grades", {})))]
    elif kind == K.LATENESS:
        found = [("days", "Số ngày trễ từng báo cáo", ())]
    return found if kind in WITHOUT_POINTS else [*found, ("points", "hoặc điểm", ())]


def _shown(criterion, name: str, entry: dict) -> str:
    if name in ("actual", "plan", "value", "volume", "points") and not isinstance(entry.get(name), bool):
        return "" if entry.get(name) is None else _number(entry[name])
    if name == "yes":
        return "" if "value" not in entry else YES if entry["value"] else NO
    if name == "grade":
        return entry.get("grade", "")
    if name == "days":
        return "; ".join(str(day).replace("-", "−") for day in entry.get("days_late", []))
    if name.startswith("case-"):
        code = criterion.rule["rules"][int(name[5:])]["code"]
        return str(entry.get("cases", {}).get(code, ""))
    if name.startswith("item-") and "done" in entry:
        return YES if criterion.rule["items"][int(name[5:])]["code"] in entry["done"] else NO
    return ""


def _number(text: str) -> str:
    return vietnamese.format_number(Decimal(text))


def read_entry(criterion, typed: Mapping[str, str], start: str) -> dict | None:
    """The entry of what was typed; None for an empty cell. ValueError says in a sentence what cannot be read."""
    if typed.get(f"{start}-na"):
        return {"na": True}
    said = {name: vietnamese.one_line(typed.get(f"{start}-{name}", "")) for name, _, _ in _inputs(criterion)}
    said = {name: text for name, text in said.items() if text}
    if not said:
        return None
    if "points" in said:
        return {"points": _figure(said["points"])}
    return _entry(criterion, said)


def _entry(criterion, said: dict[str, str]) -> dict:
    kind, rule = criterion.kind, criterion.rule
    if kind in MEASURED or kind == K.BANDS:
        return {name: _figure(text) for name, text in said.items()}
    if kind == K.CASES:
        codes = [one["code"] for one in rule["rules"]]
        return {"cases": {codes[int(name[5:])]: _count(text) for name, text in said.items()}}
    if kind == K.CHECKLIST:
        codes = [one["code"] for one in rule["items"]]
        return {"done": [codes[int(name[5:])] for name, text in said.items() if text == YES]}
    if kind == K.GRADE:
        return {"grade": said["grade"]}
    if kind == K.LATENESS:
        return {"days_late": [_days(text) for text in said["days"].replace(",", ";").split(";") if text.strip()]}
    return {"value": said["yes"] == YES}


def _figure(text: str) -> str:
    number = vietnamese.parse_number(text)
    if abs(number) >= MOST:
        raise ValueError(f"“{text}” quá lớn. Hãy kiểm tra lại số.")
    return text_of(round(number, 4))


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 4:
        raise ValueError(f"“{text}” không phải là số lần. Hãy ghi số nguyên, ví dụ 2.")
    return int(text)


def _days(text: str) -> int:
    plain = text.strip().replace("−", "-")
    if not plain.lstrip("-").isascii() or not plain.lstrip("-").isdigit() or len(plain) > 5 or plain.count("-") > 1:
        raise ValueError(f"“{text.strip()}” không phải là số ngày. Hãy ghi, ví dụ 0; 3; −2.")
    return int(plain)
