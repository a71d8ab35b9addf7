"""The fund of a year: what was left, what came in, reward money paid and given back, other spending, what is left."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum

from awards.decisions.enums import FundFlow, PayState
from awards.decisions.models import FundEntry, RewardPayment

WAS_PAID = (PayState.PAID, PayState.RECOVER, PayState.RECOVERED)


@dataclass(frozen=True)
class Movement:
    """One voucher: an entry of the fund, or reward money of a decision paid or given back with it."""

    on: dt.date
    what: str
    voucher: str
    into: Decimal | None
    out: Decimal | None
    entry: FundEntry | None = None
    signed: int | None = None


@dataclass(frozen=True)
class FundYear:
    """Sums in đồng; the balance is worked out, never kept."""

    year: int
    before: Decimal
    movements: list[Movement]

    @property
    def into(self) -> Decimal:
        return sum((m.into for m in self.movements if m.into), Decimal())

    @property
    def out(self) -> Decimal:
        return sum((m.out for m in self.movements if m.out), Decimal())

    @property
    def left(self) -> Decimal:
        return self.before + self.into - self.out


def fund_of(year: int) -> FundYear:
    """A year with its vouchers, newest first. Six queries."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    entries = [
        Movement(
            e.on,
            e.what,
            e.voucher,
            e.amount if e.flow == FundFlow.IN else None,
            e.amount if e.flow == FundFlow.OUT else None,
            entry=e,
        )
        for e in FundEntry.objects.filter(on__range=(first, last), cancelled_reason="")
    ]
    movements = [*entries, *_rewards(first, last), *_returned(first, last)]
    return FundYear(year, _balance(first), sorted(movements, key=lambda m: m.on, reverse=True))


def _rewards(first: dt.date, last: dt.date) -> list[Movement]:
    paid = RewardPayment.objects.filter(state__in=WAS_PAID, paid_on__range=(first, last))
    rows = paid.order_by().values("paid_on", "voucher", "line__decision__signed", "line__decision__subject")
    return [
        Movement(
            row["paid_on"],
            f"Tiền thưởng, {row['n']} khoản: {row['line__decision__subject']}",
            row["voucher"],
            None,
            row["total"],
            signed=row["line__decision__signed"],
        )
        for row in rows.annotate(n=Count("pk"), total=Sum("amount"))
    ]


def _returned(first: dt.date, last: dt.date) -> list[Movement]:
    back = RewardPayment.objects.filter(state=PayState.RECOVERED, recovered_on__range=(first, last))
    return [
        Movement(
            row.recovered_on,
            f"Thu hồi tiền thưởng: {row.line.name}",
            row.recovery_voucher,
            row.amount,
            None,
            signed=row.line.decision.signed.pk,
        )
        for row in back.select_related("line__decision__signed")
    ]


def _balance(day: dt.date) -> Decimal:
    """What was in the fund at the beginning of a day."""
    standing = FundEntry.objects.filter(on__lt=day, cancelled_reason="")
    sums = standing.aggregate(
        into=Sum("amount", filter=Q(flow=FundFlow.IN)), out=Sum("amount", filter=Q(flow=FundFlow.OUT))
    )
    paid = RewardPayment.objects.filter(state__in=WAS_PAID, paid_on__lt=day).aggregate(total=Sum("amount"))
    back = RewardPayment.objects.filter(state=PayState.RECOVERED, recovered_on__lt=day).aggregate(total=Sum("amount"))
    zero = Decimal()
    return (sums["into"] or zero) - (sums["out"] or zero) - (paid["total"] or zero) + (back["total"] or zero)
