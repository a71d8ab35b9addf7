"""The Council of the demo: a mid-year session that was concluded, and one in which members are voting. All an illustration."""

import datetime as dt
from typing import TYPE_CHECKING

from awards.council.enums import Presence, RecusalRule, SeatRole
from awards.council.models import Council, Seat, Session
from awards.council.services import agenda, councils, papers, sessions
from awards.council.workflows import SESSION
from awards.services.ballots import new_code
from campaigns.demo.names import Names
from emulation.base import clock
from organisations.enums import Role
from organisations.models import Unit, User
from organisations.services import roles

if TYPE_CHECKING:
    from campaigns.demo.year import Year

YEAR = 2023
MEMBERS = ["Sở Tài chính", "Sở KH&ĐT", "Sở Y tế", "Sở GD&ĐT", "Sở NN&PTNT", "Sở TT&TT", "Thanh tra tỉnh"]
REGULATION = "Quy chế của Hội đồng trong bản chạy thử, ghi để minh họa."
MID_YEAR = [
    ("CTDT", "Sở GD&ĐT"),
    ("CTDT", "Sở Y tế"),
    ("BKT", "Sở NN&PTNT"),
    ("BKT", "Sở TT&TT"),
    ("BKT", "Sở Tài chính"),
]
POSTS = ["Trưởng phòng", "Phó Trưởng phòng", "Chuyên viên chính", "Chánh Văn phòng"]
YEAR_END = [
    "Sở Tài chính",
    "Sở KH&ĐT",
    "Sở Y tế",
    "Sở GD&ĐT",
    "Sở NN&PTNT",
    "Sở TT&TT",
    "Sở Công Thương",
    "Sở Xây dựng",
]


def build(year: "Year") -> None:
    """Called by build_demo."""
    units = {unit.short_name: unit for unit in Unit.objects.filter(short_name__in={*MEMBERS, *YEAR_END, "Sở Nội vụ"})}
    heads = {name for name, unit in units.items() if unit.pk in year.p.heads}
    if not heads >= {*MEMBERS}:
        return  # a demo of few blocs only: no heads, no Council
    demo = CouncilOfTheDemo(year, units)
    demo.council_of_2023()
    demo.mid_year()
    demo.year_end()


class CouncilOfTheDemo:
    """Each step on its day through the services, by the secretary."""

    def __init__(self, year: "Year", units: dict[str, Unit]):
        self.year, self.units, self.names = year, units, Names()
        self.by: User = year.p.people["thuky"]

    def council_of_2023(self) -> None:
        """Ten members: chair without an account, who votes on paper or by letter, and nine with one."""
        with clock.at(clock.moment(dt.date(YEAR, 1, 12), 9)):
            self.council = councils.form_council(
                name="Hội đồng Thi đua - Khen thưởng tỉnh Hà Nam",
                decision_number="00/QĐ-UBND (số minh họa)",
                decided_on=dt.date(YEAR, 1, 12),
                valid_from=dt.date(YEAR, 1, 12),
                valid_to=None,
                recusal_rule=RecusalRule.STAYS,
                regulation=REGULATION,
                verified=False,
                by=self.by,
            )
            people = self.year.p.people
            self._seat(people["lanhdao"], SeatRole.STANDING_VICE_CHAIR, self.units["Sở Nội vụ"])
            for name in MEMBERS:
                self._seat(self.year.p.heads[self.units[name].pk], SeatRole.MEMBER, self.units[name])
            self._seat(people["hoidong"], SeatRole.MEMBER, Unit.objects.get(short_name="LĐLĐ tỉnh"))
            self._seat(people["thuky"], SeatRole.MEMBER_SECRETARY, self.units["Sở Nội vụ"])
            rule = {"ratio": "1/2", "denominator": "total_members", "strictly": True, "basis": REGULATION}
            for award in ("BKT", "TTLDXS"):
                councils.set_threshold(self.council, award=award, by=self.by, **rule)

    def _seat(self, user: User, role: str, unit: Unit) -> None:
        if not user.memberships.filter(role__startswith="council").exists():
            roles.grant(user, role=Role.COUNCIL_MEMBER, unit=unit, valid_from=dt.date(YEAR, 1, 12), by=None)
        councils.seat(
            self.council, full_name=user.full_name, role=role, post=user.position, unit=unit, user=user, by=self.by
        )

    def mid_year(self) -> None:
        """Five collectives, concluded in July."""
        session = self._session("Phiên 1 năm 2023: xét khen thưởng sơ kết 6 tháng", dt.date(YEAR, 7, 18))
        with clock.at(clock.moment(dt.date(YEAR, 7, 14), 9)):
            for award, name in MID_YEAR:
                unit = self.units[name]
                self._item(
                    session,
                    award,
                    "collective",
                    unit.official_name,
                    "",
                    unit,
                    "Có mô hình hay trong sáu tháng đầu năm.",
                )
        self._open(session, dt.date(YEAR, 7, 18), absent={"Sở TT&TT": "Đi công tác"})
        for seat in self._voters(session):
            self._vote(session, seat, dt.date(YEAR, 7, 18), no_every=7)
        with clock.at(clock.moment(dt.date(YEAR, 7, 18), 16)):
            SESSION.perform(session, "count", by=self.by)
            text = "Hội đồng thống nhất kết quả kiểm phiếu; giao Sở Nội vụ hoàn thiện hồ sơ trình Chủ tịch UBND tỉnh."
            session.refresh_from_db()
            sessions.note_discussion(session, text=text, version=session.version, by=self.by)
            SESSION.perform(Session.objects.get(pk=session.pk), "conclude", by=self.by)

    def year_end(self) -> None:
        """Sixteen people and four collectives; on 12/12 some members have voted, the named member has not."""
        session = self._session("Phiên 2 năm 2023: xét danh hiệu thi đua, khen thưởng năm 2023", dt.date(YEAR, 12, 12))
        with clock.at(clock.moment(dt.date(YEAR, 12, 8), 9)):
            for number, name in enumerate(YEAR_END * 2):
                honorific, full_name = self.names.next()
                detail = f"{POSTS[number % len(POSTS)]}, {self.units[name].official_name}"
                award = "CSTDT" if number < len(YEAR_END) else "BKT"
                label = f"{honorific} {full_name}"
                self._item(
                    session,
                    award,
                    "individual",
                    label,
                    detail,
                    self.units[name],
                    "Hoàn thành xuất sắc nhiệm vụ năm 2023.",
                )
            for name in YEAR_END[:4]:
                self._item(session, "CTDT", "collective", self.units[name].official_name, "", self.units[name], "")
        self._open(session, dt.date(YEAR, 12, 12), written={"Thanh tra tỉnh"})
        hold_back = {self.year.p.people[name].pk for name in ("hoidong", "thuky", "lanhdao")}
        for seat in self._voters(session):
            if seat.user_id not in hold_back:
                self._vote(session, seat, dt.date(YEAR, 12, 12), no_every=9)

    def _session(self, title: str, day: dt.date) -> Session:
        with clock.at(clock.moment(day - dt.timedelta(days=6), 9)):
            council = Council.objects.get(pk=self.council.pk)
            return sessions.create(
                council,
                title=title,
                year=YEAR,
                held_at=clock.moment(day, 8),
                place="Hội trường UBND tỉnh",
                chaired_by=Seat.objects.filter(council=council, role=SeatRole.STANDING_VICE_CHAIR).first(),
                secretary=Seat.objects.filter(council=council, role=SeatRole.MEMBER_SECRETARY).first(),
                counting_team="",
                secret=True,
                mode="online",
                closes_at=clock.moment(day + dt.timedelta(days=1), 11, 30),
                by=self.by,
            )

    def _item(self, session: Session, award: str, kind: str, label: str, detail: str, unit: Unit, summary: str) -> None:
        agenda.add_item(
            session,
            award=award,
            filed_on=clock.today(),
            subject_kind=kind,
            label=label,
            detail=detail,
            summary=summary,
            unit=unit,
            by=self.by,
        )

    def _open(self, session: Session, day: dt.date, *, written: set = frozenset(), absent: dict | None = None) -> None:
        with clock.at(clock.moment(day - dt.timedelta(days=3), 9)):
            SESSION.perform(session, "invite", by=self.by)
        marks = {}
        for seat in session.council.seats.select_related("unit"):
            name, why = seat.unit.short_name, (absent or {}).get(seat.unit.short_name, "")
            mark = Presence.ABSENT if why else Presence.WRITTEN if name in written else Presence.PRESENT
            marks[seat.pk] = (mark, why)
        with clock.at(clock.moment(day, 8, 5)):
            sessions.set_attendance(session, marks, by=self.by)
            SESSION.perform(Session.objects.get(pk=session.pk), "open", by=self.by)
        session.refresh_from_db()
        session.box.refresh_from_db()

    def _voters(self, session: Session) -> list[Seat]:
        rows = session.attendances.filter(presence=Presence.PRESENT).order_by("seat__order", "seat_id")
        return [row.seat for row in rows.select_related("seat__user")]

    def _vote(self, session: Session, seat: Seat, day: dt.date, *, no_every: int) -> None:
        blank = papers.blank(session, seat)
        said = {n: "n" if (n + seat.pk) % no_every == 0 else "y" for n in range(1, len(blank) + 1)}
        sealed = papers.seal(session.box_id, seat.pk, papers.fill(blank, said))
        with clock.at(clock.moment(day, 8, 40)):
            papers.cast(session.pk, seat.pk, sealed, code=new_code(), by=seat.user)
