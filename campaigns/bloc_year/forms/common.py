"""What forms of a bloc's year share: the reason of whoever acts in the leader's place, a file."""

from django import forms

from campaigns.bloc_year.enums import FilePurpose
from emulation.base.files import ACCEPT
from emulation.base.forms import OfficeForm, ParagraphField

WHY_FOR = "Lý do làm thay trưởng khối"


class BlocForm(OfficeForm):
    """A form of the bloc's leader; whoever of Sở Nội vụ fills it says why in the leader's place."""

    def __init__(self, *args, acts_for: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.acts_for = acts_for
        if acts_for:
            self.fields["instead"] = ParagraphField(
                label=WHY_FOR,
                max_length=500,
                rows=2,
                help_text="được ghi vào nhật ký của khối",
                error_messages={"required": "Hãy ghi lý do Sở Nội vụ làm thay trưởng khối."},
            )

    def values(self) -> dict:
        """What was typed, without the reason of acting for the leader."""
        return {name: value for name, value in self.cleaned_data.items() if name != "instead"}

    @property
    def note(self) -> str:
        """The reason of acting for the leader, '' for the leader itself."""
        return self.cleaned_data.get("instead", "")


class FileForm(OfficeForm):
    """One file and what it is."""

    purpose = forms.ChoiceField(label="Loại tệp")
    file = forms.FileField(
        label="Tệp",
        help_text="PDF, Word, Excel, JPG, PNG; không quá 20 MB",
        error_messages={"required": "Hãy chọn tệp."},
    )

    def __init__(self, *args, purposes: tuple = tuple(FilePurpose), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = [(p.value, p.label) for p in purposes]
        self.fields["file"].widget.attrs["accept"] = ACCEPT
