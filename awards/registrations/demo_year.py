"""Registration of titles in the demo's year 2023: most received in March, one late, supplements, one never sent. Illustrations."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from awards.registrations.models import TitleRegistration
from awards.registrations.services import calls, lines
from awards.registrations.workflows import TITLE_REGISTRATION
from awards.selectors.subjects import people_of
from awards.services import subjects
from campaigns.demo.names import Names
from emulation.base import clock
from organisations.enums import UNIT_ROLES
from organisations.models import Unit, User

if TYPE_CHECKING:
    from campaigns.demo.year import Year

YEAR = 2023
WINDOW = {"opens_on": dt.date(2022, 12, 15), "last_day": dt.date(YEAR, 3, 15)}
BASIS = "Thời hạn ghi để minh họa trong bản chạy thử (lấy theo Lai Châu, từ 15/12 đến 15/3). Chưa có văn bản của tỉnh."
AWARDS = ("CSTDT", "CSTDCS", "LDTT")
LATE, SUPPLEMENTED, SUPPLEMENTING, RETURNED, UNSENT = (
    "Sở Công Thương",
    "Sở Y tế",
    "Sở GD&ĐT",
    "Sở TT&TT",
    "Hội Luật gia",
)
MORE = "Bổ sung tập thể đơn vị theo kết luận của hội nghị sơ kết 6 tháng."


def build(year: "Year") -> None:
    """Called by build_demo after the registry."""
    with clock.at(clock.moment(dt.date(YEAR, 1, 10), 9)):
        call = calls.create(
            year=YEAR, endorsed_by_bloc=True, refuses_late=False, verified=False, basis=BASIS, by=year.dha, **WINDOW
        )
    names = Names(2024)
    for row in TitleRegistration.objects.for_page().filter(call=call):
        if row.unit_id in year.p.clerks and row.unit_id in year.p.heads and row.unit.short_name != UNSENT:
            ListOfTheDemo(year, row, names).go()


class ListOfTheDemo:
    """One unit's list, each step on its day through the services."""

    def __init__(self, year: "Year", row: TitleRegistration, names: Names):
        self.year, self.row, self.names, self.unit = year, row, names, row.unit
        self.clerk, self.head = _as(year.p.clerks, row.unit), _as(year.p.heads, row.unit)

    def go(self) -> None:
        day = (
            dt.date(YEAR, 3, 20) if self.unit.short_name == LATE else dt.date(YEAR, 3, self.year.random.randint(2, 14))
        )
        self._at(day, self._write)
        self._at(day, self._send)
        if self.unit.short_name == RETURNED:
            note = "Ghi rõ bộ phận của từng người."
            self._at(dt.date(YEAR, 3, 22), lambda: self._move("return", self.receiver, note=note))
            return
        self._at(max(day, dt.date(YEAR, 3, 16)) + dt.timedelta(days=2), lambda: self._move("receive", self.receiver))
        if self.unit.short_name in (SUPPLEMENTED, SUPPLEMENTING):
            self._at(dt.date(YEAR, 7, 24), self._supplement)

    def _at(self, day: dt.date, step) -> None:
        with clock.at(clock.moment(day, 9, self.year.random.randint(0, 59))):
            step()

    @property
    def receiver(self) -> User:
        """Sở Nội vụ; for its own list the Chairman's office."""
        return self.year.office if self.unit.pk == self.year.dha.acting.unit_id else self.year.dha

    def _write(self) -> None:
        known = list(people_of(self.unit)[:3])
        while len(known) < 3:
            _, name = self.names.next()
            known.append(subjects.new_person(self.unit, name=name, position="Chuyên viên", by=self.clerk))
        for person, award in zip(known, AWARDS, strict=True):
            position = person.places.filter(unit=self.unit).last().position
            lines.add(self.row, person, award=award, position=position, by=self.clerk)
        lines.add(self.row, subjects.collective(self.unit, by=self.clerk), award="TTLDXS", by=self.clerk)

    def _send(self) -> None:
        self._move("present", self.clerk)
        self._move("send", self.head)
        if self.row.state == "with_bloc":
            leader, deputy = self.year.leaders[self.row.bloc_id]
            unit = Unit.objects.get(pk=deputy if self.unit.pk == leader else leader)
            self._move("endorse", _as(self.year.p.clerks, unit))

    def _supplement(self) -> None:
        self._move("supplement", self.clerk, note=MORE)
        lines.add(self.row, subjects.collective(self.unit, by=self.clerk), award="CTDT", by=self.clerk)
        if self.unit.short_name == SUPPLEMENTED:
            self._send()
            self._move("receive", self.receiver)

    def _move(self, name: str, by: User, **data: Any) -> None:
        TITLE_REGISTRATION.perform(self.row, name, by=by, **data)
        self.row = TitleRegistration.objects.for_page().get(pk=self.row.pk)


def _as(people: dict[int, User], unit: Unit) -> User:
    """The officer of a unit, in the role of that unit."""
    person = User.objects.get(pk=people[unit.pk].pk)
    person.is_active = True  # who was locked in December still worked before
    return person.act_as(next(m for m in person.current_memberships if m.unit_id == unit.pk and m.role in UNIT_ROLES))
