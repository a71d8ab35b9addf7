"""Elections: the result of the meeting, approval by Sở Nội vụ, the places in the bloc of the next year."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse

from campaigns.bloc_year.enums import ElectionState
from campaigns.bloc_year.models import Activity, Election, ElectionDeputy
from campaigns.bloc_year.rules import election_units
from campaigns.bloc_year.selectors.members import member_ids, members
from emulation.base import audit, concurrency, notify
from emulation.base.workflow import Refused
from organisations.enums import UNIT_ROLES, Role
from organisations.models import Bloc, Unit
from organisations.selectors.people import dha_officers, dha_unit_ids, holders, officers
from organisations.selectors.units import leaders_of
from organisations.services import blocs

_OPEN = (ElectionState.DRAFT, ElectionState.RETURNED)


def none_under_way(activity: Activity, user: Any) -> str | None:
    """Guard: a meeting whose election is with Sở Nội vụ or approved stays as it is."""
    election = Election.objects.filter(activity=activity).exclude(state__in=_OPEN).first()
    if election is None:
        return None
    if election.state == ElectionState.AWAITING:
        return "Kết quả bầu của hội nghị này đang chờ phê duyệt. Hãy đề nghị Sở Nội vụ trả lại trước khi mở lại."
    return "Kết quả bầu của hội nghị này đã được phê duyệt nên không mở lại được."


@transaction.atomic
def save(
    activity: Activity,
    *,
    leader: Unit,
    deputies: Sequence[Unit] = (),
    version: int | None = None,
    by: Any,
    note: str = "",
    **fields: Any,
) -> Election:
    """Write what the meeting elected. `note`: why Sở Nội vụ writes it."""
    activity = Activity.objects.select_for_update(of=("self",)).select_related("bloc").get(pk=activity.pk)
    if not activity.is_meeting:
        raise Refused("Chỉ hội nghị của khối mới bầu trưởng khối.")
    if leader in deputies:
        raise Refused(f"{leader.label} đã được bầu làm trưởng khối. Hãy chọn đơn vị khác làm phó trưởng khối.")
    election = Election.objects.filter(activity=activity).first()
    if election is None:
        election = Election.objects.create(activity=activity, leader=leader, **fields)
    else:
        election = concurrency.lock(election, version=version)
        if election.state not in _OPEN:
            raise Refused("Kết quả bầu đã trình Sở Nội vụ nên không sửa được. Hãy đề nghị Sở Nội vụ trả lại.")
        election.leader = leader
        for name, value in fields.items():
            setattr(election, name, value)
        concurrency.bump(election)
        election.save(update_fields=["leader", *fields, "version"])
    election.deputies.all().delete()
    ElectionDeputy.objects.bulk_create(ElectionDeputy(election=election, unit=unit) for unit in deputies)
    audit.record(
        election,
        action="save",
        label="Ghi kết quả bầu",
        by=by,
        note=note,
        changes={"leader": leader.label, "deputies": [unit.label for unit in deputies]},
    )
    return election


# --- Effects of the moves ---------------------------------------------------------------------------------------------
def _tell(election: Election, people, event: str, title: str, body: str) -> None:
    notify.tell(
        people,
        key=f"election:{election.pk}:{event}:{election.version}",
        title=title,
        body=body,
        url=reverse("bloc_year:election", args=[election.pk]),
        topic=f"election:{election.pk}" if event == "presented" else "",
    )


def presented(election: Election, *, by: Any, note: str = "", **data: Any) -> None:
    """It waits for Sở Nội vụ; where that unit itself was elected leader or deputy, for the Chairman's office, too."""
    bloc = election.activity.bloc
    title = f"Chờ phê duyệt trưởng khối năm {election.for_year}"
    _tell(election, dha_officers(), "presented", title, f"{bloc.name} bầu {election.leader.label}.")
    if election_units(election) & dha_unit_ids():
        _tell(election, holders(Role.CHAIRMAN_OFFICE), "presented", title, f"{bloc.name} bầu {election.leader.label}.")


def returned(election: Election, *, by: Any, note: str = "", **data: Any) -> None:
    """Given back to the bloc's leader with the reason."""
    notify.settle(f"election:{election.pk}")
    leaders = [unit.pk for unit in leaders_of(election.activity.bloc)]
    title = f"Trả lại kết quả bầu trưởng khối năm {election.for_year}"
    _tell(election, officers(leaders, UNIT_ROLES), "returned", title, f"{by}: {note}")


def approved(election: Election, *, by: Any, note: str = "", **data: Any) -> None:
    """The places are given in the bloc of the next year, or in this bloc from a day on."""
    target, day = data["target"], data["valid_from"]
    bloc = election.activity.bloc
    if target is None:
        target = continue_bloc(bloc, election.for_year, by=by)
    _give_places(target, election, day, by=by, note=note or f"Phê duyệt {election}")
    election.target, election.valid_from = target, day
    election.save(update_fields=["target", "valid_from"])
    notify.settle(f"election:{election.pk}")
    words = f"Từ {day:%d/%m/%Y} {election.leader.label} là trưởng khối."
    title = f"Phê duyệt trưởng khối năm {election.for_year}"
    _tell(election, officers(member_ids(bloc) | {election.leader_id}, UNIT_ROLES), "approved", title, words)


def continue_bloc(bloc: Bloc, year: int, *, by: Any) -> Bloc:
    """The bloc of the next year with the same name and members, when there is none of this code yet."""
    parent = continue_bloc(bloc.parent, year, by=by) if bloc.parent else None
    found = Bloc.objects.filter(year=year, code=bloc.code, parent=parent).first()
    if found:
        return found
    made = blocs.create_bloc(
        year=year,
        code=bloc.code,
        name=bloc.name,
        word=bloc.word,
        source=f"Tiếp tục {bloc.name} năm {bloc.year}",
        parent=parent,
        by=by,
    )
    for unit in members(bloc):
        blocs.seat(made, unit, valid_from=dt.date(year, 1, 1), by=by)
    return made


def _give_places(bloc: Bloc, election: Election, day: dt.date, *, by: Any, note: str) -> None:
    if election.leader_id not in [unit.pk for unit in leaders_of(bloc, on=day)]:
        blocs.hand_over(bloc, leader=election.leader, on=day, by=by, note=note)
    deputies = [row.unit for row in election.deputies.select_related("unit")]
    blocs.set_deputies(bloc, deputies, on=day, by=by, note=note)
