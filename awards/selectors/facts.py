"""Reading what is on record of a person or a collective, for their pages."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from awards.eligibility import Prospect
from awards.law import law
from awards.models import AwardRecord, Collective, Household, Initiative, InitiativeUse, Person, PersonPlace
from awards.selectors.cases import prospects_of
from awards.selectors.claims import VERDICTS
from awards.selectors.registry import award_choices
from emulation.base import clock


@dataclass(frozen=True)
class FactPage:
    """Facts of one subject; conduct only for those who may see it."""

    ratings: list
    work: list
    compositions: list
    initiatives: list[tuple[Initiative, list[str]]]
    restrictions: list
    disciplines: list
    sees_conduct: bool


def fact_page(subject: Person | Collective, user) -> FactPage:
    """At most six queries."""
    is_person = isinstance(subject, Person)
    sees = user.has_perm("awards.view_conduct", subject)
    return FactPage(
        ratings=list(subject.yearratings.order_by("-year")),
        work=list(subject.work_years.order_by("-year")) if is_person else [],
        compositions=[] if is_person else list(subject.compositions.order_by("-year")),
        initiatives=_initiatives(subject) if is_person else [],
        restrictions=list(subject.restrictionrecords.order_by("-starts_on")) if sees else [],
        disciplines=list(subject.disciplinerecords.order_by("-decided_on")) if sees else [],
        sees_conduct=sees,
    )


def _initiatives(person: Person) -> list[tuple[Initiative, list[str]]]:
    """Each initiative with what this author used it for, in words."""
    names = dict(award_choices())
    own = Prefetch("uses", InitiativeUse.objects.filter(person=person).order_by("year", "pk"))
    rows = person.initiatives.prefetch_related(own).order_by("-year", "pk")
    return [(row, [f"{names.get(use.award, use.award)} năm {use.year}" for use in row.uses.all()]) for row in rows]


@dataclass(frozen=True)
class ProspectLine:
    """One award on the page: its name, how near it is, what stands between. `by_people`: no record can answer, somebody looks."""

    name: str
    look: tuple[str, str, str]
    unmet: list[str]
    by_people: bool


@dataclass(frozen=True)
class Outlook:
    """Awards that the record says something of, the nearest first, and those that people always look at."""

    year: int
    computed: list[ProspectLine]
    by_people: list[ProspectLine]


def outlook(subject: Person | Collective | Household, year: int) -> Outlook:
    """What could be proposed with the achievements up to a year; a hold for conduct is said without its ground."""
    found = [_line(one) for one in prospects_of(subject, year=year, filed_on=clock.today())]
    return Outlook(year, [one for one in found if not one.by_people], [one for one in found if one.by_people])


def _line(one: Prospect) -> ProspectLine:
    unmet = [finding.outcome.sentence for finding in one.unmet]
    open_ = [finding.passed is None and not finding.outcome.missing for finding in one.unmet]
    return ProspectLine(law().awards[one.award].name, VERDICTS[one.verdict], unmet, bool(open_) and all(open_))


def initiatives_to_join(person: Person, user) -> QuerySet[Initiative]:
    """Initiatives of others who work or worked in a unit of the person's, of people the user sees; newest first."""
    units = person.places.exclude(unit=None).values("unit")
    colleagues = PersonPlace.objects.filter(unit__in=units).values("person")
    authors = Person.objects.visible_to(user).filter(pk__in=colleagues)
    rows = Initiative.objects.filter(
        pk__in=Initiative.authors.through.objects.filter(person__in=authors).values("initiative")
    )
    return rows.exclude(authors=person).prefetch_related("authors").order_by("-year", "pk")


def awards_of_group(group: Collective | Household, user) -> list[AwardRecord]:
    """The awards of a collective or household that this user sees, newest first."""
    subject = {"collective" if isinstance(group, Collective) else "household": group}
    rows = AwardRecord.objects.visible_to(user).filter(**subject).select_related("unit")
    return list(rows.order_by("-decided_on", "-pk"))


def years_to_ask() -> list[int]:
    """This year and the two next: what is missing until then."""
    this = clock.today().year
    return [this, this + 1, this + 2]
