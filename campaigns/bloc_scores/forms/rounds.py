"""Making a round, and the words a move asks for."""

from django import forms

from campaigns.bloc_scores.models import CriteriaTable, StageRun
from campaigns.models import Campaign
from emulation.base.forms import DayField, ParagraphField, TextField


class RoundForm(forms.Form):
    """A round: which table, what it is called, whose reports give the values."""

    table = forms.ModelChoiceField(label="Bảng tiêu chí đã chốt", queryset=CriteriaTable.objects.none())
    name = TextField(label="Tên kỳ chấm", max_length=200, help_text="Ví dụ: Chấm điểm năm 2023")
    campaign = forms.ModelChoiceField(
        label="Lấy số liệu từ báo cáo của phong trào", queryset=Campaign.objects.none(), required=False
    )

    def __init__(self, *args, tables, campaigns, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["table"].queryset = tables
        self.fields["table"].label_from_instance = lambda table: f"{table.bloc.name}: {table}"
        self.fields["campaign"].queryset = campaigns


class StageForm(forms.Form):
    """The last day of a stage."""

    due_on = DayField(label="Hạn chấm", required=False)


class RankForm(forms.Form):
    """Until when units may object to the provisional ranking."""

    objections_until = DayField(
        label="Nhận ý kiến về xếp hạng đến hết ngày", required=False, help_text="để trống nếu không lấy ý kiến"
    )


class ReopenForm(forms.Form):
    """Which stage is scored again, and why."""

    run = forms.ModelChoiceField(label="Bước chấm lại", queryset=StageRun.objects.none())
    note = ParagraphField(label="Lý do chấm lại", max_length=1000)

    def __init__(self, *args, runs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["run"].queryset = runs


class NoteForm(forms.Form):
    """Why."""

    note = ParagraphField(label="Lý do", max_length=1000)
