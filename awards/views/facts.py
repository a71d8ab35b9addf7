"""Facts of a person or a collective: one address for each kind of entry; the page of a collective."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from awards.forms import facts as forms
from awards.models import Collective, Person, RestrictionRecord
from awards.selectors.facts import awards_of_group, fact_page, outlook, years_to_ask
from awards.selectors.registry import lines
from awards.services import facts as services
from awards.services import initiatives
from awards.views.registry import VIEW
from campaigns.views.pieces import Page, edit
from emulation.base import audit, clock
from organisations.selectors.audit import lines as audit_lines
from organisations.views.common import require

both = require_http_methods(["GET", "POST"])
RECORD = "awards.record_facts"


@dataclass(frozen=True)
class Kind:
    """One kind of entry: its words, its form, who it is for, how it is written.

    `rows` with the field that names a row in the address: such a row is opened again and corrected, else entries are only added.
    """

    title: str
    form: type[forms.FactForm]
    write: Callable[..., Any]
    done: str
    of: tuple[str, ...] = ("person", "collective")
    rows: tuple[str, str] | None = None
    edit: Callable[..., Any] | None = None
    permission: str = RECORD


KINDS = {
    "xep-loai": Kind(
        "Ghi xếp loại năm", forms.RatingForm, services.rate, "Đã ghi xếp loại.", rows=("yearratings", "year")
    ),
    "thang-cong-tac": Kind(
        "Ghi số tháng công tác",
        forms.WorkYearForm,
        services.set_work_year,
        "Đã ghi số tháng công tác.",
        ("person",),
        ("work_years", "year"),
    ),
    "sang-kien": Kind(
        "Ghi sáng kiến",
        forms.InitiativeForm,
        initiatives.add_initiative,
        "Đã ghi sáng kiến.",
        ("person",),
        ("initiatives", "pk"),
        initiatives.edit_initiative,
    ),
    "dong-tac-gia": Kind(
        "Ghi đồng tác giả sáng kiến",
        forms.JoinForm,
        initiatives.join_initiative,
        "Đã ghi đồng tác giả.",
        ("person",),
    ),
    "dung-sang-kien": Kind(
        "Ghi sáng kiến đã dùng",
        forms.InitiativeUseForm,
        lambda person, initiative, **fields: initiatives.use_initiative(initiative, person, **fields),
        "Đã ghi việc dùng sáng kiến.",
        ("person",),
        permission="awards.edit_registry",
    ),
    "co-cau": Kind(
        "Ghi cơ cấu tập thể",
        forms.CompositionForm,
        services.set_composition,
        "Đã ghi cơ cấu tập thể.",
        ("collective",),
        ("compositions", "year"),
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
def person_fact(request: HttpRequest, pk: int, what: str, which: int | None = None) -> HttpResponse:
    """Write down a fact of a person, or correct the one of a year."""
    return _fact(request, subject_of(request, "person", pk), "person", what, which)


@both
def collective_fact(request: HttpRequest, pk: int, what: str, which: int | None = None) -> HttpResponse:
    """Write down a fact of a collective, or correct the one of a year."""
    return _fact(request, subject_of(request, "collective", pk), "collective", what, which)


def _fact(
    request: HttpRequest, subject: Person | Collective, of: str, what: str, which: int | None = None
) -> HttpResponse:
    kind = KINDS.get(what)
    if kind is None or of not in kind.of or (which and not kind.rows):
        raise Http404
    if not may_write(request, kind, subject):
        raise PermissionDenied(services.NOT_YOURS if kind.permission == RECORD else services.ONLY_DHA)
    row = get_object_or_404(getattr(subject, kind.rows[0]), **{kind.rows[1]: which}) if which else None

    def form(**given: Any) -> forms.FactForm:
        made = kind.form(subject=subject, user=request.user, **given)
        if row and "year" in kind.rows:
            made.fields["year"].disabled = True  # another year is another row
        return made

    def save(form: forms.FactForm, version: int) -> tuple[str, str]:
        opened = {"version": version if row else 0} if kind.rows else {}
        write, target = (kind.edit, row) if row and kind.edit else (kind.write, subject)
        write(target, by=request.user, **opened, **form.columns())
        return _url(subject), kind.done

    page = Page(
        key=f"{of}:{subject.pk}:{what}:{which}" if which else f"{of}:{subject.pk}:{what}",
        title=kind.title,
        crumbs=_crumbs(subject, kind.title),
        back=_url(subject),
        form=form,
        initial=kind.form.shown(row) if row else {"year": clock.today().year},
        version=row.version if row else 0,
        saved=kind.form.shown,
        save=save,
        lead=str(subject),
        primary="Ghi",
    )
    return edit(request, page)


def may_write(request: HttpRequest, kind: Kind, subject: Person | Collective) -> bool:
    """Whether this person writes this kind of entry of the subject."""
    return request.user.has_perm(kind.permission, subject)


@both
def restriction_end(request: HttpRequest, pk: int) -> HttpResponse:
    """What was looked into has ended."""
    require(request, *VIEW)
    row = get_object_or_404(RestrictionRecord.objects.select_related("person", "collective"), pk=pk)
    subject = subject_of(request, "person" if row.person_id else "collective", row.person_id or row.collective_id)
    if not request.user.has_perm("awards.release_restriction"):
        raise PermissionDenied(services.ONLY_DHA)

    def save(form: forms.FactForm, version: int) -> tuple[str, str]:
        services.release(row, by=request.user, **form.columns())
        return _url(subject), "Đã ghi kết luận."

    page = Page(
        key=f"restriction:{pk}",
        title="Kết thúc việc xem xét, xác minh",
        crumbs=_crumbs(subject, "Kết thúc"),
        back=_url(subject),
        form=partial(forms.ReleaseForm, subject=subject),
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
        "records": request.user.has_perm(RECORD, subject),
        "releases": request.user.has_perm("awards.release_restriction"),
        "kinds": [
            (slug, kind.title) for slug, kind in KINDS.items() if of in kind.of and may_write(request, kind, subject)
        ],
        "fact_url": f"awards:{of}_fact",
        "fact_edit_url": f"awards:{of}_fact_edit",
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
        "renames": not row.is_unit and user.has_perm("awards.rename_group", row),
        "awards": lines(awards_of_group(row, user)),
        "log": audit_lines(audit.history(row)[:20], user) if user.has_perm("organisations.view_audit") else None,
        **fact_context(request, row, "collective"),
    }
    return render(request, "awards/collective.html", context)
