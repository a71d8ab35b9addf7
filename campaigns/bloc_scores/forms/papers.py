"""The form of a sheet that was filled on paper."""

from django import forms

from emulation.base import files
from emulation.base.forms import DayField, TextField


class PaperForm(forms.Form):
    """Who scored, when, and the scan."""

    scored_by = TextField(
        label="Người chấm trên phiếu giấy", max_length=200, help_text="họ tên, chức vụ như trên phiếu"
    )
    scored_on = DayField(label="Ngày chấm")
    file = forms.FileField(label="Bản chụp phiếu đã ký", widget=forms.FileInput(attrs={"accept": files.ACCEPT}))
