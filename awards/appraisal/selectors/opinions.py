"""Reading opinions: what an agency has to answer, its work and its last days."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Case, Count, Exists, Min, OuterRef, Q, QuerySet, Value, When
from django.urls import reverse

from awards.appraisal.models import Agency, Opinion
from awards.appraisal.models.opinions import ANSWERS_FOR
from awards.nominations.models import NominationFile
from campaigns.selectors.open_deadlines import Deadline
from campaigns.selectors.todo import Source, Todo
from organisations.rules import role_of, unit_id_of


def asked_of(user: Any, file: int | None = None) -> QuerySet[Opinion]:
    """What the agency of a person was asked, open ones first, by their day."""
    rows = Opinion.objects.visible_to(user).for_page()
    if file:
        rows = rows.filter(dossier__nominee__file=file)
    done = Case(When(answer="", then=Value(0)), default=Value(1))
    return rows.order_by(done, "due", "dossier__nominee__file", "dossier__nominee__name", "pk")


def agencies_for(file: NominationFile) -> list[tuple[Agency, int]]:
    """(agency in use, about how many nominees of the file it was asked already). Two queries."""
    asked = dict(
        Opinion.objects.filter(dossier__nominee__file=file).order_by().values_list("agency").annotate(n=Count("pk"))
    )
    return [(agency, asked.get(agency.pk, 0)) for agency in Agency.objects.filter(in_use=True).select_related("unit")]


def _waiting(unit: int) -> QuerySet[NominationFile]:
    open_ = Opinion.objects.filter(dossier__nominee__file=OuterRef("pk"), agency__unit_id=unit, answer="")
    return NominationFile.objects.filter(Exists(open_))


def sources(user: Any) -> list[Source]:
    """For those who answer for an agency: one card a file."""
    if role_of(user) not in ANSWERS_FOR:
        return []
    unit = unit_id_of(user)
    open_ = Q(nominees__dossier__opinions__agency__unit_id=unit, nominees__dossier__opinions__answer="")
    rows = _waiting(unit).select_related("route", "unit")
    rows = rows.annotate(
        asked=Count("nominees__dossier__opinions", filter=open_),
        answer_by=Min("nominees__dossier__opinions__due", filter=open_),
    )
    return [Source(rows, lambda found: map(_card, found))]


class _Asked:
    badge = ("act", "chat-left-text", "Chờ trả lời")


def _card(file: NominationFile) -> Todo:
    return Todo(
        f"Cho ý kiến về đề nghị khen thưởng: {file.unit.label}",
        f"{reverse('appraisal:opinion_list')}?ho-so={file.pk}",
        f"Sở Nội vụ hỏi về {file.asked} đối tượng.",
        "Trả lời",
        subject=_Asked(),
        due=file.answer_by,
        source=file.route.name,
    )


def deadlines(first: dt.date, last: dt.date) -> Iterator[Deadline]:
    """Agencies that are units and have not answered, one a file and day."""
    rows = Opinion.objects.filter(answer="", due__range=(first, last)).exclude(agency__unit=None)
    found: dict[tuple, Opinion] = {}
    for row in rows.for_page().order_by("due", "pk"):
        found.setdefault((row.agency_id, row.dossier.nominee.file_id, row.due), row)
    for row in found.values():
        file = row.dossier.nominee.file
        yield Deadline(
            key=f"opinion:{row.agency_id}:{file.pk}",
            group=f"opinions:{file.route_id}",
            title=f"Cho ý kiến về đề nghị khen thưởng của {file.unit.label}",
            unit_id=row.agency.unit_id,
            due=row.due,
            url=f"{reverse('appraisal:opinion_list')}?ho-so={file.pk}",
            topic=f"opinion:{row.agency_id}:{file.pk}",
            group_url=reverse("appraisal:queue"),
        )
