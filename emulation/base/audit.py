"""The append-only record of who did what. Texts stand beside ids, so that a row survives renames and removals."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from emulation.base import clock


def record(
    obj: models.Model,
    *,
    action: str,
    label: str,
    by: Any = None,
    note: str = "",
    changes: dict | None = None,
) -> models.Model:
    """Write one row about `obj`. `by` is a user, or None for the system (a command, a timer)."""
    from emulation.base.models import AuditEntry

    acting = getattr(by, "acting", None)
    return AuditEntry.objects.create(
        at=clock.now(),
        actor_id=getattr(by, "pk", None),
        actor_name=str(by) if by else "Hệ thống",
        acting_as=str(acting) if acting else "",
        content_type=ContentType.objects.get_for_model(obj),
        object_id=str(obj.pk),
        object_label=str(obj)[:500],
        action=action,
        label=label,
        note=note,
        changes=changes or {},
    )


def history(obj: models.Model) -> models.QuerySet:
    """Rows about `obj`, newest first."""
    from emulation.base.models import AuditEntry

    kind = ContentType.objects.get_for_model(obj)
    return AuditEntry.objects.filter(content_type=kind, object_id=str(obj.pk)).order_by("-at", "-pk")


def last(obj: models.Model, *actions: str) -> models.Model | None:
    """The newest row about `obj` with one of these actions."""
    return history(obj).filter(action__in=actions).first()


def difference(before: dict, after: dict) -> dict:
    """{field: [old, new]} of what differs, as texts: the shape kept in `changes`."""
    return {name: [_text(before.get(name)), _text(value)] for name, value in after.items() if before.get(name) != value}


def _text(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | bool) else str(value)
