"""Chỉ thị: the list, the file, the comparison of what was understood with the text, the campaign made of it."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campaigns.directive_reader import NotADirective
from campaigns.enums import CampaignKind, CampaignLevel, CampaignState, DirectiveState
from campaigns.forms.directives import DirectiveCampaignForm, HeadForm, NumberForm, UploadForm, head_values
from campaigns.models import Directive
from campaigns.selectors.directive_review import Review
from campaigns.selectors.directives import BADGES, campaigns_of, directive_rows, readings_of_file
from campaigns.services import directive_items, directives
from campaigns.services.campaigns import title_from
from campaigns.views.pieces import Page, Removal, edit, remove
from emulation.base import audit, concurrency, files
from emulation.base.documents import UnreadableDocument
from emulation.base.vietnamese import format_date
from emulation.base.workflow import Refused

ONLY_DHA = "Chỉ Sở Nội vụ được nhập và sửa bản đọc chỉ thị. Bạn có thể xem nguyên văn và cấu trúc."
NO_ROLE = "Tài khoản của bạn chưa được giao vai trò. Hãy liên hệ quản trị tài khoản."
LIST = ("Nhập chỉ thị", "campaigns:directive_list")


def directive_of(request: HttpRequest, pk: int) -> Directive:
    """The directive, for those who see it."""
    rows = Directive.objects.filter(pk__in=Directive.objects.visible_to(request.user).values("pk"))
    return get_object_or_404(rows.select_related("file", "created_by"), pk=pk)


def may_edit(request: HttpRequest) -> bool:
    return request.user.has_perm("campaigns.read_directive")


def must_edit(request: HttpRequest) -> None:
    """403 for those who see but may not change."""
    if not may_edit(request):
        raise PermissionDenied(ONLY_DHA)


def crumbs_of(request: HttpRequest, directive: Directive, *more: tuple[str, str | None] | str) -> list:
    """The path to a page of a directive."""
    first = LIST[0] if may_edit(request) else "Chỉ thị"
    here = reverse("campaigns:directive_review", args=[directive.pk])
    return [(first, reverse(LIST[1])), (short(directive), here), *more]


def short(directive: Directive, *, inside: bool = False) -> str:
    """The directive in a breadcrumb; `inside` a sentence it begins with a small letter."""
    kind = directive.document_type.lower() if inside else directive.document_type.capitalize()
    return f"{kind} {directive.number}" if directive.number else f"{kind} chưa có số"


def review_url(directive: Directive, item: Any = None, fragment: str = "") -> str:
    """The page of comparison, at a piece or a part of it."""
    url = reverse("campaigns:directive_review", args=[directive.pk])
    if item is not None:
        return f"{url}?muc={item.pk}#muc-{item.pk}"
    return f"{url}#{fragment}" if fragment else url


# --- The list and the file ----------------------------------------------------------------------------------------------
@require_GET
def directive_list(request: HttpRequest) -> HttpResponse:
    """Directives with their state, who took them in, and the campaign made of each."""
    if not request.user.acting:
        raise PermissionDenied(NO_ROLE)
    state = request.GET.get("trang-thai", "")
    rows = directive_rows(request.user, state=state)
    page = Paginator(rows, 50).get_page(request.GET.get("trang"))
    for directive in page:
        directive.badge = BADGES[directive.state]
    context = {
        "page_obj": page,
        "states": DirectiveState.choices,
        "state": state if state in DirectiveState.values else "",
        "may_edit": may_edit(request),
    }
    return render(request, "campaigns/directive_list.html", context)


@require_http_methods(["GET", "POST"])
def directive_upload(request: HttpRequest) -> HttpResponse:
    """Take a file and read it. What is wrong with the file is said at the field; nothing is kept then."""
    must_edit(request)
    form = UploadForm()
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            upload = form.cleaned_data["file"]
            try:
                return redirect(_once(request, lambda: _taken(upload, request)))
            except _ReadBefore as before:
                return _upload_page(request, form=UploadForm(), before=before, name=files.clean_name(upload.name))
            except (files.FileRefused, UnreadableDocument, NotADirective) as refusal:
                form.add_error("file", str(refusal))
    return _upload_page(request, form=form)


def _upload_page(request: HttpRequest, **context: Any) -> HttpResponse:
    most = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
    return render(request, "campaigns/directive_upload.html", context | {"token": uuid.uuid4(), "most": most})


class _ReadBefore(Exception):
    """The same file was read before: the person chooses between the earlier reading and a new one."""

    def __init__(self, readings: list[Directive]):
        super().__init__("read before")
        self.readings = readings


def _taken(upload: Any, request: HttpRequest) -> str:
    if upload.size <= settings.UPLOAD_MAX_BYTES and (earlier := readings_of_file(files.digest(upload), request.user)):
        for directive in earlier:
            directive.badge = BADGES[directive.state]
        raise _ReadBefore(earlier)
    directive = directives.take_directive(upload, by=request.user)
    messages.success(request, "Đã đọc chỉ thị. Hãy đối chiếu từng mục với nguyên văn.")
    return review_url(directive)


def _once(request: HttpRequest, make: Callable[[], str]) -> str:
    """Make something once for two clicks; both lead to the same address."""
    token = request.POST.get("token", "")
    with transaction.atomic():
        earlier = concurrency.first_use(token, request.user) if token else None
        if earlier:
            return earlier.result_url or reverse(LIST[1])
        url = make()
        if token:
            concurrency.remember(token, url)
    return url


@require_POST
def directive_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the same file once more, as a reading of its own."""
    directive = directive_of(request, pk)
    must_edit(request)

    def make() -> str:
        made = directives.read_again(directive, by=request.user)
        messages.success(request, "Đã đọc lại tệp thành một bản mới. Bản trước vẫn còn.")
        return review_url(made)

    try:
        return redirect(_once(request, make))
    except (UnreadableDocument, NotADirective) as refusal:
        messages.error(request, str(refusal))
        return redirect(review_url(directive))


# --- The comparison -----------------------------------------------------------------------------------------------------
@require_GET
def directive_review(request: HttpRequest, pk: int) -> HttpResponse:
    """The text on the left, what was understood on the right, each piece tied to its place."""
    directive = directive_of(request, pk)
    editor = may_edit(request)
    working = editor and directive.state == DirectiveState.DRAFT
    now = request.GET.get("muc", "")
    review = Review(directive, now=int(now) if now.isdigit() else None, reading_only=not working)
    campaigns = campaigns_of(directive, request.user)
    became = _became(campaigns)
    for piece in (piece for group in review.groups for piece in group.pieces):
        piece.version = directive_items.version_of(piece.item)
        piece.became = became.get(piece.item.pk)
    context = {
        "directive": directive,
        "review": review,
        "editor": editor,
        "working": working,
        "badge": BADGES[directive.state],
        "campaign": next((c for c in campaigns if c.state != CampaignState.CANCELLED), None),
        "number_form": _number_form(directive) if editor and _lacks_number(directive) else None,
        "entry": audit.last(directive, "discard") if directive.state == DirectiveState.DISCARDED else None,
        "crumbs": crumbs_of(request, directive)[:-1] + [(short(directive), None)],
        "token": uuid.uuid4(),
    }
    return render(request, "campaigns/directive_review.html", context)


def _became(campaigns: list) -> dict[int, tuple[str, str]]:
    """{piece: (words, address) of the task or duty it became} in the campaign that was made of the directive."""
    if not campaigns:
        return {}
    tasks = campaigns[0].tasks.exclude(source_item=None)
    duties = campaigns[0].duties.exclude(source_item=None)
    return {t.source_item_id: (f"Nhiệm vụ {t.order}", reverse("campaigns:task", args=[t.pk])) for t in tasks} | {
        d.source_item_id: (f"Phân công {d.order}", reverse("campaigns:duty", args=[d.pk])) for d in duties
    }


def _lacks_number(directive: Directive) -> bool:
    return directive.state != DirectiveState.DISCARDED and not (directive.number and directive.issued_on)


def _number_form(directive: Directive) -> NumberForm:
    return NumberForm(initial={"number": directive.number, "issued_on": directive.issued_on})


@require_http_methods(["GET", "POST"])
def directive_head(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what stands once in the directive."""
    directive = directive_of(request, pk)
    must_edit(request)

    def save(form: HeadForm, version: int) -> tuple[str, str]:
        directives.update_head(directive, version=version, by=request.user, **form.head())
        return review_url(directive, fragment="phan-dau"), "Đã lưu phần đầu của chỉ thị."

    page = Page(
        key=f"directive:{pk}",
        title="Phần đầu và phần cuối của chỉ thị",
        crumbs=crumbs_of(request, directive, ("Phần đầu", None)),
        back=review_url(directive, fragment="phan-dau"),
        form=HeadForm,
        initial=head_values(directive),
        version=directive.version,
        saved=head_values,
        save=save,
        lead="Ghi đúng như bản đã ký. Chỗ nào văn bản không có thì để trống.",
        context={"directive": directive},
    )
    return edit(request, page)


@require_http_methods(["GET", "POST"])
def directive_number(request: HttpRequest, pk: int) -> HttpResponse:
    """Number and date, which a directive gets when it is signed: also after its campaign was made."""
    directive = directive_of(request, pk)
    must_edit(request)

    def values(d: Directive) -> dict:
        return {"number": d.number, "issued_on": d.issued_on}

    def save(form: NumberForm, version: int) -> tuple[str, str]:
        saved = directives.update_head(directive, version=version, by=request.user, **form.cleaned_data)
        left = [words for words, value in (("số", saved.number), ("ngày", saved.issued_on)) if not value]
        sentence = f"Đã lưu, còn thiếu {' và '.join(left)}." if left else _numbered(saved)
        return review_url(directive, fragment="phan-dau"), sentence

    page = Page(
        key=f"directive-number:{pk}",
        title="Số, ngày ban hành",
        crumbs=crumbs_of(request, directive, ("Số, ngày ban hành", None)),
        back=review_url(directive, fragment="phan-dau"),
        form=NumberForm,
        initial=values(directive),
        version=directive.version,
        saved=values,
        save=save,
        lead="Điền theo bản giấy đã ký.",
        context={"directive": directive},
    )
    return edit(request, page)


def _numbered(directive: Directive) -> str:
    return f"Đã lưu số {directive.number}, ngày {format_date(directive.issued_on)}."


@require_POST
def directive_doubt(request: HttpRequest, pk: int) -> HttpResponse:
    """A person looked at a place the reader was unsure of."""
    directive = directive_of(request, pk)
    must_edit(request)
    try:
        directives.settle_doubt(directive, message=request.POST.get("message", ""), by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(review_url(directive, fragment="cau-truc"))


@require_http_methods(["GET", "POST"])
def directive_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a reading aside, with the reason."""
    directive = directive_of(request, pk)
    must_edit(request)
    page = Removal(
        title="Bỏ bản nhập",
        crumbs=crumbs_of(request, directive, ("Bỏ bản nhập", None)),
        back=reverse(LIST[1]),
        remove=lambda reason: directives.discard(directive, reason=reason, by=request.user),
        sentence=f"Đã bỏ bản nhập {short(directive)}. Tệp gốc và lý do còn trong hồ sơ.",
        facts=[f"{short(directive)}: {directive.title}"],
        button="Bỏ bản nhập",
        label="Lý do bỏ",
    )
    return remove(request, page)


# --- The campaign -------------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
def directive_campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the campaign that follows from the directive, once."""
    directive = directive_of(request, pk)
    must_edit(request)
    made = next((c for c in campaigns_of(directive, request.user) if c.state != CampaignState.CANCELLED), None)
    if made:
        messages.info(request, "Phong trào này đã được tạo từ chỉ thị.")
        return redirect("campaigns:campaign", pk=made.pk)
    review = Review(directive)

    def save(form: DirectiveCampaignForm, version: int) -> tuple[str, str]:
        campaign = directives.create_campaign(directive, by=request.user, **form.cleaned_data)
        sentence = "Đã tạo phong trào, đang ở trạng thái chuẩn bị. Các đơn vị chưa thấy."
        return reverse("campaigns:campaign", args=[campaign.pk]), sentence

    page = Page(
        key=f"directive-campaign:{pk}",
        title="Tạo phong trào",
        crumbs=crumbs_of(request, directive, ("Tạo phong trào", None)),
        back=review_url(directive),
        form=DirectiveCampaignForm,
        initial=_campaign_values(directive),
        save=save,
        lead=f"Từ {short(directive, inside=True)}. Nhiệm vụ, phân công, chủ đề, phương châm được lấy từ bản đã đối chiếu.",
        primary="Tạo phong trào",
        template="campaigns/directive_campaign.html",
        context={"directive": directive, "ready": review.readiness(review_url(directive)), "review": review},
    )
    return edit(request, page)


def _campaign_values(directive: Directive) -> dict:
    values = {"title": title_from(directive), "kind": CampaignKind.REGULAR, "level": CampaignLevel.PROVINCE}
    if directive.year:
        first, last = dt.date(directive.year, 1, 1), dt.date(directive.year, 12, 31)
        values |= {"year": directive.year, "starts_on": first, "ends_on": last}
    return values
