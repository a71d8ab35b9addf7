"""Award money: coefficients of the law, base salary on the day of the decision, rounding (contract §2.6, law.md §9)."""

from datetime import date
from fractions import Fraction

import pytest

from awards.eligibility import assess
from awards.money import award_money, coefficient_of

from .eligibility.proposals import proposal

# Award → individual, collective, household from 2024; then the same under the old law. None: open or not there.
COEFFICIENTS = {
    "CSTDTQ": ("4.5", None, "6.75", "4.5", None),
    "CSTDT": ("3", None, "4.5", "3", None),
    "CSTDCS": ("1", None, "1.5", "1", None),
    "LDTT": ("0.3", None, "0.45", "0.3", None),
    "TTLDXS": (None, "1.5", None, None, "1.5"),
    "TTLDTT": (None, "0.8", None, None, "0.8"),
    "CTDCP": (None, "12", None, None, "12"),
    "CTDT": (None, "8", None, None, "8"),
    "HCDL1": ("15", "30", "22.5", "15", "30"),
    "HCDL2": ("12.5", "25", "18.75", "12.5", "25"),
    "HCDL3": ("10.5", "21", "15.75", "10.5", "21"),
    "HCLD1": ("9", "18", "13.5", "9", "18"),
    "HCLD2": ("7.5", "15", "11.25", "7.5", "15"),
    "HCLD3": ("4.5", "9", "6.75", "4.5", "9"),
    "AHLD": ("15.5", "31", "23.25", "15.5", "31"),
    "BKTTG": ("3.5", "7", "5.25", "3.5", "7"),
    "BKT": ("1.5", "3", "2.25", "1", "2"),
    "GK": ("0.3", "0.6", "0.45", "0.3", "0.6"),
    "KNC": (None, None, None, "0.6", None),
    "CSTT": (None, None, None, None, None),
    "GDVH": (None, None, None, None, None),
}


def coefficient(*args, **more):
    return coefficient_of(*args, **more)[0]


def fraction(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


@pytest.mark.parametrize("award", COEFFICIENTS)
def test_coefficients(award):
    single, collective, household, old_single, old_collective = map(fraction, COEFFICIENTS[award])
    for version in ("L2022A", "L2022B", "L2026"):
        assert coefficient(award, "individual", version) == single
        assert coefficient(award, "collective", version) == collective
        assert coefficient(award, "household", version) == household
    assert coefficient(award, "individual", "L2003") == old_single
    assert coefficient(award, "collective", "L2003") == old_collective
    assert coefficient(award, "household", "L2003") is None  # no text on households was seen


@pytest.mark.parametrize(
    ("award", "kind", "old", "new"), [("XATB", "commune", None, "2"), ("THONVH", "village", "1.5", "1.5")]
)
def test_coefficients_of_places(award, kind, old, new):
    assert coefficient(award, kind, "L2003") == fraction(old)
    assert coefficient(award, kind, "L2022B") == fraction(new)


@pytest.mark.parametrize(
    ("version", "kind", "expected"),
    [
        ("L2003", "individual", "0.15"),
        ("L2003", "collective", "0.3"),
        ("L2022A", "individual", None),  # 0.15 or 0.3: the text was not seen
        ("L2022B", "collective", None),
        ("L2022B", "household", None),
    ],
)
def test_a_certificate_of_a_commune_chairman(version, kind, expected):
    assert coefficient("GK", kind, version, "CT_UBND_XA") == fraction(expected)


@pytest.mark.parametrize(
    ("day", "salary"),
    [
        ("2018-06-30", None),
        ("2018-07-01", 1_390_000),
        ("2019-06-30", 1_390_000),
        ("2019-07-01", 1_490_000),
        ("2023-06-30", 1_490_000),
        ("2023-07-01", 1_800_000),
        ("2024-06-30", 1_800_000),
        ("2024-07-01", 2_340_000),
        ("2026-06-30", 2_340_000),
        ("2026-07-01", 2_530_000),
        ("2030-01-01", 2_530_000),
    ],
)
def test_base_salary_is_the_one_of_the_day_of_the_decision(day, salary):
    version = "L2003" if day < "2024" else "L2022A"
    money = award_money(award="CSTDCS", kind="individual", version=version, decided_on=date.fromisoformat(day))
    assert (money.base_salary and money.base_salary.amount) == salary
    assert money.amount == salary
    assert money.missing == (() if salary else ("base_salary",))


# law.md §9.2: award, kind, version, then the amounts at 1.49, 1.80, 2.34 and 2.53 million, rounded up.
DAYS = ("2023-06-30", "2023-07-01", "2024-07-01", "2026-07-01")
AMOUNTS = [
    ("LDTT", "individual", "L2022A", (450_000, 540_000, 710_000, 760_000)),
    ("CSTDT", "individual", "L2022A", (4_470_000, 5_400_000, 7_020_000, 7_590_000)),
    ("CSTDTQ", "individual", "L2022A", (6_710_000, 8_100_000, 10_530_000, 11_390_000)),
    ("TTLDTT", "collective", "L2022A", (1_200_000, 1_440_000, 1_880_000, 2_030_000)),
    ("TTLDXS", "collective", "L2022A", (2_240_000, 2_700_000, 3_510_000, 3_800_000)),
    ("CTDT", "collective", "L2022A", (11_920_000, 14_400_000, 18_720_000, 20_240_000)),
    ("CTDCP", "collective", "L2022A", (17_880_000, 21_600_000, 28_080_000, 30_360_000)),
    ("BKT", "individual", "L2003", (1_490_000, 1_800_000, 2_340_000, 2_530_000)),
    ("BKTTG", "individual", "L2022A", (5_220_000, 6_300_000, 8_190_000, 8_860_000)),
    ("BKTTG", "collective", "L2022A", (10_430_000, 12_600_000, 16_380_000, 17_710_000)),
    ("HCLD3", "collective", "L2022A", (13_410_000, 16_200_000, 21_060_000, 22_770_000)),
]


@pytest.mark.parametrize(("award", "kind", "version", "amounts"), AMOUNTS)
def test_amounts_of_the_table(award, kind, version, amounts):
    for day, amount in zip(DAYS, amounts, strict=True):
        money = award_money(award=award, kind=kind, version=version, decided_on=date.fromisoformat(day))
        assert money.amount == amount, day


@pytest.mark.parametrize(
    ("award", "decider", "rounding", "raw", "amount", "verified"),
    [
        # The published example of NĐ 91: 223,500 → 220,000 and 447,000 → 450,000, at 1,490,000.
        ("GK", "CT_UBND_XA", "NEAREST_10K", "223500", 220_000, True),
        ("GK", None, "NEAREST_10K", "447000", 450_000, True),
        ("GK", "CT_UBND_XA", "CEIL_10K", "223500", 230_000, True),
        ("GK", "CT_UBND_XA", "NONE", "223500", 223_500, True),
        ("GK", "CT_UBND_XA", None, "223500", 230_000, False),
        ("CSTDCS", None, None, "1490000", 1_490_000, True),
    ],
)
def test_rounding(award, decider, rounding, raw, amount, verified):
    config = {"rounding": rounding} if rounding else {}
    document = proposal(award, filed_on="2023-06-01", decided_on="2023-06-30", decider=decider, config=config)
    money = assess(document)["money"]
    assert (money["raw"], money["amount"], money["verified"]) == (raw, amount, verified)
    assert money["rounding"] == (rounding or "CEIL_10K")


def test_half_a_step_is_rounded_up():
    # 4.5 × 1,490,000 = 6,705,000: exactly between two tens of thousands.
    document = proposal("CSTDTQ", filed_on="2023-06-01", decided_on="2023-06-30", config={"rounding": "NEAREST_10K"})
    assert assess(document)["money"]["amount"] == 6_710_000


def test_without_a_decision_there_is_no_amount():
    money = assess(proposal("BKT"))["money"]
    assert [money[key] for key in ("base_salary", "raw", "amount")] == [None] * 3
    assert (money["coefficient"], money["verified"], money["missing"]) == ("1.5", False, ["decided_on"])


def test_between_two_laws_the_coefficient_is_open():
    money = assess(proposal("LDTT", filed_on="2023-12-20", decided_on="2024-07-01"))["money"]
    assert [money[key] for key in ("coefficient", "raw", "amount")] == [None] * 3
    assert (money["base_salary"], money["verified"], money["missing"]) == (2_340_000, False, [])


def test_a_household_receives_one_and_a_half_times():
    money = assess(proposal("GK", "household", filed_on="2024-07-01", decided_on="2024-07-01"))["money"]
    # 0.45 × 2,340,000 = 1,053,000, up to the next ten thousand.
    assert (money["coefficient"], money["raw"], money["amount"]) == ("0.45", "1053000", 1_060_000)
