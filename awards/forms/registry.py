"""Forms of the registry and of people."""

from django import forms
from django.db.models import QuerySet
from django.urls import reverse

from awards.enums import AwardLevel, CommendationType, Gender, SubjectKind
from awards.models import AwardRecord, Person
from awards.selectors.registry import award_choices, find_records
from awards.services.people import FIELDS
from awards.services.registry import EDITED
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
        return data


class PlaceForm(OfficeForm):
    """Where a person works, from a day to a day."""

    unit = UnitField(label="Đơn vị")
    position = TextField(label="Chức vụ", required=False, max_length=300)
    valid_from = DayField(label="Từ ngày", required=False)
    valid_to = DayField(label="Đến ngày", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
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
