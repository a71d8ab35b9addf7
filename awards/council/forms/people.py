"""Asking which person on record a name means: members and nominees are compared by record, never by name."""

from django import forms

from awards.models import Person
from awards.selectors.subjects import people_named
from emulation.base import vietnamese
from emulation.base.forms import OfficeForm
from organisations.models import Unit

SOMEBODY_ELSE = "0"


class AsksWhoForm(OfficeForm):
    """A form with a unit and a name (`named_by`) that asks who it is where the unit has people of that name on record."""

    named_by = "full_name"
    person = forms.ChoiceField(
        label="Người trong hồ sơ", required=False, help_text="chính người này thì không tham gia biểu quyết cho mình"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.namesakes = {str(person.pk): person for person in self._namesakes()}
        asked = self.fields.pop("person")
        if self.namesakes:
            found = [(pk, _words(person)) for pk, person in self.namesakes.items()]
            asked.choices = [("", "Chưa chọn"), *found, (SOMEBODY_ELSE, "Người khác")]
            self.fields["person"] = asked
            names = [name for name in self.fields if name != "person"]
            self.order_fields([*names[: names.index("unit") + 1], "person"])

    def means_a_person(self) -> bool:
        """Whether what was typed is the name of one person."""
        return True

    def _namesakes(self) -> list[Person]:
        name, unit = self.data.get(self.named_by, ""), self.data.get("unit", "")
        if not self.means_a_person() or not (unit.isascii() and unit.isdigit() and len(unit) < 9):
            return []
        row = Unit.objects.filter(pk=unit).first()
        return people_named(row, vietnamese.split_person_name(name).name) if row else []

    def clean(self) -> dict:
        data = super().clean()
        chosen = data.get("person", "")
        if self.namesakes and not chosen and "person" not in self.errors:
            self.add_error("person", "Đơn vị có người cùng tên trong hồ sơ. Hãy chọn đúng người, hoặc chọn Người khác.")
        return data | {"person": self.namesakes.get(chosen)}


def _words(person: Person) -> str:
    """“Lê Văn Bình, sinh năm 1980, Trưởng phòng”."""
    born = f"sinh năm {person.birth_year}" if person.birth_year else ""
    return ", ".join(filter(None, (person.full_name, born, *(place.position for place in person.places_here))))
