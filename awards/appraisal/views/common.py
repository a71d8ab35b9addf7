"""What the pages of the desk do alike."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from awards.appraisal.models import Dossier
from awards.nominations.models import NominationFile

both = require_http_methods(["GET", "POST"])
SEES = ("appraisal.view_queue", "Trang này dành cho nơi tiếp nhận, thẩm định và cơ quan giám sát.")
ASSIGNS = ("appraisal.assign", "Chỉ lãnh đạo Sở Nội vụ phân công thẩm định.")


def dossier_of(request: HttpRequest, pk: int) -> Dossier:
    """The dossier, for those who see it."""
    return get_object_or_404(Dossier.objects.visible_to(request.user).for_page(), pk=pk)


def file_of(request: HttpRequest, pk: int) -> NominationFile:
    """A file of which the person sees a dossier."""
    seen = Dossier.objects.visible_to(request.user).filter(nominee__file=pk)
    return get_object_or_404(NominationFile.objects.for_page().filter(pk__in=seen.values("nominee__file")), pk=pk)


def desk_url(pk: int, query: str = "") -> str:
    url = reverse("appraisal:desk", args=[pk])
    return f"{url}?{query}" if query else url


def queue_url(query: str = "") -> str:
    url = reverse("appraisal:queue")
    return f"{url}?{query}" if query else url


def crumbs(*rest, query: str = "") -> list:
    """The path to a page of the desk."""
    if not rest:
        return [("Tiếp nhận, thẩm định", None)]
    return [
        ("Tiếp nhận, thẩm định", queue_url(query)),
        *(pair if isinstance(pair, tuple) else (pair, None) for pair in rest),
    ]
