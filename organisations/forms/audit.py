"""Filters of the record of changes."""

from django import forms

from emulation.base.forms import DayField, OfficeForm, TextField
from organisations.selectors import audit


class AuditFilterForm(OfficeForm):
    """Person, kind of object, move, days, words."""

    nguoi = TextField(label="Người làm", required=False)
    loai = forms.ChoiceField(label="Loại đối tượng", required=False)
    viec = forms.ChoiceField(label="Việc", required=False)
    tu = DayField(label="Từ ngày", required=False, help_text="")
    den = DayField(label="Đến hết ngày", required=False, help_text="")
    q = TextField(label="Đối tượng, nội dung, lý do", required=False)

    def __init__(self, data):
        super().__init__(data)
        kinds = sorted((audit.kind_label(kind), str(kind.pk)) for kind in audit.recorded_kinds())
        self.fields["loai"].choices = [("", "Tất cả"), *((pk, label) for label, pk in kinds)]
        self.fields["viec"].choices = [("", "Tất cả"), *audit.action_choices()]
