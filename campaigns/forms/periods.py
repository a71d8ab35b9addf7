"""A period with its deadline as data; an exception for all; an extension for one unit."""

import datetime as dt
import re

from crispy_forms.layout import HTML, Column, Div, Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from campaigns.enums import DeadlineRule, PeriodPurpose
from campaigns.models import Period
from emulation.base import vietnamese
from emulation.base.forms import DayField, OfficeForm, ParagraphField, TextField
from organisations.models import Unit


class DayMonthField(forms.Field):
    """A day of a year that is said elsewhere: 15/12. Gives (day, month)."""

    widget = forms.TextInput

    def __init__(self, **kwargs):
        kwargs.setdefault("required", False)
        kwargs.setdefault("help_text", "ngày/tháng, ví dụ 15/12")
        super().__init__(**kwargs)
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off", "maxlength": 20}

    def to_python(self, value) -> tuple[int, int] | None:
        text = vietnamese.one_line(str(value or ""))
        if not text:
            return None
        match = re.fullmatch(r"(\d{1,2}) ?[/.-] ?(\d{1,2})", text)
        if not match:
            raise ValidationError(f"“{text}” không phải ngày/tháng. Hãy ghi như 15/12.")
        day, month = int(match[1]), int(match[2])
        try:
            # 2000 is a leap year: 29/02 is a day of some years; the year is checked when the deadline is worked out.
            dt.date(2000, month, day)
        except ValueError:
            raise ValidationError(f"Không có ngày {day} tháng {month}. Hãy ghi ngày trước, tháng sau.") from None
        return day, month

    def prepare_value(self, value):
        return f"{value[0]:02d}/{value[1]:02d}" if isinstance(value, tuple) else value


class TimeOfDayField(TextField):
    """An hour of the last day: 17:00 or 17 giờ. Gives a time, or None for the whole day."""

    def clean(self, value) -> dt.time | None:
        text = super().clean(value)
        if not text:
            return None
        match = re.fullmatch(r"(\d{1,2})(?: ?(?::|h|giờ) ?(\d{2})?)?", text.lower())
        if not match or int(match[1]) > 23 or int(match[2] or 0) > 59:
            raise ValidationError(f"“{text}” không phải giờ. Hãy ghi như 17:00.")
        time = dt.time(int(match[1]), int(match[2] or 0))
        # A deadline stored as midnight would end before its day begins: the whole day is meant (B48).
        return None if time == dt.time(0, 0) else time


BEFORE_AFTER = [("1", "sau ngày cuối kỳ"), ("-1", "trước ngày cuối kỳ")]
_HALF = "g-3"


class PeriodForm(OfficeForm):
    """Which days are reported on, and until when."""

    purpose = forms.ChoiceField(label="Loại", choices=PeriodPurpose.choices, widget=forms.RadioSelect)
    name = TextField(label="Tên kỳ", max_length=100, help_text="Ví dụ: Báo cáo 9 tháng năm 2023.")
    starts_on = DayField(label="Từ ngày")
    ends_on = DayField(label="Đến ngày")
    rule = forms.ChoiceField(label="Cách tính hạn nộp", choices=DeadlineRule.choices, widget=forms.RadioSelect)
    opens = DayMonthField(label="Nhận từ ngày")
    last = DayMonthField(label="Hạn nộp")
    offset = forms.IntegerField(
        label="Số ngày",
        required=False,
        min_value=0,
        max_value=366,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 3, "autocomplete": "off"}),
        error_messages={"invalid": "Hãy ghi số ngày bằng chữ số."},
    )
    side = forms.ChoiceField(label="Tính", choices=BEFORE_AFTER, required=False)
    due_time = TimeOfDayField(
        label="Giờ của ngày cuối",
        required=False,
        max_length=10,
        help_text="Ví dụ 17:00. Để trống thì tính hết ngày (23:59:59).",
    )
    hard = forms.BooleanField(
        label="Hết hạn thì không nhận", required=False, help_text="Đơn vị chưa gửi phải được gia hạn mới gửi được."
    )
    document_required = forms.BooleanField(
        label="Phải đính kèm bản ký, đóng dấu",
        required=False,
        help_text="Thủ trưởng chỉ gửi được khi đã có tệp bản ký.",
    )

    def __init__(self, *args, period: Period | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if period:
            self.fields["purpose"].disabled = True

    def layout(self) -> Layout:
        return Layout(
            "purpose",
            "name",
            Row(Column("starts_on"), Column("ends_on"), css_class=_HALF),
            HTML("<hr>"),
            "rule",
            Div(
                Row(Column("opens", css_class="for-window"), Column("last", css_class="for-day"), css_class=_HALF),
                Row(Column("offset"), Column("side"), css_class=f"{_HALF} for-relative"),
                css_class="rule-fields",
            ),
            "due_time",
            "hard",
            "document_required",
        )

    def clean(self):
        data = super().clean()
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", "Ngày cuối kỳ phải sau ngày đầu kỳ.")
        rule = data.get("rule")
        if rule == DeadlineRule.RELATIVE:
            self._need("offset", "Hãy ghi số ngày tính từ cuối kỳ (0 là đúng ngày cuối kỳ).")
        elif rule:
            self._need("last", "Hãy ghi hạn nộp (ngày/tháng).")
        if rule == DeadlineRule.WINDOW:
            self._need("opens", "Hãy ghi ngày bắt đầu nhận (ngày/tháng).")
        return data

    def _need(self, name: str, sentence: str) -> None:
        if self.cleaned_data.get(name) is None and name not in self.errors:
            self.add_error(name, sentence)

    def columns(self) -> dict:
        """What was typed, in the shape of the model; the parts of other rules are emptied."""
        data = self.cleaned_data
        rule = data["rule"]
        day, month = data["last"] if data["last"] and rule != DeadlineRule.RELATIVE else (None, None)
        opens_day, opens_month = data["opens"] if data["opens"] and rule == DeadlineRule.WINDOW else (None, None)
        offset = data["offset"] * int(data["side"] or 1) if rule == DeadlineRule.RELATIVE else 0
        kept = ("purpose", "name", "starts_on", "ends_on", "rule", "due_time", "hard", "document_required")
        return {name: data[name] for name in kept} | {
            "day": day,
            "month": month,
            "opens_day": opens_day,
            "opens_month": opens_month,
            "offset_days": offset,
        }


def period_values(period: Period) -> dict:
    """A saved period in the shape of the form."""
    names = ("purpose", "name", "starts_on", "ends_on", "rule", "hard", "document_required")
    values = {name: getattr(period, name) for name in names}
    return values | {
        "last": (period.day, period.month) if period.day else None,
        "opens": (period.opens_day, period.opens_month) if period.opens_day else None,
        "offset": abs(period.offset_days) if period.rule == DeadlineRule.RELATIVE else None,
        "side": "-1" if period.offset_days < 0 else "1",
        "due_time": f"{period.due_time:%H:%M}" if period.due_time else "",
    }


class ExceptionForm(OfficeForm):
    """A later last day for everyone; an empty day takes the exception back."""

    until = DayField(label="Lùi hạn chung đến", required=False, help_text="ngày/tháng/năm; để trống để bỏ hạn ngoại lệ")
    reason = ParagraphField(label="Lý do", max_length=1000, error_messages={"required": "Hãy ghi lý do."})


class ExtensionForm(OfficeForm):
    """A later last day for one of the units to which the person may give it."""

    unit = forms.ModelChoiceField(label="Đơn vị", queryset=Unit.objects.none(), empty_label="Chọn đơn vị")
    until = DayField(label="Gia hạn đến")
    reason = ParagraphField(label="Lý do", max_length=1000, error_messages={"required": "Hãy ghi lý do gia hạn."})

    def __init__(self, *args, units: list[Unit], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=[u.pk for u in units]).in_order()
        self.fields["unit"].widget.attrs["data-search-select"] = ""
