"""Forms of documents: number, day and signer; the signed paper; the office's own template."""

from django import forms

from emulation.base.forms import DayField, OfficeForm, TextField


class TemplateForm(OfficeForm):
    """An edited Word template and what was changed."""

    file = forms.FileField(
        label="Tệp mẫu đã sửa",
        help_text="Tệp Word (.docx). Hệ thống in thử trước khi dùng; có lỗi thì mẫu cũ vẫn được giữ.",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        error_messages={"required": "Hãy chọn tệp mẫu."},
    )
    note = TextField(
        label="Nội dung sửa", max_length=300, required=False, help_text="Ví dụ: đổi cỡ chữ, thêm biểu trưng."
    )


class NumberForm(OfficeForm):
    """What is written on the paper when it is signed."""

    signed_on = DayField(label="Ngày ký", error_messages={"required": "Hãy ghi ngày ký."})
    signer = TextField(
        label="Họ và tên người ký", max_length=200, error_messages={"required": "Hãy ghi họ và tên người ký."}
    )


class SignedForm(OfficeForm):
    """The signed and sealed paper."""

    file = forms.FileField(
        label="Bản đã ký, đóng dấu (PDF)",
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf"}),
        error_messages={"required": "Hãy chọn tệp PDF đã ký."},
    )
