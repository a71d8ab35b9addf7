"""Asking agencies, writing down what they answer, keeping the list of agencies."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from awards.appraisal.enums import OPEN, Answer, LimitKind
from awards.appraisal.models import Agency, Dossier, Opinion
from awards.appraisal.models.opinions import ANSWERS_FOR
from awards.appraisal.selectors.clocks import Clocks
from awards.appraisal.services import holds
from awards.nominations.models import NominationFile
from emulation.base import audit, clock, concurrency, files, notify
from emulation.base.workflow import Refused
from organisations.models import User
from organisations.selectors.people import officers

FIELDS = ("name", "unit", "matter", "awards", "kinds", "days", "silence", "in_use", "basis", "verified")


def topic(file: NominationFile, agency: Agency) -> str:
    """What notices to an agency about a file are about."""
    return f"opinion:{agency.pk}:{file.pk}"


@transaction.atomic
def save_agency(agency: Agency | None, *, version: int | None = None, by: Any, **fields: Any) -> Agency:
    """A new agency, or other data of one; what was asked before keeps its last day."""
    if not by.has_perm("appraisal.edit_limits"):
        raise PermissionDenied("Chỉ Sở Nội vụ sửa danh sách cơ quan được lấy ý kiến.")
    row = concurrency.lock(agency, version=version) if agency else Agency()
    for name, value in fields.items():
        setattr(row, name, value)
    concurrency.bump(row)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused("Đã có cơ quan tên này, hoặc đơn vị này đã gắn với cơ quan khác.") from None
    audit.record(row, action="update" if agency else "create", label="Ghi cơ quan được lấy ý kiến", by=by)
    return row


@transaction.atomic
def ask(file: NominationFile, agencies: Sequence[Agency], *, by: Any) -> int:
    """Ask each agency about every open nominee of a file it is asked about by award and kind. Returns how many questions are new.

    Never about a nominee of the agency's own unit. Who was asked before is not asked again.
    """
    seen = Dossier.objects.visible_to(by).filter(nominee__file=file, state__in=OPEN)
    rows = list(Dossier.objects.select_for_update(of=("self",)).for_page().filter(pk__in=seen.values("pk")))
    if any(not by.has_perm("appraisal.ask", row) for row in rows) or not by.has_perm("appraisal.work"):
        raise PermissionDenied("Chỉ nơi thẩm định lấy ý kiến các cơ quan.")
    clocks, made = Clocks(), []
    asked = set(Opinion.objects.filter(dossier__in=rows).values_list("dossier_id", "agency_id"))
    for agency in agencies:
        due = _due(agency, clocks)
        fresh = [
            Opinion(dossier=row, agency=agency, asked_by=by, due=due)
            for row in rows
            if agency.fits(row.nominee) and (row.pk, agency.pk) not in asked and not _own(agency, row)
        ]
        if fresh:
            made += Opinion.objects.bulk_create(fresh)
            _tell_agency(file, agency, len(fresh), due)
    if not made:
        raise Refused("Không có đối tượng nào cần hỏi thêm các cơ quan đã chọn.")
    for pk in {opinion.dossier_id for opinion in made}:
        row = next(row for row in rows if row.pk == pk)
        names = ", ".join(opinion.agency.name for opinion in made if opinion.dossier_id == pk)
        audit.record(row, action="ask", label=f"Lấy ý kiến: {names}", by=by)
    return len(made)


def _due(agency: Agency, clocks: Clocks) -> Any:
    limit = clocks.limit(LimitKind.OPINION)
    days = agency.days or (limit.days if limit else None)
    if days is None:
        raise Refused(f"Chưa ghi số ngày trả lời cho {agency}. Hãy ghi ở trang Thời hạn.")
    return clocks.calendar.add(clock.today(), days)


def _own(agency: Agency, row: Dossier) -> bool:
    nominee = row.nominee
    units = {nominee.file.unit_id, nominee.collective.unit_id if nominee.collective else None}
    return agency.unit_id is not None and agency.unit_id in units


def _tell_agency(file: NominationFile, agency: Agency, number: int, due: Any) -> None:
    if agency.unit_id is None:
        return
    notify.tell(
        officers([agency.unit_id], ANSWERS_FOR),
        key=f"{topic(file, agency)}:asked:{clock.now().isoformat()}",
        title=f"Đề nghị cho ý kiến: {file.unit.label}",
        body=f"{number} đối tượng, về {agency.matter}. Trả lời đến hết ngày {due:%d/%m/%Y}.",
        url=f"{reverse('appraisal:opinion_list')}?ho-so={file.pk}",
        topic=topic(file, agency),
    )


@transaction.atomic
def give(
    opinion: Opinion, *, version: int | None, answer: str, text: str = "", letter: str = "", paper: Any = None, by: Any
) -> Opinion:
    """An agency's answer in the browser, or written down at the desk from its letter (number and day are then asked for).

    Late ones are taken too. An adverse one puts the nominee on hold; answered again as clear it does not release it: a head does.
    """
    row = concurrency.lock(opinion, version=version)
    row = Opinion.objects.for_page().get(pk=row.pk)
    at_desk = by.has_perm("appraisal.work")
    if not by.has_perm("appraisal.record_answer" if at_desk else "appraisal.answer", row):
        raise PermissionDenied(
            "Chỉ cơ quan được lấy ý kiến, hoặc nơi thẩm định theo văn bản của cơ quan đó, ghi trả lời."
        )
    if at_desk and not letter.strip():
        raise Refused("Ghi số, ngày văn bản trả lời của cơ quan.")
    if answer not in Answer.values:
        raise Refused("Hãy chọn nội dung trả lời.")
    if answer == Answer.ADVERSE and not text.strip():
        raise Refused("Hãy ghi vi phạm hoặc việc đang xem xét.")
    if row.answer and not at_desk and row.answered_by_id != by.pk:
        raise Refused("Cơ quan đã trả lời câu hỏi này.")
    again_adverse = row.answer == Answer.ADVERSE
    row.answer, row.text, row.letter = answer, text.strip(), letter.strip()
    row.answered_at, row.answered_by = clock.now(), by
    if paper is not None:
        row.paper = files.store(paper, by=by, holder=row)
    concurrency.bump(row)
    row.save(update_fields=["answer", "text", "letter", "paper", "answered_at", "answered_by", "version"])
    how = f" (theo văn bản {row.letter})" if at_desk else ""
    audit.record(row.dossier, action="opinion", label=f"{row.agency} trả lời{how}", by=by)
    if answer == Answer.ADVERSE and not again_adverse:
        dossier = Dossier.objects.select_for_update(of=("self",)).for_page().get(pk=row.dossier_id)
        holds.put(dossier, reason=f"Ý kiến của {row.agency}: {row.text}", by=by)
    _tell_desk(row, by)
    return row


def _tell_desk(row: Opinion, by: Any) -> None:
    file = row.dossier.nominee.file
    waiting = Opinion.objects.filter(agency=row.agency, dossier__nominee__file=file, answer="")
    if not waiting.exists():
        notify.settle(topic(file, row.agency))
    if row.dossier.officer_id and row.dossier.officer_id != by.pk:
        notify.tell(
            User.objects.filter(pk=row.dossier.officer_id),
            key=f"opinion:{row.pk}:answered:{row.version}",
            title=f"{row.agency} trả lời: {row.dossier.nominee.name}",
            body=row.get_answer_display(),
            url=reverse("appraisal:desk", args=[row.dossier_id]),
            topic=f"dossier:{row.dossier_id}",
        )


@transaction.atomic
def give_clear(rows: Sequence[Opinion], *, by: Any) -> int:
    """“Nothing else to say” for several that were not answered yet, by the agency. Returns how many."""
    for row in rows:
        give(row, version=row.version, answer=Answer.CLEAR, by=by)
    return len(rows)
