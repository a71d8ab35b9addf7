"""What kind of file it is: the content decides, not the name."""

import re
from collections.abc import Callable, Iterator

from emulation.base import vietnamese

from .delimited import open_csv
from .grid import MAX_BYTES, Refused, Sheet
from .xlsx import BROKEN, NOT_A_WORKBOOK, PASSWORD, open_xlsx

EMPTY = "Danh sách trống: tệp không có dòng nào để đọc. Hãy điền danh sách rồi chọn lại tệp."
OLD_EXCEL = (
    "Tệp ở dạng Excel cũ (.xls). Hãy mở bằng Excel, chọn Lưu thành, dạng Excel Workbook (.xlsx), rồi chọn lại tệp."
)
HTML = (
    "Tệp này là trang HTML chứ không phải bảng tính, dù tên tệp ghi khác. "
    "Hãy mở bằng Excel và lưu thành tệp .xlsx thật rồi chọn lại."
)
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|table|meta|\?xml|div|style)\b",
    re.I | re.S,
)
_OTHER = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"{\\rtf",
    b"\x1f\x8b",
    b"MIME-Version:",
)


def too_large(size: int) -> str:
    """Return the sentence for a file of this many bytes."""
    shown = vietnamese.format_number(size / 1024 / 1024, 1)
    return f"Tệp {shown} MB, tối đa 10 MB. Hãy tách danh sách làm nhiều tệp."


def open_sheets(data: bytes, score: Callable[[Sheet], int]) -> Iterator[Sheet]:
    """Yield the sheets of the file in order; raise Refused with one sentence for what is not taken."""
    if len(data) > MAX_BYTES:
        raise Refused(too_large(len(data)))
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise Refused(EMPTY)
    if data.startswith(b"PK"):
        yield from open_xlsx(data)
    else:
        _refuse_others(data)
        yield from open_csv(data, score)


def _refuse_others(data: bytes) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # the container of .xls, and of every encrypted .xlsx
        raise Refused(PASSWORD if "EncryptedPackage".encode("utf-16-le") in data else OLD_EXCEL)
    if data.startswith((b"\x09\x08", b"\x09\x04", b"\x09\x02")):  # .xls from before the container
        raise Refused(OLD_EXCEL)
    if data.startswith(_OTHER):
        raise Refused(NOT_A_WORKBOOK)
    if b"PK\x05\x06" in data[-70_000:] and b"xl/workbook" in data:
        raise Refused(BROKEN)
    if _MARKUP.match(data[:8192].replace(b"\0", b"")):  # without zero bytes UTF-16 reads as ASCII
        raise Refused(HTML)
