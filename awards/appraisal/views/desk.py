"""The desk: the dossier as it was sent on the left, findings, checklist and verdict on the right; the second look."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from awards.appraisal.enums import GOES_ON, DossierState
from awards.appraisal.forms.desk import VerdictForm, verdict_values
from awards.appraisal.models import Dossier
from awards.appraisal.selectors import postings
from awards.appraisal.selectors import queue as pages
from awards.appraisal.selectors.clocks import Clocks
from awards.appraisal.selectors.findings import checked_of
from awards.appraisal.services import assignment, dossiers
from awards.appraisal.views.common import ASSIGNS, both, crumbs, desk_url, dossier_of, queue_url
from awards.appraisal.workflows import DOSSIER, may_write
from awards.nominations.selectors.checks import OF_THE_FILE
from campaigns.views.pieces import Page, edit
from emulation.base import audit
from emulation.base.moving import Moving, move_page
from emulation.base.workflow import Refused
from organisations.views.common import require


@both
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    """One dossier. Who may write has the form; others who see it read; moves are posted here as well."""
    row = dossier_of(request, pk)
    asked = pages.Asked.from_query(request.GET, request.user)
    clocks = Clocks()
    place = pages.beside(request.user, asked, pk, clocks)
    here = desk_url(pk, asked.query)
    moving = Moving(DOSSIER, here, crumbs(row.nominee.name, query=asked.query), str(row))
    moves = request.method == "GET" or "move" in request.POST
    if moves and (answer := move_page(request, row, moving)):
        return _on(request, row, answer, _next(place, asked))
    checked = checked_of(row)
    page = Page(
        key=f"dossier:{pk}",
        title=row.nominee.name,
        crumbs=crumbs(row.nominee.name, query=asked.query),
        back=queue_url(asked.query),
        form=lambda **kwargs: VerdictForm(dossier=row, checked=checked, **kwargs),
        initial=verdict_values(row),
        version=row.version,
        saved=verdict_values,
        save=lambda form, version: _save(request, row, checked, form, version, _next(place, asked), here),
        template="appraisal/desk.html",
        context=_context(request, row, checked, clocks, place, asked),
    )
    if request.method == "POST" and not may_write(row, request.user):
        messages.error(request, dossiers.CLOSED)
        return redirect(here)
    return edit(request, page)


def _next(place: pages.Beside | None, asked: pages.Asked) -> str:
    """Where one goes on: the next of the list one came from, else the list."""
    return desk_url(place.after, asked.query) if place and place.after else queue_url(asked.query)


def _on(request: HttpRequest, row: Dossier, answer: HttpResponse, after: str) -> HttpResponse:
    """After a second look on to the next one; a refusal, or a page that asks, stays."""
    if request.method != "POST" or answer.status_code != 302:
        return answer
    now = Dossier.objects.only("state").get(pk=row.pk)
    if now.state == row.state or request.POST.get("move") not in ("agree", "send_back"):
        return answer
    words = {"agree": "Đã đồng ý kết luận về", "send_back": "Đã chuyển lại để xem thêm:"}[request.POST["move"]]
    messages.success(request, f"{words} {row.nominee.name}.")
    return redirect(after)


def _save(request, row: Dossier, checked, form: VerdictForm, version: int, after: str, here: str) -> tuple[str, str]:
    """Keep the work; with the main button it goes to the head in the same transaction."""
    by = request.user
    dossiers.save_work(row, version=version, checked=checked, by=by, **form.columns())
    if "trinh" not in request.POST:
        if row.state == DossierState.WAITING:
            DOSSIER.perform(row, "begin", by=by)
        return here, "Đã lưu nội dung thẩm định. Lãnh đạo chưa thấy cho đến khi bạn trình."
    DOSSIER.perform(row, "propose", by=by)
    return after, f"Đã trình lãnh đạo kết luận về {row.nominee.name}. Lấy lại được khi lãnh đạo chưa xem."


def _context(request, row: Dossier, checked, clocks: Clocks, place, asked: pages.Asked) -> dict:
    """The parts of the page beside the form."""
    nominee, user = row.nominee, request.user
    documents = checked.assessment.dossier["documents"] if checked and checked.assessment else []
    evidence = nominee.evidence.select_related("submission__period", "submission__unit", "ranking__round__bloc")
    return {
        "dossier": row,
        "nominee": nominee,
        "file": nominee.file,
        "checked": checked,
        "award_name": pages.award_name(nominee.award),
        "lower_name": pages.award_name(row.lower_award) if row.lower_award else "",
        "shared_papers": [d["name"] for d in documents if d["code"] in OF_THE_FILE],
        "evidence": list(evidence),
        "running": pages.clock_of(row, clocks),
        "place": place,
        "before_url": desk_url(place.before, asked.query) if place and place.before else "",
        "after_url": desk_url(place.after, asked.query) if place and place.after else "",
        "here": desk_url(row.pk, asked.query),
        "asked": asked,
        "writes": may_write(row, user),
        "works": user.has_perm("appraisal.work"),
        # The buttons of the form stand in its bar.
        "offers": [o for o in DOSSIER.offers(row, user) if o.transition.name not in ("propose", "begin")],
        "assigns": user.has_perm("appraisal.assign") and row.state in ("waiting", "appraising"),
        "officers": pages.desk_officers() if user.has_perm("appraisal.assign") else [],
        "holds": [hold for hold in row.holds.all() if hold.released_at is None],
        "opinions": list(row.opinions.all()),
        "posted": [(item, pages.award_name(item.award)) for item in postings.posted_of(row)],
        "comments_open": user.has_perm("appraisal.ask", row),
        "posting_stop": postings.stop_of(row) if row.state == DossierState.APPRAISED and row.verdict in GOES_ON else "",
        "may_hold": user.has_perm("appraisal.look", row),
        "history": list(audit.history(row)[:12]),
    }


@require_POST
def desk_assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Give one dossier to an officer by hand."""
    require(request, *ASSIGNS)
    row = dossier_of(request, pk)
    asked = pages.Asked.from_query(request.GET, request.user)
    officer = next((o for o in pages.desk_officers() if str(o.pk) == request.POST.get("nguoi")), None)
    if officer is None:
        messages.error(request, "Hãy chọn người thẩm định trong danh sách.")
        return redirect(desk_url(pk, asked.query))
    try:
        number = assignment.assign({row.pk: officer}, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        said = f"Đã giao {officer} thẩm định {row.nominee.name}." if number else f"{officer} đang thẩm định hồ sơ này."
        messages.success(request, said)
    return redirect(desk_url(pk, asked.query))
