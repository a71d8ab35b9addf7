"""The page on which the secretary notes who is present, who wrote, who is absent and why."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from awards.council.enums import PREPARED, SessionState
from awards.council.forms.sessions import AttendanceForm, attendance_values
from awards.council.models import Session
from awards.council.selectors.members import members_of, presences
from awards.council.services import sessions
from awards.council.views.common import both, crumbs_of, kept_session, url_of
from campaigns.views.pieces import Page, edit


@both
def session_attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Note the members who take part."""
    row = kept_session(request, pk)
    if row.state not in (*PREPARED, SessionState.VOTING):
        messages.info(request, "Phiếu đã kiểm nên danh sách dự họp không đổi được.")
        return redirect(url_of(row))
    members = members_of(row)

    def save(form: AttendanceForm, version: int) -> tuple[str, str]:
        sessions.set_attendance(row, form.marks(), version=version, by=request.user)
        return url_of(row), "Đã ghi thành viên dự họp."

    def saved(current: Session) -> dict:
        return attendance_values(presences(current))

    page = Page(
        key=f"council-attendance:{pk}",
        title="Thành viên dự họp",
        crumbs=crumbs_of(row, "Dự họp"),
        back=url_of(row),
        form=lambda **kwargs: AttendanceForm(members=members, **kwargs),
        initial=saved(row),
        version=row.version,
        saved=saved,
        save=save,
        lead="Người vắng phải có lý do. Ý kiến bằng văn bản của người vắng được nhập sau khi mở bỏ phiếu.",
        template="council/session_attendance.html",
    )
    return edit(request, page)
