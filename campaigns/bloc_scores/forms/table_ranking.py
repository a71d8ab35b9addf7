"""How a table ranks: what is compared when totals are equal, who is not ranked, names of levels."""

from decimal import Decimal

from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms

from campaigns.bloc_scores.forms.tables import number_text, points
from campaigns.bloc_scores.models import CriteriaTable
from campaigns.bloc_scores.models.rankings import FACT_NAME
from campaigns.bloc_scores.ranking_words import UNRESOLVED, USES
from campaigns.bloc_scores.rule_words import shown
from campaigns.bloc_scores.table_document import SELF_SHEET
from emulation.base.forms import OfficeForm, TextField

# Rows to begin with; a table with as many rules gets two more.
FEWEST = {"tie_breaks": 3, "conditions": 2, "levels": 4}
TIES = [
    ("bonus", "Điểm thưởng"),
    ("penalty", "Điểm trừ"),
    ("standard", "Điểm chuẩn"),
    ("fact", "Số liệu ngoài điểm, ghi tên bên cạnh"),
    ("women", "Thủ trưởng là nữ hoặc từ 70% nữ"),
]
ASKED = [
    ("total_min", "Tổng điểm từ"),
    ("self_sheet", "Đã nộp phiếu tự chấm"),
    ("fact_true", "Phải có, ghi tên bên cạnh"),
    ("fact_false", "Không được có, ghi tên bên cạnh"),
]
NAMED = ("fact", "fact_true", "fact_false")


class RankingForm(OfficeForm):
    """Numbered rows; a row without a choice is none. More rows than are shown: save and come back."""

    use = forms.ChoiceField(label="Xếp hạng theo", choices=list(USES.items()))
    unresolved = forms.ChoiceField(label="Khi xét hết mà vẫn bằng nhau", choices=list(UNRESOLVED.items()))

    def __init__(self, *args, table: CriteriaTable, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = {name: range(1, max(n, len(table.ranking.get(name) or []) + 2) + 1) for name, n in FEWEST.items()}
        nodes = [(f"node:{row.code}", f"Điểm mục {row.code}. {row.title[:70]}") for row in table.criteria.all()]
        parts = [(value, f"{label} từ") for value, label in nodes]
        for n in self.rows["tie_breaks"]:
            self.fields[f"tie_{n}"] = _choice(f"Xét thứ {n}", [*TIES, *nodes])
            self.fields[f"tie_fact_{n}"] = TextField(
                label=f"Thứ {n}: tên số liệu", required=False, max_length=FACT_NAME
            )
            self.fields[f"order_{n}"] = forms.ChoiceField(
                label=f"Thứ {n}: xếp trước", required=False, choices=[("desc", "Cao hơn"), ("asc", "Thấp hơn")]
            )
        for n in self.rows["conditions"]:
            self.fields[f"condition_{n}"] = _choice(f"Điều kiện {n}", [*ASKED, *parts])
            self.fields[f"fact_{n}"] = TextField(label=f"Điều kiện {n}: tên", required=False, max_length=FACT_NAME)
            self.fields[f"value_{n}"] = points(f"Điều kiện {n}: điểm")
        for n in self.rows["levels"]:
            self.fields[f"level_{n}"] = TextField(label=f"Mức {n}: tên xếp loại", required=False, max_length=60)
            self.fields[f"min_{n}"] = points(f"Mức {n}: từ (điểm)")

    def layout(self) -> Layout:
        """What is compared, who is left out, the levels."""
        ties = [_row(f"tie_{n}", f"tie_fact_{n}", f"order_{n}") for n in self.rows["tie_breaks"]]
        conditions = [_row(f"condition_{n}", f"fact_{n}", f"value_{n}") for n in self.rows["conditions"]]
        levels = [Row(Column(f"level_{n}", css_class="col-md-9"), Column(f"min_{n}")) for n in self.rows["levels"]]
        return Layout(
            "use",
            Fieldset("Khi bằng điểm, xét lần lượt", *ties, "unresolved"),
            Fieldset("Điều kiện để được xếp hạng, thiếu một điều kiện thì không xếp", *conditions),
            Fieldset("Xếp loại theo điểm, lấy mức cao nhất đạt tới", *levels),
        )

    def clean(self):
        data = super().clean()
        for n in self.rows["tie_breaks"]:
            self._need_name(data.get(f"tie_{n}"), f"tie_fact_{n}", "Hãy ghi tên số liệu, ví dụ: số sáng kiến.")
        for n in self.rows["conditions"]:
            asked = data.get(f"condition_{n}")
            self._need_name(asked, f"fact_{n}", "Hãy ghi tên điều kiện, ví dụ: đăng ký thi đua.")
            if (
                asked
                and asked not in (*NAMED, "self_sheet")
                and data.get(f"value_{n}") is None
                and f"value_{n}" not in self.errors
            ):
                self.add_error(f"value_{n}", "Hãy ghi số điểm tối thiểu, hoặc bỏ chọn điều kiện này.")
        for n in self.rows["levels"]:
            if bool(data.get(f"level_{n}")) != (data.get(f"min_{n}") is not None) and f"min_{n}" not in self.errors:
                self.add_error(f"min_{n}", "Hãy ghi cả tên xếp loại và số điểm, hoặc bỏ trống cả hai.")
        chosen = [
            (data[f"tie_{n}"], data.get(f"tie_fact_{n}")) for n in self.rows["tie_breaks"] if data.get(f"tie_{n}")
        ]
        if len(set(chosen)) < len(chosen):
            self.add_error(None, "Một nội dung chỉ xét một lần khi bằng điểm. Hãy bỏ dòng trùng.")
        return data

    def _need_name(self, asked: str | None, field: str, sentence: str) -> None:
        if asked in NAMED and not self.cleaned_data.get(field) and field not in self.errors:
            self.add_error(field, sentence)

    def ranking(self) -> dict:
        """The `ranking` of the contract."""
        data = self.cleaned_data
        return {
            "use": data["use"],
            "unresolved": data["unresolved"],
            "tie_breaks": [self._tie_break(n) for n in self.rows["tie_breaks"] if data[f"tie_{n}"]],
            "conditions": [self._condition(n) for n in self.rows["conditions"] if data[f"condition_{n}"]],
            "levels": [
                {"label": data[f"level_{n}"], "min": number_text(data[f"min_{n}"])}
                for n in self.rows["levels"]
                if data[f"level_{n}"]
            ],
        }

    def _tie_break(self, n: int) -> dict:
        kind, _, node = self.cleaned_data[f"tie_{n}"].partition(":")
        if kind == "women":
            return {"kind": kind}
        found = {"kind": kind, "order": self.cleaned_data[f"order_{n}"] or "desc"}
        if kind == "fact":
            found["fact"] = self.cleaned_data[f"tie_fact_{n}"]
        return found | ({"node": node} if node else {})

    def _condition(self, n: int) -> dict:
        """Its code is what the ranking says of a unit that fails it."""
        kind, _, node = self.cleaned_data[f"condition_{n}"].partition(":")
        if kind == "self_sheet":
            return {"code": SELF_SHEET, "kind": "fact_true", "fact": SELF_SHEET}
        if kind in NAMED:
            fact = self.cleaned_data[f"fact_{n}"]
            return {"code": f"{'có' if kind == 'fact_true' else 'không có'} {fact}", "kind": kind, "fact": fact}
        value = self.cleaned_data[f"value_{n}"]
        where = f"mục {node}" if node else "tổng điểm"
        found = {"code": f"{where} từ {shown(value)}", "value": number_text(value)}
        return found | ({"kind": "node_min", "node": node} if node else {"kind": kind})


def _choice(label: str, choices: list) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", "Không xét"), *choices])


def _row(*names: str) -> Row:
    return Row(
        *(
            Column(name, css_class=width)
            for name, width in zip(names, ("col-md-5", "col-md-4", "col-md-3"), strict=True)
        )
    )


def ranking_values(table: CriteriaTable) -> dict:
    """A table's ranking in the shape of its form."""
    ranking = table.ranking
    found = {"use": ranking.get("use") or "total", "unresolved": ranking.get("unresolved") or "shared"}
    for n, one in enumerate(ranking.get("tie_breaks") or [], 1):
        found[f"tie_{n}"] = ":".join(filter(None, [one["kind"], one.get("node")]))
        found |= {f"order_{n}": one.get("order") or "desc", f"tie_fact_{n}": one.get("fact") or ""}
    for n, one in enumerate(ranking.get("conditions") or [], 1):
        if one.get("fact") == SELF_SHEET:
            found[f"condition_{n}"] = "self_sheet"
            continue
        found[f"condition_{n}"] = f"node:{one['node']}" if one["kind"] == "node_min" else one["kind"]
        found[f"fact_{n}"] = one.get("fact") or ""
        if one.get("value") is not None:
            found[f"value_{n}"] = Decimal(str(one["value"]))
    for n, one in enumerate(ranking.get("levels") or [], 1):
        found |= {f"level_{n}": one["label"], f"min_{n}": Decimal(str(one["min"]))}
    return found
