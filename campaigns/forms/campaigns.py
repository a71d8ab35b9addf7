"""The head of a campaign, a copy of last year's, who takes part, a reason."""

from typing import Any

from crispy_forms.layout import Column, Layout, Row
from django import forms

from campaigns.enums import CampaignKind, CampaignLevel, CampaignState
from campaigns.forms.choices import NamesField, UnitsField, together
from campaigns.models import Campaign
from emulation.base.forms import DayField, OfficeForm, ParagraphField, TextField
from organisations.enums import UnitKind
from organisations.models import Bloc


def year_field(label: str = "Năm", *, minimum: int = 2000, **options: Any) -> forms.IntegerField:
    """A year in four figures."""
    widget = forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4, "autocomplete": "off"})
    return forms.IntegerField(
        label=label,
        min_value=minimum,
        max_value=2100,
        widget=widget,
        error_messages={
            "invalid": "Hãy ghi năm bằng bốn chữ số, ví dụ 2024.",
            "min_value": f"Hãy ghi năm từ {minimum} trở đi.",
            "max_value": "Hãy ghi năm không quá 2100.",
        },
        **options,
    )


class CampaignForm(OfficeForm):
    """Title, year, kind, level, scope, dates, theme, motto, the campaign it belongs to."""

    title = TextField(label="Tên phong trào", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    year = year_field()
    kind = forms.ChoiceField(label="Loại", choices=CampaignKind.choices)
    level = forms.ChoiceField(label="Cấp", choices=CampaignLevel.choices)
    starts_on = DayField(label="Từ ngày")
    ends_on = DayField(label="Đến ngày")
    scope = ParagraphField(label="Phạm vi", required=False, rows=2, max_length=1000)
    parent = forms.ModelChoiceField(
        label="Thuộc phong trào",
        queryset=Campaign.objects.none(),
        required=False,
        empty_label="Không thuộc phong trào nào",
        help_text="Ví dụ phong trào chuyên đề trong khuôn khổ phong trào của năm.",
    )
    theme = ParagraphField(label="Chủ đề", required=False, rows=2, max_length=1000)
    motto = ParagraphField(label="Phương châm", required=False, rows=2, max_length=1000)

    def __init__(self, *args, campaign: Campaign | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        others = Campaign.objects.exclude(state=CampaignState.CANCELLED)
        self.fields["parent"].queryset = others.exclude(pk=campaign.pk) if campaign else others
        self.fields["parent"].label_from_instance = lambda c: f"{c.title} ({c.year})"
        self.fields["parent"].widget.attrs["data-search-select"] = ""
        if campaign and campaign.state != CampaignState.DRAFT:
            self.fields["year"].disabled = True
            self.fields["year"].help_text = "Đã phát động nên không đổi được năm."

    def layout(self) -> Layout:
        return Layout(
            "title",
            Row(Column("year"), Column("starts_on"), Column("ends_on"), css_class="g-3"),
            Row(Column("kind"), Column("level"), css_class="g-3"),
            "theme",
            "motto",
            "scope",
            "parent",
        )

    def clean(self):
        data = super().clean()
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "Ngày kết thúc phải sau ngày bắt đầu.")
        if starts and data.get("year") and starts.year not in (data["year"] - 1, data["year"], data["year"] + 1):
            self.add_error("starts_on", f"Ngày bắt đầu cách xa năm {data['year']}. Hãy kiểm tra lại.")
        return data


def head_of(campaign: Campaign) -> dict:
    """The saved head in the shape of the form."""
    return {name: getattr(campaign, name) for name in CampaignForm.base_fields}


class CopyForm(OfficeForm):
    """The year and title of the copy."""

    year = year_field("Cho năm")
    title = TextField(label="Tên phong trào", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class ParticipantsForm(OfficeForm):
    """Who takes part: kinds of unit, blocs of the year, units by hand. An empty form means nobody."""

    kinds = forms.MultipleChoiceField(
        label="Theo loại hình đơn vị",
        choices=UnitKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Mọi đơn vị thuộc loại hình, đang hoạt động vào ngày phong trào bắt đầu.",
    )
    blocs = forms.ModelMultipleChoiceField(
        label="Theo khối thi đua",
        queryset=Bloc.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Mọi thành viên của khối.",
    )
    units = UnitsField(label="Chọn từng đơn vị", help_text="Gõ một phần tên để tìm.")
    names = NamesField()

    def __init__(self, *args, campaign: Campaign, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["blocs"].queryset = Bloc.objects.filter(year=campaign.year, parent=None)
        if not Bloc.objects.filter(year=campaign.year, parent=None).exists():
            self.fields["blocs"].help_text = f"Chưa lập khối thi đua nào của năm {campaign.year}."

    def rules(self) -> dict:
        """What was chosen, in the shape of the service."""
        data = self.cleaned_data
        return {
            "kinds": data["kinds"],
            "blocs": list(data["blocs"]),
            "units": together(data["units"], data["names"]),
        }


def rules_of(campaign: Campaign) -> dict:
    """The saved rules in the shape of the form."""
    rows = list(campaign.participant_rules.all())
    return {
        "kinds": [r.kind for r in rows if r.kind],
        "blocs": [r.bloc_id for r in rows if r.bloc_id],
        "units": [r.unit_id for r in rows if r.unit_id],
    }


class ReasonForm(OfficeForm):
    """Why something is taken out, cancelled or closed."""

    reason = ParagraphField(label="Lý do", max_length=1000, error_messages={"required": "Hãy ghi lý do."})

    def __init__(self, *args, label: str = "Lý do", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label
        self.fields["reason"].error_messages["required"] = f"Hãy ghi {label.lower()}."


class LeaveForm(OfficeForm):
    """From which day a unit takes part no longer, and why."""

    on = DayField(label="Thôi tham gia từ ngày")
    reason = ParagraphField(label="Lý do", max_length=1000, error_messages={"required": "Hãy ghi lý do."})
