"""Long work: registered by name, started after commit, run once even when two workers take it."""

import math
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from emulation.base import clock, notify
from emulation.base.models import Job, JobState

_kinds: dict[str, Callable] = {}


def register(kind: str) -> Callable:
    """Name a function `run(job, progress, **arguments) -> str` as the work of a kind; it returns the closing sentence."""

    def keep(function: Callable) -> Callable:
        _kinds[kind] = function
        return function

    return keep


def start(kind: str, *, by: Any, title: str, **arguments: Any) -> Job:
    """Queue a job; it starts when the transaction commits."""
    from emulation.base.tasks import run_job

    job = Job.objects.create(kind=kind, owner=by, title=title, arguments=arguments)
    transaction.on_commit(lambda: run_job.delay(str(job.pk)))
    return job


def run(pk: str) -> None:
    """Do the work of a waiting job. A job that is not waiting was taken by another worker: nothing happens."""
    taken = Job.objects.filter(pk=pk, state=JobState.WAITING).update(state=JobState.RUNNING, started_at=clock.now())
    if not taken:
        return
    job = Job.objects.get(pk=pk)
    try:
        message = _kinds[job.kind](job, _progress(job), **job.arguments)
    except Exception as fault:
        _finish(job, JobState.FAILED, f"Việc dừng giữa chừng: {fault}. Chưa ghi phần dở dang; hãy chạy lại.")
        raise
    _finish(job, JobState.DONE, message or "")


def time_left(job: Job) -> str:
    """About how long a running job still takes, in words; '' as long as nobody can tell."""
    if job.state != JobState.RUNNING or not job.started_at or not 0 < job.done < job.total:
        return ""
    passed = (clock.now() - job.started_at).total_seconds()
    seconds = passed * (job.total - job.done) / job.done
    if seconds < 5:
        return "sắp xong"
    return f"còn khoảng {math.ceil(seconds / 5) * 5} giây" if seconds < 90 else f"còn khoảng {round(seconds / 60)} phút"


def _progress(job: Job) -> Callable[[int, int], None]:
    def tell(done: int, total: int) -> None:
        Job.objects.filter(pk=job.pk).update(done=done, total=total)

    return tell


def _finish(job: Job, state: str, message: str) -> None:
    job.state, job.message, job.finished_at = state, message, clock.now()
    job.save(update_fields=["state", "message", "finished_at", "errors", "result", "result_url"])
    if not settings.CELERY_TASK_ALWAYS_EAGER:  # in the calling process the person was there to see the end
        _tell_owner(job)


def _tell_owner(job: Job) -> None:
    word = "Đã xong" if job.state == JobState.DONE else "Không xong"
    url = reverse("base:job", args=[job.pk])
    notify.tell(
        [job.owner], key=f"job:{job.pk}", title=f"{word}: {job.title}", body=job.message, url=url, by_mail=False
    )
