"""What holds for every table: sums, order of input, caps, ties."""

from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaigns.scoring import score_table

QUICK = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)

tenths = st.integers(0, 300).map(lambda number: f"{number // 10}.{number % 10}")
maximum = st.integers(1, 20).map(str)
RULES = [
    {"code": "up", "type": "bonus", "points": "0.5", "per_case": True, "cap": "2"},
    {"code": "down", "type": "penalty", "points": "0.3", "per_case": True},
    {"code": "once", "type": "penalty", "points": "1"},
]
GRADES = {"A": "1", "B": "0.5", "C": "0"}
BANDS = [{"code": "hi", "min": "10", "points": "2"}, {"code": "lo", "max": "10", "points": "1"}]

measured = st.builds(lambda actual, plan: {"actual": actual, "plan": plan}, tenths, tenths)
counts = st.fixed_dictionaries(
    {}, optional={"up": st.integers(0, 9), "down": st.integers(0, 9), "once": st.integers(0, 2)}
)
grants = st.fixed_dictionaries({}, optional={"up": tenths, "once": tenths, "other": tenths})
ENTRIES = {
    "free": st.builds(lambda points: {"points": points}, tenths),
    "proportional": measured,
    "reverse": measured,
    "relative": measured,
    "bands": st.builds(lambda value: {"value": value}, tenths),
    "grade": st.builds(lambda grade: {"grade": grade}, st.sampled_from("ABCX")),
    "boolean": st.builds(lambda value: {"value": value}, st.booleans()),
    "cases": st.builds(lambda cases, granted: {"cases": cases, "granted": granted}, counts, grants),
    "lateness": st.builds(lambda days: {"days_late": days}, st.lists(st.integers(-5, 20), max_size=4)),
}
FIELDS = {
    "proportional": {"excess": {"rate": "1", "cap_percent": "10"}},
    "bands": {"bands": BANDS},
    "grade": {"grades": GRADES},
    "cases": {"rules": RULES, "bonus_cap": "3", "penalty_cap": "2"},
    "lateness": {"scale": [{"from": 5, "points": "1"}], "early": [{"days": 3, "points": "0.5"}], "penalty_cap": "2"},
}


@st.composite
def leaves(draw, code: str) -> dict:
    kind = draw(st.sampled_from(sorted(ENTRIES)))
    role = draw(st.sampled_from(["standard", "standard", "bonus", "penalty"]))
    return {"code": code, "kind": kind, "max": draw(maximum), "role": role, **FIELDS.get(kind, {})}


@st.composite
def tables(draw, *, capped: bool) -> dict:
    """Two parts of up to three criteria each."""
    nodes = []
    for name in ("I", "II"):
        children = [draw(leaves(f"{name}.{number}")) for number in range(draw(st.integers(1, 3)))]
        nodes.append({"code": name, "max": "30", "children": children})
    caps = {key: draw(maximum) for key in ("excess_total", "bonus_total", "penalty_total", "grand_total")}
    return {"nodes": nodes, "missing": draw(st.sampled_from(["incomplete", "zero"]))} | (
        {"caps": caps} if capped else {}
    )


@st.composite
def documents(draw, *, capped: bool = False, na: bool = False) -> dict:
    table = draw(tables(capped=capped))
    units = []
    for number in range(draw(st.integers(1, 4))):
        entries = {}
        for leaf in (leaf for part in table["nodes"] for leaf in part["children"]):
            entry = draw(st.none() | ENTRIES[leaf["kind"]] | (st.just({"na": True}) if na else st.nothing()))
            if entry is not None:
                entries[leaf["code"]] = entry
        facts = {"ballot": str(draw(st.integers(0, 2)))}
        units.append({"id": f"u{number}", "inputs": {"verified": entries}, "facts": facts})
    tie_breaks = [{"kind": "node", "node": "I"}, {"kind": "fact", "fact": "ballot"}]
    return {"table": table, "units": units, "ranking": {"tie_breaks": tie_breaks}}


def number(text: str | None) -> Fraction:
    return Fraction(text or 0)


def views(answer: dict) -> list[dict]:
    return [view for unit in answer["units"] for view in (unit["final"], *unit["stages"].values())]


@QUICK
@given(documents())
def test_B14_total_is_the_sum_of_the_parts_and_of_the_criteria(document):
    for view in views(score_table(document)):
        for figure, total in (("points", "total"), ("strict_points", "strict_total")):
            assert sum(number(part[figure]) for part in view["parts"]) == number(view[total])
            assert sum(number(leaf[figure]) for leaf in view["criteria"]) == number(view[total])
        assert number(view["standard"]) + number(view["bonus"]) - number(view["penalty"]) == number(view["total"])
        for leaf in (leaf for leaf in view["criteria"] if leaf["points"] is not None):
            assert number(leaf["points"]) == sum(number(leaf[key]) for key in ("standard", "bonus")) - number(
                leaf["penalty"]
            )


def turned(document: dict) -> dict:
    """The same facts written the other way round."""
    units = [
        unit | {"inputs": {stage: dict(reversed(found.items())) for stage, found in unit["inputs"].items()}}
        for unit in reversed(document["units"])
    ]
    nodes = [part | {"children": part["children"][::-1]} for part in reversed(document["table"]["nodes"])]
    return document | {"units": units, "table": document["table"] | {"nodes": nodes}}


def unordered(answer: dict) -> list:
    """Everything said, whatever the order it is said in."""
    units = {unit["id"]: unit["final"] | {"parts": None, "criteria": None} for unit in answer["units"]}
    leaves = {(unit["id"], leaf["node"]): leaf for unit in answer["units"] for leaf in unit["final"]["criteria"]}
    return [units, leaves, sorted(violation["message"] for violation in answer["violations"]), answer["ranking"]]


@QUICK
@given(documents(capped=True, na=True))
def test_the_order_of_input_does_not_matter(document):
    assert unordered(score_table(document)) == unordered(score_table(turned(document)))


@QUICK
@given(documents(capped=True, na=True))
def test_no_cap_is_passed_where_a_cap_is_declared(document):
    answer = score_table(document)
    caps = {key: number(value) for key, value in document["table"]["caps"].items()}
    granted = {v["node"] for v in answer["violations"] if v["code"] in ("OVER_CAP", "NO_RULE")}
    kinds = {leaf["code"]: leaf for part in document["table"]["nodes"] for leaf in part["children"]}
    for view in views(answer):
        assert number(view["bonus"]) <= caps["bonus_total"]
        assert number(view["penalty"]) <= caps["penalty_total"]
        assert max(number(view["total"]), number(view["strict_total"])) <= caps["grand_total"]
        for found in view["criteria"]:
            leaf = kinds[found["node"]]
            if leaf["kind"] == "cases" and leaf["role"] == "standard" and leaf["code"] not in granted:
                assert number(found["bonus"]) <= 2
                assert number(found["penalty"]) <= 2


@QUICK
@given(documents())
def test_excess_never_passes_its_share_of_the_maximum(document):
    kinds = {leaf["code"]: leaf for part in document["table"]["nodes"] for leaf in part["children"]}
    for view in views(score_table(document)):
        for found in view["criteria"]:
            leaf = kinds[found["node"]]
            if leaf["kind"] == "proportional" and leaf["role"] == "standard":
                assert number(found["standard"]) <= number(leaf["max"])
                assert number(found["bonus"]) <= number(leaf["max"]) / 10


@QUICK
@given(documents())
def test_ties_are_symmetric_and_places_are_counted(document):
    ranking = score_table(document)["ranking"]
    places = {place["unit"]: place for place in ranking}
    ranked = [place for place in ranking if place["rank"] is not None]
    for place in ranked:
        assert place["rank"] == 1 + sum(other["rank"] < place["rank"] for other in ranked)
        equals = {other["unit"] for other in ranked if other["rank"] == place["rank"]} - {place["unit"]}
        assert set(place["tied_with"]) == equals
        assert (place["decided_by"] == "SHARED") is bool(equals)
        assert all(places[unit]["total"] == place["total"] for unit in place["tied_with"])
    assert [place["rank"] for place in ranked] == sorted(place["rank"] for place in ranked)
    assert ranking[: len(ranked)] == ranked


@QUICK
@given(documents(na=True))
def test_a_copy_of_a_unit_shares_its_place(document):
    twin = document["units"][0] | {"id": "twin"}
    answer = score_table(document | {"units": [*document["units"], twin]})
    found = {place["unit"]: (place["rank"], place["total"], place["not_ranked"]) for place in answer["ranking"]}
    assert found["twin"] == found[document["units"][0]["id"]]


@QUICK
@given(st.lists(st.lists(tenths, min_size=2, max_size=2), min_size=1, max_size=6), st.sampled_from(["mean", "median"]))
def test_B14_several_scorers_in_any_order_and_never_outside_what_they_gave(scores, combine):
    sheets = [
        {"scorer": f"m{index}", "values": {code: {"points": value} for code, value in zip("ab", values, strict=True)}}
        for index, values in enumerate(scores)
    ]
    table = {
        "nodes": [{"code": code, "max": "30", "kind": "free"} for code in "ab"],
        "stages": [{"code": "cross", "scorers": "many", "combine": combine}],
    }
    given_sheets = [
        score_table({"table": table, "units": [{"id": "u", "inputs": {"cross": order}}]})
        for order in (sheets, sheets[::-1])
    ]
    assert given_sheets[0] == given_sheets[1]
    view = given_sheets[0]["units"][0]["final"]
    for index, leaf in enumerate(view["criteria"]):
        values = [number(values[index]) for values in scores]
        assert min(values) <= number(leaf["points"]) <= max(values)
    assert number(view["total"]) == sum(number(leaf["points"]) for leaf in view["criteria"])
