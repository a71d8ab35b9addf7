"""The form of one part or criterion, with the fields of each kind."""

from decimal import Decimal

from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms
from django.urls import reverse

from campaigns.bloc_scores.enums import CriterionKind, FaultKind, NodeRole, Scorer
from campaigns.bloc_scores.forms import rule_lines
from campaigns.bloc_scores.forms.tables import number_text, points
from campaigns.bloc_scores.models import CriteriaTable, Criterion
from campaigns.bloc_scores.rule_words import words_of
from campaigns.models import Indicator
from emulation.base.forms import NumberField, OfficeForm, ParagraphField, TextField
from organisations.forms.fields import UnitField
from organisations.models import Unit


def _base(label: str = "Điểm ban đầu") -> TextField:
    return TextField(
        label=label, required=False, max_length=20, help_text="Bỏ trống: bắt đầu từ điểm tối đa. Ghi 0: bắt đầu từ 0."
    )


LIMITS = {"penalty_cap": lambda: points("Tổng điểm trừ tối đa"), "bonus_cap": lambda: points("Tổng điểm cộng tối đa")}
BANDS_HELP = "Mỗi dòng: mã | từ | đến | điểm | nhóm | nội dung. Từ 97 đến dưới 98: ghi 97 | <98. Trên 90: ghi >90."
SCALE_HELP = "Mỗi dòng: từ ngày | đến dưới ngày | điểm trừ. Ví dụ: 5 | 10 | 5. Không có mức trên: 15 | | 20."


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
            label="Nhóm theo khối lượng",
            help_text="Nếu có. Mỗi dòng: mã nhóm | từ | đến | tên. Ví dụ: n1 | 0 | <1000 | Dưới 1.000 hồ sơ.",
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
            "Ví dụ: 1 | Hồ sơ bị trả lại | -5 | mỗi | 20 | | hồ sơ bị trả lại. "
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
        "early": rule_lines.EarlyLines(
            label="Gửi sớm", help_text="Nếu có. Mỗi dòng: sớm từ số ngày | điểm cộng. Ví dụ: 3 | 0,5."
        ),
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
        "items": rule_lines.ItemLines(
            label="Các việc", required=True, help_text="Mỗi dòng: mã | việc | điểm. Ví dụ: a | Có kế hoạch | 1."
        )
    },
    "grade": lambda: {
        "grades": rule_lines.GradeLines(
            label="Các loại", required=True, help_text="Mỗi dòng: loại | điểm. Ví dụ: A | 10."
        )
    },
    "lateness": _lateness,
}
# One for each kind, shown where it is chosen and above its form.
EXAMPLES = {
    "": "Ví dụ: I. Thực hiện nhiệm vụ chính trị, 60 điểm.",
    "proportional": "Ví dụ: kế hoạch 100, thực hiện 90, mục 10 điểm được 9 điểm; vượt kế hoạch có thể được thưởng.",
    "reverse": "Ví dụ: giảm hộ nghèo còn 2%, thực tế 2,5%, mục 10 điểm được 8 điểm.",
    "relative": "Ví dụ: đơn vị vượt kế hoạch nhiều nhất khối được 10 điểm, đơn vị đạt đúng kế hoạch được 5 điểm.",
    "bands": "Ví dụ: từ 98% trở lên 5 điểm, từ 97% đến dưới 98% 4 điểm.",
    "cases": "Ví dụ: mỗi hồ sơ bị trả lại trừ 5 điểm, mỗi sáng kiến cộng 1 điểm, tối đa 5 điểm.",
    "checklist": "Ví dụ: có kế hoạch 1 điểm, có báo cáo 1 điểm, có kiểm tra 1 điểm.",
    "boolean": "Ví dụ: có tổ chức hội nghị sơ kết thì được 2 điểm, không thì 0 điểm.",
    "grade": "Ví dụ: A 10 điểm, B 7 điểm, C 5 điểm.",
    "free": "Ví dụ: hội đồng cho từ 0 đến 5 điểm theo mức độ sáng tạo.",
    "lateness": "Ví dụ: chậm từ 5 đến dưới 10 ngày trừ 5 điểm, sớm từ 3 ngày cộng 0,5 điểm.",
    "disqualify": "Ví dụ: có lãnh đạo bị kỷ luật cảnh cáo thì không xếp loại.",
}
COMMON = ("code", "title", "max", "role", "caps", "scorer", "scorer_unit", "scorer_note", "note", "locked")
REQUIRED = [("", "Theo loại điểm: điểm chuẩn thì bắt buộc"), ("co", "Bắt buộc chấm"), ("khong", "Không bắt buộc")]
WHO = ("scorer", "scorer_unit", "stages", "final_stage", "required", "scorer_note")
ANSWERS = {"": None, "co": True, "khong": False}


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
        chosen = self["scorer_unit"].value()
        self.fields["scorer_unit"].offer(Unit.objects.valid_on(), chosen, reverse("organisations:unit_search"))

    def layout(self) -> Layout:
        """What it is, how it gives points, who scores it, the rest."""
        own = [name for name in self.fields if name.startswith("r_")]
        short = [Column("max"), Column("role")] if "max" in self.fields else [Column("role")]
        parts = [Row(Column("code", css_class="col-md-4"), *short), "title"]
        parts.append(Fieldset("Cách tính", *own, "caps") if own else "caps")
        parts.append(Fieldset("Ai chấm, lấy điểm ở bước nào", *WHO))
        rest = [name for name in ("indicator", "note", "locked") if name in self.fields]
        return Layout(*parts, Fieldset("Thông tin thêm", *rest))

    def _more(self, stages: list, may_lock: bool) -> dict:
        found = {
            "caps": forms.BooleanField(label="Điểm ghi quá mức tối đa thì cắt ở mức tối đa", required=False),
            "scorer": forms.ChoiceField(
                label="Người chấm mục này", choices=[("", "Người chấm của từng bước"), *Scorer.choices], required=False
            ),
            "scorer_unit": UnitField(
                label="Cơ quan chuyên môn chấm",
                required=False,
                help_text="Chọn khi mục do một cơ quan chuyên môn chấm. Chỉ cơ quan này chấm mục ở bước của cơ quan chuyên môn.",
            ),
            "stages": forms.MultipleChoiceField(
                label="Chỉ chấm ở các bước",
                choices=stages,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text="Không chọn bước nào: chấm ở mọi bước.",
            ),
            "final_stage": forms.ChoiceField(
                label="Lấy điểm của bước", choices=[("", "Bước cuối trong các bước được chấm"), *stages], required=False
            ),
            "scorer_note": TextField(label="Bộ phận chấm theo bảng gốc", required=False, max_length=300),
            "required": forms.ChoiceField(label="Có bắt buộc chấm không", choices=REQUIRED, required=False),
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
        self._check_scoring(data)
        base = data.get("r_base")
        if base and base != "max":
            try:
                data["r_base"] = rule_lines.decimal_text(base)
            except ValueError as fault:
                self.add_error("r_base", str(fault))
        return data

    def _check_scoring(self, data: dict) -> None:
        stages, final = data.get("stages") or [], data.get("final_stage")
        if stages and final and final not in stages:
            self.add_error("final_stage", "Bước lấy điểm phải là một trong các bước được chấm mục này.")
        if data.get("scorer_unit") and data.get("scorer") not in ("", Scorer.DEPARTMENT):
            self.add_error("scorer_unit", "Chỉ chọn cơ quan khi mục do cơ quan chuyên môn chấm. Hãy bỏ trống ô này.")

    def fields_of_row(self) -> dict:
        """Fields of a Criterion."""
        data = self.cleaned_data
        found = {name: data[name] for name in COMMON if name in data}
        found |= {"kind": self.kind, "rule": _rule(data)}
        found["required"] = ANSWERS[data["required"]]
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
    rule = {name: number_text(value) if isinstance(value, Decimal) else value for name, value in values.items()}
    if rate is not None:
        rule["excess"] = {"rate": number_text(rate), "whole_percent": bool(whole)} | (
            {"cap_percent": number_text(cap)} if cap is not None else {}
        )
    if low is not None or high is not None:
        rule["clamp"] = {key: number_text(value) for key, value in (("min", low), ("max", high)) if value is not None}
    if "on_zero" in rule:
        rule["on_zero"] = "max"
    if "grades" in rule:
        rule["grades"] = {row["grade"]: row["points"] for row in rule["grades"]}
    if data.get("stages"):
        rule["stages"] = data["stages"]
    if data.get("final_stage"):
        rule["final_stage"] = data["final_stage"]
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
    found["required"] = next(word for word, answer in ANSWERS.items() if answer is row.required)
    found |= {"stages": rule.get("stages", []), "final_stage": rule.get("final_stage", "")}
    return found | {"r_on_zero": rule.get("on_zero") == "max"}


def values_for_other_kind(row: Criterion) -> dict:
    """A criterion in the shape of the form of another kind: what its rule said stays as words in the note."""
    found = {name: value for name, value in values_of(row).items() if not name.startswith("r_")}
    said = (
        words_of(row.rule | {"kind": row.kind})
        if any(name not in ("stages", "final_stage") for name in row.rule)
        else []
    )
    found["note"] = "\n".join([*filter(None, [row.note]), *(line for line in said if line not in row.note)])
    return found
