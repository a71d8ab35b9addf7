"""The shipped Word templates: laid out once by this module (`manage.py draw_templates`), then edited by offices in Word."""

import io

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from .blocks import element

FONT = "Times New Roman"
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
LEFT, RIGHT = Cm(6.7), Cm(9.8)
# Files of templates/documents and whether two persons sign beside each other.
SHIPPED = {"named": False, "minutes": True}


def build(two_signatures: bool) -> bytes:
    """A Word template in the layout of Decree 30/2020, annex I."""
    document = Document()
    _page(document)
    _font(document)
    _head(document)
    _titles(document)
    _line(document.add_paragraph(), "{{ noi_dung }}", align=WD_ALIGN_PARAGRAPH.JUSTIFY)
    _foot(document, two_signatures)
    _page_number(document)
    document.core_properties.author = ""
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _page(document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.header_distance = Cm(1)
    section.different_first_page_header_footer = True


def _font(document) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(14), RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), FONT)
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.line_spacing = 1.0


def _line(paragraph, text: str, *, size: float = 0, bold=False, italic=False, align=WD_ALIGN_PARAGRAPH.CENTER):
    words = paragraph.add_run(text)
    words.bold, words.italic = bold or None, italic or None
    if size:
        words.font.size = Pt(size)
    paragraph.alignment = align
    return words


def _short_rule(paragraph, width, length) -> None:
    """A drawn line of this length in the middle of a column of this width."""
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = (width - length) // 2
    paragraph.paragraph_format.line_spacing = Pt(3)
    edge = element("pBdr", [element("top", val="single", sz=6, space=1, color="000000")])
    # The order of these elements is the schema's: borders come before spacing, indents and justification.
    paragraph._p.get_or_add_pPr().insert_element_before(edge, "w:spacing", "w:ind", "w:jc")


def _two_columns(document, left, right):
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    for cell, width in zip(table.rows[0].cells, (left, right), strict=True):
        cell.width = width
    for column, width in zip(table.columns, (left, right), strict=True):
        column.width = width
    return table.rows[0].cells


def _head(document) -> None:
    """Issuing body and number on the left; motto, place and day on the right."""
    left, right = _two_columns(document, LEFT, RIGHT)
    _line(left.paragraphs[0], "{{ co_quan_cap_tren }}", size=12)
    _line(left.add_paragraph(), "{{ co_quan_ban_hanh }}", size=12, bold=True)
    _short_rule(left.add_paragraph(), LEFT, Cm(2.2))
    _line(left.add_paragraph(), "{{ so_ky_hieu }}", size=13)
    _line(left.add_paragraph(), "{{ du_thao }}", size=13, bold=True)
    _line(right.paragraphs[0], MOTTO[0], size=12, bold=True)
    _line(right.add_paragraph(), MOTTO[1], size=13, bold=True).underline = True
    gap = right.add_paragraph()
    gap.paragraph_format.line_spacing = Pt(6)
    _line(right.add_paragraph(), "{{ dia_danh_thoi_gian }}", size=13, italic=True)


def _titles(document) -> None:
    title = document.add_paragraph()
    title.paragraph_format.space_before = Pt(12)
    _line(title, "{{ ten_loai }}", bold=True)
    _line(document.add_paragraph(), "{{ trich_yeu }}", bold=True)
    rule = document.add_paragraph()
    _short_rule(rule, LEFT + RIGHT, Cm(4))
    rule.paragraph_format.space_after = Pt(10)


def _foot(document, two_signatures: bool) -> None:
    width = (LEFT + RIGHT) // 2
    left, right = _two_columns(document, width, width)
    _line(left.paragraphs[0], "{{ chu_ky_trai }}" if two_signatures else "{{ noi_nhan }}", align=None)
    _line(right.paragraphs[0], "{{ chu_ky_phai }}" if two_signatures else "{{ chu_ky }}")
    # A document must not end with a table; the last line is small where it holds nothing.
    last = document.add_paragraph()
    if two_signatures:
        _line(last, "{{ noi_nhan }}", align=None)
    else:
        last.paragraph_format.line_spacing = Pt(1)


def _page_number(document) -> None:
    """Arabic, in the middle of the top margin, not on the first page."""
    paragraph = document.sections[0].header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind in ("begin", None, "end"):
        inner = element("fldChar", fldCharType=kind) if kind else element("instrText")
        if not kind:
            inner.text = "PAGE"
        paragraph._p.append(element("r", [element("rPr", [element("sz", val=28)]), inner]))
