"""What may come onto the agenda of the Council: appraised, not refused, posted where the rule asks, held by nothing, on no agenda yet."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from awards.appraisal.enums import GOES_ON, DossierState, Verdict
from awards.appraisal.models import Dossier, Tabled
from awards.appraisal.selectors import postings
from awards.council.models import AgendaItem, Session
from emulation.base.workflow import Refused

MOST_NAMED = 6


def ready_for_council(year: int | None = None) -> QuerySet[Dossier]:
    """Dossiers that a session can take, by award and name; of one year of achievement, or all."""
    rows = Dossier.objects.filter(state=DossierState.APPRAISED, verdict__in=GOES_ON, tabled=None)
    rows = rows.exclude(pk__in=Dossier.objects.held().values("pk"))
    if year:
        rows = rows.filter(nominee__file__route__year=year)
    rows = rows.exclude(pk__in=postings.stopped(rows))
    return rows.for_page().order_by("nominee__award", "nominee__file__unit__sort_key", "nominee__name", "pk")


def award_for_council(dossier: Dossier) -> str:
    """What the Council votes on: the lower award where the desk proposes one."""
    return dossier.council_award


def must_be_ready(session: Session, items: Sequence[AgendaItem]) -> None:
    """Refuse items put on by hand or taken from blocs whose dossier is not appraised, was refused or is held.

    The same person, or the same unit as a whole, for the same award and year: by record, never by name. Two queries.
    """
    people = {item.person_id for item in items if item.person_id}
    units = {item.unit_id for item in items if item.subject_kind == "collective" and item.unit_id}
    if not people and not units:
        return
    own = Q(nominee__person__in=people) | Q(nominee__collective__unit__in=units, nominee__collective__is_unit=True)
    rows = Dossier.objects.filter(own, nominee__file__route__year=session.year).for_page()
    ready = {row.pk for row in ready_for_council(session.year).filter(pk__in=[row.pk for row in rows])}
    ready |= set(Tabled.objects.filter(item__session=session, dossier__in=rows).values_list("dossier_id", flat=True))
    keys: dict[tuple[Any, ...], Dossier] = {}
    for row in rows:
        nominee = row.nominee
        unit = nominee.collective.unit_id if nominee.collective else None
        keys[nominee.person_id, unit, nominee.award] = row
        keys[nominee.person_id, unit, award_for_council(row)] = row
    found = [
        (item, row)
        for item in items
        if (row := keys.get((item.person_id, None if item.person_id else item.unit_id, item.award)))
        and (row.pk not in ready or award_for_council(row) != item.award)
    ]
    if found:
        names = ", ".join(f"{item.label} ({_why(row, item)})" for item, row in found[:MOST_NAMED])
        raise Refused(f"Chưa đưa ra Hội đồng được: {names}. Xem ở trang Tiếp nhận, thẩm định.")


def _why(row: Dossier, item: AgendaItem) -> str:
    if row.is_held:
        return "đang tạm dừng xét"
    if row.state != DossierState.APPRAISED:
        return "chưa thẩm định xong"
    if row.verdict == Verdict.REFUSED:
        return "thẩm định kết luận không đề nghị"
    if stop := postings.stop_of(row):
        return stop
    return "đã ở một chương trình khác" if award_for_council(row) == item.award else "thẩm định đề nghị mức thấp hơn"
