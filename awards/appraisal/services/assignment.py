"""Handing dossiers to officers; never to somebody who has a part in them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from awards.appraisal.enums import OPEN
from awards.appraisal.models import Dossier, FieldOfficer, OwnRecord
from awards.appraisal.services.dossiers import tell_new, topic
from awards.models import Person
from emulation.base import audit, notify
from emulation.base.workflow import Refused
from organisations.enums import DHA_ROLES, Role
from organisations.models import User
from organisations.selectors.people import dha_unit_ids, holders, officers

ONLY_HEAD = "Chỉ lãnh đạo Sở Nội vụ phân công thẩm định."


@transaction.atomic
def assign(given: Mapping[int, User], *, by: Any) -> int:
    """Give each dossier (by key) to an officer. Those already with that officer stay as they are. Returns how many were given.

    Refused as a whole where one is with the head or appraised, or its officer has a part in it: nothing is handed out by halves.
    """
    rows = list(Dossier.objects.select_for_update(of=("self",)).for_page().filter(pk__in=list(given)))
    if not by.has_perm("appraisal.assign"):
        raise PermissionDenied(ONLY_HEAD)
    seen = set(Dossier.objects.visible_to(by).filter(pk__in=list(given)).values_list("pk", flat=True))
    if len(seen) != len(given):
        raise Refused("Có hồ sơ không còn trong danh sách của bạn. Hãy tải lại trang rồi phân công lại.")
    _must_be_free(rows, given)
    changed = [row for row in rows if row.officer_id != given[row.pk].pk]
    for row in changed:
        before, row.officer = row.officer, given[row.pk]
        row.version += 1
        label = (
            f"Giao {row.officer} thẩm định" if before is None else f"Chuyển thẩm định từ {before} sang {row.officer}"
        )
        audit.record(row, action="assign", label=label, by=by)
    Dossier.objects.bulk_update(changed, ["officer", "version"], batch_size=500)
    _tell(changed, by)
    return len(changed)


def _must_be_free(rows: Sequence[Dossier], given: Mapping[int, User]) -> None:
    closed = [row.nominee.name for row in rows if row.state not in OPEN]
    if closed:
        raise Refused(f"Đã trình lãnh đạo hoặc thẩm định xong, không phân công lại được: {', '.join(closed[:6])}.")
    for officer in set(given.values()):
        keys = [row.pk for row in rows if given[row.pk].pk == officer.pk]
        free = set(Dossier.objects.free_of(officer).filter(pk__in=keys).values_list("pk", flat=True))
        tied = [row for row in rows if row.pk in keys and row.pk not in free]
        if tied:
            raise Refused(
                f"{tied[0].conflict_with(officer)} Không giao cho {officer}: "
                f"{', '.join(row.nominee.name for row in tied[:6])}."
            )


def _tell(rows: Sequence[Dossier], by: Any) -> None:
    """One notice an officer and file."""
    groups: dict[tuple[int, int], list[Dossier]] = {}
    for row in rows:
        groups.setdefault((row.officer_id, row.nominee.file_id), []).append(row)
    for (officer, file_pk), mine in groups.items():
        file = mine[0].nominee.file
        if not Dossier.objects.filter(nominee__file=file_pk, officer=None).exists():
            notify.settle(topic(file))
        if officer == by.pk:
            continue
        notify.tell(
            User.objects.filter(pk=officer),
            key=f"{topic(file)}:assigned:{officer}:{mine[0].pk}:{mine[0].version}",
            title=f"Được giao thẩm định: {file.unit.label}",
            body=f"{len(mine)} đối tượng. {file.route.name}.",
            url=f"{reverse('appraisal:queue')}?muc=cua-toi&ho-so={file.pk}",
            topic=f"{topic(file)}:officer",
        )


@transaction.atomic
def take_from_tied() -> int:
    """Open dossiers whose officer came to have a part in them, or left the desk, go back to be handed out. Returns how many."""
    open_ = Dossier.objects.filter(state__in=OPEN).exclude(officer=None)
    people = User.objects.filter(pk__in=open_.values("officer"))
    desk = set(officers(dha_unit_ids(), DHA_ROLES).values_list("pk", flat=True))
    desk |= set(holders(Role.CHAIRMAN_OFFICE).values_list("pk", flat=True))
    taken = 0
    for person in people:
        mine = open_.filter(officer=person)
        tied = mine if person.pk not in desk else mine.exclude(pk__in=mine.free_of(person).values("pk"))
        for row in tied.select_for_update(of=("self",)).for_page():
            row.officer, row.version = None, row.version + 1
            row.save(update_fields=["officer", "version"])
            label = f"Thôi giao {person}: có liên quan đến đối tượng, hoặc không còn làm thẩm định"
            audit.record(row, action="assign", label=label)
            tell_new(row.nominee.file)
            taken += 1
    return taken


@transaction.atomic
def set_field(*, bloc: Any, kind: str, officer: User, by: Any) -> FieldOfficer:
    """Who looks after a bloc, or a kind of units; the newest choice holds."""
    if not by.has_perm("appraisal.assign"):
        raise PermissionDenied(ONLY_HEAD)
    where = {"bloc": bloc} if bloc else {"bloc": None, "kind": kind}
    row, _ = FieldOfficer.objects.update_or_create(**where, defaults={"kind": kind, "officer": officer})
    audit.record(row, action="field", label=f"Phụ trách {row}", by=by)
    return row


@transaction.atomic
def remove_field(row: FieldOfficer, *, by: Any) -> None:
    """Nobody looks after it by rule any more."""
    if not by.has_perm("appraisal.assign"):
        raise PermissionDenied(ONLY_HEAD)
    audit.record(row, action="field", label=f"Bỏ phụ trách {row}", by=by)
    row.delete()


@transaction.atomic
def set_own_record(user: User, person: Person | None, *, by: Any) -> None:
    """Which person of the registry an officer is; None takes it away."""
    if not by.has_perm("appraisal.assign"):
        raise PermissionDenied(ONLY_HEAD)
    if person is None:
        OwnRecord.objects.filter(user=user).delete()
    else:
        OwnRecord.objects.update_or_create(user=user, defaults={"person": person, "by": by})
    label = f"{user} là hồ sơ cá nhân số {person.pk}" if person else f"{user} không gắn hồ sơ cá nhân"
    audit.record(user, action="own_record", label=label, by=by)
