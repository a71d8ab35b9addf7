"""Text out of documents: encodings, Word with its printed numbers, PDF, and what is refused."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from emulation.base.documents import UnreadableDocument, extract_text
from emulation.base.documents.numbering import formatted

SENTENCE = "Ủy ban nhân dân tỉnh phát động phong trào thi đua yêu nước, đề nghị các đơn vị hưởng ứng."


# --- Plain text -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_text(encoding):
    document = extract_text(SENTENCE.encode(encoding), "a.TXT")
    assert document.text == SENTENCE
    assert document.converted_from is None


def test_a_file_cut_off_in_the_middle_of_a_letter_is_read():
    assert extract_text(SENTENCE.encode()[:-1] + b"\xe1\xbb", "a.txt").text.startswith(SENTENCE[:-1])


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        # "Céng hoµ x· héi chñ nghÜa ViÖt Nam", as the fonts of the time stored it
        (b"C\xe9ng ho\xb5 x\xb7 h\xe9i ch\xf1 ngh\xdca Vi\xd6t Nam", "tcvn3"),
        # VNI
        (b"Co\xe4ng ho\xf8a xa\xf5 ho\xe4i chu\xfb ngh\xf3a Vie\xe4t Nam", "vni"),
        # Windows-1258: letters with combining tones
        ("C\u00f4\u0323ng ho\u0300a xa\u0303 h\u00f4\u0323i chu\u0309 nghi\u0303a Vi\u00ea\u0323t Nam".encode("cp1258"), "windows-1258"),
    ],
)  # fmt: skip
def test_old_encodings(content, encoding):
    document = extract_text(content, "a.txt")
    assert document.text in ("Cộng hoà xã hội chủ nghĩa Việt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam")
    assert document.converted_from == encoding


# --- Word -------------------------------------------------------------------------------------------------------------
LEVELS = [("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "\uf0b7"), ("decimal", "%2.%5")]


def word(build) -> str:
    document = docx.Document()
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(LEVELS)
    )
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="78"><w:abstractNumId w:val="77"/>{restart}</w:num>'))
    build(document)
    content = io.BytesIO()
    document.save(content)
    return extract_text(content.getvalue(), "a.docx").text


def item(document, text: str, level: int, number: int = 77) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def test_printed_numbers_of_lists():
    def build(document):
        for text, level in [
            ("Nội dung", 0),
            ("Kinh tế", 1),
            ("Một", 2),
            ("Hai", 2),
            ("Gạch", 3),
            ("Văn hóa", 1),
            ("Ba", 2),
            ("Hết", 0),
            ("X", 1),
        ]:
            item(document, text, level)

    expected = ["I. Nội dung", "1. Kinh tế", "a) Một", "b) Hai", "• Gạch", "2. Văn hóa", "a) Ba", "II. Hết", "1. X"]
    assert word(build).split("\n") == expected


def test_numbers_of_two_levels_and_a_list_that_starts_again():
    def build(document):
        item(document, "Một", 0)
        item(document, "Hai", 1)
        item(document, "Ba", 4)
        item(document, "Bốn", 4)
        item(document, "Lại một", 0, number=78)

    assert word(build).split("\n") == ["I. Một", "1. Hai", "1.1 Ba", "1.2 Bốn", "I. Lại một"]


def test_numbers_that_come_with_a_style():
    def build(document):
        document.add_paragraph("Một", style="List Number")
        document.add_paragraph("Xen giữa")
        document.add_paragraph("Hai", style="List Number")
        document.add_paragraph("Chấm", style="List Bullet")

    assert word(build).split("\n") == ["1. Một", "Xen giữa", "2. Hai", "• Chấm"]


@pytest.mark.parametrize(
    ("number", "form", "printed"),
    [(4, "lowerRoman", "iv"), (19, "upperRoman", "XIX"), (28, "lowerLetter", "bb"), (3, "upperLetter", "C"),
     (7, "decimalZero", "07"), (7, "decimal", "7")],
)  # fmt: skip
def test_formats_of_numbers(number, form, printed):
    assert formatted(number, form) == printed


def test_breaks_capitals_deleted_and_hidden_words():
    def build(document):
        run = document.add_paragraph("khen ").add_run()
        run.add_break(docx.enum.text.WD_BREAK.PAGE)
        document.paragraphs[0].add_run("thưởng")
        document.add_paragraph().add_run("Kế hoạch").font.all_caps = True
        document.add_paragraph().add_run("ẩn").font.hidden = True
        paragraph = document.add_paragraph("giữ")
        paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>xóa</w:delText></w:r></w:del>"))
        paragraph._p.append(
            parse_xml(f'<w:ins {nsdecls("w")}><w:r><w:t xml:space="preserve"> thêm</w:t></w:r></w:ins>')
        )

    lines = word(build).split("\n")
    assert " ".join(lines[0].split()) == "khen thưởng"
    assert lines[1:] == ["KẾ HOẠCH", "", "giữ thêm"]


def test_tables():
    def build(document):
        head = document.add_table(1, 2)
        head.cell(0, 0).text, head.cell(0, 1).text = "ỦY BAN NHÂN DÂN\nTỈNH HÀ NAM", "CỘNG HÒA"
        rows = document.add_table(2, 3)
        for row, texts in enumerate([("Chỉ tiêu", "ĐVT", "Kế hoạch"), ("Số xã", "xã", "12")]):
            for column, text in enumerate(texts):
                rows.cell(row, column).text = text

    assert word(build).split("\n") == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH HÀ NAM",
        "CỘNG HÒA",
        "Chỉ tiêu\tĐVT\tKế hoạch",
        "Số xã\txã\t12",
    ]


# --- PDF --------------------------------------------------------------------------------------------------------------
def pdf(lines: list[str]) -> bytes:
    """A PDF of one page, by hand: enough for plain letters."""
    drawn = "\n".join(f"({line}) Tj T*" for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 50 780 Td\n{drawn}\nET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"xref\n0 6\n0000000000 65535 f \n" + table + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n"
    return bytes(out) + b"%d\n%%%%EOF" % (out.index(b"xref\n0 6"))


PLAIN = ["Chi thi phat dong phong trao thi dua yeu nuoc cua tinh", "trong toan tinh voi cac noi dung sau day"]


def test_pdf_with_a_text_layer():
    assert extract_text(pdf(PLAIN), "a.pdf").text.strip().split("\n") == PLAIN


def test_pdf_with_junk_before_its_first_byte():
    assert extract_text(b"\r\n" + b"x" * 21 + pdf(PLAIN), "a.pdf").text.strip().split("\n") == PLAIN


def refusal(content: bytes, name: str) -> str:
    with pytest.raises(UnreadableDocument) as refused:
        extract_text(content, name)
    sentence = str(refused.value)
    # One sentence that says why and what to do; dots inside names of endings do not count.
    assert sentence.endswith(".")
    assert "hãy" in sentence
    assert ". " not in sentence
    return sentence


def test_pdf_without_text_is_a_scan():
    assert "không có lớp chữ" in refusal(pdf([]), "a.pdf")


def test_pdf_with_the_stamp_of_a_signature_only_is_a_scan():
    assert "chữ ký số" in refusal(
        pdf(["Signed by: Uy ban nhan dan tinh Ha Nam", "Email: vanphong@hanam.example.vn", "Date: 17/04/2024"]), "a.pdf"
    )


def test_damaged_pdf():
    assert "bị hỏng" in refusal(b"%PDF-1.4\nnothing of the kind", "a.pdf")
    assert "bị hỏng" in refusal(pdf(PLAIN)[:150], "a.pdf")


# --- Refusals ---------------------------------------------------------------------------------------------------------
def zipped(name: str, content: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "a.txt", "0 byte"),
        (b"", "a.pdf", "0 byte"),
        (b" \r\n\t ", "a.txt", "không có chữ"),
        (pdf(PLAIN), "a.txt", "nội dung là tệp PDF"),
        (pdf(PLAIN), "a.docx", "nội dung là tệp PDF"),
        (SENTENCE.encode(), "a.pdf", "nội dung là tệp văn bản"),
        (SENTENCE.encode(), "a.docx", "nội dung là tệp văn bản"),
        (zipped("word/document.xml"), "a.pdf", "tệp nén hoặc tệp Office"),
        (zipped("word/document.xml"), "a.txt", "tệp nén hoặc tệp Office"),
        (zipped("word/document.xml", b"<broken"), "a.docx", "hỏng"),
        (zipped("xl/workbook.xml"), "a.docx", "hỏng"),
        (b"PK\x03\x04 cut off", "a.docx", "hỏng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, "a.docx", "đời cũ"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, "a.doc", ".doc đời cũ"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "a.txt", "tệp ảnh"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 100, "a.pdf", "tệp ảnh"),
        (b"<!DOCTYPE html><html><body>Ch\xe1\xbb\x89 th\xe1\xbb\x8b</body></html>", "a.txt", "trang web"),
        (b"{\\rtf1 Chi thi}", "a.txt", "RTF"),
        (bytes(range(256)) * 20, "a.txt", "không phải chữ"),
        (b"abc", "a.xlsx", "Chỉ đọc được"),
        (b"abc", "chi-thi", "Chỉ đọc được"),
        (b"\xfe\xdf\xd0\xcc \xb9\xb2\xb3\xaf " * 50, "a.txt", "bảng mã"),
    ],
)
def test_refused(content, name, why):
    assert why in refusal(content, name)


def test_entities_of_a_word_file_are_not_expanded():
    bomb = b"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
    <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><d>&c;</d>"""
    assert "hỏng" in refusal(zipped("word/document.xml", bomb), "a.docx")


def test_a_word_file_that_unpacks_to_too_much_is_refused():
    assert "quá lớn" in refusal(zipped("word/document.xml", b" " * (81 * 1024 * 1024)), "a.docx")
