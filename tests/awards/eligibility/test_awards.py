"""What each award asks (contract §2.4), beyond what the vectors touch: which rules."""

import pytest

from .proposals import proposal, rules

ALWAYS = {"S-KIND", "C-05"}


# --- Which rules are checked ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("award", "kind", "more", "expected"),
    [
        ("LDTT", "individual", {}, "T-LDTT-22/rating T-LDTT-22/months"),
        ("LDTT", "individual", {"version": "L2003"}, "T-LDTT-03/criteria"),
        ("CSTT", "individual", {}, "T-CSTT-22/criteria"),
        ("CSTDCS", "individual", {}, "T-CSTDCS-22/meets_ldtt T-CSTDCS-22/merit"),
        ("CSTDCS", "individual", {"version": "L2026"}, "T-CSTDCS-22/meets_ldtt T-CSTDCS-22/merit R005"),
        (
            "CSTDCS",
            "individual",
            {"version": "L2003"},
            "T-CSTDCS-03/meets_ldtt T-CSTDCS-03/merit T-CSTDCS-03/quota",
        ),
        ("CSTDT", "individual", {"version": "L2003"}, "T-CSTDT-03/chain T-CSTDT-03/initiative"),
        ("CSTDTQ", "individual", {"version": "L2003"}, "T-CSTDTQ-03/chain T-CSTDTQ-03/initiative"),
        (
            "TTLDTT",
            "collective",
            {},
            "T-TTLDTT-22/rating T-TTLDTT-22/share_ldtt T-TTLDTT-22/discipline T-TTLDTT-22/unity",
        ),
        (
            "TTLDXS",
            "collective",
            {},
            "T-TTLDXS-22/rating T-TTLDXS-22/share_completed T-TTLDXS-22/share_ldtt T-TTLDXS-22/has_cstdcs"
            " T-TTLDXS-22/unity",
        ),
        (
            "TTLDXS",
            "collective",
            {"version": "L2003"},
            "T-TTLDXS-03/rating T-TTLDXS-03/share_completed T-TTLDXS-03/share_ldtt T-TTLDXS-03/has_cstdcs"
            " T-TTLDXS-03/discipline T-TTLDXS-03/unity",
        ),
        ("CTDT", "collective", {}, "T-CTDT-22/bloc_lead T-CTDT-22/targets T-CTDT-22/unity"),
        ("CTDT", "collective", {"version": "L2003"}, "T-CTDT-03/bloc_lead"),
        ("CTDT", "collective", {"type": "PHONG_TRAO"}, "T-CTDT-22/movement T-CTDT-22/leads"),
        ("CTDT", "collective", {"type": "PHONG_TRAO", "version": "L2003"}, "T-CTDT-03/movement T-CTDT-03/leads"),
        (
            "CTDCP",
            "collective",
            {"version": "L2022B"},
            "T-CTDCP-22/bloc_lead T-CTDCP-22/targets T-CTDCP-22/unity T-CTDCP-22/quota",
        ),
        ("CTDCP", "collective", {"version": "L2003"}, "T-CTDCP-03/bloc_lead T-CTDCP-03/quota"),
        ("CTDCP", "collective", {"type": "PHONG_TRAO"}, "T-CTDCP-22/movement T-CTDCP-22/leads"),
        ("BKT", "individual", {"type": "PHONG_TRAO"}, "F-BKT-22-IND/movement F-BKT-22-IND/selected"),
        ("BKT", "individual", {}, "F-BKT-22-IND/merit"),
        ("BKT", "individual", {"type": "DOT_XUAT"}, "F-BKT-22-IND/merit"),
        ("BKT", "individual", {"version": "L2003", "limb": "contribution"}, "F-BKT-03-IND/merit"),
        (
            "BKT",
            "collective",
            {"type": "PHONG_TRAO", "version": "L2003"},
            "F-BKT-03-COL/movement F-BKT-03-COL/selected F-BKT-03-COL/unity",
        ),
        ("BKT", "collective", {"type": "DOT_XUAT"}, "F-BKT-22-COL/merit F-BKT-22-COL/unity"),
        ("BKT", "household", {"type": "PHONG_TRAO"}, "F-BKT-22-HH/movement F-BKT-22-HH/selected"),
        ("BKT", "household", {}, "F-BKT-22-HH/merit"),
        (
            "BKTTG",
            "individual",
            {},
            "F-BKTTG-22-IND/prior_award F-BKTTG-22-IND/rating F-BKTTG-22-IND/count",
        ),
        (
            "BKTTG",
            "individual",
            {"version": "L2003"},
            "F-BKTTG-03-IND/prior_award F-BKTTG-03-IND/rating F-BKTTG-03-IND/initiative",
        ),
        ("BKTTG", "individual", {"limb": "many"}, "F-BKTTG-22-IND/merit"),
        ("BKTTG", "individual", {"limb": "worker_farmer"}, "F-BKTTG-22-IND/merit"),
        ("BKTTG", "collective", {}, "F-BKTTG-22-COL/prior_award F-BKTTG-22-COL/limb_d"),
        (
            "BKTTG",
            "collective",
            {"version": "L2003"},
            "F-BKTTG-03-COL/prior_award F-BKTTG-03-COL/rating F-BKTTG-03-COL/limb_d",
        ),
        ("BKTTG", "collective", {"type": "DOT_XUAT"}, "F-BKTTG-22-COL/merit"),
        ("BKTTG", "household", {}, "F-BKTTG-22-HH/merit"),
        ("HCLD1", "individual", {}, "REVIEW-STATE"),
        ("HCLD3", "collective", {}, "REVIEW-STATE"),
        ("HCLD3", "individual", {"version": "L2003"}, "REVIEW-STATE"),
        ("HCLD3", "individual", {"subject": {"category": "worker_farmer"}}, "REVIEW-STATE"),
        ("HCLD3", "individual", {"type": "PHONG_TRAO"}, "REVIEW-STATE"),
        (
            "HCLD2",
            "individual",
            {},
            "REVIEW-STATE F-HCLD2-22-IND/prior_award F-HCLD2-22-IND/rating F-HCLD2-22-IND/htxs_years"
            " F-HCLD2-22-IND/count",
        ),
        ("HCDL2", "collective", {}, "REVIEW-STATE"),
        ("AHLD", "individual", {}, "REVIEW-STATE"),
        ("GK", "household", {}, "F-GK-22/criteria"),
        ("GK", "individual", {"version": "L2003", "type": "DOT_XUAT"}, "F-GK-03/criteria"),
        ("XATB", "commune", {}, "T-XATB-22/criteria"),
        ("THONVH", "village", {}, "T-THONVH-22/criteria"),
        ("GDVH", "household", {"version": "L2003"}, "T-GDVH-03/criteria"),
        ("KNC", "individual", {}, "T-KNC-22/criteria"),
        ("KNC", "individual", {"version": "L2003"}, "T-KNC-03/criteria"),
    ],
)
def test_the_rules_that_are_checked(award, kind, more, expected):
    assert rules(proposal(award, kind, **more)) == {*expected.split(), *ALWAYS}
