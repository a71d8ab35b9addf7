"""Fields that every form uses: text in normal form, days as people write them."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError

from emulation.base import vietnamese


class TextField(forms.CharField):
    """One line of Vietnamese text: NFC, single spaces, real Đ."""

    def to_python(self, value) -> str:
        return vietnamese.one_line(super().to_python(value))


class ParagraphField(forms.CharField):
    """Text of several lines, in normal form."""

    widget = forms.Textarea

    def __init__(self, *args, rows: int = 3, **kwargs):
        super().__init__(*args, **kwargs)
        self.widget.attrs.setdefault("rows", rows)

    def to_python(self, value) -> str:
        return vietnamese.normalise(super().to_python(value))


class DayField(forms.Field):
    """A day written as people write it: 5/12/2023, 05-12-2023, ngày 5 tháng 12 năm 2023."""

    widget = forms.TextInput

    def __init__(self, *args, help_text: str = "ngày/tháng/năm", **kwargs):
        super().__init__(*args, help_text=help_text, **kwargs)
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off", "maxlength": 40}

    def to_python(self, value) -> dt.date | None:
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        try:
            return vietnamese.parse_date(value)
        except ValueError as fault:
            raise ValidationError(str(fault)) from None

    def prepare_value(self, value):
        return vietnamese.format_date(value) if isinstance(value, dt.date) else value
