"""Forms of what the province lays on top of the law: documents, rules (one form for each kind), names, endings."""

from django import forms
from django.utils.text import capfirst

from awards.eligibility.principles import KIND_NAMES
from awards.enums import InitiativeScope, ProvinceAsk, Rating
from awards.law import law
from awards.models import ProvinceText
from emulation.base.forms import DayField, NumberField, OfficeForm, ParagraphField, TextField


def _awards() -> list[tuple[str, str]]:
    return [(award.code, award.name) for award in law().awards.values()]


def _count(label: str, least: int, most: int) -> NumberField:
    return NumberField(label=label, whole=True, minimum=least, maximum=most)


class RowFilterForm(OfficeForm):
    """Filters of the rows of the law."""

    q = TextField(label="Tìm", required=False, max_length=200)
    nhom = forms.ChoiceField(label="Loại dữ liệu", required=False)
    muc = forms.ChoiceField(
        label="Kiểm chứng",
        required=False,
        choices=[
            ("", "Tất cả"),
            ("sure", "Đã kiểm chứng"),
            ("known", "Chưa đối chiếu văn bản"),
            ("open", "Chưa kiểm chứng"),
        ],
    )

    def __init__(self, *args, groups: dict[str, str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["nhom"].choices = [("", "Tất cả"), *groups.items()]


class DayForm(OfficeForm):
    """The day on which the law is looked at."""

    ngay = DayField(label="Hồ sơ nộp ngày", required=False)


class TextForm(OfficeForm):
    """A document of the province."""

    name = TextField(label="Tên văn bản", max_length=300, help_text="số, ngày, cơ quan ban hành như sẽ viện dẫn")
    issued = DayField(label="Ngày ban hành", required=False)
    effective = DayField(label="Có hiệu lực từ ngày", required=False)
    ended = DayField(label="Hết hiệu lực từ ngày", required=False, help_text="ngày đầu tiên không còn hiệu lực")

    def clean(self) -> dict:
        data = super().clean()
        if data.get("ended") and data.get("effective") and data["ended"] < data["effective"]:
            self.add_error("ended", "Ngày hết hiệu lực đứng trước ngày có hiệu lực. Hãy ghi lại.")
        return data


class RuleForm(OfficeForm):
    """What every rule says of itself; the kinds below add what they ask."""

    awards = forms.MultipleChoiceField(
        label="Danh hiệu, hình thức", choices=_awards, widget=forms.CheckboxSelectMultiple
    )
    kinds = forms.MultipleChoiceField(
        label="Chỉ với đối tượng",
        choices=[(code, capfirst(name)) for code, name in KIND_NAMES.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="để trống khi áp dụng cho mọi đối tượng",
    )
    text = forms.ModelChoiceField(
        ProvinceText.objects.order_by("name"), label="Văn bản của tỉnh", empty_label="Chọn văn bản"
    )
    article = TextField(label="Điều, khoản", max_length=100, required=False, help_text="ví dụ khoản 2 Điều 7")
    valid_from = DayField(label="Áp dụng cho hồ sơ nộp từ ngày")
    valid_to = DayField(label="Đến hết ngày", required=False, help_text="để trống khi chưa biết")
    verified = forms.BooleanField(
        label="Đã đối chiếu với văn bản",
        required=False,
        help_text="Khi chưa đối chiếu, hồ sơ gặp điều kiện này luôn là “Cần xem xét”.",
    )
    OWN: tuple[str, ...] = ()
    BOTTOM = ("text", "article", "valid_from", "valid_to", "verified")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields(["awards", "kinds", *self.OWN, *self.BOTTOM])

    def clean(self) -> dict:
        data = super().clean()
        first, last = data.get("valid_from"), data.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", "Ngày kết thúc đứng trước ngày bắt đầu. Hãy ghi lại.")
        return data

    def columns(self) -> dict:
        """Fields of the service."""
        data = dict(self.cleaned_data)
        data["params"] = {name: self._param(data.pop(name)) for name in self.OWN}
        return data

    @staticmethod
    def _param(value):
        return value if isinstance(value, str) else int(value)


class RatedForm(RuleForm):
    at_least = forms.ChoiceField(label="Xếp loại từ mức này trở lên", choices=Rating)
    years = _count("Trong mấy năm liền, tính cả năm đề nghị", 1, 20)
    OWN = ("at_least", "years")


class ChainForm(RuleForm):
    award = forms.ChoiceField(label="Danh hiệu phải đạt", choices=_awards)
    years = _count("Trong mấy năm liên tục, tính cả năm đề nghị", 1, 20)
    OWN = ("award", "years")


class CountForm(RuleForm):
    award = forms.ChoiceField(label="Danh hiệu, hình thức phải đạt", choices=_awards)
    count = _count("Ít nhất mấy lần", 1, 20)
    years = _count("Trong mấy năm, tính cả năm đề nghị", 1, 50)
    OWN = ("award", "count", "years")


class HadForm(RuleForm):
    award = forms.ChoiceField(label="Đã được tặng", choices=_awards)
    OWN = ("award",)


class InitiativesForm(RuleForm):
    scope = forms.ChoiceField(label="Phạm vi ảnh hưởng từ", choices=InitiativeScope)
    count = _count("Ít nhất mấy sáng kiến", 1, 20)
    OWN = ("scope", "count")


class MonthsForm(RuleForm):
    at_least = _count("Từ mấy tháng trở lên", 1, 12)
    OWN = ("at_least",)


class ReviewForm(RuleForm):
    why = TextField(
        label="Nội dung điều kiện", max_length=500, help_text="chương trình không kiểm tra; người xem xét đọc câu này"
    )
    OWN = ("why",)


RULE_FORMS: dict[str, tuple[ProvinceAsk, type[RuleForm]]] = {
    "xep-loai": (ProvinceAsk.RATED, RatedForm),
    "lien-tuc": (ProvinceAsk.CHAIN, ChainForm),
    "so-lan": (ProvinceAsk.COUNT, CountForm),
    "da-tang": (ProvinceAsk.HAD, HadForm),
    "sang-kien": (ProvinceAsk.INITIATIVES, InitiativesForm),
    "thang-cong-tac": (ProvinceAsk.MONTHS, MonthsForm),
    "doan-ket": (ProvinceAsk.UNITY, RuleForm),
    "vuot-muc": (ProvinceAsk.EXCEEDS, RuleForm),
    "dan-dau": (ProvinceAsk.BLOC_LEAD, RuleForm),
    "xem-xet": (ProvinceAsk.REVIEW, ReviewForm),
}


class RuleEndForm(OfficeForm):
    """To which day a rule holds; none: it was written down by mistake."""

    last_day = DayField(
        label="Áp dụng đến hết ngày", required=False, help_text="để trống khi điều kiện được ghi nhầm, chưa từng có"
    )
    reason = ParagraphField(label="Lý do", rows=2)


class NameForm(OfficeForm):
    """A name of the province for an award of the law."""

    award = forms.ChoiceField(label="Danh hiệu, hình thức trong luật", choices=_awards)
    name = TextField(label="Tên gọi của tỉnh", max_length=300)
