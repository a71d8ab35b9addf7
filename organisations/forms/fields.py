"""Choices of units, people and blocs that tell homonyms apart and find without accents."""

from django import forms
from django.core.exceptions import ValidationError

from organisations.models import Unit

# Up to so many options stand in the page, so that it works without JavaScript; above, the search field fetches them.
MOST_OPTIONS = 400


def unit_option(unit: Unit) -> str:
    """Name of a unit in a choice: with the unit above, so that homonyms of two districts differ."""
    return f"{unit.official_name} ({unit.parent.label})" if unit.parent else unit.official_name


class UnitField(forms.ModelChoiceField):
    """A unit, chosen by typing part of its name. `queryset` says which units may be chosen."""

    def __init__(self, queryset=None, *, label: str = "Đơn vị", search_url: str = "", **kwargs):
        queryset = Unit.objects.none() if queryset is None else queryset
        super().__init__(queryset, label=label, empty_label="", **kwargs)
        self.widget.attrs["data-search-select"] = ""
        self.search_url = search_url

    def label_from_instance(self, obj: Unit) -> str:
        return unit_option(obj)

    def offer(self, queryset, chosen=None, search_url: str = "") -> None:
        """Set the units that may be chosen; of a great many only the chosen one stands in the page."""
        self.queryset = queryset
        options = list(queryset.select_related("parent").in_order()[: MOST_OPTIONS + 1])
        if len(options) > MOST_OPTIONS and search_url:
            options = [unit for unit in [self._unit(chosen)] if unit]
            self.widget.attrs["data-url"] = search_url
        self.widget.choices = [("", ""), *((unit.pk, unit_option(unit)) for unit in options)]

    def _unit(self, chosen) -> Unit | None:
        pk = getattr(chosen, "pk", chosen)
        return self.queryset.filter(pk=pk).first() if str(pk or "").isdigit() else None

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError:
            raise ValidationError("Đơn vị này không chọn được. Hãy chọn trong danh sách.") from None
