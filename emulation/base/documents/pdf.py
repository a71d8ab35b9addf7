"""PDF with a text layer. A scan, even one whose signature left a stamp of text, is refused."""

import io
import re

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from .errors import UnreadableDocument

_FEWEST_LETTERS = 60
_MOST_PAGES = 400
_STAMP = re.compile(
    r"(?:ký bởi|người ký|cơ quan|đơn vị|tổ chức|chức vụ|giờ ký|thời gian ký|ngày ký|thời gian|email|e-mail|signed by|digitally signed"
    r"|signature|date|reason|location|foxit|chữ ký)\b.*",
    re.IGNORECASE,
)
_SCAN = (
    "Tệp PDF là bản quét: các trang chỉ có ảnh, không có lớp chữ để đọc; hãy chọn bản Word hoặc PDF xuất từ máy tính, "
    "hoặc nhận dạng chữ (OCR) rồi chọn lại."
)
_STAMP_ONLY = (
    "Tệp PDF là bản quét: lớp chữ chỉ có thông tin chữ ký số, nội dung văn bản là ảnh; hãy chọn bản Word hoặc PDF xuất từ máy tính, "
    "hoặc nhận dạng chữ (OCR) rồi chọn lại."
)
_BROKEN = "Không mở được tệp PDF vì tệp bị hỏng hoặc tải chưa đủ, hãy mở thử tệp, lưu lại rồi chọn lại."
_LOCKED = "Tệp PDF có mật khẩu nên không đọc được, hãy bỏ mật khẩu, lưu lại rồi chọn lại."


def read(content: bytes) -> tuple[str, None, list[str]]:
    """Return the text, pages separated by form feeds, and a warning for pages without text."""
    try:
        pages = _pages(content)
    except UnreadableDocument:
        raise
    # A damaged file can fail in pypdf in any way; whatever it is, the user can only choose another file.
    except (
        PyPdfError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        RecursionError,
        OSError,
        ArithmeticError,
    ) as error:
        raise UnreadableDocument(_BROKEN) from error
    _refuse_scan(pages)
    empty = [str(number) for number, text in enumerate(pages, 1) if _letters(text) == 0]
    warnings = (
        [f"Trang {', '.join(empty)} không có lớp chữ nên không đọc được, hãy đối chiếu với bản gốc."] if empty else []
    )
    return "\f".join(pages), None, warnings


def _pages(content: bytes) -> list[str]:
    reader = PdfReader(io.BytesIO(content[content.index(b"%PDF-") :]), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableDocument(_LOCKED)
    if len(reader.pages) > _MOST_PAGES:
        raise UnreadableDocument(
            f"Tệp PDF dài hơn {_MOST_PAGES} trang, hãy tách riêng phần văn bản phát động rồi chọn lại."
        )
    return [page.extract_text() or "" for page in reader.pages]


def _refuse_scan(pages: list[str]) -> None:
    lines = [line for page in pages for line in page.splitlines() if line.strip()]
    said = [line for line in lines if not _STAMP.match(line.strip())]
    if sum(map(_letters, said)) < _FEWEST_LETTERS:
        raise UnreadableDocument(_STAMP_ONLY if lines else _SCAN)


def _letters(text: str) -> int:
    return sum(c.isalpha() for c in text)
