"""Celery is wired: the schedule names tasks that exist, and a web process sends its tasks to the project's queue."""

import os
import subprocess
import sys

from emulation.celery import app


def test_every_task_of_the_schedule_exists():
    app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert scheduled == {"emulation.base.tasks.run_due"}
    assert scheduled <= set(app.tasks)


def test_a_web_process_uses_the_projects_celery():
    # A new process, because this one has imported emulation.celery: without that, tasks would go to a default broker.
    code = "import emulation.wsgi; from emulation.base.tasks import ping; print(ping.app.main)"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "emulation.settings"}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "emulation"
