"""Forms of the working calendar."""

from django import forms

from emulation.base.forms import DayField, OfficeForm, ParagraphField, TextField
from organisations.enums import SpecialDayKind


class SpecialDayForm(OfficeForm):
    """What one day is. A day that was not compared with the official notice names where it was taken from."""

    kind = forms.ChoiceField(label="Loại", choices=SpecialDayKind)
    name = TextField(label="Tên", max_length=200, help_text="ví dụ Tết Nguyên đán, nghỉ bù Quốc khánh")
    verified = forms.BooleanField(label="Đã đối chiếu với văn bản", required=False, initial=True)
    source = ParagraphField(
        label="Văn bản, nguồn", required=False, max_length=1000, rows=2, help_text="số, ngày của thông báo nghỉ lễ"
    )

    def clean(self) -> dict:
        data = super().clean()
        if not data.get("verified") and not data.get("source"):
            self.add_error("source", "Ngày chưa đối chiếu phải ghi nguồn, để người sau biết mà kiểm tra.")
        return data


class SpecialDaysForm(SpecialDayForm):
    """One day, or all days from one to another."""

    first = DayField(label="Từ ngày")
    last = DayField(label="Đến ngày", required=False, help_text="để trống nếu chỉ một ngày")
    field_order = ["first", "last", "kind", "name", "verified", "source"]

    def clean(self) -> dict:
        data = super().clean()
        first, last = data.get("first"), data.get("last")
        if first and last and last < first:
            self.add_error("last", "Ngày cuối đứng trước ngày đầu. Hãy ghi lại.")
        return data
