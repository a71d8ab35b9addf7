"""Ground of all tests: order, database, cache, celery, browser. Who and what is in the tests lives in factories/."""

import os
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections
from django.test import TransactionTestCase

pytest_plugins = ["tests.factories.fixtures"]

# Playwright's synchronous interface runs an event loop in our thread; Django would then refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = "/usr/bin/chromium"
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",  # the tests run as root in CI
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    # The network of the tests is closed; without these Chromium calls home at every start.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BROWSER_TESTS = Path(__file__).parent / "browser"


# --- Which tests, in which order --------------------------------------------------------------------------------------
def pytest_itemcollected(item):
    """Everything under tests/browser is a browser test; a test that needs a server waits for `bin/test`."""
    if item.path.is_relative_to(BROWSER_TESTS):
        item.add_marker("browser")
    if item.get_closest_marker("postgres") and not on_postgresql():
        item.add_marker(pytest.mark.skip(reason="PostgreSQL only: python -m tests.services pytest ..."))
    if item.get_closest_marker("redis") and not settings.REDIS_URL:
        item.add_marker(pytest.mark.skip(reason="needs Redis: python -m tests.services pytest ..."))


def on_postgresql() -> bool:
    return settings.DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql"


def empties_the_database(item) -> bool:
    """Whether the test commits for real, so that every table is emptied after it."""
    marker = item.get_closest_marker("django_db")
    transactional = marker and (marker.kwargs.get("transaction") or marker.kwargs.get("reset_sequences"))
    return bool(transactional) or bool({"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """After the shuffle: tests that empty the tables come last, the others still find what migrations put there."""
    items.sort(key=empties_the_database)


# --- Database, cache, tasks -------------------------------------------------------------------------------------------
@contextmanager
def triggers_set_aside():
    """SQLite has no TRUNCATE, so emptying a table meets the triggers that refuse DELETE (audit is append-only)."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        try:
            yield
        finally:
            for _name, sql in triggers:
                cursor.execute(sql)


@pytest.fixture(scope="session", autouse=True)
def emptying_passes_the_triggers():
    """The end of a transactional test empties every table, append-only ones too."""
    empty_tables = TransactionTestCase._fixture_teardown

    def teardown(case):
        with triggers_set_aside():
            empty_tables(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
        yield


@pytest.fixture(autouse=True)
def empty_cache():
    """Counters of failed logins and the like must not reach the next test."""
    cache.clear()


# --- Live server and browser ------------------------------------------------------------------------------------------
@pytest.fixture(scope="session", autouse=True)
def whitenoise_serves_static_files():
    """The live server leaves /static/ to WhiteNoise, as in production: same names, headers and compression."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "_should_handle", lambda handler, path: False)
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium; Playwright's own download is not used."""
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": CHROMIUM_ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """A Vietnamese desk."""
    return {
        **browser_context_args,
        "locale": "vi-VN",
        "timezone_id": "Asia/Ho_Chi_Minh",
        "viewport": {"width": 1280, "height": 900},
    }


# --- Threads ----------------------------------------------------------------------------------------------------------
@pytest.fixture
def at_once(transactional_db):
    """`at_once(function, function, ...)` runs each in its own thread and connection, started together.

    Gives the results in order; an exception is a result, too.
    """
    from concurrent.futures import ThreadPoolExecutor
    from threading import Barrier

    def run_all(*functions):
        barrier = Barrier(len(functions))

        def run(function):
            try:
                barrier.wait(timeout=10)
                return function()
            except Exception as error:  # noqa: BLE001 -- the test looks at it
                return error
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(functions)) as pool:
            return list(pool.map(run, functions))

    return run_all
