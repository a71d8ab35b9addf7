"""Forms of opinions: an agency, whom to ask, an answer."""

from django import forms

from awards.appraisal.enums import Answer
from awards.appraisal.models import Agency
from awards.appraisal.services.opinions import FIELDS
from awards.enums import SubjectKind
from awards.law import law
from emulation.base import files
from emulation.base.forms import OfficeForm, ParagraphField, TextField
from organisations.forms.fields import UnitField
from organisations.models import Unit
from organisations.models.dated import valid_on


class AgencyForm(OfficeForm):
    """Who is asked about what."""

    name = TextField(label="Tên cơ quan", max_length=200)
    unit = UnitField(
        label="Đơn vị trong hệ thống", required=False, help_text="để trống thì chỉ ghi trả lời theo văn bản"
    )
    matter = TextField(label="Hỏi về", max_length=300)
    kinds = forms.MultipleChoiceField(
        label="Đối tượng", required=False, choices=SubjectKind, widget=forms.CheckboxSelectMultiple,
        help_text="không chọn là mọi đối tượng",
    )  # fmt: skip
    awards = forms.MultipleChoiceField(
        label="Danh hiệu, hình thức",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="không chọn là tất cả",
    )
    days = forms.IntegerField(
        label="Số ngày làm việc để trả lời", required=False, min_value=1, max_value=200,
        help_text="để trống thì theo thời hạn chung",
    )  # fmt: skip
    silence = forms.ChoiceField(label="Quá hạn không trả lời", choices=Agency._meta.get_field("silence").choices)
    in_use = forms.BooleanField(label="Đang hỏi", required=False, initial=True)
    verified = forms.BooleanField(label="Đã đối chiếu với văn bản", required=False)
    basis = ParagraphField(label="Văn bản, nguồn", rows=2, max_length=1000, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["awards"].choices = [(row.code, row.name) for row in law().awards.values()]
        self.fields["unit"].offer(Unit.objects.filter(valid_on()))

    def clean(self) -> dict:
        data = super().clean()
        if not data.get("verified") and not data.get("basis"):
            self.add_error("basis", "Cơ quan chưa đối chiếu phải ghi nguồn, để người sau biết mà kiểm tra.")
        return data


def agency_values(agency: Agency) -> dict:
    """The saved agency in the shape of its form."""
    return {name: getattr(agency, name) for name in FIELDS}


class AskForm(OfficeForm):
    """Which agencies are asked about a file."""

    agencies = forms.ModelMultipleChoiceField(
        label="Cơ quan", queryset=Agency.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, offered: list[tuple[Agency, int]], **kwargs):
        super().__init__(*args, **kwargs)
        numbers = {agency.pk: number for agency, number in offered}
        field = self.fields["agencies"]
        field.queryset = Agency.objects.filter(pk__in=numbers).select_related("unit")
        field.label_from_instance = lambda agency: (
            f"{agency.name}: {agency.matter}" + (f" (đã hỏi {numbers[agency.pk]})" if numbers[agency.pk] else "")
        )


class AnswerForm(OfficeForm):
    """What an agency says; at the desk also the letter it came by."""

    answer = forms.ChoiceField(label="Trả lời", choices=Answer, widget=forms.RadioSelect)
    text = ParagraphField(
        label="Nội dung", rows=4, max_length=3000, required=False, help_text="bắt buộc khi có vi phạm hoặc đang xem xét"
    )
    letter = TextField(label="Số, ngày văn bản trả lời", max_length=120, required=False)
    paper = forms.FileField(
        label="Bản chụp văn bản", required=False, widget=forms.FileInput(attrs={"accept": files.ACCEPT})
    )

    def __init__(self, *args, at_desk: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["letter"].required = at_desk

    def clean(self) -> dict:
        data = super().clean()
        if data.get("answer") == Answer.ADVERSE and not data.get("text"):
            self.add_error("text", "Hãy ghi vi phạm hoặc việc đang xem xét.")
        return data
