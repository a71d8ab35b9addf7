"""Uniqueness that counts an empty value as a value, on both databases (SQLite knows no NULLS NOT DISTINCT)."""

import datetime as dt
from collections.abc import Sequence

from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce

_NO_DATE = Value(dt.date(1, 1, 1), output_field=models.DateField())


def unique_with_empty(
    name: str, *, fields: Sequence[str] = (), ids: Sequence[str] = (), dates: Sequence[str] = ()
) -> models.UniqueConstraint:
    """Unique over `fields`, nullable foreign keys `ids` and nullable `dates`; two empty values are the same value."""
    parts = [models.F(f) for f in fields]
    parts += [Coalesce(f, Value(0)) for f in ids]
    parts += [Coalesce(f, _NO_DATE) for f in dates]
    return models.UniqueConstraint(*parts, name=name)
