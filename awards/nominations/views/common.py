"""What the pages of nominations do alike."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from awards.nominations.enums import OPEN
from awards.nominations.models import NominationFile, Nominee
from awards.nominations.services.files import NOT_YOURS

both = require_http_methods(["GET", "POST"])
SEES = ("nominations.view_files", "Trang này dành cho người có vai trò trong công tác thi đua, khen thưởng.")


def file_of(request: HttpRequest, pk: int) -> NominationFile:
    """The file, for those who see it."""
    return get_object_or_404(NominationFile.objects.visible_to(request.user).for_page(), pk=pk)


def own_file(request: HttpRequest, pk: int) -> NominationFile:
    """The file, for those who write it; 403 for others who see it."""
    row = file_of(request, pk)
    if not request.user.has_perm("nominations.prepare", row):
        raise PermissionDenied(NOT_YOURS)
    return row


def nominee_of(request: HttpRequest, pk: int) -> Nominee:
    """The nominee, for those who see its file."""
    rows = Nominee.objects.visible_to(request.user).select_related(
        "file__route", "file__unit", "file__bloc", "person", "collective__unit", "household", "overridden_by"
    )
    return get_object_or_404(rows, pk=pk)


def own_nominee(request: HttpRequest, pk: int) -> Nominee:
    """The nominee, for those who write its file."""
    row = nominee_of(request, pk)
    if not request.user.has_perm("nominations.prepare", row.file):
        raise PermissionDenied(NOT_YOURS)
    return row


def is_open(file: NominationFile) -> bool:
    return file.state in OPEN


def url_of(file: NominationFile) -> str:
    return reverse("nominations:file", args=[file.pk])


def crumbs_of(file: NominationFile, *rest) -> list:
    """The path to a page of a file."""
    start = [("Đề nghị khen thưởng", reverse("nominations:file_list"))]
    if not rest:
        return [*start, (str(file), None)]
    return [*start, (str(file), url_of(file)), *(pair if isinstance(pair, tuple) else (pair, None) for pair in rest)]
