"""Work of the desk that waits: to appraise, to look at again, to hand out, to tell the unit. One card a file."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from awards.appraisal.enums import OPEN, DossierState, LimitKind
from awards.appraisal.models import Dossier
from awards.appraisal.selectors.clocks import Clocks
from awards.nominations.models import NominationFile
from campaigns.selectors.todo import Source, Todo
from emulation.base import clock
from organisations.enums import Role
from organisations.rules import is_chairman_office, is_dha, role_of, unit_id_of
from organisations.selectors.people import dha_unit_ids


def _files_of(dossiers: QuerySet[Dossier]) -> QuerySet:
    """Keys of their files. Asked as one list: for each file anew it would cost a tenth of a second on every page."""
    return dossiers.order_by().values("nominee__file")


def _of_others(department: int) -> QuerySet[NominationFile]:
    """What a department appraises: never what it proposes itself."""
    return NominationFile.objects.exclude(unit_id=department)


def to_appraise(department: int, person: int) -> QuerySet[NominationFile]:
    """Files with nominees given to a person."""
    mine = Dossier.objects.filter(officer_id=person, state__in=OPEN)
    return _of_others(department).filter(pk__in=_files_of(mine))


def to_look_at(department: int, person: int) -> QuerySet[NominationFile]:
    """Files with verdicts that wait for a head other than who gave them."""
    others = Dossier.objects.filter(state=DossierState.PROPOSED).exclude(proposed_by_id=person)
    return _of_others(department).filter(pk__in=_files_of(others))


def to_hand_out(department: int, person: int = 0) -> QuerySet[NominationFile]:
    """Files with nominees that nobody has."""
    free = Dossier.objects.filter(officer=None, state__in=OPEN)
    return _of_others(department).filter(pk__in=_files_of(free))


def _all_appraised(rows: QuerySet[NominationFile]) -> QuerySet[NominationFile]:
    left = Dossier.objects.exclude(state=DossierState.APPRAISED)
    untold = Dossier.objects.filter(state=DossierState.APPRAISED, told_at=None)
    return rows.filter(pk__in=_files_of(untold)).exclude(pk__in=_files_of(left))


def to_tell(department: int, person: int = 0) -> QuerySet[NominationFile]:
    """Files that are appraised whole and whose units were not told."""
    return _all_appraised(_of_others(department))


# What waits for one person in Sở Nội vụ, by role; the same rows as `sources`.
BY_OFFICER = {
    Role.DHA_CLERK: (to_appraise,),
    Role.DHA_HEAD: (to_appraise, to_look_at, to_hand_out, to_tell),
}


def sources(user: Any) -> list[Source]:
    """For a clerk what the clerk was given; for a head also what waits for a head; for the Chairman's office Sở Nội vụ's own."""
    if is_dha(user):
        builds = BY_OFFICER[Role(role_of(user))]
        return [_source(build, build(unit_id_of(user), user.pk), user) for build in builds]
    if is_chairman_office(user):
        own = NominationFile.objects.filter(unit__in=dha_unit_ids())
        free = Dossier.objects.filter(Q(officer=None) | Q(officer=user.pk), state__in=OPEN)
        look = Dossier.objects.filter(state=DossierState.PROPOSED).exclude(proposed_by=user.pk)
        return [
            _source(to_appraise, own.filter(pk__in=_files_of(free)), user),
            _source(to_look_at, own.filter(pk__in=_files_of(look)), user),
            _source(to_tell, _all_appraised(own), user),
        ]
    return []


@dataclass(frozen=True)
class Waiting:
    """What a card shows of its state."""

    badge: tuple[str, str, str]


_WORK = {
    to_appraise: ("Thẩm định hồ sơ", ("wait", "inbox", "Chờ thẩm định"), "Thẩm định"),
    to_look_at: ("Xem lại kết luận thẩm định", ("act", "patch-exclamation", "Chờ lãnh đạo xem"), "Xem"),
    to_hand_out: ("Phân công thẩm định", ("act", "people", "Chưa phân công"), "Phân công"),
    to_tell: ("Báo kết quả thẩm định", ("act", "megaphone", "Chưa báo đơn vị"), "Xem và báo"),
}


def _source(build: Any, rows: QuerySet[NominationFile], user: Any) -> Source:
    return Source(rows.select_related("route", "unit"), lambda found: _cards(build, found, user), ("received_at", "pk"))


def _cards(build: Any, files: list[NominationFile], user: Any) -> Iterator[Todo]:
    title, badge, button = _WORK[build]
    counts, awards = _counted(build, files, user)
    clocks = Clocks()
    for file in files:
        yield Todo(
            f"{title}: {file.unit.label}",
            _url(build, file),
            f"{counts[file.pk]} đối tượng. {_waited(file)}",
            button,
            subject=Waiting(badge),
            due=_due(file, awards[file.pk], clocks),
            source=file.route.name,
        )


def _waited(file: NominationFile) -> str:
    return f"Tiếp nhận ngày {clock.day_of(file.received_at):%d/%m/%Y}." if file.received_at else ""


def _counted(build: Any, files: list[NominationFile], user: Any) -> tuple[dict[int, int], dict[int, set[str]]]:
    rows = Dossier.objects.filter(nominee__file__in=[f.pk for f in files])
    if build is to_appraise:
        rows = rows.filter(Q(officer=user.pk) | Q(officer=None) if is_chairman_office(user) else Q(officer=user.pk))
        rows = rows.filter(state__in=OPEN)
    elif build is to_hand_out:
        rows = rows.filter(officer=None, state__in=OPEN)
    elif build is to_look_at:
        rows = rows.filter(state=DossierState.PROPOSED).exclude(proposed_by=user.pk)
    else:
        rows = rows.filter(told_at=None)
    counts, awards = defaultdict(int), defaultdict(set)
    for file, award in rows.values_list(F("nominee__file"), F("nominee__award")):
        counts[file] += 1
        awards[file].add(award)
    return counts, awards


def _due(file: NominationFile, awards: set[str], clocks: Clocks) -> dt.date | None:
    """The nearest last day of what waits in the file."""
    if file.received_at is None:
        return None
    day = clock.day_of(file.received_at)
    found = [clocks.running(LimitKind.APPRAISAL, day, award=award) for award in awards]
    return min((running.due for running in found if running), default=None)


def _url(build: Any, file: NominationFile) -> str:
    if build is to_hand_out:
        return f"{reverse('appraisal:assign')}?ho-so={file.pk}"
    if build is to_tell:
        return reverse("appraisal:file", args=[file.pk])
    tab = "cho-lanh-dao" if build is to_look_at else "cua-toi"
    return f"{reverse('appraisal:queue')}?muc={tab}&ho-so={file.pk}"
