"""The tracking board: units × periods and units × tasks of one period, grouped by bloc, with completeness and punctuality."""

from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.urls import reverse

from campaigns.enums import PeriodPurpose, SubmissionState
from campaigns.models import Campaign, Participation, Period, Section, Submission, Task
from emulation.base import vietnamese
from organisations.rules import unit_id_of
from organisations.selectors.units import reviewed_blocs

# What a cell can say: (family of the badge, icon, words). One table for matrix, legend, chart and export.
CELLS = {
    "accepted": ("ok", "check-lg", "Đã tiếp nhận"),
    "late": ("late", "check-lg", "Đã tiếp nhận, gửi trễ"),
    "waiting": ("wait", "hourglass-split", "Chờ xem"),
    "returned": ("act", "arrow-return-left", "Bị trả lại"),
    "overdue": ("bad", "exclamation-lg", "Quá hạn, chưa gửi"),
    "draft": ("none", "pencil", "Đang soạn"),
    "none": ("none", "dash", "Chưa bắt đầu"),
    "na": ("na", "dot", "Không áp dụng"),
}
SENT = {"accepted", "late", "waiting", "returned"}


@dataclass(slots=True)
class Cell:
    """One cell: a key of CELLS, the submission behind it (0 for none) and whether it may be opened."""

    key: str
    submission_id: int = 0
    openable: bool = False
    days_late: int = 0

    @property
    def look(self) -> tuple[str, str, str]:
        return CELLS[self.key]

    @property
    def words(self) -> str:
        base = CELLS[self.key][2]
        return f"{base} {self.days_late} ngày" if self.days_late else base

    @property
    def url(self) -> str:
        return reverse("campaigns:submission", args=[self.submission_id]) if self.openable else ""


@dataclass(slots=True)
class Rate:
    """Completeness and punctuality: sent and in time, of what was due by today."""

    due: int = 0
    sent: int = 0
    on_time: int = 0

    def add(self, other: "Rate") -> None:
        self.due += other.due
        self.sent += other.sent
        self.on_time += other.on_time

    @property
    def complete(self) -> int | None:
        """Percent of what was due that was sent; None when nothing was due."""
        return round(100 * self.sent / self.due) if self.due else None

    @property
    def punctual(self) -> int | None:
        """Percent of what was due that was sent in time (or within an extension)."""
        return round(100 * self.on_time / self.due) if self.due else None


@dataclass(slots=True)
class Row:
    unit_id: int
    label: str
    name: str
    periods: list[Cell]
    tasks: list[Cell]
    rate: Rate

    @property
    def url(self) -> str:
        return reverse("organisations:unit", args=[self.unit_id])


@dataclass(slots=True)
class Group:
    """A bloc with its rows; bloc_id 0 gathers units without a bloc."""

    bloc_id: int
    name: str
    label: str
    leader: str
    rows: list[Row] = field(default_factory=list)
    rate: Rate = field(default_factory=Rate)

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
    total: Rate

    @property
    def position(self) -> int:
        return self.periods.index(self.period) if self.period in self.periods else 0

    @property
    def rows(self) -> list[Row]:
        return [row for group in self.groups for row in group.rows]

    def count(self, *keys: str) -> int:
        """Cells of the chosen period with one of these keys."""
        return sum(row.periods[self.position].key in keys for row in self.rows)


def build(
    campaign: Campaign,
    user,
    *,
    period: Period | None = None,
    blocs: list[int] | None = None,
    keys: list[str] | None = None,
    text: str = "",
) -> Board:
    """The board as this person may see it: the whole province, or cut to the blocs their unit leads. Seven queries."""
    periods = list(
        campaign.periods.filter(purpose=PeriodPurpose.REPORT).order_by("order").prefetch_related("extensions")
    )
    for p in periods:
        p.campaign = campaign
    period = next((p for p in periods if period and p.pk == period.pk), None) or _current(periods)
    tasks = list(campaign.tasks.order_by("order"))
    places = list(_participations(campaign, user, blocs, text))
    grid = _grid(campaign, periods, user)
    marks = _marks(period)
    board = Board(campaign, periods, period, tasks, [], Rate())
    groups: dict[int, Group] = {}
    for place in places:
        row = _row(place, periods, period, tasks, grid, marks)
        if keys and not _matches(row, periods, period, keys):
            continue
        group = groups.setdefault(place.bloc_id or 0, _group(place))
        group.rows.append(row)
        group.rate.add(row.rate)
        board.total.add(row.rate)
    board.groups = list(groups.values())
    _name_leaders(board.groups)
    return board


def _participations(campaign: Campaign, user, blocs: list[int] | None, text: str) -> QuerySet[Participation]:
    rows = campaign.participations.filter(left_on=None).select_related("unit", "bloc")
    if not user.has_perm("campaigns.track"):
        rows = rows.filter(bloc_id__in=reviewed_blocs(user))
    if blocs:
        rows = rows.filter(bloc_id__in=blocs)
    for word in vietnamese.search_key(text).split():
        rows = rows.filter(unit__search_key__contains=word)
    return rows.order_by("bloc__code", "unit__sort_key")


def _grid(campaign: Campaign, periods: list[Period], user) -> dict[tuple[int, int], tuple[Submission, Cell]]:
    """{(unit, period): (submission, cell)} for the report periods."""
    by_id = {p.pk: p for p in periods}
    rows = Submission.objects.filter(campaign=campaign, period__in=periods, for_bloc=False).only(
        "unit_id",
        "period_id",
        "state",
        "number",
        "first_sent_at",
        "duty_id",
        "kind",
        "bloc_id",
        "for_bloc",
        "campaign_id",
    )
    own = unit_id_of(user)
    grid = {}
    for s in rows:
        s.period = by_id[s.period_id]
        openable = s.number > 0 or s.unit_id == own
        grid[s.unit_id, s.period_id] = (s, _cell(s, openable))
    return grid


def _cell(s: Submission, openable: bool) -> Cell:
    if s.state == SubmissionState.ACCEPTED:
        late = s.punctuality
        days = late.days_late if late else 0
        return Cell("late" if days else "accepted", s.pk, openable, days)
    if s.state in (SubmissionState.SUBMITTED, SubmissionState.ENDORSED):
        return Cell("waiting", s.pk, openable)
    if s.state == SubmissionState.RETURNED and s.number:
        return Cell("returned", s.pk, openable)
    if s.is_overdue:
        return Cell("overdue", s.pk, openable)
    return Cell("none" if s.state == SubmissionState.NOT_STARTED else "draft", s.pk, openable)


def _marks(period: Period | None) -> dict[int, dict[int, tuple[bool, bool]]]:
    """{submission: {task: (flagged, written)}} of the chosen period, without loading the texts."""
    if period is None:
        return {}
    rows = Section.objects.filter(submission__period=period, submission__for_bloc=False).exclude(task=None)
    found: dict[int, dict[int, tuple[bool, bool]]] = {}
    empty = set(rows.filter(content="").values_list("pk", flat=True))
    for pk, submission, task, flagged in rows.values_list("pk", "submission_id", "task_id", "flagged"):
        found.setdefault(submission, {})[task] = (flagged, pk not in empty)
    return found


def _row(place: Participation, periods, period, tasks, grid, marks) -> Row:
    cells, rate = [], Rate()
    for p in periods:
        s, cell = grid.get((place.unit_id, p.pk), (None, Cell("na")))
        cells.append(cell)
        if s is not None:
            rate.add(_rate(s, cell))
    chosen = grid.get((place.unit_id, period.pk), (None, None))[0] if period else None
    task_cells = [_task_cell(chosen, cells, periods, period, task, marks) for task in tasks] if period else []
    unit = place.unit
    return Row(unit.pk, unit.label, unit.official_name, cells, task_cells, rate)


def _rate(s: Submission, cell: Cell) -> Rate:
    """A report counts once its deadline is over, or once it was sent."""
    late = s.punctuality
    if late is not None:
        return Rate(1, 1, 0 if late.late else 1)
    return Rate(1, 0, 0) if cell.key == "overdue" or s.is_overdue else Rate()


def _task_cell(s: Submission | None, cells, periods, period, task: Task, marks) -> Cell:
    """The state of one task within the chosen period's report."""
    if s is None:
        return Cell("na")
    whole = cells[periods.index(period)]
    flagged, written = marks.get(s.pk, {}).get(task.pk, (False, False))
    if whole.key == "returned":
        any_flag = any(f for f, _ in marks.get(s.pk, {}).values())
        return Cell("returned" if flagged or not any_flag else "waiting", s.pk, whole.openable)
    if whole.key in ("draft", "none") and not written:
        return Cell("none", s.pk, whole.openable)
    return Cell(whole.key, s.pk, whole.openable, whole.days_late)


def _matches(row: Row, periods, period, keys: list[str]) -> bool:
    return bool(period) and row.periods[periods.index(period)].key in keys


def _current(periods: list[Period]) -> Period | None:
    """The period whose deadline comes next; after the last one the last."""
    from emulation.base import clock

    today = clock.today()
    return next((p for p in periods if p.last_day >= today), periods[-1] if periods else None)


def _group(place: Participation) -> Group:
    if place.bloc is None:
        return Group(0, "Chưa xếp khối", "Chưa xếp khối", "")
    return Group(place.bloc_id, place.bloc.name, place.bloc.label, "")


def _name_leaders(groups: list[Group]) -> None:
    from organisations.enums import BlocRole
    from organisations.models import BlocMember

    rows = BlocMember.objects.valid_on().filter(bloc_id__in=[g.bloc_id for g in groups], role=BlocRole.LEADER)
    names = {p.bloc_id: p.unit.label for p in rows.select_related("unit")}
    for group in groups:
        group.leader = names.get(group.bloc_id, "")
