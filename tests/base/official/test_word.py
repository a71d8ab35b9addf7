"""Word files: the layout of law.md §11, literal names, annexes; what a template of an office may hold."""

import dataclasses
import io
import zipfile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from emulation.base.official import samples, word
from emulation.base.official.kinds import TEMPLATES
from emulation.base.official.word import TemplateFault
from tests.base.official.papers import DECISION, ODD

NAMED = (TEMPLATES / "named.docx").read_bytes()
MINUTES = (TEMPLATES / "minutes.docx").read_bytes()


def printed(description=DECISION, template=NAMED):
    return Document(io.BytesIO(word.render(description, template)))


def texts(document) -> list[str]:
    found = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in document.element.body.iter(qn("w:p"))]
    return [text for text in found if text]


def paragraph_with(document, text: str):
    cells = [p for table in document.tables for row in table.rows for cell in row.cells for p in cell.paragraphs]
    return next(p for p in [*document.paragraphs, *cells] if p.text == text)


def test_every_part_is_printed_in_its_order():
    found = texts(printed())
    assert found == [
        "ỦY BAN NHÂN DÂN TỈNH HÀ NAM",
        "Số: 05/QĐ-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Hà Nam, ngày 05 tháng 02 năm 2024",
        "QUYẾT ĐỊNH",
        "Về việc tặng Bằng khen",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HÀ NAM",
        "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;",
        "Theo đề nghị của Giám đốc Sở Nội vụ.",
        "QUYẾT ĐỊNH:",
        "Điều 1. Tặng Bằng khen cho các cá nhân có tên trong danh sách kèm theo.",
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
        "Kinh phí theo quy định.",
        ODD,
        "Nơi nhận:",
        "- Như Điều 2;",
        "- Lưu: VT, NC.",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Trần Văn Bình",
        "PHỤ LỤC I",
        "DANH SÁCH CÁ NHÂN",
        "(Kèm theo Quyết định số 05/QĐ-UBND ngày 05 tháng 02 năm 2024 của Ủy ban nhân dân tỉnh Hà Nam)",
        "STT",
        "Họ và tên",
        "Đơn vị",
        "B. CÁ NHÂN",
        "1",
        ODD,
        "Sở Y tế",
        "PHỤ LỤC II",
        "BIỂU TỔNG HỢP",
        "(Kèm theo Quyết định số 05/QĐ-UBND ngày 05 tháng 02 năm 2024 của Ủy ban nhân dân tỉnh Hà Nam)",
        "STT",
        "Họ và tên",
        "Đơn vị",
        "1",
        "Lê Thị Đào",
        "Sở Tài chính",
    ]


def test_an_odd_name_in_the_head_is_printed_as_it_is():
    found = texts(printed(dataclasses.replace(DECISION, subject=ODD, signatures=(), issuer=ODD)))
    assert ODD in found
    assert ODD.upper() in found


def test_paper_margins_and_font():
    document = printed()
    page = document.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]
    normal = document.styles["Normal"]
    assert normal.font.name == "Times New Roman"
    assert normal.font.size == Pt(14)
    assert normal.element.rPr.rFonts.get(qn("w:eastAsia")) == "Times New Roman"


@pytest.mark.parametrize(
    ("text", "size", "bold", "italic", "align"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, True, None, "CENTER"),
        ("Độc lập - Tự do - Hạnh phúc", 13, True, None, "CENTER"),
        ("ỦY BAN NHÂN DÂN TỈNH HÀ NAM", 12, True, None, "CENTER"),
        ("Số: 05/QĐ-UBND", 13, None, None, "CENTER"),
        ("Hà Nam, ngày 05 tháng 02 năm 2024", 13, None, True, "CENTER"),
        ("QUYẾT ĐỊNH", None, True, None, "CENTER"),
        ("Về việc tặng Bằng khen", None, True, None, "CENTER"),
        ("Theo đề nghị của Giám đốc Sở Nội vụ.", None, None, True, "JUSTIFY"),
        ("Kinh phí theo quy định.", None, None, None, "JUSTIFY"),
        ("Nơi nhận:", 12, True, True, "LEFT"),
        ("- Như Điều 2;", 11, None, None, "LEFT"),
        ("KT. CHỦ TỊCH", None, True, None, "CENTER"),
        ("Trần Văn Bình", None, True, None, "CENTER"),
    ],
)
def test_look_of_each_part(text, size, bold, italic, align):
    paragraph = paragraph_with(printed(), text)
    look = paragraph.runs[0].font
    assert look.size == (Pt(size) if size else None)
    assert (look.bold, look.italic) == (bold, italic)
    assert paragraph.alignment == WD_ALIGN_PARAGRAPH[align]


def test_the_motto_is_underlined_and_the_superior_stands_above():
    document = printed(dataclasses.replace(DECISION, superior="Ủy ban nhân dân tỉnh", issuer="Sở Nội vụ"))
    assert paragraph_with(document, "Độc lập - Tự do - Hạnh phúc").runs[0].underline
    left = [p.text for p in document.tables[0].rows[0].cells[0].paragraphs if p.text]
    assert left == ["ỦY BAN NHÂN DÂN TỈNH", "SỞ NỘI VỤ", "Số: 05/QĐ-UBND"]
    assert not paragraph_with(document, "ỦY BAN NHÂN DÂN TỈNH").runs[0].bold


def test_paragraphs_of_the_body_have_room_and_a_first_line():
    form = paragraph_with(printed(), "Kinh phí theo quy định.").paragraph_format
    assert form.space_after == Pt(6)
    assert form.line_spacing == 1.0
    assert form.first_line_indent == Mm(12.7)


def test_page_numbers_in_the_top_margin_not_on_the_first_page():
    document = printed()
    first = document.sections[0]
    assert first.different_first_page_header_footer
    assert "".join(t.text for t in first.header._element.iter(qn("w:instrText"))) == "PAGE"
    assert first.header.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert "".join(first.first_page_header._element.itertext()) == ""
    assert not any(section.different_first_page_header_footer for section in list(document.sections)[1:])


def test_annexes_lie_or_stand_in_sections_of_their_own():
    sections = list(printed().sections)
    assert [s.orientation for s in sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]
    assert (round(sections[2].page_width.mm), round(sections[2].page_height.mm)) == (297, 210)


def test_the_head_of_a_table_is_repeated_on_every_page():
    table = printed().tables[2]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.rows[1].cells[0]._tc is table.rows[1].cells[2]._tc


def test_minutes_are_signed_by_two_beside_each_other():
    document = printed(samples.minutes(), MINUTES)
    left, right = document.tables[-1].rows[0].cells
    assert [p.text for p in left.paragraphs if p.text] == ["THƯ KÝ", "Nguyễn Văn C"]
    assert [p.text for p in right.paragraphs if p.text] == ["CHỦ TRÌ", "Nguyễn Văn D"]


def test_the_file_says_nothing_of_who_prepared_it():
    properties = printed().core_properties
    assert properties.author == "Ủy ban nhân dân tỉnh Hà Nam"
    assert properties.last_modified_by == ""
    assert properties.title == "Quyết định Về việc tặng Bằng khen"


# --- Templates of the office -----------------------------------------------------------------------------------------
def edited(replace: dict[str, str], template: bytes = NAMED) -> bytes:
    """The template as somebody changed it in Word."""
    document = Document(io.BytesIO(template))
    cells = [p for table in document.tables for row in table.rows for cell in row.cells for p in cell.paragraphs]
    for paragraph in [*document.paragraphs, *cells]:
        for run in paragraph.runs:
            for old, new in replace.items():
                run.text = run.text.replace(old, new)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


@pytest.mark.parametrize(("template", "sample"), [(NAMED, samples.named()), (MINUTES, samples.minutes())])
def test_the_shipped_templates_pass_the_test_print(template, sample):
    word.check(template, sample)


def test_what_the_office_adds_is_printed():
    template = edited({"{{ ten_loai }}": "{{ ten_loai }} (mẫu của tỉnh)"})
    word.check(template, samples.named())
    assert "QUYẾT ĐỊNH (mẫu của tỉnh)" in texts(printed(DECISION, template))


@pytest.mark.parametrize(
    ("replace", "sentence"),
    [
        ({"{{ noi_dung }}": ""}, "Mẫu thiếu chỗ điền bắt buộc: {{ noi_dung }}."),
        ({"{{ chu_ky }}": ""}, "Mẫu thiếu chỗ điền bắt buộc: {{ chu_ky }}."),
        ({"{{ ten_loai }}": "{{ ten_loai_vb }}"}, "chỗ điền không có trong danh sách: {{ ten_loai_vb }}."),
        ({"{{ ten_loai }}": "{{ ten_loai.__class__ }}"}, "chỉ dùng được chỗ điền dạng {{ tên }}"),
        ({"{{ ten_loai }}": "{{ ten_loai|upper }}"}, "chỉ dùng được chỗ điền dạng {{ tên }}"),
        ({"{{ ten_loai }}": "{% for x in 'ab' %}{{ ten_loai }}{% endfor %}"}, "chỉ dùng được chỗ điền dạng {{ tên }}"),
        ({"{{ ten_loai }}": "{{ 7 * 7 }} {{ ten_loai }}"}, "chỉ dùng được chỗ điền dạng {{ tên }}"),
        ({"{{ ten_loai }}": "{{ ten_loai"}, "Mẫu có dấu ngoặc chưa đúng"),
        ({"{{ noi_dung }}": "Nội dung: {{ noi_dung }}"}, "phải đứng riêng một dòng"),
    ],
)
def test_a_template_that_cannot_be_used_is_refused_with_a_sentence(replace, sentence):
    with pytest.raises(TemplateFault) as refused:
        word.check(edited(replace), samples.named())
    assert sentence in str(refused.value)


def test_a_template_that_fetches_something_when_opened_is_refused():
    source, target = zipfile.ZipFile(io.BytesIO(NAMED)), io.BytesIO()
    link = (
        '<Relationship Id="rIdX" TargetMode="External" Type="http://x/attachedTemplate" Target="http://example.vn/a"/>'
    )
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/_rels/document.xml.rels":
                content = content.replace(b"</Relationships>", link.encode() + b"</Relationships>")
            archive.writestr(name, content)
    with pytest.raises(TemplateFault, match="ở bên ngoài"):
        word.check(target.getvalue(), samples.named())


def test_a_file_that_is_no_word_document_is_refused():
    with pytest.raises(TemplateFault, match="Không mở được tệp Word này"):
        word.check(b"PK\x03\x04 no document", samples.named())
