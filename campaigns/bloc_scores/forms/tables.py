"""Forms of a criteria table: its head, its copy, its stages."""

from decimal import Decimal

from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms

from campaigns.bloc_scores.enums import Scorer
from campaigns.bloc_scores.models import CriteriaTable
from campaigns.bloc_scores.table_document import locked_head
from campaigns.forms.campaigns import year_field
from emulation.base.forms import NumberField, OfficeForm, ParagraphField, TextField
from organisations.models import Bloc

MODES = [
    ("HALF_UP", "Nửa làm tròn lên"),
    ("HALF_EVEN", "Nửa làm tròn về số chẵn"),
    ("UP", "Luôn lên"),
    ("DOWN", "Luôn xuống"),
    ("NONE", "Không làm tròn"),
]
MISSING = [
    ("incomplete", "Chưa xếp hạng đơn vị"),
    ("zero", "Tính 0 điểm"),
    ("rescale", "Quy đổi theo các tiêu chí còn lại"),
]


CAPS = ("excess_total", "bonus_total", "penalty_total", "grand_total")


def points(label: str, **kwargs) -> NumberField:
    """Points: not negative, as the column behind them."""
    kwargs.setdefault("required", False)
    return NumberField(label=label, max_digits=10, decimal_places=4, minimum=0, **kwargs)


class CopyForm(OfficeForm):
    """For which bloc."""

    bloc = forms.ModelChoiceField(label="Khối", queryset=Bloc.objects.none(), empty_label=None)
    title = TextField(label="Tên bảng", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args, blocs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["bloc"].queryset = blocs
        self.fields["bloc"].label_from_instance = lambda bloc: f"{bloc.name} ({bloc.year})"


class VersionForm(OfficeForm):
    """Why."""

    reason = ParagraphField(label="Lý do lập bản mới", max_length=1000)


class HeadForm(OfficeForm):
    """What concerns the whole table."""

    title = TextField(label="Tên bảng", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    year = year_field()
    declared_total = points("Tổng điểm chuẩn")
    bonus_mode = forms.ChoiceField(
        label="Điểm thưởng",
        choices=[("on_top", "Cộng thêm ngoài tổng điểm chuẩn"), ("inside", "Nằm trong tổng điểm chuẩn")],
    )
    rounding_mode = forms.ChoiceField(label="Làm tròn", choices=MODES)
    rounding_places = NumberField(label="Số chữ số sau dấu phẩy", whole=True, minimum=0, maximum=6)
    rounding_step = points("Hoặc làm tròn đến bước", help_text="Ví dụ 0,25. Bỏ trống: theo số chữ số sau dấu phẩy.")
    rounding_at = forms.ChoiceField(
        label="Làm tròn ở", choices=[("criterion", "Từng tiêu chí"), ("total", "Tổng điểm")]
    )
    entry_step = points("Điểm chấm là bội số của", help_text="Ví dụ 0,25. Bỏ trống: điểm nào cũng được.")
    missing = forms.ChoiceField(label="Khi thiếu điểm của tiêu chí bắt buộc", choices=MISSING)
    excess_total = points("Tổng điểm thưởng vượt chỉ tiêu tối đa")
    bonus_total = points("Tổng điểm thưởng tối đa")
    penalty_total = points("Tổng điểm trừ tối đa")
    grand_total = points("Tổng điểm tối đa")
    basis = ParagraphField(label="Căn cứ", required=False, rows=2, max_length=2000)
    source = ParagraphField(label="Nguồn", required=False, rows=2, max_length=2000)
    final_stage = forms.ChoiceField(label="Điểm được tính là điểm của bước", required=False)
    verified = forms.BooleanField(label="Đã đối chiếu với văn bản", required=False)

    def __init__(self, *args, table: CriteriaTable, **kwargs):
        super().__init__(*args, **kwargs)
        stages = [(stage.code, stage.label) for stage in table.stages.all()]
        self.fields["final_stage"].choices = [("", "Bước cuối"), *stages]
        for name in locked_head(table):
            for field in CAPS if name == "caps" else [name]:
                del self.fields[field]

    def layout(self) -> Layout:
        """What it is, how points are counted, the most that they may be, where it comes from."""
        head = [name for name in ("year", "declared_total", "bonus_mode") if name in self.fields]
        most = "Mức tối đa của cả bảng, bỏ trống nếu không giới hạn"
        caps = [Fieldset(most, Row(*map(Column, CAPS[:2])), Row(*map(Column, CAPS[2:])))]
        return Layout(
            "title",
            Row(*map(Column, head)),
            Fieldset(
                "Cách tính",
                Row(Column("final_stage"), Column("missing")),
                Row(Column("rounding_mode"), Column("rounding_at")),
                Row(Column("rounding_places"), Column("rounding_step"), Column("entry_step")),
            ),
            *(caps if CAPS[0] in self.fields else []),
            Fieldset("Căn cứ, nguồn", "basis", "source", "verified"),
        )

    def clean(self):
        data = super().clean()
        for name in ("rounding_step", "entry_step"):
            if data.get(name) == 0:
                self.add_error(name, "Hãy ghi số lớn hơn 0, hoặc bỏ trống.")
        return data

    def fields_of_table(self, table: CriteriaTable) -> dict:
        """Fields of the table, other settings kept."""
        data = self.cleaned_data
        rounding: dict = {"mode": data["rounding_mode"], "at": data["rounding_at"]}
        step = number_text(data["rounding_step"])
        rounding |= {"step": step} if step else {"places": int(data["rounding_places"])}
        settings = table.settings | {"rounding": rounding, "missing": data["missing"]}
        settings |= {"entry_step": number_text(data["entry_step"]), "final_stage": data["final_stage"] or None}
        if "bonus_mode" in data:  # a copy has what the common table locks, and no field for it
            settings["bonus_mode"] = data["bonus_mode"]
            settings["caps"] = {name: number_text(data[name]) for name in CAPS if data[name] is not None}
        settings = {name: value for name, value in settings.items() if value is not None}
        names = ("title", "year", "declared_total", "basis", "source", "verified")
        return {name: data[name] for name in names if name in data} | {"settings": settings}


def head_of(table: CriteriaTable) -> dict:
    """A table in the shape of its form."""
    rounding, caps = table.settings.get("rounding", {}), table.settings.get("caps", {})
    names = ("title", "year", "declared_total", "basis", "source", "verified")
    return {name: getattr(table, name) for name in names} | {
        "bonus_mode": table.settings.get("bonus_mode", "on_top"),
        "rounding_mode": rounding.get("mode", "HALF_UP"),
        "rounding_places": rounding.get("places", 2),
        "rounding_step": _decimal(rounding.get("step")),
        "rounding_at": rounding.get("at", "criterion"),
        "entry_step": _decimal(table.settings.get("entry_step")),
        "final_stage": table.settings.get("final_stage", ""),
        "missing": table.settings.get("missing", "incomplete"),
        **{name: Decimal(str(value)) for name, value in caps.items() if value is not None},
    }


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(str(text))


def number_text(number: Decimal | None) -> str | None:
    """A number as the contract writes it."""
    return None if number is None else ("0" if not number else format(number.normalize(), "f"))


class StagesForm(OfficeForm):
    """Up to seven stages; a row without a name is none."""

    MOST = 7

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for n in range(1, self.MOST + 1):
            self.fields |= {
                f"label_{n}": TextField(label=f"Bước {n}: tên", required=False, max_length=120),
                f"code_{n}": forms.RegexField(r"^[a-z0-9_]*$", required=False, widget=forms.HiddenInput),
                f"scorer_{n}": forms.ChoiceField(label=f"Bước {n}: ai chấm", choices=Scorer.choices, required=False),
                f"combine_{n}": forms.ChoiceField(
                    label=f"Bước {n}: gộp nhiều phiếu",
                    required=False,
                    choices=[("", "Một phiếu"), ("mean", "Trung bình cộng"), ("median", "Trung vị")],
                ),
                f"response_{n}": forms.BooleanField(label=f"Đơn vị có ý kiến sau bước {n}", required=False),
                f"days_{n}": NumberField(
                    label=f"Bước {n}: số ngày nhận ý kiến", whole=True, required=False, minimum=0, maximum=60
                ),
            }

    def layout(self) -> Layout:
        """One block a stage, two fields beside each other."""
        return Layout(*(part for n in range(1, self.MOST + 1) for part in _stage_rows(n)))

    def stages(self) -> list[dict]:
        """The stages in order, as the service takes them."""
        data, found = self.cleaned_data, []
        taken = {data[f"code_{n}"] for n in range(1, self.MOST + 1) if data[f"label_{n}"]} - {""}
        for n in range(1, self.MOST + 1):
            if not data[f"label_{n}"]:
                continue
            code = data[f"code_{n}"] or next(f"b{k}" for k in range(1, 99) if f"b{k}" not in taken)
            if code in {one["code"] for one in found}:
                code = next(f"b{k}" for k in range(1, 99) if f"b{k}" not in taken)
            taken.add(code)
            days = data[f"days_{n}"]
            found.append(
                {
                    "code": code,
                    "label": data[f"label_{n}"],
                    "scorer": data[f"scorer_{n}"] or Scorer.STANDING_BODY,
                    "combine": data[f"combine_{n}"],
                    "response": data[f"response_{n}"],
                    "objection_days": None if days is None else int(days),
                }
            )
        return found


def _stage_rows(n: int) -> list:
    return [
        Row(Column(f"label_{n}"), Column(f"scorer_{n}")),
        Row(Column(f"combine_{n}"), Column(f"days_{n}")),
        f"response_{n}",
        f"code_{n}",
    ]


def stages_of(table: CriteriaTable) -> dict:
    """The stages of a table in the shape of their form."""
    found = {}
    for n, stage in enumerate(table.stages.all(), 1):
        found |= {f"label_{n}": stage.label, f"code_{n}": stage.code, f"scorer_{n}": stage.scorer}
        found |= {f"combine_{n}": stage.combine, f"response_{n}": stage.response}
        if stage.objection_days is not None:
            found[f"days_{n}"] = Decimal(stage.objection_days)
    return found
