"""What the blocs of the demo did in 2023: registration, pledge, meetings, a cross-inspection. All texts are illustrations."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from campaigns.bloc_year.enums import ActivityKind, AttendanceLevel
from campaigns.bloc_year.models import Activity, Pledge
from campaigns.bloc_year.selectors.members import members
from campaigns.bloc_year.services import activities, elections, pledges
from campaigns.bloc_year.services.activities import Came
from campaigns.bloc_year.workflows import ACTIVITY, ELECTION, PLEDGE, REGISTRATION
from emulation.base import clock
from organisations.enums import UNIT_ROLES
from organisations.models import Bloc, Unit, User

if TYPE_CHECKING:
    from campaigns.demo.year import Year

YEAR = 2023
SIGNED_ON = dt.date(YEAR, 3, 30)
GOALS = (
    "1. Hoàn thành các chỉ tiêu, nhiệm vụ được Ủy ban nhân dân tỉnh giao năm 2023.\n"
    "2. Gửi kế hoạch, báo cáo thi đua đầy đủ, đúng hạn.\n"
    "3. Không để xảy ra khiếu kiện đông người, vượt cấp; giải quyết hồ sơ thủ tục hành chính đúng hạn.\n"
    "4. Phát hiện, nhân rộng ít nhất một điển hình tiên tiến ở mỗi đơn vị."
)
REGULATION = (
    "Khối họp sơ kết, tổng kết mỗi năm hai lần; thủ trưởng đơn vị dự, vắng phải ủy quyền cho cấp phó. "
    "Trưởng khối chủ trì, phó trưởng khối giúp trưởng khối và làm thay khi được ủy quyền."
)
CRITERIA = "Chấm theo bảng tiêu chí của khối. Đơn vị tự chấm, trưởng khối và phó trưởng khối thẩm định."
TARGETS = "Hoàn thành từ 95% nhiệm vụ trong chương trình công tác; 100% văn bản, báo cáo gửi đúng hạn."
# One unit in ten did not sign in time; the leader closed the signing and said why.
CLOSED = "Đơn vị chưa ký đã gửi bản giấy; trưởng khối chốt để kịp triển khai."


CONCLUSIONS = (
    "Các đơn vị rà soát chỉ tiêu đạt thấp, gửi báo cáo 9 tháng đúng hạn, chọn điển hình để đề nghị khen thưởng."
)
DISCUSSION = "Các đơn vị thống nhất với dự thảo báo cáo."
# One bloc held its year-end meeting early: what it elected waits for Sở Nội vụ.
ELECTED, ELECTION_DAY = "HN-06", dt.date(YEAR, 12, 8)


def build(year: "Year") -> None:
    """Called by build_demo after papers and campaign are there."""
    for bloc in year.p.blocs:
        BlocOfTheDemo(year, bloc).go()


class BlocOfTheDemo:
    """One bloc through the year, each step on its day through the services."""

    def __init__(self, year: "Year", bloc: Bloc):
        self.year, self.bloc, self.units = year, bloc, members(bloc)
        self.leader, self.deputy = (Unit.objects.get(pk=pk) for pk in year.leaders[bloc.pk])

    def go(self) -> None:
        pledge = self._at(dt.date(YEAR, 3, 10), self._agree)
        self._at(SIGNED_ON, lambda: self._sign(pledge))
        self._meet(pledge)
        self._inspect()
        end = self._at(dt.date(YEAR, 12, 1), self._plan_the_end)
        if self.bloc.code == ELECTED:
            self._at(ELECTION_DAY, lambda: self._elect(end))

    def _at(self, day: dt.date, step) -> Any:
        with clock.at(clock.moment(day, 9, self.year.random.randint(0, 59))):
            return step()

    def _as(self, people: dict[int, User], unit: Unit) -> User:
        """The officer of a unit, in the role of that unit."""
        person = User.objects.get(pk=people[unit.pk].pk)
        person.is_active = True  # who was locked in December still worked before
        roles = [m for m in person.current_memberships if m.unit_id == unit.pk and m.role in UNIT_ROLES]
        return person.act_as(roles[0])

    @property
    def by(self) -> User:
        return self._as(self.year.p.clerks, self.leader)

    # --- Pledge -------------------------------------------------------------------------------------------------------
    def _agree(self) -> Pledge:
        pledge = pledges.begin(self.bloc, by=self.by)
        text = {"goals": GOALS, "regulation": REGULATION, "criteria": CRITERIA, "signing_on": SIGNED_ON}
        pledge = pledges.save(pledge, version=pledge.version, by=self.by, place="Hội trường Sở Nội vụ", **text)
        for row in pledge.registrations.select_related("unit"):
            clerk = self._as(self.year.p.clerks, row.unit)
            row = pledges.save_registration(row, targets=TARGETS, titles=self._titles(), version=row.version, by=clerk)
            REGISTRATION.perform(row, "present", by=clerk)
            REGISTRATION.perform(row, "confirm", by=self._as(self.year.p.heads, row.unit))
        return PLEDGE.perform(pledge, "open_signing", by=self.by)

    def _titles(self) -> str:
        return self.year.random.choice(
            ["Tập thể Lao động xuất sắc; Bằng khen của Chủ tịch UBND tỉnh", "Tập thể Lao động xuất sắc", "Cờ thi đua"]
        )

    def _sign(self, pledge: Pledge) -> None:
        for unit in self.units[: -max(len(self.units) // 10, 0) or None]:
            PLEDGE.perform(pledge, "sign", by=self._as(self.year.p.heads, unit))
        pledge.refresh_from_db()
        if pledge.state == "signing":
            PLEDGE.perform(pledge, "close", by=self.by, note=CLOSED)

    # --- Meetings and inspections -------------------------------------------------------------------------------------
    def _meet(self, pledge: Pledge) -> None:
        day = dt.date(YEAR, 7, 20)
        meeting = self._at(
            dt.date(YEAR, 7, 10),
            lambda: self._plan(
                ActivityKind.MEETING_MIDYEAR,
                "Hội nghị sơ kết công tác thi đua 6 tháng đầu năm",
                day,
                agenda="1. Báo cáo sơ kết.\n2. Thảo luận.\n3. Kết luận, giao nhiệm vụ 6 tháng cuối năm.",
            ),
        )
        self._at(day, lambda: self._hold(meeting, day))

    def _plan(self, kind: str, title: str, day: dt.date, **fields: Any) -> Activity:
        where = {"place": f"Trụ sở {self.leader.label}", "host": self.leader}
        return activities.plan(self.bloc, kind=kind, title=title, planned_on=day, by=self.by, **where, **fields)

    def _hold(
        self, meeting: Activity, day: dt.date, *, conclusions: str = CONCLUSIONS, discussion: str = DISCUSSION
    ) -> Activity:
        entries = [self._came(unit) for unit in self.units]
        meeting = activities.take_attendance(meeting, entries, version=meeting.version, by=self.by)
        head = self.year.p.heads[self.leader.pk]
        meeting = activities.save(
            meeting,
            version=meeting.version,
            by=self.by,
            held_on=day,
            conclusions=conclusions,
            discussion=discussion,
            chair=str(head),
            chair_position=head.position,
        )
        return ACTIVITY.perform(meeting, "finish", by=self.by)

    def _came(self, unit: Unit) -> Came:
        """One unit of each bloc stays away, one sends a delegate: both cost points where the table says so."""
        head, clerk = self.year.p.heads[unit.pk], self.year.p.clerks[unit.pk]
        others = [u for u in self.units if u not in (self.leader, self.deputy)]
        if unit == others[-1]:
            return Came(unit.pk, AttendanceLevel.ABSENT)
        if unit == others[-2]:
            return Came(unit.pk, AttendanceLevel.DELEGATE, str(clerk), clerk.position)
        return Came(unit.pk, AttendanceLevel.HEAD, str(head), head.position)

    def _inspect(self) -> None:
        day = dt.date(YEAR, 6, 15)
        visit = self._at(
            dt.date(YEAR, 6, 5),
            lambda: self._plan(ActivityKind.CROSS_INSPECTION, "Kiểm tra chéo công tác thi đua năm 2023", day),
        )
        self._at(day, lambda: self._write_inspection(visit, day))

    def _write_inspection(self, visit: Activity, day: dt.date) -> None:
        activities.save_inspection(
            visit,
            by=self.by,
            inspecting=self.deputy,
            inspected=self.leader,
            on=day,
            strengths="Có kế hoạch, phân công rõ; hồ sơ thi đua lưu đầy đủ.",
            shortcomings="Chưa có minh chứng cho một số chỉ tiêu cải cách hành chính.",
        )
        visit = activities.save(visit, version=visit.version, by=self.by, held_on=day, result="Đã kiểm tra một đơn vị.")
        ACTIVITY.perform(visit, "finish", by=self.by)

    def _plan_the_end(self) -> Activity:
        day = ELECTION_DAY if self.bloc.code == ELECTED else dt.date(YEAR, 12, 28)
        return self._plan(
            ActivityKind.MEETING_YEAREND,
            "Hội nghị tổng kết công tác thi đua, bình xét năm 2023",
            day,
            agenda="1. Báo cáo tổng kết.\n2. Chấm điểm, xếp hạng.\n3. Bình xét, suy tôn.\n4. Bầu trưởng khối năm 2024.",
        )

    def _elect(self, meeting: Activity) -> None:
        """The deputy is elected to lead next year; Sở Nội vụ has not yet approved."""
        meeting = self._hold(
            meeting,
            ELECTION_DAY,
            conclusions="Thống nhất báo cáo tổng kết, kết quả bình xét và kết quả bầu trưởng khối năm 2024.",
            discussion="Các đơn vị góp ý vào cách chấm điểm năm 2024.",
        )
        deputy = next(unit for unit in self.units if unit not in (self.leader, self.deputy))
        result = {"method": "Biểu quyết", "voters": len(self.units), "leader_votes": len(self.units)}
        election = elections.save(meeting, leader=self.deputy, deputies=[deputy], by=self.by, **result)
        ELECTION.perform(election, "present", by=self.by)
