"""The form of a reminder rule."""

from django import forms

from campaigns.reminders.enums import Counting, Level, Side
from campaigns.selectors import open_deadlines
from emulation.base.forms import OfficeForm

MOST_DAYS = 60


def _kinds() -> list[tuple[str, str]]:
    return [("", "Mọi loại việc"), *((kind.slug, kind.label) for kind in open_deadlines.kinds.values())]


class RuleForm(OfficeForm):
    """One step: what, how many days, before or after, to whom."""

    kind = forms.ChoiceField(
        label="Loại việc",
        choices=_kinds,
        required=False,
        help_text="Loại việc có quy tắc riêng thì chỉ theo quy tắc riêng.",
    )
    level = forms.ChoiceField(label="Nhắc ai", choices=Level)
    days = forms.IntegerField(label="Số ngày", min_value=0, max_value=MOST_DAYS, help_text="0 là đúng ngày hạn")
    side = forms.ChoiceField(label="Trước hay sau hạn", choices=Side)
    counting = forms.ChoiceField(
        label="Cách tính ngày",
        choices=[("calendar", "Ngày theo lịch"), ("working", "Ngày làm việc")],
        initial=Counting.CALENDAR,
    )
    urgent = forms.BooleanField(
        label="Gửi thư ngay, không chờ thư mỗi ngày", required=False, help_text="người nhận không tắt được"
    )
