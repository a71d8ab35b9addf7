"""Parts of a document as elements of WordprocessingML. Font and size come from the style Normal of the template."""

from collections.abc import Iterable

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from .description import Article, Block, Description, Heading, Paragraph, Signature, Table
from .wording import printable

FIRST_LINE = Cm(1.27)
GAP = Pt(6)
_ALIGN = {"justify": "both", "left": "left", "center": "center", "right": "right"}


def element(tag: str, children: Iterable = (), **attributes):
    """<w:tag w:name="value"> with children."""
    node = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        node.set(qn(f"w:{name.rstrip('_')}"), str(value))
    for child in children:
        node.append(child)
    return node


def run(text: str, *, bold: bool = False, italic: bool = False, points: float = 0):
    """A run that prints its text literally."""
    looks = [element("b")] * bold + [element("i")] * italic
    if points:
        looks += [element("sz", val=round(points * 2)), element("szCs", val=round(points * 2))]
    node = element("r", [element("rPr", looks)] if looks else [])
    words = OxmlElement("w:t")
    words.text = printable(text)
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    node.append(words)
    return node


def paragraph(runs: Iterable, *, align: str = "justify", indent: bool = False, gap: int = GAP, keep: bool = False):
    """A paragraph with single line spacing."""
    looks = [element("keepNext")] if keep else []
    looks.append(element("spacing", before=0, after=round(gap / 635), line=240, lineRule="auto"))
    if indent:
        looks.append(element("ind", firstLine=round(FIRST_LINE / 635)))
    looks.append(element("jc", val=_ALIGN[align]))
    return element("p", [element("pPr", looks), *runs])


def lines(text: str, *, align: str = "justify", indent: bool = True, bold: bool = False, italic: bool = False):
    """One paragraph for each line that says something."""
    return [
        paragraph([run(line.strip(), bold=bold, italic=italic)], align=align, indent=indent)
        for line in text.split("\n")
        if line.strip()
    ]


def of_body(description: Description) -> list:
    """Everything between the title and the signatures."""
    found = []
    for line in description.addressee_lines:
        found.append(paragraph([run(line)], align="center" if line.startswith("Kính gửi: ") else "left", indent=True))
    if description.authority:
        found.append(paragraph([run(description.authority.upper(), bold=True)], align="center"))
    found += [paragraph([run(line, italic=True)], indent=True) for line in description.ground_lines]
    if description.resolves:
        found.append(paragraph([run(description.resolves.upper(), bold=True)], align="center", keep=True))
    return found + of_blocks(description.blocks, PORTRAIT)


def of_blocks(blocks: Iterable[Block], width: int) -> list:
    """Elements of the blocks, on a page with this much room."""
    return [node for block in blocks for node in _of_block(block, width)]


def _of_block(block: Block, width: int) -> list:
    match block:
        case Heading():
            return [paragraph([run(block.text, bold=True)], indent=True, keep=True)]
        case Article():
            first, *rest = block.text.split("\n")
            head = paragraph([run(f"{block.label} ", bold=True), run(first)], indent=True)
            return [head, *(node for text in (*rest, *block.more) for node in lines(text))]
        case Table():
            return [_table(block, width), paragraph([], gap=0)]
        case Paragraph():
            return lines(block.text, align=block.align, indent=block.indent, bold=block.bold, italic=block.italic)


# --- Tables -----------------------------------------------------------------------------------------------------------
PORTRAIT, LANDSCAPE = Cm(16.5), Cm(25.2)
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


def _table(table: Table, width: int):
    """A ruled table as wide as the text; its head stands on every page, no row breaks over two."""
    whole = sum(column.width for column in table.columns)
    widths = [round(width / 635 * column.width / whole) for column in table.columns]
    borders = [element(edge, val="single", sz=4, space=0, color="000000") for edge in _EDGES]
    looks = element(
        "tblPr",
        [
            element("tblW", w=sum(widths), type="dxa"),
            element("tblBorders", borders),
            element("tblLayout", type="fixed"),
        ],
    )
    grid = element("tblGrid", [element("gridCol", w=w) for w in widths])
    head = element("trPr", [element("cantSplit"), element("tblHeader")])
    top = element(
        "tr", [head, *(_cell(c.title, w, "center", bold=True) for c, w in zip(table.columns, widths, strict=True))]
    )
    return element("tbl", [looks, grid, top, *(_row(table, row, widths) for row in table.rows)])


def _row(table: Table, row: tuple[str, ...], widths: list[int]):
    looks = element("trPr", [element("cantSplit")])
    if len(row) == 1 < len(table.columns):
        return element("tr", [looks, _cell(row[0], sum(widths), "left", bold=True, across=len(widths))])
    cells = [_cell(text, w, c.align) for text, w, c in zip(row, widths, table.columns, strict=True)]
    return element("tr", [looks, *cells])


def _cell(text: str, width: int, align: str, *, bold: bool = False, across: int = 0):
    looks = [element("tcW", w=width, type="dxa")] + [element("gridSpan", val=across)] * bool(across)
    texts = [
        paragraph([run(line, bold=bold, points=12)], align=align, gap=0)
        for line in (text.split("\n") if text else [""])
    ]
    return element("tc", [element("tcPr", looks), *texts])


# --- Ends -------------------------------------------------------------------------------------------------------------
SIGN_ROOM = 4


def of_signature(signature: Signature | None) -> list:
    """Lines of the position, room to sign, the name."""
    if signature is None:
        return []
    heads = [paragraph([run(line, bold=True)], align="center", gap=0, keep=True) for line in signature.lines()]
    room = [paragraph([], align="center", gap=0, keep=True) for _ in range(SIGN_ROOM)]
    return [*heads, *room, paragraph([run(signature.name, bold=True)], align="center", gap=0)]


def of_recipients(description: Description) -> list:
    """“Nơi nhận:” and its lines, in their own small sizes."""
    if not description.recipients:
        return []
    head = paragraph([run("Nơi nhận:", bold=True, italic=True, points=12)], align="left", gap=0)
    items = [paragraph([run(line, points=11)], align="left", gap=0) for line in description.recipient_lines]
    return [head, *items]
