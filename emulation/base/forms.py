"""Fields that every form uses: text in normal form, days and numbers as people write them."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError

from emulation.base import vietnamese
from emulation.base.editing import Difference


class TextField(forms.CharField):
    """One line of Vietnamese text: NFC, single spaces, real Đ."""

    def to_python(self, value) -> str:
        return vietnamese.one_line(super().to_python(value))


class ParagraphField(forms.CharField):
    """Text of several lines, in normal form."""

    widget = forms.Textarea

    def __init__(self, *args, rows: int = 3, **kwargs):
        super().__init__(*args, **kwargs)
        self.widget.attrs["rows"] = rows

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


class TimeField(forms.Field):
    """A time of the day as people write it: 16:30, 8:00, 16h30."""

    widget = forms.TextInput

    def __init__(self, *args, help_text: str = "giờ:phút, ví dụ 16:30", **kwargs):
        super().__init__(*args, help_text=help_text, **kwargs)
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off", "maxlength": 8}

    def to_python(self, value) -> dt.time | None:
        if isinstance(value, dt.time):
            return value
        text = vietnamese.one_line(value or "").lower().replace("h", ":").replace("giờ", ":").replace(" ", "")
        if not text:
            return None
        hour, _, minute = text.partition(":")
        if hour.isascii() and hour.isdigit() and (not minute or minute.isascii() and minute.isdigit()):
            if int(hour) < 24 and int(minute or 0) < 60:
                return dt.time(int(hour), int(minute or 0))
        raise ValidationError("Hãy ghi giờ:phút, ví dụ 16:30.")

    def prepare_value(self, value):
        return f"{value:%H:%M}" if isinstance(value, dt.time) else value


class NumberField(forms.Field):
    """A number written as people write it: 1.234,5 or 1234,5. What reads two ways is refused with both readings.

    The limits are those of the column behind it: `max_digits` in all, `decimal_places` of them after the comma.
    """

    widget = forms.TextInput

    def __init__(
        self, *args, max_digits: int = 20, decimal_places: int = 4, minimum=None, maximum=None, whole=False, **kwargs
    ):
        self.max_digits, self.decimal_places = max_digits, 0 if whole else decimal_places
        self.minimum, self.maximum = minimum, maximum
        super().__init__(*args, **kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off", "maxlength": 40}

    def to_python(self, value) -> Decimal | None:
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        try:
            number = vietnamese.parse_number(value)
        except ValueError as fault:
            raise ValidationError(str(fault)) from None
        self._check_size(number)
        return number

    def _check_size(self, number: Decimal) -> None:
        shown = vietnamese.format_number(number)
        if number != round(number, self.decimal_places):
            most = f"tối đa {self.decimal_places} chữ số sau dấu phẩy" if self.decimal_places else "số nguyên"
            raise ValidationError(f"“{shown}” quá lẻ. Ô này nhận {most}.")
        if abs(number) >= Decimal(10) ** (self.max_digits - self.decimal_places):
            raise ValidationError(f"“{shown}” quá lớn. Hãy kiểm tra lại đơn vị tính.")
        if self.minimum is not None and number < self.minimum:
            raise ValidationError(f"Hãy ghi số từ {vietnamese.format_number(self.minimum)} trở lên.")
        if self.maximum is not None and number > self.maximum:
            raise ValidationError(f"Hãy ghi số không quá {vietnamese.format_number(self.maximum)}.")

    def has_changed(self, initial, data) -> bool:
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True

    def prepare_value(self, value):
        return number_to_type(value) if isinstance(value, Decimal | int) and not isinstance(value, bool) else value


def number_to_type(number: Decimal | int) -> str:
    """A number as it stands in a field: without group points, so that reading it back gives the same number."""
    text = format(Decimal(number).normalize(), "f").replace(".", ",")
    try:
        vietnamese.parse_number(text)
    except vietnamese.AmbiguousNumber:
        # Three places after the comma could be thousands; a fourth place says they are not.
        text += "0"
    return text


class OfficeForm(forms.Form):
    """A form drawn by crispy inside a <form> of the template, which holds the token, the version and the buttons."""

    error_css_class = ""

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        helper.include_media = False
        if layout := self.layout():
            helper.layout = layout
        return helper

    def layout(self):
        """A crispy Layout, or None for one field under the other."""
        return None

    def take(self, data: Mapping) -> None:
        """Show what was typed earlier and not saved, without judging it yet."""
        typed = {
            name: field.widget.value_from_datadict(data, {}, self.add_prefix(name))
            for name, field in self.fields.items()
            if not field.disabled
        }
        self.initial = {**self.initial, **typed}


def differences(mine: forms.Form, theirs: forms.Form) -> list[Difference]:
    """The fields in which a typed form differs from the saved one, in words: for the conflict page."""
    rows = [
        Difference(str(mine[name].label), _shown(mine[name]), _shown(theirs[name]))
        for name, field in mine.fields.items()
        if not isinstance(field.widget, forms.HiddenInput)
    ]
    return [row for row in rows if row.mine.strip() != row.theirs.strip()]


def _shown(bound: forms.BoundField) -> str:
    """The value of a field as a person reads it: labels of choices, yes or no."""
    value, field = bound.value(), bound.field
    if isinstance(field, forms.BooleanField):
        return "có" if field.to_python(value) else "không"
    if isinstance(field, forms.ChoiceField):
        given = value if isinstance(value, list | tuple | set) else [] if value in field.empty_values else [value]
        wanted = {str(getattr(v, "pk", v)) for v in given}
        return "\n".join(str(label) for key, label in _flat(field.choices) if str(key) in wanted)
    return "" if value is None else str(value)


def _flat(choices):
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label
