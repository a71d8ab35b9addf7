"""Forms of activities and meetings: the plan, the result, who came, what an inspection found."""

from django import forms

from campaigns.bloc_year.enums import ActivityKind, AttendanceLevel
from campaigns.bloc_year.forms.common import BlocForm
from campaigns.bloc_year.models import Activity, Inspection
from campaigns.bloc_year.services.activities import PLAN, RESULT, Came
from emulation.base.forms import DayField, NumberField, ParagraphField, TextField
from organisations.forms.blocs import in_year
from organisations.forms.fields import UnitField
from organisations.models import Unit


class ActivityForm(BlocForm):
    """The plan of an activity or meeting."""

    kind = forms.ChoiceField(label="Loại", choices=ActivityKind.choices)
    title = TextField(label="Tên hoạt động", max_length=250)
    planned_on = DayField(label="Ngày dự kiến")
    ends_on = DayField(label="Đến ngày", required=False, help_text="để trống nếu trong một ngày")
    place = TextField(label="Địa điểm", required=False, max_length=250)
    host = UnitField(label="Đơn vị chủ trì", required=False)
    participants = ParagraphField(label="Thành phần tham gia", required=False, max_length=4000, rows=3)
    content = ParagraphField(label="Nội dung", required=False, max_length=20000, rows=4)
    agenda = ParagraphField(
        label="Chương trình", required=False, max_length=20000, rows=4, help_text="của hội nghị; mỗi mục một dòng"
    )

    def __init__(self, *args, bloc, units: list[Unit], **kwargs):
        super().__init__(*args, **kwargs)
        self.bloc = bloc
        self.fields["host"].offer(Unit.objects.filter(pk__in=[u.pk for u in units]), self["host"].value())

    def clean_planned_on(self):
        return in_year(self.cleaned_data["planned_on"], self.bloc)

    def clean(self) -> dict:
        data = super().clean()
        first, last = data.get("planned_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "Ngày kết thúc phải từ ngày dự kiến trở đi.")
        return data


def plan_values(activity: Activity) -> dict:
    """The plan in the form's shape."""
    return {name: getattr(activity, name) for name in PLAN}


class ResultForm(BlocForm):
    """What came of it; a meeting also has discussion, conclusions, who chaired."""

    held_on = DayField(label="Ngày tổ chức")
    head_count = NumberField(label="Số người tham gia", required=False, whole=True, minimum=0, max_digits=6)
    result = ParagraphField(label="Kết quả", required=False, max_length=20000, rows=5)
    discussion = ParagraphField(label="Ý kiến thảo luận", required=False, max_length=20000, rows=5)
    conclusions = ParagraphField(label="Kết luận", required=False, max_length=20000, rows=5)
    chair = TextField(label="Người chủ trì", required=False, max_length=200)
    chair_position = TextField(label="Chức vụ người chủ trì", required=False, max_length=200)
    secretary = TextField(label="Thư ký", required=False, max_length=200)
    secretary_position = TextField(label="Chức vụ thư ký", required=False, max_length=200)

    def __init__(self, *args, activity: Activity, **kwargs):
        super().__init__(*args, **kwargs)
        self.activity = activity
        if activity.is_meeting:
            del self.fields["head_count"]
        else:
            for name in RESULT[3:]:
                del self.fields[name]

    def clean_held_on(self):
        return in_year(self.cleaned_data["held_on"], self.activity.bloc)

    def clean_head_count(self):
        count = self.cleaned_data["head_count"]
        return None if count is None else int(count)


def result_values(activity: Activity) -> dict:
    """The result in the form's shape."""
    return {name: getattr(activity, name) for name in RESULT}


class AttendanceForm(BlocForm):
    """One line a unit: level, name, post; an absence may have an accepted reason."""

    def __init__(self, *args, units: list[Unit], **kwargs):
        super().__init__(*args, **kwargs)
        self.units = units
        own = {}
        for unit in units:
            own[f"level-{unit.pk}"] = forms.ChoiceField(
                label=f"Cấp dự: {unit.label}", choices=[("", "Chưa ghi"), *AttendanceLevel.choices], required=False
            )
            own[f"person-{unit.pk}"] = TextField(label=f"Họ tên: {unit.label}", required=False, max_length=120)
            own[f"position-{unit.pk}"] = TextField(label=f"Chức vụ: {unit.label}", required=False, max_length=200)
            own[f"excused-{unit.pk}"] = forms.BooleanField(label=f"Có lý do: {unit.label}", required=False)
            own[f"note-{unit.pk}"] = TextField(label=f"Ghi chú: {unit.label}", required=False, max_length=300)
            own[f"level-{unit.pk}"].widget.attrs["class"] = "form-select form-select-sm"
        self.fields = own | self.fields

    def rows(self):
        """(unit, level, person, position, excused, note) with bound fields, for the table."""
        return [
            (u, *(self[f"{n}-{u.pk}"] for n in ("level", "person", "position", "excused", "note"))) for u in self.units
        ]

    def clean(self) -> dict:
        data = super().clean()
        for unit in self.units:
            level, person = data.get(f"level-{unit.pk}"), data.get(f"person-{unit.pk}")
            if level and level != AttendanceLevel.ABSENT and not person:
                self.add_error(f"person-{unit.pk}", "Hãy ghi họ tên người dự.")
            if person and not level:
                self.add_error(f"level-{unit.pk}", "Hãy chọn cấp dự.")
        return data

    def entries(self) -> list[Came]:
        """The lines in which a level was chosen."""
        data = self.cleaned_data
        return [
            Came(
                unit.pk,
                data[f"level-{unit.pk}"],
                data[f"person-{unit.pk}"],
                data[f"position-{unit.pk}"],
                data[f"excused-{unit.pk}"],
                data[f"note-{unit.pk}"],
            )
            for unit in self.units
            if data.get(f"level-{unit.pk}")
        ]


def attendance_values(activity: Activity) -> dict:
    """What was written before, in the form's shape."""
    found = {}
    for row in activity.attendance.all():
        for name in ("level", "person", "position", "excused", "note"):
            found[f"{name}-{row.unit_id}"] = getattr(row, name)
    return found


INSPECTION = ("inspecting", "inspected", "on", "team", "received_by", "strengths", "shortcomings", "proposals", "reply")


class InspectionForm(BlocForm):
    """Who inspects whom, and what was found. Only who runs the bloc chooses the pair."""

    inspecting = UnitField(label="Đơn vị kiểm tra")
    inspected = UnitField(label="Đơn vị được kiểm tra")
    on = DayField(label="Ngày kiểm tra", required=False)
    team = ParagraphField(label="Thành phần đoàn kiểm tra", required=False, max_length=4000, rows=3)
    received_by = ParagraphField(label="Đại diện đơn vị được kiểm tra", required=False, max_length=4000, rows=2)
    strengths = ParagraphField(label="Kết quả đạt được", required=False, max_length=20000, rows=5)
    shortcomings = ParagraphField(label="Hạn chế, thiếu sót", required=False, max_length=20000, rows=4)
    proposals = ParagraphField(label="Kiến nghị", required=False, max_length=20000, rows=3)
    reply = ParagraphField(label="Ý kiến của đơn vị được kiểm tra", required=False, max_length=20000, rows=3)

    def __init__(self, *args, units: list[Unit], pair_fixed: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        choices = Unit.objects.filter(pk__in=[u.pk for u in units])
        for name in ("inspecting", "inspected"):
            if pair_fixed:
                del self.fields[name]
            else:
                self.fields[name].offer(choices, self[name].value())

    def clean(self) -> dict:
        data = super().clean()
        if data.get("inspecting") and data.get("inspecting") == data.get("inspected"):
            self.add_error("inspected", "Đơn vị không tự kiểm tra mình. Hãy chọn đơn vị khác.")
        return data


def inspection_values(inspection: Inspection) -> dict:
    """The minutes in the form's shape."""
    return {name: getattr(inspection, name) for name in INSPECTION}
