"""Forms of the registration of titles: a line, marks of a return, the call, more time."""

from django import forms

from awards.registrations.models import Call, RegisteredLine
from awards.registrations.selectors.content import Item
from awards.registrations.selectors.hints import award_choices
from awards.registrations.services.calls import FIELDS as CALL_FIELDS
from awards.registrations.services.lines import FIELDS
from emulation.base.forms import DayField, OfficeForm, ParagraphField, TextField
from organisations.forms.fields import UnitField


class LineForm(OfficeForm):
    """For which award, with what is said of the subject."""

    award = forms.ChoiceField(label="Danh hiệu, hình thức khen thưởng")
    position = TextField(label="Chức vụ", max_length=500, required=False)
    part = TextField(label="Bộ phận", max_length=300, required=False, help_text="phòng, ban, khoa, trường thuộc đơn vị")
    note = ParagraphField(label="Ghi chú", rows=2, max_length=1000, required=False)

    def __init__(self, *args, kind: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["award"].choices = award_choices(kind)
        if kind != "individual":
            del self.fields["position"]


def line_values(line: RegisteredLine) -> dict:
    """The saved line in the shape of its form."""
    return {name: getattr(line, name) for name in FIELDS}


class ReturnForm(OfficeForm):
    """Why the list goes back, and what to mend in which line."""

    note = ParagraphField(label="Lý do trả lại", max_length=1000, error_messages={"required": "Hãy ghi lý do trả lại."})

    def __init__(self, *args, items: list[Item], **kwargs):
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            self.fields[f"mark_{item.line}"] = TextField(
                label=f"{item.name}, {item.award_name}", required=False, max_length=500
            )

    def marks(self) -> dict[str, str]:
        """{line: what to mend}."""
        found = {str(item.line): self.cleaned_data[f"mark_{item.line}"] for item in self.items}
        return {pk: text for pk, text in found.items() if text}


class CallForm(OfficeForm):
    """The window of a year and its route."""

    year = forms.IntegerField(label="Năm", min_value=2000, max_value=2100)
    opens_on = DayField(label="Nhận từ ngày", required=False)
    last_day = DayField(label="Hạn gửi", help_text="nhận đến hết ngày này")
    endorsed_by_bloc = forms.BooleanField(label="Trưởng khối xác nhận trước khi gửi Sở Nội vụ", required=False)
    refuses_late = forms.BooleanField(label="Quá hạn thì không nhận", required=False)
    verified = forms.BooleanField(label="Thời hạn đã đối chiếu với văn bản của tỉnh", required=False)
    basis = ParagraphField(label="Văn bản, nguồn của thời hạn", rows=2, max_length=1000, required=False)

    def clean(self) -> dict:
        data = super().clean()
        if not data.get("verified") and not data.get("basis"):
            self.add_error("basis", "Thời hạn chưa đối chiếu phải ghi nguồn, để người sau biết mà kiểm tra.")
        opens, last = data.get("opens_on"), data.get("last_day")
        if opens and last and last < opens:
            self.add_error("last_day", "Hạn gửi đứng trước ngày bắt đầu nhận. Hãy ghi lại.")
        return data


def call_values(call: Call) -> dict:
    """The saved call in the shape of its form."""
    return {name: getattr(call, name) for name in CALL_FIELDS}


class ExtensionForm(OfficeForm):
    """More time for one unit."""

    unit = UnitField(label="Đơn vị")
    until = DayField(label="Gia hạn đến hết ngày")
    reason = ParagraphField(label="Lý do", rows=2, max_length=500)

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(units)
