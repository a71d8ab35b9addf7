"""Writing a plan or report: the long form, its autosave, its conflicts, its files, and sending from it."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from campaigns.enums import SubmissionState
from campaigns.forms.submissions import PaperForm
from campaigns.models import Submission
from campaigns.selectors import waiting
from campaigns.selectors.paper_page import PaperPage
from campaigns.selectors.papers import forget_paper
from campaigns.services import submissions
from campaigns.views import evidence
from campaigns.views.submissions import Action, actions_of, visible
from campaigns.workflows import SUBMISSION
from emulation.base import audit, clock, drafts, files
from emulation.base.concurrency import StaleVersion
from emulation.base.editing import Difference, Editing, answer_refusal, conflict
from emulation.base.workflow import AlreadyDone, Refused

# Moves that the form can make after saving.
FROM_FORM = frozenset({"present", "submit"})
_TRIES = 3


class Clash(Exception):
    """Two people changed the same part differently."""

    def __init__(self, current: Submission, differences: list[Difference]):
        super().__init__("clash")
        self.current, self.differences = current, differences


@require_http_methods(["GET", "POST"])
def submission_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The form; POST saves it, adds a row, takes a piece of evidence out, or saves and sends."""
    row = visible(request, pk)
    if not request.user.has_perm("campaigns.prepare_submission", row):
        raise PermissionDenied("Chỉ cán bộ đầu mối và thủ trưởng của đơn vị lập báo cáo mới soạn được.")
    editing = Editing(request, f"submission:{pk}", version=row.version)
    if not row.is_editable:
        return _out_of_hand(request, row, editing)
    submissions.complete_sections(row)
    if request.method == "POST":
        return _post(request, row, editing)
    return _page(request, row, editing, PaperForm(row, editing.data))


def _out_of_hand(request: HttpRequest, row: Submission, editing: Editing) -> HttpResponse:
    """Not to be written now. One's own second click finds its receipt, typed text is kept, everything else goes to the page."""
    move = request.POST.get("move", "")
    if move in FROM_FORM and row.state in SUBMISSION[move].possible_targets:
        done = audit.last(row, move)
        if done and done.actor_id == request.user.pk:
            return redirect("campaigns:submission_sent", row.pk)
    label = SUBMISSION.state_of(row).within
    if request.method == "POST":
        drafts.keep(request.user, editing.key, request.POST, based_on=editing.version)
        words = f"Chưa lưu được: bản này đang ở trạng thái {label}. Phần bạn vừa viết vẫn được giữ, mở lại trang soạn là thấy."
        messages.error(request, words)
    elif row.state != SubmissionState.NOT_STARTED:
        messages.info(request, f"Bản này đang ở trạng thái {label} nên không sửa được.")
    return redirect("campaigns:submission", row.pk)


def _post(request: HttpRequest, row: Submission, editing: Editing) -> HttpResponse:
    taken = evidence.take_all(request, row)
    removed = evidence.remove_asked(request, row)
    forget_paper(row)
    extra = request.POST.get("add_row", "")
    form = PaperForm(row, taken.data, extra_row_in=int(extra) if extra.isdecimal() else None)
    taken.report_to(form)
    if extra or removed or "add_link" in request.POST:
        drafts.keep(request.user, editing.key, taken.data, based_on=editing.version)
        _say(request, [removed, *taken.sentences, "Đã thêm một dòng." if extra else ""])
        return _page(request, row, editing, form)
    if not form.is_valid():
        drafts.keep(request.user, editing.key, taken.data, based_on=editing.version)
        _say(request, taken.sentences)
        return _page(request, row, editing, form, refused=True)
    try:
        saved = _save(request, row, editing, form)
    except Clash as clash:
        return conflict(request, editing, current=clash.current, differences=clash.differences, title=row.title)
    except Refused as refused:
        drafts.keep(request.user, editing.key, taken.data, based_on=editing.version)
        for reason in refused.reasons:
            messages.error(request, f"{reason} Phần bạn vừa viết vẫn được giữ.")
        return redirect("campaigns:submission", row.pk)
    editing.saved()
    return _after_save(request, saved, taken.sentences)


def _say(request: HttpRequest, sentences: list[str]) -> None:
    """What was done at once, although the text is not saved yet; a fragment has no place for it."""
    done = " ".join(filter(None, sentences))
    if done and not request.htmx:
        messages.success(request, f"{done} Phần đang viết chưa bấm Lưu.")


def _save(request: HttpRequest, row: Submission, editing: Editing, form: PaperForm) -> Submission:
    """Write what this person changed. What a colleague saved meanwhile stays, unless both changed one part."""
    changed = form.changed()
    sections, values = form.inputs(changed)
    version = editing.version
    for attempt in range(_TRIES):
        try:
            return submissions.save(row, sections=sections, values=values, version=version, by=request.user)
        except StaleVersion as stale:
            differences = form.conflicts(stale.current, changed)
            if differences or attempt == _TRIES - 1:
                raise Clash(stale.current, differences) from None
            version = stale.current.version
    raise AssertionError("unreachable")


def _after_save(request: HttpRequest, row: Submission, sentences: list[str]) -> HttpResponse:
    time = f"{timezone.localtime(clock.now()):%H:%M:%S}"
    move = request.POST.get("move", "")
    if not move:
        messages.success(request, " ".join([f"Đã lưu lúc {time}.", *sentences]))
        return redirect("campaigns:submission_edit", row.pk)
    if move not in FROM_FORM:
        raise PermissionDenied("Không có việc này ở trang soạn. Phần vừa viết đã lưu.")
    sent = reverse("campaigns:submission_sent", args=[row.pk])
    try:
        SUBMISSION.perform(row, move, by=request.user)
    except Refused as refused:
        if not isinstance(refused, AlreadyDone):
            messages.warning(request, f"Đã lưu lúc {time}, nhưng chưa {SUBMISSION[move].label.lower()} được.")
        return answer_refusal(request, refused, back=reverse("campaigns:submission_edit", args=[row.pk]), done=sent)
    return redirect(sent)


def _page(
    request: HttpRequest, row: Submission, editing: Editing, form: PaperForm, *, refused: bool = False
) -> HttpResponse:
    page = PaperPage(row, request.user)
    actions = actions_of(page)
    send = next((a for a in actions.moves if a.transition.name in FROM_FORM), None)
    last = audit.last(row, "save")
    for piece in form.paper.evidence:
        piece.twin = page.twins.get(piece.pk, "")
    context = {
        "s": row,
        "state": SUBMISSION.state_of(row),
        "page": page,
        "form": form,
        "editing": editing,
        "refused": refused,
        "send": send,
        "saved_at": last.at if last else None,
        "after": _after(row, send),
        "accept": files.ACCEPT,
        "most_mb": settings.UPLOAD_MAX_BYTES // (1024 * 1024),
        "upload_url": reverse("campaigns:submission_upload", args=[row.pk]),
    }
    return render(request, "campaigns/submission_edit.html", context)


def _after(row: Submission, send: Action | None) -> str:
    """What happens once it is presented or sent."""
    told = "Bạn nhận thông báo ở từng bước."
    if send is not None and send.transition.name == "submit":
        return (
            f"{waiting.reader(row)} xem trước, sau đó {waiting.receiver(row)} tiếp nhận hoặc trả lại kèm lý do. {told}"
        )
    heads = waiting.head_names(row)
    if not heads:
        return "Đơn vị chưa có thủ trưởng nào đăng nhập được. Hãy báo quản trị tài khoản trước khi trình."
    return f"{heads[:1].upper()}{heads[1:]} duyệt và gửi {waiting.reader(row)}. {told}"
