"""Forms of linked decisions: why an award is revoked, how a line is put right, money asked back, what relied on it."""

from django import forms

from awards.decisions.enums import RevocationGround
from emulation.base.forms import DayField, OfficeForm, ParagraphField, TextField


class RevocationForm(OfficeForm):
    """Why one award is taken back."""

    ground = forms.ChoiceField(
        label="Lý do hủy bỏ",
        choices=[("", "Chọn lý do"), *((g.value, f"{g.value}) {g.label}") for g in RevocationGround)],
        help_text="khoản 2 Điều 93 Luật Thi đua, khen thưởng số 06/2022/QH15",
        error_messages={"required": "Hãy chọn lý do hủy bỏ."},
    )
    reason = ParagraphField(
        label="Căn cứ",
        rows=4,
        max_length=2000,
        help_text="số, ngày của kết luận, quyết định, bản án",
        error_messages={"required": "Hãy ghi căn cứ hủy bỏ."},
    )


class CorrectionForm(OfficeForm):
    """The right name and post of one line."""

    new_name = TextField(label="Tên đúng", max_length=300)
    new_detail = TextField(label="Chức vụ, nơi công tác đúng", max_length=500, required=False)
    reason = ParagraphField(label="Lý do đính chính", rows=2, max_length=1000, required=False)


class RecoverForm(OfficeForm):
    """Money that was given back."""

    recovered_on = DayField(label="Ngày thu hồi")
    voucher = TextField(label="Số chứng từ", max_length=100)


class OutcomeForm(OfficeForm):
    """What follows for an award that relied on a revoked one."""

    outcome = ParagraphField(
        label="Kết luận",
        rows=3,
        max_length=2000,
        help_text="giữ nguyên vì sao, hoặc đề nghị hủy bỏ",
        error_messages={"required": "Hãy ghi kết luận."},
    )
