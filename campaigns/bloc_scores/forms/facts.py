"""The form of what a ranking asks beyond points: one row a unit."""

from django import forms

from campaigns.bloc_scores.selectors.facts import Asked
from campaigns.bloc_scores.table_document import text_of
from emulation.base.forms import NumberField, OfficeForm
from organisations.models import Unit

TRUTHS = [("", "Chưa biết"), ("true", "Có"), ("false", "Không")]


class FactsForm(OfficeForm):
    """What is not known stays empty: the engine then says so, nothing is guessed."""

    def __init__(self, *args, units: list[Unit], asked: list[Asked], **kwargs):
        super().__init__(*args, **kwargs)
        self.units, self.asked = units, asked
        for unit in units:
            for one in asked:
                label = f"{one.label}: {unit.label}"
                self.fields[self.name_of(unit.pk, one)] = self._field(one, label)

    @staticmethod
    def _field(one: Asked, label: str) -> forms.Field:
        if one.kind == "truth":
            field = forms.ChoiceField(label=label, choices=TRUTHS, required=False)
            field.widget.attrs["class"] = "form-select form-select-sm"
            return field
        limits = {"minimum": 0, "maximum": 1} if one.kind == "ratio" else {}
        field = NumberField(label=label, required=False, **limits)
        field.widget.attrs["class"] = "form-control form-control-sm num"
        return field

    @staticmethod
    def name_of(unit: int, one: Asked) -> str:
        return f"u{unit}-{one.code}"

    @property
    def rows(self) -> list[dict]:
        """For the table."""
        return [
            {"unit": unit, "fields": [self[self.name_of(unit.pk, one)] for one in self.asked]} for unit in self.units
        ]

    def values(self) -> dict[int, dict[str, str]]:
        """What the service takes."""
        return {
            unit.pk: {one.code: self._written(self.cleaned_data[self.name_of(unit.pk, one)]) for one in self.asked}
            for unit in self.units
        }

    @staticmethod
    def _written(value) -> str:
        return value if isinstance(value, str) else "" if value is None else text_of(value)
