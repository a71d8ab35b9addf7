"""What an app adds to `manage.py bench`: work measured in the process itself, with its queries. Module `bench` of the app, `parts()`."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.module_loading import module_has_submodule

_CONTROL = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


@dataclass(frozen=True)
class Part:
    """One measured piece of work.

    prepare: makes its data in the scratch database and returns the work, a function without arguments that may be called again
    and again; it runs inside a transaction that is taken back, so that each run finds the same data. each: among how many things
    the queries are shared (blocs, nominees), for a limit “per thing”. on_request: its data take minutes to make, so it is measured
    only when it is named (`--only`).
    """

    name: str
    label: str
    prepare: Callable[[], Callable[[], object]]
    max_queries: int | None = None
    each: int = 1
    runs: int = 5
    on_request: bool = False


def parts() -> list[Part]:
    """Of all apps, in the order of the apps."""
    found = []
    for app in apps.get_app_configs():
        if module_has_submodule(app.module, "bench"):
            found += import_module(f"{app.name}.bench").parts()
    return found


def measure(part: Part) -> tuple[float, float]:
    """(p50 in ms, queries for each thing), without the statements that only open and close transactions."""
    work = part.prepare()
    queries = _queries(work)
    taken = [_time(work) for _ in range(part.runs)]
    return statistics.median(taken), queries / part.each


class _Back(Exception):
    pass


def _taken_back(work: Callable[[], object]) -> None:
    try:
        with transaction.atomic():
            work()
            raise _Back
    except _Back:
        pass


def _queries(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        _taken_back(work)
    return len([q for q in captured if not q["sql"].startswith((*_CONTROL, "ROLLBACK"))])


def _time(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    _taken_back(work)
    return (time.perf_counter() - start) * 1000
