"""B97: every article we print traces to a row and a text; a text that has ended is flagged by date."""

import re
from datetime import date

import pytest

from awards.law import award_codes, basis, find_award, law, vote_law
from tests.awards.eligibility.proposals import FILED, proposal

TYPES = ("CONG_TRANG", "PHONG_TRAO", "DOT_XUAT", "CONG_HIEN")
LATER = {"L2003": "2023-12-20", "L2022A": "2025-09-01", "L2022B": "2026-09-01", "L2026": "2027-04-01"}


def answers():
    from awards.eligibility import assess

    for award in award_codes():
        for version, assessed in LATER.items():
            for type_ in TYPES:
                for kind in law().awards[award].kinds:
                    subject = {"dissolved_on": "2020-01-01"}
                    more = {"accepted_on": FILED[version], "decider": "CT_UBND_TINH", "achievement_id": "x"}
                    yield (
                        assess(proposal(award, kind, version, type=type_, assess_on=assessed, subject=subject, **more)),
                        assessed,
                    )


def printed(answer: dict) -> list[str]:
    places = [answer["dossier"], answer["vote"], answer["publicity"], answer["money"]]
    words = [finding["message"] for finding in answer["findings"]]
    names = [document["name"] for document in answer["dossier"]["documents"]]
    return [*(place["basis"] for place in (*answer["findings"], *places) if place["basis"]), *words, *names]


def test_every_citation_traces_to_a_text_and_says_if_it_has_ended():
    names = {text.name: text for text in law().texts.values()}
    longest = sorted(names, key=len, reverse=True)
    one_of_them = re.compile("|".join(map(re.escape, longest)))
    seen = set()
    for answer, assessed in answers():
        listed = {item["name"] for item in answer["citations"]}
        for line in printed(answer):
            cited = one_of_them.findall(line)
            # Nothing that looks like a number of a text is left when the known names are taken out.
            assert not re.search(r"\d+/\d{4}/|\d+/QĐ", one_of_them.sub("", line)), line
            assert set(cited) <= listed, (line, listed)
            seen.update(cited)
            for part in line.split("; "):
                ended = [names[name].ended for name in one_of_them.findall(part)]
                if any(day and day <= date.fromisoformat(assessed) for day in ended):
                    assert "hết hiệu lực từ" in part, part
    assert len(seen) > 10


def test_the_list_of_texts_says_what_holds_on_the_day():
    from awards.eligibility import assess

    document = proposal("CSTDT", version="L2022A", accepted_on="2025-01-10")
    held = {item["code"]: item["in_force"] for item in assess(document | {"assess_on": "2025-06-30"})["citations"]}
    assert held["ND-98-2023"] is True
    later = {item["code"]: item for item in assess(document | {"assess_on": "2025-07-01"})["citations"]}
    assert later["ND-98-2023"]["in_force"] is False
    assert (later["ND-98-2023"]["effective"], later["ND-98-2023"]["ended"]) == ("2024-01-01", "2025-07-01")
    assert later["LAW-06-2022"]["in_force"] is True
    assert later["LAW-06-2022"]["source"] == "S02, S03"


@pytest.mark.parametrize(
    ("code", "version", "on", "expected"),
    [
        ("C-05", "L2022A", "2025-06-30", "khoản 4 Điều 4 Nghị định số 98/2023/NĐ-CP"),
        ("C-05", "L2022A", "2025-07-01", "khoản 4 Điều 4 Nghị định số 98/2023/NĐ-CP (hết hiệu lực từ 01/07/2025)"),
        ("C-05", "L2022B", "2025-07-01", "khoản 4 Điều 4 Nghị định số 152/2025/NĐ-CP"),
        ("C-05", "L2022B", "2027-03-01", "khoản 4 Điều 4 Nghị định số 152/2025/NĐ-CP (hết hiệu lực từ 01/03/2027)"),
        ("C-13", "L2022A", "2025-01-01", "Công văn số 5007/BNV-TĐKT năm 2023 của Bộ Nội vụ"),
        ("C-18", "L2022A", "2025-01-01", "chưa có căn cứ bằng văn bản (chưa kiểm chứng)"),
    ],
)
def test_how_a_basis_is_written(code, version, on, expected):
    assert basis(law(), law().principles[code], version, date.fromisoformat(on)) == expected


def test_what_is_not_verified_says_so():
    rule = next(rule for rule in law().rules if rule.code == "T-CSTDT-03")
    assert basis(law(), rule, "L2003").endswith("(chưa đối chiếu văn bản)")
    doubtful = next(rule for rule in law().rules if rule.code == "R005")
    assert basis(law(), doubtful, "L2026").endswith("(chưa kiểm chứng)")


def test_no_clause_no_basis():
    assert vote_law("BKT", "L2003").basis is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Chiến sĩ thi đua cơ sở", "CSTDCS"),
        ("“Chiến sỹ thi đua cơ sở”", "CSTDCS"),
        ("CHIẾN SĨ THI ĐUA CƠ SỞ", "CSTDCS"),
        ("CSTĐCS", "CSTDCS"),
        ("Cờ thi đua của UBND tỉnh", "CTDT"),
        ("Cờ thi đua xuất sắc", "CTDT"),
        ("Cờ Đơn vị dẫn đầu phong trào thi đua", "CTDT"),
        ("Cờ thi đua của Chính phủ", "CTDCP"),
        ("Bằng khen của Thủ tướng Chính phủ", "BKTTG"),
        ("Bằng khen UBND tỉnh", "BKT"),
        ("Thôn, tổ dân phố văn hoá", "THONVH"),
        ("Huân chương Lao động hạng Nhì", "HCLD2"),
    ],
)
def test_an_award_is_found_by_the_names_that_circulate(name, code):
    assert find_award(name).code == code


def test_an_unknown_name_finds_nothing():
    assert find_award("Bằng tốt nghiệp") is None


def test_no_name_stands_for_two_awards():
    from emulation.base.vietnamese import fold

    found = {}
    for award in law().awards.values():
        for name in (award.name, *award.aliases):
            assert found.setdefault(fold(name), award.code) == award.code, name
