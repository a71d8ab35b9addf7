"""Bringing what is ready before the Council."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from awards.appraisal.models import Dossier, Tabled
from awards.appraisal.selectors.ready import award_for_council, ready_for_council
from awards.council.models import AgendaItem, Session
from awards.council.services import agenda
from awards.law import law, law_version
from awards.nominations.selectors.checks import filing_day
from emulation.base import audit
from emulation.base.workflow import Refused


@transaction.atomic
def table(session: Session, dossiers: Sequence[Dossier], *, by: Any) -> int:
    """Put dossiers on the agenda of a session, all or none. Returns how many.

    Who has a part in a dossier may bring it: the Council votes on it, and its members step aside by the Council's own rules.
    """
    if not by.has_perm("council.manage_session", session):
        raise PermissionDenied("Chỉ thư ký Hội đồng và Sở Nội vụ lập chương trình phiên họp.")
    keys = [dossier.pk for dossier in dossiers]
    list(Dossier.objects.select_for_update(of=("self",)).filter(pk__in=keys).values_list("pk"))
    rows = list(ready_for_council(session.year).filter(pk__in=keys))
    if len(rows) != len(set(keys)):
        raise Refused("Có hồ sơ không còn sẵn sàng đưa ra Hội đồng. Hãy tải lại trang rồi chọn lại.")
    unknown = [row.nominee.name for row in rows if award_for_council(row) not in law().awards]
    if unknown:
        raise Refused(f"Danh mục không còn danh hiệu, hình thức đề nghị cho: {', '.join(unknown[:6])}.")
    items = [_item(session, row) for row in rows]
    number = agenda.put(session, items, by=by)
    Tabled.objects.bulk_create([Tabled(dossier=row, item=item) for row, item in zip(rows, items, strict=True)])
    for row in rows:
        audit.record(row, action="table", label=f"Đưa vào chương trình: {session.title}", by=by)
    return number


def _item(session: Session, row: Dossier) -> AgendaItem:
    nominee, award = row.nominee, award_for_council(row)
    detail = nominee.position or nominee.file.unit.official_name
    return AgendaItem(
        session=session,
        award=award,
        award_name=law().awards[award].name,
        law_version=law_version(filed_on=filing_day(nominee.file)).version,
        subject_kind=nominee.subject_kind,
        label=nominee.name,
        detail=f"{detail}. Đợt {nominee.file.route.name}",
        summary=nominee.summary,
        unit=(nominee.collective.unit if nominee.collective else None) or nominee.file.unit,
        person=nominee.person,
    )
