"""Counting several lists at once."""

from collections.abc import Sequence

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet


def count_each(lists: Sequence[QuerySet]) -> list[int]:
    """The lengths of querysets of any models, in their order: one query, none when all are known to be empty."""
    found = [0] * len(lists)
    parts, parameters, places = [], [], []
    for place, rows in enumerate(lists):
        try:
            sql, values = rows.using(DEFAULT_DB_ALIAS).order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS counted)")  # noqa: S608 -- SQL of the ORM, values apart
        parameters += values
        places.append(place)
    if not parts:
        return found
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", parameters)  # noqa: S608
        for place, number in zip(places, cursor.fetchone(), strict=True):
            found[place] = number
    return found


def count_together(lists: Sequence[QuerySet]) -> int:
    """The sum of the lengths of querysets of any models: one query."""
    return sum(count_each(lists))
