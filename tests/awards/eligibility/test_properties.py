"""What holds for any record: more merit never hurts, a gap breaks a chain, versions differ only in what they differ in."""

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.eligibility import assess
from awards.law import law

from .proposals import found, idea, proposal, rated

RANK = {"not_eligible": 0, "on_hold": 1, "manual_review": 2, "eligible": 3}
BETTER = {False: 0, None: 1, True: 2}
YEARS = range(2016, 2025)
RATINGS = ("KHT", "HT", "HTT", "HTXS")
CHAINED = {"CSTDT": "CSTDCS", "CSTDTQ": "CSTDT"}
PEOPLE = ("LDTT", "CSTDCS", "CSTDT", "CSTDTQ", "BKT", "BKTTG", "HCLD3", "HCLD2")
GRANTS = ("LDTT", "CSTT", "CSTDCS", "CSTDT", "BKT", "BKTTG", "HCLD3")

grants = st.lists(
    st.builds(
        lambda award, year, kind: {"award": award, "year": year, "type": kind},
        st.sampled_from(GRANTS),
        st.sampled_from(YEARS),
        st.sampled_from(["CONG_TRANG", "CONG_TRANG", "CONG_TRANG", "PHONG_TRAO"]),
    ),
    max_size=12,
)
ratings = st.dictionaries(st.sampled_from(YEARS), st.sampled_from(RATINGS), max_size=9)
ideas = st.lists(
    st.builds(
        lambda scope, year, uses: idea(None, scope, year, uses),
        st.sampled_from(["co_so", "tinh", "toan_quoc"]),
        st.sampled_from(YEARS),
        st.sampled_from(["", "", "title", "commendation"]),
    ),
    max_size=4,
)


@st.composite
def records(draw) -> dict:
    years = draw(ratings)
    return {
        "awards": draw(grants),
        "ratings": [{"year": year, "rating": rating} for year, rating in years.items()],
        "initiatives": draw(ideas),
        "employment": {"months_worked": draw(st.integers(0, 12))},
    }


def verdicts(award: str, *subjects: dict) -> list[int]:
    # Under both laws that are verified; the record is the same.
    answers = [assess(proposal(award, version="L2022A", subject=subject)) for subject in subjects]
    return [RANK[answer["verdict"]] for answer in answers]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PEOPLE), records(), st.sampled_from(GRANTS), st.sampled_from(YEARS))
def test_one_more_award_never_makes_less_eligible(award, subject, granted, year):
    more = copy.deepcopy(subject)
    more["awards"].append({"award": granted, "year": year, "type": "CONG_TRANG"})
    before, after = verdicts(award, subject, more)
    assert after >= before


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PEOPLE), records(), st.sampled_from(YEARS))
def test_one_more_excellent_year_never_makes_less_eligible(award, subject, year):
    more = copy.deepcopy(subject)
    more["ratings"] = [row for row in more["ratings"] if row["year"] != year] + [{"year": year, "rating": "HTXS"}]
    before, after = verdicts(award, subject, more)
    assert after >= before


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(PEOPLE), records(), st.sampled_from(["co_so", "tinh", "toan_quoc"]), st.sampled_from(YEARS))
def test_one_more_initiative_never_makes_less_eligible(award, subject, scope, year):
    more = copy.deepcopy(subject)
    more["initiatives"].append(idea(None, scope, year))
    before, after = verdicts(award, subject, more)
    assert after >= before


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(PEOPLE), records())
def test_what_is_learned_of_an_unknown_year_settles_it_either_way(award, subject):
    # A finding that is open for want of facts is never closed as a no because they are missing.
    for finding in assess(proposal(award, subject=subject))["findings"]:
        if finding["missing"]:
            assert finding["passed"] is None


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(CHAINED)), st.sets(st.sampled_from(YEARS)), st.sampled_from(YEARS))
def test_a_gap_breaks_a_chain(award, years, gap):
    years = years - {gap}
    subject = {"awards": [{"award": CHAINED[award], "year": year, "type": "CONG_TRANG"} for year in years]}
    for version in ("L2022A", "L2003"):
        document = proposal(award, version=version, subject=subject)
        document["achievement_year"] = 2024
        finding = found(document, f"T-{award}-{'03' if version == 'L2003' else '22'}/chain")
        assert finding["found"] <= 2024 - gap
        assert finding["passed"] is (finding["found"] >= finding["required"])
        # Every year up to the gap is there, and the year before the chain is not.
        assert all(year in years for year in range(2025 - finding["found"], 2025))
        assert 2024 - finding["found"] not in years


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PEOPLE), records(), st.sampled_from(YEARS))
def test_a_discipline_never_helps(award, subject, year):
    less = {**subject, "discipline": [{"kind": "canh_cao", "ends_on": f"{year}-06-30"}]}
    with_it, without = (assess(proposal(award, subject=item)) for item in (less, subject))
    for mine, theirs in zip(with_it["findings"], without["findings"], strict=True):
        assert mine["rule"] == theirs["rule"]
        assert BETTER[mine["passed"]] <= BETTER[theirs["passed"]]


# --- Versions ---------------------------------------------------------------------------------------------------------
# What may differ between the versions of Law 2022 beside the words of a basis.
DIFFER = {("L2022A", "L2022B"): set(), ("L2022B", "L2026"): {"R005"}}
DATES = {
    "L2022A": {"filed_on": "2025-06-30"},
    "L2022B": {"filed_on": "2025-07-01", "accepted_on": "2025-07-01"},
    "L2026": {"filed_on": "2025-07-01", "accepted_on": "2026-10-01"},
}


def judged(award: str, kind: str, version: str, subject: dict, **more) -> dict:
    document = proposal(award, kind, subject=subject, assess_on="2026-12-01", **DATES[version], **more)
    document["achievement_year"] = 2024
    answer = assess(document)
    assert answer["law_version"] == version
    return {item["rule"]: (item["passed"], item["required"], item["found"]) for item in answer["findings"]}


@pytest.mark.parametrize("versions", DIFFER)
@settings(max_examples=60, deadline=None)
@given(records(), st.sampled_from(["CONG_TRANG", "PHONG_TRAO", "DOT_XUAT"]))
def test_a_change_of_version_changes_only_what_the_versions_differ_in(versions, subject, type_):
    for award in law().awards.values():
        kind = award.kinds[0]
        older, newer = (judged(award.code, kind, version, subject, type=type_) for version in versions)
        allowed = DIFFER[versions] if award.code == "CSTDCS" else set()
        assert {rule for rule in older.keys() ^ newer.keys() if rule not in allowed} == set()
        assert {rule for rule in older.keys() & newer.keys() if older[rule] != newer[rule]} == set()


def test_the_old_law_has_rules_of_its_own():
    # Every rule of an award carries the family of its version, but the ones that hold for all.
    for rule in law().rules:
        families = {law().versions[version].family for version in rule.versions}
        if rule.code == "REVIEW-STATE":
            assert families == {"03", "22"}
        else:
            assert len(families) == 1
            assert f"-{families.pop()}" in rule.prefix or rule.prefix == "R005"


def test_the_same_proposal_has_the_same_answer():
    subject = {"ratings": rated(y2024="HTXS"), "initiatives": [idea()]}
    document = proposal("CSTDCS", subject=subject)
    kept = copy.deepcopy(document)
    assert assess(document) == assess(document)
    assert document == kept  # and it is not changed
