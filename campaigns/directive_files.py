"""From an uploaded file to what the reader understood of it."""

from campaigns.directive_reader import NotADirective, Reading, read_directive
from emulation.base.documents import UnreadableDocument, extract_text

_OLD_ENCODINGS = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI", "windows-1258": "Windows-1258"}


def read_directive_file(content: bytes, name: str) -> Reading:
    """Read a .txt, .docx or .pdf; raise UnreadableDocument with one sentence that says why not and what to do."""
    document = extract_text(content, name)
    try:
        reading = read_directive(document.text, document.converted_from)
    except NotADirective as error:
        raise UnreadableDocument(str(error)) from error
    if reading.converted_from:
        old = _OLD_ENCODINGS[reading.converted_from]
        reading.doubt("source", f"Văn bản dùng bảng mã cũ {old}, đã chuyển sang Unicode; hãy đọc lại các chữ có dấu.")
    for warning in document.warnings:
        reading.doubt("source", warning)
    return reading
