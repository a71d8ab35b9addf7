"""Forms of a cell and of events."""

import datetime as dt

from django import forms
from django.core.validators import URLValidator

from campaigns.bloc_scores.enums import FaultKind
from campaigns.models import Submission
from emulation.base import clock, files
from emulation.base.forms import DayField, OfficeForm, ParagraphField, TextField
from organisations.forms.fields import UnitField
from organisations.models import Bloc, Unit


class FileForm(forms.Form):
    """One file for a criterion of a unit."""

    file = forms.FileField(label="Tệp minh chứng", widget=forms.FileInput(attrs={"accept": files.ACCEPT}))
    label = TextField(label="Tên gọi", max_length=200, required=False)


class LinkForm(forms.Form):
    """One address."""

    url = forms.URLField(
        label="Địa chỉ liên kết",
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        error_messages={"invalid": "Địa chỉ không mở được. Hãy chép nguyên địa chỉ, bắt đầu bằng https://."},
    )
    label = TextField(label="Tên gọi", max_length=200, required=False)


class ReportForm(forms.Form):
    """One accepted report of the unit."""

    submission = forms.ModelChoiceField(label="Báo cáo đã tiếp nhận", queryset=Submission.objects.none())

    def __init__(self, *args, reports: list[Submission], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["submission"].queryset = Submission.objects.filter(pk__in=[r.pk for r in reports])
        self.fields["submission"].choices = [("", "Chọn báo cáo"), *((r.pk, str(r)) for r in reports)]


FAULTS = [("yes", "Do đơn vị"), ("no", "Không do đơn vị")]


class EventForm(OfficeForm):
    """An event of the year: whose, what, when, and whose fault."""

    bloc = forms.ModelChoiceField(label="Khối", queryset=Bloc.objects.none(), empty_label=None)
    unit = UnitField(label="Đơn vị")
    kind = forms.ChoiceField(label="Việc", choices=FaultKind)
    happened_on = DayField(label="Ngày")
    text = ParagraphField(label="Nội dung", rows=3, max_length=2000, help_text="ghi số văn bản, biên bản nếu có")
    own_fault = forms.ChoiceField(
        label="Xác định lỗi", choices=FAULTS, help_text="chỉ việc do chính đơn vị gây ra mới trừ điểm đơn vị"
    )

    def __init__(self, *args, blocs, bloc: Bloc | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["bloc"].queryset = blocs
        self.fields["bloc"].label_from_instance = lambda row: f"{row.name}, năm {row.year}"
        self.fields["unit"].offer(Unit.objects.filter(bloc_places__bloc__in=blocs).distinct())

    def clean(self) -> dict:
        data = super().clean()
        bloc, unit, day = data.get("bloc"), data.get("unit"), data.get("happened_on")
        if bloc and unit and not bloc.members.filter(unit=unit).exists():
            self.add_error("unit", f"{unit.label} không thuộc {bloc.name}. Hãy chọn đơn vị trong khối.")
        if bloc and unit and day and day.year != bloc.year and not _was_in(bloc, unit, day):
            self.add_error("happened_on", f"Khối này của năm {bloc.year}. Hãy ghi ngày đơn vị thuộc khối.")
        if day and day > clock.today():
            self.add_error("happened_on", "Ngày này chưa đến. Hãy ghi ngày sự việc đã xảy ra.")
        return data

    def columns(self) -> dict:
        """Fields of the service."""
        data = dict(self.cleaned_data)
        return data | {"own_fault": data["own_fault"] == "yes"}


def _was_in(bloc: Bloc, unit: Unit, day: dt.date) -> bool:
    """A bloc's year need not be that of the calendar (school years, papers returned in January): the unit's place in it says."""
    rows = bloc.members.valid_on(day).filter(unit=unit)
    if day.year < bloc.year:
        rows = rows.exclude(valid_from=None)  # without a day its place begins with the year
    return abs(day.year - bloc.year) == 1 and rows.exists()


class FaultForm(OfficeForm):
    """Whose fault an event was, and on what ground."""

    own_fault = forms.ChoiceField(label="Xác định lỗi", choices=FAULTS)
    note = ParagraphField(label="Căn cứ", rows=3, max_length=1000)
