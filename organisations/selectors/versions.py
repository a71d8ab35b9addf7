"""The version of an object that keeps none of its own: the newest row of its history.

Whoever changes such an object writes an audit row, so a form that was opened before that row is stale.
"""

from django.db import models

from emulation.base import audit
from emulation.base.concurrency import StaleVersion


def version_of(obj: models.Model) -> int:
    """Number of the newest change of the object; 0 when there is none."""
    return audit.history(obj).order_by("-pk").values_list("pk", flat=True).first() or 0


def lock_at(obj: models.Model, version: int | None) -> models.Model:
    """The row, locked and fresh. Raises StaleVersion when the object changed since `version`."""
    fresh = type(obj)._default_manager.select_for_update(of=("self",)).get(pk=obj.pk)
    if version is not None:
        fresh.version = version_of(fresh)
        if fresh.version != version:
            raise StaleVersion(fresh)
    return fresh
