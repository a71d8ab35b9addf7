"""What the record of a subject amounts to (contract §2.3): chains, counts, good years, initiatives, discipline."""

import pytest

from awards.eligibility import assess

from .proposals import found, idea, passed, proposal, rated, work

FIVE = {"y2020": "HTT", "y2021": "HTXS", "y2022": "HTT", "y2023": "HTT", "y2024": "HTXS"}


def provincial(*grants: dict, ideas=None, **more) -> dict:
    subject = {"awards": list(grants), "initiatives": [idea(scope="tinh")] if ideas is None else ideas, **more}
    return proposal("CSTDT", subject=subject)


def chain(*grants: dict, **more) -> tuple:
    finding = found(provincial(*grants, **more), "T-CSTDT-22/chain")
    return finding["passed"], finding["found"]


# --- Chains -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ((2022, 2023, 2024), (True, 3)),
        ((2021, 2022, 2023, 2024), (True, 4)),
        ((2021, 2022, 2023), (False, 0)),  # a chain ends in the year proposed
        ((2022, 2024), (False, 1)),
        ((2021, 2023, 2024), (False, 2)),
        ((2022, 2023, 2024, 2025), (True, 3)),  # later years are not counted
        ((2024, 2024, 2024), (False, 1)),  # a year counts once
        ((), (False, 0)),
    ],
)
def test_a_chain_is_counted_back_from_the_year_proposed(years, expected):
    assert chain(*work("CSTDCS", *years)) == expected


@pytest.mark.parametrize("kind", ["DOT_XUAT", "PHONG_TRAO", "CONG_HIEN", "CHUYEN_DE"])
def test_only_awards_for_regular_merit_count(kind):
    grants = [*work("CSTDCS", 2022, 2024), {"award": "CSTDCS", "year": 2023, "type": kind}]
    assert chain(*grants) == (False, 1)


def test_a_revoked_award_does_not_count():
    assert chain(*work("CSTDCS", 2022, 2024), *work("CSTDCS", 2023, revoked_on="2024-02-01")) == (False, 1)


def test_the_gap_is_named_in_the_sentence():
    finding = found(provincial(*work("CSTDCS", 2022, 2024)), "T-CSTDT-22/chain")
    assert "thiếu năm 2023" in finding["message"]
    assert finding["required"] == 3


# --- Earlier awards ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, True),
        ({"decided_on": "2024-11-20"}, True),  # the day of filing itself
        ({"decided_on": "2024-11-21"}, False),
        ({"decided_on": "2023-01-01", "revoked_on": "2023-06-01"}, False),
        ({"year": 2025}, False),
        ({"type": "DOT_XUAT"}, False),
    ],
)
def test_an_earlier_award_is_one_decided_by_the_day_of_filing(more, expected):
    grant = {"award": "BKT", "year": 2022, "type": "CONG_TRANG", **more}
    document = proposal("BKTTG", subject={"awards": [grant]})
    assert passed(document, "F-BKTTG-22-IND/prior_award") is expected


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ((2020, 2022, 2024), (True, 3)),
        ((2019, 2022, 2024), (False, 2)),  # 2019 is outside the last five
        ((2020, 2020, 2022), (False, 2)),
        ((2020, 2021, 2022, 2023, 2024), (True, 5)),
    ],
)
def test_a_count_is_of_distinct_years_among_the_last_five(years, expected):
    finding = found(proposal("BKTTG", subject={"awards": work("CSTDCS", *years)}), "F-BKTTG-22-IND/count")
    assert (finding["passed"], finding["found"]) == expected


# --- Ratings ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, (True, 5, [])),
        ({"y2019": "HTT"}, (True, 6, [])),
        ({"y2019": "KHT"}, (True, 5, [])),
        ({"y2022": "HT"}, (False, 2, [])),
        ({"y2022": None}, (None, 2, ["subject.ratings.2022"])),
        ({"y2020": None, "y2022": None}, (None, 2, ["subject.ratings.2020", "subject.ratings.2022"])),
        ({"y2022": "KHT", "y2021": None}, (False, 2, [])),  # a bad year decides whatever is unknown
        ({"y2024": None}, (None, 0, ["subject.ratings.2024"])),
    ],
)
def test_good_years_in_a_row(changed, expected):
    years = {year: rating for year, rating in {**FIVE, **changed}.items() if rating}
    finding = found(proposal("BKTTG", subject={"ratings": rated(**years)}), "F-BKTTG-22-IND/rating")
    assert (finding["passed"], finding["found"], finding["missing"]) == expected
    assert finding["required"] == 5


@pytest.mark.parametrize(
    ("award", "changed", "expected"),
    [
        ("HCLD3", {}, (True, 1, 2)),
        ("HCLD3", {"y2021": "HTT", "y2024": "HTT"}, (False, 1, 0)),
        ("HCLD3", {"y2021": None, "y2024": "HTT"}, (None, 1, 0)),  # 2021 could be the one
        ("HCLD2", {}, (True, 2, 2)),
        ("HCLD2", {"y2021": "HTT"}, (False, 2, 1)),
        ("HCLD2", {"y2021": "HTT", "y2022": None}, (None, 2, 1)),
        ("HCLD2", {"y2022": None}, (True, 2, 2)),
    ],
)
def test_excellent_years_among_the_last_five(award, changed, expected):
    years = {year: rating for year, rating in {**FIVE, **changed}.items() if rating}
    finding = found(proposal(award, subject={"ratings": rated(**years)}), f"F-{award}-22-IND/htxs_years")
    assert (finding["passed"], finding["required"], finding["found"]) == expected


# --- Discipline -------------------------------------------------------------------------------------------------------
def disciplined(ends_on: str | None) -> list[dict]:
    return [{"kind": "canh_cao", "decided_on": "2022-03-01", "ends_on": ends_on}]


@pytest.mark.parametrize(
    ("ends_on", "expected"),
    [("2021-12-31", (True, 3)), ("2022-01-01", (False, 2)), ("2023-03-01", (False, 1)), ("2024-11-20", (False, 0))],
)
def test_after_a_discipline_years_count_from_the_next_one(ends_on, expected):
    assert chain(*work("CSTDCS", 2022, 2023, 2024), discipline=disciplined(ends_on)) == expected


@pytest.mark.parametrize("ends_on", [None, "2024-11-21"])
def test_a_discipline_that_runs_is_told_of_and_belongs_to_the_restrictions(ends_on):
    document = provincial(*work("CSTDCS", 2022, 2023, 2024), discipline=disciplined(ends_on))
    answer = assess(document)
    assert answer["verdict"] == "eligible"
    assert [warning["code"] for warning in answer["warnings"]] == ["DISCIPLINE_RUNS"]
    assert answer["warnings"][0]["path"] == "subject.discipline[0]"


def test_years_up_to_a_discipline_are_bad_years_and_do_not_count():
    subject = {
        "ratings": rated(**FIVE),
        "awards": [*work("CSTDCS", 2020, 2022, 2024), *work("BKT", 2019)],
        "discipline": disciplined("2020-06-01"),
    }
    document = proposal("BKTTG", subject=subject)
    assert found(document, "F-BKTTG-22-IND/rating")["passed"] is False
    assert found(document, "F-BKTTG-22-IND/rating")["found"] == 4
    assert found(document, "F-BKTTG-22-IND/count")["found"] == 2
    assert passed(document, "F-BKTTG-22-IND/prior_award") is True  # what was granted before stays


# --- Initiatives ------------------------------------------------------------------------------------------------------
def initiative(*ideas: dict) -> tuple:
    finding = found(provincial(ideas=list(ideas)), "T-CSTDT-22/initiative")
    return finding["passed"], finding["found"], finding["missing"]


@pytest.mark.parametrize(
    ("ideas", "expected"),
    [
        ([idea(scope="tinh")], (True, 1, [])),
        ([idea(scope="toan_quoc")], (True, 1, [])),
        ([idea(scope="co_so")], (False, 0, [])),
        ([idea(scope="tinh", year=2001)], (True, 1, [])),  # any year
        ([idea(scope="tinh", certified=False)], (False, 0, [])),
        ([idea(scope="tinh", uses="title")], (True, 1, [])),  # one title may follow another
        ([idea(scope="tinh", uses="title commendation")], (False, 0, [])),
        ([idea("a", "tinh"), idea("a", "tinh", uses="commendation")], (False, 0, [])),  # one idea written twice
        ([idea("a", "tinh"), idea("a", "tinh")], (True, 1, [])),
        ([idea("a", "tinh"), idea("b", "toan_quoc")], (True, 2, [])),
        ([idea(scope="tinh", certified=None)], (None, 0, ["subject.initiatives[0].certified"])),
        ([idea(scope=None)], (None, 0, ["subject.initiatives[0].scope"])),
        ([idea(scope="tinh", certified=None, uses="commendation")], (False, 0, [])),
        ([idea("a", "tinh"), idea("b", None)], (True, 1, [])),
        ([idea(scope="tinh", used_for=[{"award": "BKT", "year": 2023}])], (False, 0, [])),  # the award tells the kind
        ([idea(scope="tinh", used_for=[{"award": "CSTDCS", "year": 2023}])], (True, 1, [])),
        ([idea(scope="tinh", used_for=[{"year": 2023}])], (None, 0, ["subject.initiatives[0].used_for"])),
    ],
)
def test_initiatives_for_a_title(ideas, expected):
    assert initiative(*ideas) == expected


@pytest.mark.parametrize(
    ("ideas", "expected"),
    [
        ([idea("a"), idea("b", year=2023)], True),
        ([idea("a"), idea("b", year=2022)], False),  # not of those two years
        ([idea("a"), idea("b", year=2025)], False),
        ([idea("a"), idea("b", uses="title")], False),  # for a commendation any use bars it
        ([idea("a"), idea("b", uses="commendation")], False),
        ([idea("a", "toan_quoc"), idea("b", "tinh")], True),
        ([idea("a"), idea("b", year=None)], None),
        ([idea(None), idea(None)], True),  # without a mark of their own they are two
    ],
)
@pytest.mark.parametrize(("version", "shift"), [("L2022A", 0), ("L2003", -1)])
def test_initiatives_for_a_commendation_are_unused_and_of_those_years(ideas, expected, version, shift):
    moved = [{**item, "year": item["year"] and item["year"] + shift} for item in ideas]
    ratings = [{"year": year + shift, "rating": "HTXS"} for year in (2023, 2024)]
    document = proposal("BKT", version=version, subject={"ratings": ratings, "initiatives": moved})
    assert passed(document, f"F-BKT-{'03' if shift else '22'}-IND/merit") is expected
