"""The tracking board: units × periods and units × tasks of one period, grouped by bloc, with completeness and punctuality.

Three hundred units with nine cells each are read in a handful of flat queries: no model instance is made per report.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from django.db.models import Case, DateTimeField, F, QuerySet, When

from campaigns import deadlines
from campaigns.enums import PeriodPurpose, SubmissionKind, SubmissionState
from campaigns.models import Campaign, Participation, Period, Section, Submission, Task
from campaigns.selectors.dues import first_late_moment
from campaigns.selectors.words import all_begin, words_of
from emulation.base import clock, vietnamese
from organisations.enums import BlocRole
from organisations.models import Bloc, BlocMember
from organisations.rules import unit_id_of
from organisations.selectors.units import reviewed_blocs

# What a cell can say: (family of the badge, icon, words). One table for matrix, legend, chart and export.
CELLS = {
    "accepted": ("ok", "check-lg", "Đã tiếp nhận"),
    "late": ("late", "check-lg", "Đã tiếp nhận, gửi trễ"),
    "waiting": ("wait", "hourglass-split", "Chờ xem"),
    "returned": ("act", "arrow-return-left", "Bị trả lại"),
    "seen": ("ok", "check-lg", "Đã xem, không phải sửa"),
    "overdue": ("bad", "exclamation-lg", "Quá hạn, chưa gửi"),
    "draft": ("none", "pencil", "Đang soạn"),
    "none": ("none", "dash", "Chưa bắt đầu"),
    "na": ("na", "", "Không áp dụng"),
}
# Words of the address → the cells they choose.
GROUPS = {
    "tiep-nhan": ("Đã tiếp nhận (cả gửi trễ)", ("accepted", "late")),
    "dung-han": ("Đã tiếp nhận, gửi đúng hạn", ("accepted",)),
    "gui-tre": ("Đã tiếp nhận, gửi trễ", ("late",)),
    "cho-xem": ("Chờ xem", ("waiting",)),
    "tra-lai": ("Bị trả lại", ("returned",)),
    "qua-han": ("Quá hạn, chưa gửi", ("overdue",)),
    "dang-soan": ("Đang soạn", ("draft",)),
    "chua-bat-dau": ("Chưa bắt đầu", ("none",)),
}
# Bars of the chart, in the order of the pieces.
CHART = (
    ("ok", "tiếp nhận", ("accepted", "late")),
    ("wait", "chờ xem", ("waiting",)),
    ("act", "trả lại", ("returned",)),
    ("bad", "quá hạn", ("overdue",)),
    ("none", "chưa gửi", ("draft", "none")),
)


@dataclass(slots=True)
class Cell:
    """One period of one unit: a key of CELLS, the paper behind it (0 for none), days late, whether it may be opened."""

    key: str
    submission_id: int = 0
    days_late: int = 0
    openable: bool = False

    @property
    def words(self) -> str:
        words = CELLS[self.key][2]
        return f"{words} {self.days_late} ngày" if self.days_late else words


@dataclass(slots=True)
class Rate:
    """Completeness and punctuality: sent and in time, of what was due by today or sent before its day."""

    due: int = 0
    sent: int = 0
    on_time: int = 0

    def add(self, other: "Rate") -> None:
        self.due += other.due
        self.sent += other.sent
        self.on_time += other.on_time

    @property
    def complete(self) -> float | None:
        """Percent of what was due that was sent; None when nothing was due."""
        return 100 * self.sent / self.due if self.due else None

    @property
    def punctual(self) -> float | None:
        """Percent of what was due that was sent in time (or within an extension)."""
        return 100 * self.on_time / self.due if self.due else None


@dataclass(slots=True)
class Row:
    """One unit: a cell for each period, the key of each task in the chosen period."""

    unit_id: int
    label: str
    name: str
    periods: list[Cell]
    tasks: list[str]
    rate: Rate


@dataclass(slots=True)
class Group:
    """A bloc with its rows; bloc_id 0 gathers units without a bloc."""

    bloc_id: int
    name: str
    leader: str = ""
    rows: list[Row] = field(default_factory=list)
    rate: Rate = field(default_factory=Rate)

    @property
    def label(self) -> str:
        """The name without “Khối thi đua”: for charts and narrow tables."""
        return bloc_label(self.name)

    def tally(self, position: int) -> dict[str, int]:
        """How many units per key of CELLS in the period at this position: for the chart."""
        counts: dict[str, int] = {}
        for row in self.rows:
            key = row.periods[position].key
            counts[key] = counts.get(key, 0) + 1
        return counts


@dataclass
class Board:
    campaign: Campaign
    periods: list[Period]
    period: Period | None
    tasks: list[Task]
    groups: list[Group]
    total: Rate = field(default_factory=Rate)
    extended: dict[tuple[int, int], dt.date] = field(default_factory=dict)

    def due_of(self, unit_id: int) -> dt.date | None:
        """Last day of the chosen period for a unit."""
        return self.extended.get((unit_id, self.period.pk), self.period.last_day) if self.period else None

    @cached_property
    def position(self) -> int:
        """Column of the chosen period."""
        return next((i for i, p in enumerate(self.periods) if p is self.period), 0)

    @property
    def rows(self) -> list[Row]:
        return [row for group in self.groups for row in group.rows]

    @property
    def cells(self) -> list[tuple[Row, Cell]]:
        """Each unit with its cell of the chosen period."""
        position = self.position
        return [(row, row.periods[position]) for row in self.rows] if self.periods else []

    @cached_property
    def tally(self) -> dict[str, int]:
        """How many units per key of CELLS in the chosen period."""
        return Counter(cell.key for _, cell in self.cells)

    def count(self, *keys: str) -> int:
        """Units whose cell of the chosen period has one of these keys."""
        return sum(self.tally.get(key, 0) for key in keys)

    def only(self, keys: tuple[str, ...]) -> "Board":
        """The same board with only the units whose chosen period has one of these keys; rates stay those of all."""
        groups = []
        for g in self.groups:
            rows = [r for r in g.rows if r.periods[self.position].key in keys] if self.periods else []
            if rows:
                groups.append(Group(g.bloc_id, g.name, g.leader, rows, g.rate))
        return Board(self.campaign, self.periods, self.period, self.tasks, groups, self.total, self.extended)


@lru_cache(maxsize=512)
def bloc_label(name: str) -> str:
    """The name of a bloc without “Khối thi đua” (Bloc.label), from the name alone."""
    return Bloc(name=name).label


def build(
    campaign: Campaign,
    user,
    *,
    period: int | None = None,
    blocs: list[int] | None = None,
    text: str = "",
) -> Board:
    """The board as this person may see it: the whole province, or cut to the blocs their unit leads.

    Seven queries whatever the number of units. A draft is shown by its state only; `openable` says whether a link may be made.
    """
    periods = report_periods(campaign)
    chosen = next((p for p in periods if p.pk == period), None) or current_period(periods)
    places = list(_participations(campaign, user, blocs, text))
    narrowed = bool(blocs or text) or not user.has_perm("campaigns.track")
    grid = _Grid(campaign, periods, own=unit_id_of(user), units=[p[0] for p in places] if narrowed else None)
    board = Board(campaign, periods, chosen, list(campaign.tasks.order_by("order")), [], extended=grid.extended)
    marks = _flagged_tasks(chosen) if chosen else {}
    groups: dict[int, Group] = {}
    for unit_id, short_name, name, bloc_id, bloc_name in places:
        cells, rate = grid.row(unit_id)
        tasks = _task_keys(cells[board.position], board.tasks, marks) if cells else []
        group = groups.get(bloc_id or 0)
        if group is None:
            group = groups[bloc_id or 0] = Group(bloc_id or 0, bloc_name or "Chưa xếp khối")
        group.rows.append(Row(unit_id, short_name or name, name, cells, tasks, rate))
        group.rate.add(rate)
        board.total.add(rate)
    board.groups = list(groups.values())
    _name_leaders(board.groups)
    return board


def report_periods(campaign: Campaign) -> list[Period]:
    """The report periods of a campaign in order, with their extensions."""
    rows = campaign.periods.filter(purpose=PeriodPurpose.REPORT).order_by("order")
    return list(rows.prefetch_related("extensions"))


def current_period(periods: list[Period]) -> Period | None:
    """The last period whose deadline is over: whose reports are being looked at. Before the first deadline the first."""
    over = [p for p in periods if p.last_day < clock.today()]
    return over[-1] if over else next(iter(periods), None)


def participants_in_sight(campaign: Campaign, user) -> QuerySet[Participation]:
    """Units on this person's board: all of the province, or those of the blocs their unit leads."""
    rows = campaign.participations.filter(left_on=None)
    if not user.has_perm("campaigns.track"):
        rows = rows.filter(bloc_id__in=reviewed_blocs(user))
    return rows


def _participations(campaign: Campaign, user, blocs: list[int] | None, text: str):
    rows = participants_in_sight(campaign, user)
    if blocs:
        rows = rows.filter(bloc_id__in=blocs)
    if text:
        rows = rows.filter(all_begin("unit__search_key", words_of(text)))
    return rows.order_by("bloc__code", "bloc_id", "unit__sort_key").values_list(
        "unit_id", "unit__short_name", "unit__official_name", "bloc_id", "bloc__name"
    )


# What a state says on the board; what is missing here is with the unit: being mended, or not handed in and late or not.
_HANDED_IN = {
    SubmissionState.ACCEPTED.value: "accepted",
    SubmissionState.SUBMITTED.value: "waiting",
    SubmissionState.ENDORSED.value: "waiting",
}


class _Grid:
    """The cells of a campaign's report periods, made from flat rows as they are read."""

    def __init__(self, campaign: Campaign, periods: list[Period], *, own: int | None, units: list[int] | None):
        self.own, self.now = own, clock.now()
        self.periods = {p.pk: p for p in periods}
        self.extended = {(e.unit_id, p.pk): e.until for p in periods for e in p.extensions.all()}
        self.over = {p.pk: self.now >= first_late_moment(p) for p in periods}
        # {unit: {period: (cell, whether it was sent in time; None when it was not sent)}}
        self.cells: dict[int, dict[int, tuple[Cell, bool | None]]] = {}
        if periods:
            self._read(campaign, units)

    def _read(self, campaign: Campaign, units: list[int] | None) -> None:
        # Only the moment of what came after the common deadline is read: the rest was in time.
        late = Case(
            *[
                When(period_id=p.pk, first_sent_at__gte=first_late_moment(p), then=F("first_sent_at"))
                for p in self.periods.values()
            ],
            output_field=DateTimeField(),
        )
        rows = Submission.objects.filter(campaign=campaign, kind=SubmissionKind.REPORT, for_bloc=False)
        if units is not None:
            rows = rows.filter(unit_id__in=units)
        for unit, period, pk, state, number, withdrawn, sent in rows.values_list(
            "unit_id", "period_id", "pk", "state", "number", "withdrawn", late
        ):
            row = self.cells.get(unit)
            if row is None:
                row = self.cells[unit] = {}
            openable = number > 0 or unit == self.own
            key = _HANDED_IN.get(state) or ("returned" if number and not withdrawn else None)
            if key is None:
                row[period] = Cell(self._unsent(unit, period, state), pk, 0, openable), None
            else:
                days = self._days_late(unit, period, sent) if sent else 0
                if key == "accepted" and days:
                    row[period] = Cell("late", pk, days, openable), False
                else:
                    row[period] = Cell(key, pk, 0, openable), not days

    def row(self, unit: int) -> tuple[list[Cell], Rate]:
        """The cells of a unit and its rate."""
        found = self.cells.get(unit, {})
        cells, due, sent, on_time = [], 0, 0, 0
        for period in self.periods:
            cell, in_time = found.get(period) or (Cell("na"), None)
            cells.append(cell)
            if in_time is not None:
                due, sent, on_time = due + 1, sent + 1, on_time + in_time
            elif cell.key == "overdue":
                due += 1
        return cells, Rate(due, sent, on_time)

    def _days_late(self, unit: int, period: int, sent: dt.datetime) -> int:
        p = self.periods[period]
        until = self.extended.get((unit, period))
        local = sent.astimezone(vietnamese.VIETNAM)
        return deadlines.punctuality(local, p.last_day, due_time=p.due_time, extended_to=until).days_late

    def _unsent(self, unit: int, period: int, state: str) -> str:
        """What is still with the unit: overdue, or how far it is. An extension counts."""
        until = self.extended.get((unit, period))
        if self.over[period] and (until is None or self.now >= first_late_moment(self.periods[period], until)):
            return "overdue"
        return "none" if state == SubmissionState.NOT_STARTED else "draft"


def _flagged_tasks(period: Period) -> dict[int, set[int]]:
    """{submission: tasks marked to be mended} of the returned reports of a period."""
    rows = Section.objects.filter(
        submission__period=period, submission__number__gte=1, submission__withdrawn=False, flagged=True
    )
    found: dict[int, set[int]] = {}
    for submission, task in rows.values_list("submission_id", "task_id"):
        found.setdefault(submission, set()).add(task)
    return found


def _task_keys(whole: Cell, tasks: list[Task], marks: dict[int, set[int]]) -> list[str]:
    """The tasks within the chosen report: as the whole, but what a return did not mark was seen and stays."""
    flagged = marks.get(whole.submission_id) if whole.key == "returned" else None
    if not flagged:
        return [whole.key] * len(tasks)
    return ["returned" if task.pk in flagged else "seen" for task in tasks]


def _name_leaders(groups: list[Group]) -> None:
    rows = BlocMember.objects.valid_on().filter(bloc_id__in=[g.bloc_id for g in groups], role=BlocRole.LEADER)
    names = {p.bloc_id: p.unit.label for p in rows.select_related("unit")}
    for group in groups:
        group.leader = names.get(group.bloc_id, "")


def short_name(period: Period, year: int) -> str:
    """“Báo cáo quý I năm 2023” as the head of a column: “Quý I”; the report of the year itself is “Cả năm”."""
    text = period.name.removeprefix("Báo cáo").strip()
    for ending in (f"năm {year}", str(year)):
        text = text.removesuffix(ending).strip()
    return (text[:1].upper() + text[1:]) if text else "Cả năm"
