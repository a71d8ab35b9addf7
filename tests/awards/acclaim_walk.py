"""Acclaims for tests, walked there through services and workflow. The bloc of the cast has four units; their heads vote."""

import datetime as dt

from awards.models import Acclaim, Voter, unit_key
from awards.services import acclaims, ballots
from awards.services.acclaims import Put
from awards.workflows import ACCLAIM
from emulation.base import clock
from tests.factories import acting
from tests.factories import heads as heads

DAY = dt.date(2023, 12, 12)
MORNING = clock.moment(DAY, 9)
EVENING = clock.moment(DAY, 18)
UNITS = ["Sở Công Thương", "Sở Tài chính", "Sở Xây dựng", "Sở Y tế"]
FIELDS = {
    "award": "Cờ thi đua của UBND tỉnh",
    "quota_kind": "number",
    "quota": "1",
    "quota_basis": "",
    "secret": True,
    "mode": "online",
    "choices_max": 1,
    "threshold_ratio": "1/2",
    "threshold_denominator": "total_members",
    "threshold_strictly": True,
    "threshold_basis": "Quy chế khối năm 2023",
    "quorum_ratio": "2/3",
    "closes_at": clock.moment(DAY, 17),
}


def prepared(cast, *, put=("Sở Công Thương", "Sở Y tế"), **fields) -> Acclaim:
    """In preparation, with nominees."""
    with clock.at(MORNING):
        by = acting(cast.leader)
        row = acclaims.create(cast.bloc, by=by, **FIELDS | fields)
        row = acclaims.set_nominees(row, [Put(cast.units[n]) for n in put], version=row.version, by=by)
    return fresh(row)


def voting(cast, **fields) -> Acclaim:
    """Open for votes."""
    row = prepared(cast, **fields)
    with clock.at(MORNING):
        ACCLAIM.perform(row, "open", by=acting(cast.leader))
    return fresh(row)


def vote(acclaim: Acclaim, unit, *choices: int, code: str = "", by="Thủ trưởng") -> None:
    """One paper of a unit."""
    with clock.at(MORNING):
        rows = Voter.objects.filter(box=acclaim.box, key=unit_key(unit.pk))
        ballots.cast(rows, choices=choices, code=code or ballots.new_code(), by=by)


def counted(cast, papers: dict, **fields) -> Acclaim:
    """Counted after these papers: {unit name: choices}."""
    row = voting(cast, **fields)
    for name, choices in papers.items():
        vote(row, cast.units[name], *choices)
    with clock.at(EVENING):
        ACCLAIM.perform(row, "count", by=acting(cast.leader))
    return fresh(row)


def fresh(acclaim: Acclaim) -> Acclaim:
    return Acclaim.objects.select_related("box", "bloc").get(pk=acclaim.pk)
