"""Units of a campaign: who takes part, by bloc; who shall take part, with the resulting list before it is saved."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from campaigns.enums import CampaignState
from campaigns.forms.campaigns import ParticipantsForm, rules_of
from campaigns.models import Campaign
from campaigns.selectors import participants
from campaigns.services import campaigns as services
from campaigns.views.campaigns import _badge, crumbs_of, may_change
from campaigns.views.pieces import Page, campaign_of, edit, must_edit


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
