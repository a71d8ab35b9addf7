"""Forms of elections: what the meeting elected, and the approval."""

from django import forms

from campaigns.bloc_year.forms.common import BlocForm
from campaigns.bloc_year.models import Election
from emulation.base.forms import DayField, NumberField, OfficeForm, ParagraphField
from organisations.forms.fields import UnitField, unit_option
from organisations.models import Bloc, Unit


class ElectionForm(BlocForm):
    """Leader and deputies of the next year."""

    leader = UnitField(label="Trưởng khối được bầu")
    deputies = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label="Phó trưởng khối được bầu",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Đơn vị này không chọn được. Hãy chọn trong danh sách."},
    )
    voters = NumberField(label="Số phiếu phát ra", required=False, whole=True, minimum=0, max_digits=4)
    leader_votes = NumberField(label="Số phiếu bầu trưởng khối", required=False, whole=True, minimum=0, max_digits=4)
    method = ParagraphField(
        label="Hình thức bầu", required=False, max_length=500, rows=2, help_text="ví dụ: biểu quyết, bỏ phiếu kín"
    )

    def __init__(self, *args, units: list[Unit], **kwargs):
        super().__init__(*args, **kwargs)
        choices = Unit.objects.filter(pk__in=[u.pk for u in units]).select_related("parent").order_by("sort_key")
        self.fields["leader"].offer(choices, self["leader"].value())
        self.fields["deputies"].queryset = choices
        self.fields["deputies"].label_from_instance = unit_option

    def clean(self) -> dict:
        data = super().clean()
        if data.get("leader") and data["leader"] in (data.get("deputies") or ()):
            self.add_error("deputies", "Đơn vị này đã được bầu làm trưởng khối. Hãy bỏ chọn.")
        voters, votes = data.get("voters"), data.get("leader_votes")
        if voters is not None and votes is not None and votes > voters:
            self.add_error("leader_votes", "Số phiếu bầu nhiều hơn số phiếu phát ra. Hãy kiểm tra lại.")
        return data


def election_values(election: Election) -> dict:
    """The result in the form's shape."""
    values = {name: getattr(election, name) for name in ("leader", "voters", "leader_votes", "method")}
    return values | {"deputies": [row.unit_id for row in election.deputies.all()]}


class ApprovalForm(OfficeForm):
    """Where and from when the elected units are put in: the bloc of the next year, or this one from a day on."""

    target = forms.ChoiceField(label="Áp dụng cho")
    valid_from = DayField(label="Từ ngày")
    note = ParagraphField(label="Căn cứ", max_length=500, rows=2, help_text="biên bản, thông báo của Sở Nội vụ")

    def __init__(self, *args, election: Election, **kwargs):
        super().__init__(*args, **kwargs)
        self.election = election
        bloc, year = election.activity.bloc, election.for_year
        self.blocs = {str(b.pk): b for b in Bloc.objects.filter(year=year).order_by("code")} | {str(bloc.pk): bloc}
        same = next((b for b in self.blocs.values() if b.year == year and b.code == bloc.code), None)
        options = [] if same else [("new", f"Lập {bloc.name} năm {year} từ các đơn vị hiện có")]
        options += [(str(b.pk), f"{b.name} năm {b.year}") for b in self.blocs.values()]
        self.fields["target"].choices = options
        self.fields["target"].initial = str(same.pk) if same else "new"
        self.fields["valid_from"].initial = election.usual_day

    def clean_target(self) -> Bloc | None:
        """None stands for a bloc still to be made."""
        return self.blocs.get(self.cleaned_data["target"])

    def clean(self) -> dict:
        data = super().clean()
        target, day = data.get("target"), data.get("valid_from")
        year = target.year if target else self.election.for_year
        if day and day.year not in (year, year + 1):
            self.add_error("valid_from", f"Ngày này không thuộc năm {year} của khối. Hãy kiểm tra lại.")
        return data
