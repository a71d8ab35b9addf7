"""Tables of a Word document as grids of cells: merged cells in their place, the lines of a cell with their printed numbers."""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from .errors import UnreadableDocument
from .numbering import Numbering, Styles
from .word import BROKEN, DAMAGE, Body, W, parts

MOST_CELLS = 200_000


@dataclass(frozen=True)
class TableCell:
    """A cell where it begins: row and column count from 1; a merged cell covers more than one of them."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1


@dataclass
class WordTable:
    """One table of the body, and the paragraphs that stand before it, back to the table above."""

    cells: list[TableCell] = field(default_factory=list)
    before: list[str] = field(default_factory=list)


def read_tables(content: bytes) -> list[WordTable]:
    """The tables of the body from top to bottom; raise UnreadableDocument."""
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
    return list(_tables(body, Body(known, Numbering(numbering, known), lone_numbers=True)))


def _tables(body: etree._Element, reader: Body):
    before: list[str] = []
    for child in body:
        if child.tag == W + "tbl":
            yield WordTable(_cells(child, reader), before)
            before = []
        elif child.tag == W + "sdt" and (inner := child.find(W + "sdtContent")) is not None:
            yield from _tables(inner, reader)
        else:
            before += [text for text in [_text(reader.lines([child]))] if text]


def _text(lines: Iterable[str]) -> str:
    """The lines of a cell; a number without words counts only where the cell has no words: a column of numbers."""
    found = [line.strip() for line in lines if line.strip()]
    words = [line for line in found if not line.startswith(Body.LONE)]
    return "\n".join(words or [line.removeprefix(Body.LONE) for line in found])


def _cells(table: etree._Element, reader: Body) -> list[TableCell]:
    found: list[TableCell] = []
    open_below: dict[int, int] = {}  # column -> place in `found` of the cell that goes on downwards
    for number, row in enumerate(table.iterfind(W + "tr"), 1):
        column = 1 + _int(row.find(f"{W}trPr/{W}gridBefore"))
        for cell in row.iterfind(W + "tc"):
            look = cell.find(W + "tcPr")
            wide = max(_int(look.find(W + "gridSpan") if look is not None else None), 1)
            merge = look.find(W + "vMerge") if look is not None else None
            if merge is not None and merge.get(W + "val") != "restart" and column in open_below:
                above = found[open_below[column]]
                found[open_below[column]] = TableCell(above.row, column, above.text, number - above.row + 1, wide)
            else:
                found.append(TableCell(number, column, _text(reader.lines(cell)), 1, wide))
                open_below[column] = len(found) - 1
                if len(found) > MOST_CELLS:
                    raise UnreadableDocument("Tệp có bảng quá lớn. Hãy tách bảng làm nhiều tệp rồi chọn lại.")
            column += wide
    return found


def _int(element: etree._Element | None) -> int:
    text = element.get(W + "val", "") if element is not None else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
