"""Which reader a document needs; whether it is what its name says."""

import re
from dataclasses import dataclass, field

from . import pdf, plain, word
from .errors import UnreadableDocument

SUFFIXES = (".txt", ".docx", ".pdf")
_MAGIC = (
    (b"PK\x03\x04", "zip", "tệp nén hoặc tệp Office"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole", "tệp Word hoặc Excel đời cũ (.doc, .xls)"),
    (b"{\\rtf", "rtf", "tệp RTF"),
    (b"\x89PNG", "image", "tệp ảnh"),
    (b"\xff\xd8\xff", "image", "tệp ảnh"),
    (b"GIF8", "image", "tệp ảnh"),
    (b"II*\x00", "image", "tệp ảnh"),
    (b"MM\x00*", "image", "tệp ảnh"),
    (b"7z\xbc\xaf", "archive", "tệp nén"),
    (b"Rar!", "archive", "tệp nén"),
    (b"\x1f\x8b", "archive", "tệp nén"),
    (b"MZ", "program", "tệp chương trình"),
    (b"\x7fELF", "program", "tệp chương trình"),
)
_HTML = re.compile(rb"\s*(?:<\?xml|<!doctype|<html|<head|<body)", re.IGNORECASE)


@dataclass(frozen=True)
class DocumentText:
    """What was found: the text, one line a paragraph for Word; the old encoding it had; what a person should know."""

    text: str
    suffix: str
    converted_from: str | None = None
    warnings: list[str] = field(default_factory=list)


def extract_text(content: bytes, name: str) -> DocumentText:
    """Return the text of an uploaded document; raise UnreadableDocument with a sentence for the user."""
    suffix = "." + name.rpartition(".")[2].lower() if "." in name else ""
    if not content:
        raise UnreadableDocument("Tệp rỗng (0 byte), hãy kiểm tra rồi chọn lại tệp có nội dung.")
    _refuse_foreign(content, suffix)
    if suffix == ".pdf":
        found = pdf.read(content)
    elif suffix == ".docx":
        found = word.read(content), None, []
    else:
        found = *plain.read(content), []
    text, converted_from, warnings = found
    if not any(c.isalnum() for c in text):
        raise UnreadableDocument("Tệp không có chữ nào, hãy kiểm tra rồi chọn lại tệp có nội dung.")
    return DocumentText(text, suffix, converted_from, warnings)


def _refuse_foreign(content: bytes, suffix: str) -> None:
    if suffix == ".doc":
        raise UnreadableDocument(
            "Chưa đọc được tệp .doc đời cũ, hãy mở bằng Word, lưu lại thành .docx hoặc PDF rồi chọn lại."
        )
    if suffix not in SUFFIXES:
        raise UnreadableDocument(
            "Chỉ đọc được tệp .txt, .docx và .pdf, hãy lưu văn bản thành một trong các loại này rồi chọn lại."
        )
    actual, label = kind_of(content)
    expected = {".txt": "text", ".docx": "zip", ".pdf": "pdf"}[suffix]
    if actual != expected:
        raise UnreadableDocument(
            f"Tệp có đuôi {suffix} nhưng nội dung là {label}, hãy mở bằng đúng chương trình và lưu lại thành {suffix} rồi chọn lại."
        )


def kind_of(content: bytes) -> tuple[str, str]:
    """Kind of the content by its first bytes, and its name for the user."""
    if b"%PDF-" in content[:1024]:
        return "pdf", "tệp PDF"
    for magic, kind, label in _MAGIC:
        if content.startswith(magic):
            return kind, label
    if _HTML.match(content[:200].removeprefix(b"\xef\xbb\xbf")):
        return "html", "trang web (HTML)"
    return ("text", "tệp văn bản thuần") if plain.is_text(content) else ("binary", "dữ liệu không phải chữ")
