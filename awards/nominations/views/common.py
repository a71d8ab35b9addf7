"""What the pages of nominations do alike."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from awards.nominations.enums import OPEN
from awards.nominations.models import NominationFile, Nominee
from awards.nominations.services.files import NOT_YOURS
from awards.selectors.subjects import Subject, subject_of
from organisations.rules import is_unit_officer, unit_id_of

both = require_http_methods(["GET", "POST"])
SEES = ("nominations.view_files", "Trang này dành cho người có vai trò trong công tác thi đua, khen thưởng.")


def file_of(request: HttpRequest, pk: int) -> NominationFile:
    """The file, for those who see it."""
    return get_object_or_404(NominationFile.objects.visible_to(request.user).for_page(), pk=pk)


def own_file(request: HttpRequest, pk: int) -> NominationFile:
    """The file, for those who write it; 403 for others who see it."""
    own = _of_own_unit(request, NominationFile.objects.for_page(), "unit_id", pk)
    row = own or file_of(request, pk)
    if not request.user.has_perm("nominations.prepare", row):
        raise PermissionDenied(NOT_YOURS)
    return row


def _of_own_unit(request: HttpRequest, rows: QuerySet, name: str, pk: int) -> Any:
    """A row of the own unit, found without asking what the person sees of others."""
    unit = unit_id_of(request.user) if is_unit_officer(request.user) else None
    return rows.filter(pk=pk, **{name: unit}).first() if unit else None


def _nominees() -> QuerySet[Nominee]:
    return Nominee.objects.select_related(
        "file__route", "file__unit", "file__bloc", "person", "collective__unit", "household", "overridden_by"
    )


def nominee_of(request: HttpRequest, pk: int) -> Nominee:
    """The nominee, for those who see its file."""
    return get_object_or_404(_nominees().visible_to(request.user), pk=pk)


def own_nominee(request: HttpRequest, pk: int) -> Nominee:
    """The nominee, for those who write its file."""
    row = _of_own_unit(request, _nominees(), "file__unit_id", pk) or nominee_of(request, pk)
    if not request.user.has_perm("nominations.prepare", row.file):
        raise PermissionDenied(NOT_YOURS)
    return row


def beginning(file: NominationFile) -> dt.date:
    """Who worked at the unit in the year whose achievements are looked at may be proposed, also who has left since."""
    return dt.date(file.route.year, 1, 1)


def subject_to_propose(file: NominationFile, kind: str, pk: int) -> Subject:
    """Whom an address means: one of the unit's, else 404."""
    who = subject_of(file.unit, kind, pk, since=beginning(file))
    if who is None:
        raise Http404
    return who


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
