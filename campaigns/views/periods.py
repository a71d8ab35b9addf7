"""Periods with their deadlines; the exception for all; extensions of one unit."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from campaigns.enums import DeadlineRule, PeriodPurpose
from campaigns.forms.periods import ExceptionForm, ExtensionForm, PeriodForm, period_values
from campaigns.models import Campaign, Extension, Period
from campaigns.selectors.overview import Overview
from campaigns.services import periods as services
from campaigns.services.pieces import EDITABLE, version_of
from campaigns.views.campaigns import _badge, crumbs_of, may_change
from campaigns.views.pieces import Page, Removal, campaign_of, edit, must_edit, piece_of, remove
from emulation.base.vietnamese import format_date
from emulation.base.workflow import Refused
from organisations.models import Unit
from organisations.rules import is_chairman_office, unit_id_of
from organisations.selectors.people import dha_unit_ids


def rule_words(period: Period) -> str:
    """How the deadline comes about, in words."""
    if period.rule == DeadlineRule.RELATIVE:
        days = period.offset_days
        if days == 0:
            return "đúng ngày cuối kỳ"
        return f"{abs(days)} ngày {'sau' if days > 0 else 'trước'} ngày cuối kỳ"
    last = f"{period.day:02d}/{period.month:02d}"
    if period.rule == DeadlineRule.WINDOW:
        return f"nhận từ {period.opens_day:02d}/{period.opens_month:02d} đến {last}"
    return f"ngày {last} {'năm sau' if period.rule == DeadlineRule.NEXT_YEAR else 'trong năm'}"


@require_GET
def campaign_periods(request: HttpRequest, pk: int) -> HttpResponse:
    """All periods with how their deadlines come about, and how far they are."""
    row = campaign_of(request, pk)
    view = Overview(row, request.user)
    context = {
        "campaign": row,
        "badge": _badge(row),
        "rows": [(r, rule_words(r.period)) for r in view.period_rows],
        "draft": view.is_draft,
        "may_change": may_change(request, row),
        "crumbs": crumbs_of(row, "Kỳ báo cáo"),
        "tab": "periods",
    }
    return render(request, "campaigns/campaign_periods.html", context)


@require_GET
def period(request: HttpRequest, pk: int) -> HttpResponse:
    """One period: its days, its rule, exception and extensions."""
    row = piece_of(request, Period, pk)
    view = Overview(row.campaign, request.user)
    found = next(r for r in view.period_rows if r.period.pk == pk)
    extensions = row.extensions.select_related("unit", "granted_by").order_by("-until", "unit__sort_key")
    if not (request.user.has_perm("campaigns.track") or request.user.has_perm("campaigns.edit_campaign")):
        extensions = extensions.filter(unit_id=unit_id_of(request.user))
    extensions = list(extensions)
    may_extend = row.campaign.state in EDITABLE and request.user.has_perm("campaigns.offer_extension")
    if may_extend and is_chairman_office(request.user):
        may_extend = bool(_may_get_more_time(request, row))
    context = {
        "period": row,
        "campaign": row.campaign,
        "row": found,
        "rule": rule_words(row),
        "extensions": extensions,
        "withdrawable": _withdrawable(request, row, extensions),
        "may_change": may_change(request, row.campaign),
        "may_extend": may_extend,
        "list_url": f"{reverse('campaigns:submission_list')}?phong-trao={row.campaign_id}&ky={row.pk}",
        "crumbs": crumbs_of(row.campaign, ("Kỳ báo cáo", _all(row.campaign)), row.name),
    }
    return render(request, "campaigns/period.html", context)


def _all(campaign: Campaign) -> str:
    return reverse("campaigns:campaign_periods", args=[campaign.pk])


def _worked_out(campaign: Campaign, form: PeriodForm, period: Period | None = None) -> dict:
    """The days that follow from what was typed, without saving: or why they do not."""
    trial = Period(campaign=campaign, **form.columns())
    trial.exception_on = period.exception_on if period else None
    try:
        services.resolve(trial)
    except Refused as refused:
        return {"faults": refused.reasons}
    return {"opens": trial.opens_on, "due": trial.due_on, "exception": trial.exception_on, "time": trial.due_time}


@require_http_methods(["GET", "POST"])
def period_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a period; `?loai=plan` begins with the period of plans."""
    row = campaign_of(request, pk)
    must_edit(request, row)
    plan = request.GET.get("loai") == PeriodPurpose.PLAN
    initial = {"purpose": PeriodPurpose.PLAN if plan else PeriodPurpose.REPORT, "rule": DeadlineRule.FIXED, "side": "1"}
    initial |= {"starts_on": row.starts_on, "ends_on": row.ends_on if plan else None}
    if plan:
        initial["name"] = f"Kế hoạch thi đua năm {row.year}"

    def save(form: PeriodForm, version: int) -> tuple[str, str]:
        made = services.save_period(row, by=request.user, **form.columns())
        return _all(row), f"Đã đặt kỳ “{made.name}”, hạn {format_date(made.last_day)}."

    page = Page(
        key=f"period-new:{pk}",
        title="Thêm kỳ",
        crumbs=crumbs_of(row, ("Kỳ báo cáo", _all(row)), ("Thêm kỳ", None)),
        back=_all(row),
        form=PeriodForm,
        initial=initial,
        save=save,
        primary="Thêm kỳ",
        template="campaigns/period_edit.html",
        preview=lambda form: _worked_out(row, form),
        context={"campaign": row},
    )
    return edit(request, page)


@require_http_methods(["GET", "POST"])
def period_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a period; units of a running campaign hear of a new last day."""
    row = piece_of(request, Period, pk)
    must_edit(request, row.campaign)
    here = reverse("campaigns:period", args=[pk])

    def save(form: PeriodForm, version: int) -> tuple[str, str]:
        saved = services.save_period(row.campaign, period=row, version=version, by=request.user, **form.columns())
        return here, f"Đã lưu kỳ “{saved.name}”, hạn {format_date(saved.last_day)}."

    page = Page(
        key=f"period:{pk}",
        title="Sửa kỳ",
        crumbs=crumbs_of(row.campaign, ("Kỳ báo cáo", _all(row.campaign)), (row.name, here), ("Sửa", None)),
        back=here,
        form=lambda **kwargs: PeriodForm(period=row, **kwargs),
        initial=period_values(row),
        version=version_of(row),
        saved=period_values,
        save=save,
        template="campaigns/period_edit.html",
        preview=lambda form: _worked_out(row.campaign, form, row),
        context={
            "campaign": row.campaign,
            "remove_url": reverse("campaigns:period_remove", args=[pk]),
            "remove_label": "Bỏ kỳ",
        },
    )
    return edit(request, page)


@require_http_methods(["GET", "POST"])
def period_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a period out, with the reason."""
    row = piece_of(request, Period, pk)
    must_edit(request, row.campaign)
    here = reverse("campaigns:period", args=[pk])
    return remove(
        request,
        Removal(
            title="Bỏ kỳ",
            crumbs=crumbs_of(row.campaign, ("Kỳ báo cáo", _all(row.campaign)), (row.name, here), ("Bỏ", None)),
            back=_all(row.campaign),
            remove=lambda reason: services.remove_period(row, reason=reason, by=request.user),
            sentence=f"Đã bỏ kỳ “{row.name}”.",
            facts=[f"{row.name}, hạn {format_date(row.last_day)}"],
            button="Bỏ kỳ",
        ),
    )


@require_http_methods(["GET", "POST"])
def period_exception(request: HttpRequest, pk: int) -> HttpResponse:
    """Move the last day for everyone, with the reason."""
    row = piece_of(request, Period, pk)
    must_edit(request, row.campaign)
    here = reverse("campaigns:period", args=[pk])

    def save(form: ExceptionForm, version: int) -> tuple[str, str]:
        saved = services.set_exception(row, by=request.user, **form.cleaned_data)
        return here, f"Hạn chung của “{saved.name}” là {format_date(saved.last_day)}. Các đơn vị được báo."

    page = Page(
        key=f"exception:{pk}",
        title="Lùi hạn chung",
        crumbs=crumbs_of(row.campaign, ("Kỳ báo cáo", _all(row.campaign)), (row.name, here), ("Lùi hạn chung", None)),
        back=here,
        form=ExceptionForm,
        initial={"until": row.exception_on},
        save=save,
        lead=f"Hạn theo quy định của “{row.name}” là {format_date(row.due_on)}. Hạn ngoại lệ áp dụng cho mọi đơn vị.",
    )
    return edit(request, page)


@require_http_methods(["GET", "POST"])
def extension_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A longer deadline for one unit, with the reason. Nobody extends the deadline of their own unit."""
    row = piece_of(request, Period, pk)
    if not request.user.has_perm("campaigns.offer_extension"):
        raise PermissionDenied(WHO_EXTENDS)
    here = reverse("campaigns:period", args=[pk])
    chosen = request.GET.get("don-vi", "")
    units = _may_get_more_time(request, row)

    def save(form: ExtensionForm, version: int) -> tuple[str, str]:
        unit = form.cleaned_data["unit"]
        _may_extend(request, row, unit)
        made = services.extend(row, by=request.user, **form.cleaned_data)
        return here, f"Đã gia hạn cho {unit.label} đến {format_date(made.until)}. Đơn vị được báo."

    page = Page(
        key=f"extension-new:{pk}",
        title="Gia hạn cho đơn vị",
        crumbs=crumbs_of(row.campaign, ("Kỳ báo cáo", _all(row.campaign)), (row.name, here), ("Gia hạn", None)),
        back=here,
        form=lambda **kwargs: ExtensionForm(units=units, **kwargs),
        initial={"unit": int(chosen) if chosen.isdigit() else units[0].pk if len(units) == 1 else None},
        save=save,
        lead=f"Hạn chung của “{row.name}” là {format_date(row.last_day)}. {WHO_EXTENDS}",
        primary="Gia hạn",
    )
    return edit(request, page)


def _may_extend(request: HttpRequest, period: Period, unit: Unit) -> None:
    if not request.user.has_perm("campaigns.grant_extension", Extension(period=period, unit=unit)):
        raise PermissionDenied(WHO_EXTENDS)


WHO_EXTENDS = "Sở Nội vụ gia hạn cho các đơn vị; Văn phòng Chủ tịch UBND tỉnh gia hạn cho Sở Nội vụ. Không ai gia hạn cho đơn vị mình."


def _may_get_more_time(request: HttpRequest, period: Period) -> list[Unit]:
    """Units of the campaign to which this person may give more time."""
    there = period.campaign.participations.filter(left_on=None).values("unit_id")
    units = Unit.objects.filter(pk__in=there).in_order()
    if is_chairman_office(request.user):
        return list(units.filter(pk__in=dha_unit_ids()))
    return list(units.exclude(pk=unit_id_of(request.user)))


def _withdrawable(request: HttpRequest, row: Period, extensions: list[Extension]) -> set[int]:
    """Extensions that this person may take back (`campaigns.grant_extension`, for a whole table)."""
    if row.campaign.state not in EDITABLE or not request.user.has_perm("campaigns.offer_extension"):
        return set()
    if is_chairman_office(request.user):
        department = dha_unit_ids()
        return {e.pk for e in extensions if e.unit_id in department}
    return {e.pk for e in extensions if e.unit_id != unit_id_of(request.user)}


@require_http_methods(["GET", "POST"])
def extension_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an extension back, with the reason."""
    row = piece_of(request, Extension, pk, "period", "unit", path="period__campaign")
    campaign = row.period.campaign
    _may_extend(request, row.period, row.unit)
    here = reverse("campaigns:period", args=[row.period_id])
    return remove(
        request,
        Removal(
            title="Thu lại gia hạn",
            crumbs=crumbs_of(campaign, ("Kỳ báo cáo", _all(campaign)), (row.period.name, here), ("Thu lại", None)),
            back=here,
            remove=lambda reason: services.withdraw_extension(row, reason=reason, by=request.user),
            sentence=f"Đã thu lại gia hạn của {row.unit.label}. Đơn vị được báo.",
            facts=[f"{row.unit}: gia hạn đến {format_date(row.until)}", f"Lý do gia hạn: {row.reason}"],
            button="Thu lại gia hạn",
        ),
    )
