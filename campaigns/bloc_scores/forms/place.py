"""Where a criterion goes: every place of the table it may stand in, as one choice."""

from django import forms

from campaigns.bloc_scores.models import Criterion
from emulation.base.forms import OfficeForm


class PlaceForm(OfficeForm):
    """One choice: at the head of a part, or behind one of its rows."""

    where = forms.ChoiceField(label="Chuyển đến")

    def __init__(self, *args, row: Criterion, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = {one.pk: one for one in row.table.criteria.all()}
        self.fields["where"].choices = [("", "Chọn vị trí"), *self._choices(row)]
        self.fields["where"].widget.attrs["data-search-select"] = ""
        self.fields["where"].error_messages["required"] = "Hãy chọn vị trí mới của mục."

    def _choices(self, row: Criterion) -> list[tuple[str, str]]:
        gone = {row.pk}
        for one in self.rows.values():
            if one.parent_id in gone:
                gone.add(one.pk)
        parts = [None, *(one for one in self.rows.values() if not one.kind and one.pk not in gone)]
        return [choice for part in parts for choice in self._within(part, row)]

    def _within(self, part: Criterion | None, row: Criterion) -> list[tuple[str, str]]:
        name = f"Mục {part.code}. {part.title[:50]}" if part else "Cấp cao nhất"
        key = part.pk if part else ""
        below = [one for one in self.rows.values() if one.parent_id == (part.pk if part else None) and one.pk != row.pk]
        return [
            (f"{key}:", f"{name}: lên đầu"),
            *((f"{key}:{one.pk}", f"{name}: sau {one.code}. {one.title[:50]}") for one in below),
        ]

    def place(self) -> tuple[Criterion | None, Criterion | None]:
        """(part, the row in front); None the top of the table, the head of the part."""
        part, _, after = self.cleaned_data["where"].partition(":")
        return self.rows.get(int(part or 0)), self.rows.get(int(after or 0))
