"""Parts, totals, caps, stages and scorers by the text of the contract; figures worked out by hand."""

import pytest

from campaigns.scoring import score_table

from .scoring_documents import criterion, document, final, leaf, places, reported, score_one


def part(code: str, maximum: str | None, children: list[dict], **more) -> dict:
    return {"code": code, "title": code, "max": maximum, "children": children, **more}


@pytest.mark.parametrize(
    ("mode", "total", "strict", "code"), [("warn", "18", "15", "OVER_MAX"), ("cap", "15", "15", "CAP_APPLIED")]
)
def test_bonus_part_over_its_maximum(mode, total, strict, code):
    nodes = [
        part("I", "10", [leaf("a")]),
        part("T", "5", [leaf("b", maximum="4"), leaf("c", maximum="4")], role="bonus", max_mode=mode),
    ]
    entries = {"a": {"points": "10"}, "b": {"points": "4"}, "c": {"points": "4"}}
    answer = score_one(nodes, entries)
    assert (final(answer)["total"], final(answer)["strict_total"]) == (total, strict)
    found = [line for line in reported(answer) if line[0] != "CHILD_SUM"]
    assert found == [(code, "T", None, "8", "5")]
    assert [v["stage"] for v in answer["violations"] if v["code"] == code] == [None]


def test_caps_of_the_table_in_their_order():
    nodes = [
        leaf("a", "proportional", "100", plan="10", excess={"rate": "1"}),
        leaf("b", maximum=None, role="bonus"),
        leaf("p", maximum=None, role="penalty"),
    ]
    caps = {"excess_total": "6", "bonus_total": "9", "penalty_total": "2", "grand_total": "105"}
    answer = score_one(nodes, {"a": {"actual": "12"}, "b": {"points": "5"}, "p": {"points": "3"}}, caps=caps)
    assert reported(answer) == [
        ("CAP_APPLIED", None, "excess_total", "20", "6"),
        ("CAP_APPLIED", None, "bonus_total", "11", "9"),
        ("CAP_APPLIED", None, "penalty_total", "3", "2"),
        ("CAP_APPLIED", None, "grand_total", "107", "105"),
    ]
    found = final(answer)
    assert [found[key] for key in ("standard", "bonus", "penalty", "total")] == ["100", "9", "2", "105"]


def test_totals_have_no_floor():
    nodes = [leaf("a"), leaf("p", maximum=None, role="penalty")]
    assert final(score_one(nodes, {"a": {"points": "1"}, "p": {"points": "4"}}))["total"] == "-3"


@pytest.mark.parametrize(
    ("missing", "total", "ranked"), [("incomplete", "6", None), ("zero", "6", 1), ("rescale", "18", 1)]
)
def test_B10_a_missing_criterion_counts_by_the_declared_rule(missing, total, ranked):
    nodes = [leaf("a"), leaf("b", maximum="20")]
    answer = score_one(nodes, {"a": {"points": "6"}}, missing=missing)
    assert final(answer)["total"] == total
    assert final(answer)["complete"] is False
    assert criterion(answer, "b")["points"] is None
    assert answer["ranking"][0]["rank"] == ranked


def test_B10_parts_are_not_rescaled():
    nodes = [part("I", "30", [leaf("a"), leaf("b", maximum="20")])]
    answer = score_one(nodes, {"a": {"points": "6"}, "b": {"na": True}})
    assert (final(answer)["parts"][0]["points"], final(answer)["total"]) == ("6", "18")
    assert final(answer)["complete"] is True


def test_everything_not_applicable_is_zero_not_a_fault():
    answer = score_one([leaf("a")], {"a": {"na": True}})
    assert (final(answer)["total"], final(answer)["rescaled"], answer["violations"]) == ("0", True, [])


def test_B16_a_total_of_zero_is_ranked():
    answer = score_one([leaf("a")], {"a": {"points": "0"}})
    assert places(answer) == {"u": (1, "TOTAL")}


def test_B93_units_without_scores_come_last():
    answer = score_table(
        document([leaf("a")], {"none": {}, "low": {"a": {"points": "1"}}, "top": {"a": {"points": "9"}}})
    )
    assert [place["unit"] for place in answer["ranking"]] == ["top", "low", "none"]


# --- Rounding ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("rounding", "points"),
    [
        ({"mode": "HALF_UP", "places": 1}, "2.3"),
        ({"mode": "HALF_EVEN", "places": 1}, "2.2"),
        ({"mode": "UP", "places": 0}, "3"),
        ({"mode": "DOWN", "places": 0}, "2"),
        ({"mode": "HALF_UP", "step": "0.5"}, "2.5"),
        ({"mode": "NONE"}, "2.25"),
    ],
)
def test_modes_of_rounding(rounding, points):
    answer = score_one([leaf("a")], {"a": {"points": "2.25"}}, rounding=rounding)
    assert criterion(answer, "a")["points"] == points


@pytest.mark.parametrize(("mode", "points"), [("UP", "-3"), ("DOWN", "-2"), ("HALF_UP", "-3"), ("HALF_EVEN", "-2")])
def test_rounding_acts_on_the_absolute_value(mode, points):
    node = leaf("c", "cases", clamp={"min": "-9"}, rules=[{"code": "p", "type": "penalty", "points": "2.5"}])
    answer = score_one([node], {"c": {"cases": {"p": 1}}}, rounding={"mode": mode, "places": 0})
    assert criterion(answer, "c")["points"] == points


def test_exact_sums_print_ten_places_at_most():
    nodes = [leaf("a", "proportional", plan="3"), leaf("b", "proportional", plan="3")]
    answer = score_one(nodes, {"a": {"actual": "1"}, "b": {"actual": "1"}}, rounding={"mode": "NONE"})
    assert (criterion(answer, "a")["points"], final(answer)["total"]) == ("3.3333333333", "6.6666666667")


def test_equal_on_paper_is_equal_in_rank():
    # 6.664 and 6.656 both print 6.66 where the table rounds at the total.
    inputs = {"x": {"a": {"points": "6.664"}}, "y": {"a": {"points": "6.656"}}}
    answer = score_table(document([leaf("a")], inputs, table={"rounding": {"at": "total"}}))
    assert places(answer) == {"x": (1, "SHARED"), "y": (1, "SHARED")}


# --- Stages and scorers -----------------------------------------------------------------------------------------------
def crossed(sheets: list[dict], *, combine: str = "mean", nodes=None, **stage) -> dict:
    stages = [{"code": "self"}, {"code": "cross", "scorers": "many", "combine": combine, **stage}]
    unit = {"id": "u", "inputs": {"cross": sheets}}
    return score_table({"table": {"nodes": nodes or [leaf("a"), leaf("b")], "stages": stages}, "units": [unit]})


def sheet(scorer: str, **points: str) -> dict:
    return {"scorer": scorer, "values": {code: {"points": value} for code, value in points.items()}}


def test_median_of_an_even_count_is_the_mean_of_the_middle_two():
    sheets = [sheet("p", a="1"), sheet("q", a="10"), sheet("r", a="4"), sheet("s", a="5")]
    assert criterion(crossed(sheets, combine="median"), "a")["points"] == "4.5"


def test_B14_one_part_score_of_one_reviewer_moves_the_total_by_its_share():
    before = crossed([sheet("p", a="4", b="8"), sheet("q", a="5", b="6"), sheet("r", a="6", b="4")])
    after = crossed([sheet("p", a="4", b="8"), sheet("q", a="8", b="6"), sheet("r", a="6", b="4")])
    assert (final(before)["total"], final(after)["total"]) == ("11", "12")


def test_B19_a_judge_added_in_the_middle_changes_nothing_until_he_scores():
    sheets = [sheet("p", a="4", b="4"), sheet("q", a="6", b="6")]
    asked = crossed(sheets, expected_scorers=["p", "q", "r", "u"])
    assert final(asked)["total"] == "10"
    assert [(v["code"], v["severity"], v["scorer"]) for v in asked["violations"]] == [("MISSING_SCORER", "info", "r")]
    joined = crossed([*sheets, sheet("r", a="8", b="8")], expected_scorers=["p", "q", "r", "u"])
    assert (final(joined)["total"], joined["violations"]) == ("12", [])


def test_each_sheet_is_rounded_and_then_the_mean():
    sheets = [sheet("p", a="1.005", b="0"), sheet("q", a="1.014", b="0")]
    # 1.01 and 1.01; unrounded the mean would be 1.0095.
    assert criterion(crossed(sheets), "a")["points"] == "1.01"


def test_scorers_who_say_not_applicable_do_not_count():
    sheets = [sheet("p", a="4", b="1"), {"scorer": "q", "values": {"a": {"na": True}, "b": {"points": "3"}}}]
    answer = crossed(sheets)
    assert (criterion(answer, "a")["points"], final(answer)["rescaled"]) == ("4", False)
    everyone = crossed([{"scorer": "q", "values": {"a": {"na": True}, "b": {"points": "3"}}}])
    assert (criterion(everyone, "a")["na"], final(everyone)["total"]) == (True, "6")


def test_limits_are_reported_once_for_the_final_state_and_for_each_earlier_stage():
    table = {"nodes": [leaf("a")], "stages": [{"code": "self"}, {"code": "verified"}], "caps": {"grand_total": "5"}}
    entry = {"a": {"points": "8"}}
    answer = score_table({"table": table, "units": [{"id": "u", "inputs": {"self": entry, "verified": entry}}]})
    assert [(v["code"], v["stage"]) for v in answer["violations"]] == [("CAP_APPLIED", "self"), ("CAP_APPLIED", None)]


def test_a_later_sheet_of_the_same_unit_is_told():
    units = [{"id": name, "subject": "so-1", "inputs": {"verified": {"a": {"points": "1"}}}} for name in ("x", "y")]
    answer = score_table({"table": {"nodes": [leaf("a")]}, "units": units})
    assert [(v["code"], v["unit"]) for v in answer["violations"]] == [("DUPLICATE_SUBJECT", "y")]
