"""Holding a dossier and letting it go on; bringing what is ready before the Council."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from awards.appraisal.models import Dossier
from awards.appraisal.selectors.queue import award_name
from awards.appraisal.selectors.ready import award_for_council, ready_for_council
from awards.appraisal.services import holds, tabling
from awards.appraisal.views.common import both, crumbs, desk_url, dossier_of
from awards.council.models import Session
from campaigns.views.pieces import Page, edit
from emulation.base.forms import OfficeForm, ParagraphField


class WhyForm(OfficeForm):
    """Why it stops, or goes on."""

    reason = ParagraphField(label="Lý do", rows=3, max_length=1000)


@both
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a dossier from going on, or let it go on again."""
    row = dossier_of(request, pk)
    if not request.user.has_perm("appraisal.look", row):
        raise PermissionDenied(holds.ONLY_HEAD)
    back, held = desk_url(pk), row.is_held

    def save(form: WhyForm, version: int) -> tuple[str, str]:
        if held:
            holds.release(row, by=request.user, **form.cleaned_data)
            return back, f"Đã cho tiếp tục xét {row.nominee.name}."
        holds.hold(row, by=request.user, **form.cleaned_data)
        return back, f"Đã tạm dừng xét {row.nominee.name}; thời hạn thẩm định ngừng tính."

    page = Page(
        key=f"hold:{pk}:{held}",
        title="Cho tiếp tục xét" if held else "Tạm dừng xét",
        crumbs=crumbs((row.nominee.name, back), "Tiếp tục" if held else "Tạm dừng"),
        back=back,
        form=WhyForm,
        save=save,
        lead=str(row),
        primary="Cho tiếp tục" if held else "Tạm dừng",
    )
    return edit(request, page)


class TableForm(OfficeForm):
    """Which of those that are ready come onto the agenda."""

    chosen = forms.ModelMultipleChoiceField(
        label="Đã thẩm định, sẵn sàng", queryset=Dossier.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chosen"].queryset = rows
        self.fields["chosen"].label_from_instance = lambda row: f"{row}: {award_name(award_for_council(row))}"


@both
def table(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring appraised dossiers onto the agenda of a session."""
    session = get_object_or_404(Session.objects.visible_to(request.user), pk=pk)
    if not request.user.has_perm("council.manage_session", session):
        raise PermissionDenied("Chỉ thư ký Hội đồng và Sở Nội vụ lập chương trình phiên họp.")
    back = reverse("council:agenda", args=[pk])
    rows = ready_for_council(session.year)
    keys = list(rows.values_list("pk", flat=True))
    if not keys:
        messages.info(request, f"Không có hồ sơ năm {session.year} nào đã thẩm định xong mà chưa vào chương trình.")
        return redirect(back)

    def save(form: TableForm, version: int) -> tuple[str, str]:
        number = tabling.table(session, list(form.cleaned_data["chosen"]), by=request.user)
        return back, f"Đã đưa {number} đề nghị vào chương trình."

    page = Page(
        key=f"council-table:{pk}",
        title="Đưa hồ sơ đã thẩm định vào chương trình",
        crumbs=[
            ("Hội đồng", reverse("council:session_list")),
            (session.title, reverse("council:session", args=[pk])),
            ("Chương trình", back),
            ("Từ thẩm định", None),
        ],
        back=back,
        form=lambda **kwargs: TableForm(rows=rows, **kwargs),
        initial={"chosen": keys},
        save=save,
        lead="Chỉ gồm hồ sơ đã thẩm định, không bị kết luận không đề nghị, không tạm dừng, chưa ở chương trình nào.",
        primary="Đưa vào chương trình",
    )
    return edit(request, page)
