"""Places, ties, conditions, levels by the text of the contract."""

from campaigns.scoring import score_table

from .scoring_documents import document, leaf, places

NODES = [leaf("a", maximum="60"), leaf("b", maximum="40"), leaf("p", maximum=None, role="penalty")]


def rank(scores: dict[str, tuple], rules: dict, facts: dict | None = None) -> dict:
    """`scores`: points of a, b and the penalty by unit."""
    inputs = {
        unit: {code: {"points": value} for code, value in zip("abp", values, strict=False)}
        for unit, values in scores.items()
    }
    return score_table(document(NODES, inputs, ranking=rules, facts=facts))


def test_a_tie_break_without_a_value_is_set_aside_for_its_group_only():
    rules = {"tie_breaks": [{"kind": "fact", "fact": "ballot"}, {"kind": "node", "node": "a"}]}
    scores = {"x": ("50", "30"), "y": ("45", "35"), "v": ("20", "30"), "w": ("30", "20")}
    answer = rank(scores, rules, {"x": {"ballot": "5"}, "v": {"ballot": 7}, "w": {"ballot": "6"}})
    assert places(answer) == {
        "x": (1, "TIE_BREAK_2"),
        "y": (2, "TIE_BREAK_2"),
        "v": (3, "TIE_BREAK_1"),
        "w": (4, "TIE_BREAK_1"),
    }
    assert [(v["code"], v["unit"]) for v in answer["violations"]] == [("TIE_BREAK_VALUE_MISSING", "y")]


def test_fewer_penalties_first_and_the_deepest_rule_named():
    rules = {"tie_breaks": [{"kind": "penalty", "order": "asc"}, {"kind": "standard"}, {"kind": "node", "node": "a"}]}
    scores = {"x": ("50", "30"), "y": ("45", "35"), "z": ("50", "35", "5")}
    assert places(rank(scores, rules)) == {"x": (1, "TIE_BREAK_3"), "y": (2, "TIE_BREAK_3"), "z": (3, "TIE_BREAK_1")}


def test_women_go_first_by_sex_or_by_share():
    rules = {"tie_breaks": [{"kind": "women"}]}
    scores = dict.fromkeys("wxyz", ("50", "30"))
    facts = {"w": {"female": False}, "x": {"women_share": "7/10"}, "y": {"women_share": "0.69"}, "z": {"female": True}}
    answer = rank(scores, rules, facts)
    assert {unit: place[0] for unit, place in places(answer).items()} == {"x": 1, "z": 1, "w": 3, "y": 3}


def test_a_decision_is_asked_for_only_where_units_stay_equal():
    answer = rank({"x": ("50", "30"), "y": ("50", "30"), "z": ("10", "10")}, {"unresolved": "manual"})
    found = {place["unit"]: (place["needs_decision"], place["tied_with"]) for place in answer["ranking"]}
    assert found == {"x": (True, ["y"]), "y": (True, ["x"]), "z": (False, [])}


def test_those_not_ranked_take_no_place_and_say_why_in_order():
    rules = {
        "conditions": [
            {"code": "TOTAL", "kind": "total_min", "value": "80"},
            {"code": "REGISTERED", "kind": "fact_true", "fact": "registered"},
        ],
        "levels": [{"label": "Tốt", "min": "80"}, {"label": "Khá", "min": "70"}],
    }
    scores = {"x": ("50", "29.99"), "y": ("50", "30"), "z": ("60",)}
    answer = rank(scores, rules, {"x": {"registered": True}, "y": {"registered": True}})
    found = {place["unit"]: (place["rank"], place["not_ranked"], place["level"]) for place in answer["ranking"]}
    assert found == {
        "y": (1, [], "Tốt"),
        "x": (None, ["TOTAL"], None),
        "z": (None, ["INCOMPLETE", "TOTAL", "REGISTERED"], None),
    }


def test_strict_total_may_decide():
    scores = {"x": ("70", "20"), "y": ("60", "25")}
    assert places(rank(scores, {}))["x"] == (1, "TOTAL")
    answer = rank(scores, {"use": "strict_total"})
    assert places(answer) == {"y": (1, "TOTAL"), "x": (2, "TOTAL")}
    assert [place["total"] for place in answer["ranking"]] == ["85", "80"]


def test_rules_that_disqualify_or_cost_the_award():
    rules = [
        {"code": "out", "type": "penalty", "points": "0", "disqualify": True},
        {"code": "no", "type": "penalty", "points": "1", "no_award": True},
    ]
    nodes = [leaf("a"), leaf("k", "cases", None, role="penalty", rules=rules)]
    inputs = {unit: {"a": {"points": "5"}, "k": {"cases": {code: 1}}} for unit, code in (("x", "out"), ("y", "no"))}
    answer = score_table(document(nodes, inputs))
    assert [(u["disqualified_by"], u["no_award_by"]) for u in answer["units"]] == [(["out"], []), ([], ["no"])]
    assert [(p["unit"], p["rank"], p["not_ranked"], p["no_award"]) for p in answer["ranking"]] == [
        ("y", 1, [], True),
        ("x", None, ["DISQUALIFIED"], False),
    ]
