"""Queries that are asked again and again, compiled once.

Django builds the SQL of a query anew each time; for a small count this costs five times as much as running it. A prepared
query keeps the SQL that the ORM made and changes only the numbers in it.
"""

from collections.abc import Callable
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.sql import Query

# Stand in for the real numbers while the SQL is made; no key of a table comes near them.
_FIRST_STAND_IN = 2_000_000_001


class PreparedCount:
    """The sum of the lengths of querysets, in one query: `PreparedCount(lambda unit: ..., ...)(unit_id)`.

    Each function takes the same whole numbers and gives a queryset whose shape does not depend on them: no dates, no
    empty lists.
    """

    def __init__(self, *builds: Callable[..., QuerySet]):
        self.builds = builds
        self._made: dict[str, tuple[str, list[Callable[[tuple[int, ...]], Any]]]] = {}

    def __call__(self, *ids: int) -> int:
        connection = connections[DEFAULT_DB_ALIAS]
        made = self._made.get(connection.vendor)
        if made is None:
            made = self._made[connection.vendor] = self._make(len(ids))
        sql, parameters = made
        with connection.cursor() as cursor:
            cursor.execute(sql, [parameter(ids) for parameter in parameters])
            return cursor.fetchone()[0]

    def _make(self, amount: int) -> tuple[str, list[Callable]]:
        stand_ins = [_FIRST_STAND_IN + n for n in range(amount)]
        parts, parameters = [], []
        for build in self.builds:
            rows = build(*stand_ins).using(DEFAULT_DB_ALIAS).order_by().values("pk")
            sql, values = rows.query.sql_with_params()
            parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS counted)")  # noqa: S608 -- SQL of the ORM, values apart
            parameters += [_parameter(value, stand_ins) for value in values]
        return f"SELECT {' + '.join(parts)}", parameters


class PreparedRows:
    """A piece of a queryset of tuples, in its order: `PreparedRows(lambda: ....values_list(...))(start, stop)`.

    The function gives the same queryset each time, not sliced: no dates, nothing of the person who asks.
    """

    def __init__(self, build: Callable[[], QuerySet]):
        self.build = build
        self._made: dict[str, tuple[Query, str, tuple, dict]] = {}

    def __call__(self, start: int, stop: int) -> list[tuple]:
        connection = connections[DEFAULT_DB_ALIAS]
        made = self._made.get(connection.vendor)
        if made is None:
            made = self._made[connection.vendor] = self._make()
        query, sql, parameters, converters = made
        with connection.cursor() as cursor:
            cursor.execute(f"{sql} LIMIT %s OFFSET %s", [*parameters, stop - start, start])
            rows = cursor.fetchall()
        if not converters:
            return rows
        return [tuple(row) for row in query.get_compiler(DEFAULT_DB_ALIAS).apply_converters(rows, converters)]

    def _make(self) -> tuple[Query, str, tuple, dict]:
        query = self.build().using(DEFAULT_DB_ALIAS).query
        compiler = query.get_compiler(DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        # What the database cannot give by itself: on SQLite moments, days and truth values.
        converters = compiler.get_converters([column[0] for column in compiler.select])
        return query, sql, parameters, converters


def _parameter(value: Any, stand_ins: list[int]) -> Callable[[tuple[int, ...]], Any]:
    if value in stand_ins:
        place = stand_ins.index(value)
        return lambda ids: ids[place]
    return lambda ids: value
