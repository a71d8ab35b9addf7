"""Pages of public posting: the list that anybody reads, and what the desk does with it."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from awards.appraisal.forms.postings import CommentForm, PostForm, ResolveForm, WithdrawForm
from awards.appraisal.models import Dossier, PostedItem, Posting, PostingComment
from awards.appraisal.selectors import postings as pages
from awards.appraisal.selectors.queue import award_name
from awards.appraisal.services import postings as services
from awards.appraisal.views.common import both, crumbs, desk_url
from campaigns.views.pieces import Page, edit
from emulation.base import clock
from organisations.views.common import page_of, require

MAY = ("appraisal.work", "Trang này dành cho nơi thẩm định.")
TITLE = "Công khai danh sách"


def _home() -> str:
    return reverse("appraisal:posting_list")


@login_not_required
@require_GET
def public(request: HttpRequest) -> HttpResponse:
    """Lists in public today: name, unit, award, summary of achievement and nothing else. Read without login, not for search engines."""
    lists = [
        (row, [(item.dossier.nominee, award_name(item.award)) for item in row.items.all()]) for row in pages.in_public()
    ]
    response = render(request, "appraisal/public.html", {"lists": lists})
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    return response


@require_GET
def posting_list(request: HttpRequest) -> HttpResponse:
    """Every list, its days, how many comments wait; who waits to be posted."""
    require(request, *MAY)
    page_obj = page_of(request, pages.lists())
    waiting = pages.to_post(Dossier.objects.visible_to(request.user))
    context = {
        "page_obj": page_obj,
        "waiting": [(row, award_name(row.council_award)) for row in waiting],
        "withdraws": request.user.has_perm("appraisal.tell"),
        "crumbs": crumbs(TITLE),
    }
    return render(request, "appraisal/posting_list.html", context)


@both
def posting_new(request: HttpRequest) -> HttpResponse:
    """Post those who wait."""
    require(request, *MAY)
    keys = [row.pk for row in pages.to_post(Dossier.objects.visible_to(request.user))]

    def save(form: PostForm, version: int) -> tuple[str, str]:
        made = services.post(list(form.cleaned_data["chosen"]), starts=form.cleaned_data["starts"], by=request.user)
        return _home(), f"Đã ghi. {made}."

    page = Page(
        key="posting-new",
        title="Công khai danh sách đề nghị",
        crumbs=crumbs((TITLE, _home()), "Công khai"),
        back=_home(),
        form=lambda **kwargs: PostForm(keys=keys, **kwargs),
        initial={"chosen": keys, "starts": clock.today()},
        save=save,
        lead="Ngày kết thúc tính theo quy định của từng hình thức. Trang công khai chỉ có tên, đơn vị, hình thức và tóm tắt thành tích.",
        primary="Công khai",
    )
    return edit(request, page)


@both
def posting_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a list down."""
    require(request, *MAY)
    row = get_object_or_404(Posting.objects.standing(), pk=pk)
    items = row.items.select_related("dossier__nominee__file")
    if not all(request.user.has_perm("appraisal.look", item.dossier) for item in items):
        raise PermissionDenied(services.ONLY_HEAD)

    def save(form: WithdrawForm, version: int) -> tuple[str, str]:
        services.withdraw(row, version=version, by=request.user, **form.cleaned_data)
        return _home(), "Đã gỡ danh sách. Đối tượng trong danh sách phải công khai lại."

    page = Page(
        key=f"posting-withdraw:{pk}",
        title="Gỡ danh sách công khai",
        crumbs=crumbs((TITLE, _home()), "Gỡ"),
        back=_home(),
        form=WithdrawForm,
        version=row.version,
        save=save,
        lead=f"{row}.",
        primary="Gỡ danh sách",
    )
    return edit(request, page)


@both
def posting_comment_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a comment about one nominee on a list."""
    require(request, *MAY)
    seen = PostedItem.objects.filter(dossier__in=Dossier.objects.visible_to(request.user), posting__withdrawn_at=None)
    item = get_object_or_404(seen.select_related("posting", "dossier__nominee__file"), pk=pk)
    if not request.user.has_perm("appraisal.ask", item.dossier):
        raise PermissionDenied(services.ONLY_DESK)
    back = desk_url(item.dossier_id)

    def save(form: CommentForm, version: int) -> tuple[str, str]:
        services.record_comment(item, by=request.user, **form.cleaned_data)
        return back, "Đã ghi ý kiến. Hồ sơ chỉ ra Hội đồng khi ý kiến được giải quyết."

    page = Page(
        key=f"posting-comment-new:{pk}",
        title=f"Ý kiến về {item.dossier.nominee.name}",
        crumbs=crumbs((item.dossier.nominee.name, back), "Ghi ý kiến"),
        back=back,
        form=CommentForm,
        initial={"received_on": clock.today()},
        save=save,
        lead="Ghi ý kiến nhận qua thư, điện thoại hoặc trực tiếp. Không nội dung nào được đưa lên trang công khai.",
        primary="Ghi ý kiến",
    )
    return edit(request, page)


@both
def posting_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody said, and what came of it."""
    require(request, *MAY)
    row = get_object_or_404(pages.comments_for(request.user), pk=pk)
    if not request.user.has_perm("appraisal.ask", row.item.dossier):
        raise PermissionDenied(services.ONLY_DESK)
    back = desk_url(row.item.dossier_id)

    def values(comment: PostingComment) -> dict:
        return {"identified": comment.identified, "answer": comment.answer}

    def save(form: ResolveForm, version: int) -> tuple[str, str]:
        services.resolve(row, version=version, by=request.user, **form.cleaned_data)
        return back, "Đã ghi kết quả giải quyết ý kiến."

    page = Page(
        key=f"posting-comment:{pk}",
        title=f"Giải quyết ý kiến về {row.item.dossier.nominee.name}",
        crumbs=crumbs((row.item.dossier.nominee.name, back), "Giải quyết ý kiến"),
        back=back,
        form=ResolveForm,
        initial=values(row),
        version=row.version,
        saved=values,
        save=save,
        lead=f"{row.sender} ({row.contact}), nhận ngày {row.received_on:%d/%m/%Y}: {row.text}",
        primary="Ghi kết quả",
    )
    return edit(request, page)
