"""The small forms of which the long form of a plan or report is made: texts, measures, figures, evidence."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, URLValidator

from campaigns.enums import SelfAssessment, SubmissionKind
from campaigns.models import IndicatorValue
from campaigns.selectors.content import TEXT_LABELS
from campaigns.selectors.figures import Figure
from emulation.base.forms import NumberField, ParagraphField, TextField
from emulation.base.vietnamese import format_number

LIMITS = {"content": 10000, "difficulties": 4000, "proposals": 4000}
HELPS = {
    (SubmissionKind.REPORT, "content"): "Nêu số liệu so với kế hoạch; việc chưa đạt nêu nguyên nhân và cách xử lý.",
    (SubmissionKind.PLAN, "content"): "Nêu mức phấn đấu bằng số khi có thể.",
}
ROWS = {"content": 6, "difficulties": 3, "proposals": 3}
STEP_FIELDS = ("what", "who", "when")


def long_text(limit: int, *, counted: bool = True, **kwargs) -> ParagraphField:
    """A paragraph, with a counter where people write much; the browser never cuts it, the server says how long it is."""
    made = ParagraphField(required=False, **kwargs)
    made.validators.append(
        MaxLengthValidator(limit, "Dài %(show_value)d ký tự, tối đa %(limit_value)d. Hãy rút gọn hoặc đính kèm tệp.")
    )
    if counted:
        made.widget.attrs["data-limit"] = limit
    return made


class PartForm(forms.Form):
    """One part of the long form; ids are the field names, so that lists of what is missing can link to them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="%s", use_required_attribute=False, **kwargs)


class SectionForm(PartForm):
    """The texts of one section."""

    def __init__(self, *args, kind: str, name: str, **kwargs):
        super().__init__(*args, **kwargs)
        for key, label in TEXT_LABELS[kind].items():
            self.fields[key] = _text_field(kind, key, f"{label} ({name})" if name else label)
            self.fields[key].short_label = label


def _text_field(kind: str, key: str, label: str) -> forms.Field:
    if key == "self_assessment":
        choices = [("", "Chọn mức"), *SelfAssessment.choices]
        select = forms.Select(attrs={"class": "form-select"})
        return forms.ChoiceField(choices=choices, required=False, label=label, widget=select)
    help_text = HELPS.get((kind, key), "")
    return long_text(LIMITS[key], label=label, help_text=help_text, rows=ROWS[key])


class StepForm(PartForm):
    """One measure of a plan: what, who, when. An empty row is no row."""

    what = TextField(required=False, label="Việc làm")
    who = TextField(required=False, max_length=200, label="Người, bộ phận thực hiện")
    when = TextField(required=False, max_length=100, label="Thời gian")

    def __init__(self, *args, name: str, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.label = f"{name}: {field.label}".lstrip(": ")

    def clean(self):
        data = super().clean()
        if not data.get("what") and (data.get("who") or data.get("when")):
            self.add_error("what", "Hãy ghi việc làm, hoặc bỏ trống cả dòng.")
        return data


class ValueForm(PartForm):
    """The figure of one indicator: the unit's own target in a plan, the result in a report."""

    value = NumberField(required=False)
    estimated = forms.BooleanField(required=False, label="Số ước")
    explanation = long_text(2000, counted=False, label="Giải trình", rows=2)
    reason = TextField(required=False, max_length=500)

    def __init__(self, *args, figure: Figure, sent: IndicatorValue | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.sent = sent
        self.fields["value"].label = figure.indicator.name
        self.fields["reason"].label = f"{figure.indicator.name}, lý do sửa số đã gửi"
        if figure.kind == SubmissionKind.PLAN:
            del self.fields["estimated"]
            self.fields["explanation"].label = "Lý do (khi đặt kém mức được giao)"
        if sent is None or sent.value is None:
            del self.fields["reason"]

    def clean(self):
        """A figure that was sent changes with a reason."""
        data = super().clean()
        was = self.sent.value if self.sent else None
        if was is not None and "value" not in self.errors and data.get("value") != was and not data.get("reason"):
            self.add_error("reason", f"Số đã gửi là {format_number(was)}. Hãy ghi lý do sửa số.")
        return data


class Files(forms.FileInput):
    allow_multiple_selected = True


class EvidenceForm(PartForm):
    """Files and a link of one place. Files are taken by the view as soon as they arrive; this form carries their refusals."""

    files = forms.Field(required=False, label="Tệp minh chứng", widget=Files(attrs={"multiple": True}))
    url = forms.URLField(
        required=False,
        max_length=500,
        label="Địa chỉ liên kết",
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        error_messages={"invalid": "Địa chỉ không mở được. Hãy chép nguyên địa chỉ, bắt đầu bằng https://."},
    )
    label = TextField(required=False, max_length=200, label="Tên gọi")

    def refuse(self, sentence: str) -> None:
        """A file was not taken."""
        if not self.is_bound:
            return
        _ = self.errors
        self.add_error("files", ValidationError(sentence))

    def link(self) -> dict | None:
        """The link that was typed, when it can be opened."""
        if not self.is_bound or self.errors or not self.cleaned_data["url"]:
            return None
        return {"url": self.cleaned_data["url"], "label": self.cleaned_data["label"]}
