"""What a subject could be proposed for, and what is missing until then."""

import pytest

from awards.eligibility import prospects, read_case

from .proposals import idea, proposal, rated, work


def of(document: dict) -> dict:
    return {item.award: item for item in prospects(read_case(document))}


def officer(**more) -> dict:
    subject = {
        "ratings": rated(y2022="HTT", y2023="HTT", y2024="HTXS"),
        "employment": {"months_worked": 12},
        "awards": [*work("LDTT", 2022, 2023, 2024), *work("CSTDCS", 2022, 2023)],
        **more,
    }
    return proposal("LDTT", subject=subject)


def test_what_an_officer_could_be_proposed_for():
    found = of(officer())
    assert found["LDTT"].verdict == found["CSTDCS"].verdict == "eligible"
    assert found["LDTT"].unmet == ()
    assert found["CSTDT"].verdict == "not_eligible"
    assert [item.rule for item in found["CSTDT"].unmet] == ["T-CSTDT-22/chain", "T-CSTDT-22/initiative"]
    assert [item.rule for item in found["BKTTG"].unmet] == [
        "F-BKTTG-22-IND/prior_award",
        "F-BKTTG-22-IND/rating",
        "F-BKTTG-22-IND/count",
    ]
    assert "TTLDTT" not in found


def test_one_more_year_opens_the_next_title():
    document = officer(initiatives=[idea(scope="tinh")])
    document["subject"]["awards"] += work("CSTDCS", 2024)
    assert of(document)["CSTDT"].verdict == "eligible"


def test_the_nearest_come_first():
    order = [item.verdict for item in prospects(read_case(officer()))]
    assert order == sorted(order, key=("eligible", "manual_review", "on_hold", "not_eligible").index)
    assert order[0] == "eligible"


@pytest.mark.parametrize(("version", "expected"), [("L2003", []), ("L2022B", ["XATB"])])
def test_only_awards_the_law_knows(version, expected):
    assert list(of(proposal("XATB", "commune", version))) == expected
