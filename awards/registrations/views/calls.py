"""Pages of Sở Nội vụ: the call of a year, who has registered, export, reminders, more time."""

import io

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from awards.registrations.forms.registrations import CallForm, ExtensionForm, call_values
from awards.registrations.models import Call
from awards.registrations.selectors.overview import Overview
from awards.registrations.selectors.pages import units_in
from awards.registrations.services import calls as services
from awards.registrations.views.common import OVERSEES, both, call_crumbs, call_of
from awards.registrations.windows import windows
from campaigns.views.pieces import Page, edit
from emulation.base import clock
from emulation.base.access import require
from emulation.base.spreadsheets import write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADERS = [
    "STT",
    "Khối",
    "Đơn vị",
    "Tình trạng",
    "Tên",
    "Đối tượng",
    "Chức vụ",
    "Bộ phận",
    "Danh hiệu, hình thức",
    "Ghi chú",
]
WIDTHS = [6, 30, 36, 18, 32, 14, 24, 24, 40, 30]


def _overview(request: HttpRequest, pk: int) -> Overview:
    require(request, "registrations.oversee", OVERSEES)
    call = get_object_or_404(Call, pk=pk)
    values = request.POST if request.method == "POST" else request.GET
    bloc, state = values.get("khoi", ""), values.get("tinh-trang", "")
    bloc_id = int(bloc) if bloc.isascii() and bloc.isdigit() and len(bloc) < 10 else None
    return Overview(call, bloc=bloc_id, state=state if state in ("da", "chua") else "")


@require_GET
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has registered, by bloc and unit, how many for which award."""
    found = _overview(request, pk)
    context = {
        "overview": found,
        "call": found.call,
        "query": request.GET.urlencode(),
        "may_edit": request.user.has_perm("registrations.edit_calls"),
        "crumbs": call_crumbs((str(found.call), None)),
    }
    return render(request, "registrations/overview.html", context)


@require_GET
def overview_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines that are shown as a spreadsheet that runs nothing on opening."""
    found = _overview(request, pk)
    target = io.BytesIO()
    title = f"{found.call}, xuất ngày {clock.today():%d/%m/%Y}"
    write_xlsx(target, HEADERS, found.export(), sheet="Đăng ký danh hiệu", title=title, widths=WIDTHS)
    response = HttpResponse(target.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="dang-ky-danh-hieu-{found.call.year}.xlsx"'
    return response


@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell the units that are shown and have not sent."""
    call = call_of(request, pk)
    told = services.remind(_overview(request, pk).missing, by=request.user)
    if told:
        messages.success(request, f"Đã nhắc {told} đơn vị chưa gửi. Mỗi đơn vị nhận nhiều nhất một lời nhắc một ngày.")
    else:
        messages.info(request, "Các đơn vị đang xem đều đã gửi.")
    return redirect("registrations:overview", call.pk)


@both
def call_new(request: HttpRequest) -> HttpResponse:
    """Open the registration of a year; the window proposed is another province's and says so."""
    require(request, "registrations.edit_calls", services.ONLY_DHA)
    year = clock.today().year
    while Call.objects.filter(year=year).exists():
        year += 1
    known = windows(year)[0]

    def save(form: CallForm, version: int) -> tuple[str, str]:
        call = services.create(by=request.user, **form.cleaned_data)
        return reverse("registrations:overview", args=[call.pk]), "Đã mở đợt đăng ký. Các đơn vị được báo."

    page = Page(
        key="title-call-new",
        title="Mở đợt đăng ký danh hiệu",
        lead="Mỗi đơn vị trong các khối của năm có một danh sách để lập.",
        crumbs=call_crumbs(("Mở đợt", None)),
        back=reverse("registrations:registration_list"),
        form=CallForm,
        initial={
            "year": year,
            "opens_on": known.opens_on,
            "last_day": known.last_day,
            "basis": known.basis,
            "endorsed_by_bloc": True,
        },
        save=save,
        primary="Mở đợt đăng ký",
    )
    return edit(request, page)


@both
def call_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the window."""
    call = call_of(request, pk)
    back = reverse("registrations:overview", args=[call.pk])

    def save(form: CallForm, version: int) -> tuple[str, str]:
        services.save(call, version=version, by=request.user, **form.cleaned_data)
        return back, "Đã lưu đợt đăng ký."

    page = Page(
        key=f"title-call:{call.pk}",
        title="Sửa đợt đăng ký danh hiệu",
        crumbs=call_crumbs((str(call), back), ("Sửa", None)),
        back=back,
        form=CallForm,
        initial=call_values(call),
        version=call.version,
        saved=call_values,
        save=save,
    )
    return edit(request, page)


@both
def call_extend(request: HttpRequest, pk: int) -> HttpResponse:
    """More time for one unit."""
    call = call_of(request, pk)
    back = reverse("registrations:overview", args=[call.pk])

    def save(form: ExtensionForm, version: int) -> tuple[str, str]:
        data = form.cleaned_data
        services.extend(call, data["unit"], until=data["until"], reason=data["reason"], by=request.user)
        return back, f"Đã gia hạn cho {data['unit'].label} đến hết ngày {data['until']:%d/%m/%Y}."

    page = Page(
        key=f"title-call-extend:{call.pk}",
        title="Gia hạn cho một đơn vị",
        lead=f"{call}. Hạn chung: {call.last_day:%d/%m/%Y}.",
        crumbs=call_crumbs((str(call), back), ("Gia hạn", None)),
        back=back,
        form=lambda **kwargs: ExtensionForm(units=units_in(call), **kwargs),
        save=save,
        primary="Gia hạn",
    )
    return edit(request, page)
