"""Pages of lines: whom, for which award, change, take out, last year's list."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from awards.forms.subjects import Picker
from awards.registrations.forms.registrations import LineForm, line_values
from awards.registrations.models import TitleRegistration
from awards.registrations.services import lines as services
from awards.registrations.views.common import both, crumbs_of, own_line, own_registration, url_of
from awards.selectors.subjects import KINDS, subject_of
from campaigns.views.pieces import Page, edit
from emulation.base.workflow import Refused
from organisations.models.dated import valid_on


def _closed(request: HttpRequest, row: TitleRegistration) -> HttpResponse:
    messages.info(request, services.CLOSED)
    return redirect(url_of(row))


@both
def line_pick(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom to register: a known person found without accents, a new one, a collective, a household."""
    row = own_registration(request, pk)
    if not row.is_editable:
        return _closed(request, row)
    picker = Picker(request, row.unit)
    if made := picker.made():
        return redirect("registrations:line_new", row.pk, *made)
    context = {"row": row, "picker": picker, "base": request.path, "crumbs": crumbs_of(row, "Thêm vào danh sách")}
    return render(request, "registrations/line_pick.html", context)


@both
def line_new(request: HttpRequest, pk: int, kind: str, subject: int) -> HttpResponse:
    """For which award."""
    row = own_registration(request, pk)
    if not row.is_editable:
        return _closed(request, row)
    who = subject_of(row.unit, kind, subject)
    if who is None:
        raise Http404

    def save(form: LineForm, version: int) -> tuple[str, str]:
        line = services.add(row, who, by=request.user, **form.cleaned_data)
        return url_of(row), f"Đã thêm {line.name}."

    place = who.places.filter(valid_on(), unit=row.unit).last() if kind == "ca-nhan" else None
    page = Page(
        key=f"registered-line-new:{pk}:{kind}:{subject}",
        title=f"Đăng ký cho {who}",
        lead=str(row.call),
        crumbs=crumbs_of(row, str(who)),
        back=url_of(row),
        form=lambda **kwargs: LineForm(kind=KINDS[kind], **kwargs),
        initial={"position": place.position if place else ""},
        save=save,
        primary="Thêm vào danh sách",
    )
    return edit(request, page)


@both
def line_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a line, or take it out."""
    line = own_line(request, pk)
    row = line.registration
    if not row.is_editable:
        return _closed(request, row)

    def save(form: LineForm, version: int) -> tuple[str, str]:
        services.update(line, version=version, by=request.user, **form.cleaned_data)
        return url_of(row), f"Đã sửa {line.name}."

    page = Page(
        key=f"registered-line:{line.pk}",
        title=f"Đăng ký của {line.name}",
        lead=f"Cần sửa: {line.mark}" if line.mark else str(row.call),
        crumbs=crumbs_of(row, line.name),
        back=url_of(row),
        form=lambda **kwargs: LineForm(kind=line.subject_kind, **kwargs),
        initial=line_values(line),
        version=line.version,
        saved=line_values,
        save=save,
        template="registrations/line_edit.html",
        context={"remove_action": reverse("registrations:line_remove", args=[line.pk]), "line": line},
    )
    return edit(request, page)


@require_POST
def line_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a line out."""
    line = own_line(request, pk)
    try:
        services.remove(line, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đã bỏ {line.name} khỏi danh sách.")
    return redirect(url_of(line.registration))


@require_POST
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Lines of last year that still hold."""
    row = own_registration(request, pk)
    try:
        made, left = services.take_over(row, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đã lấy {made} dòng từ danh sách năm {row.call.year - 1}. Hãy xem lại từng dòng.")
        if left:
            messages.info(request, f"Không lấy {len(left)} dòng: {'; '.join(left[:20])}.")
    return redirect(url_of(row))
