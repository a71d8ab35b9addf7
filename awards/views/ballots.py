"""The ballot paper: choose, look at it once more, cast. Until it is cast nothing of it is kept anywhere on the server."""

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from awards.enums import AcclaimState, BallotMode
from awards.models import Acclaim, Voter
from awards.selectors.acclaims import voter_of
from awards.services import ballots
from awards.views.acclaims import acclaim_of, crumbs_of
from emulation.base.editing import answer_refusal
from emulation.base.workflow import Refused

ONLY_HEADS = "Chỉ thủ trưởng đơn vị thành viên khối được bỏ phiếu, mỗi đơn vị một phiếu."
_SALT = "ballot-receipt"


@sensitive_post_parameters()
@sensitive_variables()
@never_cache
@require_http_methods(["GET", "POST"])
def ballot(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper of one's unit. POST `step` is review, edit or cast."""
    if not request.user.has_perm("awards.vote_in_acclaim"):
        acclaim_of(request, pk)
        raise PermissionDenied(ONLY_HEADS)
    if request.method == "POST" and request.POST.get("step") == "cast":
        return _cast(request, pk)
    row = acclaim_of(request, pk)
    voter = voter_of(pk, request.user).select_related("box", "mark").first()
    if voter is None:
        raise PermissionDenied(ONLY_HEADS)
    if (
        row.state != AcclaimState.VOTING
        or row.box.mode != BallotMode.ONLINE
        or row.box.is_over
        or hasattr(voter, "mark")
    ):
        return _closed(request, row, voter)
    faults, chosen = [], _choices(request)
    if request.POST.get("step") == "review":
        try:
            return _review(request, row, voter, ballots.check_choices(voter, chosen))
        except Refused as refused:
            faults = refused.reasons
    return _paper(request, row, voter, chosen, faults)


def _choices(request: HttpRequest) -> list[int]:
    return [
        int(text)
        for text in request.POST.getlist("choice")[:200]
        if text.isascii() and text.isdigit() and len(text) < 5
    ]


def _paper(request: HttpRequest, row: Acclaim, voter: Voter, chosen: list[int], faults: list[str]) -> HttpResponse:
    nominees = {n.position: n for n in row.nominees.select_related("unit")}
    options = [
        {
            "position": n.position,
            "nominee": n,
            "own": n.position == voter.own_position,
            "chosen": n.position in chosen,
        }
        for n in nominees.values()
    ]
    context = {"acclaim": row, "box": row.box, "voter": voter, "options": options, "faults": faults}
    return render(request, "awards/ballot.html", context | {"crumbs": crumbs_of(row, "Bỏ phiếu")})


def _review(request: HttpRequest, row: Acclaim, voter: Voter, chosen: list[int]) -> HttpResponse:
    code = ballots.new_code()
    context = {
        "acclaim": row,
        "box": row.box,
        "voter": voter,
        "chosen": [o for o in row.box.options.all() if o.position in chosen],
        "code": code,
        "signed": signing.dumps([voter.pk, code], salt=_SALT),
        "crumbs": crumbs_of(row, "Bỏ phiếu"),
    }
    return render(request, "awards/ballot_review.html", context)


def _cast(request: HttpRequest, pk: int) -> HttpResponse:
    """Few queries: one that finds and locks, two rows, nothing else."""
    here, there = reverse("awards:ballot", args=[pk]), reverse("awards:acclaim", args=[pk])
    try:
        signed_for, code = signing.loads(request.POST.get("code", ""), salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        messages.error(request, "Phiếu này mở chưa đúng cách. Hãy chọn lại và bấm Xem lại phiếu.")
        return redirect(here)
    rows = voter_of(pk, request.user).filter(pk=signed_for)
    try:
        ballots.cast(rows, choices=_choices(request), code=code, by=request.user)
    except Voter.DoesNotExist:
        raise Http404 from None
    except Refused as refused:
        return answer_refusal(request, refused, back=here, done=there)
    messages.success(
        request,
        f"Đã bỏ phiếu. Mã phiếu của bạn: {code}. Sau khi kiểm phiếu, tìm mã này trong danh sách phiếu đã đếm.",
    )
    return redirect(there)


def _closed(request: HttpRequest, row: Acclaim, voter: Voter) -> HttpResponse:
    if hasattr(voter, "mark"):
        messages.info(request, f"{voter.label} đã bỏ phiếu. Phiếu đã bỏ không xem lại và không đổi được.")
    else:
        messages.info(request, "Cuộc bỏ phiếu này không nhận phiếu lúc này.")
    return redirect("awards:acclaim", row.pk)
