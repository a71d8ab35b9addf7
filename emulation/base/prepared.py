"""Queries that are asked again and again, compiled once.

Django builds the SQL of a query anew each time; for a small count this costs five times as much as running it. A prepared
query keeps the SQL that the ORM made and changes only the numbers in it.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.sql import Query

# Stand in for the real numbers while the SQL is made; no key of a table comes near them.
_FIRST_STAND_IN = 2_000_000_001
# Gives the value of a place in the SQL, from the numbers that are asked for.
Parameter = Callable[[tuple[int, ...]], Any]


class PreparedCount:
    """The sum of the lengths of querysets, in one query: `PreparedCount(lambda unit: ..., ...)(unit_id)`.

    Each function takes the same whole numbers and gives a queryset whose shape does not depend on them: no dates, no
    empty lists.
    """

    def __init__(self, *builds: Callable[..., QuerySet]):
        self.builds = builds
        self._made: dict[str, tuple[str, list[Parameter]]] = {}

    def __call__(self, *ids: int) -> int:
        connection = connections[DEFAULT_DB_ALIAS]
        made = self._made.get(connection.vendor)
        if made is None:
            made = self._made[connection.vendor] = self._make(len(ids))
        sql, parameters = made
        with connection.cursor() as cursor:
            cursor.execute(sql, [parameter(ids) for parameter in parameters])
            return cursor.fetchone()[0]

    def _make(self, amount: int) -> tuple[str, list[Parameter]]:
        parts, parameters = [], []
        for build in self.builds:
            rows = build(*_stand_ins(amount)).using(DEFAULT_DB_ALIAS).order_by().values("pk")
            sql, values = rows.query.sql_with_params()
            parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS counted)")  # noqa: S608 -- SQL of the ORM, values apart
            parameters += _parameters(values, amount)
        return f"SELECT {' + '.join(parts)}", parameters


class PreparedRows:
    """The rows of a queryset of tuples: `PreparedRows(lambda unit: ....values_list(...))(unit_id)`, or a piece of them.

    The function takes whole numbers and gives a queryset whose shape does not depend on them, as for a count, not sliced.
    """

    def __init__(self, build: Callable[..., QuerySet]):
        self.build = build
        self._made: dict[str, tuple[Query, str, list[Parameter], dict]] = {}

    def __call__(self, *ids: int, piece: slice | None = None) -> list[tuple]:
        connection = connections[DEFAULT_DB_ALIAS]
        made = self._made.get(connection.vendor)
        if made is None:
            made = self._made[connection.vendor] = self._make(len(ids))
        query, sql, parameters, converters = made
        values = [parameter(ids) for parameter in parameters]
        if piece is not None:
            sql, values = f"{sql} LIMIT %s OFFSET %s", [*values, piece.stop - piece.start, piece.start]
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            rows = cursor.fetchall()
        if not converters:
            return rows
        return [tuple(row) for row in query.get_compiler(DEFAULT_DB_ALIAS).apply_converters(rows, converters)]

    def _make(self, amount: int) -> tuple[Query, str, list[Parameter], dict]:
        query = self.build(*_stand_ins(amount)).using(DEFAULT_DB_ALIAS).query
        compiler = query.get_compiler(DEFAULT_DB_ALIAS)
        sql, values = compiler.as_sql()
        # What the database cannot give by itself: on SQLite moments, days and truth values.
        converters = compiler.get_converters([column[0] for column in compiler.select])
        return query, sql, _parameters(values, amount), converters


def _stand_ins(amount: int) -> list[int]:
    return [_FIRST_STAND_IN + n for n in range(amount)]


def _parameters(values: Iterable, amount: int) -> list[Parameter]:
    return [_parameter(value, _stand_ins(amount)) for value in values]


def _parameter(value: Any, stand_ins: list[int]) -> Parameter:
    if value in stand_ins:
        place = stand_ins.index(value)
        return lambda ids: ids[place]
    return lambda ids: value
