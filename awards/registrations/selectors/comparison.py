"""What is proposed at the end of the year beside what was registered at its start."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from awards.enums import SubjectKind
from awards.registrations.enums import Difference
from awards.registrations.models import RegistrationSnapshot, TitleRegistration
from awards.registrations.selectors.content import Item, award_name, items_in
from awards.selectors import people
from organisations.models import Unit


@dataclass(frozen=True)
class Compared:
    """One subject and award: registered, proposed, or both. `nominee` is what was given, `registered` the line."""

    difference: Difference
    name: str
    registered: Item | None = None
    nominee: Any = None

    @property
    def sentence(self) -> str:
        """Why it differs, in words."""
        wanted = self.registered.award_name if self.registered else ""
        proposed = award_name(self.nominee.award) if self.nominee is not None else ""
        return {
            Difference.AS_REGISTERED: f"Đã đăng ký {wanted}.",
            Difference.OTHER_AWARD: f"Đăng ký {wanted}, đề nghị {proposed}.",
            Difference.NOT_REGISTERED: f"Đề nghị {proposed}, đầu năm không đăng ký.",
            Difference.NOT_NOMINATED: f"Đã đăng ký {wanted}, chưa có trong hồ sơ đề nghị.",
        }[self.difference]


def registered_titles(year: int, unit: Unit) -> list[Item]:
    """What the unit registered for a year as it was received last; empty where nothing was received. Two queries."""
    row = TitleRegistration.objects.filter(call__year=year, unit=unit, received_number__gte=1).first()
    if row is None:
        return []
    return items_in(RegistrationSnapshot.objects.get(registration=row, number=row.received_number).content)


def compare(year: int, unit: Unit, nominees: Iterable[Any]) -> list[Compared]:
    """Each nominee and each registered line once: as registered, another award, not registered, not nominated.

    A nominee has `award` (a code), `name`, and one of `person_id`, `collective_id`, `household_id`.
    """
    registered, nominees = registered_titles(year, unit), list(nominees)
    now = people.standing_ids(
        [item.subject for item in registered if item.kind == SubjectKind.INDIVIDUAL]
        + [nominee.person_id for nominee in nominees if getattr(nominee, "person_id", None)]
    )
    waiting = {(*_now(item.kind, item.subject, now), item.award): item for item in registered}
    found, rest = [], []
    for nominee in nominees:
        item = waiting.pop((*_who(nominee, now), nominee.award), None)
        if item:
            found.append(Compared(Difference.AS_REGISTERED, nominee.name, item, nominee))
        else:
            rest.append(nominee)
    for nominee in rest:
        key = next((key for key in waiting if key[:2] == _who(nominee, now)), None)
        item = waiting.pop(key) if key else None
        kind = Difference.OTHER_AWARD if item else Difference.NOT_REGISTERED
        found.append(Compared(kind, nominee.name, item, nominee))
    return found + [Compared(Difference.NOT_NOMINATED, item.name, item) for item in waiting.values()]


def _now(kind: str, subject: int, now: dict[int, int]) -> tuple[str, int]:
    """A person by the record that stands today; `now` knows people only."""
    return kind, now.get(subject, subject) if kind == SubjectKind.INDIVIDUAL else subject


def _who(nominee: Any, now: dict[int, int]) -> tuple[str, int]:
    for kind, name in (("individual", "person_id"), ("collective", "collective_id"), ("household", "household_id")):
        if getattr(nominee, name, None):
            return _now(kind, getattr(nominee, name), now)
    raise ValueError("a nominee without a subject")
