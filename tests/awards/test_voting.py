"""A ballot by the text of the contract: quorum, thresholds of the law, recusals, letters, acclaim, refusals."""

import json

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awards.voting import Refused, tally
from tests.spoiling import answered, spoiled

TWO_THIRDS = {"ratio": "2/3", "denominator": "total_members"}
HALF_OF_PRESENT = {"ratio": "1/2", "denominator": "present"}


def ids(number: int, first: int = 1) -> list[str]:
    return [f"m{index}" for index in range(first, first + number)]


def session(members: int, present: int, *ballots: dict, letters: int = 0, **more) -> dict:
    """Nominees n1, n2, … with their ballots; the first members are in the room, the next ones wrote."""
    return {
        "members": [{"id": name} for name in ids(members)],
        "attendance": {"present": ids(present), "written": ids(letters, present + 1)},
        "nominees": [{"id": f"n{index}", **votes} for index, votes in enumerate(ballots, start=1)],
        **more,
    }


def cast(yes: int, no: int = 0, abstain: int = 0, invalid: int = 0, **more) -> dict:
    return {"ballots": {"yes": yes, "no": no, "abstain": abstain, "invalid": invalid}, **more}


def first(document: dict) -> dict:
    return tally(document)["nominees"][0]


def paths(document) -> list[str]:
    return [error["path"] for error in answered(tally, Refused, document).get("errors", [])]


# --- Threshold by law -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("award", "version", "ratio", "required", "secret", "verified"),
    [
        ("AHLD", "L2003", "0.9", True, True, True),
        ("CSTDTQ", "L2003", "0.9", True, True, True),
        ("CSTDCS", "L2003", None, None, None, False),
        ("BKT", "L2003", None, None, None, False),
        ("CSTDT", "L2022A", "0.9", True, False, True),
        ("CSTDCS", "L2022A", "0.8", True, False, True),
        ("TTLDXS", "L2022A", None, False, False, False),
        ("CTDCP", "L2022B", "0.8", True, False, False),
        ("AHLD", "L2026", "0.9", True, False, False),
    ],
)
def test_threshold_of_the_law(award, version, ratio, required, secret, verified):
    answer = tally(session(10, 10, cast(10), award=award, law_version=version))
    threshold = answer["threshold"]
    assert (threshold["ratio"], threshold["verified"]) == (ratio, verified)
    assert threshold["denominator"] == (ratio and "total_members")
    assert threshold["source"] == (ratio and "law")
    assert (answer["vote_required"], answer["secret_by_law"]) == (required, secret)
    assert answer["nominees"][0]["result"] == ("passed" if ratio else "manual_review")


def test_an_explicit_threshold_wins_and_the_law_is_still_told():
    given = session(
        10, 10, cast(7), award="CSTDT", law_version="L2022A", threshold=TWO_THIRDS | {"basis": "Quy chế khối"}
    )
    answer = tally(given)
    assert (answer["threshold"]["source"], answer["threshold"]["basis"]) == ("explicit", "Quy chế khối")
    assert (answer["vote_required"], answer["nominees"][0]["result"]) == (True, "passed")


@pytest.mark.parametrize(("rule", "verified"), [("out_of_denominator", False), ("stays_in_denominator", True)])
def test_the_law_says_nothing_of_members_who_step_aside(rule, verified):
    recusals = [{"nominee": "n1", "member": "m1"}]
    given = session(10, 10, cast(9), award="CSTDT", law_version="L2022A", recusals=recusals, recusal_rule=rule)
    answer = tally(given)
    assert answer["threshold"]["verified"] is verified
    assert answer["nominees"][0]["denominator"] == (9 if rule == "out_of_denominator" else 10)


# --- Counting ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("ratio", "strictly", "needed"),
    [("1/2", False, 4), ("1/2", True, 5), ("2/3", False, 6), ("0.5625", True, 5), (1, False, 8)],
)
def test_votes_needed_are_exact(ratio, strictly, needed):
    threshold = {"ratio": ratio, "denominator": "total_members", "strictly": strictly}
    assert first(session(8, 8, cast(8), threshold=threshold))["needed"] == needed


def test_a_rounded_percent_never_decides():
    # 2/3 of 3000 is 2000; 1999 votes are 66,63 %, and 66.67 % of 3 votes needs 3.
    found = first(session(3, 3, cast(2, 1), threshold={"ratio": "0.6667", "denominator": "total_members"}))
    assert (found["percent"], found["needed"], found["result"]) == ("66.67", 3, "failed")


@pytest.mark.parametrize(
    ("denominator", "expected"),
    [
        ("total_members", (9, 5, "55.56", "passed")),
        ("present", (9, 5, "55.56", "passed")),
        ("valid_votes", (9, 5, "55.56", "passed")),
    ],
)
def test_B06_five_yes_and_four_abstentions_of_nine(denominator, expected):
    found = first(session(9, 9, cast(5, 0, 4), threshold={"ratio": "1/2", "denominator": denominator}))
    assert (found["denominator"], found["needed"], found["percent"], found["result"]) == expected


@pytest.mark.parametrize(
    ("denominator", "expected", "words"),
    [
        ("total_members", (9, 5, "failed"), ["4/9", "44,44%", "tổng số thành viên", "không đạt"]),
        ("present", (6, 3, "passed"), ["4/6", "66,67%", "số người tham gia", "3 phiếu"]),
        ("valid_votes", (5, 3, "passed"), ["4/5", "80%", "số phiếu hợp lệ"]),
    ],
)
def test_B06_six_present_of_nine_is_told_in_words(denominator, expected, words):
    found = first(session(9, 6, cast(4, 1, 0, 1), threshold={"ratio": "1/2", "denominator": denominator}))
    assert (found["denominator"], found["needed"], found["result"]) == expected
    assert all(word in found["sentence"] for word in words)


def test_B06_nearly_all_abstain_cannot_pass_with_one_yes():
    threshold = {"ratio": "1/2", "denominator": "valid_votes", "strictly": True}
    assert first(session(100, 100, cast(1, 0, 99), threshold=threshold))["result"] == "failed"


def test_letters_count_as_votes_and_for_the_quorum_only_where_stated():
    votes = cast(5, written={"yes": 2, "abstain": 1})
    given = session(9, 5, votes, letters=4, threshold={"ratio": "0.7", "denominator": "present"})
    assert first(given)["result"] == "no_quorum"
    answer = tally(given | {"quorum": {"written_counts": True}})
    assert answer["quorum"] == {"met": True, "required": 6, "present": 9}
    found = answer["nominees"][0]
    assert (found["denominator"], found["needed"], found["yes"], found["abstain"]) == (9, 7, 7, 1)
    assert (found["written_yes"], found["result"]) == (2, "passed")


def test_a_recused_member_leaves_the_present_too():
    given = session(
        9, 6, cast(2, 2), cast(3, 3), letters=1, threshold=HALF_OF_PRESENT, recusal_rule="out_of_denominator",
        recusals=[{"nominee": "n1", "member": "m1"}, {"nominee": "n1", "member": "m7"}, {"nominee": "n1", "member": "m9"}],
    )  # fmt: skip
    one, two = tally(given)["nominees"]
    assert (one["denominator"], one["unreturned"]) == (5, 1)
    assert (two["denominator"], two["unreturned"]) == (7, 0)


def test_no_valid_vote_is_left_to_people():
    found = first(session(3, 3, cast(0, 0, 0, 3), threshold={"ratio": "1/2", "denominator": "valid_votes"}))
    assert (found["result"], found["reason"], found["percent"]) == ("manual_review", "ZERO_DENOMINATOR", None)


def test_conflict_of_those_who_vote_only():
    members = [
        {"id": "m1", "unit": "u"},
        {"id": "m2", "person": "p"},
        {"id": "m3", "unit": "u"},
        {"id": "m4", "unit": "u"},
    ]
    given = {
        "members": members,
        "attendance": {"present": ["m1", "m4"], "written": ["m2"]},
        "nominees": [{"id": "n", "unit": "u", "person": "p"}],
        "recusals": [{"nominee": "n", "member": "m4"}],
        "recusal_rule": "stays_in_denominator",
        "threshold": TWO_THIRDS,
    }
    assert [(warning["member"], warning["nominee"]) for warning in tally(given)["warnings"]] == [
        ("m1", "n"),
        ("m2", "n"),
    ]


# --- Acclaim ----------------------------------------------------------------------------------------------------------
def acclaim(yes: list[int], *, seats: int, most: int = 3, returned: int = 10, invalid: int = 0, **more) -> dict:
    ballots = [{"yes": votes} for votes in yes]
    choices, papers = {"max": most, "seats": seats}, {"returned": returned, "invalid": invalid}
    more.setdefault("threshold", HALF_OF_PRESENT)
    return session(10, 10, *ballots, choices=choices, ballots_cast=papers, **more)


@pytest.mark.parametrize(
    ("yes", "seats", "reasons"),
    [
        ([9, 8, 7], 3, ["REACHED", "REACHED", "REACHED"]),
        ([9, 8, 7], 2, ["REACHED", "REACHED", "OUT_OF_SEATS"]),
        ([7, 7, 7], 2, ["TIE_AT_LAST_SEAT"] * 3),
        ([9, 7, 7, 6], 2, ["REACHED", "TIE_AT_LAST_SEAT", "TIE_AT_LAST_SEAT", "OUT_OF_SEATS"]),
        ([7, 7, 6], 2, ["REACHED", "REACHED", "OUT_OF_SEATS"]),
        ([9, 4], 1, ["REACHED", "BELOW_THRESHOLD"]),
        ([4, 4], 1, ["BELOW_THRESHOLD", "BELOW_THRESHOLD"]),
        ([9, 9], 0, ["OUT_OF_SEATS", "OUT_OF_SEATS"]),
    ],
)
def test_seats_of_an_acclaim(yes, seats, reasons):
    assert [found["reason"] for found in tally(acclaim(yes, seats=seats))["nominees"]] == reasons


def test_papers_not_returned_and_not_valid():
    found = first(acclaim([6], seats=1, returned=9, invalid=1))
    assert [found[key] for key in ("yes", "no", "abstain", "invalid", "unreturned")] == [6, 2, 0, 1, 1]


def test_acclaim_without_quorum_seats_nobody():
    given = acclaim([5], seats=1, returned=5) | {"attendance": {"present": ids(5)}}
    assert first(given)["reason"] == "NO_QUORUM"


# --- Refusals ---------------------------------------------------------------------------------------------------------
OPEN = {"threshold": TWO_THIRDS}


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ([], [""]),
        ({}, ["members", "threshold", "nominees"]),
        (session(3, 3), ["threshold", "nominees"]),
        (session(3, 3, cast(3)), ["threshold"]),
        (session(3, 3, cast(3), award="CSTDT"), ["threshold"]),
        (session(3, 3, cast(3), award="HUY", law_version="L2022A"), ["award", "threshold"]),
        (session(3, 3, cast(3), threshold={"ratio": "0", "denominator": "present"}), ["threshold.ratio"]),
        (session(3, 3, cast(3), threshold={"ratio": "3/2", "denominator": "present"}), ["threshold.ratio"]),
        (session(3, 3, cast(3), threshold={"ratio": "1/0", "denominator": "present"}), ["threshold.ratio"]),
        (session(3, 3, cast(3), threshold={"ratio": "0,9", "denominator": "present"}), ["threshold.ratio"]),
        (session(3, 3, cast(3), threshold={"ratio": "1/2", "denominator": "all"}), ["threshold.denominator"]),
        (session(3, 3, cast(3), threshold={"ratio": "1/2"}), ["threshold.denominator"]),
        (session(3, 3, cast(3), quorum={"ratio": "2"}, **OPEN), ["quorum.ratio"]),
        (session(3, 3, cast(3)) | OPEN | {"members": [{"id": "m1"}, {"id": "m1"}, {}]},
         ["members[1].id", "members[2].id", "attendance.present[1]", "attendance.present[2]"]),
        (session(3, 3, cast(3), attendance={"present": ["m1", "m1", "m2"]}, **OPEN),
         ["attendance.present[1]"]),
        (session(3, 3, cast(4), attendance={"present": ["m1", "m1", "m2"]}, **OPEN),
         ["attendance.present[1]", "nominees[0].ballots"]),
        (session(3, 3, cast(3), recusals=[{"nominee": "n1", "member": "m1"}], **OPEN),
         ["recusal_rule", "nominees[0].ballots"]),
        (session(3, 3, cast(1), recusals=[{"nominee": "x", "member": "y"}], recusal_rule="out_of_denominator", **OPEN),
         ["recusals[0].nominee", "recusals[0].member"]),
        (session(3, 2, cast(1, written={"yes": 2}), letters=1, **OPEN), ["nominees[0].written"]),
        (session(3, 3, cast(-1), **OPEN), ["nominees[0].ballots.yes"]),
        (session(3, 3, cast("1"), **OPEN), ["nominees[0].ballots.yes"]),
        (session(3, 3, cast(True), **OPEN), ["nominees[0].ballots.yes"]),
        (session(3, 3, {"ballots": 3}, **OPEN), ["nominees[0].ballots"]),
        (acclaim([5], seats=1, returned=11), ["ballots_cast.returned"]),
        (acclaim([0], seats=1, returned=5, invalid=6), ["ballots_cast.invalid"]),
        (acclaim([9], seats=1, invalid=2), ["nominees[0].yes"]),
        (acclaim([9, 9, 3], seats=1, most=2), ["nominees"]),
        (acclaim([9, 9, 2], seats=1, most=2), []),
    ],
)  # fmt: skip
def test_where_a_tally_is_refused(document, expected):
    assert sorted(paths(document)) == sorted(expected)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(spoiled("tally"))
def test_any_value_anywhere_is_answered_or_refused(document):
    found = answered(tally, Refused, document)
    json.dumps(found)
    assert "nominees" in found or all(error["message"] for error in found["errors"])


# --- For every session ------------------------------------------------------------------------------------------------
@st.composite
def sessions(draw) -> dict:
    members = draw(st.integers(1, 15))
    present = draw(st.integers(0, members))
    ballots = []
    for _ in range(draw(st.integers(1, 4))):
        yes = draw(st.integers(0, present))
        no = draw(st.integers(0, present - yes))
        ballots.append(cast(yes, no, draw(st.integers(0, present - yes - no))))
    lower = draw(st.integers(1, 12))
    threshold = {
        "ratio": f"{draw(st.integers(1, lower))}/{lower}",
        "denominator": draw(st.sampled_from(["total_members", "present", "valid_votes"])),
        "strictly": draw(st.booleans()),
    }
    return session(members, present, *ballots, threshold=threshold)


@settings(max_examples=100, deadline=None)
@given(sessions(), st.randoms())
def test_order_of_input_does_not_matter_and_one_yes_more_never_hurts(document, chance):
    answer = tally(document)
    mixed = document | {"members": document["members"][::-1], "nominees": document["nominees"][::-1]}
    chance.shuffle(mixed["members"])
    assert sorted(map(str, tally(mixed)["nominees"])) == sorted(map(str, answer["nominees"]))
    for found, nominee in zip(answer["nominees"], document["nominees"], strict=True):
        votes = nominee["ballots"]
        assert sum(votes.values()) + found["unreturned"] == len(document["attendance"]["present"])
        if found["result"] == "passed" and votes["no"]:
            better = votes | {"yes": votes["yes"] + 1, "no": votes["no"] - 1}
            assert first(document | {"nominees": [{"id": "n", "ballots": better}]})["result"] == "passed"


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 10), min_size=1, max_size=6), st.integers(0, 6))
def test_ties_of_an_acclaim_are_symmetric_and_seats_are_not_passed(yes, seats):
    found = tally(acclaim(yes, seats=seats, most=6))["nominees"]
    by_votes: dict[int, set[str]] = {}
    for nominee in found:
        by_votes.setdefault(nominee["yes"], set()).add(nominee["result"])
    assert all(len(results) == 1 for results in by_votes.values())
    assert sum(nominee["result"] == "passed" for nominee in found) <= seats


# --- The command ------------------------------------------------------------------------------------------------------
def test_command_answers_in_json_and_warns_on_stderr(tmp_path, capsys):
    given = session(3, 3, cast(3, unit="u"), threshold=TWO_THIRDS)
    given["members"][0]["unit"] = "u"
    file = tmp_path / "vote.json"
    file.write_text(json.dumps(given), encoding="utf-8")
    call_command("tally", str(file), "--json")
    written = capsys.readouterr()
    assert json.loads(written.out)["nominees"][0]["result"] == "passed"
    assert "m1" in written.err
    call_command("tally", str(file))
    assert "3/3 (100%)" in capsys.readouterr().out


def test_command_refuses_with_the_places(tmp_path, capsys):
    file = tmp_path / "vote.json"
    file.write_text(json.dumps(session(3, 2, cast(3), **OPEN)), encoding="utf-8")
    with pytest.raises(SystemExit) as end:
        call_command("tally", str(file), "--json")
    assert end.value.code == 1
    assert [error["path"] for error in json.loads(capsys.readouterr().out)["errors"]] == ["nominees[0].ballots"]
