"""What is handed out, to whom, and who has a part in what: the data of the page of assignment."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from awards.appraisal.enums import OPEN
from awards.appraisal.models import Dossier, FieldOfficer, OwnRecord
from awards.appraisal.selectors import sharing
from awards.appraisal.selectors.sharing import Plan
from organisations.models import User

EVENLY, BY_FIELD, TO_ONE = "chia-deu", "linh-vuc", "mot-nguoi"
WAYS = {EVENLY: "Chia đều", BY_FIELD: "Theo lĩnh vực phụ trách", TO_ONE: "Giao một người"}


@dataclass(frozen=True)
class Group:
    """The nominees of one file that can be handed out."""

    file: Any
    dossiers: list[Dossier]


def groups(user: Any, *, again: bool = False, file: int | None = None) -> list[Group]:
    """Open dossiers that nobody has (`again`: all open ones), by file, the longest received first. One query."""
    rows = Dossier.objects.visible_to(user).for_page().filter(state__in=OPEN)
    rows = rows if again else rows.filter(officer=None)
    if file:
        rows = rows.filter(nominee__file=file)
    found = defaultdict(list)
    for row in rows.order_by("nominee__file__received_at", "nominee__file", "nominee__award", "pk"):
        found[row.nominee.file_id].append(row)
    return [Group(rows[0].nominee.file, rows) for rows in found.values()]


def loads(officers: Iterable[User]) -> dict[int, int]:
    """{officer: open dossiers}. One query."""
    keys = [officer.pk for officer in officers]
    rows = Dossier.objects.filter(officer__in=keys, state__in=OPEN).order_by().values_list("officer")
    return dict.fromkeys(keys, 0) | dict(rows.annotate(n=Count("pk")))


def blocked(officers: Iterable[User], keys: Iterable[int]) -> dict[int, set[int]]:
    """{officer: dossiers in which the officer has a part}. One query an officer."""
    keys = list(keys)
    rows = Dossier.objects.filter(pk__in=keys)
    return {officer.pk: set(keys) - set(rows.free_of(officer).values_list("pk", flat=True)) for officer in officers}


def field_officers(dossiers: Iterable[Dossier]) -> dict[int, int | None]:
    """{dossier: who looks after its bloc, else its kind of unit}. One query."""
    by_bloc, by_kind = {}, {}
    for row in FieldOfficer.objects.all():
        if row.bloc_id:
            by_bloc[row.bloc_id] = row.officer_id
        else:
            by_kind[row.kind] = row.officer_id
    found = {}
    for dossier in dossiers:
        file = dossier.nominee.file
        found[dossier.pk] = by_bloc.get(file.bloc_id) or by_kind.get(file.unit.kind)
    return found


def plan(way: str, dossiers: list[Dossier], officers: list[User]) -> Plan:
    """Who gets what; nothing is written. `officers`: those who share (one of them for `TO_ONE`)."""
    keys = [dossier.pk for dossier in dossiers]
    not_for = blocked(officers, keys)
    if way == BY_FIELD:
        known = {officer.pk for officer in officers}
        fields = field_officers(dossiers)
        return sharing.by_field({pk: one if one in known else None for pk, one in fields.items()}, not_for)
    if way == TO_ONE:
        return sharing.to_one(keys, officers[0].pk, not_for)
    files = defaultdict(list)
    for dossier in dossiers:
        files[dossier.nominee.file_id].append(dossier.pk)
    # Who is given some of them anew does not carry them twice.
    mine = defaultdict(int)
    for dossier in dossiers:
        mine[dossier.officer_id] += 1
    load = {pk: number - mine[pk] for pk, number in loads(officers).items()}
    return sharing.evenly(files, load, not_for)


def own_records() -> dict[int, OwnRecord]:
    """{person with an account: the record that is theirs}. One query."""
    return {row.user_id: row for row in OwnRecord.objects.select_related("person")}
