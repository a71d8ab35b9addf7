"""Forms of accounts."""

import re

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.urls import reverse

from emulation.base import clock
from emulation.base.forms import DayField, OfficeForm, ParagraphField, TextField
from organisations.enums import Role
from organisations.forms.fields import UnitField
from organisations.models import Unit, User
from organisations.selectors.accounts import STATES

_USERNAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")


class AccountFilterForm(OfficeForm):
    """Filters of the list."""

    q = TextField(label="Họ tên, tên đăng nhập, thư", required=False)
    vai_tro = forms.ChoiceField(label="Vai trò", required=False, choices=[("", "Tất cả"), *Role.choices])
    don_vi = TextField(label="Đơn vị", required=False)
    tinh_trang = forms.ChoiceField(label="Tình trạng", required=False, choices=[("", "Tất cả"), *STATES.items()])
    hai_buoc = forms.ChoiceField(
        label="Xác thực hai bước", required=False, choices=[("", "Tất cả"), ("on", "Đã bật"), ("off", "Chưa bật")]
    )


class AccountForm(OfficeForm):
    """Who the person is. The password is the person's own affair: it is set by invitation."""

    full_name = TextField(label="Họ và tên", max_length=120)
    honorific = forms.ChoiceField(label="Danh xưng", choices=[("", "–"), ("Ông", "Ông"), ("Bà", "Bà")], required=False)
    position = TextField(label="Chức vụ", max_length=120, required=False)
    username = forms.CharField(
        label="Tên đăng nhập", max_length=80, help_text="chữ thường không dấu, chữ số, dấu chấm, gạch ngang"
    )
    email = forms.EmailField(
        label="Thư điện tử", required=False, help_text="để nhận lời mời và thông báo; mỗi địa chỉ một tài khoản"
    )
    phone = TextField(label="Điện thoại", max_length=20, required=False)

    def __init__(self, *args, account: User | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.account = account
        if account:
            del self.fields["username"]

    def clean_username(self) -> str:
        name = self.cleaned_data["username"].strip().lower()
        if not _USERNAME.fullmatch(name):
            raise forms.ValidationError(
                "Chỉ dùng chữ thường không dấu, chữ số, dấu chấm, gạch ngang, gạch dưới; bắt đầu và kết thúc bằng chữ hoặc số."
            )
        if User.objects.filter(username=name).exists():
            raise forms.ValidationError(f"Tên “{name}” đã có người dùng. Hãy ghi tên khác, ví dụ {name}2.")
        return name

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip().lower()
        others = User.objects.filter(email=email)
        if self.account:
            others = others.exclude(pk=self.account.pk)
        other = others.first() if email else None
        if other:
            raise forms.ValidationError(
                f"Địa chỉ này đã thuộc tài khoản {other.username} ({other}). Hãy ghi địa chỉ khác."
            )
        return email

    def clean_phone(self) -> str:
        phone = self.cleaned_data["phone"]
        if phone and not re.fullmatch(r"\+?[0-9 .()-]{8,20}", phone):
            raise forms.ValidationError(
                "Số điện thoại chỉ gồm chữ số, dấu cách, dấu chấm. Hãy ghi lại, ví dụ 0226 385 2345."
            )
        return phone


class RoleForm(OfficeForm):
    """A role in a unit, from a day to a day."""

    role = forms.ChoiceField(label="Vai trò", choices=[("", ""), *Role.choices])
    unit = UnitField()
    valid_from = DayField(label="Từ ngày", required=False, help_text="ngày/tháng/năm; để trống là từ hôm nay")
    valid_to = DayField(label="Đến hết ngày", required=False, help_text="ngày/tháng/năm; để trống nếu không có hạn")

    def __init__(self, *args, required: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("role", "unit"):
            self.fields[name].required = required
        self.fields["unit"].offer(Unit.objects.valid_on(), self["unit"].value(), reverse("organisations:unit_search"))

    def clean(self) -> dict:
        data = super().clean()
        if bool(data.get("role")) != bool(data.get("unit")) and not self.errors:
            missing = "unit" if data.get("role") else "role"
            self.add_error(missing, "Hãy ghi cả vai trò và đơn vị, hoặc để trống cả hai.")
        begun = data.get("valid_from") or clock.today()
        if data.get("valid_to") and data["valid_to"] < begun:
            self.add_error("valid_to", "Ngày kết thúc trước ngày bắt đầu. Hãy sửa một trong hai ngày.")
        return data


class EndRoleForm(OfficeForm):
    """The last day of a role."""

    on = DayField(label="Ngày cuối cùng giữ vai trò")
    note = ParagraphField(label="Lý do", max_length=500, rows=2)


class ReasonForm(OfficeForm):
    """Why: written by whoever does something that another person feels."""

    reason = ParagraphField(label="Lý do", max_length=500, rows=3)


class FirstPasswordForm(OfficeForm):
    """The password that a person chooses with an invitation."""

    password1 = forms.CharField(
        label="Mật khẩu mới",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label="Nhập lại mật khẩu mới",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, user: User | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict:
        data = super().clean()
        first, second = data.get("password1"), data.get("password2")
        if first and second and first != second:
            self.add_error("password2", "Hai lần nhập mật khẩu chưa giống nhau. Hãy nhập lại.")
        elif first:
            try:
                validate_password(first, self.user)
            except forms.ValidationError as faults:
                self.add_error("password1", faults)
        return data
