"""The content of a list: as the unit writes it, as it was sent, and what changed between two sendings in words."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from awards.enums import SubjectKind
from awards.law import law
from awards.registrations.models import RegisteredLine, RegistrationSnapshot, TitleRegistration
from awards.selectors import people

Key = tuple[str, int, str]


def award_name(code: str) -> str:
    """Name of an award; a code that the law no longer knows is shown as it is."""
    row = law().awards.get(code)
    return row.name if row else code


@dataclass(frozen=True)
class Item:
    """One line, from the table or from a snapshot."""

    kind: str
    subject: int
    name: str
    award: str
    position: str = ""
    part: str = ""
    note: str = ""
    line: int = 0
    mark: str = ""

    @property
    def key(self) -> Key:
        """What makes two lines the same."""
        return (self.kind, self.subject, self.award)

    @property
    def award_name(self) -> str:
        return award_name(self.award)

    @property
    def kind_label(self) -> str:
        return SubjectKind(self.kind).label

    @property
    def page(self) -> str:
        """Name of the page of the subject, '' for a household."""
        return {"individual": "awards:person", "collective": "awards:collective"}.get(self.kind, "")


def _item(line: RegisteredLine) -> Item:
    subject = line.person_id or line.collective_id or line.household_id
    texts = {"position": line.position, "part": line.part, "note": line.note, "mark": line.mark}
    return Item(line.subject_kind, subject, line.name, line.award, line=line.pk, **texts)


def items_of(registration: TitleRegistration) -> list[Item]:
    """The lines as they stand with the unit. One query."""
    return [_item(line) for line in registration.lines.all()]


def content_of(registration: TitleRegistration) -> dict:
    """What a sending keeps."""
    lines = []
    for item in items_of(registration):
        row = asdict(item)
        del row["mark"]
        lines.append(row)
    return {
        "year": registration.call.year,
        "unit": registration.unit.official_name,
        "bloc": registration.bloc.name if registration.bloc else "",
        "reason": registration.supplement_reason,
        "lines": lines,
    }


def items_in(content: dict) -> list[Item]:
    """The lines of a sending."""
    return [Item(**row) for row in content["lines"]]


def sending(registration: TitleRegistration, number: int) -> RegistrationSnapshot | None:
    """The n-th sending."""
    return registration.snapshots.filter(number=number).first() if number else None


def changes(old: Sequence[Item], new: Sequence[Item]) -> list[str]:
    """What a later list has that an earlier one has not, line by line in words; empty when they are the same."""
    before, after = {item.key: item for item in old}, {item.key: item for item in new}
    found = []
    gone = {key: item for key, item in before.items() if key not in after}
    for item in [item for key, item in after.items() if key not in before]:
        other = next((one for one in gone.values() if one.key[:2] == item.key[:2]), None)
        if other:
            del gone[other.key]
            found.append(f"{item.name}: đổi từ {other.award_name} sang {item.award_name}.")
        else:
            found.append(f"Thêm {item.name}: {item.award_name}.")
    found += [f"Bỏ {item.name}: {item.award_name}." for item in gone.values()]
    for key, item in after.items():
        if key in before and _words(before[key]) != _words(item):
            found.append(f"{item.name}: sửa chức vụ, bộ phận hoặc ghi chú.")
    return found


def _words(item: Item) -> tuple:
    return item.name, item.position, item.part, item.note


def standing(items: Iterable[Item]) -> dict[int, int]:
    """{id of a person as registered: id of the record that stands for that person today}. One query where nobody was merged."""
    return people.standing_ids(item.subject for item in items if item.kind == SubjectKind.INDIVIDUAL)
