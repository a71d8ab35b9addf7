"""Evidence for the points of a criterion: a file, a link, or an accepted report of the unit."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from campaigns.bloc_scores.enums import RoundState
from campaigns.bloc_scores.models import ScoreEvidence, ScoringRound
from campaigns.enums import SubmissionState
from campaigns.models import Submission
from emulation.base import audit, files
from emulation.base.workflow import Refused

NOT_YOURS = "Chỉ đơn vị được chấm và người chấm ở bước đang mở được thêm minh chứng."
NOT_ADDED_BY_YOU = "Chỉ đơn vị đã thêm minh chứng được bỏ minh chứng đó."
CLOSED = "Kỳ chấm không còn mở nên không thêm, bớt minh chứng được."


def _place(round_, criterion, unit, by: Any) -> ScoreEvidence:
    """The evidence before it is anything, when the person may add it now."""
    fresh = ScoringRound.objects.get(pk=round_.pk)
    row = ScoreEvidence(round=fresh, criterion=criterion, unit=unit, added_by=by)
    if not by.has_perm("bloc_scores.attach_evidence", row):
        raise PermissionDenied(NOT_YOURS)
    _must_be_open(row)
    return row


def must_remove(row: ScoreEvidence, *, by: Any) -> None:
    """403 for those whose unit did not add it, or may add nothing now."""
    if not by.has_perm("bloc_scores.remove_evidence", row):
        raise PermissionDenied(NOT_ADDED_BY_YOU)


def _must_be_open(row: ScoreEvidence) -> None:
    if row.round.state != RoundState.SCORING:
        raise Refused(CLOSED)


@transaction.atomic
def add_file(round_, criterion, unit, upload: Any, *, by: Any, label: str = "") -> ScoreEvidence:
    """Keep an uploaded file. Raises FileRefused."""
    row = _place(round_, criterion, unit, by)
    row.file = files.store(upload, by=by)
    row.label = label or row.file.name
    row.save()
    files.attach(row.file, row)
    return _recorded(row, by)


@transaction.atomic
def add_link(round_, criterion, unit, *, url: str, label: str, by: Any) -> ScoreEvidence:
    """Point to a page."""
    row = _place(round_, criterion, unit, by)
    row.url, row.label = url, label or url
    row.save()
    return _recorded(row, by)


@transaction.atomic
def add_report(round_, criterion, unit, submission: Submission, *, by: Any) -> ScoreEvidence:
    """Point to an accepted report of the unit itself: the thread from points to what was reported. Twice is once."""
    row = _place(round_, criterion, unit, by)
    if submission.unit_id != unit.pk or submission.state != SubmissionState.ACCEPTED:
        raise Refused("Chỉ lấy được báo cáo của chính đơn vị đã được tiếp nhận.")
    same = ScoreEvidence.objects.filter(round=round_, criterion=criterion, unit=unit, submission=submission).first()
    if same:
        return same
    row.submission, row.label = submission, str(submission)
    row.save()
    return _recorded(row, by)


def _recorded(row: ScoreEvidence, by: Any) -> ScoreEvidence:
    label = f"Thêm minh chứng, tiêu chí {row.criterion.code}, {row.unit.label}: {row.label}"
    audit.record(row.round, action="evidence", label=label, by=by)
    return row


@transaction.atomic
def remove(row: ScoreEvidence, *, reason: str, by: Any) -> None:
    """Take evidence out while the round is open: by the unit that added it; its name stays in the record."""
    must_remove(row, by=by)
    _must_be_open(row)
    label = f"Bỏ minh chứng, tiêu chí {row.criterion.code}, {row.unit.label}: {row.label}"
    changes = {"sha256": row.file.sha256} if row.file_id else {}
    audit.record(row.round, action="evidence_removed", label=label, by=by, note=reason, changes=changes)
    stored = row.file
    row.delete()
    if stored:
        files.remove(stored)
