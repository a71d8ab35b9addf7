"""Events of the year with the fault attributed; cancelled with a reason, never deleted."""

from django.db import IntegrityError, transaction

from campaigns.bloc_scores.models import FaultEvent
from emulation.base import audit, clock
from emulation.base.workflow import AlreadyDone, Refused

STEPS = ("text", "own_fault", "happened_on", "cancelled_at", "cancelled_note")


@transaction.atomic
def record(
    bloc, unit, *, kind: str, happened_on, text: str, by, own_fault: bool = True, key: str = "", submission=None
):
    """Record an event; one with a key is recorded once, whatever asks for it again."""
    values = {"kind": kind, "happened_on": happened_on, "text": text, "own_fault": own_fault, "submission": submission}
    try:
        with transaction.atomic():
            made = FaultEvent.objects.create(bloc=bloc, unit=unit, key=key, recorded_by=by, **values)
    except IntegrityError:
        return FaultEvent.objects.get(key=key)
    audit.record(bloc, action="event", label=f"Ghi sự việc: {made.get_kind_display()}, {unit.label}", by=by, note=text)
    return made


@transaction.atomic
def keep_in_step(bloc, prefix: str, found: dict[str, dict], *, by, gone: str) -> None:
    """The events whose keys begin with `prefix` become those `found`, {key: fields}; what is no longer there is taken back as `gone`.

    What somebody said again of the fault stays as it was said.
    """
    rows = FaultEvent.objects.select_for_update(of=("self",)).select_related("unit")
    known = {event.key: event for event in rows.filter(bloc=bloc, key__startswith=prefix)}
    new = [FaultEvent(bloc=bloc, key=k, recorded_by=by, **fields) for k, fields in found.items() if k not in known]
    back = [event for key, event in known.items() if key in found]
    over = [event for key, event in known.items() if key not in found and event.cancelled_at is None]
    for event in back:
        said = {"own_fault": event.own_fault} if event.fault_note else {}
        for name, value in (found[event.key] | said | {"cancelled_at": None, "cancelled_note": ""}).items():
            setattr(event, name, value)
    for event in over:
        event.cancelled_at, event.cancelled_note = clock.now(), gone
    FaultEvent.objects.bulk_create(new)
    FaultEvent.objects.bulk_update(back + over, STEPS)
    for label, rows in (("Ghi sự việc", new), ("Bỏ sự việc", over)):
        if rows:
            changes = {"events": [f"{event.unit.label}: {event.text}" for event in rows]}
            audit.record(bloc, action="events", label=label, by=by, changes=changes)


@transaction.atomic
def attribute(event: FaultEvent, *, own_fault: bool, note: str, by) -> FaultEvent:
    """Say again whose fault it was, and on what ground: only the unit's own fault costs it points (practice.md §7)."""
    locked = _locked(event)
    if locked.cancelled_at:
        raise AlreadyDone("Sự việc đã được bỏ nên không xác định lại lỗi.")
    if not note.strip():
        raise Refused("Hãy ghi căn cứ xác định lỗi.")
    if (locked.own_fault, locked.fault_note) == (own_fault, note.strip()):
        raise AlreadyDone("Sự việc đã được xác định như vậy.")
    locked.own_fault, locked.fault_note = own_fault, note.strip()
    locked.save(update_fields=["own_fault", "fault_note"])
    words = "do đơn vị" if own_fault else "không do đơn vị"
    audit.record(
        locked.bloc, action="event_fault", label=f"Xác định lỗi {words}: {locked.unit.label}", by=by, note=note
    )
    return locked


def _locked(event: FaultEvent) -> FaultEvent:
    return FaultEvent.objects.select_for_update(of=("self",)).select_related("bloc", "unit").get(pk=event.pk)


@transaction.atomic
def cancel(event: FaultEvent, *, note: str, by) -> FaultEvent:
    """An event that was recorded in error no longer counts; it stays readable with the reason."""
    locked = _locked(event)
    if locked.cancelled_at:
        raise AlreadyDone("Sự việc đã được bỏ.")
    if not note.strip():
        raise Refused("Hãy ghi lý do bỏ sự việc.")
    locked.cancelled_at, locked.cancelled_note = clock.now(), note.strip()
    locked.save(update_fields=["cancelled_at", "cancelled_note"])
    audit.record(locked.bloc, action="event_cancel", label=f"Bỏ sự việc: {locked.unit.label}", by=by, note=note)
    return locked
