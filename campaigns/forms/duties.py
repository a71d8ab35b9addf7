"""A duty: who does what until when, and how it is tracked."""

from django import forms

from campaigns.enums import DutyAudience
from campaigns.forms.choices import NamesField, UnitsField, together
from campaigns.models import Duty
from emulation.base.forms import DayField, OfficeForm, ParagraphField


class DutyForm(OfficeForm):
    responsible = ParagraphField(
        label="Bên thực hiện",
        rows=2,
        max_length=1000,
        help_text="Đúng lời của chỉ thị, ví dụ: Trưởng các khối thi đua.",
    )
    text = ParagraphField(label="Việc được giao", rows=5)
    audience = forms.ChoiceField(label="Theo dõi", choices=DutyAudience.choices, widget=forms.RadioSelect)
    units = UnitsField(
        label="Đơn vị được giao", help_text="Gõ một phần tên để tìm. Chỉ dùng khi theo dõi đơn vị được chỉ định."
    )
    names = NamesField()
    due_on = DayField(label="Thời hạn", required=False, help_text="ngày/tháng/năm; để trống nếu chỉ thị không ghi hạn")

    def fields_of_duty(self) -> dict:
        """What was typed, in the shape of the service; units count only where they are named."""
        data = self.cleaned_data
        named = data["audience"] == DutyAudience.NAMED
        return {
            "responsible": data["responsible"],
            "text": data["text"],
            "audience": data["audience"],
            "due_on": data["due_on"],
            "units": together(data["units"], data["names"]) if named else [],
        }


def duty_values(duty: Duty) -> dict:
    """A saved duty in the shape of the form."""
    return {
        "responsible": duty.responsible,
        "text": duty.text,
        "audience": duty.audience,
        "units": [unit.pk for unit in duty.units.all()],
        "due_on": duty.due_on,
    }
