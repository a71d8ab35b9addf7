"""Duties of the directive: one duty with what was reported; adding, changing, taking out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from campaigns.enums import DutyAudience
from campaigns.forms.duties import DutyForm, duty_values
from campaigns.models import Campaign, Duty
from campaigns.selectors.overview import Overview
from campaigns.selectors.thread import place_of
from campaigns.services import campaigns as services
from campaigns.services.pieces import version_of
from campaigns.views.campaigns import crumbs_of, may_change, report_look
from campaigns.views.pieces import Page, Removal, campaign_of, edit, must_edit, piece_of, remove


@require_GET
def duty(request: HttpRequest, pk: int) -> HttpResponse:
    """Who, until when, what was reported; up to the directive's sentence."""
    row = piece_of(request, Duty, pk, "campaign__directive", "source_item__directive")
    view = Overview(row.campaign, request.user)
    found = next(r for r in view.duty_rows(report_look) if r.duty.pk == pk)
    listed = f"{reverse('campaigns:submission_list')}?phong-trao={row.campaign_id}&loai=ke-hoach"
    context = {
        "duty": row,
        "campaign": row.campaign,
        "row": found,
        "source": place_of(row.source_item),
        "named": row.audience == DutyAudience.NAMED,
        "plans_url": listed,
        "may_change": may_change(request, row.campaign),
        "crumbs": crumbs_of(row.campaign, f"Phân công {row.order}"),
    }
    return render(request, "campaigns/duty.html", context)


def _back(campaign: Campaign) -> str:
    return reverse("campaigns:campaign", args=[campaign.pk]) + "#phan-cong"


@require_http_methods(["GET", "POST"])
def duty_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a duty."""
    row = campaign_of(request, pk)
    must_edit(request, row)

    def save(form: DutyForm, version: int) -> tuple[str, str]:
        made = services.save_duty(row, by=request.user, **form.fields_of_duty())
        return _back(row), f"Đã thêm phân công {made.order}."

    page = Page(
        key=f"duty-new:{pk}",
        title="Thêm phân công",
        crumbs=crumbs_of(row, ("Thêm phân công", None)),
        back=_back(row),
        form=DutyForm,
        initial={"audience": DutyAudience.NAMED},
        save=save,
        primary="Thêm phân công",
    )
    return edit(request, page)


@require_http_methods(["GET", "POST"])
def duty_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a duty and whom it falls on."""
    row = piece_of(request, Duty, pk)
    must_edit(request, row.campaign)

    def save(form: DutyForm, version: int) -> tuple[str, str]:
        services.save_duty(row.campaign, duty=row, version=version, by=request.user, **form.fields_of_duty())
        return reverse("campaigns:duty", args=[pk]), f"Đã lưu phân công {row.order}."

    here = reverse("campaigns:duty", args=[pk])
    page = Page(
        key=f"duty:{pk}",
        title=f"Sửa phân công {row.order}",
        crumbs=crumbs_of(row.campaign, (f"Phân công {row.order}", here), ("Sửa", None)),
        back=here,
        form=DutyForm,
        initial=duty_values(row),
        version=version_of(row),
        saved=duty_values,
        save=save,
        context={"remove_url": reverse("campaigns:duty_remove", args=[pk]), "remove_label": "Bỏ phân công"},
    )
    return edit(request, page)


@require_http_methods(["GET", "POST"])
def duty_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a duty out, with the reason."""
    row = piece_of(request, Duty, pk)
    must_edit(request, row.campaign)
    here = reverse("campaigns:duty", args=[pk])
    return remove(
        request,
        Removal(
            title=f"Bỏ phân công {row.order}",
            crumbs=crumbs_of(row.campaign, (f"Phân công {row.order}", here), ("Bỏ", None)),
            back=_back(row.campaign),
            remove=lambda reason: services.remove_duty(row, reason=reason, by=request.user),
            sentence=f"Đã bỏ phân công {row.order}.",
            facts=[row.responsible],
            button="Bỏ phân công",
        ),
    )
