"""Facts of a person or a collective: one address for each kind of entry; the page of a collective."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from awards.forms import facts as forms
from awards.models import Collective, Person, RestrictionRecord
from awards.selectors.facts import awards_of_collective, fact_page, outlook, years_to_ask
from awards.selectors.registry import lines
from awards.services import facts as services
from awards.views.registry import VIEW
from campaigns.views.pieces import Page, edit
from emulation.base import audit, clock
from emulation.base.forms import OfficeForm
from organisations.selectors.audit import lines as audit_lines
from organisations.views.common import require

both = require_http_methods(["GET", "POST"])


@dataclass(frozen=True)
class Kind:
    """One kind of entry: its words, its form, who it is for, how it is written."""

    title: str
    form: type[OfficeForm]
    write: Callable[..., Any]
    done: str
    of: tuple[str, ...] = ("person", "collective")


KINDS = {
    "xep-loai": Kind("Ghi xếp loại năm", forms.RatingForm, services.rate, "Đã ghi xếp loại."),
    "thang-cong-tac": Kind(
        "Ghi số tháng công tác", forms.WorkYearForm, services.set_work_year, "Đã ghi số tháng công tác.", ("person",)
    ),
    "sang-kien": Kind("Ghi sáng kiến", forms.InitiativeForm, services.add_initiative, "Đã ghi sáng kiến.", ("person",)),
    "co-cau": Kind(
        "Ghi cơ cấu tập thể", forms.CompositionForm, services.set_composition, "Đã ghi cơ cấu tập thể.", ("collective",)
    ),
    "xem-xet": Kind(
        "Ghi việc đang xem xét, xác minh",
        forms.RestrictionForm,
        services.restrict,
        "Đã ghi; việc xét khen thưởng tạm dừng.",
    ),
    "ky-luat": Kind("Ghi kỷ luật", forms.DisciplineForm, services.discipline, "Đã ghi kỷ luật."),
}


def subject_of(request: HttpRequest, kind: str, pk: int) -> Person | Collective:
    """The person or collective, for those who see it."""
    require(request, *VIEW)
    model = Person if kind == "person" else Collective
    return get_object_or_404(model.objects.visible_to(request.user), pk=pk)


def _url(subject: Person | Collective) -> str:
    return reverse("awards:person" if isinstance(subject, Person) else "awards:collective", args=[subject.pk])


def _crumbs(subject: Person | Collective, title: str) -> list:
    return [("Sổ khen thưởng", reverse("awards:registry")), (str(subject), _url(subject)), (title, None)]


@both
def person_fact(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Write down a fact of a person."""
    return _fact(request, subject_of(request, "person", pk), "person", what)


@both
def collective_fact(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Write down a fact of a collective."""
    return _fact(request, subject_of(request, "collective", pk), "collective", what)


def _fact(request: HttpRequest, subject: Person | Collective, of: str, what: str) -> HttpResponse:
    kind = KINDS.get(what)
    if kind is None or of not in kind.of:
        raise Http404
    if not request.user.has_perm("awards.record_facts", subject):
        raise PermissionDenied(services.NOT_YOURS)

    def save(form: OfficeForm, version: int) -> tuple[str, str]:
        kind.write(subject, by=request.user, **form.columns())
        return _url(subject), kind.done

    page = Page(
        key=f"{of}:{subject.pk}:{what}",
        title=kind.title,
        crumbs=_crumbs(subject, kind.title),
        back=_url(subject),
        form=kind.form,
        initial={"year": clock.today().year},
        save=save,
        lead=str(subject),
        primary="Ghi",
    )
    return edit(request, page)


@both
def restriction_end(request: HttpRequest, pk: int) -> HttpResponse:
    """What was looked into has ended."""
    require(request, *VIEW)
    row = get_object_or_404(RestrictionRecord.objects.select_related("person", "collective"), pk=pk)
    subject = subject_of(request, "person" if row.person_id else "collective", row.person_id or row.collective_id)
    if not request.user.has_perm("awards.record_facts", subject):
        raise PermissionDenied(services.NOT_YOURS)

    def save(form: OfficeForm, version: int) -> tuple[str, str]:
        services.release(row, by=request.user, **form.columns())
        return _url(subject), "Đã ghi kết luận."

    page = Page(
        key=f"restriction:{pk}",
        title="Kết thúc việc xem xét, xác minh",
        crumbs=_crumbs(subject, "Kết thúc"),
        back=_url(subject),
        form=forms.ReleaseForm,
        save=save,
        lead=f"{subject}: {row}",
        primary="Ghi kết luận",
    )
    return edit(request, page)


def asked_year(request: HttpRequest) -> int:
    """The year of achievement asked for, this year when none is."""
    asked = request.GET.get("nam", "")
    years = years_to_ask()
    return int(asked) if asked.isascii() and asked.isdigit() and int(asked) in years else years[0]


def fact_context(request: HttpRequest, subject: Person | Collective, of: str) -> dict:
    """What the pages of people and collectives show of facts and prospects."""
    year = asked_year(request)
    return {
        "facts": fact_page(subject, request.user),
        "records": request.user.has_perm("awards.record_facts", subject),
        "kinds": [(slug, kind.title) for slug, kind in KINDS.items() if of in kind.of],
        "fact_url": f"awards:{of}_fact",
        "subject": subject,
        "outlook": outlook(subject, year),
        "prospect_years": years_to_ask(),
    }


@require_GET
def collective(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything of one collective: awards, ratings, composition, what it could be proposed for."""
    row = subject_of(request, "collective", pk)
    user = request.user
    context = {
        "collective": row,
        "awards": lines(awards_of_collective(row, user)),
        "log": audit_lines(audit.history(row)[:20], user) if user.has_perm("organisations.view_audit") else None,
        **fact_context(request, row, "collective"),
    }
    return render(request, "awards/collective.html", context)
