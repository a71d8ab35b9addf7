"""Forms of acclaims: what is asked, who is put up, the count of paper ballots, the last seat."""

import datetime as dt
from fractions import Fraction

from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from awards.enums import BallotMode, Denominator, QuotaKind
from awards.models import Acclaim, AcclaimNominee, BallotOption
from campaigns.bloc_year.forms.common import BlocForm
from emulation.base import clock, vietnamese
from emulation.base.forms import DayField, NumberField, OfficeForm, ParagraphField, TextField, TimeField
from emulation.base.moving import note_field
from organisations.models import Bloc, Unit


def ratio_of(text: str) -> Fraction:
    """“2/3”, “80%”, “0,8” as an exact share, more than nothing and at most the whole."""
    text = text.replace(" ", "")
    try:
        if "/" in text:
            ratio = Fraction(text)
        elif text.endswith("%"):
            ratio = Fraction(vietnamese.parse_number(text[:-1])) / 100
        else:
            ratio = Fraction(vietnamese.parse_number(text))
    except (ValueError, ZeroDivisionError):
        raise ValidationError(f"“{text}” không phải tỷ lệ. Hãy ghi như 2/3 hoặc 80%.") from None
    if not 0 < ratio <= 1:
        raise ValidationError("Tỷ lệ phải lớn hơn 0 và không quá 100%.")
    return ratio


class RatioField(TextField):
    """A share, kept as a fraction."""

    def __init__(self, *args, help_text: str = "ví dụ 2/3 hoặc 80%", **kwargs):
        super().__init__(*args, help_text=help_text, max_length=20, **kwargs)

    def to_python(self, value) -> str:
        text = super().to_python(value)
        return str(ratio_of(text)) if text else ""


def closing(day: dt.date | None, hour: dt.time | None) -> dt.datetime | None:
    """The moment of closing: without an hour the end of the day."""
    if day is None:
        return None
    return clock.moment(day, hour.hour, hour.minute) if hour else clock.end_of(day)


def quota_of(kind: str, text: str) -> str:
    """A quota in its own kind: a whole number, or a share kept as a fraction."""
    if kind != QuotaKind.NUMBER:
        return str(ratio_of(text))
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 1000):
        raise ValidationError("Hãy ghi số suất là số nguyên từ 1 trở lên.")
    return text


class AcclaimForm(BlocForm):
    """What the bloc votes on and how."""

    bloc = forms.ModelChoiceField(label="Khối", queryset=Bloc.objects.none(), empty_label=None)
    award = TextField(
        label="Danh hiệu, hình thức khen thưởng", max_length=200, help_text="ví dụ Cờ thi đua của UBND tỉnh"
    )
    quota_kind = forms.ChoiceField(label="Chỉ tiêu giao theo", choices=QuotaKind.choices)
    quota = TextField(
        label="Chỉ tiêu", max_length=20, help_text="số suất, hoặc tỷ lệ như 1/5, 20%; số lẻ sau khi nhân thì bỏ"
    )
    quota_basis = ParagraphField(label="Văn bản giao chỉ tiêu", rows=2, max_length=500, required=False)
    mode = forms.ChoiceField(label="Cách bỏ phiếu", choices=BallotMode.choices)
    secret = forms.BooleanField(
        label="Phiếu kín", required=False, help_text="phiếu mở thì biên bản ghi tên từng đơn vị chọn ai"
    )
    choices_max = NumberField(label="Mỗi phiếu chọn tối đa", whole=True, minimum=1, maximum=100)
    threshold_ratio = RatioField(label="Tỷ lệ phiếu cần đạt")
    threshold_denominator = forms.ChoiceField(label="Tính trên", choices=Denominator.choices)
    threshold_strictly = forms.BooleanField(label="Phải quá tỷ lệ này, bằng thì chưa đạt", required=False)
    threshold_basis = ParagraphField(
        label="Căn cứ của tỷ lệ", rows=2, max_length=500, help_text="quy chế khối, hướng dẫn của Hội đồng"
    )
    quorum_ratio = RatioField(label="Số đơn vị tham gia tối thiểu")
    closes_on = DayField(label="Bỏ phiếu đến hết ngày", required=False)
    closes_time = TimeField(label="Giờ kết thúc", required=False)

    def __init__(self, *args, blocs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["bloc"].queryset = blocs
        self.fields["bloc"].label_from_instance = lambda bloc: f"{bloc.name}, năm {bloc.year}"

    def layout(self) -> Layout:
        return Layout(
            "bloc",
            "award",
            Row(Column("quota_kind"), Column("quota"), css_class="g-3"),
            "quota_basis",
            "mode",
            "secret",
            Row(Column("choices_max"), Column("quorum_ratio"), css_class="g-3"),
            Row(Column("threshold_ratio"), Column("threshold_denominator"), css_class="g-3"),
            "threshold_strictly",
            "threshold_basis",
            Row(Column("closes_on"), Column("closes_time"), css_class="g-3"),
            *(["instead"] if self.acts_for else []),
        )

    def clean(self) -> dict:
        data = super().clean()
        self._clean_quota(data)
        if data.get("mode") == BallotMode.ONLINE and not data.get("closes_on") and "closes_on" not in self.errors:
            self.add_error("closes_on", "Hãy ghi ngày kết thúc bỏ phiếu.")
        return data

    def _clean_quota(self, data: dict) -> None:
        quota = data.get("quota")
        if not quota:
            return
        try:
            data["quota"] = quota_of(data.get("quota_kind"), quota)
        except ValidationError as fault:
            self.add_error("quota", fault)

    def columns(self) -> dict:
        """Fields of the service."""
        data = self.values()
        day, time = data.pop("closes_on"), data.pop("closes_time")
        data.pop("bloc")
        data["choices_max"] = int(data["choices_max"])
        data["closes_at"] = closing(day, time)
        return data


def acclaim_values(acclaim: Acclaim) -> dict:
    """The saved acclaim in the shape of its form."""
    box = acclaim.box
    values = {name: getattr(acclaim, name) for name in ("bloc", "award", "quota_kind", "quota", "quota_basis")}
    for name in AcclaimForm.base_fields:
        if name not in values and not name.startswith("closes"):
            values[name] = getattr(box, name)
    closes = timezone.localtime(box.closes_at) if box.closes_at else None
    values |= {"closes_on": closes.date() if closes else None, "closes_time": closes.time() if closes else None}
    return values


class NomineesForm(BlocForm):
    """Each unit of the bloc: whether it is put up, and why when it does not lead by points."""

    def __init__(self, *args, units: list[Unit], places: dict, **kwargs):
        super().__init__(*args, **kwargs)
        self.units, self.places = units, places
        for unit in units:
            self.fields[f"put_{unit.pk}"] = forms.BooleanField(label=unit.official_name, required=False)
            self.fields[f"note_{unit.pk}"] = TextField(
                label=f"Lý do đề cử {unit.label}", required=False, max_length=500
            )

    @property
    def rows(self) -> list[dict]:
        """For the table: unit, standing, the two fields."""
        return [
            {"unit": u, "place": self.places.get(u.pk), "put": self[f"put_{u.pk}"], "note": self[f"note_{u.pk}"]}
            for u in self.units
        ]

    def chosen(self) -> list[tuple[Unit, str]]:
        """Units put up, with their notes."""
        data = self.cleaned_data
        return [(u, data[f"note_{u.pk}"]) for u in self.units if data[f"put_{u.pk}"]]


def nominee_values(acclaim: Acclaim) -> dict:
    """The saved nominees in the shape of their form."""
    values = {}
    for nominee in acclaim.nominees.all():
        values |= {f"put_{nominee.unit_id}": True, f"note_{nominee.unit_id}": nominee.note}
    return values


class ClosingForm(OfficeForm):
    """Another hour of closing, and why; `why` is what the move calls its reason."""

    closes_on = DayField(label="Bỏ phiếu đến hết ngày")
    closes_time = TimeField(label="Giờ kết thúc", required=False)

    def __init__(self, *args, why: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"] = note_field(why)

    def layout(self) -> Layout:
        return Layout(Row(Column("closes_on"), Column("closes_time"), css_class="g-3"), "note")

    @property
    def closes_at(self) -> dt.datetime:
        """The moment that was typed."""
        return closing(self.cleaned_data["closes_on"], self.cleaned_data["closes_time"])


class SplitForm(BlocForm):
    """The part of the quota for each sub-cluster of the bloc; all empty: no split."""

    def __init__(self, *args, kind: str, clusters: list[Bloc], **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        words = "số suất" if kind == QuotaKind.NUMBER else "tỷ lệ trên số đơn vị của cụm, ví dụ 1/5"
        parts = {
            f"share_{c.pk}": TextField(label=c.name, required=False, max_length=20, help_text=words) for c in clusters
        }
        self.fields = parts | self.fields

    def clean(self) -> dict:
        data = super().clean()
        for name in [n for n in data if n.startswith("share_") and data[n]]:
            try:
                data[name] = quota_of(self.kind, data[name])
            except ValidationError as fault:
                self.add_error(name, fault)
        return data

    def quotas(self) -> dict[int, str]:
        """{cluster id: its part}."""
        return {int(name.removeprefix("share_")): value for name, value in self.values().items() if value}


def split_values(acclaim: Acclaim) -> dict:
    """The saved parts in the shape of the form."""
    return {f"share_{share.cluster_id}": share.quota for share in acclaim.shares.all()}


class PaperCountForm(BlocForm):
    """What was counted at the meeting."""

    present = NumberField(label="Số đơn vị tham gia bỏ phiếu", whole=True, minimum=0, maximum=9999)
    returned = NumberField(label="Số phiếu thu về", whole=True, minimum=0, maximum=9999)
    invalid = NumberField(label="Số phiếu không hợp lệ", whole=True, minimum=0, maximum=9999, initial=0)

    def __init__(self, *args, options: list[BallotOption], **kwargs):
        super().__init__(*args, **kwargs)
        self.options = options
        for option in options:
            self.fields[f"yes_{option.position}"] = NumberField(
                label=f"Số phiếu chọn {option.label}", whole=True, minimum=0, maximum=9999
            )

    def columns(self) -> dict:
        """Fields of the service."""
        data = {name: int(value) for name, value in self.values().items()}
        yes = {option.position: data.pop(f"yes_{option.position}") for option in self.options}
        return data | {"yes": yes}


class TieForm(OfficeForm):
    """Who gets the last seats where votes are equal."""

    chosen = forms.ModelMultipleChoiceField(
        label="Đơn vị được chọn",
        queryset=AcclaimNominee.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = ParagraphField(label="Căn cứ, lý do", max_length=1000, help_text="ghi rõ ai quyết định, theo quy định nào")

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chosen"].queryset = rows
        self.fields["chosen"].label_from_instance = _tied_label


def _tied_label(nominee: AcclaimNominee) -> str:
    where = f", {nominee.cluster.name}" if nominee.cluster else ""
    return f"{nominee.unit.official_name}{where}, {nominee.yes} phiếu"
