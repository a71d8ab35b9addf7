"""Lists of plans and reports: which a person sees, narrowed by the words of an address, as flat lines for a page or an export."""

import datetime as dt
import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.db.models import F, FilteredRelation, Q, QuerySet

from campaigns import deadlines
from campaigns.enums import CampaignState, SubmissionKind, SubmissionState
from campaigns.models import Campaign, Duty, Period, Submission
from campaigns.models.submissions import BEING_MENDED, HANDED_IN, paper_title
from campaigns.selectors import routing, todo
from campaigns.selectors.dues import due_day, overdue, sent_in_time
from campaigns.selectors.words import all_begin, words_of
from emulation.base import vietnamese
from organisations.models import Bloc
from organisations.rules import has_duties, is_unit_officer, unit_id_of
from organisations.selectors.people import dha_unit_ids

# Words of the address → what they choose. Labels are read by the filter form, the chips and the heading of an export.
KINDS = {
    "ke-hoach": (SubmissionKind.PLAN, "Kế hoạch"),
    "bao-cao": (SubmissionKind.REPORT, "Báo cáo"),
    "phan-cong": (SubmissionKind.DUTY, "Báo cáo phân công"),
}
STATES = {
    "chua-bat-dau": (SubmissionState.NOT_STARTED, "Chưa bắt đầu"),
    "dang-soan": (SubmissionState.DRAFT, "Đang soạn"),
    "cho-thu-truong": (SubmissionState.AWAITING_HEAD, "Chờ thủ trưởng"),
    "cho-truong-khoi": (SubmissionState.SUBMITTED, "Chờ trưởng khối"),
    "cho-so-noi-vu": (SubmissionState.ENDORSED, "Chờ Sở Nội vụ"),
    "cho-van-phong": (SubmissionState.ENDORSED, routing.WAITS_FOR_OFFICE),
    "bi-tra-lai": (SubmissionState.RETURNED, "Bị trả lại"),
    "da-tiep-nhan": (SubmissionState.ACCEPTED, "Đã tiếp nhận"),
}
# Beside single states: what several states, a deadline or the reader decide.
CONDITIONS = {
    "cho-toi": "Chờ tôi xử lý",
    "da-gui": "Đã gửi (đang xem, trả lại, tiếp nhận)",
    "cho-xem": "Đang chờ xem",
    "qua-han": "Quá hạn, chưa gửi",
}
SENT = {"dung-han": "Gửi đúng hạn", "tre": "Gửi trễ"}
SORTS = {"don-vi": "unit__sort_key", "ten": "period__name", "han": "due", "gui": "last_sent_at", "khoi": "bloc__code"}


@dataclass(frozen=True)
class Filters:
    """What the address chooses; the list, its pages and its export read the same."""

    kind: str = ""
    campaign: int | None = None
    period: int | None = None
    blocs: tuple[int, ...] = ()
    state: str = ""
    sent: str = ""
    text: str = ""
    sort: str = ""

    @classmethod
    def of(cls, get: Any) -> "Filters":
        """From a QueryDict; what is not understood is left out."""
        return cls(
            kind=_one_of(get.get("loai"), KINDS),
            campaign=_number(get.get("phong-trao")),
            period=_number(get.get("ky")),
            blocs=tuple(int(b) for b in get.getlist("khoi") if b.isdigit()),
            state=_one_of(get.get("tinh-trang"), {**STATES, **CONDITIONS}),
            sent=_one_of(get.get("gui"), SENT),
            text=(get.get("ten") or "").strip()[:100],
            sort=get.get("sap-xep", "") if get.get("sap-xep", "").removeprefix("-") in SORTS else "",
        )

    def query(self, **changes: Any) -> str:
        """The address of the same list with changes."""
        f = replace(self, **changes)
        pairs = [("loai", f.kind), ("phong-trao", f.campaign), ("ky", f.period), *(("khoi", b) for b in f.blocs)]
        pairs += [("tinh-trang", f.state), ("gui", f.sent), ("ten", f.text), ("sap-xep", f.sort)]
        return "?" + urlencode([(k, v) for k, v in pairs if v])

    @property
    def is_empty(self) -> bool:
        return replace(self, sort="") == Filters()


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() else None


def _one_of(text: str | None, known: dict) -> str:
    return text if text in known else ""


def submissions(user: Any, filters: Filters, rows: QuerySet | None = None) -> QuerySet[Submission]:
    """Plans and reports this person sees, narrowed and sorted. Of other units only what is handed in (B62, B86).

    `rows`: what to narrow, all papers unless told (`values()` for a page of lines).
    """
    rows = (Submission.objects if rows is None else rows).visible_to(user)
    if is_unit_officer(user):
        own = rows.filter(Q(unit_id=unit_id_of(user)) | HANDED_IN)
        return _sorted(_narrowed(own, filters, user), filters.sort or "-han")
    if has_duties(user):
        own = rows.filter(Q(unit_id=unit_id_of(user), kind=SubmissionKind.DUTY) | HANDED_IN)
        return _sorted(_narrowed(own, filters, user), filters.sort or "-han")
    return handed_in(rows, filters, user)


def handed_in(rows: QuerySet, filters: Filters, user: Any = None) -> QuerySet[Submission]:
    """Those of the rows that are handed in, narrowed and sorted. `user`: for whom work waits, where the filters ask this."""
    rows = _narrowed(rows.filter(HANDED_IN), filters, user)
    if filters.sort in ("", "-gui"):
        return rows.order_by("-last_sent_at", "-pk")  # all were sent: the index gives this order
    return _sorted(rows, filters.sort)


def _narrowed(rows: QuerySet, filters: Filters, user: Any) -> QuerySet[Submission]:
    if filters.kind:
        rows = rows.filter(kind=KINDS[filters.kind][0])
    if filters.campaign:
        rows = rows.filter(campaign_id=filters.campaign)
    if filters.period:
        rows = rows.filter(period_id=filters.period)
    if filters.blocs:
        rows = rows.filter(bloc_id__in=filters.blocs)
    if filters.text:
        rows = rows.filter(all_begin("unit__search_key", words_of(filters.text)))
    rows = _in_state(rows, filters.state, user)
    return _sent(rows, filters) if filters.sent else rows


def _in_state(rows: QuerySet, state: str, user: Any) -> QuerySet:
    if state == "bi-tra-lai":  # until it is sent again; a head's own return before the first sending, too
        return rows.filter(BEING_MENDED | Q(state=SubmissionState.RETURNED))
    if state in ("cho-so-noi-vu", "cho-van-phong"):
        waiting, own = rows.filter(state=SubmissionState.ENDORSED), Q(unit_id__in=dha_unit_ids())
        return waiting.filter(own) if state == "cho-van-phong" else waiting.exclude(own)
    if state in STATES:
        return rows.filter(state=STATES[state][0])
    if state == "cho-toi":
        return rows.filter(pk__in=todo.submissions_waiting_for(user).values("pk"))
    if state == "da-gui":
        return rows.filter(HANDED_IN)
    if state == "cho-xem":
        return rows.filter(state__in=[SubmissionState.SUBMITTED, SubmissionState.ENDORSED])
    return rows.alias(due=due_day()).filter(overdue()) if state == "qua-han" else rows


def _sent(rows: QuerySet, filters: Filters) -> QuerySet:
    periods = Period.objects.prefetch_related("extensions")
    if filters.campaign:
        periods = periods.filter(campaign_id=filters.campaign)
    in_time = sent_in_time(periods)
    rows = rows.filter(HANDED_IN).exclude(period=None, duty__due_on=None)
    return rows.filter(in_time) if filters.sent == "dung-han" else rows.exclude(in_time)


def _sorted(rows: QuerySet, sort: str) -> QuerySet:
    """Unknown days come last in both directions (B93)."""
    name = sort.removeprefix("-")
    if name == "han" and "due" not in rows.query.annotations:
        rows = rows.alias(due=due_day())
    field = F(SORTS[name])
    order = field.desc(nulls_last=True) if sort.startswith("-") else field.asc(nulls_last=True)
    return rows.order_by(order, "-pk" if sort.startswith("-") else "pk")


# --- Flat lines -------------------------------------------------------------------------------------------------------
_FIELDS = (
    "pk",
    "state",
    "number",
    "first_sent_at",
    "last_sent_at",
    "for_bloc",
    "unit__short_name",
    "unit__official_name",
    "bloc_id",
    "campaign_id",
    "period__name",
    "period__due_on",
    "period__exception_on",
    "period__due_time",
    "duty_id",
    "extension__until",
    "withdrawn",
    "unit_id",
    "ended_on",
)


@dataclass(slots=True)
class Line:
    """One paper as a line of a list."""

    pk: int
    title: str
    unit: str
    unit_name: str
    bloc: str
    campaign: str
    state: str
    number: int
    due: dt.date | None
    first_sent_at: dt.datetime | None
    last_sent_at: dt.datetime | None
    days_late: int | None
    is_overdue: bool
    unit_id: int
    ended_on: dt.date | None


@functools.cache
def values() -> QuerySet:
    """All papers as flat tuples with the unit's own extension, for `submissions` to narrow and `lines` to read.

    The shape of the query is thought out once; narrowing makes a copy.
    """
    own = Q(period__extensions__unit=F("unit"))
    rows = Submission.objects.annotate(extension=FilteredRelation("period__extensions", condition=own))
    return rows.values_list(*_FIELDS)


@dataclass(frozen=True)
class Names:
    """Titles of campaigns that have papers and names of blocs. Beside a long list they are looked up, not joined: with seven
    tables PostgreSQL thinks longer about the order of joining than it reads. Each table costs it a tenth of a millisecond.
    """

    campaigns: dict[int, tuple[str, int]]  # {key: (title, year)}
    blocs: dict[int, tuple[str, int]]  # {key: (name, year)}

    @classmethod
    def read(cls) -> "Names":
        """As they are now: two queries."""
        campaigns = Campaign.objects.filter(state__in=(CampaignState.LAUNCHED, CampaignState.CLOSED))
        blocs = Bloc.objects.filter(parent=None)
        return cls(
            {pk: (title, year) for pk, title, year in campaigns.values_list("pk", "title", "year")},
            {pk: (name, year) for pk, name, year in blocs.values_list("pk", "name", "year")},
        )

    @classmethod
    def kept(cls) -> "Names":
        """As they were at most half a minute ago: they change a few times a year, and stand on every page of the list."""
        return cache.get_or_set("campaigns:names", cls.read, NAMES_SECONDS)

    def know(self, *, bloc: int | None, campaign: int) -> bool:
        return campaign in self.campaigns and (bloc is None or bloc in self.blocs)


NAMES_SECONDS = 30


def lines(found: Iterable[tuple], now: dt.datetime, names: Names) -> Iterator[Line]:
    """Lines of these tuples. A campaign or bloc that the names do not know yet is read at once; so are duties, where there are any."""
    moment, is_fresh, found = now.astimezone(vietnamese.VIETNAM), False, list(found)
    duties = _duties({row[_DUTY] for row in found if row[_DUTY]})
    for row in found:
        if not (is_fresh or names.know(bloc=row[_BLOC], campaign=row[_CAMPAIGN])):
            names, is_fresh = Names.read(), True
        yield _line(row, moment, names, duties)


_BLOC, _CAMPAIGN, _DUTY = map(_FIELDS.index, ("bloc_id", "campaign_id", "duty_id"))


def _duties(keys: set[int]) -> dict[int, tuple[int, dt.date | None]]:
    """{key: (order, last day)}. Few papers report on a duty: their table is not joined to every list."""
    rows = Duty.objects.filter(pk__in=keys).order_by().values_list("pk", "order", "due_on") if keys else ()
    return {pk: (order, due_on) for pk, order, due_on in rows}


def _line(row: tuple, now: dt.datetime, names: Names, duties: dict) -> Line:
    pk, state, number, first, last, for_bloc, short, name, bloc_id, campaign_id, *deadline = row
    period, due_on, exception, due_time, duty_id, until, withdrawn, unit_id, ended_on = deadline
    duty, duty_due = duties.get(duty_id, (None, None))
    common = exception or due_on or duty_due
    bloc, campaign = names.blocs.get(bloc_id, ("",))[0], names.campaigns.get(campaign_id, ("",))[0]
    handed_in = number > 0 and not withdrawn and not ended_on
    days = _days_late(first, common, due_time, until) if handed_in and first and common else None
    due = until or common
    late = not (handed_in or ended_on) and due is not None and deadlines.punctuality(now, due, due_time=due_time).late
    title = paper_title(duty=duty, period=period or "", bloc=bloc if for_bloc else "")
    return Line(
        pk, title, short or name, name, bloc, campaign, state, number, due, first, last, days, late, unit_id, ended_on
    )


def _days_late(first: dt.datetime, due: dt.date, due_time: dt.time | None, until: dt.date | None) -> int:
    sent = first.astimezone(vietnamese.VIETNAM)
    if sent.date() < due:  # most papers: no need to look closer
        return 0
    return deadlines.punctuality(sent, due, due_time=due_time, extended_to=until).days_late
