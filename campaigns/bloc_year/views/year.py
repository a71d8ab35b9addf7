"""The list of blocs with how far their year is, and the year of one bloc."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from campaigns.bloc_year.selectors import year as pages
from campaigns.bloc_year.views.common import bloc_of
from emulation.base import clock
from emulation.base.access import require


@require_GET
def year_list(request: HttpRequest) -> HttpResponse:
    """Blocs of a year: pledge, signatures, activities."""
    require(request, "bloc_year.view", "Tài khoản chưa có vai trò. Hãy đề nghị quản trị giao vai trò.")
    years = pages.years(request.user)
    asked = request.GET.get("nam", "")
    chosen = int(asked) if asked.isdecimal() and len(asked) < 5 and int(asked) in years else clock.today().year
    context = {"year": chosen, "years": years, "rows": pages.year_rows(request.user, chosen)}
    return render(request, "bloc_year/year_list.html", context)


@require_GET
def bloc_year(request: HttpRequest, pk: int) -> HttpResponse:
    """Pledge, activities, meetings and elections of one bloc."""
    bloc = bloc_of(request, pk)
    context = {
        "bloc": bloc,
        "panel": pages.of_bloc(bloc),
        "may_edit": request.user.has_perm("bloc_year.edit", bloc),
        "may_begin": request.user.has_perm("bloc_year.edit_pledge", bloc),
        "may_hand_over": request.user.has_perm("organisations.edit_blocs"),
    }
    return render(request, "bloc_year/bloc_year.html", context)
