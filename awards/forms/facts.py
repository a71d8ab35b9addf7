"""Forms of facts: rating, months worked, composition, initiative, what is being looked into, discipline."""

from django import forms
from django.db import models

from awards.enums import DisciplineKind, InitiativeScope, Rating, RestrictionKind, RestrictionOutcome
from awards.models import Collective, Person
from awards.selectors.facts import initiatives_to_join
from awards.selectors.registry import award_choices
from campaigns.forms.campaigns import year_field
from emulation.base import clock
from emulation.base.forms import DayField, NumberField, OfficeForm, TextField

_CHOSEN = {True: "true", False: "false"}
UNKNOWN = [("", "Chưa ghi"), ("true", "Có"), ("false", "Không")]


def _basis(required: bool = False) -> TextField:
    return TextField(label="Văn bản", max_length=300, required=required, help_text="số, ngày của văn bản ghi việc này")


class FactForm(OfficeForm):
    """A fact of a subject with its day or year: nothing of the future is on record."""

    def __init__(self, *args, subject: Person | Collective, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.subject, self.user = subject, user

    @classmethod
    def shown(cls, row: models.Model) -> dict:
        """What is on record, in the shape of the form."""
        values = {name: getattr(row, name) for name in cls.base_fields}
        return {name: _CHOSEN[value] if isinstance(value, bool) else value for name, value in values.items()}

    def clean(self) -> dict:
        data = super().clean()
        for name in ("decided_on", "starts_on", "ends_on"):
            day = data.get(name)
            if day and day > clock.today() and not (name == "ends_on" and "decided_on" in self.fields):
                self.add_error(name, "Ngày này chưa đến. Hãy ghi ngày đã xảy ra.")
        if data.get("year") and data["year"] > clock.today().year:
            self.add_error("year", "Năm này chưa đến. Hãy ghi năm đã hoặc đang diễn ra.")
        return data

    def columns(self) -> dict:
        """Fields of the service."""
        return dict(self.cleaned_data)


class RatingForm(FactForm):
    year = year_field(minimum=1945)
    rating = forms.ChoiceField(label="Xếp loại chất lượng", choices=Rating)
    basis = _basis()


class WorkYearForm(FactForm):
    """Months of a year; maternity and treatment count towards the months the law asks for."""

    year = year_field(minimum=1945)
    months_worked = NumberField(label="Số tháng công tác", whole=True, minimum=0, maximum=12)
    maternity_months = NumberField(label="Số tháng nghỉ thai sản", whole=True, minimum=0, maximum=12, required=False)
    injury_months = NumberField(
        label="Số tháng điều trị do bị thương khi làm nhiệm vụ", whole=True, minimum=0, maximum=12, required=False
    )

    def columns(self) -> dict:
        data = super().columns()
        return {name: value if value is None else int(value) for name, value in data.items()}


class CompositionForm(FactForm):
    """Who belonged to a collective in a year; what is not known stays empty."""

    year = year_field(minimum=1945)
    members = NumberField(label="Tổng số người", whole=True, minimum=0, maximum=999999, required=False)
    ldtt = NumberField(label="Đạt Lao động tiên tiến", whole=True, minimum=0, maximum=999999, required=False)
    completed = NumberField(label="Hoàn thành nhiệm vụ trở lên", whole=True, minimum=0, maximum=999999, required=False)
    cstdcs = NumberField(label="Đạt Chiến sĩ thi đua cơ sở", whole=True, minimum=0, maximum=999999, required=False)
    disciplined = NumberField(
        label="Bị kỷ luật từ cảnh cáo trở lên", whole=True, minimum=0, maximum=999999, required=False
    )
    unity = forms.ChoiceField(label="Nội bộ đoàn kết", choices=UNKNOWN, required=False)
    exceeds_targets = forms.ChoiceField(label="Hoàn thành vượt mức các chỉ tiêu", choices=UNKNOWN, required=False)

    def columns(self) -> dict:
        data = super().columns()
        for name, value in data.items():
            if name in ("unity", "exceeds_targets"):
                data[name] = {"true": True, "false": False}.get(value)
            elif value is not None:
                data[name] = int(value)
        return data


class InitiativeForm(FactForm):
    """An initiative; certified only by a paper that is named."""

    title = TextField(label="Tên sáng kiến, đề tài, đề án", max_length=500)
    year = year_field(minimum=1945)
    scope = forms.ChoiceField(
        label="Phạm vi ảnh hưởng", choices=[("", "Chưa ghi"), *InitiativeScope.choices], required=False
    )
    certified = forms.ChoiceField(label="Đã được công nhận", choices=UNKNOWN, required=False)
    certificate = TextField(label="Văn bản công nhận", max_length=300, required=False)

    def clean(self) -> dict:
        data = super().clean()
        if data.get("certified") == "true" and not data.get("certificate"):
            self.add_error("certificate", "Sáng kiến đã được công nhận phải ghi số, ngày văn bản công nhận.")
        return data

    def columns(self) -> dict:
        data = super().columns()
        return data | {"certified": {"true": True, "false": False}.get(data["certified"])}


class InitiativeUseForm(FactForm):
    """For which award a person used an initiative."""

    initiative = forms.ModelChoiceField(None, label="Sáng kiến", empty_label="Chọn sáng kiến")
    award = forms.ChoiceField(label="Đã dùng cho danh hiệu, hình thức", choices=award_choices)
    year = year_field(minimum=1945)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["initiative"].queryset = self.subject.initiatives.order_by("-year", "pk")


class JoinForm(FactForm):
    """An initiative on record for somebody else, of which the person is an author, too."""

    initiative = forms.ModelChoiceField(None, label="Sáng kiến", empty_label="Chọn sáng kiến")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["initiative"]
        field.queryset = initiatives_to_join(self.subject, self.user)
        field.label_from_instance = lambda row: f"{row.title} ({row.year}): {', '.join(map(str, row.authors.all()))}"
        field.widget.attrs["data-search-select"] = ""


class RestrictionForm(FactForm):
    kind = forms.ChoiceField(label="Việc", choices=RestrictionKind)
    starts_on = DayField(label="Từ ngày")
    basis = _basis(required=True)


class ReleaseForm(FactForm):
    """How something that was looked into has ended."""

    ends_on = DayField(label="Kết thúc ngày")
    outcome = forms.ChoiceField(label="Kết luận", choices=RestrictionOutcome)
    basis = TextField(label="Văn bản kết luận", max_length=300, help_text="số, ngày của văn bản kết luận")


class DisciplineForm(FactForm):
    kind = forms.ChoiceField(label="Hình thức kỷ luật", choices=DisciplineKind)
    decided_on = DayField(label="Ngày quyết định")
    ends_on = DayField(label="Hết hiệu lực ngày", required=False, help_text="để trống khi còn hiệu lực")
    basis = _basis(required=True)

    def clean(self) -> dict:
        data = super().clean()
        first, last = data.get("decided_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "Ngày hết hiệu lực đứng trước ngày quyết định. Hãy ghi lại.")
        return data
