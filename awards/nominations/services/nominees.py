"""Writing nominees of a file: who, for what, with which papers and evidence, and why in spite of a finding."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from awards.enums import SubjectKind
from awards.law import law
from awards.models import ListedNominee
from awards.nominations.models import NominationFile, Nominee, NomineeEvidence, NomineePaper
from awards.nominations.services.files import must_edit
from awards.selectors.people import standing_ids
from awards.selectors.subjects import Subject, kind_of
from awards.services import people
from awards.services.unit_lists import FIELDS, Key
from campaigns.bloc_scores.enums import RankingState
from campaigns.bloc_scores.models import Ranking
from campaigns.enums import SubmissionState
from campaigns.models import Submission
from emulation.base import audit, concurrency, files
from emulation.base.models import StoredFile
from emulation.base.workflow import Refused


def locked(file: NominationFile, by: Any) -> NominationFile:
    """The file, locked, for an officer of its unit while it is open for writing."""
    row = NominationFile.objects.select_for_update(of=("self",)).select_related("route", "unit").get(pk=file.pk)
    must_edit(row, by)
    return row


@transaction.atomic
def add(file: NominationFile, subject: Subject, *, died_on: dt.date | None = None, by: Any, **fields: Any) -> Nominee:
    """Put a subject up for an award of the route; the same one for the same award stands once.

    `died_on`: of a person who is proposed posthumously and whose record does not say it yet.
    """
    row = locked(file, by)
    kind = kind_of(subject)
    _must_fit(row, kind, fields["award"])
    if died_on:
        people.record_death(subject, on=died_on, by=by)
    keys = {FIELDS[type(subject)]: subject}
    try:
        with transaction.atomic():
            made = Nominee.objects.create(file=row, subject_kind=kind, name=str(subject), **keys, **fields)
    except IntegrityError:
        name = law().awards[fields["award"]].name
        raise Refused(f"{subject} đã có trong hồ sơ này với {name}. Hãy sửa dòng đã có.") from None
    audit.record(row, action="nominee", label=f"Thêm {made.name}: {law().awards[made.award].name}", by=by)
    return made


def misfit(file: NominationFile, kind: str, award: str) -> str:
    """Why an award cannot be proposed in this file for this kind of subject; '' when it can."""
    if award not in file.route.awards or award not in law().awards:
        return "Danh hiệu, hình thức này không thuộc đợt đề nghị. Hãy chọn danh hiệu, hình thức của đợt."
    row = law().awards[award]
    if kind not in row.kinds:
        word = SubjectKind(kind).label.lower()
        return f"{row.name} không dành cho {word}. Hãy chọn danh hiệu, hình thức khác."
    return ""


def _must_fit(file: NominationFile, kind: str, award: str) -> None:
    if fault := misfit(file, kind, award):
        raise Refused(fault)


@transaction.atomic
def update(nominee: Nominee, *, version: int | None, died_on: dt.date | None = None, by: Any, **fields: Any) -> Nominee:
    """Change what is said of a nominee. A changed award takes the override away: it was given for the other one."""
    file = locked(nominee.file, by)
    row = concurrency.lock(nominee, version=version)
    _must_fit(file, row.subject_kind, fields["award"])
    if died_on:
        people.record_death(row.person, on=died_on, by=by)
    changes = audit.difference({name: getattr(row, name) for name in fields}, fields)
    if "award" in changes or "achievement_year" in changes:
        row.override_reason, row.overridden_by = "", None
    for name, value in fields.items():
        setattr(row, name, value)
    concurrency.bump(row)
    try:
        with transaction.atomic():
            row.save(update_fields=[*fields, "override_reason", "overridden_by", "version"])
    except IntegrityError:
        raise Refused(f"{row.name} đã có trong hồ sơ này với danh hiệu, hình thức đó.") from None
    if changes:
        audit.record(file, action="nominee", label=f"Sửa {row.name}", by=by, changes=_texts(changes))
    return row


def _texts(changes: dict) -> dict:
    return {name: [str(value) for value in pair] for name, pair in changes.items()}


@transaction.atomic
def remove(nominee: Nominee, *, reason: str, by: Any) -> None:
    """Take a nominee out, with the reason; its papers go with it, their names stay in the record."""
    file = locked(nominee.file, by)
    stored = [paper.file for paper in nominee.papers.select_related("file")]
    papers = [one.name for one in stored]
    audit.record(file, action="nominee", label=f"Bỏ {nominee.name}", by=by, note=reason, changes={"papers": papers})
    nominee.delete()
    _let_go(file, stored)


def _let_go(file: NominationFile, stored: Sequence[StoredFile]) -> None:
    """Forget documents that never went anywhere; those that were sent stay with what was sent."""
    sent = {digest for sending in file.snapshots.all() for digest in sending.digests} if file.number else set()
    for one in stored:
        if one.sha256 in sent:
            files.attach(one, file)
        else:
            files.remove(one)


@transaction.atomic
def override(nominee: Nominee, *, reason: str, by: Any) -> Nominee:
    """The head proposes in spite of a finding, with a reason and the own name; an empty reason takes it back."""
    file = locked(nominee.file, by)
    if not by.has_perm("nominations.send", file):
        raise PermissionDenied("Chỉ thủ trưởng đơn vị quyết định vẫn đề nghị khi chưa đủ điều kiện.")
    row = Nominee.objects.select_for_update(of=("self",)).get(pk=nominee.pk)
    row.override_reason, row.overridden_by = reason.strip(), by if reason.strip() else None
    row.save(update_fields=["override_reason", "overridden_by"])
    audit.record(file, action="override", label=f"Vẫn đề nghị {row.name}", by=by, note=reason)
    return row


# --- Papers and evidence --------------------------------------------------------------------------------------------------
@transaction.atomic
def add_paper(nominee: Nominee, code: str, upload: Any, *, by: Any) -> NomineePaper:
    """A document of the dossier. Raises FileRefused."""
    file = locked(nominee.file, by)
    stored = files.store(upload, by=by, holder=nominee)
    made = NomineePaper.objects.create(nominee=nominee, code=code, file=stored, added_by=by)
    changes = {"sha256": stored.sha256}
    audit.record(file, action="paper", label=f"Thêm tài liệu của {nominee.name}: {stored.name}", by=by, changes=changes)
    return made


@transaction.atomic
def remove_paper(paper: NomineePaper, *, by: Any) -> None:
    """Take a document out."""
    file = locked(paper.nominee.file, by)
    label = f"Bỏ tài liệu của {paper.nominee.name}: {paper.file.name}"
    audit.record(file, action="paper", label=label, by=by, changes={"sha256": paper.file.sha256})
    stored = paper.file
    paper.delete()
    _let_go(file, [stored])


@transaction.atomic
def link(
    nominee: Nominee, *, submission: Submission | None = None, ranking: Ranking | None = None, by: Any
) -> NomineeEvidence:
    """Rest the achievement on an accepted report of the unit or a published ranking of its bloc; twice is once."""
    file = locked(nominee.file, by)
    if submission and (submission.unit_id != file.unit_id or submission.state != SubmissionState.ACCEPTED):
        raise Refused("Chỉ lấy được báo cáo của chính đơn vị đã được tiếp nhận.")
    if ranking and ranking.state != RankingState.PUBLISHED:
        raise Refused("Chỉ lấy được bảng xếp hạng đã công bố.")
    made, fresh = NomineeEvidence.objects.get_or_create(nominee=nominee, submission=submission, ranking=ranking)
    if fresh:
        audit.record(file, action="evidence", label=f"Dẫn thành tích của {nominee.name}: {made}", by=by)
    return made


@transaction.atomic
def unlink(evidence: NomineeEvidence, *, by: Any) -> None:
    """Take a link out."""
    file = locked(evidence.nominee.file, by)
    audit.record(file, action="evidence", label=f"Bỏ dẫn của {evidence.nominee.name}: {evidence}", by=by)
    evidence.delete()


# --- Many at once ---------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Entry:
    """One line that becomes a nominee with the achievements of the route's year."""

    subject: Subject
    award: str
    position: str = ""
    summary: str = ""
    posthumous: bool = False
    type: str = "CONG_TRANG"
    listed: ListedNominee | None = None


def present_in(file: NominationFile) -> set[Key]:
    """Who stands in the file for what: (kind, id, award)."""
    rows = list(file.nominees.values_list("subject_kind", "person_id", "collective_id", "household_id", "award"))
    now = standing_ids(person for _, person, *_ in rows if person)
    return {(kind, now.get(person, person) or group or home, award) for kind, person, group, home, award in rows}


def write_entries(file: NominationFile, entries: Sequence[Entry]) -> list[Nominee]:
    """Write lines that fit and do not stand yet, of a file that is locked; the caller records it. A fixed number of queries."""
    made = [
        Nominee(
            file=file,
            subject_kind=kind_of(entry.subject),
            name=str(entry.subject),
            position=entry.position,
            award=entry.award,
            type=entry.type,
            achievement_year=file.route.year,
            summary=entry.summary,
            posthumous=entry.posthumous,
            listed=entry.listed,
            **{FIELDS[type(entry.subject)]: entry.subject},
        )
        for entry in entries
    ]
    return Nominee.objects.bulk_create(made, batch_size=100)


@transaction.atomic
def take_listed(file: NominationFile, rows: Sequence[ListedNominee], *, by: Any) -> tuple[int, list[str]]:
    """Nominees from lines that Sở Nội vụ brought in; (how many, sentences on those left out)."""
    row = locked(file, by)
    present, entries, left = present_in(row), [], []
    for one in rows:
        subject = one.person or one.collective or one.household
        kind = kind_of(subject)
        key = (kind, subject.pk, one.award)
        if fault := misfit(row, kind, one.award):
            left.append(f"{one.subject_text}, {one.award_text}: {fault}")
        elif key in present:
            left.append(f"{subject} đã có trong hồ sơ này với {law().awards[one.award].name}.")
        else:
            present.add(key)
            posthumous = one.posthumous and kind == SubjectKind.INDIVIDUAL
            entries.append(Entry(subject, one.award, one.position, posthumous=posthumous, listed=one))
    write_entries(row, entries)
    if entries:
        audit.record(row, action="nominee", label=f"Lấy {len(entries)} đề nghị từ danh sách Sở Nội vụ đã nhập", by=by)
    return len(entries), left
