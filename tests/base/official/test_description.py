"""What is written on official papers (Decree 30/2020): numbers, days, signers, recipients, annexes."""

import dataclasses
import datetime as dt
import json

import pytest

from emulation.base.official import data
from emulation.base.official.description import Description, Signature, Table
from emulation.base.official.wording import day_words, number_line, place_of, printable, roman, symbol
from tests.base.official.papers import COLUMNS, DECISION, ODD


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2024, 2, 5), "ngày 05 tháng 02 năm 2024"),
        (dt.date(2024, 1, 31), "ngày 31 tháng 01 năm 2024"),
        (dt.date(2024, 3, 9), "ngày 09 tháng 3 năm 2024"),
        (dt.date(2023, 12, 10), "ngày 10 tháng 12 năm 2023"),
        (None, "ngày …… tháng …… năm ……"),
    ],
)
def test_a_zero_before_days_under_ten_and_months_one_and_two(day, words):
    assert day_words(day) == words


@pytest.mark.parametrize(
    ("number", "text", "line"),
    [
        (5, "QĐ-UBND", "Số: 05/QĐ-UBND"),
        (9, "TTr-SNV", "Số: 09/TTr-SNV"),
        (10, "BC-SNV", "Số: 10/BC-SNV"),
        (1234, "QĐ-UBND", "Số: 1234/QĐ-UBND"),
        (None, "BB-HĐTĐKT", "Số: ……/BB-HĐTĐKT"),
        (None, "", ""),
    ],
)
def test_line_of_the_number(number, text, line):
    assert number_line(number, text) == line


def test_symbols():
    assert symbol("Quyết định", "UBND") == "QĐ-UBND"
    assert symbol("Tờ trình", "SNV") == "TTr-SNV"
    assert symbol("", "SNV", "TĐKT") == "SNV-TĐKT"
    with pytest.raises(KeyError):
        symbol("Thông cáo", "UBND")


@pytest.mark.parametrize(
    ("signature", "lines"),
    [
        (Signature("Chủ tịch"), ["CHỦ TỊCH"]),
        (Signature("Chủ tịch", on_behalf_of="Ủy ban nhân dân"), ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
        (
            Signature("Phó Chủ tịch", on_behalf_of="Ủy ban nhân dân", means="KT.", of="Chủ tịch"),
            ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        ),
        (Signature("Chánh Văn phòng", means="TL.", of="Chủ tịch"), ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]),
        (Signature("Giám đốc", means="Q."), ["Q. GIÁM ĐỐC"]),
    ],
)
def test_lines_of_the_signer(signature, lines):
    assert signature.lines() == lines


@pytest.mark.parametrize(
    "wrong", [{"means": "KT."}, {"of": "Chủ tịch"}, {"means": "Q.", "of": "Giám đốc"}, {"means": "PP."}]
)
def test_a_signer_in_the_place_of_nobody_is_refused(wrong):
    with pytest.raises(ValueError):
        Signature("Phó Giám đốc", **wrong)


def test_grounds_and_recipients_end_as_they_must():
    assert DECISION.ground_lines == [
        "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;",
        "Theo đề nghị của Giám đốc Sở Nội vụ.",
    ]
    assert DECISION.recipient_lines == ["- Như Điều 2;", "- Lưu: VT, NC."]


def test_addressees():
    one = Description("Sở Nội vụ", "Hà Nam", addressees=("Ủy ban nhân dân tỉnh",))
    assert one.addressee_lines == ["Kính gửi: Ủy ban nhân dân tỉnh"]
    two = Description("Sở Nội vụ", "Hà Nam", addressees=("Sở Y tế", "Sở Xây dựng"))
    assert two.addressee_lines == ["Kính gửi:", "- Sở Y tế;", "- Sở Xây dựng."]


def test_heads_of_annexes():
    of = "(Kèm theo Quyết định số 05/QĐ-UBND ngày 05 tháng 02 năm 2024 của Ủy ban nhân dân tỉnh Hà Nam)"
    assert DECISION.annex_heads() == [("PHỤ LỤC I", "DANH SÁCH CÁ NHÂN", of), ("PHỤ LỤC II", "BIỂU TỔNG HỢP", of)]
    single = dataclasses.replace(DECISION, annexes=DECISION.annexes[:1])
    assert single.annex_heads()[0][0] == "PHỤ LỤC"


def test_roman_numerals_and_the_place():
    assert [roman(n) for n in (1, 4, 9, 14, 39)] == ["I", "IV", "IX", "XIV", "XXXIX"]
    assert place_of("Tỉnh Hà Nam") == "Hà Nam"
    assert place_of("Thành phố Cần Thơ") == "Cần Thơ"


def test_what_xml_cannot_carry_is_left_out_and_nothing_else():
    assert printable("A\x00\x08B\x0b \ufffe\n\tĐ 🙂") == "AB \n\tĐ 🙂"
    assert printable(ODD) == ODD


def test_a_row_has_as_many_cells_as_columns_or_goes_across():
    Table(COLUMNS, (("A. TẬP THỂ",), ("1", "2", "3")))
    with pytest.raises(ValueError):
        Table(COLUMNS, (("1", "2"),))


def test_what_is_kept_prints_the_same_paper_again():
    kept = json.loads(json.dumps(data.to_data(DECISION)))
    assert data.from_data(kept) == DECISION
    assert data.fingerprint(kept) == data.fingerprint(data.to_data(DECISION))
    assert data.fingerprint(kept) != data.fingerprint(data.to_data(dataclasses.replace(DECISION, number=6)))
