"""The pieces of a directive: add, correct, check, split, join, move, take away."""

import re

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.enums import ItemKind
from campaigns.forms.directives import PIECE_FORMS, MoveForm, SplitForm, piece_values
from campaigns.models import Directive, DirectiveItem
from campaigns.selectors.directive_review import SLUGS, Review
from campaigns.selectors.directive_text import passage
from campaigns.services import directive_items as services
from campaigns.views.directives import crumbs_of, directive_of, must_edit, review_url
from campaigns.views.pieces import Page, Removal, edit, remove
from emulation.base.concurrency import StaleVersion
from emulation.base.workflow import Refused

STALE = "Mục này vừa được người khác sửa. Hãy đọc lại rồi làm tiếp."
# After a sentence, or before an item inside the text: "- Giao ...", "a) Chủ trì ...", "2. Sở ...".
_SENTENCE_END = re.compile(r"(?<=[.;:])\s+|\s(?=(?:[-+]|\d{1,2}[.)]|[a-zđ]\))\s+(\w))")
_BARE_MARK = re.compile(r"(?:^|\s)(?:\d{1,2}|[a-zđ])[.)]$")
_WORDS_SHOWN = 14


def _item_of(request: HttpRequest, pk: int) -> DirectiveItem:
    """A piece, for those who see its directive; only the Department of Home Affairs goes on."""
    seen = Directive.objects.visible_to(request.user).values("pk")
    item = get_object_or_404(DirectiveItem.objects.filter(directive__in=seen).select_related("directive__file"), pk=pk)
    must_edit(request)
    return item


def _context(item: DirectiveItem) -> dict:
    """The words of the directive beside the form."""
    quoted = passage(item.directive.source, item.start, item.end).text if item.start is not None else ""
    return {"directive": item.directive, "item": item, "quoted": quoted}


@require_http_methods(["GET", "POST"])
def directive_item_add(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Add a piece by hand."""
    directive = directive_of(request, pk)
    must_edit(request)
    if slug not in SLUGS:
        raise Http404
    kind = ItemKind(SLUGS[slug])

    def save(form, version: int) -> tuple[str, str]:
        made = services.add_item(directive, kind=kind, by=request.user, **form.values())
        where = (
            "đã nối với chỗ của mục trong nguyên văn" if made.start is not None else "mục không có chỗ trong nguyên văn"
        )
        return review_url(directive, made), f"Đã thêm {services.name_of(made)}; {where}."

    page = Page(
        key=f"directive-add:{pk}:{slug}",
        title=f"Thêm {kind.label.lower()}",
        crumbs=crumbs_of(request, directive, (f"Thêm {kind.label.lower()}", None)),
        back=review_url(directive, fragment=slug),
        form=PIECE_FORMS[kind],
        save=save,
        lead="Chép đúng câu của văn bản thì mục được nối với chỗ của nó trong nguyên văn.",
        primary="Thêm",
        template="campaigns/directive_item_form.html",
        context={"directive": directive},
    )
    return edit(request, page)


@require_http_methods(["GET", "POST"])
def directive_item_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a piece beside its words in the text."""
    item = _item_of(request, pk)
    name = services.name_of(item)

    def save(form, version: int) -> tuple[str, str]:
        services.update_item(item, version=version, by=request.user, **form.values())
        return review_url(item.directive, item), f"Đã lưu {name}."

    page = Page(
        key=f"directive-item:{pk}",
        title=f"Sửa {name}",
        crumbs=crumbs_of(request, item.directive, (f"Sửa {name}", None)),
        back=review_url(item.directive, item),
        form=PIECE_FORMS[item.kind],
        initial=piece_values(item),
        version=services.version_of(item),
        saved=piece_values,
        save=save,
        template="campaigns/directive_item_form.html",
        context=_context(item),
    )
    return edit(request, page)


@require_POST
def directive_item_check(request: HttpRequest, pk: int) -> HttpResponse:
    """A person compared the piece with the text; on to the next that waits. `bo` takes the mark back."""
    item = _item_of(request, pk)
    if "bo" in request.POST:
        return _done(request, item, lambda: services.uncheck_item(item, by=request.user))
    version = request.POST.get("version", "")
    try:
        services.check_item(item, version=int(version) if version.isdigit() else None, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(review_url(item.directive, item))
    following = Review(item.directive).next_unchecked(after=item.pk)
    if following is None:
        messages.success(request, "Đã đối chiếu mọi mục. Bạn có thể tạo phong trào.")
        return redirect(review_url(item.directive))
    return redirect(review_url(item.directive, following))


def _done(request: HttpRequest, item: DirectiveItem, act) -> HttpResponse:
    """Do it, say a refusal, go back to the piece."""
    try:
        act()
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(review_url(item.directive, item))


@require_http_methods(["GET", "POST"])
def directive_item_split(request: HttpRequest, pk: int) -> HttpResponse:
    """Cut a piece in two where its second part begins."""
    item = _item_of(request, pk)
    form = SplitForm(request.POST or None, text=item.text, starts=starts_of(item.text))
    if request.method == "POST" and form.is_valid():
        try:
            made = services.split_item(
                item, at=form.cleaned_data["position"], version=_version(request), by=request.user
            )
        except StaleVersion:
            messages.warning(request, STALE)
            return redirect("campaigns:directive_item_split", pk=pk)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, f"Đã tách thành {services.name_of(item)} và {services.name_of(made)}.")
            return redirect(review_url(item.directive, made))
    return _page(request, item, "campaigns/directive_item_split.html", "Tách", form=form)


def starts_of(text: str) -> list[tuple[int, str]]:
    """(position, first words) of every sentence or item after the first."""
    starts = []
    for end in _SENTENCE_END.finditer(text):
        words = text[end.end() :].split()
        inside = end[1] and not end[1].isupper() or _BARE_MARK.search(text[max(0, end.start() - 4) : end.start()])
        if not words or end.start() == 0 or inside:
            continue
        more = "…" if len(words) > _WORDS_SHOWN else ""
        starts.append((end.end(), " ".join(words[:_WORDS_SHOWN]) + more))
    return starts


@require_http_methods(["GET", "POST"])
def directive_item_join(request: HttpRequest, pk: int) -> HttpResponse:
    """Join a piece with the next of its kind: both are shown first, and what comes of them."""
    item = _item_of(request, pk)
    following = services.next_of(item)
    if request.method == "POST":
        asked = request.POST.get("following", "")
        try:
            services.join_items(
                item, following=int(asked) if asked.isdigit() else None, version=_version(request), by=request.user
            )
        except StaleVersion:
            messages.warning(request, STALE)
            return redirect("campaigns:directive_item_join", pk=pk)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(review_url(item.directive, item))
        messages.success(request, f"Đã gộp mục sau vào {services.name_of(item)}.")
        return redirect(review_url(item.directive, item))
    if following is None:
        messages.error(request, "Đây là mục cuối nên không có mục sau để gộp.")
        return redirect(review_url(item.directive, item))
    context = {"following": following, "result": services.joined(item, following)}
    return _page(request, item, "campaigns/directive_item_join.html", "Gộp", **context)


@require_http_methods(["GET", "POST"])
def directive_item_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a piece as another kind."""
    item = _item_of(request, pk)
    form = MoveForm(request.POST or None, item=item)
    if request.method == "POST" and form.is_valid():
        try:
            moved = services.move_item(item, kind=form.cleaned_data["kind"], version=_version(request), by=request.user)
        except StaleVersion:
            messages.warning(request, STALE)
            return redirect("campaigns:directive_item_move", pk=pk)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, f"Đã chuyển thành {services.name_of(moved)}.")
            return redirect(review_url(item.directive, moved))
    return _page(request, item, "campaigns/directive_item_move.html", "Chuyển", form=form)


@require_http_methods(["GET", "POST"])
def directive_item_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a piece away, with the reason."""
    item = _item_of(request, pk)
    name = services.name_of(item)
    page = Removal(
        title=f"Bỏ {name}",
        crumbs=crumbs_of(request, item.directive, (f"Bỏ {name}", None)),
        back=review_url(item.directive, fragment="cau-truc"),
        remove=lambda reason: services.remove_item(item, reason=reason, by=request.user),
        sentence=f"Đã bỏ {name}. Nguyên văn không đổi.",
        facts=[text for text in (item.title, item.text) if text],
        button="Bỏ mục này",
        label="Lý do bỏ",
    )
    return remove(request, page)


def _version(request: HttpRequest) -> int | None:
    version = request.POST.get("version", "")
    return int(version) if version.isdigit() else None


def _page(request: HttpRequest, item: DirectiveItem, template: str, verb: str, **context) -> HttpResponse:
    title = f"{verb} {services.name_of(item)}"
    context |= _context(item) | {
        "title": title,
        "version": services.version_of(item),
        "back": review_url(item.directive, item),
        "crumbs": crumbs_of(request, item.directive, (title, None)),
    }
    return render(request, template, context)
