"""Which column is which: numbers, contents, points, what adds, what takes away, who scores, how it is counted."""

import re
from dataclasses import dataclass

from emulation.base import vietnamese
from emulation.base.spreadsheets.grid import Sheet

HEADER_WITHIN = 60
# In this order; the words without marks, as they stand in the head of a column.
_NAMES = (
    ("code", r"(so )?(stt|tt|thu tu|ky hieu|ma so|ma muc|ma|muc so)"),
    ("other", r".*\b(tu cham|tu danh gia|tu dg|cham cheo|tham dinh|phuc tra|hoi dong|dat duoc|(ket qua|duoc) cham)\b.*"),
    ("scorer", r".*\b(don vi|co quan|bo phan|phong|ban|nguoi)( chuyen mon)? (cham|danh gia|theo doi|phu trach|chu tri|tham muu).*"),
    ("penalty", r".*\b(diem tru|tru diem|diem phat)\b.*|tru"),
    ("bonus", r".*\b(diem thuong|thuong diem|diem cong|cong diem)\b.*|thuong|cong"),
    ("rule", r".*\b(cach (tinh|cham)|phuong phap|huong dan|cong thuc|quy dinh cham|thang cham|muc (diem )?chi tiet|cach thuc)\b.*"),
    ("level", r"(muc diem|khung diem|diem (chi tiet|tung muc|thanh phan|cho tung muc|cu the))"),
    ("max", r".*\b(diem (toi da|chuan|quy dinh)|thang diem|so diem|muc diem|toi da|diem)\b.*"),
    ("note", r".*\b(ghi chu|minh chung|tai lieu|can cu|chung minh|kiem chung)\b.*"),
    ("title", r".*\b(noi dung|tieu chi|tieu chuan|chi tieu|hang muc|nhiem vu|ten muc)\b.*"),
)  # fmt: skip
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _NAMES)
POINTS = ("max", "level", "bonus", "penalty")


@dataclass(frozen=True)
class Columns:
    """First and last row of the head, the column of each field, the names as printed."""

    top: int
    bottom: int
    of: dict[str, int]
    names: dict[int, str]

    def name(self, field: str) -> str | None:
        """The printed name of a field's column."""
        return self.names.get(self.of[field]) if field in self.of else None


def find_columns(sheet: Sheet) -> Columns | None:
    """The head of the table: the first row that names contents and points, the fuller of one row and two."""
    for row in sorted(sheet.rows):
        if row > HEADER_WITHIN:
            return None
        found = [columns for columns in (_at(sheet, row, row), _at(sheet, row, row + 1)) if columns]
        if found:
            return max(found, key=lambda columns: (len(columns.of), -columns.bottom))
    return None


def _at(sheet: Sheet, top: int, bottom: int) -> Columns | None:
    names = _names(sheet, top, bottom)
    of: dict[str, int] = {}
    for column, name in names.items():
        field = field_of(name)
        if field and (field not in of or field == "max" and _plainly(name) and not _plainly(names[of[field]])):
            of[field] = column
    if "level" in of and "max" not in of:
        of["max"] = of.pop("level")
    if "title" not in of or not any(field in of for field in POINTS):
        return None
    if len(names) < 2:
        return None
    return Columns(top, bottom, of, names)


def _plainly(name: str) -> bool:
    """Of several columns of points the maximum is the one that says so."""
    return bool(re.search(r"\b(toi da|chuan)\b", vietnamese.search_key(name)))


def field_of(name: str) -> str | None:
    """The field whose words a head says; the longest of several pieces decides nothing, their order does."""
    key = re.sub(r"[^\w ]", " ", vietnamese.search_key(name))
    key = " ".join(re.sub(r"\b\d+\b", " ", key).split())
    if not key or len(key) > 90:
        return None
    return next((field for field, pattern in _PATTERNS if pattern.fullmatch(key)), None)


def _names(sheet: Sheet, top: int, bottom: int) -> dict[int, str]:
    """Each column with what stands over it in these rows; a merged head stands over all its columns."""
    found: dict[int, list[str]] = {}
    for row in range(top, bottom + 1):
        cells = sheet.rows.get(row, {})
        if row > top and any(not isinstance(cell.value, str) for cell in cells.values()):
            return {}
        for column, cell in cells.items():
            if not isinstance(cell.value, str):
                continue
            merge = sheet.horizontal_merge(row, column) if row < bottom else None
            for covered in range(column, (merge.right if merge else column) + 1):
                text = vietnamese.one_line(cell.value)
                if text and text not in found.setdefault(covered, []):
                    found[covered].append(text)
    if bottom > top and not _continues(sheet, top, bottom):
        return {}
    return {column: _lowest(pieces) for column, pieces in sorted(found.items()) if pieces}


def _continues(sheet: Sheet, top: int, bottom: int) -> bool:
    """A second row belongs to the head when something above it is merged over it or wider than a column."""
    return any(
        merge.top <= top and (merge.bottom >= bottom or merge.right > merge.left and merge.top == top)
        for merge in sheet.merges
    )


def _lowest(pieces: list[str]) -> str:
    """The lower name where it says something by itself: “Thang điểm / Điểm trừ” is “Điểm trừ”."""
    return pieces[-1] if len(pieces) > 1 and field_of(pieces[-1]) else " ".join(pieces)
