"""Forms of decisions: which awards, the words, a line, who a line is, the signature, the signed paper."""

from crispy_forms.layout import Column, Layout, Row
from django import forms

from awards.decisions.enums import SignerRole
from awards.decisions.models import DecisionLine, RewardDecision
from awards.decisions.selectors.approved import AwardGroup
from awards.decisions.services.drafting import LINE, TEXTS
from awards.enums import CommendationType
from emulation.base.forms import DayField, NumberField, OfficeForm, ParagraphField, TextField
from organisations.forms.fields import UnitField
from organisations.models import Unit
from organisations.models.dated import valid_on


class AwardsForm(OfficeForm):
    """Which awards of a session go into the decision."""

    awards = forms.MultipleChoiceField(
        label="Danh hiệu, hình thức trong quyết định này",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Hãy chọn ít nhất một danh hiệu, hình thức."},
        help_text="Muốn ra nhiều quyết định thì chọn từng phần; phần còn lại vẫn chờ ở đây.",
    )

    def __init__(self, *args, groups: list[AwardGroup], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["awards"].choices = [(group.award, f"{group.name}: {group.words}") for group in groups]


class TextsForm(OfficeForm):
    """The words of the decision."""

    subject = TextField(label="Trích yếu", max_length=500)
    year = NumberField(label="Thành tích năm", whole=True, minimum=1945, maximum=2100)
    type = forms.ChoiceField(label="Loại khen thưởng", choices=CommendationType)
    merit = TextField(label="Thành tích (viết tiếp sau tên danh sách ở Điều 1)", max_length=500)
    grounds = ParagraphField(
        label="Căn cứ", rows=7, help_text="mỗi căn cứ một dòng; tờ trình được ghi tự động ở dòng cuối"
    )
    money_text = ParagraphField(label="Điều 2: tiền thưởng", rows=3, required=False)
    execution = ParagraphField(label="Điều thi hành", rows=3)
    recipients = ParagraphField(label="Nơi nhận", rows=4, help_text="mỗi nơi một dòng")

    def layout(self) -> Layout:
        return Layout(
            "subject",
            Row(Column("year"), Column("type"), css_class="g-3"),
            "merit",
            "grounds",
            "money_text",
            "execution",
            "recipients",
        )

    def columns(self) -> dict:
        """Fields of the service."""
        return self.cleaned_data | {"year": int(self.cleaned_data["year"])}


def text_values(decision: RewardDecision) -> dict:
    """The saved decision in the shape of its form."""
    return {name: getattr(decision, name) for name in TEXTS}


class LineForm(OfficeForm):
    """How a nominee stands in the annex."""

    name = TextField(label="Tên trong danh sách", max_length=300)
    detail = TextField(label="Chức vụ, nơi công tác", max_length=500, required=False)
    unit = UnitField(label="Đơn vị", required=False, help_text="đơn vị được thông báo kết quả")
    summary = ParagraphField(label="Thành tích (ghi vào sổ khen thưởng)", rows=3, max_length=3000, required=False)
    posthumous = forms.BooleanField(label="Truy tặng", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(Unit.objects.filter(valid_on()))


def line_values(line: DecisionLine) -> dict:
    """The saved line in the shape of its form."""
    return {name: line.unit_id if name == "unit" else getattr(line, name) for name in LINE}


class SignForm(OfficeForm):
    """What is written on the decision that the Chairman signed."""

    signed_on = DayField(label="Ngày ký", error_messages={"required": "Hãy ghi ngày trên bản đã ký."})
    signer = TextField(
        label="Họ và tên người ký", max_length=200, error_messages={"required": "Hãy ghi họ và tên người ký."}
    )
    signer_role = forms.ChoiceField(label="Ký với tư cách", choices=SignerRole)


class SignedFileForm(OfficeForm):
    """The signed and sealed decision."""

    file = forms.FileField(
        label="Quyết định đã ký, đóng dấu (PDF)",
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf"}),
        error_messages={"required": "Hãy chọn tệp PDF đã ký."},
    )
