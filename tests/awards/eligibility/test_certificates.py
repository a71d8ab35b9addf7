"""What each award asks (contract §2.4), beyond what the vectors touch: movements, certificates, state awards."""

import pytest

from awards.eligibility import assess

from .proposals import found, idea, passed, proposal, rated, work

# --- Movements --------------------------------------------------------------------------------------------------------
LEVELS = ("unit", "commune", "province", "ministry", "pm", None)


def moved(award: str, kind: str, version: str, rule: str, **movement):
    level = {key: value for key, value in movement.items() if value is not None}
    return passed(proposal(award, kind, version, type="PHONG_TRAO", subject={"movement": level}), rule)


@pytest.mark.parametrize("version", ["L2003", "L2022A", "L2022B", "L2026"])
def test_level_of_the_movement(version):
    vv = "03" if version == "L2003" else "22"
    for_flag = [
        moved("CTDT", "collective", version, f"T-CTDT-{vv}/movement", level=level, years="3") for level in LEVELS
    ]
    assert for_flag == [False, False, None, None, None, None]
    for_bkt = [moved("BKT", "collective", version, f"F-BKT-{vv}-COL/movement", level=level) for level in LEVELS]
    assert for_bkt == [False, False, True, True, True, None]


@pytest.mark.parametrize(
    ("level", "years", "flag", "new", "old"),
    [
        ("pm", "5", True, True, None),
        ("pm", "4.9", False, None, None),
        ("pm", None, None, None, None),
        ("ministry", "7", False, None, None),
        ("ministry", None, False, None, None),
        ("province", "2.99", False, False, None),
        ("province", "3", False, None, None),
        ("province", None, False, None, None),
        ("commune", "9", False, False, False),
        ("unit", None, False, False, False),
    ],
)
def test_length_of_the_movement(level, years, flag, new, old):
    for version, vv in (("L2003", "03"), ("L2022B", "22")):
        rule = f"T-CTDCP-{vv}/movement"
        assert moved("CTDCP", "collective", version, rule, level=level, years=years) is flag
    for kind, end in (("individual", "IND"), ("collective", "COL")):
        assert moved("BKTTG", kind, "L2022A", f"F-BKTTG-22-{end}/movement", level=level, years=years) is new
        assert moved("BKTTG", kind, "L2003", f"F-BKTTG-03-{end}/movement", level=level, years=years) is old


def test_what_is_missing_of_a_movement():
    document = proposal("CTDCP", "collective", type="PHONG_TRAO", subject={"movement": {"level": "pm"}})
    assert found(document, "T-CTDCP-22/movement")["missing"] == ["subject.movement.years"]
    assert found(document, "T-CTDCP-22/leads")["missing"] == ["subject.movement.leads"]


def test_the_certificate_of_a_long_movement_of_the_prime_minister():
    movement = {"level": "pm", "years": 5, "phase": "so_ket", "selected": True}
    document = proposal("BKTTG", type="PHONG_TRAO", subject={"movement": movement})
    assert assess(document)["verdict"] == "eligible"
    movement["selected"] = False
    assert assess(document)["failed_rules"] == ["F-BKTTG-22-IND/selected"]


# --- Certificates of merit --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kind", "version", "subject", "expected"),
    [
        ("individual", "L2022A", {"awards": work("CSTDCS", 2023, 2024)}, True),
        ("individual", "L2022A", {"awards": work("CSTDCS", 2023, 2024), "ratings": rated(y2024="HT")}, True),
        ("individual", "L2022A", {"awards": work("CSTDCS", 2024), "ratings": rated(y2024="HTT")}, False),
        ("individual", "L2022A", {"ratings": rated(y2024="HTXS"), "initiatives": [idea("a"), idea("b")]}, None),
        ("individual", "L2022A", {"ratings": rated(y2023="HTXS", y2024="HTXS"), "initiatives": [idea()]}, False),
        ("individual", "L2003", {"awards": work("CSTDCS", 2022, 2023), "ratings": rated(y2023="HTT")}, False),
        ("collective", "L2022B", {"ratings": rated(y2024="HTXS", y2025="HTXS")}, True),
        ("collective", "L2022B", {"awards": work("TTLDXS", 2024, 2025)}, True),
        ("collective", "L2022B", {"awards": work("TTLDXS", 2024, 2025), "ratings": rated(y2025="HTT")}, True),
        ("collective", "L2022B", {"awards": work("TTLDXS", 2025), "ratings": rated(y2025="HTT")}, False),
        ("collective", "L2003", {"awards": work("TTLDXS", 2022, 2023), "ratings": rated(y2023="HTT")}, False),
        ("collective", "L2003", {"ratings": rated(y2022="HTXS", y2023="HTXS")}, True),
    ],
)
def test_merit_for_the_certificate_of_the_province(kind, version, subject, expected):
    rule = f"F-BKT-{'03' if version == 'L2003' else '22'}-{'IND' if kind == 'individual' else 'COL'}/merit"
    assert passed(proposal("BKT", kind, version, subject=subject), rule) is expected


@pytest.mark.parametrize("limb", ["many", "contribution", "worker_farmer"])
@pytest.mark.parametrize("award", ["BKT", "BKTTG"])
@pytest.mark.parametrize("kind", ["individual", "collective", "household"])
@pytest.mark.parametrize("version", ["L2003", "L2022A"])
def test_other_grounds_are_for_people_to_judge(award, kind, limb, version):
    end = {"individual": "IND", "collective": "COL", "household": "HH"}[kind]
    rule = f"F-{award}-{'03' if version == 'L2003' else '22'}-{end}/merit"
    document = proposal(award, kind, version, limb=limb, subject={"flags": {"unity": True}})
    assert passed(document, rule) is None
    assert assess(document)["verdict"] == "manual_review"


def test_the_old_certificate_of_the_prime_minister():
    years = {f"y{year}": "HTXS" for year in range(2019, 2024)}
    ideas = [idea(f"i{year}", year=year) for year in range(2019, 2024)]
    subject = {"awards": work("BKT", 2018), "ratings": rated(**years), "initiatives": ideas}
    document = proposal("BKTTG", version="L2003", subject=subject)
    assert assess(document)["verdict"] == "eligible"
    subject["initiatives"] = [*ideas[:4], idea("old", year=2018)]
    finding = found(document, "F-BKTTG-03-IND/initiative")
    assert (finding["passed"], finding["required"], finding["found"]) == (False, 5, 4)
    subject["awards"] = []
    assert "F-BKTTG-03-IND/prior_award" in assess(document)["failed_rules"]


def test_a_household_under_the_old_law_is_for_people_to_judge():
    # No row of the law was seen for households: nothing failed, and still it is no yes.
    movement = {"level": "province", "selected": True}
    answer = assess(proposal("BKT", "household", "L2003", type="PHONG_TRAO", subject={"movement": movement}))
    assert (answer["verdict"], answer["open_rules"]) == ("manual_review", [])
    assert answer["doubtful_rules"] == ["F-BKT-03-HH/movement", "F-BKT-03-HH/selected"]


def test_a_state_award_is_never_passed_by_a_program():
    good = {"ratings": rated(y2020="HTT", y2021="HTXS", y2022="HTXS", y2023="HTT", y2024="HTT")}
    good["awards"] = [*work("HCLD3", 2018), *work("CSTDT", 2022)]
    document = proposal("HCLD2", subject=good)
    assert (assess(document)["verdict"], assess(document)["open_rules"]) == ("manual_review", ["REVIEW-STATE"])
    good["awards"] = work("HCLD3", 2018)
    assert assess(document)["failed_rules"] == ["F-HCLD2-22-IND/count"]
