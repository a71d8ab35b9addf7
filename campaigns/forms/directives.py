"""A directive: its file, its head, its pieces, the campaign made of it."""

import datetime as dt

from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms

from campaigns.enums import CampaignKind, CampaignLevel, Direction, ItemKind
from campaigns.forms.campaigns import year_field
from campaigns.models import Directive, DirectiveItem
from campaigns.services.directive_items import position_of
from emulation.base.forms import DayField, NumberField, OfficeForm, ParagraphField, TextField
from emulation.base.workflow import Refused

NO_FILE = "Hãy chọn tệp chỉ thị (PDF, DOCX hoặc TXT) rồi bấm Đọc chỉ thị."


class UploadForm(forms.Form):
    """The file. What is wrong with it is said by those who take and read it, at this field."""

    file = forms.FileField(
        label="Tệp chỉ thị",
        allow_empty_file=True,
        error_messages={"required": NO_FILE, "missing": NO_FILE, "invalid": NO_FILE},
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.txt"}),
    )


class NumberForm(OfficeForm):
    """What the paper gets when it is signed."""

    number = TextField(
        label="Số, ký hiệu", required=False, max_length=60, help_text="Đúng như bản đã ký, ví dụ 01/CT-UBND."
    )
    issued_on = DayField(label="Ngày ban hành", required=False)

    def layout(self) -> Layout:
        return Layout(Row(Column("number"), Column("issued_on"), css_class="g-3"))


class HeadForm(NumberForm):
    """Everything that stands once in a directive. Empty fields say that the text does not have it."""

    document_type = TextField(label="Loại văn bản", max_length=60, help_text="Ví dụ: CHỈ THỊ, KẾ HOẠCH.")
    title = ParagraphField(label="Tiêu đề", required=False, rows=3, max_length=2000)
    year = year_field("Năm thi đua")
    province = TextField(label="Tỉnh, thành phố", required=False, max_length=80)
    theme = ParagraphField(label="Chủ đề", required=False, rows=2, max_length=1000)
    motto = ParagraphField(label="Phương châm", required=False, rows=2, max_length=1000)
    recipients = ParagraphField(label="Nơi nhận", required=False, rows=5, help_text="Mỗi dòng một nơi nhận.")
    on_behalf_of = TextField(label="Thay mặt", required=False, max_length=200, help_text="Ví dụ: TM. ỦY BAN NHÂN DÂN.")
    role = TextField(label="Chức vụ người ký", required=False, max_length=200)
    name = TextField(label="Họ và tên người ký", required=False, max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].required = False

    def layout(self) -> Layout:
        return Layout(
            Row(Column("document_type"), Column("number"), Column("issued_on"), css_class="g-3"),
            "title",
            Row(Column("year"), Column("province"), css_class="g-3"),
            "theme",
            "motto",
            "recipients",
            Fieldset("Chữ ký", "on_behalf_of", Row(Column("role"), Column("name"), css_class="g-3")),
        )

    def head(self) -> dict:
        """What was typed, in the shape of the service."""
        data = dict(self.cleaned_data)
        data["recipients"] = [line for line in data["recipients"].split("\n") if line.strip()]
        signature = {part: data.pop(part) or None for part in ("on_behalf_of", "role", "name")}
        data["signature"] = signature if any(signature.values()) else {}
        return data


def head_values(directive: Directive) -> dict:
    """The saved head in the shape of the form."""
    values = {name: getattr(directive, name) for name in HeadForm.base_fields if hasattr(directive, name)}
    signature = {part: directive.signature.get(part) or "" for part in ("on_behalf_of", "role", "name")}
    return values | {"recipients": "\n".join(directive.recipients), **signature}


class _PieceForm(OfficeForm):
    """What every piece has: its words."""

    text = ParagraphField(label="Nội dung", rows=10, max_length=20_000)

    def values(self) -> dict:
        """What was typed, in the shape of the service."""
        return self.cleaned_data


class TaskPieceForm(_PieceForm):
    number = TextField(label="Số trong văn bản", required=False, max_length=12)
    title = ParagraphField(label="Tiêu đề nhiệm vụ", required=False, rows=2, max_length=1000)

    field_order = ["number", "title", "text"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].required = False
        self.fields["text"].help_text = "Mỗi câu thành một nội dung cụ thể của nhiệm vụ."

    def clean(self):
        data = super().clean()
        if not data.get("title") and not data.get("text") and not self.errors:
            self.add_error("title", "Hãy ghi tiêu đề hoặc nội dung của nhiệm vụ.")
        return data


class RequirementPieceForm(_PieceForm):
    pass


class DutyPieceForm(_PieceForm):
    number = TextField(label="Số trong văn bản", required=False, max_length=12)
    responsible = ParagraphField(
        label="Đơn vị thực hiện", required=False, rows=2, max_length=1000, help_text="Đúng lời của văn bản."
    )
    due_on = DayField(label="Thời hạn", required=False, help_text="ngày/tháng/năm; để trống nếu văn bản không ghi hạn.")

    field_order = ["number", "responsible", "text", "due_on"]


class TargetPieceForm(_PieceForm):
    value = NumberField(label="Giá trị", required=False)
    value_to = NumberField(label="Đến (nếu là khoảng)", required=False)
    unit_of_measure = TextField(label="Đơn vị tính", required=False, max_length=60)
    direction = forms.ChoiceField(
        label="Chiều", required=False, choices=[("", "Chưa rõ"), *Direction.choices], widget=forms.RadioSelect
    )

    def layout(self) -> Layout:
        figures = Row(Column("value"), Column("value_to"), Column("unit_of_measure"), css_class="g-3")
        return Layout("text", figures, "direction")

    def clean(self):
        data = super().clean()
        low, high = data.get("value"), data.get("value_to")
        if high is not None and low is None:
            self.add_error("value", "Hãy ghi cả giá trị đầu của khoảng.")
        elif high is not None and high < low:
            self.add_error("value_to", "Giá trị sau của khoảng phải lớn hơn giá trị đầu.")
        return data


class DeadlinePieceForm(_PieceForm):
    due_on = DayField(label="Ngày", required=False, help_text="ngày/tháng/năm; để trống nếu văn bản không ghi ngày.")


PIECE_FORMS = {
    ItemKind.TASK: TaskPieceForm,
    ItemKind.REQUIREMENT: RequirementPieceForm,
    ItemKind.DUTY: DutyPieceForm,
    ItemKind.TARGET: TargetPieceForm,
    ItemKind.DEADLINE: DeadlinePieceForm,
}


def piece_values(item: DirectiveItem) -> dict:
    """A saved piece in the shape of its form."""
    return {name: getattr(item, name) for name in PIECE_FORMS[item.kind].base_fields}


class SplitForm(forms.Form):
    """Where the second part begins: at one of the sentences, or at words that are copied from the text."""

    at = forms.TypedChoiceField(label="Phần thứ hai bắt đầu từ", required=False, coerce=int, empty_value=None)
    words = TextField(
        label="Hoặc chép những chữ mở đầu phần thứ hai",
        required=False,
        max_length=300,
        help_text="Dùng khi phần thứ hai không bắt đầu ở đầu một câu.",
    )

    def __init__(self, *args, text: str, starts: list[tuple[int, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.text = text
        self.fields["at"].choices = [(str(position), words) for position, words in starts]

    def clean(self):
        data = super().clean()
        words, at = data.get("words"), data.get("at")
        if words:
            try:
                data["position"] = position_of(self.text, words)
            except Refused as refused:
                self.add_error("words", str(refused))
        elif at is not None:
            data["position"] = at
        elif not self.errors:
            self.add_error("words", "Hãy chọn câu mở đầu phần thứ hai, hoặc chép những chữ mở đầu.")
        return data


class MoveForm(forms.Form):
    """What a piece is to be read as."""

    kind = forms.ChoiceField(
        label="Chuyển thành",
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn loại mục cần chuyển đến."},
    )

    def __init__(self, *args, item: DirectiveItem, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [choice for choice in ItemKind.choices if choice[0] != item.kind]


class DirectiveCampaignForm(OfficeForm):
    """The campaign that is made of a directive. Without dates it lasts the whole year."""

    title = TextField(label="Tên phong trào", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    year = year_field()
    starts_on = DayField(label="Từ ngày", required=False)
    ends_on = DayField(label="Đến ngày", required=False)
    kind = forms.ChoiceField(label="Loại", choices=CampaignKind.choices)
    level = forms.ChoiceField(label="Cấp", choices=CampaignLevel.choices)
    scope = ParagraphField(label="Phạm vi", required=False, rows=2, max_length=1000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("starts_on", "ends_on"):
            self.fields[name].help_text = "ngày/tháng/năm; để trống là cả năm."

    def layout(self) -> Layout:
        return Layout(
            "title",
            Row(Column("year"), Column("starts_on"), Column("ends_on"), css_class="g-3"),
            Row(Column("kind"), Column("level"), css_class="g-3"),
            "scope",
        )

    def clean(self):
        data = super().clean()
        year, starts, ends = data.get("year"), data.get("starts_on"), data.get("ends_on")
        if year:
            # What is left empty becomes the first and the last day of the year.
            first, last = starts or dt.date(year, 1, 1), ends or dt.date(year, 12, 31)
            if last < first:
                self.add_error("ends_on" if ends else "starts_on", "Ngày kết thúc phải sau ngày bắt đầu.")
        if year and starts and abs(starts.year - year) > 1:
            self.add_error("starts_on", f"Ngày bắt đầu cách xa năm {year}. Hãy kiểm tra lại.")
        return data
