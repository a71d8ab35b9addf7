"""Picking whom a line is about: a known person, a new one, a collective, a household. One picker for every list of a unit."""

import datetime as dt

from django import forms
from django.http import HttpRequest

from awards.selectors.subjects import collectives_of, households_of, people_named
from awards.services import subjects
from emulation.base.forms import OfficeForm, TextField
from organisations.enums import UnitKind
from organisations.models import Unit


class NewPersonForm(OfficeForm):
    """Somebody of the unit who has no record yet."""

    name = TextField(label="Họ và tên", max_length=300)
    birth_year = forms.IntegerField(
        label="Năm sinh", required=False, min_value=1900, max_value=2100, help_text="để phân biệt người cùng tên"
    )
    position = TextField(label="Chức vụ", max_length=300, required=False)


class GroupForm(OfficeForm):
    """A part of the unit, or a household."""

    name = TextField(label="Tên", max_length=300, required=False)

    def __init__(self, *args, label: str, required: bool = False, help_text: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["name"]
        field.label, field.required, field.help_text = label, required, help_text
        field.error_messages["required"] = f"Hãy ghi {label.lower()}."


class Picker:
    """The state of the page that asks whom: what was searched, who was found, the forms for new ones.

    `since`: also people who worked at the unit on that day or later.
    """

    def __init__(self, request: HttpRequest, unit: Unit, since: dt.date | None = None):
        self.request, self.unit = request, unit
        self.is_commune = unit.kind == UnitKind.CAP_XA
        self.name = request.GET.get("ten", "").replace("\x00", "")[:200]
        self.do = request.POST.get("do", "") if request.method == "POST" else ""
        self.found = people_named(unit, self.name, since)
        self.collectives, self.households = collectives_of(unit)[:100], households_of(unit)[:100]
        self.person = NewPersonForm(self._data("person"), initial={"name": self.name}, prefix="p")
        self.collective = GroupForm(
            self._data("collective"), label="Tên tập thể", help_text="để trống nếu là chính đơn vị", prefix="t"
        )
        self.household = GroupForm(self._data("household"), label="Tên chủ hộ", required=True, prefix="h")

    def _data(self, do: str):
        return self.request.POST if self.do == do else None

    def made(self) -> tuple[str, int] | None:
        """(kind in the address, id) of a new subject that was asked for; None shows the page with its faults."""
        by = self.request.user
        if self.do == "person" and self.person.is_valid():
            return "ca-nhan", subjects.new_person(self.unit, by=by, **self.person.cleaned_data).pk
        if self.do == "collective" and self.collective.is_valid():
            return "tap-the", subjects.collective(self.unit, self.collective.cleaned_data["name"], by=by).pk
        if self.do == "people_and_cadres" and self.is_commune:
            return "tap-the", subjects.people_and_cadres(self.unit, by=by).pk
        if self.do == "household" and self.household.is_valid():
            return "ho-gia-dinh", subjects.household(self.unit, self.household.cleaned_data["name"], by=by).pk
        return None
