"""Forms of money and notices: paying, an amount the law leaves open, notices on paper, the rules of the office."""

from django import forms

from awards.decisions.enums import FundFlow
from awards.law import law
from emulation.base.forms import DayField, NumberField, OfficeForm, ParagraphField, TextField


class PayForm(OfficeForm):
    """The day and voucher of what is paid."""

    paid_on = DayField(label="Ngày chi", error_messages={"required": "Hãy ghi ngày chi."})
    voucher = TextField(label="Số chứng từ", max_length=100, error_messages={"required": "Hãy ghi số chứng từ chi."})


class AmountForm(OfficeForm):
    """The amount of one payment, and on which ground."""

    amount = NumberField(
        label="Mức thưởng (đồng)", whole=True, minimum=0, max_digits=18, help_text="ghi 0 khi không chi"
    )
    note = ParagraphField(label="Căn cứ", rows=3, max_length=1000)


class SentForm(OfficeForm):
    """When and how units were told on paper."""

    sent_on = DayField(label="Ngày gửi", error_messages={"required": "Hãy ghi ngày gửi."})
    way = TextField(
        label="Cách gửi",
        max_length=200,
        help_text="ví dụ: công văn, trao tại hội nghị",
        error_messages={"required": "Hãy ghi cách gửi."},
    )


class RulesForm(OfficeForm):
    """Rounding of money and limit of notices from a day on."""

    valid_from = DayField(label="Áp dụng cho quyết định ký từ ngày")
    rounding = forms.ChoiceField(label="Làm tròn tiền thưởng")
    notice_days = NumberField(label="Thông báo trong số ngày làm việc", whole=True, minimum=1, maximum=99)
    basis = ParagraphField(label="Văn bản, nguồn", rows=3, max_length=2000)
    verified = forms.BooleanField(label="Đã đối chiếu với văn bản", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rounding"].choices = [(row.code, row.name) for row in law().roundings.values()]

    def columns(self) -> dict:
        """Fields of the service."""
        return self.cleaned_data | {"notice_days": int(self.cleaned_data["notice_days"])}


class FundForm(OfficeForm):
    """A voucher of the fund."""

    flow = forms.ChoiceField(label="Thu hay chi", choices=FundFlow)
    on = DayField(label="Ngày chứng từ")
    amount = NumberField(label="Số tiền (đồng)", whole=True, minimum=1, max_digits=18)
    what = ParagraphField(label="Nội dung", rows=2, max_length=1000)
    voucher = TextField(label="Số chứng từ", max_length=100)

    def columns(self) -> dict:
        """Fields of the service."""
        return self.cleaned_data | {"amount": int(self.cleaned_data["amount"])}
