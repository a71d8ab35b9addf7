"""Word documents (.docx): one line a paragraph, with the numbers that Word prints before list items."""

import io
import posixpath
import zipfile
from collections.abc import Iterable, Iterator

from lxml import etree

from .errors import UnreadableDocument
from .numbering import Numbering, Styles

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OFFICE_DOCUMENT = "/officeDocument"
_MOST_BYTES = 80 * 1024 * 1024
BROKEN = (
    "Không mở được tệp Word vì tệp bị hỏng hoặc không phải .docx, hãy mở bằng Word, lưu lại thành .docx rồi chọn lại."
)
DAMAGE = (
    zipfile.BadZipFile,
    KeyError,
    etree.XMLSyntaxError,
    OSError,
    EOFError,
    RuntimeError,
    NotImplementedError,
    ValueError,
)
_TOO_LARGE = "Tệp Word quá lớn khi mở, hãy bỏ bớt ảnh và phụ lục, lưu lại rồi chọn lại."
# What was deleted or moved away, alternatives for old programs, and frames (read after their paragraph).
_SKIPPED = {
    W + "del",
    W + "moveFrom",
    W + "rPr",
    W + "pPr",
    W + "txbxContent",
    W + "instrText",
    W + "delText",
    _MC_FALLBACK,
}
_SYMBOLS = {"F0B7": "•", "F0A7": "▪", "F0D8": "➢", "F0FC": "✓", "F02D": "-", "F0A8": "□"}


def read(content: bytes) -> str:
    """Return the text of the body: no headers, footers, notes or deleted words."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            document, styles, numbering = parts(archive)
    except DAMAGE as error:
        if isinstance(error, UnreadableDocument):
            raise
        raise UnreadableDocument(BROKEN) from error
    body = document.find(W + "body") if document is not None else None
    if body is None:
        raise UnreadableDocument(BROKEN)
    known = Styles(styles)
    return "\n".join(Body(known, Numbering(numbering, known)).lines(body))


def parts(archive: zipfile.ZipFile) -> list[etree._Element | None]:
    """The body, the styles and the numberings of the document."""
    main = _main_part(archive)
    folder = posixpath.dirname(main)
    return [
        _xml(archive, main),
        *(_xml(archive, posixpath.join(folder, name)) for name in ("styles.xml", "numbering.xml")),
    ]


def _main_part(archive: zipfile.ZipFile) -> str:
    relations = _xml(archive, "_rels/.rels")
    for relation in relations if relations is not None else ():
        if (relation.get("Type") or "").endswith(_OFFICE_DOCUMENT):
            return (relation.get("Target") or "").lstrip("/")
    return "word/document.xml"


def _xml(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    if name not in archive.namelist():
        return None
    if archive.getinfo(name).file_size > _MOST_BYTES:
        raise UnreadableDocument(_TOO_LARGE)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(archive.read(name), parser)


class Body:
    """Lines of the paragraphs of a part of the document, in order: numbers are counted as they are asked for."""

    # Before a number that stands alone, where `lone_numbers` asks for it.
    LONE = "\0"

    def __init__(self, styles: Styles, numbering: Numbering, *, lone_numbers: bool = False):
        self.lone_numbers = lone_numbers
        self.styles = styles
        self.numbering = numbering

    def lines(self, container: Iterable[etree._Element]) -> Iterator[str]:
        """One line a paragraph."""
        for child in container:
            if child.tag == W + "p":
                yield from self._paragraph(child)
            elif child.tag == W + "tbl":
                yield from self._table(child)
            elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "smartTag", W + "moveTo"):
                yield from self.lines(child)

    def _table(self, table: etree._Element) -> Iterator[str]:
        """A row of three or more short cells is one line, columns apart by tabs; other cells stand below each other."""
        for row in table.iterfind(f".//{W}tr"):
            if row.getparent() is not table and next(row.iterancestors(W + "tbl")) is not table:
                continue  # a row of a table within
            cells = [list(self.lines(cell)) for cell in row.iterfind(W + "tc")]
            if len(cells) >= 3 and all(len([line for line in cell if line.strip()]) <= 1 for cell in cells):
                yield "\t".join(" ".join(cell).strip() for cell in cells)
            else:
                yield from (line for cell in cells for line in cell)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[str]:
        properties = paragraph.find(W + "pPr")
        label = self.numbering.label(properties)
        style = self.styles.of_paragraph(properties)
        text = "".join(self._runs(paragraph, self.styles.is_capitals(style)))
        if label and not text.strip() and self.lone_numbers:
            text = f"{self.LONE}{label}"
        yield f"{label} {text}" if label and text.strip() and not text.startswith(self.LONE) else text
        for frame in _frames(paragraph):
            yield from self.lines(frame)

    def _runs(self, element: etree._Element, capitals: bool) -> Iterator[str]:
        for child in element:
            if child.tag in _SKIPPED:
                continue
            if child.tag == W + "r":
                look = child.find(W + "rPr")
                if _is_on(look, "vanish"):
                    continue
                is_set = look is not None and look.find(W + "caps") is not None
                yield from self._pieces(child, _is_on(look, "caps") if is_set else capitals)
            else:
                yield from self._runs(child, capitals)

    def _pieces(self, run: etree._Element, capitals: bool) -> Iterator[str]:
        for piece in run:
            if piece.tag == W + "t":
                yield (piece.text or "").upper() if capitals else piece.text or ""
            elif piece.tag in (W + "tab", W + "ptab"):
                yield "\t"
            elif piece.tag == W + "br":
                # A page break may stand in the middle of a sentence.
                yield " " if piece.get(W + "type") in ("page", "column") else "\n"
            elif piece.tag == W + "cr":
                yield "\n"
            elif piece.tag == W + "noBreakHyphen":
                yield "-"
            elif piece.tag == W + "sym":
                yield _SYMBOLS.get((piece.get(W + "char") or "").upper(), "")


def _is_on(properties: etree._Element | None, name: str) -> bool:
    element = properties.find(W + name) if properties is not None else None
    return element is not None and element.get(W + "val") not in ("0", "false", "off")


def _frames(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Text frames drawn at this paragraph, each once."""
    for frame in paragraph.iter(W + "txbxContent"):
        above = list(frame.iterancestors())
        if not any(e.tag == _MC_FALLBACK for e in above) and next(e for e in above if e.tag == W + "p") is paragraph:
            yield frame
