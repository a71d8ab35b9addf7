"""What the pages of registered titles do alike."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from awards.registrations.models import Call, RegisteredLine, TitleRegistration
from awards.registrations.services.calls import ONLY_DHA
from awards.registrations.services.lines import NOT_YOURS

both = require_http_methods(["GET", "POST"])
SEES = "Trang này dành cho người có vai trò trong công tác thi đua, khen thưởng."
OVERSEES = "Trang này dành cho Sở Nội vụ và các cơ quan theo dõi toàn tỉnh."


def registration_of(request: HttpRequest, pk: int) -> TitleRegistration:
    """The list, for those who see it."""
    return get_object_or_404(TitleRegistration.objects.visible_to(request.user).for_page(), pk=pk)


def own_registration(request: HttpRequest, pk: int) -> TitleRegistration:
    """The list, for those who write it; 403 for others who see it."""
    row = registration_of(request, pk)
    if not request.user.has_perm("registrations.prepare", row):
        raise PermissionDenied(NOT_YOURS)
    return row


def own_line(request: HttpRequest, pk: int) -> RegisteredLine:
    """A line of a list that the person writes."""
    seen = TitleRegistration.objects.visible_to(request.user)
    rows = RegisteredLine.objects.select_related("registration__call", "registration__unit", "registration__bloc")
    line = get_object_or_404(rows.filter(registration__in=seen), pk=pk)
    if not request.user.has_perm("registrations.prepare", line.registration):
        raise PermissionDenied(NOT_YOURS)
    return line


def call_of(request: HttpRequest, pk: int) -> Call:
    """The call, for Sở Nội vụ."""
    if not request.user.has_perm("registrations.edit_calls"):
        raise PermissionDenied(ONLY_DHA)
    return get_object_or_404(Call.objects.prefetch_related("extensions"), pk=pk)


def url_of(row: TitleRegistration) -> str:
    return reverse("registrations:registration", args=[row.pk])


def crumbs_of(row: TitleRegistration, *rest) -> list:
    """The path to a page of a list."""
    start = [("Đăng ký danh hiệu", reverse("registrations:registration_list"))]
    title = f"{row.unit.label} {row.call.year}"
    if not rest:
        return [*start, (title, None)]
    return [*start, (title, url_of(row)), *(pair if isinstance(pair, tuple) else (pair, None) for pair in rest)]


def call_crumbs(*rest) -> list:
    """The path to a page of a call."""
    return [("Đăng ký danh hiệu", reverse("registrations:registration_list")), *rest]
