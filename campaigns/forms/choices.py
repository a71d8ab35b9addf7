"""Choices of units: searched by name while typing, or written as a list of names, one a line."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy

from emulation.base import vietnamese
from emulation.base.forms import ParagraphField
from organisations.models import Unit


class _Chosen:
    """Options of the chosen units only: a page never carries a list of every unit."""

    def chosen(self, value: Any) -> list[tuple[str, str]]:
        wanted = [str(getattr(v, "pk", v)) for v in (value if isinstance(value, list | tuple | set) else [value]) if v]
        rows = Unit.objects.filter(pk__in=[v for v in wanted if v.isdigit()]).in_order()
        return [(str(unit.pk), unit.official_name) for unit in rows]

    def optgroups(self, name, value, attrs=None):
        self.choices = ([] if self.allow_multiple_selected else [("", "")]) + self.chosen(value)
        return super().optgroups(name, value, attrs)


class UnitSelect(_Chosen, forms.Select):
    pass


class UnitSelectMultiple(_Chosen, forms.SelectMultiple):
    pass


_SEARCHED = {"data-search-select": "", "data-url": reverse_lazy("campaigns:unit_options")}


class UnitField(forms.ModelChoiceField):
    """One unit, found by typing part of its name."""

    def __init__(self, **kwargs: Any):
        super().__init__(queryset=Unit.objects.all(), widget=UnitSelect(attrs=dict(_SEARCHED)), **kwargs)


class UnitsField(forms.ModelMultipleChoiceField):
    """Several units, found by typing part of their names. Goes together with a `NamesField`."""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("required", False)
        super().__init__(queryset=Unit.objects.all(), widget=UnitSelectMultiple(attrs=dict(_SEARCHED)), **kwargs)


class NamesField(ParagraphField):
    """Units as a list of names, one a line: pasted from a document, or typed where no script runs. Gives units."""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("label", "Thêm theo danh sách tên")
        kwargs.setdefault(
            "help_text", "Mỗi dòng một tên đơn vị, đầy đủ hoặc viết tắt, không cần gõ dấu. Có thể dán từ văn bản."
        )
        super().__init__(required=False, rows=3, **kwargs)

    def clean(self, value) -> list[Unit]:
        lines = [line for line in super().clean(value).split("\n") if line]
        found, faults = [], []
        known = _by_name(vietnamese.fold) if lines else {}
        plain = _by_name(vietnamese.search_key) if lines else {}
        for line in lines:
            name = line.strip(" ;,.-")
            units = known.get(vietnamese.fold(name), [])
            if not units and name.isascii():  # typed without accents; a wrong accent is not guessed at
                units = plain.get(vietnamese.search_key(name), [])
            if len(units) == 1:
                found.append(units[0])
            else:
                faults.append(_fault(line, units))
        if faults:
            raise ValidationError(faults)
        return found


def _by_name(key: Callable[[str], str]) -> dict[str, list[Unit]]:
    """{name as `key` writes it: units} of the units that exist today, by full and by short name."""
    known: dict[str, list[Unit]] = {}
    for unit in Unit.objects.valid_on().select_related("parent"):
        for name in {key(unit.official_name), key(unit.short_name)} - {""}:
            known.setdefault(name, []).append(unit)
    return known


def _fault(line: str, units: Iterable[Unit]) -> str:
    places = ", ".join(f"{u}, {u.parent}" if u.parent else str(u) for u in units)
    if not places:
        return f"Không có đơn vị tên “{line}”. Hãy ghi đúng tên trong danh mục đơn vị."
    return f"Có nhiều đơn vị tên “{line}” ({places}). Hãy chọn ở ô tìm đơn vị."


def together(units: Iterable[Unit], named: Iterable[Unit]) -> list[Unit]:
    """Chosen and named units, each once."""
    return list({unit.pk: unit for unit in [*units, *named]}.values())
