"""Forms of the registry and of people."""

import datetime as dt

from django import forms
from django.db.models import QuerySet
from django.urls import reverse

from awards.enums import AwardLevel, CommendationType, Gender, SubjectKind
from awards.models import AwardRecord, Person, PersonPlace
from awards.selectors.registry import award_choices, find_records
from awards.services.people import FIELDS
from awards.services.registry import EDITED
from emulation.base import clock
from emulation.base.forms import DayField, OfficeForm, ParagraphField, TextField
from organisations.forms.fields import UnitField
from organisations.models import Unit

_YEARS = {"min_value": 1945, "max_value": 2100, "error_messages": {"invalid": "Năm phải là số, ví dụ 2023."}}


class RegistryFilterForm(OfficeForm):
    """Filters of the registry; what cannot be read is left out and said."""

    q = TextField(label="Tên, số quyết định", required=False, max_length=200)
    loai = forms.ChoiceField(label="Đối tượng", required=False, choices=[("", "Tất cả"), *SubjectKind.choices])
    thuong = forms.ChoiceField(label="Danh hiệu, hình thức", required=False)
    nam = forms.IntegerField(label="Năm quyết định", required=False, **_YEARS)
    donvi = UnitField(label="Đơn vị", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["thuong"].choices = [("", "Tất cả"), *award_choices()]
        _offer_ever(self, "donvi")
        self.fields["donvi"].widget.attrs["class"] = "form-select form-select-sm"

    def records(self, user) -> QuerySet[AwardRecord]:
        """Records the person sees that the filters let through."""
        self.is_valid()
        wanted = self.cleaned_data
        return find_records(
            user,
            wanted.get("q", ""),
            kind=wanted.get("loai", ""),
            award=wanted.get("thuong", ""),
            year=wanted.get("nam"),
            unit=wanted["donvi"].pk if wanted.get("donvi") else None,
        )


def _offer_ever(form: forms.Form, name: str) -> None:
    """Units of today and of earlier: old decisions name units that are no more."""
    url = reverse("organisations:unit_search") + "?moi=1"
    form.fields[name].offer(Unit.objects.all(), form[name].value(), url)


class RecordForm(OfficeForm):
    """What a list does not say of an award, and its end."""

    issuer = TextField(label="Cơ quan, người quyết định", required=False, max_length=300)
    type = forms.ChoiceField(
        label="Loại khen thưởng", required=False, choices=[("", "Chưa ghi"), *CommendationType.choices]
    )
    level = forms.ChoiceField(label="Cấp khen thưởng", required=False, choices=[("", "Chưa ghi"), *AwardLevel.choices])
    year = forms.IntegerField(label="Thành tích năm", required=False, **_YEARS)
    period = TextField(label="Thành tích giai đoạn", required=False, max_length=40, help_text="ví dụ 2018-2022")
    receiver = TextField(
        label="Người nhận thay",
        required=False,
        max_length=300,
        help_text="khi truy tặng: họ tên, quan hệ với người được tặng",
    )
    revoked_on = DayField(label="Ngày hủy bỏ, thu hồi", required=False)
    revoked_basis = ParagraphField(
        label="Căn cứ hủy bỏ, thu hồi", required=False, max_length=500, rows=2, help_text="số, ngày của quyết định"
    )

    @staticmethod
    def shown(record: AwardRecord) -> dict:
        """What is on record, in the shape of the form."""
        return {name: getattr(record, name) for name in EDITED}


class PersonForm(OfficeForm):
    """What is kept of a person. Only what a paper states."""

    full_name = TextField(label="Họ và tên", max_length=300)
    honorific = forms.ChoiceField(
        label="Danh xưng", required=False, choices=[("", "Chưa ghi"), ("Ông", "Ông"), ("Bà", "Bà")]
    )
    title = TextField(label="Cấp bậc, học vị", required=False, max_length=100)
    birth_date = DayField(label="Ngày sinh", required=False)
    birth_year = forms.IntegerField(
        label="Năm sinh",
        required=False,
        help_text="khi không biết ngày sinh",
        min_value=1850,
        max_value=2100,
        error_messages={"invalid": "Năm phải là số, ví dụ 1980."},
    )
    gender = forms.ChoiceField(
        label="Giới tính", required=False, choices=[("", "Chưa ghi"), *Gender.choices], help_text="chỉ khi văn bản ghi"
    )
    honours = ParagraphField(label="Danh hiệu Nhà nước đã được tặng", required=False, max_length=1000, rows=2)
    nationality = TextField(
        label="Quốc tịch nước ngoài", required=False, max_length=100, help_text="để trống nếu là người Việt Nam"
    )
    died_on = DayField(label="Ngày mất", required=False, help_text="ghi khi xét truy tặng")
    citizen_number = TextField(
        label="Số định danh cá nhân",
        required=False,
        max_length=20,
        help_text="không bắt buộc; để trống thì giữ số đã lưu",
    )

    @staticmethod
    def shown(person: Person) -> dict:
        """What is on record, in the shape of the form; the number is never shown."""
        return {name: getattr(person, name) for name in FIELDS}

    def clean(self) -> dict:
        data = super().clean()
        day, year = data.get("birth_date"), data.get("birth_year")
        if day and year and day.year != year:
            self.add_error("birth_year", f"Ngày sinh ghi năm {day.year}. Hãy sửa một trong hai ô.")
        gone, born = data.get("died_on"), day or (year and dt.date(year, 1, 1))
        if gone and gone > clock.today():
            self.add_error("died_on", "Ngày này chưa đến. Hãy ghi ngày trên giấy chứng tử.")
        elif gone and born and gone < born:
            self.add_error("died_on", "Ngày mất trước ngày sinh. Hãy sửa một trong hai ô.")
        return data


class PlaceDaysForm(OfficeForm):
    """The post and the days of a place; the last day ends it."""

    position = TextField(label="Chức vụ", required=False, max_length=300)
    valid_from = DayField(label="Từ ngày", required=False)
    valid_to = DayField(label="Đến ngày", required=False, help_text="ngày cuối cùng ở đây; để trống khi còn công tác")


class PlaceForm(PlaceDaysForm):
    """A place more. `open_places`: where the person works now, to be ended by a transfer."""

    unit = UnitField(label="Đơn vị")
    leaves = forms.ModelMultipleChoiceField(
        PersonPlace.objects.none(),
        label="Chuyển đi từ",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="nơi được chọn kết thúc trước ngày bắt đầu ở nơi mới một ngày",
    )
    field_order = ("unit", "position", "valid_from", "valid_to", "leaves")

    def __init__(self, *args, open_places=None, **kwargs):
        super().__init__(*args, **kwargs)
        if open_places:
            self.fields["leaves"].queryset = open_places
            self.fields["leaves"].label_from_instance = lambda place: place.unit_name
        else:
            del self.fields["leaves"]
        _offer_ever(self, "unit")


class DoubtForm(OfficeForm):
    """Two records: one person or two."""

    answer = forms.ChoiceField(label="Kết luận", widget=forms.RadioSelect)
    reason = ParagraphField(label="Căn cứ", required=False, max_length=500, rows=2, help_text="bắt buộc khi gộp")

    def __init__(self, *args, first: Person, second: Person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = [
            ("first", f"Là một người, giữ hồ sơ số {first.pk}"),
            ("second", f"Là một người, giữ hồ sơ số {second.pk}"),
            ("apart", "Là hai người khác nhau"),
        ]

    def clean(self) -> dict:
        data = super().clean()
        if data.get("answer") in ("first", "second") and not data.get("reason"):
            self.add_error("reason", "Thiếu căn cứ. Hãy ghi vì sao biết hai hồ sơ là một người.")
        return data
