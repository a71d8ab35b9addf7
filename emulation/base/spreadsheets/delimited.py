"""Reading .csv: encoding and separator are found by looking at the content."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator

from emulation.base import vietnamese

from .grid import Refused, Sheet

UNREADABLE = (
    "Tệp không đọc được chữ: không phải .xlsx, cũng không phải CSV UTF-8. "
    "Hãy mở bằng Excel, lưu dạng .xlsx hoặc CSV UTF-8 rồi chọn lại tệp."
)
SEPARATORS = ";,\t"
_HINT = re.compile(r"sep=(.)\r?\n")
_WORD = re.compile(r"[^\W\d_]+")


def decode(data: bytes) -> str:
    """Return the text of UTF-8, UTF-16, Windows-1258 or an old single-byte Vietnamese font; raise Refused."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _strict(data, encoding)
    if encoding := _utf16_without_mark(data):
        return _strict(data, encoding)
    if b"\0" in data:
        raise Refused(UNREADABLE)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _single_byte(data)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused(UNREADABLE) from error


def _utf16_without_mark(data: bytes) -> str | None:
    """Separators, digits and line ends have a zero byte on one side in UTF-16."""
    head = data[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if len(data) % 2 or max(even, odd) < len(head) // 8:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _single_byte(data: bytes) -> str:
    """Choose between Windows-1258 and TCVN3/VNI bytes by which one reads as Vietnamese."""
    old = data.decode("latin-1")
    modern = vietnamese.normalise(data.decode("cp1258", errors="replace"))
    share = _share(modern)
    encoding = vietnamese.detect_legacy(old[:200_000])
    if encoding and _share(vietnamese.convert_legacy(old, encoding)) > share:
        return old
    if "\ufffd" in modern or share < 0.5:
        raise Refused(UNREADABLE)
    return data.decode("cp1258")


def _share(text: str) -> float:
    words = [w for w in _WORD.findall(text[:200_000]) if not w.isascii()]
    return sum(map(vietnamese.looks_vietnamese, words)) / len(words) if words else 0.0


def open_csv(data: bytes, score: Callable[[Sheet], int]) -> Iterator[Sheet]:
    """Yield the one sheet of a CSV file. `score` says how many columns of the list a try has found."""
    text = decode(data).lstrip("\ufeff")
    hint = _HINT.match(text)
    separators = hint[1] if hint else SEPARATORS
    best = max(separators, key=lambda s: _rate(text, s, score))
    yield _read(text, best, None)


def _rate(text: str, separator: str, score) -> tuple[int, int]:
    try:
        sheet = _read(text, separator, 40)
    except Refused:
        return (-1, 0)
    sheet.convert_legacy()  # names of columns are recognised in Unicode
    return score(sheet), max((len(cells) for cells in sheet.rows.values()), default=0)


def _read(text: str, separator: str, records: int | None) -> Sheet:
    sheet = Sheet(None)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for count, record in enumerate(reader):
            if records is not None and count >= records:
                break
            for column, value in enumerate(record, start=1):
                sheet.add(line, column, value)
            line = reader.line_num + 1
    except csv.Error as error:
        raise Refused(
            f"Tệp CSV hỏng từ dòng {line}: dấu ngoặc kép mở mà không đóng đúng chỗ, hoặc một ô quá dài. "
            "Hãy mở bằng Excel, lưu lại rồi chọn lại tệp."
        ) from error
    return sheet
