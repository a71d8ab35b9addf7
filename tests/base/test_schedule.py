"""The schedule of Celery beat names tasks that exist; a wrong name would fail in production only."""

from emulation.celery import app


def test_every_task_of_the_schedule_exists():
    app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert scheduled == {"emulation.base.tasks.run_due"}
    assert scheduled <= set(app.tasks)
