"""Phong trào thi đua: the list, the page of one campaign, its moves, its head, its copy."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from campaigns.enums import CampaignKind, CampaignLevel, CampaignState
from campaigns.forms.campaigns import CampaignForm, CopyForm, head_of
from campaigns.models import Campaign, Submission
from campaigns.models.submissions import COUNTED
from campaigns.selectors import overview, readiness
from campaigns.selectors.participants import units_taking_part
from campaigns.services import campaigns as services
from campaigns.services import launching
from campaigns.services.copying import copy_campaign
from campaigns.services.pieces import EDITABLE
from campaigns.views.pieces import Page, campaign_of, edit, must_edit
from campaigns.workflows import CAMPAIGN, SUBMISSION
from emulation.base import clock, vietnamese
from emulation.base.editing import move
from organisations.models import Unit
from organisations.selectors.units import search_units

LIST = ("Phong trào thi đua", "campaigns:campaign_list")
HISTORY_SHOWN = 8


def crumbs_of(campaign: Campaign, *more: tuple[str, str] | str) -> list:
    """The path to a page of a campaign."""
    here = [(LIST[0], reverse(LIST[1])), (short(campaign), reverse("campaigns:campaign", args=[campaign.pk]))]
    return [*here, *more]


def short(campaign: Campaign) -> str:
    """The campaign in a breadcrumb: a title of many words says less there than its beginning."""
    words = campaign.title.split()
    return campaign.title if len(words) <= 9 else " ".join(words[:8]) + "…"


def may_change(request: HttpRequest, campaign: Campaign) -> bool:
    """Whether buttons of editing are shown."""
    return campaign.state in EDITABLE and request.user.has_perm("campaigns.edit_campaign", campaign)


@require_GET
def campaign_list(request: HttpRequest) -> HttpResponse:
    """Campaigns by year, kind, level and state; what is being prepared only for those who prepare."""
    _need_role(request)
    seen = Campaign.objects.visible_to(request.user)
    filters = _Filters(request.GET)
    rows = (
        filters.apply(seen)
        .select_related("parent")
        .annotate(
            taking_part=Count("participations", filter=Q(participations__left_on=None), distinct=True),
            parts=Count("children", filter=Q(children__in=seen), distinct=True),
        )
        .order_by("-year", F("parent").asc(nulls_first=True), "-starts_on", "pk")
    )
    context = {
        "page_obj": Paginator(rows, 50).get_page(request.GET.get("trang")),
        "filters": filters,
        "years": list(seen.order_by("-year").values_list("year", flat=True).distinct()),
        "kinds": CampaignKind.choices,
        "levels": CampaignLevel.choices,
        "states": [(value, state.label) for value, state in CAMPAIGN.states.items()],
        "looks": CAMPAIGN.states,
        "may_create": request.user.has_perm("campaigns.edit_campaign"),
    }
    for campaign in context["page_obj"]:
        campaign.badge = _badge(campaign)
    return render(request, "campaigns/campaign_list.html", context)


def _badge(campaign: Campaign) -> tuple[str, str, str]:
    state = CAMPAIGN.state_of(campaign)
    if campaign.state == CampaignState.LAUNCHED and campaign.starts_on > clock.today():
        return state.family, state.icon, "Đã phát động, chưa bắt đầu"
    return state.family, state.icon, state.label


class _Filters:
    """What the address of the list chooses; what is not understood is left out."""

    def __init__(self, get):
        self.year = get.get("nam", "") if get.get("nam", "").isdigit() else ""
        self.kind = get.get("loai", "") if get.get("loai") in CampaignKind.values else ""
        self.level = get.get("cap", "") if get.get("cap") in CampaignLevel.values else ""
        self.state = get.get("trang-thai", "") if get.get("trang-thai") in CampaignState.values else ""
        self.text = get.get("ten", "").strip()[:100]

    def __bool__(self) -> bool:
        return bool(self.year or self.kind or self.level or self.state or self.text)

    def apply(self, rows):
        exact = {"year": self.year, "kind": self.kind, "level": self.level, "state": self.state}
        rows = rows.filter(**{name: value for name, value in exact.items() if value})
        for word in vietnamese.search_key(self.text).split():
            rows = rows.filter(title__regex=vietnamese.search_pattern(word))
        return rows


@require_http_methods(["GET", "POST"])
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one campaign; POST makes its moves, `?chuyen=` shows the page a move asks for."""
    row = campaign_of(request, pk)
    url = reverse("campaigns:campaign", args=[pk])
    if request.method == "POST":
        return _move(request, row, url)
    if asked := request.GET.get("chuyen"):
        return _move_page(request, row, asked, url)
    period = request.GET.get("ky", "")
    view = overview.Overview(row, request.user, int(period) if period.isdigit() else None)
    offers = CAMPAIGN.offers(row, request.user)
    task_rows = view.task_rows()
    seen = Campaign.objects.visible_to(request.user)
    context = {
        "campaign": row,
        "badge": _badge(row),
        "view": view,
        "task_rows": task_rows,
        "has_indicators": any(r.indicators for r in task_rows),
        "duty_rows": view.duty_rows(report_look),
        "period_rows": view.period_rows,
        "steps": view.steps(),
        "ways": view.ways() if not view.is_draft else [],
        "participants": view.participants() if not view.is_draft else None,
        "planned": units_taking_part(row).count() if view.is_draft else None,
        "children": list(seen.filter(parent=row).order_by("pk")),
        "parent_url": _parent_url(row, seen),
        "entries": overview.timeline(overview.history(row, request.user)[:HISTORY_SHOWN]),
        "offers": offers,
        "launch": next((o for o in offers if o.transition.name == "launch"), None),
        "ready": readiness.of_campaign(row) if row.state == CampaignState.DRAFT else None,
        "may_change": may_change(request, row),
        "may_track": request.user.has_perm("campaigns.view_board") and row.state != CampaignState.DRAFT,
        "may_copy": request.user.has_perm("campaigns.edit_campaign"),
        "crumbs": [(LIST[0], reverse(LIST[1])), (short(row), None)],
        "tab": "overview",
    }
    return render(request, "campaigns/campaign.html", context)


def _parent_url(row: Campaign, seen) -> str:
    if row.parent_id is None or not seen.filter(pk=row.parent_id).exists():
        return ""
    return reverse("campaigns:campaign", args=[row.parent_id])


def report_look(submission: Submission) -> tuple[str, str, str]:
    """How a unit's duty report looks to others: what was not sent is only that (B62)."""
    if submission.is_handed_in:
        state = SUBMISSION.state_of(submission)
        return state.family, state.icon, state.label
    if submission.is_overdue:
        return "bad", "exclamation-octagon", "Quá hạn, chưa gửi"
    return "", "circle", "Chưa gửi"


def _move(request: HttpRequest, row: Campaign, url: str) -> HttpResponse:
    name = request.POST.get("move", "")
    if name == "launch":
        sent = reverse("campaigns:campaign_launched", args=[row.pk])
        return move(request, CAMPAIGN, row, back=url, sent=sent)
    return move(request, CAMPAIGN, row, back=f"{url}?chuyen={name}", sent=url)


def _move_page(request: HttpRequest, row: Campaign, name: str, url: str) -> HttpResponse:
    """The page a move asks for: what a launch makes; why it is cancelled or closed."""
    offer = CAMPAIGN.offer(name, row, request.user)
    if offer is None:
        return redirect(url)
    context = {"campaign": row, "offer": offer, "url": url, "crumbs": crumbs_of(row, offer.transition.label)}
    if name == "launch":
        context["preview"] = launching.preview(row)
        return render(request, "campaigns/campaign_launch.html", context)
    context["waiting"] = (
        Submission.objects.filter(COUNTED, campaign=row).exclude(state__in=["not_started", "accepted"]).count()
    )
    return render(request, "campaigns/campaign_move.html", context)


@require_GET
def campaign_launched(request: HttpRequest, pk: int) -> HttpResponse:
    """The sent page of a launch: what was made, who was told, what comes next."""
    row = campaign_of(request, pk)
    must_edit(request, row)
    if row.state == CampaignState.DRAFT:
        return redirect("campaigns:campaign", pk)
    view = overview.Overview(row, request.user)
    made = dict(row.submissions.values_list("kind").annotate(n=Count("pk")))
    entry = overview.audit.last(row, "launch")
    context = {
        "campaign": row,
        "participants": view.participants(),
        "made": made,
        "total": sum(made.values()),
        "entry": entry,
        "told": launching.people_of(row).count(),
        "coming": next((r for r in view.period_rows if r.current), None),
        "crumbs": crumbs_of(row, "Đã phát động"),
    }
    return render(request, "campaigns/campaign_launched.html", context)


@require_GET
def campaign_log(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that happened to the campaign, as far as this person may read it."""
    row = campaign_of(request, pk)
    page = Paginator(overview.history(row, request.user), 50).get_page(request.GET.get("trang"))
    context = {
        "campaign": row,
        "badge": _badge(row),
        "page_obj": page,
        "entries": overview.timeline(page.object_list),
        "crumbs": crumbs_of(row, "Nhật ký"),
        "tab": "log",
    }
    return render(request, "campaigns/campaign_log.html", context)


@require_http_methods(["GET", "POST"])
def campaign_new(request: HttpRequest) -> HttpResponse:
    """A campaign made by hand."""
    must_edit(request)
    year = clock.today().year
    page = Page(
        key="campaign:new",
        title="Lập phong trào",
        crumbs=[(LIST[0], reverse(LIST[1])), ("Lập phong trào", None)],
        back=reverse(LIST[1]),
        form=CampaignForm,
        initial={"year": year, "starts_on": dt.date(year, 1, 1), "ends_on": dt.date(year, 12, 31)}
        | {"kind": CampaignKind.REGULAR, "level": CampaignLevel.PROVINCE},
        save=lambda form, version: _created(form, request.user),
        lead="Bước đầu của một phong trào không có chỉ thị để đọc. Nhiệm vụ, kỳ, đơn vị tham gia thêm ở bước sau.",
        primary="Lập phong trào",
        context={"directives_url": reverse("campaigns:directive_list")},
    )
    return edit(request, page)


def _created(form: CampaignForm, by) -> tuple[str, str]:
    made = services.create_campaign(by=by, **form.cleaned_data)
    url = reverse("campaigns:campaign", args=[made.pk])
    return url, "Đã lập phong trào, đang ở trạng thái chuẩn bị. Các đơn vị chưa thấy."


@require_http_methods(["GET", "POST"])
def campaign_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The head of a campaign."""
    row = campaign_of(request, pk)
    must_edit(request, row)
    back = reverse("campaigns:campaign", args=[pk])

    def save(form: CampaignForm, version: int) -> tuple[str, str]:
        services.update_campaign(row, version=version, by=request.user, **form.cleaned_data)
        return back, "Đã lưu thông tin chung của phong trào."

    page = Page(
        key=f"campaign:{pk}",
        title="Thông tin chung",
        crumbs=crumbs_of(row, ("Thông tin chung", None)),
        back=back,
        form=lambda **kwargs: CampaignForm(campaign=row, **kwargs),
        initial=head_of(row),
        version=row.version,
        saved=head_of,
        save=save,
    )
    return edit(request, page)


@require_http_methods(["GET", "POST"])
def campaign_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """A campaign in preparation built like this one."""
    row = campaign_of(request, pk)
    must_edit(request, row)

    def save(form: CopyForm, version: int) -> tuple[str, str]:
        made = copy_campaign(row, by=request.user, **form.cleaned_data)
        url = reverse("campaigns:campaign", args=[made.pk])
        return url, f"Đã chép từ phong trào năm {row.year}. Hãy xem lại hạn nộp, chọn khối và giao chỉ tiêu mới."

    page = Page(
        key=f"campaign-copy:{pk}",
        title="Chép phong trào",
        crumbs=crumbs_of(row, ("Chép phong trào", None)),
        back=reverse("campaigns:campaign", args=[pk]),
        form=CopyForm,
        initial={"year": row.year + 1, "title": row.title.replace(str(row.year), str(row.year + 1))},
        save=save,
        lead="Chép nhiệm vụ, phân công, chỉ tiêu, kỳ và loại hình đơn vị tham gia. Không chép mức giao, khối thi đua "
        "và những gì đã báo cáo.",
        primary="Chép thành phong trào mới",
    )
    return edit(request, page)


@require_GET
def unit_options(request: HttpRequest) -> JsonResponse:
    """Units by part of a name, for search fields."""
    _need_role(request)
    text = request.GET.get("q", "").strip()[:100]
    units = search_units(text) if text else Unit.objects.none()
    rows = [
        {"value": u.pk, "text": f"{u.official_name} ({u.parent})" if u.parent else u.official_name} for u in units[:30]
    ]
    return JsonResponse({"results": rows})


def _need_role(request: HttpRequest) -> None:
    if not request.user.has_perm("campaigns.view_campaign"):
        raise PermissionDenied("Tài khoản của bạn chưa được giao vai trò. Hãy liên hệ quản trị tài khoản.")
