"""Indicators: one indicator over its periods and units with its targets by source; adding, changing, taking out."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from campaigns.enums import Direction, Nature, TargetKind
from campaigns.forms.indicators import IndicatorForm, TargetForm, indicator_values, target_values
from campaigns.models import Indicator, IndicatorTarget, Task
from campaigns.selectors import charts, thread
from campaigns.selectors.board import short_name
from campaigns.selectors.figures import target_text
from campaigns.services import campaigns as services
from campaigns.services.pieces import version_of
from campaigns.views.campaigns import crumbs_of, may_change
from campaigns.views.pieces import Page, Removal, edit, must_edit, piece_of, remove

UNITS_A_PAGE = 50


@require_GET
def indicator(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures over the periods, per unit, the targets by source, the years before."""
    row = piece_of(request, Indicator, pk, "task", "previous__campaign", "previous__previous__campaign")
    history = thread.history_of(row, request.user)
    found = history.found
    page_obj = Paginator(found.units, UNITS_A_PAGE).get_page(request.GET.get("trang"))
    context = {
        "indicator": row,
        "campaign": row.campaign,
        "task": row.task,
        "found": found,
        "bullet": charts.bullet(found.single) if found.single else None,
        "chart": charts.of_indicator(found, history.periods),
        "heads": [short_name(p, row.campaign.year) for p in history.periods],
        "page_obj": page_obj,
        "rows": [(unit, unit.cells(history.periods)) for unit in page_obj],
        "targets": [(t, target_text(t)) for t in _in_order(found.targets)],
        "before": [_earlier(*one) for one in history.before],
        "changes": thread.figure_changes(row, request.user),
        "may_change": may_change(request, row.campaign),
        "crumbs": crumbs_of(
            row.campaign,
            (f"Nhiệm vụ {row.task.order}", reverse("campaigns:task", args=[row.task_id])),
            f"Chỉ tiêu {row.order}",
        ),
    }
    return render(request, "campaigns/indicator.html", context)


def _in_order(targets: list[IndicatorTarget]) -> list[IndicatorTarget]:
    """For all before one unit's, the year before its periods."""
    return sorted(
        targets,
        key=lambda t: (
            t.unit_id is not None,
            t.unit.sort_key if t.unit else "",
            t.source,
            t.period.order if t.period else 0,
        ),
    )


def _earlier(row: Indicator, found, periods) -> dict:
    return {
        "indicator": row,
        "heads": [short_name(p, row.campaign.year) for p in periods],
        "rows": [(unit, unit.cells(periods)) for unit in found.units[:UNITS_A_PAGE]],
    }


@require_http_methods(["GET", "POST"])
def indicator_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an indicator to a task."""
    task = piece_of(request, Task, pk)
    campaign = task.campaign
    must_edit(request, campaign)
    here = reverse("campaigns:task", args=[pk])

    def save(form: IndicatorForm, version: int) -> tuple[str, str]:
        made = services.save_indicator(campaign, by=request.user, **form.cleaned_data)
        return reverse("campaigns:indicator", args=[made.pk]), "Đã thêm chỉ tiêu. Hãy giao mức theo từng nguồn."

    page = Page(
        key=f"indicator-new:{pk}",
        title="Thêm chỉ tiêu",
        crumbs=crumbs_of(campaign, (f"Nhiệm vụ {task.order}", here), ("Thêm chỉ tiêu", None)),
        back=here,
        form=lambda **kwargs: IndicatorForm(campaign=campaign, **kwargs),
        initial={"task": task.pk, "direction": Direction.UP, "nature": Nature.CUMULATIVE},
        save=save,
        primary="Thêm chỉ tiêu",
    )
    return edit(request, page)


@require_http_methods(["GET", "POST"])
def indicator_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an indicator."""
    row = piece_of(request, Indicator, pk, "task")
    must_edit(request, row.campaign)
    here = reverse("campaigns:indicator", args=[pk])

    def save(form: IndicatorForm, version: int) -> tuple[str, str]:
        services.save_indicator(row.campaign, indicator=row, version=version, by=request.user, **form.cleaned_data)
        return here, "Đã lưu chỉ tiêu."

    page = Page(
        key=f"indicator:{pk}",
        title="Sửa chỉ tiêu",
        crumbs=crumbs_of(row.campaign, (f"Chỉ tiêu {row.order}", here), ("Sửa", None)),
        back=here,
        form=lambda **kwargs: IndicatorForm(campaign=row.campaign, **kwargs),
        initial=indicator_values(row),
        version=version_of(row),
        saved=indicator_values,
        save=save,
        context={"remove_url": reverse("campaigns:indicator_remove", args=[pk]), "remove_label": "Bỏ chỉ tiêu"},
    )
    return edit(request, page)


@require_http_methods(["GET", "POST"])
def indicator_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an indicator out, with the reason."""
    row = piece_of(request, Indicator, pk, "task")
    must_edit(request, row.campaign)
    here = reverse("campaigns:indicator", args=[pk])
    return remove(
        request,
        Removal(
            title="Bỏ chỉ tiêu",
            crumbs=crumbs_of(row.campaign, (f"Chỉ tiêu {row.order}", here), ("Bỏ", None)),
            back=reverse("campaigns:task", args=[row.task_id]),
            remove=lambda reason: services.remove_indicator(row, reason=reason, by=request.user),
            sentence=f"Đã bỏ chỉ tiêu {row.name}.",
            facts=[row.name],
            button="Bỏ chỉ tiêu",
        ),
    )


@require_http_methods(["GET", "POST"])
def indicator_target_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a target from a named source."""
    row = piece_of(request, Indicator, pk, "task")
    must_edit(request, row.campaign)

    def save(form: TargetForm, version: int) -> tuple[str, str]:
        services.set_target(row, by=request.user, **form.cleaned_data)
        return reverse("campaigns:indicator", args=[pk]) + "#muc-giao", _said(form)

    page = _target_page(row, f"target-new:{pk}", "Giao mức", {"kind": TargetKind.VALUE, "verified": True}, save)
    page.primary = "Giao mức"
    return edit(request, page)


@require_http_methods(["GET", "POST"])
def indicator_target_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a target."""
    target = piece_of(request, IndicatorTarget, pk, "indicator__task", "unit", "period", path="indicator__campaign")
    row = target.indicator
    must_edit(request, row.campaign)

    def save(form: TargetForm, version: int) -> tuple[str, str]:
        services.set_target(row, target=target, version=version, by=request.user, **form.cleaned_data)
        return reverse("campaigns:indicator", args=[row.pk]) + "#muc-giao", _said(form)

    page = _target_page(row, f"target:{pk}", "Sửa mức giao", target_values(target), save)
    page.version, page.saved = version_of(target), target_values
    page.context |= {
        "remove_url": reverse("campaigns:indicator_target_remove", args=[pk]),
        "remove_label": "Bỏ mức giao",
    }
    return edit(request, page)


def _said(form: TargetForm) -> str:
    data = form.cleaned_data
    whom = data["unit"].label if data["unit"] else "mọi đơn vị"
    return f"Đã giao mức của nguồn “{data['source']}” cho {whom}."


def _target_page(row: Indicator, key: str, title: str, initial: dict, save) -> Page:
    here = reverse("campaigns:indicator", args=[row.pk])
    sources = IndicatorTarget.objects.filter(indicator__campaign=row.campaign).values_list("source", flat=True)
    return Page(
        key=key,
        title=title,
        crumbs=crumbs_of(row.campaign, (f"Chỉ tiêu {row.order}", here), (title, None)),
        back=here,
        form=lambda **kwargs: TargetForm(indicator=row, **kwargs),
        initial=initial,
        save=save,
        lead=f"{row.name} ({row.unit_of_measure})",
        template="campaigns/indicator_target.html",
        context={"sources": sorted(set(sources.order_by()))},
    )


@require_http_methods(["GET", "POST"])
def indicator_target_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a target back, with the reason."""
    target = piece_of(request, IndicatorTarget, pk, "indicator__task", "unit", "period", path="indicator__campaign")
    row = target.indicator
    must_edit(request, row.campaign)
    here = reverse("campaigns:indicator", args=[row.pk])
    return remove(
        request,
        Removal(
            title="Bỏ mức giao",
            crumbs=crumbs_of(row.campaign, (f"Chỉ tiêu {row.order}", here), ("Bỏ mức giao", None)),
            back=here + "#muc-giao",
            remove=lambda reason: services.remove_target(target, reason=reason, by=request.user),
            sentence=f"Đã bỏ mức giao của nguồn “{target.source}”.",
            facts=[f"{row.name}: {target_text(target)} {row.unit_of_measure}", f"Nguồn: {target.source}"],
            button="Bỏ mức giao",
        ),
    )
