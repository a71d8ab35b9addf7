"""Tying lines to people, collectives and households of the registry. Nobody is merged in silence: in doubt a person says who."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q

from awards.decisions.models import DecisionLine, RewardDecision
from awards.enums import SubjectKind
from awards.models import Person, PersonPlace
from awards.nominations.models import Nominee
from awards.selectors.people import chunks
from awards.services import people, subjects
from emulation.base import audit, vietnamese
from emulation.base.workflow import Refused

FIELDS = {"individual": "person", "collective": "collective", "household": "household"}


def tie(lines: Sequence[DecisionLine], *, year: int, by: Any) -> None:
    """Give unsaved lines their subject where it is certain, and the nomination it came from.

    A collective or household with a known unit is the unit's own; a person is who the Council named, else the one
    person of that name who works or worked at the unit.
    """
    for line in lines:
        if line.unit and line.subject_kind == SubjectKind.COLLECTIVE:
            line.collective = subjects.collective(line.unit, line.name, by=by)
        elif line.unit and line.subject_kind == SubjectKind.HOUSEHOLD:
            line.household = subjects.household(line.unit, line.name, by=by)
    unknown = [line for line in lines if line.subject_kind == SubjectKind.INDIVIDUAL and not line.person_id]
    found = candidates(unknown)
    for line in unknown:
        here = found[id(line)]
        line.person = here[0] if len(here) == 1 else None
    _nominees(lines, year)


def candidates(lines: Sequence[DecisionLine]) -> dict[int, list[Person]]:
    """{id of the line object: standing people of its name at its unit}. One query for five hundred names."""
    keys = {id(line): vietnamese.fold(vietnamese.split_person_name(line.name).name) for line in lines}
    by_place: dict[tuple[str, int], dict[int, Person]] = defaultdict(dict)
    for part in chunks(sorted(set(keys.values()))):
        rows = PersonPlace.objects.filter(
            person__comparison_key__in=part, person__merged_into=None, unit__in={line.unit_id for line in lines}
        )
        for place in rows.select_related("person"):
            by_place[place.person.comparison_key, place.unit_id][place.person_id] = place.person
    return {id(line): list(by_place[keys[id(line)], line.unit_id].values()) for line in lines}


def _nominees(lines: Sequence[DecisionLine], year: int) -> None:
    """The nomination of the same subject for the same award and year; where there are two, none is concluded."""
    where = Q(pk__in=[])
    for field in FIELDS.values():
        ids = {getattr(line, f"{field}_id") for line in lines} - {None}
        where |= Q(**{f"{field}__in": ids}) if ids else Q(pk__in=[])
    found: dict[tuple, list[Nominee]] = defaultdict(list)
    for nominee in Nominee.objects.filter(where, achievement_year=year).only(
        "pk", "award", "posthumous", *(f"{f}_id" for f in FIELDS.values())
    ):
        found[nominee.award, nominee.person_id, nominee.collective_id, nominee.household_id].append(nominee)
    for line in lines:
        if line.is_tied:
            same = found[line.award, line.person_id, line.collective_id, line.household_id]
            line.nominee = same[0] if len(same) == 1 else None
            if line.nominee and line._state.adding:  # afterwards the draft says it
                line.posthumous = line.nominee.posthumous


@transaction.atomic
def choose(line: DecisionLine, subject: Any, *, by: Any) -> DecisionLine:
    """Somebody says who a line means."""
    decision = RewardDecision.objects.select_for_update(of=("self",)).get(pk=line.decision_id)
    line = DecisionLine.objects.select_for_update(of=("self",)).select_related("decision", "unit").get(pk=line.pk)
    if not decision.is_draft:
        raise Refused("Quyết định không còn ở bước soạn nên không sửa được.")
    if line.subject_kind != SubjectKind.INDIVIDUAL or not isinstance(subject, Person):
        raise Refused("Chỉ cá nhân mới cần chọn hồ sơ.")
    line.person = subject
    _nominees([line], line.decision.year)
    line.save(update_fields=["person", "nominee"])
    audit.record(line.decision, action="tie", label=f"Gắn hồ sơ: {line.name}", by=by, changes={"person": subject.pk})
    return line


@transaction.atomic
def new_records(decision: RewardDecision, *, by: Any) -> int:
    """A new record in the registry for everybody in the draft of whom none is known; namesakes are put up to be looked at.

    Where people of that name work at the unit, somebody chooses: those are left. One who stands twice in the draft with
    the same post (a title and a commendation) gets one record. Returns how many were made.
    """
    row = RewardDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if not row.is_draft:
        raise Refused("Quyết định không còn ở bước soạn nên không sửa được.")
    lines = untied(row)
    found = candidates([line for line in lines if line.subject_kind == SubjectKind.INDIVIDUAL])
    made: dict[tuple, dict[str, Person]] = defaultdict(dict)
    for line in lines:
        if line.subject_kind != SubjectKind.INDIVIDUAL or found[id(line)]:
            continue
        there, post = made[vietnamese.fold(line.name), line.unit_id], vietnamese.fold(line.detail)
        if there and post not in there:
            continue  # the same name at the same unit in another post: one person or two, somebody says
        line.person = there.get(post) or _new_person(line, by)
        there[post] = line.person
        line.save(update_fields=["person"])
    number = sum(len(there) for there in made.values())
    if number:
        audit.record(row, action="tie", label=f"Lập hồ sơ mới cho {number} cá nhân", by=by)
    return number


@transaction.atomic
def new_record(line: DecisionLine, *, by: Any) -> DecisionLine:
    """A record of its own for one line, although others bear the name."""
    return choose(line, _new_person(line, by), by=by)


def _new_person(line: DecisionLine, by: Any) -> Person:
    name = vietnamese.split_person_name(line.name)
    person = people.create_person(full_name=name.name, honorific=name.honorific or "", title=name.title or "", by=by)
    if line.unit_id:
        people.add_place(person, unit=line.unit, position=line.detail[:300], by=by)
    others = Person.objects.standing().filter(comparison_key=person.comparison_key).exclude(pk=person.pk)[:5]
    people.raise_doubts(person, others, why="Cùng tên trong một quyết định khen thưởng")
    return person


def untied(decision: RewardDecision) -> list[DecisionLine]:
    """Lines of which nobody has said who they are. One query."""
    rows = decision.lines.filter(person=None, collective=None, household=None)
    return list(rows.select_related("decision", "unit"))
