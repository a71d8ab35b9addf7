"""Forms of pledges and registrations."""

from campaigns.bloc_year.forms.common import BlocForm
from campaigns.bloc_year.models import Pledge, Registration
from emulation.base.forms import DayField, OfficeForm, ParagraphField, TextField


class PledgeForm(BlocForm):
    """The text that the bloc agrees. Everything may be empty until the signing opens."""

    goals = ParagraphField(
        label="Nội dung giao ước", required=False, max_length=20000, rows=8, help_text="mỗi ý một dòng"
    )
    regulation = ParagraphField(
        label="Quy chế hoạt động của khối",
        required=False,
        max_length=20000,
        rows=6,
        help_text="ghi tóm tắt hoặc số, ngày của quy chế kèm theo",
    )
    criteria = ParagraphField(
        label="Tiêu chí, cách chấm điểm",
        required=False,
        max_length=20000,
        rows=6,
        help_text="ghi tóm tắt hoặc tên bảng tiêu chí kèm theo",
    )
    signing_on = DayField(label="Ngày ký", required=False)
    place = TextField(label="Nơi ký", required=False, max_length=200)

    def __init__(self, *args, bloc, **kwargs):
        super().__init__(*args, **kwargs)
        self.bloc = bloc

    def clean_signing_on(self):
        day = self.cleaned_data["signing_on"]
        if day and day.year not in (self.bloc.year - 1, self.bloc.year):
            self.add_error("signing_on", f"Ngày này không thuộc năm {self.bloc.year}. Hãy kiểm tra lại.")
        return day


def pledge_values(pledge: Pledge) -> dict:
    """The content of a pledge in the form's shape."""
    return {name: getattr(pledge, name) for name in ("goals", "regulation", "criteria", "signing_on", "place")}


class RegistrationForm(OfficeForm):
    """What a unit registers with its bloc."""

    targets = ParagraphField(
        label="Chỉ tiêu, nội dung thi đua",
        max_length=20000,
        rows=10,
        help_text="mỗi chỉ tiêu một dòng",
        error_messages={"required": "Hãy ghi chỉ tiêu, nội dung thi đua."},
    )
    titles = ParagraphField(
        label="Danh hiệu, hình thức khen thưởng đăng ký",
        required=False,
        max_length=4000,
        rows=4,
        help_text="mỗi danh hiệu một dòng",
    )


def registration_values(registration: Registration) -> dict:
    """The content of a registration in the form's shape."""
    return {"targets": registration.targets, "titles": registration.titles}
