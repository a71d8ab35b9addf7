"""What the pages of sessions do alike: the session for those who see it, who may prepare it, the path to it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from awards.council.models import Session

NOT_YOURS = "Chỉ Thư ký Hội đồng và Sở Nội vụ chuẩn bị phiên họp."
both = require_http_methods(["GET", "POST"])


def session_of(request: HttpRequest, pk: int) -> Session:
    """The session, for those who see it."""
    rows = Session.objects.visible_to(request.user).select_related("council", "box", "chaired_by", "secretary")
    return get_object_or_404(rows, pk=pk)


def kept_session(request: HttpRequest, pk: int) -> Session:
    """The session, for those who prepare it; 403 for others who see it."""
    row = session_of(request, pk)
    if not request.user.has_perm("council.manage_session", row):
        raise PermissionDenied(NOT_YOURS)
    return row


def url_of(session: Session) -> str:
    return reverse("council:session", args=[session.pk])


def crumbs_of(session: Session, *rest) -> list:
    """The path to a page of a session."""
    start = [("Hội đồng", reverse("council:session_list"))]
    if not rest:
        return [*start, (session.title, None)]
    return [
        *start,
        (session.title, url_of(session)),
        *(pair if isinstance(pair, tuple) else (pair, None) for pair in rest),
    ]
