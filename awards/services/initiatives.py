"""Writing initiatives of people: an initiative is known by its author, another author joins it by choice, never by its title."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from awards.law import law
from awards.models import Initiative, InitiativeUse, Person
from awards.services.facts import ONLY_DHA, fits, locked
from emulation.base import audit
from emulation.base.concurrency import change
from emulation.base.vietnamese import fold
from emulation.base.workflow import Refused

ANOTHER_UNIT = "Sáng kiến này có tác giả ở đơn vị khác. Chỉ Sở Nội vụ sửa được."


@transaction.atomic
def add_initiative(person: Person, *, by: Any, version: int | None = None, **fields: Any) -> Initiative:
    """An initiative of a person; one of the same title and year among the person's own is the same one, and is corrected."""
    person = locked(person, by)
    own = person.initiatives.select_for_update(of=("self",)).filter(year=fields["year"]).order_by("pk")
    same = next((row for row in own if fold(row.title) == fold(fields["title"])), None)
    fits(same, version, "sáng kiến này")
    if same:
        return _edit(same, fields, by)
    row = Initiative.objects.create(**fields, recorded_by=by)
    row.authors.add(person)
    _record([person], "Ghi sáng kiến", audit.difference({}, fields), by)
    return row


@transaction.atomic
def edit_initiative(initiative: Initiative, *, version: int | None, by: Any, **fields: Any) -> Initiative:
    """Correct an initiative, or add the paper that certifies it: for whoever may write facts of all its authors."""
    row = Initiative.objects.select_for_update().get(pk=initiative.pk)
    fits(row, version, "sáng kiến này")
    return _edit(row, fields, by)


def _edit(row: Initiative, fields: dict, by: Any) -> Initiative:
    authors = list(row.authors.order_by("pk"))
    if not all(by.has_perm("awards.record_facts", author) for author in authors):
        raise PermissionDenied(ANOTHER_UNIT)
    title = row.title
    if changes := change(row, fields):
        _record(authors, "Sửa sáng kiến", {"title": title} | changes, by)
    return row


@transaction.atomic
def join_initiative(person: Person, initiative: Initiative, *, by: Any) -> Initiative:
    """The person is an author, too, of an initiative that is on record for somebody of whom the same officer writes."""
    person = locked(person, by)
    row = Initiative.objects.select_for_update().get(pk=initiative.pk)
    authors = list(row.authors.all())
    if person in authors:
        raise Refused("Sáng kiến này đã ghi cho người này.")
    if not any(by.has_perm("awards.record_facts", author) for author in authors):
        raise PermissionDenied(ANOTHER_UNIT)
    row.authors.add(person)
    _record([person], "Ghi đồng tác giả sáng kiến", {"title": row.title, "year": row.year}, by)
    return row


@transaction.atomic
def use_initiative(initiative: Initiative, person: Person, *, award: str, year: int, by: Any) -> InitiativeUse:
    """The person used the initiative for an award; twice is once. Only Sở Nội vụ: it stands in the decided list."""
    if not by.has_perm("awards.edit_registry"):
        raise PermissionDenied(ONLY_DHA)
    person = locked(person, by)
    if not initiative.authors.filter(pk=person.pk).exists():
        raise Refused("Người này không phải tác giả của sáng kiến.")
    row, made = InitiativeUse.objects.get_or_create(initiative=initiative, person=person, award=award, year=year)
    if made:
        name = law().awards[award].name if award in law().awards else award
        changes = {"title": initiative.title, "award": name, "year": year}
        _record([person], "Ghi việc dùng sáng kiến", changes, by, action="initiative_use")
    return row


def _record(people: list[Person], label: str, changes: dict, by: Any, action: str = "initiative") -> None:
    for person in people:
        audit.record(person, action=action, label=label, by=by, changes=changes)
