"""Forms of a criteria table: its head, its copy, its stages, one criterion of any kind."""

from decimal import Decimal

from crispy_forms.layout import Column, Layout, Row
from django import forms

from campaigns.bloc_scores.enums import CriterionKind, FaultKind, NodeRole, Scorer
from campaigns.bloc_scores.forms import rule_lines
from campaigns.bloc_scores.models import CriteriaTable, Criterion
from campaigns.forms.campaigns import year_field
from campaigns.models import Indicator
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
    missing = forms.ChoiceField(label="Khi thiếu điểm của tiêu chí bắt buộc", choices=MISSING)
    excess_total = points("Tổng điểm thưởng vượt chỉ tiêu tối đa")
    bonus_total = points("Tổng điểm thưởng tối đa")
    penalty_total = points("Tổng điểm trừ tối đa")
    grand_total = points("Tổng điểm tối đa")
    basis = ParagraphField(label="Căn cứ", required=False, rows=2, max_length=2000)
    source = ParagraphField(label="Nguồn", required=False, rows=2, max_length=2000)
    verified = forms.BooleanField(label="Đã đối chiếu với văn bản", required=False)

    def fields_of_table(self, table: CriteriaTable) -> dict:
        """Fields of the table, other settings kept."""
        data = self.cleaned_data
        caps = {n: _text(data[n]) for n in ("excess_total", "bonus_total", "penalty_total", "grand_total")}
        rounding = {"mode": data["rounding_mode"], "places": int(data["rounding_places"])}
        rounding["at"] = table.settings.get("rounding", {}).get("at", "criterion")
        settings = table.settings | {"bonus_mode": data["bonus_mode"], "rounding": rounding, "missing": data["missing"]}
        settings["caps"] = {name: value for name, value in caps.items() if value is not None}
        names = ("title", "year", "declared_total", "basis", "source", "verified")
        return {name: data[name] for name in names} | {"settings": settings}


def head_of(table: CriteriaTable) -> dict:
    """A table in the shape of its form."""
    rounding, caps = table.settings.get("rounding", {}), table.settings.get("caps", {})
    names = ("title", "year", "declared_total", "basis", "source", "verified")
    return {name: getattr(table, name) for name in names} | {
        "bonus_mode": table.settings.get("bonus_mode", "on_top"),
        "rounding_mode": rounding.get("mode", "HALF_UP"),
        "rounding_places": rounding.get("places", 2),
        "missing": table.settings.get("missing", "incomplete"),
        **{name: Decimal(str(value)) for name, value in caps.items() if value is not None},
    }


def _text(number: Decimal | None) -> str | None:
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


def _base(label: str = "Điểm ban đầu") -> TextField:
    return TextField(
        label=label, required=False, max_length=20, help_text="Bỏ trống: bắt đầu từ điểm tối đa. Ghi 0: bắt đầu từ 0."
    )


LIMITS = {"penalty_cap": lambda: points("Tổng điểm trừ tối đa"), "bonus_cap": lambda: points("Tổng điểm cộng tối đa")}
BANDS_HELP = "Mỗi dòng: mã | từ | đến | điểm | nhóm | nội dung. Từ 97 đến dưới 98: ghi 97 | <98. Trên 90: ghi >90."
SCALE_HELP = "Mỗi dòng: từ ngày | đến dưới ngày | điểm trừ. Bỏ trống ô giữa nếu không có mức trên."


def _measured() -> dict:
    return {
        "plan": NumberField(label="Kế hoạch", required=False, help_text="Bỏ trống nếu mỗi đơn vị có kế hoạch riêng."),
        "excess_rate": points("Vượt 1% được thưởng bao nhiêu % điểm tối đa", help_text="Bỏ trống nếu không thưởng."),
        "excess_cap": points("Thưởng vượt tối đa bao nhiêu % điểm tối đa"),
        "excess_whole": forms.BooleanField(label="Chỉ tính tròn từng phần trăm vượt", required=False),
        "on_zero": forms.BooleanField(label="Kế hoạch hoặc thực hiện bằng 0 thì được điểm tối đa", required=False),
    }


def _bands() -> dict:
    return {
        "bands": rule_lines.BandLines(label="Các mức", required=True, help_text=BANDS_HELP),
        "classes": rule_lines.ClassLines(
            label="Nhóm theo khối lượng", help_text="Nếu có. Mỗi dòng: mã nhóm | từ | đến | tên."
        ),
        "default": points("Điểm khi không thuộc mức nào"),
    }


def _cases() -> dict:
    return {
        "rules": rule_lines.CaseLines(
            label="Các trường hợp",
            required=True,
            events=FaultKind.choices,
            help_text="Mỗi dòng: mã | nội dung | điểm (+5 hoặc -5) | mỗi (nếu tính từng trường hợp) | tối đa | nhóm (chỉ tính một) | khác. "
            "Ô khác: không xếp loại; không đề nghị khen thưởng; hoặc tên việc trong năm như hồ sơ bị trả lại.",
        ),
        "base": _base(),
        **{name: make() for name, make in LIMITS.items()},
        "clamp_min": NumberField(label="Điểm của mục không dưới", required=False),
        "clamp_max": NumberField(label="Điểm của mục không quá", required=False),
    }


def _lateness() -> dict:
    return {
        "scale": rule_lines.ScaleLines(
            label="Chậm",
            required=True,
            help_text=SCALE_HELP,
        ),
        "early": rule_lines.EarlyLines(label="Gửi sớm", help_text="Nếu có. Mỗi dòng: sớm từ số ngày | điểm cộng."),
        "base": _base(),
        **{name: make() for name, make in LIMITS.items()},
    }


KIND_FIELDS = {
    "proportional": _measured,
    "reverse": _measured,
    "relative": lambda: {"plan": _measured()["plan"]},
    "bands": _bands,
    "cases": _cases,
    "checklist": lambda: {
        "items": rule_lines.ItemLines(label="Các việc", required=True, help_text="Mỗi dòng: mã | việc | điểm.")
    },
    "grade": lambda: {
        "grades": rule_lines.GradeLines(
            label="Các loại", required=True, help_text="Mỗi dòng: loại | điểm. Ví dụ: A | 10."
        )
    },
    "lateness": _lateness,
}
COMMON = ("code", "title", "max", "role", "caps", "scorer", "scorer_note", "note", "locked")


class CriterionForm(OfficeForm):
    """A part (kind '') or a criterion of a kind, with the fields of the kind."""

    code = TextField(label="Ký hiệu", max_length=40)
    title = ParagraphField(label="Nội dung", rows=3, max_length=4000)
    max = points("Điểm tối đa")
    role = forms.ChoiceField(label="Loại điểm", choices=NodeRole.choices)

    def __init__(self, *args, table: CriteriaTable, kind: str, may_lock: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind, self.table = kind, table
        fresh = KIND_FIELDS.get(kind, dict)()
        self.fields |= {f"r_{name}": field for name, field in fresh.items()}
        if kind == CriterionKind.DISQUALIFY:
            del self.fields["max"]
        stages = [(stage.code, stage.label) for stage in table.stages.all()]
        self.fields |= self._more(stages, may_lock)

    def _more(self, stages: list, may_lock: bool) -> dict:
        found = {
            "caps": forms.BooleanField(label="Điểm ghi quá mức tối đa thì cắt ở mức tối đa", required=False),
            "scorer": forms.ChoiceField(
                label="Chỉ do", choices=[("", "Người chấm của từng bước"), *Scorer.choices], required=False
            ),
            "stages": forms.MultipleChoiceField(
                label="Chỉ chấm ở các bước",
                choices=stages,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text="Không chọn bước nào: chấm ở mọi bước.",
            ),
            "scorer_note": TextField(label="Bộ phận chấm", required=False, max_length=300),
            "note": ParagraphField(label="Ghi chú", required=False, rows=2, max_length=2000),
        }
        if self.kind in ("proportional", "reverse", "relative", "bands"):
            found["indicator"] = forms.ModelChoiceField(
                label="Chỉ tiêu lấy số liệu",
                required=False,
                empty_label="Không lấy từ báo cáo",
                queryset=Indicator.objects.filter(campaign__year=self.table.year).select_related("campaign"),
                help_text="Số thực hiện lấy từ báo cáo đã tiếp nhận của đơn vị.",
            )
        if may_lock:
            found["locked"] = forms.BooleanField(label="Khóa: khối không sửa, không bỏ được mục này", required=False)
        return found

    def clean(self):
        data = super().clean()
        if self.kind in ("proportional", "reverse", "relative", "bands", "boolean", "grade", "free", "checklist"):
            if data.get("role") == NodeRole.STANDARD and "max" in data and data["max"] is None:
                self.add_error("max", "Hãy ghi điểm tối đa của tiêu chí.")
        base = data.get("r_base")
        if base and base != "max":
            try:
                data["r_base"] = rule_lines.decimal_text(base)
            except ValueError as fault:
                self.add_error("r_base", str(fault))
        return data

    def fields_of_row(self) -> dict:
        """Fields of a Criterion."""
        data = self.cleaned_data
        found = {name: data[name] for name in COMMON if name in data}
        found |= {"kind": self.kind, "rule": _rule(data)}
        if "indicator" in data:
            found["indicator"] = data["indicator"]
        return found


def _empty(value) -> bool:
    """Not filled in; zero is a number like others."""
    return value is None or value is False or value in ("", [])


def _rule(data: dict) -> dict:
    values = {name[2:]: value for name, value in data.items() if name.startswith("r_") and not _empty(value)}
    rate, cap, whole = (values.pop(n, None) for n in ("excess_rate", "excess_cap", "excess_whole"))
    low, high = values.pop("clamp_min", None), values.pop("clamp_max", None)
    rule = {name: _text(value) if isinstance(value, Decimal) else value for name, value in values.items()}
    if rate is not None:
        rule["excess"] = {"rate": _text(rate), "whole_percent": bool(whole)} | (
            {"cap_percent": _text(cap)} if cap is not None else {}
        )
    if low is not None or high is not None:
        rule["clamp"] = {key: _text(value) for key, value in (("min", low), ("max", high)) if value is not None}
    if "on_zero" in rule:
        rule["on_zero"] = "max"
    if "grades" in rule:
        rule["grades"] = {row["grade"]: row["points"] for row in rule["grades"]}
    if data.get("stages"):
        rule["stages"] = data["stages"]
    return rule


def values_of(row: Criterion) -> dict:
    """A criterion in the shape of its form."""
    rule = row.rule
    found = {name: getattr(row, name) for name in (*COMMON, "indicator")}
    found |= {
        f"r_{name}": rule[name] for name in ("bands", "classes", "rules", "items", "scale", "early") if name in rule
    }
    found |= {
        f"r_{n}": Decimal(str(rule[n]))
        for n in ("plan", "default", "penalty_cap", "bonus_cap")
        if rule.get(n) is not None
    }
    if excess := rule.get("excess"):
        found |= {
            "r_excess_rate": Decimal(str(excess.get("rate", 1))),
            "r_excess_whole": bool(excess.get("whole_percent")),
        }
        if excess.get("cap_percent") is not None:
            found["r_excess_cap"] = Decimal(str(excess["cap_percent"]))
    for key, value in (rule.get("clamp") or {}).items():
        found[f"r_clamp_{key}"] = Decimal(str(value))
    if "grades" in rule:
        found["r_grades"] = [{"grade": name, "points": value} for name, value in rule["grades"].items()]
    if "base" in rule:
        found["r_base"] = rule["base"] if rule["base"] == "max" else rule_lines.typed(rule["base"])
    return found | {"r_on_zero": rule.get("on_zero") == "max", "stages": rule.get("stages", [])}
