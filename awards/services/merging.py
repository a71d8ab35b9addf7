"""Two records of one person become one, and apart again: nothing is lost, everything is in the history (B78)."""

from typing import Any

from django.db import transaction
from django.db.models import Q

from awards.enums import DoubtState
from awards.models import (
    AwardRecord,
    DisciplineRecord,
    Initiative,
    InitiativeUse,
    ListedNominee,
    Person,
    PersonDoubt,
    PersonMerge,
    PersonPlace,
    RestrictionRecord,
    WorkYear,
    YearRating,
)
from awards.selectors.people import chunks
from emulation.base import audit, clock
from emulation.base.concurrency import bump
from emulation.base.workflow import Refused

# What the kept record takes over where it knows nothing itself.
_TAKEN_OVER = (
    "honorific",
    "title",
    "birth_date",
    "birth_year",
    "gender",
    "honours",
    "citizen_number_sealed",
    "citizen_number_mark",
)
_MOVING = {
    "awards": AwardRecord,
    "nominees": ListedNominee,
    "places": PersonPlace,
    "restrictions": RestrictionRecord,
    "disciplines": DisciplineRecord,
    "initiatives": Initiative.authors.through,
    "initiative_uses": InitiativeUse,
    "ratings": YearRating,
    "work_years": WorkYear,
}
# What is written once for each person: by which fields. Where both records have it, the kept one's stays.
_ONCE = {
    YearRating: ("year",),
    WorkYear: ("year",),
    Initiative.authors.through: ("initiative_id",),
    InitiativeUse: ("initiative_id", "award", "year"),
}


@transaction.atomic
def merge_people(kept: Person, gone: Person, *, reason: str, by: Any) -> PersonMerge:
    """Make two records one. Awards and places move, their texts stay as written; the record that goes leads to the kept one."""
    kept, gone = _both_locked(kept, gone)
    _refuse_merge(kept, gone, reason)
    moved = {name: _move(model, gone, kept) for name, model in _MOVING.items()}
    moved["taken_over"] = _take_over(kept, gone)
    moved["doubts"] = _settle_doubts(kept, gone, by)
    gone.merged_into = kept
    bump(gone)
    gone.save(update_fields=["merged_into", "version"])
    merge = PersonMerge.objects.create(kept=kept, gone=gone, reason=reason, moved=moved, by=by)
    changes = {"awards": [None, len(moved["awards"])], "places": [None, len(moved["places"])]}
    audit.record(kept, action="merge", label=f"Gộp hồ sơ {gone} (số {gone.pk})", by=by, note=reason, changes=changes)
    audit.record(gone, action="merged", label=f"Gộp vào hồ sơ {kept} (số {kept.pk})", by=by, note=reason)
    return merge


def _both_locked(one: Person, other: Person) -> tuple[Person, Person]:
    rows = Person.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk, other.pk]).order_by("pk")
    found = {person.pk: person for person in rows}
    return found[one.pk], found[other.pk]


def _refuse_merge(kept: Person, gone: Person, reason: str) -> None:
    if kept.pk == gone.pk:
        raise Refused("Đây là cùng một hồ sơ. Hãy chọn hồ sơ khác.")
    for person in (kept, gone):
        if person.merged_into_id:
            raise Refused(f"Hồ sơ {person} (số {person.pk}) đã được gộp. Hãy mở hồ sơ đang dùng.")
    if kept.birth_date and gone.birth_date and kept.birth_date != gone.birth_date:
        raise Refused("Hai hồ sơ ghi ngày sinh khác nhau. Hãy sửa ngày sinh trước nếu đúng là một người.")
    if kept.birth_year and gone.birth_year and kept.birth_year != gone.birth_year:
        raise Refused("Hai hồ sơ ghi năm sinh khác nhau. Hãy sửa năm sinh trước nếu đúng là một người.")
    marks = {kept.citizen_number_mark, gone.citizen_number_mark} - {""}
    if len(marks) == 2:
        raise Refused("Hai hồ sơ ghi số định danh khác nhau. Hãy sửa số định danh trước nếu đúng là một người.")
    if years := _rated_apart(kept, gone):
        raise Refused(f"Hai hồ sơ ghi xếp loại khác nhau năm {years}. Hãy sửa xếp loại trước nếu đúng là một người.")
    if not reason.strip():
        raise Refused("Thiếu lý do. Hãy ghi căn cứ để biết hai hồ sơ là một người.")


def _rated_apart(kept: Person, gone: Person) -> str:
    """Years in which the two records have different ratings."""
    of_gone = dict(gone.yearratings.values_list("year", "rating"))
    of_kept = dict(kept.yearratings.values_list("year", "rating"))
    return ", ".join(str(year) for year in sorted(of_gone) if of_kept.get(year, of_gone[year]) != of_gone[year])


def _move(model, gone: Person, kept: Person) -> list[int]:
    once = _ONCE.get(model)
    known = set(model.objects.filter(person=kept).values_list(*once)) if once else set()
    rows = model.objects.filter(person=gone).values_list("pk", *(once or ()))
    ids = [pk for pk, *key in rows if not once or tuple(key) not in known]
    for part in chunks(ids):
        model.objects.filter(pk__in=part).update(person=kept)
    return ids


def _take_over(kept: Person, gone: Person) -> list[str]:
    names = [name for name in _TAKEN_OVER if not getattr(kept, name) and getattr(gone, name)]
    for name in names:
        setattr(kept, name, getattr(gone, name))
    bump(kept)
    kept.save(update_fields=[*names, "version"])
    return names


def _settle_doubts(kept: Person, gone: Person, by: Any) -> list[int]:
    """The pair is settled; other pairs of the record that goes are no longer asked of it."""
    rows = PersonDoubt.objects.filter(Q(first=gone) | Q(second=gone), state=DoubtState.OPEN)
    ids = list(rows.values_list("pk", flat=True))
    rows.update(state=DoubtState.MERGED, settled_at=clock.now(), settled_by=by)
    return ids


@transaction.atomic
def unmerge_people(merge: PersonMerge, *, by: Any) -> PersonMerge:
    """Take a merge back: what moved goes back, as far as nobody moved it on; what was taken over is given back."""
    merge = PersonMerge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    kept, gone = _both_locked(merge.kept, merge.gone)
    if merge.undone_at:
        raise Refused("Lần gộp này đã được tách. Hãy tải lại trang.")
    if kept.merged_into_id:
        raise Refused(f"Hồ sơ {kept} (số {kept.pk}) đã được gộp tiếp vào hồ sơ khác. Hãy tách lần gộp sau trước.")
    for name, model in _MOVING.items():
        model.objects.filter(pk__in=merge.moved.get(name, []), person=kept).update(person=gone)
    _give_back(kept, gone, merge.moved["taken_over"])
    PersonDoubt.objects.filter(pk__in=merge.moved["doubts"]).update(
        state=DoubtState.OPEN, settled_at=None, settled_by=None
    )
    gone.merged_into = None
    bump(gone)
    gone.save(update_fields=["merged_into", "version"])
    merge.undone_at, merge.undone_by = clock.now(), by
    merge.save(update_fields=["undone_at", "undone_by"])
    audit.record(kept, action="unmerge", label=f"Tách hồ sơ {gone} (số {gone.pk})", by=by)
    audit.record(gone, action="unmerged", label=f"Tách khỏi hồ sơ {kept} (số {kept.pk})", by=by)
    return merge


def _give_back(kept: Person, gone: Person, names: list[str]) -> None:
    for name in names:
        if getattr(kept, name) == getattr(gone, name):  # else it was corrected since, and stays
            setattr(kept, name, Person._meta.get_field(name).get_default())
    bump(kept)
    kept.save(update_fields=[*names, "version"])
