"""Counting several lists at once."""

from collections.abc import Sequence

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet


def count_together(lists: Sequence[QuerySet]) -> int:
    """The sum of the lengths of querysets of any models: one query, none when all are known to be empty."""
    parts, parameters = [], []
    for rows in lists:
        try:
            sql, values = rows.using(DEFAULT_DB_ALIAS).order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS counted)")  # noqa: S608 -- SQL of the ORM, values apart
        parameters += values
    if not parts:
        return 0
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(f"SELECT {' + '.join(parts)}", parameters)  # noqa: S608
        return cursor.fetchone()[0]
