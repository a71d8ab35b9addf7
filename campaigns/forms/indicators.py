"""An indicator and its targets."""

from crispy_forms.layout import Column, Layout, Row
from django import forms

from campaigns.enums import Direction, Nature, PeriodPurpose, TargetKind
from campaigns.forms.choices import UnitField
from campaigns.models import Campaign, Indicator, IndicatorTarget, Period, Task
from emulation.base.forms import NumberField, OfficeForm, ParagraphField, TextField


class IndicatorForm(OfficeForm):
    task = forms.ModelChoiceField(label="Thuộc nhiệm vụ", queryset=Task.objects.none(), empty_label=None)
    name = TextField(label="Tên chỉ tiêu", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    unit_of_measure = TextField(label="Đơn vị tính", max_length=60, help_text="Ví dụ: %, tỷ đồng, xã.")
    baseline = NumberField(
        label="Mức gốc", required=False, help_text="Mức của năm trước; cần cho chỉ tiêu giảm, ví dụ tỷ lệ hộ nghèo."
    )
    direction = forms.ChoiceField(label="Chiều", choices=Direction.choices, widget=forms.RadioSelect)
    nature = forms.ChoiceField(label="Số báo cáo là số", choices=Nature.choices, widget=forms.RadioSelect)
    assigned_only = forms.BooleanField(
        label="Chỉ đơn vị được giao mức riêng phải báo cáo",
        required=False,
        help_text="Không chọn thì mọi đơn vị tham gia đều báo cáo.",
    )
    previous = forms.ModelChoiceField(
        label="Nối với chỉ tiêu năm trước",
        queryset=Indicator.objects.none(),
        required=False,
        empty_label="Không nối",
        help_text="Để so sánh với cùng kỳ năm trước.",
    )

    def __init__(self, *args, campaign: Campaign, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["task"].queryset = campaign.tasks.order_by("order")
        earlier = Indicator.objects.filter(campaign__year=campaign.year - 1).exclude(campaign__state="cancelled")
        self.fields["previous"].queryset = earlier.select_related("campaign").order_by("campaign", "order")
        self.fields["previous"].widget.attrs["data-search-select"] = ""

    def layout(self) -> Layout:
        return Layout(
            "task",
            "name",
            Row(Column("unit_of_measure"), Column("baseline"), css_class="g-3"),
            "direction",
            "nature",
            "assigned_only",
            "previous",
        )


def indicator_values(indicator: Indicator) -> dict:
    """A saved indicator in the shape of the form."""
    names = ("name", "unit_of_measure", "baseline", "direction", "nature", "assigned_only")
    values = {name: getattr(indicator, name) for name in names}
    return values | {"task": indicator.task_id, "previous": indicator.previous_id}


class TargetForm(OfficeForm):
    """A target from one named source."""

    source = TextField(
        label="Nguồn giao",
        max_length=120,
        widget=forms.TextInput(attrs={"list": "nguon-giao", "autocomplete": "off"}),
        help_text="Ví dụ: Trung ương giao, Kế hoạch tỉnh, Khối thi đua đăng ký.",
    )
    unit = UnitField(
        label="Giao cho đơn vị", required=False, help_text="Để trống: mức chung cho mọi đơn vị báo cáo chỉ tiêu này."
    )
    period = forms.ModelChoiceField(
        label="Cho kỳ", queryset=Period.objects.none(), required=False, empty_label="Cả năm"
    )
    kind = forms.ChoiceField(label="Dạng", choices=TargetKind.choices, widget=forms.RadioSelect)
    value = NumberField(label="Mức")
    value_to = NumberField(label="Đến", required=False, help_text="Chỉ dùng cho dạng “Trong khoảng”.")
    verified = forms.BooleanField(
        label="Đã kiểm chứng với văn bản giao",
        required=False,
        help_text="Không chọn thì mức này mang dấu “chưa kiểm chứng” ở mọi nơi.",
    )
    note = ParagraphField(
        label="Ghi chú", required=False, rows=2, max_length=1000, help_text="Số văn bản, cách suy ra."
    )

    def __init__(self, *args, indicator: Indicator, **kwargs):
        super().__init__(*args, **kwargs)
        self.indicator = indicator
        periods = indicator.campaign.periods.filter(purpose=PeriodPurpose.REPORT).order_by("order")
        self.fields["period"].queryset = periods
        measure = indicator.unit_of_measure
        self.fields["value"].label = f"Mức ({measure})"
        self.fields["value_to"].label = f"Đến ({measure})"

    def layout(self) -> Layout:
        return Layout(
            "source",
            Row(Column("unit"), Column("period"), css_class="g-3"),
            "kind",
            Row(Column("value"), Column("value_to"), css_class="g-3"),
            "verified",
            "note",
        )

    def clean(self):
        data = super().clean()
        low, high = data.get("value"), data.get("value_to")
        if data.get("kind") == TargetKind.RANGE:
            if high is None and "value_to" not in self.errors:
                self.add_error("value_to", "Hãy ghi mức trên của khoảng.")
            elif low is not None and high is not None and high <= low:
                self.add_error("value_to", "Mức trên của khoảng phải lớn hơn mức dưới.")
        elif high is not None:
            self.add_error("value_to", "Chỉ ghi mức trên khi chọn dạng “Trong khoảng”. Hãy xóa số này hoặc đổi dạng.")
        return data


def target_values(target: IndicatorTarget) -> dict:
    """A saved target in the shape of the form."""
    names = ("source", "kind", "value", "value_to", "verified", "note")
    values = {name: getattr(target, name) for name in names}
    return values | {"unit": target.unit_id, "period": target.period_id}
