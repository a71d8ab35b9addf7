"""Pages of sessions: the list, one session, preparing it, the screen of the hall, discussion, counting minutes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from awards.council.enums import PREPARED, SessionState
from awards.council.forms.sessions import DiscussionForm, SessionForm, session_values
from awards.council.models import Session
from awards.council.selectors import pages
from awards.council.selectors.members import council_of_today
from awards.council.services import sessions
from awards.council.views.common import NOT_YOURS, both, crumbs_of, kept_session, session_of, url_of
from awards.council.workflows import SESSION
from awards.forms.acclaims import ClosingForm
from campaigns.views.pieces import Page, Removal, edit, remove
from emulation.base import audit, clock
from emulation.base.editing import move
from emulation.base.vietnamese import format_datetime
from organisations import panels
from organisations.views.common import page_of, require

SEES = ("council.view_sessions", "Trang này dành cho thành viên Hội đồng và cơ quan theo dõi.")


@require_GET
def session_list(request: HttpRequest) -> HttpResponse:
    """Sessions the person sees, newest first."""
    require(request, *SEES)
    rows = Session.objects.visible_to(request.user).select_related("box", "council")
    context = {
        "page_obj": page_of(request, rows),
        "may_create": request.user.has_perm("council.manage_session"),
        "council": council_of_today(),
    }
    return render(request, "council/session_list.html", context)


@both
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """One session: how far it is, what each award needs, who takes part and has voted. POST makes its moves."""
    if request.method == "POST":
        rows = Session.objects.visible_to(request.user)
        return move(request, SESSION, Session(pk=pk), back=reverse("council:session", args=[pk]), rows=rows)
    row = session_of(request, pk)
    own_page = _OWN_PAGES.get(request.GET.get("chuyen", ""))
    if own_page:
        return redirect(own_page, pk)
    manages = request.user.has_perm("council.manage_session", row)
    context = {
        "session": row,
        "box": row.box,
        "page": pages.session_page(row, request.user),
        "offers": SESSION.offers(row, request.user),
        "manages": manages,
        "editable": manages and row.state in PREPARED,
        "crumbs": crumbs_of(row),
        "history": audit.history(row)[:6] if manages else [],
        "panels": panels.panels_for("council_session", row, request.user),
    }
    return render(request, "council/session.html", context)


# Moves that ask for more than a click.
_OWN_PAGES = {"cancel": "council:session_cancel", "move_closing": "council:session_closing"}


@both
def session_new(request: HttpRequest) -> HttpResponse:
    """Prepare a session of the Council of today."""
    require(request, "council.manage_session", NOT_YOURS)
    council = council_of_today()
    if council is None:
        messages.info(request, "Chưa ghi Hội đồng nào đang hoạt động. Hãy ghi Hội đồng và thành viên trước.")
        return redirect("council:council")

    def save(form: SessionForm, version: int) -> tuple[str, str]:
        made = sessions.create(council, by=request.user, **form.columns())
        return reverse(
            "council:agenda", args=[made.pk]
        ), "Đã lập phiên họp. Việc tiếp theo: đưa đề nghị vào chương trình."

    page = Page(
        key="council-session-new",
        title="Lập phiên họp Hội đồng",
        crumbs=[("Hội đồng", reverse("council:session_list")), ("Lập phiên họp", None)],
        back=reverse("council:session_list"),
        form=lambda **kwargs: SessionForm(council=council, **kwargs),
        initial={"year": clock.today().year, "secret": True},
        save=save,
        primary="Lập phiên họp",
    )
    return edit(request, page)


@both
def session_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a session until its ballot is opened."""
    row = kept_session(request, pk)
    if row.state not in PREPARED:
        messages.info(request, "Phiên họp đã mở bỏ phiếu nên không sửa được.")
        return redirect(url_of(row))

    def save(form: SessionForm, version: int) -> tuple[str, str]:
        sessions.update(row, version=version, by=request.user, **form.columns())
        return url_of(row), "Đã lưu phiên họp."

    page = Page(
        key=f"council-session:{pk}",
        title="Sửa phiên họp",
        crumbs=crumbs_of(row, "Sửa"),
        back=url_of(row),
        form=lambda **kwargs: SessionForm(council=row.council, **kwargs),
        initial=session_values(row),
        version=row.version,
        saved=session_values,
        save=save,
    )
    return edit(request, page)


@both
def session_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason, then cancel: the box is never opened."""
    row = kept_session(request, pk)
    return remove(
        request,
        Removal(
            title="Hủy phiên họp",
            crumbs=crumbs_of(row, "Hủy"),
            back=url_of(row),
            remove=lambda reason: SESSION.perform(row, "cancel", by=request.user, note=reason),
            sentence=f"Đã hủy {row}. Các phiếu đã nộp không được mở.",
            facts=[str(row), "Các phiếu đã nộp không được mở và không ai đọc được nữa."],
            button="Hủy phiên họp",
        ),
    )


@both
def session_closing(request: HttpRequest, pk: int) -> HttpResponse:
    """Another hour of closing for an open ballot, with the reason; who takes part is told."""
    row = kept_session(request, pk)
    offer = SESSION.offer("move_closing", row, request.user)
    if offer is None or not offer.enabled:
        messages.info(request, " ".join(offer.reasons) if offer else "Phiên họp này không còn bỏ phiếu.")
        return redirect(url_of(row))

    def save(form: ClosingForm, version: int) -> tuple[str, str]:
        note = form.cleaned_data["note"]
        SESSION.perform(row, "move_closing", by=request.user, note=note, closes_at=form.closes_at)
        return url_of(row), "Đã đổi giờ kết thúc. Các thành viên dự họp được báo."

    closes = timezone.localtime(row.box.closes_at)
    page = Page(
        key=f"council-closing:{pk}",
        title="Đổi giờ kết thúc bỏ phiếu",
        crumbs=crumbs_of(row, "Đổi giờ kết thúc"),
        back=url_of(row),
        form=lambda **kwargs: ClosingForm(why=offer.transition.note_label, **kwargs),
        initial={"closes_on": closes.date(), "closes_time": closes.time()},
        save=save,
        lead=f"{row}. Giờ kết thúc hiện nay: {format_datetime(closes)}.",
        primary="Đổi giờ kết thúc",
    )
    return edit(request, page)


@both
def session_discussion(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said and concluded, for the minutes."""
    row = kept_session(request, pk)
    if row.state in (SessionState.CONCLUDED, SessionState.CANCELLED):
        messages.info(request, "Phiên họp đã kết thúc nên nội dung biên bản không đổi được.")
        return redirect(url_of(row))

    def save(form: DiscussionForm, version: int) -> tuple[str, str]:
        sessions.note_discussion(row, text=form.cleaned_data["text"], version=version, by=request.user)
        return url_of(row), "Đã lưu ý kiến thảo luận, kết luận."

    page = Page(
        key=f"council-discussion:{pk}",
        title="Ý kiến thảo luận, kết luận",
        crumbs=crumbs_of(row, "Thảo luận"),
        back=url_of(row),
        form=DiscussionForm,
        initial={"text": row.discussion},
        version=row.version,
        saved=lambda current: {"text": current.discussion},
        save=save,
    )
    return edit(request, page)


@require_GET
def session_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The counting minutes, for printing and signing; only after the count."""
    row = session_of(request, pk)
    if row.state not in (SessionState.COUNTED, SessionState.CONCLUDED):
        messages.info(request, "Biên bản kiểm phiếu có sau khi đóng bỏ phiếu.")
        return redirect(url_of(row))
    context = {
        "session": row,
        "box": row.box,
        "minutes": pages.minutes(row),
        "crumbs": crumbs_of(row, "Biên bản kiểm phiếu"),
    }
    return render(request, "council/session_minutes.html", context)


@require_GET
def session_screen(request: HttpRequest, pk: int) -> HttpResponse:
    """For the screen of the hall: how many papers are in, large; brings itself up to date."""
    row = session_of(request, pk)
    context = {"session": row, "box": row.box, "page": pages.screen(row)}
    template = "council/_screen.html" if request.htmx else "council/session_screen.html"
    return render(request, template, context)
