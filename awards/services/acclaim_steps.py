"""What became of nominees after the bloc: proposed by Sở Nội vụ, approved by the Council, decided by the Chairman.

Four facts, each with its own day; none is concluded from another. Whoever takes a step calls `record_step` and has checked
that the person may.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from awards.enums import AcclaimStep
from awards.models import AcclaimNominee
from emulation.base import audit
from emulation.base.workflow import Refused


@transaction.atomic
def record_step(nominees: Iterable[AcclaimNominee], step: AcclaimStep, *, on: dt.date, by: Any, note: str = "") -> int:
    """Write the day of a step for these nominees; one that has the step keeps its first day. Returns how many are new.

    Refused, for all, where one of them has not taken the step before or the day is earlier than that step.
    """
    ids = [n.pk for n in nominees]
    rows = list(
        AcclaimNominee.objects.select_for_update(of=("self",)).select_related("acclaim", "unit").filter(pk__in=ids)
    )
    faults = [fault for row in rows if (fault := _fault(row, step, on))]
    if faults:
        raise Refused(*faults)
    new = [row for row in rows if getattr(row, step.field) is None]
    for row in new:
        setattr(row, step.field, on)
    AcclaimNominee.objects.bulk_update(new, [step.field])
    for acclaim in {row.acclaim_id: row.acclaim for row in new}.values():
        units = [row.unit.label for row in new if row.acclaim_id == acclaim.pk]
        audit.record(
            acclaim, action=step.value, label=step.label, by=by, note=note, changes={"units": units, "on": str(on)}
        )
    return len(new)


def _fault(row: AcclaimNominee, step: AcclaimStep, on: dt.date) -> str | None:
    before = step.before
    if getattr(row, step.field) is not None or before is None:
        return None
    earlier = getattr(row, before.field)
    if earlier is None:
        return f"{row.unit.label}: chưa có bước “{before.label}” cho {row.acclaim.award}."
    if on < earlier:
        return f"{row.unit.label}: ngày {on:%d/%m/%Y} trước ngày “{before.label}” {earlier:%d/%m/%Y}."
    return None
