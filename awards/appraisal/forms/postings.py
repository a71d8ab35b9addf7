"""Forms of public posting: a list, taking it down, a comment, its answer."""

from django import forms

from awards.appraisal.models import Dossier
from awards.appraisal.selectors.queue import award_name
from emulation.base.forms import DayField, OfficeForm, ParagraphField, TextField


class PostForm(OfficeForm):
    """Who is posted, from which day."""

    chosen = forms.ModelMultipleChoiceField(
        label="Chờ công khai", queryset=Dossier.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    starts = DayField(label="Công khai từ ngày")

    def __init__(self, *args, keys, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chosen"].queryset = Dossier.objects.for_page().filter(pk__in=keys)
        self.fields["chosen"].label_from_instance = lambda row: f"{row}: {award_name(row.council_award)}"


class WithdrawForm(OfficeForm):
    """Why a list is taken down."""

    reason = ParagraphField(label="Lý do gỡ", rows=3, max_length=1000)


class CommentForm(OfficeForm):
    """What came by letter, by phone or at the desk."""

    sender = TextField(label="Người gửi", max_length=200)
    contact = TextField(label="Liên hệ", max_length=200, help_text="số điện thoại hoặc địa chỉ")
    received_on = DayField(label="Nhận ngày")
    text = ParagraphField(label="Nội dung", rows=5, max_length=5000)
    identified = forms.BooleanField(label="Đã kiểm tra danh tính người gửi", required=False)


class ResolveForm(OfficeForm):
    """What came of it."""

    identified = forms.BooleanField(label="Đã kiểm tra danh tính người gửi", required=False)
    answer = ParagraphField(label="Kết quả giải quyết, căn cứ", rows=5, max_length=3000)
