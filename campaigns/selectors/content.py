"""The content of a plan or report in one shape: for the screen, the print, the snapshot and the comparison."""

from decimal import Decimal
from typing import Any

from campaigns.models import Evidence, IndicatorValue, Submission
from campaigns.selectors.figures import Figures


def content_of(submission: Submission) -> dict[str, Any]:
    """JSON-ready: {"title", "unit", "sections": [{"id", "task_id", "title", "content", ..., "measures", "values", "evidence"}], "signed"}.

    Numbers are decimal texts ("1234.5"), None is unknown. Eight queries whatever the size.
    """
    sections = list(submission.sections.select_related("task").prefetch_related("measures").order_by("task__order"))
    values = _values(submission)
    evidence = list(submission.evidence.select_related("file", "value").all())
    return {
        "title": submission.title,
        "unit": submission.unit.official_name,
        "campaign": submission.campaign.title,
        "sections": [_section(s, values, evidence) for s in sections],
        "signed": [_evidence(e) for e in evidence if e.signed],
        "other": [_evidence(e) for e in evidence if not e.signed and not e.section_id and not e.value_id],
    }


def _section(section, values: list[dict], evidence: list[Evidence]) -> dict:
    return {
        "id": section.pk,
        "task_id": section.task_id,
        "order": section.task.order if section.task else 0,
        "title": section.task.title if section.task else "",
        "content": section.content,
        "difficulties": section.difficulties,
        "proposals": section.proposals,
        "self_assessment": section.get_self_assessment_display(),
        "measures": [{"what": m.what, "who": m.who, "when": m.when} for m in section.measures.all()],
        "values": [v for v in values if v["task_id"] == section.task_id],
        "evidence": [_evidence(e) for e in evidence if e.section_id == section.pk],
    }


def _values(submission: Submission) -> list[dict]:
    figures = Figures(submission)
    kept = {v.indicator_id: v for v in submission.values.all()}
    by_value: dict[int, list[dict]] = {}
    for item in submission.evidence.select_related("file").exclude(value=None):
        by_value.setdefault(item.value_id, []).append(_evidence(item))
    return [_value(row, kept.get(row.indicator.pk), by_value) for row in figures.rows()]


def _value(row, value: IndicatorValue | None, evidence: dict[int, list[dict]]) -> dict:
    return {
        "indicator_id": row.indicator.pk,
        "task_id": row.indicator.task_id,
        "name": row.indicator.name,
        "unit_of_measure": row.indicator.unit_of_measure,
        "value": _text(value.value if value else None),
        "estimated": bool(value and value.estimated),
        "explanation": value.explanation if value else "",
        "target": row.target_text,
        "target_source": row.target.source if row.target else "",
        "other_targets": row.other_targets,
        "previous": _text(row.previous),
        "last_year": _text(row.last_year),
        "percent": _text(row.percent(value.value if value else None)),
        "findings": [f.message for f in row.findings(value)],
        "evidence": evidence.get(value.pk, []) if value else [],
    }


def _evidence(item: Evidence) -> dict:
    if item.file:
        return {
            "id": item.pk,
            "name": item.file.name,
            "size": item.file.size,
            "kind": item.file.kind,
            "file": str(item.file_id),
            "sha256": item.file.sha256,
        }
    return {"id": item.pk, "name": item.label or item.url, "url": item.url}


def _text(number: Decimal | None) -> str | None:
    return None if number is None else format(number.normalize(), "f")
