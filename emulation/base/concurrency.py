"""Two people, two clicks: stale saves are shown, double submits do one thing once."""

import uuid
from typing import Any

from django.db import IntegrityError, models, transaction

from emulation.base import audit
from emulation.base.models import UsedToken


class StaleVersion(Exception):
    """The object changed since the form was opened. `current` is the object as it is now."""

    def __init__(self, current: models.Model):
        super().__init__("stale")
        self.current = current


def lock(obj: models.Model, *, version: int | None) -> models.Model:
    """The row, locked for this transaction and fresh. Raises StaleVersion when the form was opened at another version."""
    fresh = type(obj)._default_manager.select_for_update(of=("self",)).get(pk=obj.pk)
    if version is not None and fresh.version != version:
        raise StaleVersion(fresh)
    return fresh


def bump(obj: Any) -> None:
    """Next version of a locked object; the caller saves `version` with its fields."""
    obj.version += 1


def change(obj: models.Model, new: dict, **stamp: Any) -> dict:
    """Write to a locked object what differs, with its stamp and the next version; returns the changes, none when nothing differs."""
    changes = audit.difference({name: getattr(obj, name) for name in new}, new)
    if changes:
        for name, value in (new | stamp).items():
            setattr(obj, name, value)
        bump(obj)
        obj.save(update_fields=[*new, *stamp, "version"])
    return changes


def first_use(token: str, user: Any) -> UsedToken | None:
    """None when this token arrives for the first time (it is now taken), else the earlier use with its result."""
    try:
        with transaction.atomic():
            UsedToken.objects.create(token=uuid.UUID(str(token)), user=user)
    except (IntegrityError, ValueError):
        return UsedToken.objects.filter(token=token, user=user).first() if _is_uuid(token) else None
    return None


def remember(token: str, url: str) -> None:
    """Where the first use of a token led."""
    if not _is_uuid(token):
        return
    UsedToken.objects.filter(token=token).update(result_url=url)


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(str(text))
    except ValueError:
        return False
    return True
