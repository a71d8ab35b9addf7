"""Each kind of criterion by the text of the contract, beyond the vectors; figures worked out by hand."""

import pytest

from campaigns.scoring import score_table

from .scoring_documents import criterion, document, final, leaf, reported, score_one


@pytest.mark.parametrize(
    ("excess", "actual", "bonus", "capped"),
    [
        ({"rate": "1", "cap_percent": "10"}, "110", "1", False),  # exactly the cap is not over it
        ({"rate": "1", "cap_percent": "10"}, "110.1", "1", True),
        ({"rate": "2", "cap_percent": "10"}, "104", "0.8", False),
        ({"rate": "1", "cap_percent": "10", "whole_percent": True}, "103.9", "0.3", False),
        ({"rate": "1"}, "150", "5", False),
        (None, "150", "0", False),
    ],
)
def test_excess_goes_to_bonus(excess, actual, bonus, capped):
    answer = score_one([leaf("a", "proportional", plan="100", excess=excess)], {"a": {"actual": actual}})
    assert criterion(answer, "a")["standard"] == "10"
    assert criterion(answer, "a")["bonus"] == bonus
    assert ("CAP_APPLIED" in answer["violation_codes"]) is capped


def test_plan_of_the_entry_wins_over_plan_of_the_table():
    answer = score_one([leaf("a", "proportional", plan="100")], {"a": {"actual": "10", "plan": "20"}})
    assert final(answer)["total"] == "5"


def test_zero_plan_can_be_given_the_maximum():
    answer = score_one([leaf("a", "proportional", on_zero="max")], {"a": {"actual": "0", "plan": "0"}})
    assert (final(answer)["total"], answer["violations"]) == ("10", [])


@pytest.mark.parametrize("entry", [{"actual": "-1", "plan": "5"}, {"points": "-1"}])
def test_negative_input_gives_no_points_and_is_not_reported_twice(entry):
    answer = score_one([leaf("a", "proportional")], {"a": entry})
    assert reported(answer) == [("NEGATIVE_INPUT", "a", None, "-1", None)]
    assert criterion(answer, "a")["points"] is None


def test_relative_best_equal_to_plan_gets_half_and_two_bests_get_all():
    nodes = [leaf("q", "relative", plan="50")]
    equal = score_table(document(nodes, {"a": {"q": {"actual": "50"}}, "b": {"q": {"actual": "25"}}}))
    assert [final(equal, unit)["total"] for unit in "ab"] == ["5", "2.5"]
    both = score_table(document(nodes, {"a": {"q": {"actual": "80"}}, "b": {"q": {"actual": "80"}}}))
    assert [final(both, unit)["total"] for unit in "ab"] == ["10", "10"]


def test_relative_group_without_target_and_nothing_done():
    answer = score_table(document([leaf("q", "relative")], {"a": {"q": {"actual": "0"}}}))
    assert reported(answer) == [("GROUP_MAX_ZERO", "q", None, "0", None)]
    assert final(answer, "a")["complete"] is False


BANDS = [
    {"code": "hi", "min": "90", "max": "100", "max_inclusive": True, "points": "5"},
    {"code": "lo", "min": "50", "min_inclusive": False, "max": "90", "points": "3"},
]


@pytest.mark.parametrize(
    ("value", "points"), [("100", "5"), ("90", "5"), ("89.9", "3"), ("50.0001", "3"), ("50", None)]
)
def test_bands_with_stated_inclusion(value, points):
    answer = score_one([leaf("b", "bands", "5", bands=BANDS)], {"b": {"value": value}})
    assert criterion(answer, "b")["points"] == points


def test_overlapping_bands_give_no_points():
    bands = [*BANDS, {"code": "all", "points": "1"}]
    answer = score_one([leaf("b", "bands", "5", bands=bands)], {"b": {"value": "95"}})
    assert reported(answer) == [("BAND_OVERLAP", "b", None, "95", None)]
    assert final(answer)["complete"] is False


def test_band_and_grade_over_the_maximum_are_faults_of_the_table():
    nodes = [leaf("b", "bands", "4", bands=BANDS), leaf("g", "grade", "4", grades={"A": "4.5", "B": "4"})]
    answer = score_table({"table": {"nodes": nodes}})
    assert reported(answer) == [("BAND_OVER_MAX", "b", "hi", "5", "4"), ("BAND_OVER_MAX", "g", "A", "4.5", "4")]
    assert answer["violations"][0]["unit"] is None


@pytest.mark.parametrize(
    ("node", "points", "code"),
    [
        (leaf("a", "bands", "5", bands=BANDS), "4", "POINTS_NOT_ALLOWED"),
        (leaf("a", "bands", "5", bands=BANDS), "3", None),
        (leaf("a", "bands", "5", bands=BANDS, default="4"), "4", None),
        (leaf("a", "grade", "5", grades={"A": "5", "B": "4"}), "4.5", "POINTS_NOT_ALLOWED"),
        (leaf("a", "boolean", "5"), "2", "POINTS_NOT_ALLOWED"),
        (leaf("a", "boolean", "5"), "0", None),
        (leaf("a", "boolean", "5"), "6", "OVER_MAX"),
        (leaf("a", "checklist", "5", items=[{"code": "i", "points": "5"}]), "3", None),
    ],
)
def test_points_entered_instead_of_facts_are_kept_and_measured(node, points, code):
    answer = score_one([node], {"a": {"points": points}})
    assert final(answer)["total"] == points
    assert answer["violation_codes"] == ([code] if code else [])


def test_entered_points_of_a_bonus_without_maximum_have_no_limit():
    answer = score_one(
        [leaf("a"), leaf("b", maximum=None, role="bonus")], {"a": {"points": "1"}, "b": {"points": "99"}}
    )
    assert (final(answer)["total"], answer["violations"]) == ("100", [])


RULES = [
    {"code": "once", "type": "penalty", "points": "2"},
    {"code": "each", "type": "bonus", "points": "1", "per_case": True, "cap": "3"},
    {"code": "one", "type": "penalty", "points": "1", "group": "g"},
    {"code": "two", "type": "penalty", "points": "3", "group": "g"},
]


def cases(entry: dict, **more) -> dict:
    return score_one([leaf("c", "cases", rules=RULES, **more)], {"c": entry})


def test_count_over_one_is_kept_and_strict_counts_one():
    answer = cases({"cases": {"once": 3}})
    assert reported(answer) == [("COUNT_OVER_ONE", "c", "once", "3", "1")]
    assert (final(answer)["total"], final(answer)["strict_total"]) == ("4", "8")


def test_granted_wins_over_count_and_is_limited_by_the_rule():
    answer = cases({"cases": {"each": 9}, "granted": {"each": "4", "once": "2"}})
    assert reported(answer) == [("OVER_CAP", "c", "each", "4", "3")]
    assert (final(answer)["total"], final(answer)["strict_total"]) == ("12", "11")


def test_alternatives_combined_are_kept_and_strict_takes_the_largest():
    answer = cases({"cases": {"one": 1, "two": 1}})
    assert reported(answer) == [("ALTERNATIVES_COMBINED", "c", "g", "4", "3")]
    assert (final(answer)["total"], final(answer)["strict_total"]) == ("6", "7")


@pytest.mark.parametrize(
    ("entry", "code", "total"),
    [({"cases": {"once": 1, "two": 1}}, "CAP_APPLIED", "6"), ({"granted": {"once": "2", "two": "3"}}, "OVER_CAP", "5")],
)
def test_cap_of_the_node_cuts_counts_and_reports_grants(entry, code, total):
    answer = cases(entry, penalty_cap="4")
    assert reported(answer) == [(code, "c", "penalty_cap", "5", "4")]
    assert (final(answer)["total"], final(answer)["strict_total"]) == (total, "6")


def test_penalty_larger_than_the_standard_is_kept():
    answer = score_one(
        [leaf("c", "cases", "3", rules=[{"code": "p", "type": "penalty", "points": "2", "per_case": True}])],
        {"c": {"cases": {"p": 2}}},
    )
    assert reported(answer) == [("PENALTY_OVER_MAX", "c", None, "4", "3")]
    assert final(answer)["total"] == "-1"


def test_a_count_of_an_unknown_rule_is_told_and_worth_nothing():
    answer = cases({"cases": {"unheard": 2}})
    assert reported(answer) == [("NO_RULE", "c", "unheard", "2", "0")]
    assert final(answer)["total"] == "10"


@pytest.mark.parametrize(
    ("more", "total"),
    [
        ({}, "10"),
        ({"base": "4"}, "4"),
        ({"clamp": {"min": "-5", "max": "5"}}, "0"),
        ({"base": "max", "role": "bonus"}, "10"),
    ],
)
def test_base_of_a_node_without_entry(more, total):
    assert final(score_one([leaf("c", "cases", rules=RULES, **more)], {}))["total"] == total


def test_required_cases_without_entry_are_missing():
    answer = score_one([leaf("c", "cases", rules=RULES, required=True)], {})
    assert final(answer)["complete"] is False
    assert reported(answer) == [("MISSING_INPUT", "c", None, None, None)]


def test_lateness_earns_for_early_and_stays_under_its_caps():
    node = leaf(
        "late",
        "lateness",
        None,
        role="penalty",
        scale=[{"from": 1, "to": 5, "points": "0.5"}, {"from": 5, "points": "1"}],
        early=[{"days": 1, "points": "0.2"}, {"days": 3, "points": "0.5"}],
        penalty_cap="2",
    )
    answer = score_one([leaf("a"), node], {"a": {"points": "5"}, "late": {"days_late": [-3, -2, 0, 1, 5, 9]}})
    assert (criterion(answer, "late")["bonus"], criterion(answer, "late")["penalty"]) == ("0.7", "2")
    assert reported(answer) == [("CAP_APPLIED", "late", "penalty_cap", "2.5", "2")]
    assert final(answer)["total"] == "3.7"


def test_unknown_item_leaves_the_others():
    node = leaf("k", "checklist", "2", items=[{"code": "x", "points": "1"}, {"code": "y", "points": "1"}])
    answer = score_one([node], {"k": {"done": ["x", "x", "z"]}})
    assert (final(answer)["total"], answer["violation_codes"]) == ("1", ["UNKNOWN_ITEM"])
