"""A list of registered titles for tests, reached by walking there through the services and the workflow."""

import datetime as dt

from awards.models import Person
from awards.registrations.models import Call, TitleRegistration
from awards.registrations.services import calls, lines
from awards.registrations.workflows import TITLE_REGISTRATION
from awards.services import subjects
from emulation.base import clock
from tests.factories import acting

WINDOW = {"opens_on": dt.date(2022, 12, 15), "last_day": dt.date(2023, 3, 15)}
MARCH = dt.date(2023, 3, 10)
STATES = {"draft": 0, "awaiting_head": 1, "with_bloc": 2, "with_department": 3, "received": 4, "returned": 4}


def call(cast, year: int = 2023, **fields) -> Call:
    """The call of a year, with a list for each unit of its blocs."""
    with clock.at(clock.moment(dt.date(year, 1, 5))):
        values = {"year": year, "basis": "Kế hoạch số 5/KH-UBND", "verified": True, **WINDOW} | fields
        return calls.create(by=acting(cast.dha), **values)


def of(cast, unit: str = "Sở Y tế") -> TitleRegistration:
    return TitleRegistration.objects.for_page().get(unit=cast.units[unit], call__year=2023)


def person(cast, name: str = "Nguyễn Thị Hòa", unit: str = "Sở Y tế", **fields) -> Person:
    """Somebody who works at a unit."""
    return subjects.new_person(cast.units[unit], name=name, by=acting(cast.dha), **fields)


def registration(cast, state: str = "draft", *, day: dt.date = MARCH, award: str = "LDTT") -> TitleRegistration:
    """The list of Sở Y tế with one person, walked to a state."""
    if not Call.objects.exists():
        call(cast)
    row = of(cast)
    with clock.at(clock.moment(day)):
        lines.add(row, person(cast), award=award, by=acting(cast.owner))
        last = {"returned": "return"}.get(state, "receive")
        steps = [("present", cast.owner), ("send", cast.head), ("endorse", cast.leader), (last, cast.dha)]
        for name, who in steps[: STATES[state]]:
            row = move(row, name, who, note="Thiếu người." if name == "return" else "")
    return TitleRegistration.objects.for_page().get(pk=row.pk)


def move(row: TitleRegistration, name: str, who, note: str = "", **data) -> TitleRegistration:
    return TITLE_REGISTRATION.perform(row, name, by=acting(who), note=note, **data)
