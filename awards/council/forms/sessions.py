"""Forms of sessions: the session, a nominee put on by hand, who takes part, who steps aside, the count of paper ballots."""

from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.utils import timezone

from awards.council.enums import Presence
from awards.council.forms.people import AsksWhoForm
from awards.council.models import AgendaItem, Attendance, Council, Seat, Session
from awards.enums import BallotMode, SubjectKind
from awards.forms.acclaims import closing
from awards.law import law
from emulation.base import clock
from emulation.base.forms import DayField, NumberField, OfficeForm, ParagraphField, TextField, TimeField
from organisations.forms.fields import UnitField
from organisations.models import Unit
from organisations.models.dated import valid_on

MODES = [
    (BallotMode.ONLINE, "Bỏ phiếu trên hệ thống"),
    (BallotMode.PAPER, "Phiếu giấy tại phiên họp, nhập kết quả kiểm phiếu"),
]


class SessionForm(OfficeForm):
    """When and where the Council meets, and how it votes."""

    title = TextField(label="Tên phiên họp", max_length=300, help_text="ví dụ Phiên 1: xét khen thưởng tổng kết năm")
    year = NumberField(label="Xét thành tích năm", whole=True, minimum=1945, maximum=2100)
    held_on = DayField(label="Ngày họp")
    held_time = TimeField(label="Giờ họp")
    place = TextField(label="Địa điểm", max_length=300, required=False)
    chaired_by = forms.ModelChoiceField(label="Chủ trì", queryset=Seat.objects.none(), required=False)
    secretary = forms.ModelChoiceField(label="Thư ký phiên họp", queryset=Seat.objects.none(), required=False)
    counting_team = ParagraphField(
        label="Ban kiểm phiếu", rows=2, max_length=500, required=False, help_text="họ tên, mỗi người một dòng"
    )
    mode = forms.ChoiceField(label="Cách bỏ phiếu", choices=MODES)
    secret = forms.BooleanField(
        label="Phiếu kín",
        required=False,
        initial=True,
        help_text="không chọn là phiếu mở: bỏ phiếu trên hệ thống thì biên bản ghi tên từng thành viên chọn gì",
    )
    closes_on = DayField(label="Nhận phiếu đến hết ngày", required=False)
    closes_time = TimeField(label="Giờ đóng", required=False)

    def __init__(self, *args, council: Council, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("chaired_by", "secretary"):
            self.fields[name].queryset = council.seats.valid_on().select_related("unit")
            self.fields[name].label_from_instance = lambda seat: f"{seat.full_name}, {seat.title}"

    def layout(self) -> Layout:
        return Layout(
            "title",
            "year",
            Row(Column("held_on"), Column("held_time"), css_class="g-3"),
            "place",
            Row(Column("chaired_by"), Column("secretary"), css_class="g-3"),
            "counting_team",
            "mode",
            "secret",
            Row(Column("closes_on"), Column("closes_time"), css_class="g-3"),
        )

    def clean(self) -> dict:
        data = super().clean()
        if data.get("mode") == BallotMode.ONLINE and not data.get("closes_on") and "closes_on" not in self.errors:
            self.add_error("closes_on", "Hãy ghi ngày đóng bỏ phiếu.")
        return data

    def columns(self) -> dict:
        """Fields of the service."""
        data = dict(self.cleaned_data)
        held_on, held = data.pop("held_on"), data.pop("held_time")
        day, time = data.pop("closes_on"), data.pop("closes_time")
        data |= {"year": int(data["year"]), "held_at": clock.moment(held_on, held.hour, held.minute)}
        return data | {"closes_at": closing(day, time)}


def session_values(session: Session) -> dict:
    """The saved session in the shape of its form."""
    held, box = timezone.localtime(session.held_at), session.box
    closes = timezone.localtime(box.closes_at) if box.closes_at else None
    values = {name: getattr(session, name) for name in ("title", "year", "place", "counting_team")}
    return values | {
        "chaired_by": session.chaired_by_id,
        "secretary": session.secretary_id,
        "held_on": held.date(),
        "held_time": held.time(),
        "mode": box.mode,
        "secret": box.secret,
        "closes_on": closes and closes.date(),
        "closes_time": closes and closes.time(),
    }


class ItemForm(AsksWhoForm):
    """A nominee put on the agenda by hand, as the proposal writes it."""

    named_by = "label"
    award = forms.ChoiceField(label="Danh hiệu, hình thức")
    filed_on = DayField(label="Ngày nộp hồ sơ", help_text="quyết định luật áp dụng và tỷ lệ phiếu")
    subject_kind = forms.ChoiceField(label="Đối tượng", choices=SubjectKind)
    label = TextField(label="Tên cá nhân, tập thể, hộ gia đình", max_length=300)
    detail = TextField(label="Chức vụ, nơi công tác", max_length=500, required=False)
    unit = UnitField(label="Đơn vị", required=False, help_text="thành viên cùng đơn vị không tham gia biểu quyết")
    summary = ParagraphField(label="Tóm tắt thành tích", rows=4, max_length=3000, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["award"].choices = [(row.code, row.name) for row in law().awards.values()]
        self.fields["unit"].offer(Unit.objects.filter(valid_on()))

    def means_a_person(self) -> bool:
        return self.data.get("subject_kind") == SubjectKind.INDIVIDUAL


class AttendanceForm(OfficeForm):
    """Each member: present, by letter or absent, and why."""

    def __init__(self, *args, members: list[Seat], **kwargs):
        super().__init__(*args, **kwargs)
        self.members = members
        choices = [("", "Chưa ghi"), *Presence.choices]
        for seat in members:
            self.fields[f"presence_{seat.pk}"] = forms.ChoiceField(
                label=f"Dự họp: {seat.full_name}", choices=choices, required=False
            )
            self.fields[f"reason_{seat.pk}"] = TextField(
                label=f"Lý do vắng: {seat.full_name}", required=False, max_length=300
            )
            self.fields[f"presence_{seat.pk}"].widget.attrs["class"] = "form-select form-select-sm"
            self.fields[f"reason_{seat.pk}"].widget.attrs["class"] = "form-control form-control-sm"

    @property
    def rows(self) -> list[dict]:
        """For the table."""
        return [
            {"seat": s, "presence": self[f"presence_{s.pk}"], "reason": self[f"reason_{s.pk}"]} for s in self.members
        ]

    def marks(self) -> dict[int, tuple[str, str]]:
        """What the service takes; members of whom nothing is noted are left out."""
        data = self.cleaned_data
        return {
            s.pk: (data[f"presence_{s.pk}"], data[f"reason_{s.pk}"]) for s in self.members if data[f"presence_{s.pk}"]
        }


def attendance_values(rows: dict[int, Attendance]) -> dict:
    """What was noted, in the shape of the form."""
    values = {}
    for pk, row in rows.items():
        values |= {f"presence_{pk}": row.presence, f"reason_{pk}": row.reason}
    return values


class RecusalForm(OfficeForm):
    """A member who asks not to vote on a nominee."""

    seat = forms.ModelChoiceField(label="Thành viên", queryset=Seat.objects.none())
    reason = TextField(label="Lý do", max_length=300, help_text="ghi vào biên bản")

    def __init__(self, *args, members: list[Seat], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seat"].queryset = Seat.objects.filter(pk__in=[seat.pk for seat in members])
        self.fields["seat"].label_from_instance = lambda seat: seat.full_name


class DiscussionForm(OfficeForm):
    """What was said and concluded."""

    text = ParagraphField(label="Ý kiến thảo luận, kết luận của chủ trì", rows=10, max_length=20000, required=False)


COUNTED = {"yes": "Đồng ý", "no": "Không đồng ý", "abstain": "Không có ý kiến", "invalid": "Không hợp lệ"}


class PaperCountsForm(OfficeForm):
    """What was counted on paper, for the nominees of one page."""

    def __init__(self, *args, items: list[AgendaItem], written: int, abstain: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.items, self.written = items, written
        self.names = [name for name in COUNTED if abstain or name != "abstain"]
        self.sides = {"room": self.names, "letters": [n for n in self.names if n != "invalid"] if written else []}
        for item in items:
            for side, names in self.sides.items():
                for name in names:
                    label = f"{item.label}: {COUNTED[name]}{' bằng văn bản' if side == 'letters' else ''}"
                    field = NumberField(label=label, whole=True, minimum=0, maximum=999)
                    field.widget.attrs["class"] = "form-control form-control-sm num"
                    self.fields[self._name(side, item, name)] = field

    @staticmethod
    def _name(side: str, item: AgendaItem, name: str) -> str:
        return f"{side}_{name}_{item.position}"

    @property
    def heads(self) -> list[str]:
        """Words over the columns."""
        room = [COUNTED[name] for name in self.sides["room"]]
        return room + [f"{COUNTED[name]} (văn bản)" for name in self.sides["letters"]]

    @property
    def rows(self) -> list[dict]:
        """For the table: the nominee and its fields in order."""
        columns = [(side, name) for side, names in self.sides.items() for name in names]
        return [{"item": i, "fields": [self[self._name(side, i, name)] for side, name in columns]} for i in self.items]

    def counts(self, side: str) -> dict[int, dict]:
        """{position: {yes, no, abstain, invalid}} of the room or of the letters."""
        data = self.cleaned_data
        return {
            i.position: {name: int(data[self._name(side, i, name)]) for name in self.sides[side]}
            for i in self.items
            if self.sides[side]
        }


def paper_values(counts: dict | None) -> dict:
    """Saved counts in the shape of the form."""
    return {
        f"{side}_{name}_{position}": number
        for side, rows in (counts or {}).items()
        for position, row in rows.items()
        for name, number in row.items()
    }
