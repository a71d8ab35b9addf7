"""What the page of a list shows: the lines this reader sees, with outlook and outcome, what changed, sendings."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from awards.registrations.models import RegistrationSnapshot, TitleRegistration
from awards.registrations.selectors.content import Item, changes, items_in, items_of
from awards.registrations.selectors.hints import outlooks
from awards.registrations.selectors.outcomes import Outcome, outcomes
from awards.selectors.claims import Assessment
from awards.selectors.outlook import sees_outlook
from campaigns.rules import sees_all_sent
from organisations.models import Unit
from organisations.rules import is_unit_officer, unit_id_of
from organisations.selectors.units import review_places


@dataclass(frozen=True)
class Row:
    """One line of the page."""

    item: Item
    outcome: Outcome
    outlook: Assessment | None


class Page:
    """A list as one person reads it: its unit sees what it writes, everybody else exactly what was sent."""

    def __init__(self, registration: TitleRegistration, user: Any):
        self.registration, self.user = registration, user
        self.own = bool(is_unit_officer(user)) and registration.unit_id == unit_id_of(user)
        self.sendings: list[RegistrationSnapshot] = list(registration.snapshots.all())
        self.shown = next((s for s in self.sendings if s.number == registration.shown_number), None)
        self.sees_outlook = sees_outlook(user, registration.unit_id)
        self.items = items_of(registration) if self.own else items_in(self.shown.content) if self.shown else []
        stands = registration.shown_number == registration.received_number
        self.reason = "" if stands and not self.own else registration.supplement_reason

    def rows(self) -> list[Row]:
        """The lines with what became of them and what is still missing."""
        year = self.registration.call.year
        found = outcomes(self.user, year, self.items)
        looks = outlooks(self.items, year) if self.sees_outlook else [None] * len(self.items)
        return [Row(*row) for row in zip(self.items, found, looks, strict=True)]

    def new_words(self) -> list[str]:
        """What this list has that the sending before had not: while a supplement is written, that which was received."""
        number = self.registration.shown_number if self.own and self.registration.is_editable else None
        base = self._before(number)
        return changes(items_in(base.content), self.items) if base else []

    def _before(self, number: int | None) -> RegistrationSnapshot | None:
        if number is not None:
            return next((s for s in self.sendings if s.number == number), None)
        shown = self.registration.shown_number
        return next((s for s in self.sendings if s.number < shown), None)

    def history(self) -> Iterator[tuple[RegistrationSnapshot, list[str]]]:
        """Each sending, newest first, with what it changed."""
        for place, one in enumerate(self.sendings):
            before = self.sendings[place + 1] if place + 1 < len(self.sendings) else None
            yield one, changes(items_in(before.content), items_in(one.content)) if before else []


def own_rows(user: Any) -> QuerySet[TitleRegistration]:
    """Lists of the person's unit, the latest year first."""
    if not is_unit_officer(user):
        return TitleRegistration.objects.none()
    return TitleRegistration.objects.for_page().filter(unit_id=unit_id_of(user))


def bloc_rows(user: Any) -> QuerySet[TitleRegistration]:
    """Lists of the blocs that the person's unit leads, own ones left out: whether sent or not, never what is in a draft."""
    if not is_unit_officer(user) or sees_all_sent(user):
        return TitleRegistration.objects.none()
    theirs = Q(call__endorsed_by_bloc=True, bloc__in=review_places(unit_id_of(user)))
    return TitleRegistration.objects.for_page().filter(theirs).exclude(unit_id=unit_id_of(user))


def last_year_of(registration: TitleRegistration) -> bool:
    """Whether there is a list of last year to take over."""
    rows = TitleRegistration.objects.filter(unit=registration.unit_id, call__year=registration.call.year - 1)
    return rows.filter(received_number__gte=1).exists()


def units_in(call: Any) -> QuerySet[Unit]:
    """Units that register in a call."""
    return Unit.objects.filter(title_registrations__call=call)
