"""Forms of Councils: the Council itself, a member, the end of a seat, the share an award needs."""

from crispy_forms.layout import Column, Layout, Row
from django import forms

from awards.council.enums import RecusalRule, SeatRole
from awards.council.forms.people import AsksWhoForm
from awards.council.models import Council, Threshold
from awards.council.services.councils import COUNCIL_FIELDS
from awards.enums import Denominator
from awards.forms.acclaims import RatioField
from awards.law import law
from emulation.base.forms import DayField, OfficeForm, ParagraphField, TextField
from organisations.forms.fields import UnitField
from organisations.models import Unit, User
from organisations.models.dated import valid_on


class CouncilForm(OfficeForm):
    """A Council of a term, as its decision and its regulation say."""

    name = TextField(label="Tên Hội đồng", max_length=300)
    decision_number = TextField(label="Số quyết định thành lập, kiện toàn", max_length=60)
    decided_on = DayField(label="Ngày quyết định")
    valid_from = DayField(label="Hoạt động từ")
    valid_to = DayField(label="Đến hết", required=False)
    quorum_ratio = RatioField(label="Số thành viên dự họp tối thiểu", initial="2/3")
    quorum_counts_letters = forms.BooleanField(
        label="Ý kiến bằng văn bản của người vắng được tính vào số dự họp", required=False
    )
    recusal_rule = forms.ChoiceField(
        label="Người không tham gia biểu quyết",
        choices=RecusalRule,
        help_text="cách tính mẫu số, ghi rõ trong biên bản",
    )
    offers_abstention = forms.BooleanField(label="Phiếu có ô Không có ý kiến", required=False)
    regulation = ParagraphField(
        label="Quy chế làm việc",
        rows=3,
        max_length=2000,
        required=False,
        help_text="số, ngày và điều khoản dùng ở trên",
    )
    verified = forms.BooleanField(label="Đã đối chiếu với quyết định và quy chế", required=False)

    def layout(self) -> Layout:
        return Layout(
            "name",
            Row(Column("decision_number"), Column("decided_on"), css_class="g-3"),
            Row(Column("valid_from"), Column("valid_to"), css_class="g-3"),
            "quorum_ratio",
            "quorum_counts_letters",
            "recusal_rule",
            "offers_abstention",
            "regulation",
            "verified",
        )

    def clean(self) -> dict:
        data = super().clean()
        first, last = data.get("valid_from"), data.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", "Ngày cuối đứng trước ngày đầu. Hãy ghi lại.")
        return data


def council_values(council: Council) -> dict:
    """The saved Council in the shape of its form."""
    return {name: getattr(council, name) for name in COUNCIL_FIELDS}


class SeatForm(AsksWhoForm):
    """A member. With an account the member votes on the system; without one, on paper."""

    full_name = TextField(label="Họ và tên", max_length=120)
    role = forms.ChoiceField(label="Chức danh trong Hội đồng", choices=SeatRole, initial=SeatRole.MEMBER)
    post = TextField(label="Chức vụ", max_length=200, required=False)
    unit = UnitField(label="Đơn vị", required=False, help_text="để hệ thống biết khi nào không tham gia biểu quyết")
    user = forms.ModelChoiceField(
        label="Tài khoản", queryset=User.objects.none(), required=False, empty_label="Không có, bỏ phiếu giấy"
    )
    valid_from = DayField(label="Từ ngày", required=False, help_text="để trống: từ ngày Hội đồng hoạt động")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(Unit.objects.filter(valid_on()))
        council = User.objects.filter(
            valid_on(prefix="memberships__"), is_active=True, memberships__role__startswith="council"
        )
        self.fields["user"].queryset = council.distinct().order_by("full_name")
        self.fields["user"].label_from_instance = lambda user: f"{user.full_name} ({user.username})"


class EndSeatForm(OfficeForm):
    on = DayField(label="Ngày cuối là thành viên")


class ThresholdForm(OfficeForm):
    """The share that an award needs by the regulation of the Council."""

    award = forms.ChoiceField(label="Danh hiệu, hình thức")
    ratio = RatioField(label="Tỷ lệ phiếu cần đạt")
    strictly = forms.BooleanField(label="Phải quá tỷ lệ này, bằng thì chưa đạt", required=False)
    denominator = forms.ChoiceField(label="Tính trên", choices=[])
    basis = ParagraphField(label="Căn cứ", rows=2, max_length=500, help_text="điều, khoản của quy chế")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["award"].choices = [(row.code, row.name) for row in law().awards.values()]
        self.fields["denominator"].choices = [(value, DENOMINATORS[value]) for value in Denominator.values]


DENOMINATORS = {
    Denominator.TOTAL: "tổng số thành viên Hội đồng",
    Denominator.PRESENT: "số thành viên tham gia",
    Denominator.VALID: "số phiếu hợp lệ",
}


def threshold_values(row: Threshold) -> dict:
    """A saved share in the shape of its form."""
    return {name: getattr(row, name) for name in ("award", "ratio", "strictly", "denominator", "basis")}
