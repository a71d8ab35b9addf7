"""What an award pays, whether it was paid, and the rules of the office for rounding and for notices."""

from django.db import models
from django.db.models import Q

from awards.decisions.enums import PAY_LOOKS, PayState
from awards.decisions.models.decisions import DecisionLine
from awards.law import law
from emulation.base.models import Versioned
from organisations.models.dated import Dated, DatedQuerySet, dates_in_order


class DecisionRules(Dated):
    """How money is rounded and within how many working days units are told, from a day on. Without a row the law's rows hold."""

    rounding = models.CharField("làm tròn tiền thưởng", max_length=20)
    notice_days = models.PositiveSmallIntegerField("thông báo trong số ngày làm việc")
    basis = models.TextField("văn bản, nguồn")
    verified = models.BooleanField("đã đối chiếu với văn bản", default=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "-pk"]
        constraints = [dates_in_order("decision_rules_dates_in_order")]

    def __str__(self):
        return f"Quy tắc từ {self.valid_from:%d/%m/%Y}" if self.valid_from else "Quy tắc"

    @property
    def rounding_name(self) -> str:
        row = law().roundings.get(self.rounding)
        return row.name if row else self.rounding


class RewardPayment(Versioned):
    """The money of one line: coefficient × base salary on the day of the decision. Amounts in đồng."""

    line = models.OneToOneField(DecisionLine, models.PROTECT, related_name="payment")
    coefficient = models.DecimalField("hệ số", max_digits=12, decimal_places=4, null=True, blank=True)
    base_salary = models.PositiveIntegerField("mức lương cơ sở (đồng)", null=True, blank=True)
    amount = models.DecimalField("mức thưởng (đồng)", max_digits=18, decimal_places=0, null=True, blank=True)
    state = models.CharField(max_length=10, choices=PayState, default=PayState.TO_PAY, db_index=True)
    note = models.TextField("ghi chú", blank=True)
    paid_on = models.DateField("chi ngày", null=True, blank=True)
    voucher = models.CharField("chứng từ", max_length=100, blank=True)
    recovered_on = models.DateField("thu hồi ngày", null=True, blank=True)
    recovery_voucher = models.CharField("chứng từ thu hồi", max_length=100, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["paid", "recover", "recovered"])
                | (Q(paid_on__isnull=False, amount__isnull=False) & ~Q(voucher="")),
                name="payment_paid_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="to_pay") | Q(amount__isnull=False), name="payment_to_pay_has_amount"
            ),
        ]

    def __str__(self):
        return f"Tiền thưởng: {self.line}"

    @property
    def badge(self) -> tuple[str, str, str]:
        return (*PAY_LOOKS[PayState(self.state)], PayState(self.state).label)
