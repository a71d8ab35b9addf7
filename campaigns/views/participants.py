"""Units of a campaign: who takes part, by bloc; who shall take part, with the resulting list before it is saved."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from campaigns.enums import CampaignState
from campaigns.forms.campaigns import LeaveForm, ParticipantsForm, rules_of
from campaigns.models import Campaign, Participation
from campaigns.selectors import participants
from campaigns.services import campaigns as services
from campaigns.services import leaving
from campaigns.views.campaigns import _badge, crumbs_of, may_change
from campaigns.views.pieces import Page, Removal, campaign_of, edit, must_edit, piece_of, remove
from emulation.base import clock
from emulation.base.vietnamese import format_date


@require_GET
def campaign_units(request: HttpRequest, pk: int) -> HttpResponse:
    """Who takes part, by bloc."""
    row = campaign_of(request, pk)
    draft = row.state == CampaignState.DRAFT
    groups = (
        participants.named_by_bloc(row, participants.units_taking_part(row)) if draft else participants.by_bloc(row)
    )
    context = {
        "campaign": row,
        "badge": _badge(row),
        "groups": groups,
        "total": sum(len(g.units) for g in groups),
        "draft": draft,
        "gone": [] if draft else list(participants.gone(row)),
        "may_leave": row.state == CampaignState.LAUNCHED and may_change(request, row),
        "may_change": may_change(request, row),
        "crumbs": crumbs_of(row, "Đơn vị tham gia"),
        "tab": "units",
    }
    return render(request, "campaigns/campaign_units.html", context)


@require_http_methods(["GET", "POST"])
def campaign_units_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose by kind, by bloc, by hand; “Xem danh sách” shows what comes out before it is saved."""
    row = campaign_of(request, pk)
    must_edit(request, row)
    back = reverse("campaigns:campaign_units", args=[pk])

    def save(form: ParticipantsForm, version: int) -> tuple[str, str]:
        services.set_participants(row, version=version, by=request.user, **form.rules())
        count = participants.units_taking_part(row).count()
        return back, f"Đã chọn {count} đơn vị tham gia."

    page = Page(
        key=f"campaign-units:{pk}",
        title="Chọn đơn vị tham gia",
        crumbs=crumbs_of(row, ("Đơn vị tham gia", back), ("Chọn đơn vị", None)),
        back=back,
        form=lambda **kwargs: ParticipantsForm(campaign=row, **kwargs),
        initial=rules_of(row),
        version=row.version,
        saved=rules_of,
        save=save,
        preview=lambda form: _preview(row, form),
        lead="Chọn theo một hay nhiều cách; đơn vị được nêu ở nhiều cách chỉ tính một lần.",
        template="campaigns/campaign_units_edit.html",
        context={"campaign": row},
    )
    return edit(request, page)


def _preview(row: Campaign, form: ParticipantsForm) -> dict:
    """The list that would result, and what changes for a campaign that runs."""
    rules = form.rules()
    units = list(
        participants.units_named(
            row, kinds=rules["kinds"], blocs=[b.pk for b in rules["blocs"]], units=[u.pk for u in rules["units"]]
        )
    )
    present = {p.unit_id for p in row.participations.filter(left_on=None)}
    named = {u.pk for u in units}
    return {
        "total": len(units),
        "groups": participants.named_by_bloc(row, units),
        "new": [u for u in units if u.pk not in present] if present else [],
        "kept": len(present - named),
    }


@require_http_methods(["GET", "POST"])
def participation_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit leaves a running campaign, on a day and with the reason."""
    row = piece_of(request, Participation, pk, "unit")
    must_edit(request, row.campaign)
    back = reverse("campaigns:campaign_units", args=[row.campaign_id])

    def save(form: LeaveForm, version: int) -> tuple[str, str]:
        left = leaving.leave(row, by=request.user, **form.cleaned_data)
        return back, f"{left.unit} thôi tham gia từ {format_date(left.left_on)}. Đơn vị được báo."

    page = Page(
        key=f"participation-leave:{pk}",
        title=f"Thôi tham gia: {row.unit}",
        crumbs=crumbs_of(row.campaign, ("Đơn vị tham gia", back), ("Thôi tham gia", None)),
        back=back,
        form=LeaveForm,
        initial={"on": clock.today()},
        save=save,
        primary="Ghi thôi tham gia",
        lead="Kế hoạch, báo cáo của đơn vị dừng lại, không tính vào số liệu của phong trào. Bản đã gửi vẫn xem được.",
        context={"campaign": row.campaign},
    )
    return edit(request, page)


@require_http_methods(["GET", "POST"])
def participation_return(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit that left takes part again, with the reason."""
    row = piece_of(request, Participation, pk, "unit")
    must_edit(request, row.campaign)
    back = reverse("campaigns:campaign_units", args=[row.campaign_id])
    facts = [f"{row.unit}: thôi tham gia từ {format_date(row.left_on)}", row.left_reason] if row.left_on else []
    return remove(
        request,
        Removal(
            title=f"Tham gia lại: {row.unit}",
            crumbs=crumbs_of(row.campaign, ("Đơn vị tham gia", back), ("Tham gia lại", None)),
            back=back,
            remove=lambda reason: leaving.come_back(row, reason=reason, by=request.user),
            sentence=f"{row.unit} tham gia lại. Kế hoạch, báo cáo đi tiếp từ chỗ đã dừng.",
            facts=facts,
            button="Ghi tham gia lại",
        ),
    )
