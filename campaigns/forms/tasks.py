"""A task and its content items."""

from django import forms

from campaigns.models import Task
from emulation.base.forms import OfficeForm, ParagraphField, TextField


class TaskForm(OfficeForm):
    """Title, short title, the text, its concrete contents one a line."""

    title = TextField(label="Tên nhiệm vụ", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    short_title = TextField(
        label="Tên gọn", required=False, max_length=80, help_text="Dùng trong bảng và biểu đồ, ví dụ: Kinh tế."
    )
    text = ParagraphField(label="Nội dung", required=False, rows=6)
    items = ParagraphField(
        label="Nội dung cụ thể", required=False, rows=6, help_text="Mỗi dòng một nội dung. Để trống nếu không có."
    )

    def __init__(self, *args, task: Task | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if task is None:
            self.fields["items"].help_text = "Mỗi dòng một nội dung. Để trống thì tách từ các câu của Nội dung."

    def clean_items(self) -> list[str]:
        return [line for line in self.cleaned_data["items"].split("\n") if line]


def task_values(task: Task) -> dict:
    """A saved task in the shape of the form."""
    return {
        "title": task.title,
        "short_title": task.short_title,
        "text": task.text,
        "items": "\n".join(item.text for item in task.items.all()),
    }
