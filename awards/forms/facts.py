"""Forms of facts: rating, months worked, composition, initiative, what is being looked into, discipline."""

from django import forms

from awards.enums import DisciplineKind, InitiativeScope, Rating, RestrictionKind, RestrictionOutcome
from emulation.base import clock
from emulation.base.forms import DayField, NumberField, OfficeForm, TextField

UNKNOWN = [("", "Chưa ghi"), ("true", "Có"), ("false", "Không")]


def _year() -> forms.IntegerField:
    return forms.IntegerField(
        label="Năm", min_value=1945, max_value=2100, error_messages={"invalid": "Năm phải là số, ví dụ 2023."}
    )


def _basis(required: bool = False) -> TextField:
    return TextField(label="Văn bản", max_length=300, required=required, help_text="số, ngày của văn bản ghi việc này")


class FactForm(OfficeForm):
    """A fact with its day or year: nothing of the future is on record."""

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
    year = _year()
    rating = forms.ChoiceField(label="Xếp loại chất lượng", choices=Rating)
    basis = _basis()


class WorkYearForm(FactForm):
    """Months of a year; maternity and treatment count towards the months the law asks for."""

    year = _year()
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

    year = _year()
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
    year = _year()
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


class RestrictionForm(FactForm):
    kind = forms.ChoiceField(label="Việc", choices=RestrictionKind)
    starts_on = DayField(label="Từ ngày")
    basis = _basis(required=True)


class ReleaseForm(FactForm):
    """How something that was looked into has ended."""

    ends_on = DayField(label="Kết thúc ngày")
    outcome = forms.ChoiceField(label="Kết luận", choices=RestrictionOutcome)
    basis = _basis(required=True)


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
