"""Forms of units."""

from django import forms
from django.urls import reverse

from emulation.base import clock
from emulation.base.forms import DayField, OfficeForm, ParagraphField, TextField
from organisations.enums import SuccessionKind, UnitKind
from organisations.forms.fields import UnitField
from organisations.models import Bloc, Unit
from organisations.selectors.unit_pages import ancestors
from organisations.selectors.units import same_named


class UnitFilterForm(OfficeForm):
    """Filters of the list; what cannot be read is left out and said."""

    q = TextField(label="Tên đơn vị", required=False)
    loai = forms.ChoiceField(label="Loại hình", required=False, choices=[("", "Tất cả"), *UnitKind.choices])
    khoi = forms.ModelChoiceField(Bloc.objects.none(), label="Khối thi đua", required=False, empty_label="Tất cả")
    ngay = DayField(label="Có hiệu lực vào ngày", required=False, help_text="")

    def __init__(self, data, user):
        super().__init__(data)
        day = clock.today()
        try:
            day = self.fields["ngay"].clean(data.get("ngay", "")) or day
        except forms.ValidationError:
            pass
        self.fields["khoi"].queryset = Bloc.objects.visible_to(user).filter(year=day.year).order_by("code")
        self.fields["khoi"].label_from_instance = lambda bloc: bloc.label
        self.fields["ngay"].widget.attrs["placeholder"] = ""


class UnitForm(OfficeForm):
    """What is kept of a unit. In an existing unit a new name is given on a page of its own."""

    official_name = TextField(label="Tên đơn vị", max_length=300)
    short_name = TextField(label="Tên viết tắt", max_length=100, required=False, help_text="dùng trong bảng")
    kind = forms.ChoiceField(label="Loại hình", choices=[("", ""), *UnitKind.choices])
    parent = UnitField(label="Đơn vị cấp trên", required=False)
    valid_from = DayField(label="Hoạt động từ", required=False, help_text="ngày/tháng/năm; để trống nếu không rõ")
    note = ParagraphField(label="Ghi chú", required=False, max_length=2000)

    def __init__(self, *args, unit: Unit | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.unit = unit
        units = Unit.objects.valid_on()
        if unit:
            units = units.exclude(pk=unit.pk)
            self.fields["official_name"].help_text = "chỉ sửa chữ viết sai; đổi tên theo quyết định thì dùng “Đổi tên”"
        if unit and unit.parent_id:
            units = units | Unit.objects.filter(pk=unit.parent_id)
        chosen = self["parent"].value()
        self.fields["parent"].offer(units, chosen, reverse("organisations:unit_search"))

    def clean_parent(self) -> Unit | None:
        parent = self.cleaned_data["parent"]
        if parent and self.unit and self.unit.pk in ancestors(parent):
            raise forms.ValidationError(f"{parent} đang thuộc {self.unit.label}. Hãy chọn đơn vị khác.")
        return parent

    def clean(self) -> dict:
        data = super().clean()
        self._refuse_homonym(data)
        begun, ended = data.get("valid_from"), self.unit.valid_to if self.unit else None
        if begun and ended and begun > ended:
            self.add_error("valid_from", f"Đơn vị kết thúc ngày {ended:%d/%m/%Y}. Ngày bắt đầu phải trước ngày đó.")
        return data

    def _refuse_homonym(self, data: dict) -> None:
        if "official_name" not in data or "parent" not in data:
            return
        other = same_named(data["official_name"], data["parent"], data.get("valid_from"), self.unit)
        if other:
            where = f" trực thuộc {data['parent'].label}" if data["parent"] else ""
            self.add_error(
                "official_name",
                f"Đã có đơn vị tên này{where}. Hãy mở đơn vị đó để sửa, hoặc ghi đơn vị cấp trên để phân biệt.",
            )


class RenameForm(OfficeForm):
    """A new name from a day on."""

    official_name = TextField(label="Tên mới", max_length=300)
    short_name = TextField(label="Tên viết tắt mới", max_length=100, required=False)
    on = DayField(label="Có hiệu lực từ ngày")
    basis = ParagraphField(label="Căn cứ", max_length=500, rows=2, help_text="số, ngày của quyết định; tên cơ quan ký")


class EndForm(OfficeForm):
    """The last day of a unit."""

    on = DayField(label="Ngày hoạt động cuối cùng")
    note = ParagraphField(label="Căn cứ", max_length=500, rows=2, help_text="số, ngày của quyết định; tên cơ quan ký")


class SuccessionForm(OfficeForm):
    """The unit came out of another, or another came out of it."""

    side = forms.ChoiceField(
        label="Quan hệ",
        choices=[
            ("from", "Đơn vị này kế thừa đơn vị chọn dưới đây"),
            ("to", "Đơn vị chọn dưới đây kế thừa đơn vị này"),
        ],
        widget=forms.RadioSelect,
        initial="from",
    )
    other = UnitField(label="Đơn vị kia")
    kind = forms.ChoiceField(label="Cách thay đổi", choices=SuccessionKind.choices)
    on = DayField(label="Từ ngày")
    basis = ParagraphField(label="Căn cứ", required=False, max_length=500, rows=2)

    def __init__(self, *args, unit: Unit, **kwargs):
        super().__init__(*args, **kwargs)
        units = Unit.objects.exclude(pk=unit.pk)
        self.fields["other"].offer(units, self["other"].value(), reverse("organisations:unit_search") + "?moi=1")
