"""The rows of the law against the reference they were taken from: each is there, with its tag and its source."""

import dataclasses
import json
import shutil

import pytest

from awards.law import LawDataError, law, load_law
from awards.law.loading import FOLDER
from awards.law.rows import TAGS, Law

# Code → (tag, subjects, awards, versions): the consolidated table, law.md §14, copied by hand.
NEW = ("L2022A", "L2022B")
ROWS = {
    "R001": ("V", "in", "LDTT", NEW),
    "R002": ("K+", "in", "LDTT", ("L2003",)),
    "R003": ("V", "in", "CSTDCS", NEW),
    "R004": ("V", "in", "CSTDCS", ("L2003",)),
    "R005": ("K?", "in", "CSTDCS", ("L2026",)),
    "R006": ("V", "in", "CSTDT", NEW),
    "R007": ("K+", "in", "CSTDT", ("L2003",)),
    "R008": ("V", "in", "CSTDTQ", NEW),
    "R009": ("V", "co", "TTLDTT", NEW),
    "R010": ("V", "co", "TTLDTT", ("L2003",)),
    "R011": ("V", "co", "TTLDXS", NEW),
    "R012": ("K+", "co", "TTLDXS", ("L2003",)),
    "R013": ("V", "co", "CTDT", NEW),
    "R014": ("V~", "co", "CTDT", NEW),
    "R015": ("V", "co", "CTDT", ("L2003",)),
    "R016": ("V", "co", "CTDCP", NEW),
    "R017": ("V", "co", "CTDCP", ("L2003",)),
    "R018": ("V", "co", "CTDCP", NEW),
    "R019": ("V", "village", "THONVH", NEW),
    "R020": ("V", "hh", "GDVH", NEW),
    "R021": ("K?", "commune", "XATB", NEW),
    "R030": ("V~", "in/co", "GK", NEW),
    "R031": ("V~", "hh", "GK", NEW),
    "R032": ("V", "in", "BKT", NEW),
    "R033": ("V", "in", "BKT", NEW),
    "R034": ("V", "co", "BKT", NEW),
    "R035": ("V", "co", "BKT", NEW),
    "R036": ("V", "hh", "BKT", NEW),
    "R037": ("K+", "in/co", "BKT", ("L2003",)),
    "R040": ("V", "in", "BKTTG", NEW),
    "R041": ("V", "in/co", "BKTTG", NEW),
    "R042": ("K?", "co", "BKTTG", NEW),
    "R043": ("V", "in", "BKTTG", ("L2003",)),
    "R044": ("V~", "co", "BKTTG", ("L2003",)),
    "R050": ("V", "in", "HCLD3", NEW),
    "R051": ("V", "in", "HCLD2", NEW),
    "R052": ("V", "in", "HCLD3", ("L2003",)),
    "R053": ("V", "co", "HCLD1", ("L2003",)),
    "R054": ("K?", "in/co", "HCLD1 HCLD2 HCLD3", NEW),
}
KINDS = {"in": "individual", "co": "collective", "hh": "household"}
COEFFICIENTS = {
    "R001": "0.3",
    "R002": "0.3",
    "R003": "1",
    "R004": "1",
    "R005": "1",
    "R006": "3",
    "R007": "3",
    "R008": "4.5",
    "R009": "0.8",
    "R010": "0.8",
    "R011": "1.5",
    "R012": "1.5",
    "R013": "8",
    "R014": "8",
    "R015": "8",
    "R016": "12",
    "R017": "12",
    "R018": "12",
    "R019": "1.5",
    "R021": "2",
    "R030": "0.3/0.6",
    "R031": "0.45",
    "R032": "1.5",
    "R033": "1.5",
    "R034": "3",
    "R035": "3",
    "R036": "2.25",
    "R037": "1/2",
    "R040": "3.5",
    "R041": "3.5/7",
    "R042": "7",
    "R043": "3.5",
    "R044": "7",
    "R050": "4.5",
    "R051": "7.5",
    "R052": "4.5",
    "R053": "18",
}
NAMES = {
    "LDTT": "Lao động tiên tiến",
    "CSTT": "Chiến sĩ tiên tiến",
    "CSTDCS": "Chiến sĩ thi đua cơ sở",
    "CSTDT": "Chiến sĩ thi đua cấp tỉnh",
    "CSTDTQ": "Chiến sĩ thi đua toàn quốc",
    "TTLDTT": "Tập thể lao động tiên tiến",
    "TTLDXS": "Tập thể lao động xuất sắc",
    "CTDT": "Cờ thi đua của Ủy ban nhân dân tỉnh",
    "CTDCP": "Cờ thi đua của Chính phủ",
    "THONVH": "Thôn, tổ dân phố văn hóa",
    "GDVH": "Gia đình văn hóa",
    "GK": "Giấy khen",
    "BKT": "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh",
    "BKTTG": "Bằng khen của Thủ tướng Chính phủ",
    "HCLD3": "Huân chương Lao động hạng Ba",
    "HCLD2": "Huân chương Lao động hạng Nhì",
    "HCLD1": "Huân chương Lao động hạng Nhất",
    "HCDL3": "Huân chương Độc lập hạng Ba",
    "HCDL2": "Huân chương Độc lập hạng Nhì",
    "HCDL1": "Huân chương Độc lập hạng Nhất",
    "AHLD": "Anh hùng Lao động",
    "KNC": "Kỷ niệm chương",
}
AWARDS = (
    "LDTT CSTT CSTDCS CSTDT CSTDTQ TTLDTT TTLDXS CTDT CTDCP XATB THONVH GDVH GK BKT BKTTG"
    " HCLD3 HCLD2 HCLD1 HCDL3 HCDL2 HCDL1 AHLD KNC"
)
# §2.1, §2.2 and §3: standards.
STANDARDS = """
T-LDTT-22a T-LDTT-22b T-LDTT-22c T-LDTT-22d T-CSTDCS-22 T-CSTDT-22 T-CSTDTQ-22 T-TTLDTT-22 T-TTLDXS-22 T-CTDT-22a
T-CTDT-22b T-CTDCP-22a T-CTDCP-22b T-CTDCP-22c T-CTDCP-22d T-XATB-22 T-THONVH-22 T-GDVH-22
T-LDTT-03 T-CSTDCS-03 T-CSTDT-03 T-CSTDTQ-03 T-TTLDTT-03 T-TTLDXS-03 T-CTDT-03 T-CTDCP-03
F-GK-22-IND F-GK-22-COL F-GK-22-HH F-GK-03
F-BKT-22-IND-a F-BKT-22-IND-b F-BKT-22-IND-c F-BKT-22-IND-d F-BKT-22-IND-đ F-BKT-22-ENT
F-BKT-22-COL-a F-BKT-22-COL-b F-BKT-22-COL-c F-BKT-22-COL-d F-BKT-22-HH F-BKT-03-IND F-BKT-03-COL
F-BKTTG-22-IND-a F-BKTTG-22-IND-b F-BKTTG-22-IND-c F-BKTTG-22-IND-d F-BKTTG-22-COL F-BKTTG-03-IND F-BKTTG-03-COL
F-HCLD3-22-IND-e F-HCLD3-22-WRK F-HCLD2-22-IND F-HCLD1-22-IND F-HCLD-22-COL F-HCLD-22-CONG F-HCLD3-03-IND
F-HCLD1-03-IND F-HCLD1-03-COL F-HCDL3-03-COL
"""
PRINCIPLES = " ".join(f"C-{number:02}" for number in range(1, 23))
DOSSIERS = """
D-TITLE-LAW D-TITLE-98 D-TITLE-98v D-CSTDCS-CERT D-CSTDT-CERT D-CSTDTQ D-CTDCP D-BKTTG D-HC D-AH D-BKT-PT
D-BKT-PT-real D-CTDT-old D-SIMPLE D-GK D-XA-CSTDCS
"""
DEADLINES = " ".join(f"TL-{number:02}" for number in range(1, 18))
OPINIONS = "H-01 H-02 H-03 H-04 H-05 H-06"
POSTING = "P-01 P-02 P-03 P-04"
TYPES = "CONG_TRANG DOT_XUAT PHONG_TRAO CONG_HIEN NIEN_HAN DOI_NGOAI CHUYEN_DE"
MOVEMENTS = "UNIT PROVINCE PROVINCE-3 PROVINCE-5 PM-5 BKTTG-03"  # §4.1, in its order
FORMS = {"FORM-152": 12, "FORM-98": 8, "FORM-91": 9}  # §5.2
# §1.1, §1.4 and the texts named in the tables.
TEXTS = """
LAW-15-2003 LAW-47-2005 LAW-32-2009 LAW-39-2013 ND-42-2010 ND-39-2012 ND-65-2014 ND-91-2017 TT-08-2017 TT-12-2019
TT-05-2020 LAW-06-2022 ND-98-2023 TT-01-2024 ND-86-2023 ND-129-2025 ND-152-2025 TT-15-2025 TT-20-2025 QD-311-2025
QD-638-2025 LAW-06-2026 ND-335-2025 ND-233-2026 TT-28-2025-BTC TT-07-2026-BGDDT TT-62-2025-BNNMT TT-15-2025-BXD
QD-709-HNA QD-1041-HNA QD-30-2024-HNA QD-09-2018-NBI QD-150-2025-NBI QD-86-2025-BNI
"""
ENDED = {
    "LAW-15-2003": "2024-01-01",
    "ND-91-2017": "2024-01-01",
    "TT-12-2019": "2024-01-01",
    "ND-98-2023": "2025-07-01",
    "TT-01-2024": "2025-08-05",
    "ND-129-2025": "2027-03-01",
    "ND-152-2025": "2027-03-01",
    "TT-15-2025": "2027-03-01",
    "LAW-06-2022": None,
    "LAW-06-2026": None,
    "QD-1041-HNA": "2024-07-15",
}


def every_row():
    """All rows of all files, the checks of the rules as well."""
    found = law()
    for item in dataclasses.fields(Law):
        if item.name == "sources":
            continue
        group = getattr(found, item.name)
        yield from group.values() if isinstance(group, dict) else group
    for rule in found.rules:
        yield from rule.checks


# --- Every row of the reference is data -------------------------------------------------------------------------------
def test_the_consolidated_table_is_complete():
    assert sorted(law().rows) == sorted(ROWS)


@pytest.mark.parametrize("code", ROWS)
def test_a_row_of_the_consolidated_table(code):
    tag, subjects, awards, versions = ROWS[code]
    row = law().rows[code]
    assert row.tag == tag
    assert sorted(row.kinds) == sorted(KINDS.get(kind, kind) for kind in subjects.split("/"))
    assert sorted(row.awards) == sorted(awards.split())
    assert row.versions == versions
    assert "/".join(row.coefficients.values()) == COEFFICIENTS.get(code, "")
    assert row.requires
    assert row.deciders


@pytest.mark.parametrize("code", ROWS)
def test_a_row_of_the_consolidated_table_is_carried_by_a_rule(code):
    row = law().rows[code]
    carrying = [rule for rule in law().rules if code in rule.rows]
    assert carrying
    for rule in carrying:
        assert set(rule.awards) & set(row.awards)
        assert set(row.versions) <= set(rule.versions) | set(row.versions)
        assert set(rule.versions) & set(row.versions)


@pytest.mark.parametrize("code", STANDARDS.split())
def test_a_standard_is_data(code):
    carried = {name for rule in law().rules for name in (rule.code, *rule.rows)}
    assert code in carried | law().guidance.keys()


@pytest.mark.parametrize("code", NAMES)
def test_the_exact_name_of_an_award(code):
    assert law().awards[code].name == NAMES[code]


def test_the_coded_rows_are_data():
    found = law()
    assert sorted(found.awards) == sorted(AWARDS.split())
    assert set(PRINCIPLES.split()) <= found.principles.keys()
    assert set(DOSSIERS.split()) == {row.code for row in found.dossiers if row.code}
    assert set(DEADLINES.split()) == {row.code.rstrip("abc") for row in found.deadlines}
    assert set(OPINIONS.split()) <= found.guidance.keys()
    assert set(POSTING.split()) == {row.code for row in found.publicity}
    assert set(TYPES.split()) <= found.guidance.keys()
    assert {f"MOVEMENT-{code}" for code in MOVEMENTS.split()} <= found.guidance.keys()
    assert set(TEXTS.split()) <= found.texts.keys()
    for prefix, number in FORMS.items():
        assert sum(code.startswith(f"{prefix}-") for code in found.guidance) == number


@pytest.mark.parametrize("code", ENDED)
def test_the_end_of_a_text(code):
    ended = law().texts[code].ended
    assert (ended and ended.isoformat()) == ENDED[code]


def test_the_coefficients_of_the_table_are_the_ones_that_pay():
    from awards.money import coefficient_of

    for row in law().rows.values():
        for kind, amount in row.coefficients.items():
            for version in row.versions:
                for award in row.awards:
                    assert str(coefficient_of(award, kind, version)[0]) in (amount, _fraction(amount)), row.code


def _fraction(text: str) -> str:
    from fractions import Fraction

    return str(Fraction(text))


def test_the_deciders_of_the_table_are_the_ones_that_decide():
    spans = {"L2003": ["2023-12-31"], "L2022A": ["2024-01-01", "2025-06-30"], "L2022B": ["2025-07-01"]}
    spans["L2026"] = ["2026-10-01"]
    for row in law().rows.values():
        days = [day for version in row.versions for day in spans[version]]
        for award in row.awards:
            by_day = [{item.decider for item in law().deciders_of(award, _day(day))} for day in days]
            assert set.union(*by_day) == set(row.deciders), row.code


def _day(text: str):
    from datetime import date

    return date.fromisoformat(text)


# --- Each row says where it comes from and how sure it is -------------------------------------------------------------
def test_every_row_has_a_tag_and_a_source():
    rows = list(every_row())
    assert len(rows) > 500
    for row in rows:
        assert row.tag in TAGS, row
        assert row.source.strip(), row


def test_every_source_is_told_and_used():
    used = {code for row in every_row() for code in row.source.split(", ")}
    assert used == law().sources.keys()
    assert all(source.name for source in law().sources.values())


def test_what_was_not_seen_is_not_verified():
    for row in every_row():
        assert not (row.verified and "KNOWN" in row.source.split(", ")), row


def test_every_award_under_every_version_has_a_rule_for_each_of_its_kinds():
    types = TYPES.split()[:3]
    for award in law().awards.values():
        for version in law().versions:
            for kind in award.kinds:
                for type_ in types:
                    for limb in ("regular", "many", "contribution", "worker_farmer"):
                        for category in ("cbccvc", "worker_farmer"):
                            facts = {"kinds": kind, "types": type_, "limbs": limb, "categories": category}
                            fitting = [rule for rule in law().rules_of(award.code, version) if rule.fits(facts)]
                            assert fitting, (award.code, version, facts)


# --- A row that cannot be understood is refused -----------------------------------------------------------------------
@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(FOLDER, tmp_path / "law_data")


def changed(path, change) -> None:
    rows = json.loads(path.read_text(encoding="utf-8"))
    change(rows)
    path.write_text(json.dumps(rows), encoding="utf-8")


def test_the_shipped_rows_load(folder):
    assert load_law(folder) == law()


def _check(**values):
    return lambda rows: rows[0]["checks"][0].update(values)


@pytest.mark.parametrize(
    ("file", "change", "message"),
    [
        ("awards.json", lambda rows: rows[0].pop("tag"), "tag"),
        ("awards.json", lambda rows: rows[0].update(tag="sure"), "tag"),
        ("awards.json", lambda rows: rows[0].update(source=""), "source"),
        ("awards.json", lambda rows: rows[0].update(source="S99"), "S99"),
        ("sources.json", lambda rows: rows.pop(), "unknown"),
        ("awards.json", lambda rows: rows[0].update(colour="red"), "colour"),
        ("awards.json", lambda rows: rows.append(dict(rows[0])), "twice"),
        ("awards.json", lambda rows: rows[0].update(cites=[{"text": "ND-0-0000"}]), "ND-0-0000"),
        ("votes.json", lambda rows: rows[0].update(versions=["L1999"]), "L1999"),
        ("rules/titles_individual.json", _check(op="guess"), "guess"),
        ("rules/titles_individual.json", _check(at_least="A"), "at_least"),
        ("rules/titles_individual.json", _check(colour="red"), "colour"),
        ("rules/titles_individual.json", lambda rows: rows[0].update(awards=["XYZ"]), "XYZ"),
        ("rules/titles_individual.json", lambda rows: rows[0].update(rows=["R099"]), "R099"),
        ("rules/titles_collective.json", lambda rows: rows[0]["checks"][1].pop("at_least"), "one of"),
    ],
)
def test_a_row_that_cannot_be_understood_is_refused(folder, file, change, message):
    changed(folder / file, change)
    with pytest.raises(LawDataError, match=message):
        load_law(folder)
