"""A rule of the province lies on top of the national ones: it may ask for more, never for less."""

import pytest

from awards.eligibility import assess_case, prospects, read_case
from awards.law import LawDataError, province_rule
from tests.awards.eligibility.proposals import proposal, rated

RULE = {
    "code": "TINH-LDTT-1",
    "prefix": "TINH-LDTT",
    "awards": ["LDTT"],
    "versions": ["L2022A", "L2022B"],
    "valid_from": "2024-07-15",
    "valid_to": "2025-11-09",
    "when": [{"kinds": ["individual"], "types": ["CONG_TRANG"]}],
    "cites": [{"text": "QD-30-2024-HNA", "article": None}],
    "tag": "V",
    "source": "Quyết định số 30/2024/QĐ-UBND",
    "checks": [{"check": "rating", "op": "rated", "at_least": "HTT", "years": 2}],
}


def good(**more) -> dict:
    return proposal("LDTT", subject={"ratings": rated(y2024="HTT"), "employment": {"months_worked": 12}}, **more)


def answer(document: dict, **changed) -> dict:
    return assess_case(read_case(document), [province_rule(RULE | changed)])


def test_a_province_asks_for_more():
    alone = assess_case(read_case(good()))
    found = answer(good())
    assert alone["verdict"] == "eligible"
    assert (found["verdict"], found["open_rules"]) == ("manual_review", ["TINH-LDTT/rating"])
    assert [item for item in found["findings"] if not item["rule"].startswith("TINH-")] == alone["findings"]
    named = next(item for item in found["findings"] if item["rule"] == "TINH-LDTT/rating")
    assert named["missing"] == ["subject.ratings.2023"]
    assert named["basis"].startswith("Quyết định số 30/2024/QĐ-UBND của Ủy ban nhân dân tỉnh Hà Nam")
    assert "QD-30-2024-HNA" in [item["code"] for item in found["citations"]]


@pytest.mark.parametrize(
    ("filed_on", "expected"),
    [("2024-07-14", False), ("2024-07-15", True), ("2025-11-09", True), ("2025-11-10", False)],
)
def test_a_province_s_rule_has_days_of_its_own(filed_on, expected):
    document = good(filed_on=filed_on)
    assert ("TINH-LDTT/rating" in [item["rule"] for item in answer(document)["findings"]]) is expected


@pytest.mark.parametrize("changed", [{"awards": ["CSTDCS"]}, {"versions": ["L2026"]}, {"when": [{"limbs": ["many"]}]}])
def test_a_rule_for_others_is_not_asked(changed):
    assert answer(good(), **changed)["verdict"] == "eligible"


def test_what_could_be_proposed_counts_the_province_s_rules():
    case = read_case(good())
    verdicts = {item.award: item.verdict for item in prospects(case, iter([province_rule(RULE)]))}
    assert verdicts["LDTT"] == "manual_review"


@pytest.mark.parametrize(
    "changed",
    [
        {"prefix": "T-LDTT-22"},
        {"checks": [{"rule": "T-LDTT-22/rating", "op": "review", "why": "x"}]},
        {"checks": []},
        {"awards": ["XYZ"]},
        {"versions": ["L1999"]},
        {"cites": [{"text": "QD-0"}]},
        {"tag": "sure"},
        {"source": ""},
        {"checks": [{"check": "x", "op": "had", "award": "XYZ"}]},
        {"colour": "red"},
    ],
)
def test_a_province_s_rule_that_is_not_understood_is_refused(changed):
    with pytest.raises(LawDataError):
        province_rule(RULE | changed)
