"""The form of a plan or report: texts and measures of each open section, figures of each indicator, evidence of each place.

What a person did not change since opening the form is never written: two people who edit different parts do not meet. The field
`base` carries a mark of every part as it was opened; a part that both changed, differently, is a conflict.
"""

import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from campaigns.enums import SelfAssessment
from campaigns.forms.paper_parts import STEP_FIELDS, EvidenceForm, PartForm, SectionForm, StepForm, ValueForm
from campaigns.models import IndicatorValue, Section, Submission
from campaigns.selectors.content import TEXT_LABELS
from campaigns.selectors.figures import Figure
from campaigns.selectors.papers import Paper, paper_of
from campaigns.services.submissions import SectionInput, ValueInput
from emulation.base.editing import Difference
from emulation.base.vietnamese import format_number


@dataclass
class Row:
    """One indicator in a panel."""

    figure: Figure
    value: IndicatorValue | None
    form: ValueForm | None = None
    evidence_form: EvidenceForm | None = None
    evidence: list = field(default_factory=list)
    findings: list = field(default_factory=list)


@dataclass
class Panel:
    """One task: its section with everything that is written on it. Without a form it is locked."""

    section: Section
    evidence: list
    form: SectionForm | None = None
    steps: list[StepForm] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    evidence_form: EvidenceForm | None = None

    @property
    def prefix(self) -> str:
        return f"s{self.section.pk}"

    @property
    def name(self) -> str:
        task = self.section.task
        return f"Nhiệm vụ {task.order}" if task else ""

    def forms(self) -> list[PartForm]:
        """In the order of the page."""
        found: list[PartForm | None] = []
        for row in self.rows:
            found += [row.form, row.evidence_form]
        return [f for f in [*found, self.form, *self.steps, self.evidence_form] if f]


class PaperForm:
    """All parts together. To the list of errors on top it looks like a formset: iterable, bound, without errors of its own."""

    def __init__(self, submission: Submission, data: QueryDict | None = None, *, extra_row_in: int | None = None):
        self.submission, self.data, self.extra_row_in = submission, data, extra_row_in
        self.paper: Paper = paper_of(submission)
        self.is_bound = data is not None
        self.panels = [self._panel(s) for s in self.paper.sections]
        self.signed_form = EvidenceForm(data, prefix="ky")
        self.signed = [e for e in self.paper.evidence if e.signed]

    # --- Building -----------------------------------------------------------------------------------------------------
    def _data_of(self, prefix: str) -> QueryDict | None:
        """What was typed into a part; a part that is not in the data (added since, or locked then) shows what is saved."""
        if self.data is None or not any(key.startswith(f"{prefix}-") for key in self.data):
            return None
        return self.data

    def _panel(self, section: Section) -> Panel:
        panel = Panel(section, [e for e in self.paper.evidence if e.section_id == section.pk])
        is_open = section.pk in self.paper.open_ids
        figures = [f for f in self.paper.figures if f.indicator.task_id == section.task_id]
        panel.rows = [self._row(f, is_open) for f in figures]
        if not is_open:
            return panel
        kind, prefix = self.submission.kind, panel.prefix
        initial = {key: getattr(section, key) for key in TEXT_LABELS[kind]}
        panel.form = SectionForm(self._data_of(prefix), prefix=prefix, initial=initial, kind=kind, name=panel.name)
        panel.evidence_form = EvidenceForm(self._data_of(prefix), prefix=prefix)
        if self.paper.has_measures:
            panel.steps = self._steps(panel)
        return panel

    def _steps(self, panel: Panel) -> list[StepForm]:
        section, prefix = panel.section, panel.prefix
        data = self._data_of(prefix)
        kept = [{key: getattr(m, key) for key in STEP_FIELDS} for m in self.paper.measures_of(section)]
        numbers = _numbers(data, prefix) if data is not None else list(range(len(kept)))
        if not numbers or self.extra_row_in == section.pk:
            numbers.append(max(numbers, default=-1) + 1)
        return [
            StepForm(
                data if data is not None and f"{prefix}-m{n}-what" in data else None,
                prefix=f"{prefix}-m{n}",
                initial=kept[n] if n < len(kept) else None,
                name=panel.name,
            )
            for n in numbers
        ]

    def _row(self, figure: Figure, is_open: bool) -> Row:
        value = figure.own
        row = Row(figure, value, findings=figure.findings(value))
        row.evidence = [e for e in self.paper.evidence if value and e.value_id == value.pk]
        if is_open:
            prefix = f"v{figure.indicator.pk}"
            initial = {k: getattr(value, k) for k in ("value", "estimated", "explanation")} if value else {}
            sent = value if self.submission.number else None
            row.form = ValueForm(self._data_of(prefix), prefix=prefix, initial=initial, figure=figure, sent=sent)
            row.evidence_form = EvidenceForm(self._data_of(prefix), prefix=prefix)
        return row

    # --- As a formset -------------------------------------------------------------------------------------------------
    def __iter__(self):
        found = [self.signed_form]
        for panel in self.panels:
            found += panel.forms()
        return iter([f for f in found if f.is_bound])

    def non_form_errors(self) -> list[str]:
        return []

    def is_valid(self) -> bool:
        """Whether every part can be saved."""
        return not any([f.errors for f in self])  # noqa: C419 -- each part must be looked at

    def places(self) -> list[tuple[str, EvidenceForm]]:
        """Where evidence may be added now, by code (s12, v7, ky)."""
        found = [("ky", self.signed_form)]
        for panel in self.panels:
            parts = [panel, *panel.rows]
            found += [(p.evidence_form.prefix, p.evidence_form) for p in parts if p.evidence_form]
        return found

    # --- What was typed, what was there -------------------------------------------------------------------------------
    @property
    def base(self) -> str:
        """Marks of all open parts as they were when the form was opened; travels with the form."""
        return self.data["base"] if self.data is not None and self.data.get("base") else json.dumps(self._marks())

    def _marks(self) -> dict[str, str]:
        return {key: _mark(kept) for key, (_, kept) in self._parts(typed=False).items()}

    def _opened(self) -> dict[str, str]:
        try:
            marks = json.loads(self.base)
        except ValueError:
            return {}
        return marks if isinstance(marks, dict) else {}

    def _parts(self, *, typed: bool = True) -> dict[str, tuple[Any, Any]]:
        """{key: (what was typed, what is saved)} of each part that is written as one."""
        found: dict[str, tuple[Any, Any]] = {}
        for panel in self.panels:
            if panel.form is None:
                continue
            for key in panel.form.fields:
                now = panel.form.cleaned_data.get(key, "") if typed and panel.form.is_bound else None
                found[f"{panel.prefix}-{key}"] = (now, getattr(panel.section, key))
            if self.paper.has_measures:
                kept = [{k: getattr(m, k) for k in STEP_FIELDS} for m in self.paper.measures_of(panel.section)]
                now = _typed_steps(panel.steps) if typed and panel.form.is_bound else None
                found[f"{panel.prefix}-steps"] = (now, kept)
            for row in panel.rows:
                now = _typed_value(row.form) if typed and row.form and row.form.is_bound else None
                found[f"v{row.figure.indicator.pk}"] = (now, _kept_value(row.value))
        return found

    def changed(self) -> dict[str, Any]:
        """What this person changed since opening the form, by key of the part."""
        opened = self._opened()
        return {
            key: now
            for key, (now, kept) in self._parts().items()
            if now is not None and _mark(now) != opened.get(key, _mark(kept))
        }

    def inputs(self, changed: dict[str, Any]) -> tuple[dict[int, SectionInput], dict[int, ValueInput]]:
        """The changes in the shape of the service."""
        sections: dict[int, SectionInput] = {}
        values: dict[int, ValueInput] = {}
        reasons = {f"v{r.figure.indicator.pk}": r.form for p in self.panels for r in p.rows if r.form}
        for key, now in changed.items():
            if key.startswith("v"):
                number, estimated, explanation = now
                reason = reasons[key].cleaned_data.get("reason", "")
                values[int(key[1:])] = ValueInput(number, bool(estimated), explanation, reason)
                continue
            place, _, name = key.partition("-")
            entry = sections.setdefault(int(place[1:]), SectionInput())
            if name == "steps":
                entry.measures = now
            else:
                entry.texts[name] = now
        return sections, values

    def conflicts(self, current: Submission, changed: dict[str, Any]) -> list[Difference]:
        """Parts that somebody else changed, too, and differently, since this form was opened."""
        opened = self._opened()
        saved = PaperForm(current)._parts(typed=False)
        labels = self.labels()
        return [
            Difference(labels.get(key, ""), _shown(now), _shown(saved[key][1]))
            for key, now in changed.items()
            if key in saved and _mark(saved[key][1]) not in (opened.get(key), _mark(now))
        ]

    def labels(self) -> dict[str, str]:
        """What each part is called."""
        found = {}
        for panel in self.panels:
            fields = panel.form.fields if panel.form else {}
            found |= {
                f"{panel.prefix}-{key}": f"{panel.name}: {f.short_label}".lstrip(": ") for key, f in fields.items()
            }
            found[f"{panel.prefix}-steps"] = f"{panel.name}: biện pháp"
            found |= {f"v{r.figure.indicator.pk}": r.figure.indicator.name for r in panel.rows}
        return found


def _numbers(data: QueryDict, prefix: str) -> list[int]:
    """Row numbers of the measures in the data, in order."""
    pattern = re.compile(rf"{prefix}-m(\d{{1,3}})-what")
    return sorted({int(m[1]) for key in data if (m := pattern.fullmatch(key))})


def _typed_steps(steps: list[StepForm]) -> list[dict[str, str]]:
    rows = [{key: f.cleaned_data.get(key, "") for key in STEP_FIELDS} for f in steps if f.is_bound]
    return [row for row in rows if row["what"]]


def _typed_value(form: ValueForm) -> tuple:
    data = form.cleaned_data
    return data.get("value"), bool(data.get("estimated")), data.get("explanation", "")


def _kept_value(value: IndicatorValue | None) -> tuple:
    return (value.value, value.estimated, value.explanation) if value else (None, False, "")


def _mark(part: Any) -> str:
    """A short mark that differs when the part differs; 97.5 and 97.5000 are one number."""
    if isinstance(part, tuple):
        part = [None if part[0] is None else format(part[0].normalize(), "f"), *part[1:]]
    return hashlib.sha256(json.dumps(part, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


def _shown(part: Any) -> str:
    """A part as a person reads it, for the conflict page."""
    if isinstance(part, list):
        return "\n".join("; ".join(filter(None, row.values())) for row in part)
    if isinstance(part, tuple):
        number, estimated, explanation = part
        text = "" if number is None else ("ước " if estimated else "") + format_number(number)
        return "\n".join(filter(None, [text, explanation]))
    return dict(SelfAssessment.choices).get(part, part)
