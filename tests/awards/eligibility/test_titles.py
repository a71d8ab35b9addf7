"""What each award asks (contract §2.4), beyond what the vectors touch: titles."""

import pytest

from awards.eligibility import assess

from .proposals import ABSENT, found, idea, passed, proposal, rated, rules, work

ALWAYS = {"S-KIND", "C-05"}
PEOPLE = {"members": 40, "ldtt": 28, "completed": 40, "cstdcs": 1, "disciplined": 0}
NEW = ("L2022A", "L2022B", "L2026")


# --- Titles of people -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("employment", "expected", "figure"),
    [
        ({"months_worked": 6}, True, 6),
        ({"months_worked": 5}, False, 5),
        ({"months_worked": 3, "maternity_months": 2, "injury_months": 1}, True, 6),
        ({"months_worked": 0, "maternity_months": 6}, True, 6),
        ({"maternity_months": 6}, None, None),
        ({}, None, None),
    ],
)
@pytest.mark.parametrize("version", NEW)
def test_months_of_work(employment, expected, figure, version):
    finding = found(proposal("LDTT", version=version, subject={"employment": employment}), "T-LDTT-22/months")
    assert (finding["passed"], finding["required"], finding["found"]) == (expected, 6, figure)
    assert finding["missing"] == ([] if expected is not None else ["subject.employment.months_worked"])


def test_a_worker_or_farmer_is_judged_by_the_province_s_standards():
    document = proposal("LDTT", subject={"category": "worker_farmer", "ratings": rated(y2024="KHT")})
    assert rules(document) == {"T-LDTT-22/criteria", *ALWAYS}
    assert assess(document)["verdict"] == "manual_review"


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ({"awards": work("LDTT", 2024)}, True),
        ({"awards": work("CSTT", 2024)}, True),
        ({"awards": work("LDTT", 2023)}, None),
        ({"awards": work("LDTT", 2024, revoked_on="2024-11-01")}, None),
        ({"ratings": rated(y2024="HTT"), "employment": {"months_worked": 6}}, True),
        ({"ratings": rated(y2024="HTT"), "employment": {"months_worked": 5}}, False),
        ({"ratings": rated(y2024="HT")}, False),
        ({"ratings": rated(y2024="HT"), "awards": work("LDTT", 2024)}, True),
        ({"ratings": rated(y2024="HTT")}, None),
    ],
)
def test_meeting_the_standards_of_ldtt(subject, expected):
    assert passed(proposal("CSTDCS", subject=subject), "T-CSTDCS-22/meets_ldtt") is expected


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ({"awards": work("LDTT", 2023)}, True),
        ({"awards": work("CSTT", 2023)}, True),
        ({"awards": work("LDTT", 2022)}, False),
        ({"ratings": rated(y2023="HTXS"), "employment": {"months_worked": 12}}, False),  # the ledger alone tells it
    ],
)
def test_meeting_the_standards_of_ldtt_under_the_old_law(subject, expected):
    assert passed(proposal("CSTDCS", version="L2003", subject=subject), "T-CSTDCS-03/meets_ldtt") is expected


@pytest.mark.parametrize(
    ("subject", "expected", "missing"),
    [
        ({"ratings": rated(y2024="HTXS")}, True, []),
        ({"ratings": rated(y2024="HTT"), "initiatives": [idea()]}, True, []),
        ({"initiatives": [idea()]}, True, []),
        ({"ratings": rated(y2024="HTT")}, False, []),
        ({}, None, ["subject.ratings.2024"]),
        ({"ratings": rated(y2024="HTT"), "initiatives": [idea(uses="commendation")]}, False, []),
    ],
)
def test_merit_of_a_champion_of_the_unit(subject, expected, missing):
    finding = found(proposal("CSTDCS", subject=subject), "T-CSTDCS-22/merit")
    assert (finding["passed"], finding["missing"]) == (expected, missing)


@pytest.mark.parametrize(
    ("unit", "config", "expected", "figures"),
    [
        ({"ldtt": 40, "cstdcs": 6}, {}, True, ("0.15", "0.15")),
        ({"ldtt": 40, "cstdcs": 7}, {}, False, ("0.15", "0.175")),
        ({"ldtt": 40, "cstdcs": 5}, {"cstdcs_ratio": "0.1"}, False, ("0.1", "0.125")),
        ({"ldtt": 40, "cstdcs": 4}, {"cstdcs_ratio": "1/10"}, True, ("0.1", "0.1")),
        ({"ldtt": 3, "cstdcs": 1}, {"cstdcs_ratio": "1/3"}, True, ("0.3333333333", "0.3333333333")),
        ({"ldtt": 0, "cstdcs": 0}, {}, True, ("0.15", None)),
        ({"ldtt": 0, "cstdcs": 1}, {}, False, ("0.15", None)),
        ({"ldtt": 40}, {}, None, ("0.15", None)),
        ({}, {}, None, ("0.15", None)),
    ],
)
def test_share_of_champions_under_the_old_law(unit, config, expected, figures):
    document = proposal("CSTDCS", version="L2003", subject={"unit": unit}, config=config)
    finding = found(document, "T-CSTDCS-03/quota")
    assert (finding["passed"], finding["required"], finding["found"]) == (expected, *figures)


def test_no_share_of_champions_since_2024():
    assert passed(proposal("CSTDCS", subject={"unit": {"ldtt": 10, "cstdcs": 10}}), "T-CSTDCS-03/quota") is ABSENT


@pytest.mark.parametrize(("version", "years"), [("L2003", (2022, 2023)), ("L2022B", (2024, 2025))])
def test_a_national_champion(version, years):
    ideas = [idea(scope="toan_quoc")]
    good = proposal("CSTDTQ", version=version, subject={"awards": work("CSTDT", *years), "initiatives": ideas})
    assert assess(good)["verdict"] == "eligible"
    short = proposal("CSTDTQ", version=version, subject={"awards": work("CSTDT", years[1]), "initiatives": ideas})
    narrow = proposal(
        "CSTDTQ", version=version, subject={"awards": work("CSTDT", *years), "initiatives": [idea(scope="tinh")]}
    )
    prefix = f"T-CSTDTQ-{'03' if version == 'L2003' else '22'}"
    assert assess(short)["failed_rules"] == [f"{prefix}/chain"]
    assert assess(narrow)["failed_rules"] == [f"{prefix}/initiative"]


# --- Titles of collectives --------------------------------------------------------------------------------------------
def year_of(version: str) -> int:
    return proposal("LDTT", version=version)["achievement_year"]


def collective(award: str, version: str = "L2022A", rating: str | None = "HTXS", unity=True, **people) -> dict:
    composition = {key: value for key, value in {**PEOPLE, **people}.items() if value is not None}
    ratings = [{"year": year_of(version), "rating": rating}] if rating else []
    subject = {"ratings": ratings, "composition": composition, "flags": {"unity": unity}}
    return proposal(award, "collective", version=version, subject=subject)


@pytest.mark.parametrize(
    ("award", "version", "more", "failed"),
    [
        ("TTLDTT", "L2022A", {"ldtt": 27}, ["T-TTLDTT-22/share_ldtt"]),
        ("TTLDTT", "L2022A", {"disciplined": 1}, ["T-TTLDTT-22/discipline"]),
        ("TTLDTT", "L2022A", {"rating": "HT"}, ["T-TTLDTT-22/rating"]),
        ("TTLDTT", "L2022A", {"unity": False}, ["T-TTLDTT-22/unity"]),
        ("TTLDTT", "L2003", {"ldtt": 20}, ["T-TTLDTT-03/share_ldtt"]),
        ("TTLDTT", "L2003", {"rating": "HT"}, ["T-TTLDTT-03/rating"]),
        ("TTLDXS", "L2022B", {"completed": 39}, ["T-TTLDXS-22/share_completed"]),
        ("TTLDXS", "L2022B", {"rating": "HTT"}, ["T-TTLDXS-22/rating"]),
        ("TTLDXS", "L2003", {"disciplined": 1}, ["T-TTLDXS-03/discipline"]),
        ("TTLDXS", "L2003", {"ldtt": 27, "cstdcs": 0}, ["T-TTLDXS-03/has_cstdcs", "T-TTLDXS-03/share_ldtt"]),
    ],
)
def test_a_collective_falls_short(award, version, more, failed):
    answer = assess(collective(award, version, **more))
    assert (answer["verdict"], answer["failed_rules"]) == ("not_eligible", failed)


@pytest.mark.parametrize(
    ("award", "version", "more"),
    [
        ("TTLDTT", "L2022A", {"rating": "HTT"}),
        ("TTLDTT", "L2026", {"rating": "HTT"}),
        ("TTLDTT", "L2003", {"ldtt": 21}),
        ("TTLDTT", "L2003", {"rating": None}),  # the old law did not ask for a rating
        ("TTLDXS", "L2003", {}),
        ("TTLDXS", "L2022A", {"disciplined": 1}),  # not asked since 2024
        ("TTLDXS", "L2022B", {"disciplined": None}),
    ],
)
def test_a_collective_is_eligible(award, version, more):
    assert assess(collective(award, version, **more))["verdict"] == "eligible"


@pytest.mark.parametrize(
    ("award", "more", "rule", "missing"),
    [
        ("TTLDTT", {"ldtt": None}, "share_ldtt", ["subject.composition.ldtt"]),
        ("TTLDTT", {"members": None}, "share_ldtt", ["subject.composition.members"]),
        (
            "TTLDTT",
            {"members": 0, "ldtt": 0, "completed": 0, "cstdcs": 0},
            "share_ldtt",
            ["subject.composition.members"],
        ),
        ("TTLDTT", {"disciplined": None}, "discipline", ["subject.composition.disciplined"]),
        ("TTLDTT", {"rating": None}, "rating", ["subject.ratings.2024"]),
        ("TTLDXS", {"cstdcs": None}, "has_cstdcs", ["subject.composition.cstdcs"]),
        ("TTLDXS", {"completed": None}, "share_completed", ["subject.composition.completed"]),
        ("TTLDXS", {"unity": None}, "unity", ["subject.flags.unity"]),
    ],
)
def test_a_missing_fact_never_fails(award, more, rule, missing):
    document = collective(award, **more)
    finding = found(document, f"T-{award}-22/{rule}")
    assert (finding["passed"], finding["missing"]) == (None, missing)
    assert assess(document)["verdict"] == "manual_review"


def test_shares_are_exact_decimals():
    finding = found(collective("TTLDTT", members=3, ldtt=2, completed=3), "T-TTLDTT-22/share_ldtt")
    assert (finding["passed"], finding["required"], finding["found"]) == (False, "0.7", "0.6666666667")
    assert "2/3 người (66,67%)" in finding["message"]


# --- Flags ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("bloc", "flag", "government"),
    [
        ({"organised_by": "province", "rank": 1}, True, True),
        ({"organised_by": "province", "rank": 2}, False, False),
        ({"organised_by": "unit", "rank": 1}, False, False),
        ({"organised_by": "central", "rank": 1}, False, None),
        ({"organised_by": "central", "rank": 2}, False, False),
        ({"rank": 1}, None, None),
        ({"rank": 3}, False, False),
        ({"organised_by": "province"}, None, None),
        ({}, None, None),
    ],
)
@pytest.mark.parametrize("version", ["L2003", "L2022A", "L2026"])
def test_leading_a_bloc(bloc, flag, government, version):
    vv = "03" if version == "L2003" else "22"
    for award, expected in (("CTDT", flag), ("CTDCP", government)):
        finding = found(
            proposal(award, "collective", version=version, subject={"bloc": bloc}), f"T-{award}-{vv}/bloc_lead"
        )
        assert (finding["passed"], finding["required"], finding["found"]) == (expected, 1, bloc.get("rank"))


LEADER = {"bloc": {"organised_by": "province", "rank": 1}, "flags": {"unity": True, "exceeds_targets": True}}


@pytest.mark.parametrize(
    ("version", "config", "ctdcp", "expected", "verdict"),
    [
        ("L2003", {}, 8, True, "eligible"),
        ("L2003", {}, 9, False, "not_eligible"),
        ("L2003", {"quota_ratio": "0.1"}, 5, False, "not_eligible"),
        ("L2003", {"quota_ratio": "0.5"}, 9, True, "manual_review"),  # wider than the law's own
        ("L2003", {}, None, None, "manual_review"),
        ("L2022A", {}, 8, None, "manual_review"),
        ("L2022A", {"quota_ratio": "0.2"}, 8, True, "manual_review"),
        ("L2022B", {"quota_ratio": "0.2"}, 9, False, "manual_review"),  # a ratio that is not the law's does not decide
    ],
)
def test_share_of_government_flags(version, config, ctdcp, expected, verdict):
    subject = {**LEADER, "unit": {"ctdt": 40, "ctdcp": ctdcp}}
    document = proposal("CTDCP", "collective", version=version, subject=subject, config=config)
    assert passed(document, f"T-CTDCP-{'03' if version == 'L2003' else '22'}/quota") is expected
    assert assess(document)["verdict"] == verdict


def test_another_fault_decides_beside_an_assumed_ratio():
    subject = {**LEADER, "flags": {"unity": False, "exceeds_targets": True}, "unit": {"ctdt": 40, "ctdcp": 8}}
    answer = assess(proposal("CTDCP", "collective", subject=subject, config={"quota_ratio": "0.2"}))
    assert (answer["verdict"], answer["failed_rules"]) == ("not_eligible", ["T-CTDCP-22/unity"])
    assert answer["doubtful_rules"] == ["T-CTDCP-22/quota"]


@pytest.mark.parametrize(
    ("subject", "failed", "still_open"),
    [
        (LEADER, [], []),
        ({**LEADER, "flags": {"unity": True, "exceeds_targets": False}}, ["T-CTDT-22/targets"], []),
        ({**LEADER, "flags": {}}, [], ["T-CTDT-22/targets", "T-CTDT-22/unity"]),
    ],
)
def test_the_provincial_flag(subject, failed, still_open):
    answer = assess(proposal("CTDT", "collective", subject=subject))
    assert (answer["failed_rules"], answer["open_rules"]) == (failed, still_open)
