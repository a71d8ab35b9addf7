"""Version of the law, principles, verdict, deciders, dossier, vote, posting (contract §2.2, §2.4 to §2.6)."""

import pytest

from awards.eligibility import assess

from .proposals import ABSENT, FILED, idea, passed, proposal, rules, work

STATE = ("HCLD3", "HCLD2", "HCLD1", "HCDL3", "HCDL2", "HCDL1", "AHLD")


def champion(**more) -> dict:
    """A proposal without fault."""
    years = range(
        int(more.get("filed_on", FILED["L2022A"])[:4]) - 2, int(more.get("filed_on", FILED["L2022A"])[:4]) + 1
    )
    subject = {"awards": work("CSTDCS", *years), "initiatives": [idea(scope="tinh")], **more.pop("subject", {})}
    return proposal("CSTDT", subject=subject, **more)


# --- Version ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("dates", "version", "reason"),
    [
        ({"filed_on": "2023-12-31"}, "L2003", "FILED_BEFORE_2024"),
        ({"filed_on": "2023-12-31", "accepted_on": "2026-12-01"}, "L2003", "FILED_BEFORE_2024"),
        ({"filed_on": "2024-01-01"}, "L2022A", "FILED_BEFORE_2025_07"),
        ({"filed_on": "2025-06-30", "accepted_on": "2026-10-05"}, "L2022A", "FILED_BEFORE_2025_07"),
        ({"filed_on": "2025-06-30", "assess_on": "2026-10-05"}, "L2022A", "FILED_BEFORE_2025_07"),
        ({"filed_on": "2025-07-01"}, "L2022B", "ACCEPTED_BEFORE_2026_10"),
        ({"filed_on": "2026-09-30"}, "L2022B", "ACCEPTED_BEFORE_2026_10"),
        ({"filed_on": "2026-10-01"}, "L2026", "NOT_ACCEPTED_BEFORE_2026_10"),
        ({"filed_on": "2026-09-01", "assess_on": "2026-10-01"}, "L2026", "NOT_ACCEPTED_BEFORE_2026_10"),
        ({"filed_on": "2026-09-01", "assess_on": "2026-09-30"}, "L2022B", "ACCEPTED_BEFORE_2026_10"),
        ({"filed_on": "2026-09-01", "decided_on": "2026-10-01"}, "L2026", "NOT_ACCEPTED_BEFORE_2026_10"),
        ({"filed_on": "2026-09-01", "accepted_on": "2026-09-30"}, "L2022B", "ACCEPTED_BEFORE_2026_10"),
        (
            {"filed_on": "2026-09-01", "accepted_on": "2026-09-30", "assess_on": "2026-12-01"},
            "L2022B",
            "ACCEPTED_BEFORE_2026_10",
        ),
        ({"filed_on": "2026-09-01", "accepted_on": "2026-10-01"}, "L2026", "ACCEPTED_FROM_2026_10"),
        ({"filed_on": "2026-10-02", "accepted_on": "2026-10-03"}, "L2026", "ACCEPTED_FROM_2026_10"),
    ],
)
def test_version_by_dates(dates, version, reason):
    answer = assess(proposal("LDTT", **dates))
    assert (answer["law_version"], answer["law_reason"]) == (version, reason)


@pytest.mark.parametrize(
    ("dates", "version", "reason"),
    [
        ({"accepted_on": "2026-09-30"}, "L2026", "MORE_FAVOURABLE"),
        ({"accepted_on": "2026-09-30", "decided_on": "2026-10-01"}, "L2026", "MORE_FAVOURABLE"),
        ({"accepted_on": "2026-09-29", "decided_on": "2026-09-30"}, "L2022B", "ACCEPTED_BEFORE_2026_10"),
        ({"accepted_on": "2026-10-01"}, "L2026", "ACCEPTED_FROM_2026_10"),
    ],
)
def test_the_newer_law_if_the_proposer_asks_for_it(dates, version, reason):
    answer = assess(proposal("LDTT", filed_on="2026-09-01", prefer_newer_law=True, **dates))
    assert (answer["law_version"], answer["law_reason"]) == (version, reason)


def test_the_newer_law_is_no_choice_for_earlier_filings():
    assert assess(proposal("LDTT", filed_on="2025-06-30", prefer_newer_law=True))["law_version"] == "L2022A"


# --- Kind of subject --------------------------------------------------------------------------------------------------
KINDS = {
    "individual": "LDTT CSTT CSTDCS CSTDT CSTDTQ KNC GK BKT BKTTG HCLD3 HCLD2 HCLD1 HCDL3 HCDL2 HCDL1 AHLD",
    "collective": "TTLDTT TTLDXS CTDT CTDCP GK BKT BKTTG HCLD3 HCLD2 HCLD1 HCDL3 HCDL2 HCDL1 AHLD",
    "household": "GDVH GK BKT BKTTG",
    "commune": "XATB",
    "village": "THONVH",
}
AWARDS = (
    "LDTT CSTT CSTDCS CSTDT CSTDTQ TTLDTT TTLDXS CTDT CTDCP XATB THONVH GDVH GK BKT BKTTG"
    " HCLD3 HCLD2 HCLD1 HCDL3 HCDL2 HCDL1 AHLD KNC"
).split()


@pytest.mark.parametrize("version", FILED)
@pytest.mark.parametrize("kind", KINDS)
def test_awards_fit_kinds_of_subjects(kind, version):
    fitting = [award for award in AWARDS if passed(proposal(award, kind, version), "S-KIND")]
    assert sorted(fitting) == sorted(KINDS[kind].split())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("award", AWARDS)
def test_nothing_is_eligible_without_facts(award, kind):
    for version in FILED:
        for type_ in ("CONG_TRANG", "DOT_XUAT", "PHONG_TRAO", "CONG_HIEN", "NIEN_HAN", "DOI_NGOAI", "CHUYEN_DE"):
            answer = assess(proposal(award, kind, version, type=type_))
            assert answer["verdict"] in ("not_eligible", "manual_review"), (version, type_)
            codes = [finding["rule"] for finding in answer["findings"]]
            assert len(codes) == len(set(codes))


# --- Principles -------------------------------------------------------------------------------------------------------
def held(*restrictions: dict, **more) -> dict:
    return champion(subject={"restrictions": list(restrictions)}, **more)


def case_of(start, end=None, outcome=None) -> dict:
    return {"kind": "investigation", "from": start, "to": end, "outcome": outcome}


@pytest.mark.parametrize(
    ("restrictions", "expected", "verdict"),
    [
        ([], True, "eligible"),
        ([case_of("2024-11-20")], False, "on_hold"),
        ([case_of("2024-11-21")], True, "eligible"),  # begins after the day of assessment
        ([case_of("2024-01-01", "2024-11-21", "cleared")], False, "on_hold"),
        ([case_of("2024-01-01", "2024-11-20", "cleared")], True, "eligible"),
        ([case_of("2024-01-01", "2024-11-20")], None, "manual_review"),
        ([case_of("2024-01-01", "2024-11-20", "violation")], None, "manual_review"),
        ([case_of("2024-01-01", "2024-02-01", "violation"), case_of("2024-11-01")], False, "on_hold"),
        ([case_of("2024-01-01", "2024-02-01", "cleared"), case_of("2024-03-01", "2024-04-01")], None, "manual_review"),
        ([case_of("2024-11-20", "2024-11-20", "cleared")], True, "eligible"),
        ([case_of(None)], None, "manual_review"),
    ],
)
def test_holds(restrictions, expected, verdict):
    document = held(*restrictions)
    assert passed(document, "C-05") is expected
    assert assess(document)["verdict"] == verdict


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"assess_on": "2024-12-01"}, True),
        ({"assess_on": "2025-01-10"}, False),
        ({"decided_on": "2025-01-10", "accepted_on": "2024-12-01"}, False),
        ({"decided_on": "2025-01-10", "assess_on": "2024-12-01"}, True),
        ({"accepted_on": "2025-01-10"}, False),
        ({}, True),
    ],
)
def test_the_day_of_the_hold_check(dates, expected):
    # The stated day, else decided, accepted, filed: the first that is there.
    assert passed(held(case_of("2025-01-05"), **dates), "C-05") is expected


def test_a_fault_outweighs_a_hold():
    document = held(case_of("2024-01-01"))
    document["subject"]["initiatives"] = []
    answer = assess(document)
    assert (answer["verdict"], answer["failed_rules"]) == ("not_eligible", ["C-05", "T-CSTDT-22/initiative"])


@pytest.mark.parametrize(
    ("grant", "expected"),
    [
        ({"achievement_id": "x7"}, False),
        ({"achievement_id": "x7", "type": "DOT_XUAT"}, False),
        ({"achievement_id": "x7", "year": 2031}, False),
        ({"achievement_id": "x7", "revoked_on": "2024-05-01"}, True),
        ({"achievement_id": "x8"}, True),
        ({}, True),
    ],
)
def test_one_achievement_is_awarded_once(grant, expected):
    given = {"award": "GK", "year": 2024, "type": "PHONG_TRAO", **grant}
    assert passed(proposal("BKT", achievement_id="x7", subject={"awards": [given]}), "C-01") is expected
    assert passed(proposal("BKT", subject={"awards": [given]}), "C-01") is ABSENT


@pytest.mark.parametrize(
    ("kind", "assess_on", "dissolved_on", "expected"),
    [
        ("collective", "2025-08-05", "2025-07-01", False),
        ("collective", "2025-08-05", "2025-08-05", False),
        ("collective", "2025-08-05", "2025-08-06", True),
        ("collective", "2025-08-04", "2025-07-01", ABSENT),  # TT 15/2025 is not in force yet
        ("individual", "2025-08-05", "2025-07-01", ABSENT),
        ("collective", "2025-08-05", None, ABSENT),
    ],
)
def test_a_dissolved_body_gets_no_award(kind, assess_on, dissolved_on, expected):
    subject = {"dissolved_on": dissolved_on}
    document = proposal("BKT", kind, filed_on="2025-07-01", assess_on=assess_on, subject=subject)
    assert passed(document, "C-19") is expected


@pytest.mark.parametrize("type_", ["CONG_HIEN", "NIEN_HAN", "DOI_NGOAI", "CHUYEN_DE"])
def test_other_types_have_standards_of_their_own(type_):
    document = proposal("BKT", type=type_, decider="CT_UBND_TINH", achievement_id="x")
    assert rules(document) == {"S-KIND", "C-05", "T-TYPE", "C-01", "A-DECIDER"}
    assert passed(document, "T-TYPE") is None
    assert assess(document)["verdict"] == "manual_review"
    assert assess(proposal("HCLD3", type=type_))["open_rules"] == ["REVIEW-STATE", "T-TYPE"]


@pytest.mark.parametrize(("version", "expected"), [("L2003", False), ("L2022A", ABSENT), ("L2026", ABSENT)])
def test_an_award_the_law_did_not_know(version, expected):
    document = proposal("XATB", "commune", version)
    assert passed(document, "S-VERSION") is expected
    assert assess(document)["verdict"] == ("not_eligible" if version == "L2003" else "manual_review")


@pytest.mark.parametrize(
    ("filed_on", "decided_on", "expected"),
    [
        ("2023-12-31", "2024-01-01", None),
        ("2023-12-31", "2023-12-31", ABSENT),
        ("2023-12-31", None, ABSENT),
        ("2024-01-01", "2024-01-01", ABSENT),
    ],
)
def test_between_two_laws(filed_on, decided_on, expected):
    assert passed(proposal("LDTT", filed_on=filed_on, decided_on=decided_on), "V-2024") is expected


def test_between_two_laws_nothing_else_decides():
    dates = {"filed_on": "2023-12-01", "decided_on": "2024-02-01"}
    document = proposal("CSTDT", subject={"restrictions": [case_of("2024-01-01")]}, **dates)
    answer = assess(document)
    assert answer["verdict"] == "manual_review"
    assert answer["failed_rules"] == ["C-05", "T-CSTDT-03/chain", "T-CSTDT-03/initiative"]


# --- Who decides ------------------------------------------------------------------------------------------------------
UNITS = ["THU_TRUONG_DON_VI", "GIAM_DOC_DOANH_NGHIEP"]
XA, HUYEN = ["CT_UBND_XA"], ["CT_UBND_HUYEN"]


@pytest.mark.parametrize(
    ("awards", "in_2023", "in_june_2025", "in_july_2025"),
    [
        ("LDTT GK", [*UNITS, *XA, *HUYEN], [*UNITS, *XA, *HUYEN], [*UNITS, *XA]),
        ("CSTDCS TTLDTT", [*UNITS, *HUYEN], [*UNITS, *HUYEN], [*UNITS, *XA]),
        ("THONVH", HUYEN, HUYEN, XA),
        ("GDVH", XA, XA, XA),
        ("CTDT CSTDT TTLDXS BKT KNC XATB", ["CT_UBND_TINH"], ["CT_UBND_TINH"], ["CT_UBND_TINH"]),
        ("CTDCP CSTDTQ BKTTG", ["THU_TUONG"], ["THU_TUONG"], ["THU_TUONG"]),
        (" ".join(STATE), ["CHU_TICH_NUOC"], ["CHU_TICH_NUOC"], ["CHU_TICH_NUOC"]),
    ],
)
def test_deciders(awards, in_2023, in_june_2025, in_july_2025):
    days = {"2023-11-01": in_2023, "2023-12-31": in_2023, "2024-01-01": in_june_2025, "2025-06-30": in_june_2025}
    for award in awards.split():
        for day, expected in {**days, "2025-07-01": in_july_2025, "2027-01-01": in_july_2025}.items():
            assert sorted(assess(proposal(award, filed_on=day))["deciders"]) == sorted(expected), (award, day)
            decided = proposal(award, filed_on="2023-10-01", decided_on=day)
            assert sorted(assess(decided)["deciders"]) == sorted(expected), (award, day)


@pytest.mark.parametrize(
    ("award", "kind", "day", "decider", "expected"),
    [
        ("BKT", "individual", "2024-05-01", "CT_UBND_TINH", True),
        ("BKT", "individual", "2024-05-01", "CT_UBND_HUYEN", False),
        ("CSTDCS", "individual", "2025-06-30", "CT_UBND_XA", False),
        ("CSTDCS", "individual", "2025-07-01", "CT_UBND_XA", True),
        ("LDTT", "individual", "2023-05-01", "CT_UBND_XA", True),
        ("THONVH", "village", "2025-06-30", "CT_UBND_HUYEN", True),
        ("THONVH", "village", "2025-07-01", "CT_UBND_HUYEN", False),
        ("XATB", "commune", "2024-05-01", "CT_UBND_TINH", None),
        ("XATB", "commune", "2024-05-01", "CT_UBND_XA", None),
        ("GDVH", "household", "2023-12-31", "CT_UBND_XA", None),
        ("GDVH", "household", "2024-01-01", "CT_UBND_XA", True),
        ("GDVH", "household", "2024-01-01", "CT_UBND_HUYEN", False),
        ("CSTT", "individual", "2024-05-01", "CT_UBND_TINH", None),  # no row tells who decides
        ("AHLD", "individual", "2024-05-01", "THU_TUONG", False),
    ],
)
def test_the_named_decider(award, kind, day, decider, expected):
    assert passed(proposal(award, kind, filed_on=day, decider=decider), "A-DECIDER") is expected


def test_no_decider_named_none_judged():
    assert passed(proposal("BKT"), "A-DECIDER") is ABSENT


# --- Dossier, vote, posting -------------------------------------------------------------------------------------------
BASE = ["TO_TRINH", "BAO_CAO", "BIEN_BAN"]
VOTED, PROOF, ARTICLE_30 = "KET_QUA_PHIEU", "CHUNG_NHAN", "VAN_BAN_DIEU_30"


@pytest.mark.parametrize(
    ("award", "code", "copies", "more", "old_code", "old_copies", "old_more"),
    [
        ("LDTT", "D-TITLE-98", None, [], "D-TITLE-LAW", None, []),
        ("TTLDTT", "D-TITLE-98", None, [], "D-TITLE-LAW", None, []),
        ("TTLDXS", "D-TITLE-98", None, [], "D-TITLE-LAW", None, []),
        ("CSTDCS", "D-TITLE-98v", None, [VOTED, PROOF], "D-TITLE-LAW", None, [PROOF]),
        ("CSTDT", "D-TITLE-98v", None, [VOTED, PROOF], "D-TITLE-LAW", None, [PROOF]),
        ("CTDT", "D-TITLE-98v", None, [VOTED], "D-CTDT-old", None, []),
        ("CSTDTQ", "D-CSTDTQ", 1, [VOTED, PROOF, ARTICLE_30], "D-TITLE-LAW", 2, [PROOF]),
        ("CTDCP", "D-CTDCP", 1, [VOTED, ARTICLE_30], "D-TITLE-LAW", 2, []),
        ("BKTTG", "D-BKTTG", 1, [ARTICLE_30], "D-BKTTG", 2, []),
        ("HCLD3", "D-HC", 1, [ARTICLE_30], "D-HC", 2, []),
        ("HCDL1", "D-HC", 1, [ARTICLE_30], "D-HC", 2, []),
        ("AHLD", "D-AH", 1, [VOTED, ARTICLE_30], "D-AH", 2, []),
        ("BKT", "D-BKT-PT", 1, [], "D-BKT-PT", 1, []),
        ("GK", "D-GK", None, [], "D-GK", None, []),
        ("KNC", None, None, [], None, None, []),
        ("THONVH", None, None, [], "D-TITLE-LAW", None, []),
    ],
)
def test_dossiers(award, code, copies, more, old_code, old_copies, old_more):
    expected = dict.fromkeys(("L2022A", "L2022B", "L2026"), (code, copies, more))
    expected["L2003"] = (old_code, old_copies, old_more)
    for version, (name, sets, documents) in expected.items():
        dossier = assess(proposal(award, version=version))["dossier"]
        assert (dossier["code"], dossier["copies"]) == (name, sets), version
        assert sorted(item["code"] for item in dossier["documents"]) == sorted([*BASE, *documents]), version
        assert all(item["name"] for item in dossier["documents"])


def test_a_sudden_achievement_needs_a_certificate():
    sudden = assess(proposal("BKTTG", type="DOT_XUAT"))["dossier"]["documents"]
    assert [item["code"] for item in sudden] == [*BASE, ARTICLE_30, PROOF]
    old = assess(proposal("BKTTG", version="L2003", type="DOT_XUAT"))["dossier"]["documents"]
    assert [item["code"] for item in old] == BASE


@pytest.mark.parametrize(
    ("version", "award", "required", "ratio", "secret", "verified"),
    [
        ("L2003", "CSTDT", True, "0.9", True, True),
        ("L2003", "CSTDCS", None, None, None, False),
        ("L2003", "BKT", None, None, None, False),
        ("L2022A", "AHLD", True, "0.9", False, True),
        ("L2022A", "CTDCP", True, "0.8", False, True),
        ("L2022A", "BKTTG", False, None, False, False),
        ("L2022B", "CSTDCS", True, "0.8", False, False),
        ("L2026", "CSTDTQ", True, "0.9", False, False),
        ("L2026", "GK", False, None, False, False),
    ],
)
def test_vote(version, award, required, ratio, secret, verified):
    vote = assess(proposal(award, version=version))["vote"]
    assert (vote["required"], vote["ratio"], vote["secret_by_law"]) == (required, ratio, secret)
    assert vote["denominator"] == ("total_members" if ratio else None)
    assert vote["verified"] is verified


@pytest.mark.parametrize("version", FILED)
@pytest.mark.parametrize("award", AWARDS)
def test_posting(version, award):
    posting = assess(proposal(award, version=version))["publicity"]
    shown = {key: posting[key] for key in ("required", "days", "day_kind", "before")}
    nothing = {"days": None, "day_kind": None, "before": None}
    if version == "L2003":
        assert shown == {"required": award in (*STATE, "CSTDTQ"), **nothing}
    elif award in STATE:
        assert shown == {"required": True, "days": 10, "day_kind": "working", "before": "council_meeting"}
    else:
        assert shown == {"required": False, **nothing}
