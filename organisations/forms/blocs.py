"""Forms of blocs."""

import datetime as dt

from django import forms
from django.urls import reverse

from emulation.base import clock
from emulation.base.forms import DayField, OfficeForm, ParagraphField, TextField
from organisations.enums import BlocRole
from organisations.forms.fields import UnitField
from organisations.models import Bloc, Unit
from organisations.models.dated import valid_on

WORDS = [("khối thi đua", "khối thi đua"), ("cụm thi đua", "cụm thi đua")]


class BlocForm(OfficeForm):
    """A bloc of a year. Where its data come from unproven sources, it says so."""

    year = forms.IntegerField(label="Năm", min_value=2000, max_value=2100)
    word = forms.ChoiceField(label="Tên gọi", choices=WORDS)
    code = TextField(label="Mã", max_length=30, help_text="ví dụ 01, II; không trùng trong một năm")
    name = TextField(label="Tên khối, cụm", max_length=200)
    parent = forms.ModelChoiceField(
        label="Là cụm của khối",
        queryset=Bloc.objects.none(),
        required=False,
        empty_label="không, là khối riêng",
        help_text="khối đông chia cụm thì chỉ tiêu khen thưởng chia theo cụm",
    )
    verified = forms.BooleanField(label="Đã đối chiếu với văn bản", required=False, initial=True)
    source = ParagraphField(
        label="Nguồn", required=False, max_length=1000, rows=2, help_text="văn bản hoặc nơi lấy danh sách"
    )

    def __init__(self, *args, bloc: Bloc | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.bloc = bloc
        self.fields["parent"].queryset = Bloc.objects.filter(parent=None, year__gte=clock.today().year)
        self.fields["parent"].label_from_instance = lambda bloc: f"{bloc.name}, năm {bloc.year}"
        if bloc:
            self.fields["year"].disabled = True
            del self.fields["parent"]

    def clean(self) -> dict:
        data = super().clean()
        parent = self.bloc.parent if self.bloc else data.get("parent")
        if parent and parent.year != data.get("year"):
            self.add_error("parent", f"Khối này của năm {parent.year}. Hãy chọn khối cùng năm.")
        same = Bloc.objects.filter(year=data.get("year"), code=data.get("code"), parent=parent)
        if self.bloc:
            same = same.exclude(pk=self.bloc.pk)
        taken = same.first() if data.get("year") and data.get("code") else None
        if taken:
            self.add_error("code", f"Mã này đã dùng cho {taken.name} năm {taken.year}. Hãy ghi mã khác.")
        if not data.get("verified") and not data.get("source"):
            self.add_error("source", "Khối chưa kiểm chứng phải ghi nguồn, để người sau biết mà đối chiếu.")
        return data


class SeatForm(OfficeForm):
    """A unit takes a place in a bloc."""

    unit = UnitField()
    role = forms.ChoiceField(label="Vai trò", choices=BlocRole.choices, initial=BlocRole.MEMBER)
    valid_from = DayField(label="Từ ngày", required=False, help_text="ngày/tháng/năm; để trống là từ đầu năm")

    def __init__(self, *args, bloc: Bloc, **kwargs):
        super().__init__(*args, **kwargs)
        self.bloc = bloc
        seated = bloc.members.filter(valid_to=None).values("unit_id")
        units = Unit.objects.valid_on().exclude(pk__in=seated)
        self.fields["unit"].offer(units, self["unit"].value(), reverse("organisations:unit_search"))

    def clean_valid_from(self):
        return in_year(self.cleaned_data["valid_from"], self.bloc)


class EndPlaceForm(OfficeForm):
    """The last day of a unit in a bloc."""

    on = DayField(label="Ngày cuối cùng")
    note = ParagraphField(label="Lý do, căn cứ", max_length=500, rows=2)


class HandOverForm(OfficeForm):
    """The leadership passes to another unit on a day."""

    leader = UnitField(label="Trưởng khối mới")
    on = DayField(label="Nhận từ ngày")
    note = ParagraphField(label="Căn cứ", max_length=500, rows=2, help_text="biên bản, thông báo bàn giao")

    def __init__(self, *args, bloc: Bloc, **kwargs):
        super().__init__(*args, **kwargs)
        self.bloc = bloc
        places = bloc.members.filter(valid_on(clock.today()) | valid_on(bloc_end(bloc)))
        units = Unit.objects.filter(pk__in=places.exclude(role=BlocRole.LEADER).values("unit_id"))
        self.fields["leader"].offer(units, self["leader"].value())

    def clean_on(self):
        return in_year(self.cleaned_data["on"], self.bloc)


def bloc_end(bloc: Bloc):
    """Last day of a bloc's year."""
    return dt.date(bloc.year, 12, 31)


def in_year(day, bloc: Bloc):
    """A day within the bloc's year, or in the next one (a leadership is handed over at the final meeting)."""
    if day and day.year not in (bloc.year, bloc.year + 1):
        raise forms.ValidationError(f"Ngày này không thuộc năm {bloc.year} của khối. Hãy kiểm tra lại.")
    return day
