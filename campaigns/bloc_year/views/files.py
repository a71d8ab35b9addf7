"""Taking out a file of a pledge or an activity."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from campaigns.bloc_year.models import YearFile
from campaigns.bloc_year.services import files as file_services
from campaigns.bloc_year.views.common import ONLY_LEADER, ONLY_RUNNING, crumbs, seen
from campaigns.views.pieces import Removal, remove
from emulation.base.access import require

both = require_http_methods(["GET", "POST"])


@both
def file_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file of a pledge or an activity out, with the reason."""
    row = get_object_or_404(YearFile.objects.select_related("file", "pledge__bloc", "activity__bloc"), pk=pk)
    parent = row.pledge or row.activity
    seen(request, type(parent), parent.pk)
    permission = "bloc_year.edit_pledge" if row.pledge else "bloc_year.edit"
    require(request, permission, ONLY_LEADER if row.pledge else ONLY_RUNNING, parent)
    back = reverse("bloc_year:pledge" if row.pledge else "bloc_year:activity", args=[parent.pk])
    return remove(
        request,
        Removal(
            title=f"Bỏ tệp {row.file.name}",
            crumbs=crumbs(parent.bloc, ("Bỏ tệp", None)),
            back=back,
            remove=lambda reason: file_services.remove(row, reason=reason, by=request.user),
            sentence=f"Đã bỏ tệp “{row.file.name}”.",
            facts=[str(row)],
            button="Bỏ tệp",
        ),
    )
