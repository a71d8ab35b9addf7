"""Writing a plan or report: begin, save, evidence. What a return did not mark stays as the reviewer saw it."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction

from campaigns.models import Evidence, IndicatorValue, Measure, Section, Submission, ValueChange
from campaigns.selectors import routing
from campaigns.selectors.papers import Paper, paper_of
from emulation.base import audit, clock, concurrency, files
from emulation.base.models import StoredFile
from emulation.base.vietnamese import lower_first
from emulation.base.workflow import Refused

TEXTS = ("content", "difficulties", "proposals", "self_assessment")


@dataclass
class SectionInput:
    """What was typed for one section. None leaves a text as it is; measures replace the old ones."""

    texts: dict[str, str] = field(default_factory=dict)
    measures: list[dict[str, str]] | None = None


@dataclass
class ValueInput:
    """What was typed for one indicator; `reason` says why an earlier value changes."""

    value: Decimal | None
    estimated: bool = False
    explanation: str = ""
    reason: str = ""


def started(submission: Submission, *, by: Any, note: str = "", **data: Any) -> None:
    """Effect of the move “start”: each task gets its section."""
    complete_sections(submission)


def complete_sections(submission: Submission) -> None:
    """One section for each task of the campaign, also for tasks added after the draft was begun (B56).

    Among marked sections the new one is marked, too: otherwise it would be asked for and locked.
    """
    sections = list(submission.sections.values_list("task_id", "flagged"))
    present = {task for task, _ in sections}
    wanted = [None] if submission.duty_id else list(submission.campaign.tasks.values_list("pk", flat=True))
    missing = [pk for pk in wanted if pk not in present]
    if not missing:
        return
    marked = any(flagged for _, flagged in sections)
    note = "Nhiệm vụ mới được bổ sung vào phong trào." if marked else ""
    Section.objects.bulk_create(
        (Section(submission=submission, task_id=pk, flagged=marked, flag_note=note) for pk in missing),
        ignore_conflicts=True,
    )


@transaction.atomic
def save(
    submission: Submission,
    *,
    sections: dict[int, SectionInput],
    values: dict[int, ValueInput],
    version: int | None,
    by: Any,
) -> Submission:
    """Save what was typed. `sections` by section id, `values` by indicator id.

    Raises StaleVersion when a colleague saved meanwhile, Refused when the state or a return's marks do not allow it. What is
    there already is saved: a second click on what saves and sends changes nothing and is no fault.
    """
    submission = concurrency.lock(submission, version=version)
    changed = _save_sections(submission, sections)
    changed += _save_values(submission, values, by=by)
    if not changed:
        return submission
    concurrency.bump(submission)
    submission.save(update_fields=["version"])
    audit.record(submission, action="save", label="Lưu bản soạn", by=by, changes={"fields": changed})
    return submission


def editable_section_ids(submission: Submission) -> set[int]:
    """Sections that may be edited now: all, or after a return with marks only the marked ones, until it is sent again."""
    return Paper(submission).open_ids


def _must_be_editable(submission: Submission) -> None:
    if submission.ended_on:
        raise Refused(routing.ended_sentence(submission))
    if not submission.is_editable:
        label = lower_first(routing.state_label(submission))
        raise Refused(f"Bản này đang ở trạng thái {label} nên không sửa được. Hãy lấy lại hoặc rút lại trước khi sửa.")


def _save_sections(submission: Submission, typed: dict[int, SectionInput]) -> list[str]:
    open_ids = editable_section_ids(submission)
    changed = []
    for section in submission.sections.filter(pk__in=typed).prefetch_related("measures"):
        entry = typed[section.pk]
        new = {k: v for k, v in entry.texts.items() if k in TEXTS and getattr(section, k) != v}
        measures = _measures_changed(section, entry.measures)
        if not new and not measures:
            continue
        _must_be_editable(submission)
        if section.pk not in open_ids:
            raise Refused(f"Phần “{section}” đã xem xong, đang khóa. Chỉ sửa các phần được đánh dấu.")
        for name, value in new.items():
            setattr(section, name, value)
        if new:
            section.save(update_fields=list(new))
        if measures:
            _replace_measures(section, entry.measures)
        changed += [f"{section.pk}.{name}" for name in [*new, *(["measures"] if measures else [])]]
    return changed


def _measures_changed(section: Section, typed: list[dict] | None) -> bool:
    if typed is None:
        return False
    kept = [{"what": m.what, "who": m.who, "when": m.when} for m in section.measures.all()]
    return kept != typed


def _replace_measures(section: Section, typed: list[dict]) -> None:
    section.measures.all().delete()
    Measure.objects.bulk_create(Measure(section=section, order=n, **row) for n, row in enumerate(typed, start=1))


def _save_values(submission: Submission, typed: dict[int, ValueInput], *, by: Any) -> list[str]:
    if not typed:
        return []
    open_tasks = set(
        submission.sections.filter(pk__in=editable_section_ids(submission)).values_list("task_id", flat=True)
    )
    kept = {v.indicator_id: v for v in submission.values.filter(indicator_id__in=typed)}
    indicators = {i.pk: i for i in submission.campaign.indicators.filter(pk__in=typed)}
    changed = []
    for pk, entry in typed.items():
        if pk not in indicators:
            continue
        row = kept.get(pk) or IndicatorValue(submission=submission, indicator=indicators[pk])
        if not _differs(row, entry):
            continue
        _must_be_editable(submission)
        if indicators[pk].task_id not in open_tasks:
            raise Refused(f"Chỉ tiêu “{indicators[pk].name}” thuộc phần đã xem xong, đang khóa.")
        _write_value(row, entry, by=by)
        changed.append(f"value.{pk}")
    return changed


def _differs(row: IndicatorValue, entry: ValueInput) -> bool:
    if row.pk is None:
        return entry.value is not None or bool(entry.explanation)
    return (row.value, row.estimated, row.explanation) != (entry.value, entry.estimated, entry.explanation)


def _write_value(row: IndicatorValue, entry: ValueInput, *, by: Any) -> None:
    old = row.value if row.pk else None
    is_new = row.pk is None
    row.value, row.estimated, row.explanation = entry.value, entry.estimated, entry.explanation
    row.save()
    if old != entry.value or is_new:
        ValueChange.objects.create(
            value=row, old=old, new=entry.value, reason=entry.reason, by_id=by.pk, by_name=str(by), at=clock.now()
        )


@transaction.atomic
def add_file(
    submission: Submission,
    upload: Any,
    *,
    by: Any,
    section: Section | None = None,
    value: IndicatorValue | None = None,
    signed: bool = False,
) -> Evidence:
    """Attach a file to a value, a section or (the signed document) the whole. The same file twice in one place is one (B49)."""
    submission = concurrency.lock(submission, version=None)
    stored = files.store(upload, by=by, holder=submission)
    place = {"section": section, "value": value, "signed": signed}
    twin = (
        submission.evidence.filter(file__sha256=stored.sha256, file__name=stored.name, **place)
        .select_related("file")
        .first()
    )
    if twin:
        files.remove(stored)
        return twin
    try:
        _must_be_editable(submission)
        _must_be_open(submission, section=section, value=value)
    except Refused:
        default_storage.delete(stored.key)
        raise
    row = Evidence.objects.create(submission=submission, file=stored, added_by=by, added_at=clock.now(), **place)
    audit.record(submission, action="attach", label=f"Đính kèm {stored.name}", by=by, changes={"sha256": stored.sha256})
    return row


@transaction.atomic
def add_link(
    submission: Submission,
    *,
    url: str,
    label: str = "",
    by: Any,
    section: Section | None = None,
    value: IndicatorValue | None = None,
) -> Evidence:
    """Bind a link as evidence to a value or a section; the same link twice in one place is one."""
    submission = concurrency.lock(submission, version=None)
    place = {"submission": submission, "section": section, "value": value, "url": url}
    twin = Evidence.objects.filter(**place).first()
    if twin:
        return twin
    _must_be_editable(submission)
    _must_be_open(submission, section=section, value=value)
    row = Evidence.objects.create(**place, label=label, added_by=by, added_at=clock.now())
    audit.record(submission, action="attach", label=f"Dẫn liên kết {url}", by=by)
    return row


@transaction.atomic
def remove_evidence(evidence: Evidence, *, by: Any) -> None:
    """Take a piece of evidence away, while its place may be edited. Files of what was sent stay with their snapshot."""
    submission = concurrency.lock(evidence.submission, version=None)
    _must_be_editable(submission)
    _must_be_open(submission, section=evidence.section, value=evidence.value)
    stored: StoredFile | None = evidence.file
    label = str(evidence)
    evidence.delete()
    if stored and not submission.was_sent(stored):
        files.remove(stored)
    audit.record(submission, action="detach", label=f"Bỏ minh chứng {label}", by=by)


def _must_be_open(submission: Submission, *, section: Section | None, value: IndicatorValue | None) -> None:
    """Evidence follows its section: what a return did not mark stays as the reviewer saw it."""
    if section is None and value is None:
        return
    open_sections = [s for s in submission.sections.all() if s.pk in editable_section_ids(submission)]
    if section is not None and section.pk in {s.pk for s in open_sections}:
        return
    if value is not None and value.indicator.task_id in {s.task_id for s in open_sections}:
        return
    raise Refused("Phần này đã xem xong, đang khóa nên không đổi được minh chứng. Chỉ sửa các phần được đánh dấu.")


def place(submission: Submission, code: str) -> dict[str, Any]:
    """Where evidence goes, by the code a form uses: s12 a section, v7 the value of an indicator, ky the signed document.

    Raises LookupError for a place this paper does not have.
    """
    if code == "ky":
        return {"signed": True}
    kind, number = code[:1], code[1:]
    if kind not in ("s", "v") or not number.isdecimal():
        raise LookupError(code)
    if kind == "s":
        section = submission.sections.filter(pk=int(number)).first()
        if section is None:
            raise LookupError(code)
        return {"section": section}
    indicator = next((f.indicator for f in paper_of(submission).figures if f.indicator.pk == int(number)), None)
    if indicator is None:
        raise LookupError(code)
    return {"value": value_row(submission, indicator)}


def value_row(submission: Submission, indicator) -> IndicatorValue:
    """The value of an indicator in this submission, made empty when evidence comes before the number."""
    row, _ = IndicatorValue.objects.get_or_create(submission=submission, indicator=indicator)
    return row
