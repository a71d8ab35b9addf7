"""Writing dossiers: opening them when a file is received, the officer's work, the effects of the moves."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from awards.appraisal.enums import OPEN, Verdict
from awards.appraisal.models import Dossier
from awards.appraisal.selectors.findings import finding_of, points_of
from awards.nominations.models import NominationFile
from awards.nominations.selectors.checks import Checked, check_file
from emulation.base import audit, clock, concurrency, notify
from emulation.base.workflow import Refused
from organisations.enums import UNIT_ROLES, Role
from organisations.models import User
from organisations.selectors.people import dha_unit_ids, holders, officers

NOT_YOURS = "Hồ sơ này do người khác thẩm định, hoặc thuộc đơn vị của bạn."
CLOSED = "Hồ sơ đã trình lãnh đạo nên không sửa được. Lấy lại hoặc chờ lãnh đạo chuyển lại để sửa."


def topic(file: NominationFile) -> str:
    """What notices about the appraisal of a file are about."""
    return f"appraisal:{file.pk}"


@transaction.atomic
def open_dossiers(file: NominationFile, *, by: Any) -> int:
    """One dossier for each nominee of a received file; those that are open already stay. Returns how many were opened."""
    have = set(Dossier.objects.filter(nominee__file=file).values_list("nominee_id", flat=True))
    rows = [
        Dossier(nominee=checked.nominee, finding=finding_of(checked))
        for checked in check_file(file)
        if checked.nominee.pk not in have
    ]
    Dossier.objects.bulk_create(rows)
    if rows:
        audit.record(file, action="appraisal", label=f"Mở {len(rows)} hồ sơ thẩm định", by=by)
        tell_new(file)
    return len(rows)


def tell_new(file: NominationFile) -> None:
    """Who hands out the work is told; of the department's own file the Chairman's office."""
    people = holders(Role.CHAIRMAN_OFFICE if file.unit_id in dha_unit_ids() else Role.DHA_HEAD)
    notify.tell(
        people,
        key=f"{topic(file)}:new:{clock.today():%Y%m%d}",
        title=f"Hồ sơ chờ phân công thẩm định: {file.unit.label}",
        body=f"{file.route.name}. Đã tiếp nhận, còn đối tượng chưa có người thẩm định.",
        url=f"{reverse('appraisal:queue')}?muc=chua-phan-cong",
        topic=topic(file),
    )


@transaction.atomic
def save_work(
    dossier: Dossier,
    *,
    version: int | None,
    verdict: str,
    lower_award: str,
    reason: str,
    articles: Sequence[dict],
    note: str,
    seen: Sequence[str],
    checked: Checked | None,
    by: Any,
) -> Dossier:
    """Keep what the officer has so far; nothing of the nominee or of another dossier changes. Takes over what nobody has.

    checked: the nominee held against the law as the officer saw it; what there was to look at is kept with the verdict.
    """
    row = concurrency.lock(dossier, version=version)
    if not by.has_perm("appraisal.appraise", row):
        raise PermissionDenied(row.conflict_with(by) or NOT_YOURS)
    if row.state not in OPEN:
        raise Refused(CLOSED)
    row.verdict, row.reason, row.note = verdict, reason, note
    row.lower_award = lower_award if verdict == Verdict.LOWER else ""
    row.articles, row.seen = list(articles), sorted(seen)
    row.finding, row.points = finding_of(checked), [[p.code, p.words] for p in points_of(checked)]
    row.officer_id = row.officer_id or by.pk
    concurrency.bump(row)
    row.save(
        update_fields=[
            "verdict",
            "reason",
            "note",
            "lower_award",
            "articles",
            "seen",
            "finding",
            "points",
            "officer",
            "version",
        ],
    )
    # The words of the verdict are the desk's own until it is told: the record of changes says only that it was written.
    audit.record(row, action="save", label="Ghi nội dung thẩm định", by=by)
    return row


# --- Effects of the moves -----------------------------------------------------------------------------------------------
def stamp_proposed(dossier: Dossier) -> list[str]:
    dossier.proposed_at, dossier.return_note = clock.now(), ""
    return ["proposed_at", "return_note"]


def begun(dossier: Dossier, *, by: Any, note: str = "") -> None:
    """Who begins what nobody has, has it."""
    if dossier.officer_id is None:
        dossier.officer = by
        dossier.save(update_fields=["officer"])


def proposed(dossier: Dossier, *, by: Any, note: str = "") -> dict:
    """The head is told once for the file as it fills: one notice a file and day, not one a nominee."""
    dossier.proposed_by = by
    dossier.officer_id = dossier.officer_id or by.pk
    dossier.save(update_fields=["proposed_by", "officer"])
    notify.settle(f"dossier:{dossier.pk}")
    file = dossier.nominee.file
    own = file.unit_id in dha_unit_ids()
    people = [p for p in holders(Role.CHAIRMAN_OFFICE if own else Role.DHA_HEAD) if p.pk != by.pk]
    notify.tell(
        people,
        key=f"{topic(file)}:proposed:{clock.today():%Y%m%d}",
        title=f"Kết luận thẩm định chờ xem lại: {file.unit.label}",
        body=file.route.name,
        url=f"{reverse('appraisal:queue')}?muc=cho-lanh-dao&ho-so={file.pk}",
        topic=f"{topic(file)}:look",
    )
    return {"verdict": dossier.verdict}


def taken_back(dossier: Dossier, *, by: Any, note: str = "") -> None:
    _settle_if_none_waits(dossier)


def stamp_agreed(dossier: Dossier) -> list[str]:
    dossier.decided_at = clock.now()
    return ["decided_at"]


def agreed(dossier: Dossier, *, by: Any, note: str = "") -> dict:
    dossier.decided_by = by
    dossier.save(update_fields=["decided_by"])
    _settle_if_none_waits(dossier)
    return {"verdict": dossier.verdict}


def sent_back(dossier: Dossier, *, by: Any, note: str = "") -> None:
    """The officer reads what the head asks for."""
    dossier.return_note, dossier.decided_by, dossier.decided_at = note, None, None
    dossier.save(update_fields=["return_note", "decided_by", "decided_at"])
    _settle_if_none_waits(dossier)
    if dossier.officer_id:
        notify.tell(
            User.objects.filter(pk=dossier.officer_id),
            key=f"dossier:{dossier.pk}:back:{dossier.version}",
            title=f"Lãnh đạo chuyển lại để xem thêm: {dossier.nominee.name}",
            body=note,
            url=reverse("appraisal:desk", args=[dossier.pk]),
            topic=f"dossier:{dossier.pk}",
        )


def stamp_reopened(dossier: Dossier) -> list[str]:
    """Told or not: what was told no longer holds."""
    dossier.was_told, dossier.told_at = dossier.told_at is not None, None
    return ["told_at"]


def reopened(dossier: Dossier, *, by: Any, note: str = "") -> None:
    """The officer goes on; a unit that was told hears that it is looked at again, not why."""
    sent_back(dossier, by=by, note=note)
    file = dossier.nominee.file
    if dossier.was_told:
        notify.tell(
            officers([file.unit_id], UNIT_ROLES),
            key=f"dossier:{dossier.pk}:reopened:{dossier.version}",
            title=f"Đang xem lại kết quả thẩm định: {dossier.nominee.name}",
            body="Kết quả đã báo không còn áp dụng. Đơn vị sẽ được báo khi thẩm định xong.",
            url=reverse("appraisal:outcome", args=[file.pk]),
            topic=f"{topic(file)}:told",
        )


def _settle_if_none_waits(dossier: Dossier) -> None:
    file = dossier.nominee.file
    if not Dossier.objects.filter(nominee__file=file, state="proposed").exists():
        notify.settle(f"{topic(file)}:look")
