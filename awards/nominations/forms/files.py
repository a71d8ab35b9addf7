"""Forms of nominations: the letter and minutes, a nominee, routes, more time, what is to be supplemented."""

from django import forms

from awards.enums import CommendationType
from awards.law import law
from awards.models import Person
from awards.nominations.models import NominationFile, Nominee, Route
from awards.nominations.models.files import HEAD_FIELDS
from awards.nominations.services.routes import FIELDS as ROUTE_FIELDS
from awards.registrations.selectors.content import award_name
from emulation.base import clock, files
from emulation.base.forms import DayField, NumberField, OfficeForm, ParagraphField, TextField
from organisations.forms.fields import UnitField
from organisations.models import Unit
from organisations.models.dated import valid_on


class HeadForm(OfficeForm):
    """The letter of the unit and the meeting of its council."""

    letter_number = TextField(label="Số tờ trình", max_length=60, required=False, help_text="ví dụ 125/TTr-SYT")
    letter_date = DayField(label="Ngày tờ trình", required=False)
    met_on = DayField(label="Hội đồng đơn vị họp ngày", required=False)
    members = NumberField(label="Tổng số thành viên", whole=True, minimum=1, maximum=999, required=False)
    present = NumberField(label="Số thành viên dự họp", whole=True, minimum=1, maximum=999, required=False)
    differences = ParagraphField(
        label="Giải trình khác với đăng ký đầu năm",
        rows=3,
        max_length=2000,
        required=False,
        help_text="chỉ cần khi danh sách đề nghị khác danh hiệu đã đăng ký",
    )
    minutes = forms.FileField(
        label="Biên bản họp",
        required=False,
        widget=forms.FileInput(attrs={"accept": files.ACCEPT}),
        help_text="bản chụp có chữ ký; để trống thì giữ bản đã gửi",
    )

    def clean(self) -> dict:
        data = super().clean()
        members, present = data.get("members"), data.get("present")
        if members and present and present > members:
            self.add_error("present", "Số người dự họp không thể nhiều hơn tổng số thành viên.")
        for name in ("letter_date", "met_on"):
            if data.get(name) and data[name] > clock.today():
                self.add_error(name, "Ngày này chưa đến. Hãy ghi ngày trên văn bản.")
        return data

    def columns(self) -> dict:
        """Fields of the service."""
        data = dict(self.cleaned_data)
        for name in ("members", "present"):
            data[name] = int(data[name]) if data[name] is not None else None
        data["minutes"] = data["minutes"] or None
        return data


def head_values(file: NominationFile) -> dict:
    """The saved file in the shape of its form."""
    return {name: getattr(file, name) for name in HEAD_FIELDS}


class NomineeForm(OfficeForm):
    """What is proposed for a subject."""

    award = forms.ChoiceField(label="Danh hiệu, hình thức")
    type = forms.ChoiceField(label="Loại khen thưởng", choices=CommendationType, initial=CommendationType.WORK)
    achievement_year = forms.IntegerField(label="Thành tích tính đến năm", min_value=1945, max_value=2100)
    position = TextField(label="Chức vụ, nơi công tác", max_length=500, required=False)
    summary = ParagraphField(label="Tóm tắt thành tích", rows=6, max_length=6000, required=False)
    posthumous = forms.BooleanField(label="Truy tặng", required=False)
    died_on = DayField(label="Ngày mất", required=False, help_text="ngày/tháng/năm; ghi vào hồ sơ cá nhân")
    receiver = TextField(
        label="Người nhận thay", max_length=300, required=False, help_text="họ tên, quan hệ với người được truy tặng"
    )
    council_yes = NumberField(
        label="Số phiếu đồng ý của Hội đồng đơn vị", whole=True, minimum=0, maximum=999, required=False
    )

    def __init__(self, *args, file: NominationFile, kind: str, person: Person | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.file = file
        if person is None:
            del self.fields["posthumous"], self.fields["receiver"]
        if person is None or person.died_on:  # what is on record is corrected there, by Sở Nội vụ
            del self.fields["died_on"]
        awards = [law().awards[code] for code in file.route.awards if code in law().awards]
        self.fields["award"].choices = [(row.code, row.name) for row in awards if kind in row.kinds]

    def clean(self) -> dict:
        data = super().clean()
        yes = data.get("council_yes")
        if yes is not None and self.file.present and yes > self.file.present:
            self.add_error("council_yes", f"Hội đồng đơn vị có {self.file.present} người dự họp. Hãy kiểm tra lại.")
        if data.get("achievement_year") and data["achievement_year"] > self.file.route.year:
            self.add_error("achievement_year", f"Đợt này xét thành tích đến năm {self.file.route.year}.")
        self._check_death(data)
        return data

    def _check_death(self, data: dict) -> None:
        if data.get("died_on") and data["died_on"] > clock.today():
            self.add_error("died_on", "Ngày này chưa đến. Hãy ghi ngày trên giấy chứng tử.")
        for name in ("died_on", "receiver"):
            if data.get(name) and not data.get("posthumous"):
                self.add_error(name, "Chỉ ghi ô này khi truy tặng. Hãy đánh dấu Truy tặng, hoặc để trống.")

    def columns(self) -> dict:
        """Fields of the service."""
        data = dict(self.cleaned_data)
        return data | {"council_yes": None if data["council_yes"] is None else int(data["council_yes"])}


def nominee_values(nominee: Nominee) -> dict:
    """The saved nominee in the shape of its form."""
    names = ("award", "type", "achievement_year", "position", "summary", "council_yes", "posthumous", "receiver")
    return {name: getattr(nominee, name) for name in names}


class OverrideForm(OfficeForm):
    reason = ParagraphField(
        label="Lý do vẫn đề nghị",
        rows=4,
        max_length=2000,
        required=False,
        help_text="để trống để rút lại quyết định này",
    )


class ReturnForm(OfficeForm):
    """What is missing, of the whole file and of single nominees: said at once."""

    note = ParagraphField(label="Cần bổ sung", rows=3, max_length=2000)

    def __init__(self, *args, nominees: list[Nominee], **kwargs):
        super().__init__(*args, **kwargs)
        self.nominees = nominees
        for nominee in nominees:
            self.fields[f"mark_{nominee.pk}"] = TextField(
                label=f"{nominee.name}, {award_name(nominee.award)}", required=False, max_length=500
            )

    def marks(self) -> dict[int, str]:
        """{nominee: what is missing}."""
        found = {n.pk: self.cleaned_data[f"mark_{n.pk}"] for n in self.nominees}
        return {pk: text for pk, text in found.items() if text}


class RouteForm(OfficeForm):
    """A call for nominations."""

    year = forms.IntegerField(label="Năm", min_value=2000, max_value=2100)
    name = TextField(label="Tên đợt", max_length=200, help_text="ví dụ Tổng kết năm: khen thưởng thuộc thẩm quyền tỉnh")
    awards = forms.MultipleChoiceField(label="Danh hiệu, hình thức", widget=forms.CheckboxSelectMultiple)
    opens_on = DayField(label="Nhận từ ngày", required=False)
    last_day = DayField(label="Hạn gửi", help_text="nhận đến hết ngày này")
    endorsed_by_bloc = forms.BooleanField(label="Trưởng khối xác nhận trước", required=False)
    refuses_late = forms.BooleanField(label="Quá hạn thì không nhận", required=False)
    verified = forms.BooleanField(label="Đã đối chiếu với văn bản", required=False)
    basis = ParagraphField(label="Văn bản, nguồn", rows=2, max_length=1000, required=False)
    closed_on = DayField(label="Đóng đợt ngày", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["awards"].choices = [(row.code, row.name) for row in law().awards.values()]

    def clean(self) -> dict:
        data = super().clean()
        if not data.get("verified") and not data.get("basis"):
            self.add_error("basis", "Đợt chưa đối chiếu phải ghi nguồn, để người sau biết mà kiểm tra.")
        opens, last = data.get("opens_on"), data.get("last_day")
        if opens and last and last < opens:
            self.add_error("last_day", "Hạn gửi đứng trước ngày bắt đầu nhận. Hãy ghi lại.")
        return data


def route_values(route: Route) -> dict:
    """The saved route in the shape of its form."""
    return {name: getattr(route, name) for name in ROUTE_FIELDS}


class ExtensionForm(OfficeForm):
    unit = UnitField(label="Đơn vị")
    until = DayField(label="Gia hạn đến hết ngày")
    reason = ParagraphField(label="Lý do", rows=2, max_length=500)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(Unit.objects.filter(valid_on()))


class PaperForm(forms.Form):
    """One document of a nominee's dossier."""

    code = forms.ChoiceField(label="Tài liệu")
    file = forms.FileField(label="Tệp", widget=forms.FileInput(attrs={"accept": files.ACCEPT}))

    def __init__(self, *args, asked: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [*asked, ("KHAC", "Tài liệu khác")]
