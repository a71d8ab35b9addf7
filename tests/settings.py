"""Settings of the tests: the project's own, kept apart from every other run and from the .env of this machine."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import environ

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")


def run_directory() -> Path:
    """A directory of this process, in memory where the machine has one; the process that began the run removes all."""
    if "EMULATION_TEST_DIR" not in os.environ:
        shared_memory = Path("/dev/shm")
        parent = shared_memory if os.access(shared_memory, os.W_OK) else None
        os.environ["EMULATION_TEST_DIR"] = tempfile.mkdtemp(prefix="emulation-test-", dir=parent)
        atexit.register(shutil.rmtree, os.environ["EMULATION_TEST_DIR"], ignore_errors=True)
    directory = Path(os.environ["EMULATION_TEST_DIR"], WORKER)
    directory.mkdir(exist_ok=True)
    return directory


RUN_DIRECTORY = run_directory()

os.environ.setdefault("SECRET_KEY", "a key of tests, on invented data only, gone when they end")
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")
os.environ.setdefault("REDIS_URL", "")
os.environ.setdefault("STATIC_ROOT", str(RUN_DIRECTORY / "static"))
os.environ.setdefault("STATIC_STORAGE", "django.contrib.staticfiles.storage.StaticFilesStorage")
os.environ |= {
    "DEBUG": "false",
    "DEMO": "false",
    "HTTPS": "false",  # the test client and the browser speak plain HTTP
    "SIMULATED_TODAY": "",
    "MFA_REQUIRED_ROLES": "",  # the tests of the second factor turn it on
    "PRIVATE_ROOT": str(RUN_DIRECTORY / "files"),
    "S3_BUCKET": "",
    "EMAIL_URL": "memorymail://",
}

environ.Env.read_env = staticmethod(lambda *args, **kwargs: None)

from emulation.settings import *  # noqa: E402, F403 -- the environment above comes first
from emulation.settings import CACHES, DATABASES, REDIS_URL, STATIC_ROOT  # noqa: E402

Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as in the demo: two threads wait for each other. In memory they would fail at once.
    DATABASES["default"]["TEST"] = {"NAME": str(RUN_DIRECTORY / "test.sqlite3")}

if REDIS_URL:
    # Each process of the run has Redis databases of its own: a cache that it may empty, and a queue.
    number = int(WORKER.removeprefix("gw")) + 1 if WORKER != "main" else 0
    server = REDIS_URL.rpartition("/")[0]
    REDIS_URL = CACHES["default"]["LOCATION"] = f"{server}/{number}"
    CELERY_BROKER_URL = f"{server}/{number + 32}"

# Tasks run at once in the test; the test of the real worker (marker redis) turns this off for itself.
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Looks a file up when asked instead of walking all of them for each client of a test.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
