"""Reading a JSON document field by field: every fault is noted with its path, and reading goes on."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .figures import LONGEST, decimal_of, ratio_of

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where, as Python would write the place."""

    path: str
    message: str

    def to_dict(self) -> dict:
        return {"path": self.path, "message": self.message}


class Refused(Exception):
    """The input cannot be answered; `faults` says everything that is wrong with it."""

    def __init__(self, faults: list[Fault]):
        super().__init__("; ".join(f"{fault.path}: {fault.message}" for fault in faults))
        self.faults = faults

    def to_dict(self) -> dict:
        return {"errors": [fault.to_dict() for fault in self.faults]}


class Faults:
    """Collects faults; a path is reported once."""

    def __init__(self):
        self._by_path: dict[str, Fault] = {}

    def add(self, path: str, message: str) -> None:
        self._by_path.setdefault(path, Fault(path, message))

    def at(self, path: str) -> bool:
        return path in self._by_path

    def raise_if_any(self) -> None:
        if self._by_path:
            raise Refused(list(self._by_path.values()))


NOT_DECIMAL = "Phải là số thập phân viết bằng chữ số và dấu chấm, ví dụ 7.5."
NOT_COUNT = "Phải là số nguyên không âm, viết bằng chữ số, không có ngoặc kép."
NOT_WHOLE = "Phải là số nguyên, viết bằng chữ số, không có ngoặc kép."
NOT_RATIO = "Phải là tỷ lệ lớn hơn 0 và không quá 1, viết dạng 0.8 hoặc 2/3."
NOT_FLAG = "Phải là true hoặc false."
NOT_DAY = "Phải là ngày có thật, viết dạng năm-tháng-ngày, ví dụ 2024-12-31."
NOT_TEXT = "Phải là chữ, viết trong ngoặc kép."
NOT_OBJECT = "Phải là một nhóm khóa và giá trị, viết trong ngoặc nhọn."
NOT_LIST = "Phải là một danh sách, viết trong ngoặc vuông."
MISSING = "Thiếu giá trị bắt buộc này."
NEGATIVE = "Không được là số âm."
TWICE = "Mã “{}” đã dùng ở một mục trước. Hãy đặt mã khác."


class Fields:
    """One JSON object with its path. Absent and null are the same; unknown keys are nobody's business."""

    def __init__(self, data: dict, path: str, faults: Faults):
        self._data = data
        self.path = path
        self.faults = faults

    def __contains__(self, key: str) -> bool:
        return self._data.get(key) is not None

    def keys(self) -> list[str]:
        """Keys that hold something."""
        return [key for key in self._data if self._data[key] is not None]

    def raw(self, key: str):
        return self._data.get(key)

    def where(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def fault(self, key: str, message: str) -> None:
        self.faults.add(self.where(key), message)

    def _read(self, key: str, read, message: str, required: bool):
        value = self._data.get(key)
        if value is None:
            if required:
                self.fault(key, MISSING)
            return None
        found = read(value)
        if found is None:
            self.fault(key, message)
        return found

    def text(self, key: str, *, required: bool = False) -> str | None:
        def read(value):
            return value if isinstance(value, str) and (value.strip() or not required) else None

        return self._read(key, read, NOT_TEXT, required)

    def decimal(self, key: str, *, required: bool = False, negative: bool = True) -> Fraction | None:
        found = self._read(key, decimal_of, NOT_DECIMAL, required)
        if found is not None and found < 0 and not negative:
            self.fault(key, NEGATIVE)
            return None
        return found

    def ratio(self, key: str, *, required: bool = False) -> Fraction | None:
        """A share: more than 0, at most 1."""

        def read(value):
            found = ratio_of(value)
            return found if found is not None and 0 < found <= 1 else None

        return self._read(key, read, NOT_RATIO, required)

    def count(self, key: str, *, required: bool = False) -> int | None:
        return self._read(key, count_of, NOT_COUNT, required)

    def whole(self, key: str, *, required: bool = False) -> int | None:
        return self._read(key, whole_of, NOT_WHOLE, required)

    def day(self, key: str, *, required: bool = False) -> date | None:
        return self._read(key, day_of, NOT_DAY, required)

    def flag(self, key: str, default: bool | None = None) -> bool | None:
        found = self._read(key, lambda value: value if isinstance(value, bool) else None, NOT_FLAG, required=False)
        return default if found is None else found

    def choice(self, key: str, options: Iterable[str], default: str | None = None, *, required=False) -> str | None:
        options = tuple(options)
        message = f"Giá trị không có trong các lựa chọn: {', '.join(options)}."
        found = self._read(key, lambda value: value if _one_of(value, options) else None, message, required)
        return default if found is None else found

    def group(self, key: str, *, required: bool = False) -> "Fields | None":
        found = self._read(key, lambda value: value if isinstance(value, dict) else None, NOT_OBJECT, required)
        return None if found is None else Fields(found, self.where(key), self.faults)

    def values(self, key: str) -> list | None:
        return self._read(key, lambda value: value if isinstance(value, list) else None, NOT_LIST, required=False)

    def decimals(self) -> dict[str, Fraction]:
        """All values of this object as decimals; bad ones reported and left out."""
        found = {key: self.decimal(key) for key in self._data}
        return {key: value for key, value in found.items() if value is not None}

    def counts(self) -> dict[str, int]:
        found = {key: self.count(key) for key in self._data}
        return {key: value for key, value in found.items() if value is not None}

    def groups(self, key: str) -> list["Fields"]:
        """A list of objects; what is no object is reported and left out."""
        found = []
        for index, value in enumerate(self.values(key) or []):
            path = f"{self.where(key)}[{index}]"
            if isinstance(value, dict):
                found.append(Fields(value, path, self.faults))
            else:
                self.faults.add(path, NOT_OBJECT)
        return found

    def texts(self, key: str) -> list[str] | None:
        values = self.values(key)
        for index, value in enumerate(values or []):
            if not isinstance(value, str):
                self.faults.add(f"{self.where(key)}[{index}]", NOT_TEXT)
        return None if values is None else [value for value in values if isinstance(value, str)]

    def wholes(self, key: str) -> list[int] | None:
        values = self.values(key)
        for index, value in enumerate(values or []):
            if whole_of(value) is None:
                self.faults.add(f"{self.where(key)}[{index}]", NOT_WHOLE)
        return None if values is None else [value for value in values if whole_of(value) is not None]


def whole_of(value) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**LONGEST:
        return value
    return None


def count_of(value) -> int | None:
    found = whole_of(value)
    return found if found is not None and found >= 0 else None


def day_of(value) -> date | None:
    """A day of the calendar; the other shapes Python reads (20241231, 2024-W52-2) are refused."""
    if not isinstance(value, str) or not DAY.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _one_of(value, options: tuple[str, ...]) -> bool:
    return isinstance(value, str) and value in options


def own_key(fields: Fields, key: str, taken: set[str]) -> str | None:
    """The text that names this item among its siblings: needed, and never twice."""
    found = fields.text(key, required=True)
    if found is not None and found in taken:
        fields.fault(key, TWICE.format(found))
        return None
    if found is not None:
        taken.add(found)
    return found


def whole_document(document) -> tuple[Fields, Faults]:
    """Begin reading."""
    faults = Faults()
    if not isinstance(document, dict):
        faults.add("", NOT_OBJECT)
        faults.raise_if_any()
    return Fields(document, "", faults), faults
