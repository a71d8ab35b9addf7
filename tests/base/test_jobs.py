"""Jobs: run once, with progress, a result or a clear failure."""

import pytest

from emulation.base import jobs
from emulation.base.models import Job, JobState
from tests.factories import make_person


@pytest.fixture
def counting(monkeypatch):
    """A kind of job that counts how often it ran."""
    runs = []

    def work(job, progress, *, rows):
        runs.append(job.pk)
        for n in range(rows):
            progress(n + 1, rows)
        return f"Đã xử lý {rows} dòng."

    monkeypatch.setitem(jobs._kinds, "thu", work)
    return runs


def test_progress_and_closing_sentence(db, counting, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.start("thu", by=make_person("an"), title="Thử", rows=3)
        assert job.state == JobState.WAITING
    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.message) == (JobState.DONE, 3, 3, "Đã xử lý 3 dòng.")
    assert job.finished_at is not None


def test_a_job_taken_twice_runs_once(db, counting, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.start("thu", by=make_person("an"), title="Thử", rows=1)
    jobs.run(str(job.pk))
    assert counting == [job.pk]


def test_a_failure_is_told(db, monkeypatch):
    def broken(job, progress):
        raise ValueError("tệp hỏng")

    monkeypatch.setitem(jobs._kinds, "hong", broken)
    job = Job.objects.create(kind="hong", title="Thử", owner=make_person("an"))
    with pytest.raises(ValueError, match="tệp hỏng"):
        jobs.run(str(job.pk))
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "tệp hỏng" in job.message
    assert "hãy chạy lại" in job.message
