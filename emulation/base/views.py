"""Pages of the ground floor: health, files, notices, jobs, drafts, faults."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from emulation.base import clock, drafts, files, jobs, notify, sessions
from emulation.base.models import Job, Notification, StoredFile


@login_not_required
@require_GET
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when database, queue and storage answer, else 503; the body says which does not."""
    state = {"database": _ok(_database), "queue": _ok(_queue), "storage": _ok(_storage)}
    healthy = all(v == "ok" for v in state.values())
    return JsonResponse({"status": "ok" if healthy else "fault", **state}, status=200 if healthy else 503)


def _ok(check) -> str:
    try:
        check()
    except Exception as fault:
        return type(fault).__name__
    return "ok"


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _queue() -> None:
    """The cache answers and, in production, the broker takes a connection."""
    cache.set("healthz", "1", 5)
    if cache.get("healthz") != "1":
        raise RuntimeError("cache")
    if not settings.CELERY_TASK_ALWAYS_EAGER:
        from emulation.celery import app

        with app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, timeout=2)


def _storage() -> None:
    """A file can be written and taken away again."""
    default_storage.delete(default_storage.save("healthz/probe", ContentFile(b"1")))


@require_GET
def file_open(request: HttpRequest, pk) -> HttpResponse:
    """A private file, for those who see its holder. Previewable kinds open in the window, all others are saved."""
    file = StoredFile.objects.select_related("holder_type").filter(pk=pk).first()
    if file is None or not files.may_open(file, request.user):
        raise Http404
    preview = files.PREVIEWABLE.get(file.kind) if "tai-ve" not in request.GET else None
    response = FileResponse(
        default_storage.open(file.key),
        as_attachment=preview is None,
        filename=file.name,
        content_type=preview or "application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def notification_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one notice as read and go where it leads."""
    note = get_object_or_404(Notification, pk=pk, recipient=request.user)
    if note.read_at is None:
        note.read_at = clock.now()
        note.save(update_fields=["read_at"])
    for prepare in notify.before_opening:
        prepare(request, note)
    return redirect(_inside(request, note.url))


@require_POST
def notification_read_all(request: HttpRequest) -> HttpResponse:
    """Mark all notices as read."""
    request.user.notifications.filter(read_at=None).update(read_at=clock.now())
    return redirect("base:notification_list")


@require_POST
def session_stay(request: HttpRequest) -> JsonResponse:
    """The person is still there: the login lasts on. Answers how many seconds."""
    return JsonResponse({"left": sessions.begin(request)})


@require_GET
def job_detail(request: HttpRequest, pk) -> HttpResponse:
    """Progress and result of one's own job."""
    job = get_object_or_404(Job.objects.select_related("result"), pk=pk, owner=request.user)
    template = "base/_job.html" if request.htmx else "base/job_detail.html"
    return render(request, template, {"job": job, "time_left": jobs.time_left(job)})


@require_POST
def draft_save(request: HttpRequest) -> JsonResponse:
    """Autosave: keep what was typed into a form. Answers when it was kept, in Vietnamese time."""
    key = request.POST.get("draft_key", "")
    if not key or len(key) > 200:
        return JsonResponse({"message": "Biểu mẫu này không tự lưu được. Hãy bấm Lưu."}, status=400)
    version = request.POST.get("version", "")
    draft = drafts.keep(request.user, key, request.POST, based_on=int(version) if version.isdigit() else 0)
    return JsonResponse({"saved_at": timezone.localtime(draft.saved_at).strftime("%H:%M:%S")})


@require_POST
def draft_forget(request: HttpRequest) -> HttpResponse:
    """Throw one's own draft away and go back to the form as it is saved."""
    drafts.forget(request.user, request.POST.get("draft_key", ""))
    return redirect(_inside(request, request.POST.get("draft_back", "/")))


def _inside(request: HttpRequest, url: str) -> str:
    """The address if it leads inside this site, else the home page."""
    return url if url and url_has_allowed_host_and_scheme(url, {request.get_host()}) else "/"


def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


def forbidden(request, exception=None):
    return render(request, "403.html", {"reason": str(exception) if exception else ""}, status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def server_error(request):
    return render(request, "500.html", status=500)


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)
