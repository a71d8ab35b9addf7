"""Pages of routes: calls for nominations, their last days, more time for a unit."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from awards.law import law
from awards.nominations.forms.files import ExtensionForm, RouteForm, route_values
from awards.nominations.models import Route
from awards.nominations.route_templates import route_templates
from awards.nominations.services import routes
from awards.nominations.views.common import SEES, both
from campaigns.views.pieces import Page, edit
from emulation.base import clock
from organisations.views.common import require

MAY = ("nominations.edit_routes", routes.ONLY_DHA)


def _home() -> str:
    return reverse("nominations:route_list")


def _crumbs(*rest: str) -> list:
    start = [("Đề nghị khen thưởng", reverse("nominations:file_list"))]
    if not rest:
        return [*start, ("Các đợt", None)]
    return [*start, ("Các đợt", _home()), *((words, None) for words in rest)]


@require_GET
def route_list(request: HttpRequest) -> HttpResponse:
    """Calls for nominations, newest year first."""
    require(request, *SEES)
    names = law().awards
    rows = Route.objects.prefetch_related("extensions__unit")
    context = {
        "rows": [(r, [names[code].name for code in r.awards if code in names]) for r in rows],
        "may_edit": request.user.has_perm("nominations.edit_routes"),
        "crumbs": _crumbs(),
    }
    return render(request, "nominations/route_list.html", context)


@both
def route_new(request: HttpRequest) -> HttpResponse:
    """A new call, empty or from a template."""
    require(request, *MAY)
    year = clock.today().year
    templates = route_templates(year)
    chosen = next((one for one in templates if one.code == request.GET.get("mau")), None)

    def save(form: RouteForm, version: int) -> tuple[str, str]:
        made = routes.create(by=request.user, **form.cleaned_data)
        return _home(), f"Đã lập {made}."

    page = Page(
        key=f"route-new:{chosen.code}" if chosen else "route-new",
        title="Lập đợt đề nghị khen thưởng",
        crumbs=_crumbs("Lập đợt"),
        back=_home(),
        form=RouteForm,
        initial=chosen.values(year) if chosen else {"year": year, "verified": True},
        save=save,
        primary="Lập đợt",
        lead=f"Theo mẫu: {chosen.name}. Chưa kiểm chứng, hãy ghi lại theo văn bản của tỉnh." if chosen else "",
        template="nominations/route_new.html",
        context={"templates": templates, "chosen": chosen},
    )
    return edit(request, page)


@both
def route_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a call."""
    require(request, *MAY)
    row = get_object_or_404(Route, pk=pk)

    def save(form: RouteForm, version: int) -> tuple[str, str]:
        routes.update(row, version=version, by=request.user, **form.cleaned_data)
        return _home(), "Đã lưu đợt đề nghị."

    page = Page(
        key=f"route:{pk}",
        title=str(row),
        crumbs=_crumbs(row.name),
        back=_home(),
        form=RouteForm,
        initial=route_values(row),
        version=row.version,
        saved=route_values,
        save=save,
    )
    return edit(request, page)


@both
def route_extend(request: HttpRequest, pk: int) -> HttpResponse:
    """More time for one unit."""
    require(request, *MAY)
    row = get_object_or_404(Route, pk=pk)

    def save(form: ExtensionForm, version: int) -> tuple[str, str]:
        made = routes.extend(row, by=request.user, **form.cleaned_data)
        return _home(), f"Đã gia hạn cho {made.unit.label} đến {made.until:%d/%m/%Y}."

    page = Page(
        key=f"route-extend:{pk}",
        title="Gia hạn cho một đơn vị",
        crumbs=_crumbs(row.name, "Gia hạn"),
        back=_home(),
        form=ExtensionForm,
        save=save,
        lead=f"{row}. Hạn chung {row.last_day:%d/%m/%Y}.",
        primary="Gia hạn",
    )
    return edit(request, page)
