"""The form of a decision on units that stay equal: who stands where, and why."""

from django import forms

from emulation.base.forms import OfficeForm, ParagraphField


class TieForm(OfficeForm):
    """One choice a place; each unit once."""

    def __init__(self, *args, units: list[tuple[str, str]], first: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.places = [f"rank_{first + n}" for n in range(len(units))]
        for n, name in enumerate(self.places, first):
            self.fields[name] = forms.ChoiceField(label=f"Hạng {n}", choices=[("", "Chọn đơn vị"), *units])
        self.fields["reason"] = ParagraphField(
            label="Căn cứ, lý do", rows=3, max_length=1000, help_text="ghi biên bản, văn bản thống nhất nếu có"
        )

    def clean(self) -> dict:
        data = super().clean()
        chosen = [data[name] for name in self.places if data.get(name)]
        if len(set(chosen)) < len(chosen):
            self.add_error(None, "Mỗi đơn vị đứng ở một hạng. Hãy chọn lại.")
        return data

    def order(self) -> list[int]:
        """Units, best first."""
        return [int(self.cleaned_data[name]) for name in self.places]
