"""The queue of the desk: filters, order by the clock, tabs with their counts, the neighbours of a dossier."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet

from awards.appraisal.enums import OPEN, DossierState, Finding, LimitKind
from awards.appraisal.models import Dossier
from awards.appraisal.selectors.clocks import Clocks, Running, pauses_by_dossier, pauses_of
from awards.law import law
from awards.nominations.enums import FileState
from awards.nominations.models import NominationFile
from emulation.base import vietnamese
from emulation.base.working_days import Pause
from organisations.enums import Role
from organisations.models import Bloc, User
from organisations.rules import is_chairman_office, is_dha, is_supervisor, role_of
from organisations.selectors.people import dha_unit_ids, officers

ALL, MINE, UNASSIGNED, LOOK, DONE = "tat-ca", "cua-toi", "chua-phan-cong", "cho-lanh-dao", "da-xong"
TABS = {
    MINE: "Của tôi",
    UNASSIGNED: "Chưa phân công",
    LOOK: "Chờ lãnh đạo xem",
    DONE: "Đã thẩm định",
    ALL: "Tất cả",
}
SORTS = {"han": "Hạn", "ten": "Đối tượng", "don-vi": "Đơn vị", "danh-hieu": "Danh hiệu, hình thức"}
FIRST_NAMES = {"ten": "nominee__name", "don-vi": "nominee__file__unit__sort_key", "danh-hieu": "nominee__award"}


def tab_of(user: Any) -> str:
    """Where a person begins: the head with what waits for the head."""
    if is_supervisor(user):
        return DONE
    return LOOK if role_of(user) == Role.DHA_HEAD else MINE


@dataclass(frozen=True)
class Asked:
    """What the address asks for; anything else is as if not asked."""

    tab: str
    text: str = ""
    award: str = ""
    bloc: int | None = None
    officer: int | None = None
    finding: str = ""
    file: int | None = None
    late: bool = False
    sort: str = "han"

    @classmethod
    def from_query(cls, query: Mapping, user: Any) -> "Asked":
        tab, sort, finding = query.get("muc", ""), query.get("sap-xep", ""), query.get("doi-chieu", "")
        return cls(
            tab=tab if tab in TABS else tab_of(user),
            text=query.get("ten", "")[:200].strip(),
            award=query.get("danh-hieu", "") if query.get("danh-hieu", "") in law().awards else "",
            bloc=_whole(query.get("khoi", "")),
            officer=_whole(query.get("nguoi", "")),
            finding=finding if finding in Finding.values else "",
            file=_whole(query.get("ho-so", "")),
            late=query.get("qua-han", "") == "1",
            sort=sort if sort in SORTS else "han",
        )

    @property
    def query(self) -> str:
        """The same as the query of an address, for links that come back to this list."""
        values = {
            "muc": self.tab,
            "ten": self.text,
            "danh-hieu": self.award,
            "khoi": self.bloc,
            "nguoi": self.officer,
            "doi-chieu": self.finding,
            "ho-so": self.file,
            "qua-han": "1" if self.late else "",
            "sap-xep": self.sort if self.sort != "han" else "",
        }
        return urlencode({name: value for name, value in values.items() if value})

    @property
    def narrowed(self) -> bool:
        """Whether anything but the tab and the order is asked for."""
        return any((self.text, self.award, self.bloc, self.officer, self.finding, self.file, self.late))


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


def in_tab(user: Any, tab: str) -> Q:
    """Condition of a tab."""
    # The Chairman's office hands nothing out: what nobody has there is everybody's.
    mine = Q(officer=user.pk) | Q(officer=None) if is_chairman_office(user) else Q(officer=user.pk)
    return {
        MINE: mine & Q(state__in=OPEN),
        UNASSIGNED: Q(officer=None, state__in=OPEN),
        LOOK: Q(state=DossierState.PROPOSED),
        DONE: Q(state=DossierState.APPRAISED),
        ALL: Q(),
    }[tab]


def dossiers(user: Any, asked: Asked) -> QuerySet[Dossier]:
    """Rows of the list, not in order."""
    rows = Dossier.objects.visible_to(user).filter(in_tab(user, asked.tab))
    if asked.award:
        rows = rows.filter(nominee__award=asked.award)
    if asked.bloc:
        rows = rows.filter(nominee__file__bloc=asked.bloc)
    if asked.officer:
        rows = rows.filter(officer=asked.officer)
    if asked.finding:
        rows = rows.filter(finding=asked.finding)
    if asked.file:
        rows = rows.filter(nominee__file=asked.file)
    for word in vietnamese.search_key(asked.text).split():
        rows = rows.filter(_named(word, asked.text))
    return rows


def _named(word: str, text: str) -> Q:
    """A word of a person or unit, accents or not; of a part of a unit as it is written."""
    return (
        Q(nominee__person__search_key__contains=word)
        | Q(nominee__file__unit__search_key__contains=word)
        | Q(nominee__collective__comparison_key__contains=vietnamese.fold(text))
        | Q(nominee__household__comparison_key__contains=vietnamese.fold(text))
    )


def in_order(user: Any, asked: Asked, clocks: Clocks) -> list[int]:
    """Keys of the list in its order: by the clock, the shortest first. Four queries for any number."""
    rows = dossiers(user, asked)
    if asked.sort != "han" and not asked.late:
        return list(rows.order_by(FIRST_NAMES[asked.sort], "nominee__name", "pk").values_list("pk", flat=True))
    found, pauses = [], pauses_by_dossier(rows)
    name = FIRST_NAMES.get(asked.sort, "pk")
    # A moment read five thousand times costs more than the page: each file's once.
    received = dict(NominationFile.objects.exclude(received_at=None).values_list("pk", "received_at"))
    for pk, file, award, state, key in rows.values_list("pk", "nominee__file", "nominee__award", "state", name):
        running = _running(clocks, received.get(file), award, pauses.get(pk, ()))
        if asked.late and not (running and running.is_late and state in (*OPEN, DossierState.PROPOSED)):
            continue
        due = running.due if running else dt.date.max
        found.append(((due, pk) if asked.sort == "han" else (str(key), pk), pk))
    return [pk for _, pk in sorted(found)]


def _running(clocks: Clocks, received: dt.datetime | None, award: str, pauses: Sequence[Pause] = ()) -> Running | None:
    if received is None:
        return None
    return clocks.running(LimitKind.APPRAISAL, clocks.day(received), award=award, pauses=pauses)


def clock_of(dossier: Dossier, clocks: Clocks) -> Running | None:
    """The clock of one dossier, from the day its file was received in full."""
    return _running(clocks, dossier.nominee.file.received_at, dossier.nominee.award, pauses_of(dossier))


@dataclass(frozen=True)
class Line:
    """A row of the page."""

    dossier: Dossier
    running: Running | None

    @property
    def award_name(self) -> str:
        return award_name(self.dossier.nominee.award)

    @property
    def is_open(self) -> bool:
        return self.dossier.state != DossierState.APPRAISED


def award_name(code: str) -> str:
    """Name of an award; a code that the law no longer knows is shown as it is."""
    row = law().awards.get(code)
    return row.name if row else code


def lines(keys: Sequence[int], clocks: Clocks) -> list[Line]:
    """The rows of a page, in the order of their keys. One query."""
    found = {row.pk: row for row in Dossier.objects.for_page().filter(pk__in=list(keys))}
    return [Line(found[pk], clock_of(found[pk], clocks)) for pk in keys if pk in found]


def tab_counts(user: Any) -> dict[str, int]:
    """How many are in each tab: the length of its list without filters. One query."""
    counts = {tab.replace("-", "_"): Count("pk", filter=in_tab(user, tab)) for tab in TABS if tab != ALL}
    row = Dossier.objects.visible_to(user).aggregate(tat_ca=Count("pk"), **counts)
    return {tab: row[tab.replace("-", "_")] for tab in TABS}


def tabs_for(user: Any) -> list[str]:
    """Tabs that make sense for a person."""
    if is_supervisor(user):
        return [DONE]
    return [tab for tab in TABS if not (tab == UNASSIGNED and is_chairman_office(user))]


@dataclass(frozen=True)
class Beside:
    """Where a dossier stands in the list one came from."""

    place: int
    size: int
    before: int | None
    after: int | None


def beside(user: Any, asked: Asked, pk: int, clocks: Clocks) -> Beside | None:
    """The neighbours of a dossier in a list; None when it is not in it (any more)."""
    keys = in_order(user, asked, clocks)
    if pk not in keys:
        return None
    place = keys.index(pk)
    return Beside(
        place + 1,
        len(keys),
        keys[place - 1] if place else None,
        keys[place + 1] if place + 1 < len(keys) else None,
    )


# --- What the filters offer ----------------------------------------------------------------------------------------------
def choices(user: Any) -> dict[str, list]:
    """Awards, blocs and officers that occur in what the person sees. Three queries."""
    rows = Dossier.objects.visible_to(user).order_by()
    codes = set(rows.values_list("nominee__award", flat=True).distinct())
    blocs = Bloc.objects.filter(pk__in=rows.values("nominee__file__bloc")).order_by("-year", "code")
    people = User.objects.filter(pk__in=rows.values("officer")).order_by("full_name", "pk")
    return {
        "awards": [(code, award_name(code)) for code in law().awards if code in codes],
        "blocs": list(blocs),
        "officers": list(people),
        "findings": Finding.choices,
    }


def desk_officers() -> list[User]:
    """Who appraises at Sở Nội vụ. Two queries."""
    return list(officers(dha_unit_ids(), [Role.DHA_CLERK, Role.DHA_HEAD]).order_by("full_name", "pk"))


def to_receive(user: Any) -> QuerySet[NominationFile]:
    """Files that lie with the desk or are back with the unit for supplement, the longest waiting first."""
    rows = NominationFile.objects.visible_to(user).for_page()
    rows = rows.filter(Q(state=FileState.WITH_DEPARTMENT) | Q(state=FileState.RETURNED, returns__gt=0))
    if is_chairman_office(user):
        return rows.filter(unit__in=dha_unit_ids()).order_by("state_since", "pk")
    if is_dha(user):
        return rows.exclude(unit__in=dha_unit_ids()).order_by("state_since", "pk")
    return rows.none()


def whole(asked: Asked) -> Asked:
    """The same tab without filters."""
    return replace(Asked(tab=asked.tab), sort=asked.sort)
