"""The fund: what came in and went out, with reward money read from the payments; sums worked out by hand."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from awards.decisions.models import FundEntry, RewardPayment
from awards.decisions.selectors.fund import fund_of
from awards.decisions.services import fund, payments
from emulation.base import clock
from emulation.base.workflow import Refused
from tests.decisions import walk
from tests.decisions.walk import THREE
from tests.factories import acting

pytestmark = pytest.mark.django_db
LATER = dt.date(2024, 1, 15)


@pytest.fixture(autouse=True)
def day():
    with clock.at(clock.moment(LATER, 9)):
        yield


def entry(cast, flow: str, on: dt.date, amount: int) -> FundEntry:
    return fund.enter(flow=flow, on=on, amount=amount, what="Theo dự toán", voucher="PT 1", by=acting(cast.dha))


def test_the_balance_of_two_years(cast):
    # 2023: 100,000,000 in, 20,000,000 other spending, 1,800,000 + 3,600,000 rewards paid on 28/12; one of them comes
    # back in 2024 (1,800,000). Left at the end of 2023: 74,600,000; of 2024: 76,400,000.
    by, row = acting(cast.dha), walk.issued(cast, *THREE)
    entry(cast, "in", dt.date(2023, 2, 1), 100_000_000)
    entry(cast, "out", dt.date(2023, 6, 1), 20_000_000)
    wrong = entry(cast, "out", dt.date(2023, 6, 2), 5_000_000)
    fund.cancel(wrong, reason="Ghi nhầm", by=by)
    waiting = list(RewardPayment.objects.filter(state="to_pay").values_list("pk", flat=True))
    payments.pay(row, waiting, paid_on=dt.date(2023, 12, 28), voucher="UNC 1", by=by)
    found = fund_of(2023)
    assert (found.before, found.into, found.out, found.left) == (0, 100_000_000, 25_400_000, 74_600_000)
    assert [(m.voucher, m.out) for m in found.movements if m.signed] == [("UNC 1", 5_400_000)]
    one = RewardPayment.objects.get(line__subject_kind="individual")
    RewardPayment.objects.filter(pk=one.pk).update(state="recover")
    payments.recover(one, recovered_on=dt.date(2024, 1, 10), voucher="PT 9", by=by)
    found = fund_of(2024)
    assert (found.before, found.into, found.out, found.left) == (74_600_000, 1_800_000, 0, 76_400_000)
    assert fund_of(2023).left == 74_600_000


def test_a_voucher_of_tomorrow_and_a_second_cancelling_are_refused(cast):
    with pytest.raises(Refused, match="chưa đến"):
        entry(cast, "in", dt.date(2024, 1, 16), 1)
    row = entry(cast, "in", LATER, 1)
    fund.cancel(row, reason="Nhầm", by=acting(cast.dha))
    with pytest.raises(Refused, match="đã hủy"):
        fund.cancel(row, reason="Nhầm", by=acting(cast.dha))


def test_the_fund_on_screen(cast, as_):
    dha = as_(cast.dha)
    fields = {"flow": "in", "on": "10/1/2024", "amount": "50.000.000", "what": "Cấp đầu năm", "voucher": "PT 3"}
    token = str(uuid.uuid4())
    for _click in range(2):
        page = dha.post(reverse("decisions:fund_new"), fields | {"token": token}, follow=True).content.decode()
    assert FundEntry.objects.count() == 1
    assert "<b>50.000.000</b><span>đồng còn lại</span>" in page
    assert "Cấp đầu năm" in page
    page = dha.get(reverse("decisions:fund"), {"nam": "2023"}).content.decode()
    assert "Năm này chưa có chứng từ" in page
    assert (
        "Ghi thu, chi"
        not in as_(cast.auditor).get(reverse("decisions:fund")).content.decode().split("<main")[1].split("Chứng từ")[0]
    )
    assert as_(cast.owner).get(reverse("decisions:fund")).status_code == 403
