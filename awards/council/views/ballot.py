"""The Council's ballot: page by page, kept on the member's own device until it is cast, then cast once and for all.

What is chosen is sent to the server only to be sealed and handed back: the sealed paper is a cookie of this one page, and
is put into the box when the member casts it (docs/decisions/0009).
"""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from awards.council.enums import Opinion, Presence, SessionState
from awards.council.models import AgendaItem, Seat, Session
from awards.council.selectors.members import members_of
from awards.council.selectors.pages import PER_PAPER_PAGE, Group, groups
from awards.council.services import papers
from awards.council.views.common import crumbs_of, kept_session, session_of, url_of
from awards.enums import BallotMode
from awards.models import Voter
from awards.services.ballots import new_code
from emulation.base.workflow import AlreadyDone, Refused
from organisations.views.common import require

_SALT = "council-receipt"
ONLY_MEMBERS = "Chỉ thành viên Hội đồng dự phiên họp này được bỏ phiếu."


def cookie_name(session: int, seat: int) -> str:
    """The cookie in which a member's own device keeps the sealed paper."""
    return f"phieu-{session}-{seat}"


@dataclass
class Desk:
    """One member's paper on this page: whose, where it lives, what it says so far."""

    session: Session
    seat: Seat
    here: str
    by_letter: bool
    paper: str = ""

    @property
    def cookie(self) -> str:
        return cookie_name(self.session.pk, self.seat.pk)

    def read(self, request: HttpRequest) -> None:
        """The paper as this device kept it; a fresh one if it kept none, or one that does not fit any more."""
        fresh = papers.blank(self.session, self.seat)
        kept = papers.unseal(request.COOKIES.get(self.cookie, ""), self.session.box_id, self.seat.pk)
        same = len(kept) == len(fresh) and all((a == "x") == (b == "x") for a, b in zip(kept, fresh, strict=True))
        self.paper = kept if same else fresh

    def seal(self) -> str:
        """For the member's own device; of no use to anybody else, and to no other ballot."""
        return papers.seal(self.session.box_id, self.seat.pk, self.paper)

    def keep(self, response: HttpResponse) -> HttpResponse:
        """Give the sealed paper to the device: only for this page, not for scripts, never for another site."""
        response.set_cookie(
            self.cookie,
            self.seal(),
            path=self.here,
            httponly=True,
            samesite="Strict",
            secure=settings.SESSION_COOKIE_SECURE,
        )
        return response


@sensitive_post_parameters()
@sensitive_variables()
@never_cache
@require_http_methods(["GET", "POST"])
def ballot(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper of the member who is logged in. POST `step` is save, next, rest, review or cast."""
    require(request, "council.vote", ONLY_MEMBERS)
    here = reverse("council:ballot", args=[pk])
    if request.method == "POST" and request.POST.get("step") == "cast":
        return _cast(request, pk, here)
    row = session_of(request, pk)
    seat = next((s for s in members_of(row) if s.user_id == request.user.pk), None)
    if seat is None:
        raise PermissionDenied(ONLY_MEMBERS)
    return _desk(request, Desk(row, seat, here, by_letter=False))


@sensitive_post_parameters()
@sensitive_variables()
@never_cache
@require_http_methods(["GET", "POST"])
def ballot_letter(request: HttpRequest, pk: int, seat: int) -> HttpResponse:
    """The written opinion of an absent member, entered by the secretary as the letter says; sealed like any paper."""
    row = kept_session(request, pk)
    absent = next((s for s in members_of(row) if s.pk == seat), None)
    if absent is None or not row.attendances.filter(seat=absent, presence=Presence.WRITTEN).exists():
        raise Http404
    here = reverse("council:ballot_letter", args=[pk, seat])
    if request.method == "POST" and request.POST.get("step") == "cast":
        return _cast(request, pk, here)
    return _desk(request, Desk(row, absent, here, by_letter=True))


def _desk(request: HttpRequest, desk: Desk) -> HttpResponse:
    row = desk.session
    if row.state != SessionState.VOTING or row.box.mode != BallotMode.ONLINE or row.box.is_over:
        messages.info(request, "Phiên họp này không nhận phiếu lúc này.")
        return redirect(url_of(row))
    voter = (
        Voter.objects.filter(box=row.box, key__in=[desk.seat.key, desk.seat.letter_key]).select_related("mark").first()
    )
    if voter is None:
        messages.info(request, f"{desk.seat.full_name} chưa được ghi là dự họp. Hãy báo thư ký phiên họp.")
        return redirect(url_of(row))
    if hasattr(voter, "mark"):
        messages.info(request, f"{desk.seat.full_name} đã nộp phiếu. Phiếu đã nộp không xem lại và không đổi được.")
        return redirect(url_of(row))
    if request.method == "POST" and request.POST.get("seat") != str(desk.seat.pk):
        papers.refuse_foreign(row, by=request.user)
    desk.read(request)
    return _step(request, desk) if request.method == "POST" else _page(request, desk)


def _step(request: HttpRequest, desk: Desk) -> HttpResponse:
    step = request.POST.get("step", "save")
    desk.paper = papers.fill(desk.paper, _said(request, desk))
    number = _number(request, desk)
    if step == "rest":
        on_page = range((number - 1) * PER_PAPER_PAGE + 1, number * PER_PAPER_PAGE + 1)
        unsaid = set(papers.open_positions(desk.paper)) & set(on_page)
        desk.paper = papers.fill(desk.paper, dict.fromkeys(unsaid, Opinion.YES))
    if request.htmx:
        context = {"kept": _kept(desk), "total": _total(desk), "left": len(papers.open_positions(desk.paper))}
        return desk.keep(render(request, "council/_ballot_saved.html", context))
    if step == "review":
        return desk.keep(_review(request, desk))
    last = -(-len(desk.paper) // PER_PAPER_PAGE)
    target = min(number + 1, last) if step == "next" else number
    return desk.keep(redirect(f"{desk.here}?trang={target}"))


def _said(request: HttpRequest, desk: Desk) -> dict[int, str]:
    offered = {Opinion.YES, Opinion.NO} | ({Opinion.ABSTAIN} if desk.session.terms.offers_abstention else set())
    said = {}
    for name, value in request.POST.items():
        start, _, position = name.partition("-")
        if start == "o" and position.isascii() and position.isdigit() and len(position) < 6 and value in offered:
            said[int(position)] = value
    return said


def _number(request: HttpRequest, desk: Desk) -> int:
    """The page of the paper that was shown, within bounds."""
    asked = request.POST.get("trang") or request.GET.get("trang", "")
    last = max(-(-len(desk.paper) // PER_PAPER_PAGE), 1)
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    return min(max(number, 1), last)


def _total(desk: Desk) -> int:
    """How many nominees the member says something on."""
    return len(desk.paper) - desk.paper.count(papers.STEPS_ASIDE)


def _kept(desk: Desk) -> int:
    return sum(letter in (*Opinion,) for letter in desk.paper)


def _page(request: HttpRequest, desk: Desk) -> HttpResponse:
    number = _number(request, desk)
    paginator = Paginator(desk.session.items.all(), PER_PAPER_PAGE)
    page = paginator.get_page(number)
    left = papers.open_positions(desk.paper)
    found = groups(desk.session, 0)
    context = {
        "session": desk.session,
        "desk": desk,
        "page_obj": page,
        "blocks": _blocks(list(page.object_list), found, desk.paper),
        "groups": found,
        "total": _total(desk),
        "kept": _kept(desk),
        "left": len(left),
        "left_here": sum(item.position in left for item in page.object_list),
        "next_left": (left[0] - 1) // PER_PAPER_PAGE + 1 if left else None,
        "abstain": desk.session.terms.offers_abstention,
        "crumbs": crumbs_of(desk.session, "Bỏ phiếu"),
    }
    return render(request, "council/ballot.html", context)


def _blocks(items: list[AgendaItem], found: list[Group], paper: str) -> list[dict]:
    """Items of a page under the name of their award, with what was chosen."""
    names = {(g.award, g.version): g for g in found}
    blocks: list[dict] = []
    for item in items:
        group = names[item.award, item.law_version]
        if not blocks or blocks[-1]["group"] is not group:
            blocks.append({"group": group, "rows": []})
        blocks[-1]["rows"].append({"item": item, "said": paper[item.position - 1]})
    return blocks


def _review(request: HttpRequest, desk: Desk) -> HttpResponse:
    code, faults = new_code(), papers.faults_of(desk.session, desk.paper)
    left = papers.open_positions(desk.paper)
    against = [n for n, letter in enumerate(desk.paper, 1) if letter in (Opinion.NO, Opinion.ABSTAIN)]
    context = {
        "session": desk.session,
        "desk": desk,
        "rows": _summary(desk),
        "faults": faults,
        "next_left": (left[0] - 1) // PER_PAPER_PAGE + 1 if left else None,
        "against": [
            (item, Opinion(desk.paper[item.position - 1]).label)
            for item in desk.session.items.filter(position__in=against)
        ],
        "sealed": desk.seal(),
        "code": code,
        "signed": signing.dumps([desk.here, request.user.pk, desk.seat.pk, code], salt=_SALT),
        "crumbs": crumbs_of(desk.session, ("Bỏ phiếu", desk.here), "Xem lại"),
    }
    return render(request, "council/ballot_review.html", context)


def _summary(desk: Desk) -> list[dict]:
    """For each award how many of each opinion."""
    found = []
    for group in groups(desk.session, 0):
        part = desk.paper[group.first - 1 : group.first - 1 + group.items]
        found.append({"group": group, "yes": part.count("y"), "no": part.count("n"), "abstain": part.count("a")})
        found[-1] |= {"aside": part.count("x"), "left": part.count("-")}
    return found


def _cast(request: HttpRequest, pk: int, here: str) -> HttpResponse:
    """Few queries: what was signed on the page before says whose paper it is; one finds and locks, two rows are written."""
    there = reverse("council:session", args=[pk])
    try:
        page, user, seat, code = signing.loads(request.POST.get("code", ""), salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        messages.error(request, "Phiếu này mở chưa đúng cách. Hãy mở lại phiếu và bấm Xem lại phiếu.")
        return redirect(here)
    if (page, user) != (here, request.user.pk):
        papers.refuse_foreign(session_of(request, pk), by=request.user)
    try:
        voter = papers.cast(pk, seat, request.POST.get("paper", ""), code=code, by=request.user)
    except Voter.DoesNotExist:
        raise PermissionDenied(ONLY_MEMBERS) from None
    except AlreadyDone as done:
        messages.info(request, str(done))
        return redirect(there)
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason)
        return redirect(here)
    messages.success(
        request,
        f"Đã nộp phiếu của {voter.label}. Mã phiếu: {code}. Sau khi kiểm phiếu, tìm mã này trong danh sách phiếu đã đếm.",
    )
    response = redirect(there)
    response.delete_cookie(cookie_name(pk, seat), path=here, samesite="Strict")
    return response
