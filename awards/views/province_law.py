"""What the province lays on top of the law: reading for all, writing for Sở Nội vụ."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from awards.forms import province_law as forms
from awards.models import ProvinceName, ProvinceRule, ProvinceText
from awards.selectors import law_pages as pages
from awards.selectors.province_law import names_by_award
from awards.services import province_law as services
from awards.views.law_pages import VIEW
from campaigns.views.pieces import Page, Removal, edit, remove
from emulation.base import audit, clock
from emulation.base.access import require
from emulation.base.forms import OfficeForm
from emulation.base.workflow import Refused
from organisations.selectors.audit import lines as audit_lines

both = require_http_methods(["GET", "POST"])


def _home() -> str:
    return reverse("awards:province_law")


def _crumbs(title: str) -> list:
    return [("Luật, quy định", reverse("awards:law")), ("Quy định của tỉnh", _home()), (title, None)]


def _must_edit(request: HttpRequest) -> None:
    require(request, *VIEW)
    if not request.user.has_perm("awards.edit_province_law"):
        raise PermissionDenied(services.ONLY_DHA)


@require_GET
def province_law(request: HttpRequest) -> HttpResponse:
    """Rules and names of the province."""
    require(request, *VIEW)
    context = {
        "tab": "province",
        "query": "",
        "lines": pages.province_lines(clock.today()),
        "names": names_by_award(),
        "may_edit": request.user.has_perm("awards.edit_province_law"),
        "kinds": [(slug, ask.label) for slug, (ask, _) in forms.RULE_FORMS.items()],
        "has_texts": ProvinceText.objects.exists(),
    }
    return render(request, "awards/province_law.html", context)


@require_GET
def province_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """One rule of the province with its history."""
    require(request, *VIEW)
    line = next((line for line in pages.province_lines(clock.today()) if line.row.pk == pk), None)
    if line is None:
        raise Http404
    user = request.user
    log = audit_lines(audit.history(line.row)[:20], user) if user.has_perm("organisations.view_audit") else None
    may_edit = user.has_perm("awards.edit_province_law") and line.look[0] != "void"
    return render(request, "awards/province_rule.html", {"line": line, "log": log, "may_edit": may_edit})


@both
def province_rule_new(request: HttpRequest, what: str) -> HttpResponse:
    """Write down one thing more that the province asks."""
    _must_edit(request)
    if what not in forms.RULE_FORMS:
        raise Http404
    ask, form_class = forms.RULE_FORMS[what]

    def save(form: OfficeForm, version: int) -> tuple[str, str]:
        row = services.add_rule(ask=ask, by=request.user, **form.columns())
        return reverse("awards:province_rule", args=[row.pk]), f"Đã ghi điều kiện {row.code}."

    page = Page(
        key=f"province-rule:{what}",
        title=ask.label,
        crumbs=_crumbs("Thêm điều kiện"),
        back=_home(),
        form=form_class,
        save=save,
        lead="Điều kiện của tỉnh áp dụng thêm ngoài điều kiện của luật, không thay điều kiện của luật.",
        primary="Ghi điều kiện",
    )
    return edit(request, page)


@require_POST
def province_rule_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """It was held against the document."""
    _must_edit(request)
    row = get_object_or_404(ProvinceRule, pk=pk)
    try:
        services.confirm_rule(row, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Đã xác nhận. Từ nay điều kiện này quyết định kết quả kiểm tra.")
    return redirect("awards:province_rule", pk=pk)


@both
def province_rule_end(request: HttpRequest, pk: int) -> HttpResponse:
    """A rule ends, or was written down by mistake."""
    _must_edit(request)
    row = get_object_or_404(ProvinceRule, pk=pk)
    here = reverse("awards:province_rule", args=[pk])

    def save(form: OfficeForm, version: int) -> tuple[str, str]:
        services.end_rule(row, by=request.user, **form.cleaned_data)
        return here, "Đã kết thúc điều kiện."

    page = Page(
        key=f"province-rule-end:{pk}",
        title=f"Kết thúc điều kiện {row.code}",
        crumbs=_crumbs("Kết thúc điều kiện"),
        back=here,
        form=forms.RuleEndForm,
        save=save,
        lead="Hồ sơ nộp trong thời gian điều kiện có hiệu lực vẫn theo điều kiện này.",
        primary="Kết thúc",
    )
    return edit(request, page)


@both
def province_text_new(request: HttpRequest) -> HttpResponse:
    """A document of the province."""
    _must_edit(request)

    def save(form: OfficeForm, version: int) -> tuple[str, str]:
        services.add_text(by=request.user, **form.cleaned_data)
        return _home(), "Đã ghi văn bản. Bây giờ có thể ghi điều kiện theo văn bản này."

    page = Page(
        key="province-text",
        title="Ghi văn bản của tỉnh",
        crumbs=_crumbs("Ghi văn bản"),
        back=_home(),
        form=forms.TextForm,
        save=save,
        primary="Ghi văn bản",
    )
    return edit(request, page)


@both
def province_text_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a document, note its end."""
    _must_edit(request)
    row = get_object_or_404(ProvinceText, pk=pk)
    names = ("name", "issued", "effective", "ended")

    def save(form: OfficeForm, version: int) -> tuple[str, str]:
        services.edit_text(row, version=version, by=request.user, **form.cleaned_data)
        return reverse("awards:law_texts"), "Đã lưu văn bản."

    page = Page(
        key=f"province-text:{pk}",
        title="Sửa văn bản của tỉnh",
        crumbs=_crumbs("Sửa văn bản"),
        back=reverse("awards:law_texts"),
        form=forms.TextForm,
        initial={name: getattr(row, name) for name in names},
        version=row.version,
        saved=lambda current: {name: getattr(current, name) for name in names},
        save=save,
        lead="Câu viện dẫn trong kết quả kiểm tra ghi rõ văn bản đã hết hiệu lực từ ngày ghi ở đây.",
    )
    return edit(request, page)


@both
def province_name_new(request: HttpRequest) -> HttpResponse:
    """A name by which the province calls an award."""
    _must_edit(request)

    def save(form: OfficeForm, version: int) -> tuple[str, str]:
        row = services.add_name(by=request.user, **form.cleaned_data)
        return _home(), f"Đã ghi tên gọi “{row.name}”. Danh sách nhập từ nay hiểu tên này."

    page = Page(
        key="province-name",
        title="Ghi tên gọi của tỉnh",
        crumbs=_crumbs("Ghi tên gọi"),
        back=_home(),
        form=forms.NameForm,
        save=save,
        primary="Ghi tên gọi",
    )
    return edit(request, page)


@both
def province_name_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a name out again."""
    _must_edit(request)
    row = get_object_or_404(ProvinceName, pk=pk)
    page = Removal(
        title="Bỏ tên gọi của tỉnh",
        crumbs=_crumbs("Bỏ tên gọi"),
        back=_home(),
        remove=lambda reason: services.remove_name(row, reason=reason, by=request.user),
        sentence=f"Đã bỏ tên gọi “{row.name}”.",
        facts=[f"Tên gọi “{row.name}”. Danh sách đã nhập giữ nguyên."],
    )
    return remove(request, page)
