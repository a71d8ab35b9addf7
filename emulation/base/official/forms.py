"""The form with which an office puts its own template in place."""

from django import forms

from emulation.base.forms import OfficeForm, TextField


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
