"""Tasks: the thread through one task; adding, changing, taking out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from campaigns.forms.tasks import TaskForm, task_values
from campaigns.models import Task
from campaigns.selectors import charts
from campaigns.selectors.board import short_name
from campaigns.selectors.thread import Look, TaskThread
from campaigns.services import campaigns as services
from campaigns.services.pieces import version_of
from campaigns.views.campaigns import crumbs_of, may_change
from campaigns.views.pieces import Page, Removal, campaign_of, edit, must_edit, piece_of, remove
from campaigns.workflows import SUBMISSION

UNITS_SHOWN = 6


@require_GET
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """From the directive's sentence through contents and indicators to every report, and back."""
    row = piece_of(request, Task, pk, "campaign__directive", "source_item__directive")
    get = request.GET
    look = Look(*(int(get[n]) if get.get(n, "").isdigit() else None for n in ("ky", "khoi")))
    thread = TaskThread(row, request.user, look)
    page_obj, written = thread.written(get.get("trang"))
    for paper in written:
        paper.badge = SUBMISSION.state_of(paper.submission)
    before, after = thread.neighbours()
    context = {
        "task": row,
        "campaign": row.campaign,
        "source": thread.source(),
        "items": list(row.items.all()),
        "indicators": [indicator_card(found, thread.periods) for found in thread.indicators()],
        "heads": [short_name(p, row.campaign.year) for p in thread.periods],
        "page_obj": page_obj,
        "written": written,
        "look": look,
        "periods": thread.period_options(),
        "blocs": thread.bloc_options(),
        "before": before,
        "after": after,
        "may_change": may_change(request, row.campaign),
        "may_track": request.user.has_perm("campaigns.view_board"),
        "crumbs": crumbs_of(row.campaign, f"Nhiệm vụ {row.order}"),
    }
    return render(request, "campaigns/task.html", context)


def indicator_card(found, periods) -> dict:
    """An indicator with its bar or its count of units, its chart, and the first rows of its table."""
    single = found.single
    shown = found.units[:UNITS_SHOWN]
    return {
        "found": found,
        "bullet": charts.bullet(single) if single else None,
        "chart": charts.of_indicator(found, periods),
        "rows": [(unit, unit.cells(periods)) for unit in shown],
        "more": len(found.units) - len(shown),
    }


@require_http_methods(["GET", "POST"])
def task_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a task to a campaign."""
    row = campaign_of(request, pk)
    must_edit(request, row)

    def save(form: TaskForm, version: int) -> tuple[str, str]:
        data = dict(form.cleaned_data)
        made = services.save_task(row, by=request.user, **data | {"items": data["items"] or None})
        return reverse("campaigns:task", args=[made.pk]), f"Đã thêm nhiệm vụ {made.order}."

    page = Page(
        key=f"task-new:{pk}",
        title="Thêm nhiệm vụ",
        crumbs=crumbs_of(row, ("Thêm nhiệm vụ", None)),
        back=reverse("campaigns:campaign", args=[pk]) + "#nhiem-vu",
        form=TaskForm,
        save=save,
        primary="Thêm nhiệm vụ",
    )
    return edit(request, page)


@require_http_methods(["GET", "POST"])
def task_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a task and its content items."""
    row = piece_of(request, Task, pk)
    must_edit(request, row.campaign)
    back = reverse("campaigns:task", args=[pk])

    def save(form: TaskForm, version: int) -> tuple[str, str]:
        services.save_task(row.campaign, task=row, version=version, by=request.user, **form.cleaned_data)
        return back, f"Đã lưu nhiệm vụ {row.order}."

    page = Page(
        key=f"task:{pk}",
        title=f"Sửa nhiệm vụ {row.order}",
        crumbs=crumbs_of(row.campaign, (f"Nhiệm vụ {row.order}", back), ("Sửa", None)),
        back=back,
        form=lambda **kwargs: TaskForm(task=row, **kwargs),
        initial=task_values(row),
        version=version_of(row),
        saved=task_values,
        save=save,
        context={"remove_url": reverse("campaigns:task_remove", args=[pk]), "remove_label": "Bỏ nhiệm vụ"},
    )
    return edit(request, page)


@require_http_methods(["GET", "POST"])
def task_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a task out, with the reason."""
    row = piece_of(request, Task, pk)
    must_edit(request, row.campaign)
    here = reverse("campaigns:task", args=[pk])
    return remove(
        request,
        Removal(
            title=f"Bỏ nhiệm vụ {row.order}",
            crumbs=crumbs_of(row.campaign, (f"Nhiệm vụ {row.order}", here), ("Bỏ", None)),
            back=reverse("campaigns:campaign", args=[row.campaign_id]) + "#nhiem-vu",
            remove=lambda reason: services.remove_task(row, reason=reason, by=request.user),
            sentence=f"Đã bỏ nhiệm vụ {row.order}.",
            facts=[row.title],
            button="Bỏ nhiệm vụ",
        ),
    )
