"""Forms of the desk: the verdict, handing out, limits, fields, whose person an officer is."""

from django import forms

from awards.appraisal.enums import LimitKind, Verdict
from awards.appraisal.models import Dossier, Limit
from awards.appraisal.selectors.findings import articles_of, points_of
from awards.appraisal.services.limits import FIELDS
from awards.law import law
from awards.models import Person
from awards.nominations.selectors.checks import Checked
from emulation.base.forms import OfficeForm, ParagraphField
from organisations.enums import UnitKind
from organisations.models import Bloc, User


class VerdictForm(OfficeForm):
    """What the officer finds. Nothing is compulsory while it is only kept; what is missing is said when it goes to the head."""

    seen = forms.MultipleChoiceField(label="Đã kiểm tra", required=False, widget=forms.CheckboxSelectMultiple)
    verdict = forms.ChoiceField(label="Kết luận", required=False, choices=Verdict, widget=forms.RadioSelect)
    lower_award = forms.ChoiceField(label="Danh hiệu, hình thức đề nghị thay", required=False)
    reason = ParagraphField(
        label="Lý do", rows=4, max_length=3000, required=False, help_text="đơn vị đọc được khi được báo kết quả"
    )
    articles = forms.MultipleChoiceField(label="Căn cứ", required=False, widget=forms.CheckboxSelectMultiple)
    note = ParagraphField(
        label="Ghi chú nội bộ", rows=3, max_length=3000, required=False, help_text="chỉ nơi thẩm định đọc được"
    )

    def __init__(self, *args, dossier: Dossier, checked: Checked | None, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("seen", "verdict", "articles"):
            self.fields[name].widget.attrs["class"] = "form-check-input"
        nominee = dossier.nominee
        self.points = points_of(checked)
        known = {row["rule"]: row for row in articles_of(checked)}
        # What an earlier verdict rests on stays choosable when the law finds otherwise today.
        self.rows = {row["rule"]: row for row in dossier.articles} | known
        self.fields["seen"].choices = [(point.code, point.words) for point in self.points]
        self.fields["articles"].choices = [
            (rule, f"{row['basis']}: {row['sentence']}") for rule, row in self.rows.items()
        ]
        others = [
            (row.code, row.name)
            for row in law().awards.values()
            if nominee.subject_kind in row.kinds and row.code != nominee.award
        ]
        self.fields["lower_award"].choices = [("", "Chọn danh hiệu, hình thức"), *others]

    def columns(self) -> dict:
        """Fields of the service."""
        data = dict(self.cleaned_data)
        return data | {"articles": [self.rows[rule] for rule in data["articles"]]}


def verdict_values(dossier: Dossier) -> dict:
    """The saved work in the shape of its form."""
    names = ("verdict", "lower_award", "reason", "note", "seen")
    values = {name: getattr(dossier, name) for name in names}
    return values | {"articles": [row["rule"] for row in dossier.articles]}


class LimitForm(OfficeForm):
    """Working days of a step."""

    kind = forms.ChoiceField(label="Việc", choices=LimitKind)
    award = forms.ChoiceField(label="Danh hiệu, hình thức", required=False)
    days = forms.IntegerField(label="Số ngày làm việc", min_value=1, max_value=200)
    basis = ParagraphField(label="Văn bản, nguồn", rows=2, max_length=1000, required=False)
    verified = forms.BooleanField(label="Đã đối chiếu với văn bản", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        awards = [(row.code, row.name) for row in law().awards.values()]
        self.fields["award"].choices = [("", "Tất cả danh hiệu, hình thức"), *awards]

    def clean(self) -> dict:
        data = super().clean()
        if not data.get("verified") and not data.get("basis"):
            self.add_error("basis", "Thời hạn chưa đối chiếu phải ghi nguồn, để người sau biết mà kiểm tra.")
        return data


def limit_values(limit: Limit) -> dict:
    """The saved limit in the shape of its form."""
    return {name: getattr(limit, name) for name in FIELDS}


class OfficerField(forms.ModelChoiceField):
    """One of the people at the desk."""

    def label_from_instance(self, user: User) -> str:
        return f"{user.full_name}, {user.position}" if user.position else user.full_name


class FieldForm(OfficeForm):
    """Who looks after a bloc, or a kind of units."""

    bloc = forms.ModelChoiceField(label="Khối thi đua", queryset=Bloc.objects.none(), required=False)
    kind = forms.ChoiceField(label="hoặc nhóm đơn vị", required=False, choices=[("", "Chọn nhóm"), *UnitKind.choices])
    officer = OfficerField(label="Người thẩm định", queryset=User.objects.none())

    def __init__(self, *args, officers, blocs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = officers
        self.fields["bloc"].queryset = blocs

    def clean(self) -> dict:
        data = super().clean()
        if bool(data.get("bloc")) == bool(data.get("kind")):
            self.add_error("bloc", "Chọn một khối, hoặc một nhóm đơn vị.")
        return data


class OwnRecordForm(OfficeForm):
    """Number of the record of a person in the registry."""

    number = forms.IntegerField(
        label="Hồ sơ cá nhân số",
        required=False,
        min_value=1,
        max_value=2_000_000_000,
        help_text="số ghi ở trang cá nhân trong sổ khen thưởng; để trống nếu không có",
    )

    def clean_number(self) -> Person | None:
        number = self.cleaned_data["number"]
        if number is None:
            return None
        person = Person.objects.standing().filter(pk=number).first()
        if person is None:
            raise forms.ValidationError("Không có hồ sơ cá nhân số này. Hãy xem lại số ở trang cá nhân.")
        return person
