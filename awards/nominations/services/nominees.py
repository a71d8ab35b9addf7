"""Writing nominees of a file: who, for what, with which papers and evidence, and why in spite of a finding."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from awards.enums import SubjectKind
from awards.law import law
from awards.models import ListedNominee
from awards.nominations.models import NominationFile, Nominee, NomineeEvidence, NomineePaper
from awards.nominations.services.files import must_edit
from awards.selectors.subjects import Subject, kind_of
from campaigns.bloc_scores.enums import RankingState
from campaigns.bloc_scores.models import Ranking
from campaigns.enums import SubmissionState
from campaigns.models import Submission
from emulation.base import audit, concurrency, files
from emulation.base.models import StoredFile
from emulation.base.workflow import Refused

FIELDS = ("award", "type", "achievement_year", "summary", "council_yes", "position")


def _locked(file: NominationFile, by: Any) -> NominationFile:
    row = NominationFile.objects.select_for_update(of=("self",)).select_related("route", "unit").get(pk=file.pk)
    must_edit(row, by)
    return row


@transaction.atomic
def add(file: NominationFile, subject: Subject, *, by: Any, listed: Any = None, **fields: Any) -> Nominee:
    """Put a subject up for an award of the route; the same one for the same award stands once."""
    row = _locked(file, by)
    kind = kind_of(subject)
    _must_fit(row, kind, fields["award"])
    keys = {"person" if kind == SubjectKind.INDIVIDUAL else kind: subject}
    try:
        with transaction.atomic():
            made = Nominee.objects.create(
                file=row, subject_kind=kind, name=str(subject), listed=listed, **keys, **fields
            )
    except IntegrityError:
        name = law().awards[fields["award"]].name
        raise Refused(f"{subject} đã có trong hồ sơ này với {name}. Hãy sửa dòng đã có.") from None
    audit.record(row, action="nominee", label=f"Thêm {made.name}: {law().awards[made.award].name}", by=by)
    return made


def _must_fit(file: NominationFile, kind: str, award: str) -> None:
    if award not in file.route.awards or award not in law().awards:
        raise Refused("Danh hiệu, hình thức này không thuộc đợt đề nghị. Hãy chọn danh hiệu, hình thức của đợt.")
    row = law().awards[award]
    if kind not in row.kinds:
        word = SubjectKind(kind).label.lower()
        raise Refused(f"{row.name} không dành cho {word}. Hãy chọn danh hiệu, hình thức khác.")


@transaction.atomic
def update(nominee: Nominee, *, version: int | None, by: Any, **fields: Any) -> Nominee:
    """Change what is said of a nominee. A changed award takes the override away: it was given for the other one."""
    file = _locked(nominee.file, by)
    row = concurrency.lock(nominee, version=version)
    _must_fit(file, row.subject_kind, fields["award"])
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
    file = _locked(nominee.file, by)
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
    file = _locked(nominee.file, by)
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
    file = _locked(nominee.file, by)
    stored = files.store(upload, by=by, holder=nominee)
    made = NomineePaper.objects.create(nominee=nominee, code=code, file=stored, added_by=by)
    changes = {"sha256": stored.sha256}
    audit.record(file, action="paper", label=f"Thêm tài liệu của {nominee.name}: {stored.name}", by=by, changes=changes)
    return made


@transaction.atomic
def remove_paper(paper: NomineePaper, *, by: Any) -> None:
    """Take a document out."""
    file = _locked(paper.nominee.file, by)
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
    file = _locked(nominee.file, by)
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
    file = _locked(evidence.nominee.file, by)
    audit.record(file, action="evidence", label=f"Bỏ dẫn của {evidence.nominee.name}: {evidence}", by=by)
    evidence.delete()


# --- From a list that was brought in --------------------------------------------------------------------------------------
@transaction.atomic
def take_listed(file: NominationFile, rows: Sequence[ListedNominee], *, by: Any) -> tuple[int, list[str]]:
    """Nominees from lines of a list that was brought in; (how many, sentences on those left out). All or nothing on a fault."""
    row = _locked(file, by)
    taken, left = 0, []
    for one in rows:
        subject = one.person or one.collective or one.household
        award = one.award
        if award not in row.route.awards:
            left.append(f"{one.subject_text}: “{one.award_text}” không thuộc đợt này.")
            continue
        fields = {"award": award, "achievement_year": one.year, "position": one.position, "summary": ""}
        try:
            add(row, subject, by=by, listed=one, type="CONG_TRANG", council_yes=None, **fields)
        except Refused as refused:
            left.append(str(refused))
        else:
            taken += 1
    return taken, left
