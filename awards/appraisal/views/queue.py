"""The queue of the desk, what waits to be received, verdicts and second looks for several at once."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from awards.appraisal.enums import OPEN, DossierState, Finding
from awards.appraisal.models import Dossier
from awards.appraisal.selectors import queue as pages
from awards.appraisal.selectors.clocks import Clocks, receptions
from awards.appraisal.selectors.findings import checked_together, finding_of
from awards.appraisal.views.common import SEES, crumbs, queue_url
from awards.appraisal.workflows import DOSSIER, agree_together, propose_together
from emulation.base import concurrency
from emulation.base.workflow import Refused
from organisations.views.common import PER_PAGE, page_of, require


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """Dossiers that the person sees, by tab, filters and clock."""
    require(request, *SEES)
    user = request.user
    asked = pages.Asked.from_query(request.GET, user)
    clocks = Clocks()
    page_obj = page_of(request, pages.in_order(user, asked, clocks))
    counts = pages.tab_counts(user)
    works = user.has_perm("appraisal.work")
    context = {
        "page_obj": page_obj,
        "rows": pages.lines(page_obj.object_list, clocks),
        "asked": asked,
        "tabs": [(tab, pages.TABS[tab], counts[tab]) for tab in pages.tabs_for(user)],
        "sorts": pages.SORTS.items(),
        "choices": pages.choices(user),
        "limit": clocks.limit("appraisal"),
        "to_receive": pages.to_receive(user).count() if works else 0,
        "works": works,
        "assigns": user.has_perm("appraisal.assign"),
        "together": _together(user, asked),
    }
    return render(request, "appraisal/queue.html", context)


def _together(user, asked: pages.Asked) -> str:
    """The words of the button for several rows; '' where the tab has none."""
    if not user.has_perm("appraisal.work"):
        return ""
    if asked.tab == pages.MINE:
        return "Kết luận đủ điều kiện cho các hồ sơ đã chọn"
    looks = asked.tab == pages.LOOK and user.has_perm("appraisal.look")
    return "Đồng ý kết luận các hồ sơ đã chọn" if looks else ""


@require_GET
def reception(request: HttpRequest) -> HttpResponse:
    """Files that wait to be received, and those that are back with their units: their clock stands still."""
    require(request, "appraisal.work", SEES[1])
    files = list(pages.to_receive(request.user))
    clocks = Clocks()
    running = receptions(files, clocks)
    rows = sorted(
        ((file, running.get(file.pk)) for file in files),
        key=lambda pair: (pair[0].state != "with_department", pair[1] is None, pair[1] and pair[1].due, pair[0].pk),
    )
    context = {"rows": rows, "limit": clocks.limit("reception"), "crumbs": crumbs("Chờ tiếp nhận")}
    return render(request, "appraisal/reception.html", context)


@require_POST
def together(request: HttpRequest) -> HttpResponse:
    """Several at once: first the page that says which go and which need to be opened, then, confirmed, all or none."""
    require(request, "appraisal.work", SEES[1])
    asked = pages.Asked.from_query(request.GET, request.user)
    agrees = asked.tab == pages.LOOK
    if agrees and not request.user.has_perm("appraisal.look"):
        raise PermissionDenied("Chỉ lãnh đạo Sở xem lại kết luận thẩm định.")
    chosen = [int(key) for key in request.POST.getlist("chon") if key.isascii() and key.isdigit() and len(key) < 9]
    seen = Dossier.objects.visible_to(request.user).filter(pk__in=chosen[:PER_PAGE]).values("pk")
    rows = list(Dossier.objects.for_page().filter(pk__in=seen).order_by("nominee__file", "nominee__award", "pk"))
    if not rows:
        messages.error(request, "Chưa chọn hồ sơ nào. Đánh dấu các hồ sơ trong danh sách rồi bấm lại.")
        return redirect(queue_url(asked.query))
    go, left = _to_agree(rows, request.user) if agrees else _to_propose(rows, request.user)
    if "xac-nhan" in request.POST and go:
        return _do_together(request, go, agrees, asked)
    context = {
        "rows": [(row, pages.award_name(row.nominee.award)) for row in go],
        "left": left,
        "agrees": agrees,
        "asked": asked,
        "token": uuid4(),
        "crumbs": crumbs("Nhiều hồ sơ cùng lúc", query=asked.query),
    }
    return render(request, "appraisal/together.html", context)


def _to_propose(rows: list[Dossier], user) -> tuple[list[Dossier], list[tuple[Dossier, str]]]:
    """Those in which the law finds nothing, and the others each with why it must be opened."""
    go, left = [], []
    found = checked_together([row for row in rows if row.state in OPEN])
    for row in rows:
        if row.state not in OPEN or not user.has_perm("appraisal.appraise", row):
            left.append((row, "Không còn chờ bạn thẩm định."))
        elif finding_of(found.get(row.pk)) != Finding.CLEAN:
            left.append((row, "Còn vướng mắc khi đối chiếu; mở hồ sơ để kết luận riêng."))
        elif row.verdict and row.verdict != "supported":
            left.append((row, "Đã ghi kết luận khác; mở hồ sơ để trình."))
        else:
            go.append(row)
    return go, left


def _to_agree(rows: list[Dossier], user) -> tuple[list[Dossier], list[tuple[Dossier, str]]]:
    go, left = [], []
    for row in rows:
        offer = DOSSIER.offer("agree", row, user)
        if row.state != DossierState.PROPOSED or offer is None:
            left.append((row, "Không còn chờ bạn xem lại."))
        elif not offer.enabled:
            left.append((row, " ".join(offer.reasons)))
        elif row.verdict != "supported":
            left.append((row, "Kết luận khác đề nghị của đơn vị; mở hồ sơ để xem lý do."))
        else:
            go.append(row)
    return go, left


def _do_together(request: HttpRequest, rows: list[Dossier], agrees: bool, asked: pages.Asked) -> HttpResponse:
    """Once for two clicks. What changed since the page was shown refuses all of it."""
    shown = request.POST.get("phien-ban", "")
    if shown != versions_of(rows):
        messages.error(request, "Danh sách đã thay đổi từ khi bạn xem. Hãy chọn lại và xem lại trước khi xác nhận.")
        return redirect(queue_url(asked.query))
    try:
        with transaction.atomic():
            earlier = concurrency.first_use(request.POST.get("token", ""), request.user)
            if earlier is None:
                number = (agree_together if agrees else propose_together)(rows, by=request.user)
                said = f"Đã đồng ý kết luận {number} hồ sơ." if agrees else f"Đã trình lãnh đạo {number} hồ sơ."
                messages.success(request, said)
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason)
    return redirect(queue_url(asked.query))


def versions_of(rows: list[Dossier]) -> str:
    """Which rows at which version a page showed."""
    return ",".join(f"{row.pk}.{row.version}" for row in rows)
