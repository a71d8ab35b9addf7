"""Reward money of decisions. Expected amounts are those of law.md §9.1 and §9.2, or worked out by hand."""

import datetime as dt

import pytest

from awards.decisions.models import DecisionLine, RewardDecision, RewardPayment
from awards.decisions.selectors.payments import money_of, rules_on, totals
from awards.decisions.services import payments
from emulation.base import clock
from emulation.base.models import AuditEntry
from emulation.base.workflow import Refused
from tests.decisions import walk
from tests.decisions.walk import SIGNED, THREE, Who
from tests.factories import acting

IND, COL, HH = "individual", "collective", "household"
# law.md §9.2, rounded up to 10,000; each base salary by a day on which it is in force; the law under which it was weighed.
TABLE = [
    ("LDTT", IND, ("450000", "540000", "710000", "760000")),
    ("CSTDCS", IND, ("1490000", "1800000", "2340000", "2530000")),
    ("CSTDT", IND, ("4470000", "5400000", "7020000", "7590000")),
    ("CSTDTQ", IND, ("6710000", "8100000", "10530000", "11390000")),
    ("TTLDTT", COL, ("1200000", "1440000", "1880000", "2030000")),
    ("TTLDXS", COL, ("2240000", "2700000", "3510000", "3800000")),
    ("CTDT", COL, ("11920000", "14400000", "18720000", "20240000")),
    ("CTDCP", COL, ("17880000", "21600000", "28080000", "30360000")),
    ("BKTTG", IND, ("5220000", "6300000", "8190000", "8860000")),
    ("BKTTG", COL, ("10430000", "12600000", "16380000", "17710000")),
    ("HCLD3", IND, ("6710000", "8100000", "10530000", "11390000")),
    ("HCLD3", COL, ("13410000", "16200000", "21060000", "22770000")),
]
DAYS = [
    (dt.date(2023, 6, 30), "L2003"),
    (dt.date(2023, 12, 25), "L2003"),
    (dt.date(2024, 7, 1), "L2022A"),
    (dt.date(2026, 7, 1), "L2022B"),
]
# The commendation of the province changed its coefficient with the law of 2022.
BKT = [
    (IND, dt.date(2023, 6, 30), "L2003", "1490000"),
    (IND, dt.date(2023, 7, 1), "L2003", "1800000"),
    (COL, dt.date(2023, 6, 30), "L2003", "2980000"),
    (COL, dt.date(2023, 7, 1), "L2003", "3600000"),
    (IND, dt.date(2024, 6, 30), "L2022A", "2700000"),
    (IND, dt.date(2024, 7, 1), "L2022A", "3510000"),
    (IND, dt.date(2026, 7, 1), "L2022B", "3800000"),
    (COL, dt.date(2024, 6, 30), "L2022A", "5400000"),
    (COL, dt.date(2024, 7, 1), "L2022A", "7020000"),
    (COL, dt.date(2026, 7, 1), "L2022B", "7590000"),
    # Households: 1.5 times the coefficient of an individual, 1.5 × 1.5 = 2.25; 2.25 × 1,800,000 = 4,050,000;
    # 2.25 × 2,340,000 = 5,265,000, up to 5,270,000. Under the law of 2003 it was not seen.
    (HH, dt.date(2024, 6, 30), "L2022A", "4050000"),
    (HH, dt.date(2024, 7, 1), "L2022A", "5270000"),
    (HH, dt.date(2023, 12, 25), "L2003", None),
    # Weighed under the law of 2003, signed after it ended: the transition was not seen.
    (IND, dt.date(2023, 12, 31), "L2003", "1800000"),
    (IND, dt.date(2024, 1, 1), "L2003", None),
]
CASES = [
    *((award, kind, *day, amount) for award, kind, row in TABLE for day, amount in zip(DAYS, row, strict=True)),
    *(("BKT", kind, day, version, amount) for kind, day, version, amount in BKT),
]


@pytest.mark.parametrize(("award", "kind", "day", "version", "amount"), CASES)
def test_the_money_table(award, kind, day, version, amount):
    line = DecisionLine(award=award, subject_kind=kind, law_version=version, decision=RewardDecision(year=2023))
    found = money_of(line, day, "CEIL_10K").amount
    assert found == (None if amount is None else int(amount))


@pytest.fixture
def one(cast):
    """Issued under the law of 2003 on 25/12/2023: 1,800,000 × 1 for the person, × 2 for the collective, the household open."""
    return walk.issued(cast, *THREE)


def of(row) -> dict[str, tuple]:
    found = RewardPayment.objects.filter(line__decision=row.decision_id).select_related("line")
    return {p.line.name: (p.state, p.amount) for p in found}


def test_a_decision_pays_by_its_day(one):
    assert of(one) == {
        "Sở Y tế": ("to_pay", 3600000),
        "Ông Lê Văn An": ("to_pay", 1800000),
        "Hộ ông Trần Văn Bình": ("open", None),
    }
    found = totals(RewardPayment.objects.all())
    assert (found.to_pay, found.paid, found.whole, found.open) == (5400000, 0, 5400000, 1)
    assert {r.subject_kind: r.amount for r in one_records(one)} == {COL: 3600000, IND: 1800000, HH: None}


def one_records(row):
    return [line.record for line in row.decision.lines.select_related("record")]


def test_rounding_is_the_offices_to_say(cast):
    by = acting(cast.dha)
    assert (rules_on(SIGNED).rounding, rules_on(SIGNED).notice_days, rules_on(SIGNED).verified) == (
        "CEIL_10K",
        10,
        False,
    )
    payments.set_rules(valid_from=SIGNED, rounding="NONE", notice_days=5, basis="Công văn 1", verified=True, by=by)
    assert (rules_on(SIGNED).rounding, rules_on(SIGNED).notice_days) == ("NONE", 5)
    assert rules_on(dt.date(2023, 12, 24)).rounding == "CEIL_10K"
    # TTLDXS 1.5 × 2,340,000 = 3,510,000 either way; LDTT 0.3 × 2,340,000 = 702,000.
    line = DecisionLine(award="LDTT", subject_kind=IND, law_version="L2022A", decision=RewardDecision(year=2023))
    assert [money_of(line, dt.date(2024, 7, 1), r).amount for r in ("CEIL_10K", "NEAREST_10K", "NONE")] == [
        710000,
        700000,
        702000,
    ]


def test_of_two_titles_of_a_period_the_higher_is_paid_and_a_commendation_besides(cast):
    # CTDT 8 × 1,800,000 = 14,400,000; TTLDXS 1.5 × = 2,700,000 for the same collective and year; BKT 2 × = 3,600,000.
    row = walk.issued(cast, *(Who(award, COL, "Sở Y tế") for award in ("CTDT", "TTLDXS", "BKT")))
    found = {p.line.award: (p.state, p.amount) for p in RewardPayment.objects.select_related("line")}
    assert found == {"CTDT": ("to_pay", 14400000), "TTLDXS": ("not_paid", 2700000), "BKT": ("to_pay", 3600000)}
    assert "Cờ thi đua" in RewardPayment.objects.get(state="not_paid").note
    assert totals(RewardPayment.objects.all()).to_pay == 18000000
    assert row.decision.lines.count() == 3


def test_a_higher_title_of_a_later_decision_replaces_what_was_not_paid(cast):
    first = walk.issued(cast, Who("TTLDXS", COL, "Sở Y tế"))
    assert of(first) == {"Sở Y tế": ("to_pay", 2700000)}
    second = walk.issued(cast, Who("CTDT", COL, "Sở Y tế"))
    assert (of(first), of(second)) == ({"Sở Y tế": ("not_paid", 2700000)}, {"Sở Y tế": ("to_pay", 14400000)})


def test_where_the_lower_title_was_paid_a_person_says_what_is_still_due(cast):
    by = acting(cast.dha)
    first = walk.issued(cast, Who("TTLDXS", COL, "Sở Y tế"))
    with clock.at(clock.moment(SIGNED, 17)):
        payments.pay(first, [RewardPayment.objects.get().pk], paid_on=SIGNED, voucher="UNC 1", by=by)
    second = walk.issued(cast, Who("CTDT", COL, "Sở Y tế"))
    assert (of(first)["Sở Y tế"][0], of(second)["Sở Y tế"][0]) == ("paid", "open")
    payment = RewardPayment.objects.get(state="open")
    assert "đã chi 2.700.000 đồng" in payment.note
    payments.decide_amount(payment, amount=11700000, note="Chi phần chênh lệch", version=payment.version, by=by)
    assert of(second)["Sở Y tế"] == ("to_pay", 11700000)


def test_a_title_of_another_year_is_paid_as_well(cast):
    first = walk.issued(cast, Who("TTLDXS", COL, "Sở Y tế"))
    RewardDecision.objects.filter(pk=first.decision_id).update(year=2022)
    second = walk.issued(cast, Who("CTDT", COL, "Sở Y tế"))
    assert (of(first)["Sở Y tế"][0], of(second)["Sở Y tế"][0]) == ("to_pay", "to_pay")


def test_paying_with_a_voucher(cast, one):
    by = acting(cast.dha)
    waiting = list(RewardPayment.objects.filter(state="to_pay").values_list("pk", flat=True))
    everything = list(RewardPayment.objects.values_list("pk", flat=True))
    with clock.at(clock.moment(dt.date(2023, 12, 28), 9)):
        for day, voucher, why in (
            (dt.date(2023, 12, 24), "UNC 1", "trước ngày quyết định"),
            (dt.date(2023, 12, 29), "UNC 1", "chưa đến"),
            (dt.date(2023, 12, 28), " ", "số chứng từ"),
        ):
            with pytest.raises(Refused, match=why):
                payments.pay(one, waiting, paid_on=day, voucher=voucher, by=by)
        # The open one is left; a second click pays nothing again.
        assert payments.pay(one, everything, paid_on=dt.date(2023, 12, 28), voucher="UNC 1", by=by) == 2
        with pytest.raises(Refused, match="Không có khoản nào chờ chi"):
            payments.pay(one, everything, paid_on=dt.date(2023, 12, 28), voucher="UNC 1", by=by)
    found = totals(RewardPayment.objects.all())
    assert (found.paid, found.to_pay, found.open) == (5400000, 0, 1)
    assert "5.400.000 đồng" in AuditEntry.objects.get(action="pay").label
    payment = RewardPayment.objects.filter(state="paid").first()
    payments.take_back(payment, reason="Nhầm", by=by)
    payment.refresh_from_db()
    assert (payment.state, payment.paid_on, payment.voucher) == ("to_pay", None, "")


def test_an_open_amount_needs_its_ground(cast, one):
    by = acting(cast.dha)
    payment = RewardPayment.objects.get(state="open")
    with pytest.raises(Refused, match="căn cứ"):
        payments.decide_amount(payment, amount=2700000, note=" ", version=None, by=by)
    payments.decide_amount(payment, amount=2700000, note="Công văn hướng dẫn", version=payment.version, by=by)
    payment.refresh_from_db()
    assert (payment.state, payment.amount, payment.line.record.amount) == ("to_pay", 2700000, 2700000)


def test_another_decision_is_not_paid_by_this_one(cast, one):
    other = walk.issued(cast, Who("BKT", COL, "Sở Xây dựng", unit="Sở Xây dựng"))
    ids = list(RewardPayment.objects.filter(line__decision=one.decision_id).values_list("pk", flat=True))
    with clock.at(clock.moment(SIGNED, 17)), pytest.raises(Refused, match="Không có khoản nào"):
        payments.pay(other, ids, paid_on=SIGNED, voucher="UNC 2", by=acting(cast.dha))
