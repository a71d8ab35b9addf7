"""The emulation and reward fund: what came in and what went out besides reward money, which is read from the payments."""

from django.db import models
from django.db.models import Q

from awards.decisions.enums import FundFlow


class FundEntry(models.Model):
    """One voucher of the fund. A wrong one is cancelled with its reason, never removed."""

    flow = models.CharField("thu, chi", max_length=3, choices=FundFlow)
    on = models.DateField("ngày")
    amount = models.DecimalField("số tiền (đồng)", max_digits=18, decimal_places=0)
    what = models.TextField("nội dung")
    voucher = models.CharField("chứng từ", max_length=100)
    cancelled_reason = models.TextField("lý do hủy", blank=True)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="fund_entry_above_zero")]

    def __str__(self):
        return f"{self.get_flow_display()} {self.voucher}"
