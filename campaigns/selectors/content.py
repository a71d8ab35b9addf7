"""The content of a plan or report in one shape: for the screen, the print, the snapshot and the comparison."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from campaigns.enums import SubmissionKind
from campaigns.models import Evidence, IndicatorValue, Section, Submission
from campaigns.selectors.figures import Figure
from campaigns.selectors.papers import Paper, paper_of

# Words above each text of a section, by kind of paper; a text without words is not asked for.
TEXT_LABELS = {
    SubmissionKind.PLAN: {"content": "Mục tiêu, chỉ tiêu phấn đấu"},
    SubmissionKind.REPORT: {
        "content": "Kết quả thực hiện",
        "difficulties": "Khó khăn, vướng mắc",
        "proposals": "Đề xuất, kiến nghị",
        "self_assessment": "Tự đánh giá",
    },
    SubmissionKind.DUTY: {"content": "Kết quả thực hiện phân công"},
}


def content_of(submission: Submission) -> dict[str, Any]:
    """JSON-ready: {"title", "unit", "sections": [{"id", "task_id", "title", "content", ..., "measures", "values", "evidence"}], "signed"}.

    Numbers are decimal texts ("1234.5"), None is unknown. Everything comes from the submission's Paper, read once.
    """
    paper = paper_of(submission)
    return {
        "title": submission.title,
        "unit": submission.unit.official_name,
        "campaign": submission.campaign.title,
        "subject": _subject(submission),
        "sections": [_section(paper, s) for s in paper.sections],
        "signed": [_evidence(e) for e in paper.evidence if e.signed],
        "other": [_evidence(e) for e in paper.evidence if not e.signed and not e.section_id and not e.value_id],
    }


def _subject(submission: Submission) -> dict:
    """What the paper answers: the days of its period, or the words of its duty."""
    if submission.duty_id:
        return {"duty": submission.duty.text, "responsible": submission.duty.responsible}
    period = submission.period
    return {"from": f"{period.starts_on:%d/%m/%Y}", "to": f"{period.ends_on:%d/%m/%Y}"}


def _section(paper: Paper, section: Section) -> dict:
    return {
        "id": section.pk,
        "task_id": section.task_id,
        "order": section.task.order if section.task else 0,
        "title": section.task.title if section.task else "",
        "content": section.content,
        "difficulties": section.difficulties,
        "proposals": section.proposals,
        "self_assessment": section.get_self_assessment_display(),
        "measures": [{"what": m.what, "who": m.who, "when": m.when} for m in paper.measures_of(section)],
        "values": [_value(paper, f) for f in paper.figures if f.indicator.task_id == section.task_id],
        "evidence": [_evidence(e) for e in paper.evidence if e.section_id == section.pk],
    }


def _value(paper: Paper, figure: Figure) -> dict:
    value: IndicatorValue | None = figure.own
    number = value.value if value else None
    indicator = figure.indicator
    return {
        "indicator_id": indicator.pk,
        "task_id": indicator.task_id,
        "name": indicator.name,
        "unit_of_measure": indicator.unit_of_measure,
        "direction": indicator.direction,
        "nature": indicator.nature,
        "value": _text(number),
        "estimated": bool(value and value.estimated),
        "explanation": value.explanation if value else "",
        "target": figure.target_text,
        "target_source": figure.target.source if figure.target else "",
        "target_verified": figure.target.verified if figure.target else True,
        "other_targets": figure.other_targets,
        "previous": _text(figure.previous),
        "last_year": _text(figure.last_year),
        "percent": _text(figure.percent(number)),
        "met": figure.is_met(number),
        "findings": [f.message for f in figure.findings(value)],
        "evidence": [_evidence(e) for e in paper.evidence if value and e.value_id == value.pk],
    }


def _evidence(item: Evidence) -> dict:
    added = {
        "id": item.pk,
        "who": str(item.added_by or ""),
        "at": f"{timezone.localtime(item.added_at):%d/%m/%Y lúc %H:%M}",
    }
    if item.file:
        return added | {
            "name": item.file.name,
            "size": item.file.size,
            "kind": item.file.kind,
            "file": str(item.file_id),
            "sha256": item.file.sha256,
        }
    return added | {"name": item.label or item.url, "url": item.url}


def attached(content: dict) -> list[dict]:
    """Every piece of evidence of the content, in the order of the paper."""
    found = [*content["signed"], *content["other"]]
    for section in content["sections"]:
        found += section["evidence"]
        found += [piece for value in section["values"] for piece in value["evidence"]]
    return found


def _text(number: Decimal | None) -> str | None:
    return None if number is None else format(number.normalize(), "f")
