"""Tables of Word documents: cells in their place, merged ones once, numbers that Word prints, what stands before the table."""

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from emulation.base.documents import TableCell, UnreadableDocument, read_tables


def tables(build):
    document = docx.Document()
    build(document)
    content = io.BytesIO()
    document.save(content)
    return read_tables(content.getvalue())


def texts(table) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.column): cell.text for cell in table.cells}


def test_cells_in_their_place_with_lines_of_their_own():
    def build(document):
        table = document.add_table(2, 2)
        table.cell(0, 0).text = "Nội dung"
        table.cell(1, 1).text = "một"
        table.cell(1, 1).add_paragraph("hai")

    (found,) = tables(build)
    assert texts(found) == {(1, 1): "Nội dung", (1, 2): "", (2, 1): "", (2, 2): "một\nhai"}


def test_a_merged_cell_stands_once_and_says_how_far_it_reaches():
    def build(document):
        table = document.add_table(3, 4)
        table.cell(0, 0).merge(table.cell(2, 0)).text = "cao"
        table.cell(0, 1).merge(table.cell(0, 2)).text = "rộng"
        table.cell(0, 3).text = "cuối"
        table.cell(1, 1).text = "sau"

    (found,) = tables(build)
    assert TableCell(1, 1, "cao", rows=3) in found.cells
    assert TableCell(1, 2, "rộng", columns=2) in found.cells
    assert (texts(found)[2, 2], texts(found)[1, 4]) == ("sau", "cuối")
    assert (2, 1) not in texts(found)


def test_a_row_that_begins_further_right():
    def build(document):
        table = document.add_table(1, 3)
        row = table.rows[0]._tr
        row.remove(row.tc_lst[0])
        row.get_or_add_trPr().append(parse_xml(f'<w:gridBefore {nsdecls("w")} w:val="1"/>'))
        row.tc_lst[0].p_lst[0].add_r().text = "ở cột 2"

    (found,) = tables(build)
    assert texts(found)[1, 2] == "ở cột 2"


def test_numbers_of_lists_are_read_and_count_on_from_cell_to_cell():
    def build(document):
        table = document.add_table(2, 1)
        for row, text in enumerate(("Kế hoạch", "Báo cáo")):
            table.cell(row, 0).paragraphs[0].text = text
            table.cell(row, 0).paragraphs[0].style = "List Number"

    (found,) = tables(build)
    assert [cell.text for cell in found.cells] == ["1. Kế hoạch", "2. Báo cáo"]


def test_a_column_of_numbers_that_word_counts():
    def build(document):
        table = document.add_table(2, 2)
        for row, text in enumerate(("Kế hoạch", "Báo cáo")):
            table.cell(row, 0).paragraphs[0].style = "List Number"
            table.cell(row, 1).text = text
            table.cell(row, 1).add_paragraph("", style="List Bullet")

    (found,) = tables(build)
    assert texts(found) == {(1, 1): "1.", (1, 2): "Kế hoạch", (2, 1): "2.", (2, 2): "Báo cáo"}


def test_what_stands_before_each_table():
    def build(document):
        document.add_paragraph("BẢNG TIÊU CHÍ")
        document.add_table(1, 1)
        document.add_paragraph("")
        document.add_paragraph("(tiếp theo)")
        document.add_table(1, 1)

    assert [table.before for table in tables(build)] == [["BẢNG TIÊU CHÍ"], ["(tiếp theo)"]]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"khong phai tep Word"])
def test_what_is_no_document_is_refused_with_a_sentence(content):
    with pytest.raises(UnreadableDocument, match="tệp Word"):
        read_tables(content)
