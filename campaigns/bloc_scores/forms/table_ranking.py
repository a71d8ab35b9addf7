"""How a table ranks: what is compared when totals are equal, who is not ranked, names of levels."""

from decimal import Decimal

from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms

from campaigns.bloc_scores.forms.tables import number_text, points
from campaigns.bloc_scores.models import CriteriaTable
from campaigns.bloc_scores.ranking_words import UNRESOLVED, USES, condition_words, tie_break_words
from campaigns.bloc_scores.rule_words import shown
from emulation.base.forms import OfficeForm, TextField

TIE_BREAKS, CONDITIONS, LEVELS = 5, 5, 6
KEPT = "kept"  # a rule of a kind that this form does not offer; it stays as it is


class RankingForm(OfficeForm):
    """Numbered rows; a row without a choice is none."""

    use = forms.ChoiceField(label="Xếp hạng theo", choices=list(USES.items()))
    unresolved = forms.ChoiceField(label="Khi xét hết mà vẫn bằng nhau", choices=list(UNRESOLVED.items()))

    def __init__(self, *args, table: CriteriaTable, **kwargs):
        super().__init__(*args, **kwargs)
        self.table = table
        self.titles = {row.code: f"{row.code}. {row.title[:70]}" for row in table.criteria.all()}
        nodes = [(f"node:{code}", f"Điểm mục {title}") for code, title in self.titles.items()]
        sides = [("bonus", "Điểm thưởng"), ("penalty", "Điểm trừ"), ("standard", "Điểm chuẩn")]
        conditions = [("total_min", "Tổng điểm"), *nodes]
        for n in range(1, TIE_BREAKS + 1):
            kept = self._kept("tie_breaks", n, tie_break_words)
            self.fields[f"tie_{n}"] = _choice(f"Xét thứ {n}", [*kept, *sides, *nodes])
            self.fields[f"order_{n}"] = forms.ChoiceField(
                label=f"Thứ {n}: ai xếp trước", required=False, choices=[("desc", "Cao hơn"), ("asc", "Thấp hơn")]
            )
        for n in range(1, CONDITIONS + 1):
            kept = self._kept("conditions", n, condition_words)
            self.fields[f"condition_{n}"] = _choice(f"Điều kiện {n}", [*kept, *conditions])
            self.fields[f"value_{n}"] = points(f"Điều kiện {n}: từ (điểm)")
        for n in range(1, LEVELS + 1):
            self.fields[f"level_{n}"] = TextField(label=f"Mức {n}: tên xếp loại", required=False, max_length=60)
            self.fields[f"min_{n}"] = points(f"Mức {n}: từ (điểm)")

    def _saved(self, name: str, n: int) -> dict | None:
        rows = self.table.ranking.get(name) or []
        return rows[n - 1] if n <= len(rows) else None

    def _kept(self, name: str, n: int, words) -> list[tuple[str, str]]:
        one = self._saved(name, n)
        return [(KEPT, f"Giữ nguyên: {words(one, self.titles)}")] if one and _foreign(one) else []

    def layout(self) -> Layout:
        """What is compared, who is left out, the levels."""
        ties = [Row(Column(f"tie_{n}", css_class="col-md-8"), Column(f"order_{n}")) for n in range(1, TIE_BREAKS + 1)]
        conditions = [
            Row(Column(f"condition_{n}", css_class="col-md-8"), Column(f"value_{n}")) for n in range(1, CONDITIONS + 1)
        ]
        levels = [Row(Column(f"level_{n}", css_class="col-md-8"), Column(f"min_{n}")) for n in range(1, LEVELS + 1)]
        return Layout(
            "use",
            Fieldset("Khi bằng điểm, xét lần lượt", *ties, "unresolved"),
            Fieldset("Điều kiện để được xếp hạng, thiếu một điều kiện thì không xếp", *conditions),
            Fieldset("Xếp loại theo điểm, lấy mức cao nhất đạt tới", *levels),
        )

    def clean(self):
        data = super().clean()
        for n in range(1, CONDITIONS + 1):
            asked = data.get(f"condition_{n}")
            if asked and asked != KEPT and data.get(f"value_{n}") is None and f"value_{n}" not in self.errors:
                self.add_error(f"value_{n}", "Hãy ghi số điểm tối thiểu, hoặc bỏ chọn điều kiện này.")
        for n in range(1, LEVELS + 1):
            if bool(data.get(f"level_{n}")) != (data.get(f"min_{n}") is not None) and f"min_{n}" not in self.errors:
                self.add_error(f"min_{n}", "Hãy ghi cả tên xếp loại và số điểm, hoặc bỏ trống cả hai.")
        chosen = [data[f"tie_{n}"] for n in range(1, TIE_BREAKS + 1) if data.get(f"tie_{n}") not in (None, "", KEPT)]
        if len(set(chosen)) < len(chosen):
            self.add_error(None, "Một nội dung chỉ xét một lần khi bằng điểm. Hãy bỏ dòng trùng.")
        return data

    def ranking(self) -> dict:
        """The `ranking` of the contract."""
        data = self.cleaned_data
        return {
            "use": data["use"],
            "unresolved": data["unresolved"],
            "tie_breaks": [self._tie_break(n) for n in range(1, TIE_BREAKS + 1) if data[f"tie_{n}"]],
            "conditions": [self._condition(n) for n in range(1, CONDITIONS + 1) if data[f"condition_{n}"]],
            "levels": [
                {"label": data[f"level_{n}"], "min": number_text(data[f"min_{n}"])}
                for n in range(1, LEVELS + 1)
                if data[f"level_{n}"]
            ],
        }

    def _tie_break(self, n: int) -> dict:
        asked = self.cleaned_data[f"tie_{n}"]
        if asked == KEPT:
            return self._saved("tie_breaks", n)
        kind, _, node = asked.partition(":")
        order = self.cleaned_data[f"order_{n}"] or "desc"
        return {"kind": kind, "order": order} | ({"node": node} if node else {})

    def _condition(self, n: int) -> dict:
        """Its code is what the ranking says of a unit that fails it."""
        asked, value = self.cleaned_data[f"condition_{n}"], self.cleaned_data[f"value_{n}"]
        if asked == KEPT:
            return self._saved("conditions", n)
        kind, _, node = asked.partition(":")
        if not node:
            return {"code": f"tổng điểm từ {shown(value)}", "kind": kind, "value": number_text(value)}
        code = f"mục {node} từ {shown(value)} điểm"
        return {"code": code, "kind": "node_min", "node": node, "value": number_text(value)}


def _choice(label: str, choices: list) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", "Không xét"), *choices])


def _foreign(one: dict) -> bool:
    return one["kind"] in ("fact", "women", "fact_true", "fact_false")


def ranking_values(table: CriteriaTable) -> dict:
    """A table's ranking in the shape of its form."""
    ranking = table.ranking
    found = {"use": ranking.get("use") or "total", "unresolved": ranking.get("unresolved") or "shared"}
    for n, one in enumerate(ranking.get("tie_breaks") or [], 1):
        found[f"tie_{n}"] = KEPT if _foreign(one) else ":".join(filter(None, [one["kind"], one.get("node")]))
        found[f"order_{n}"] = one.get("order") or "desc"
    for n, one in enumerate(ranking.get("conditions") or [], 1):
        found[f"condition_{n}"] = (
            KEPT if _foreign(one) else "total_min" if one["kind"] == "total_min" else f"node:{one['node']}"
        )
        if one.get("value") is not None:
            found[f"value_{n}"] = Decimal(str(one["value"]))
    for n, one in enumerate(ranking.get("levels") or [], 1):
        found |= {f"level_{n}": one["label"], f"min_{n}": Decimal(str(one["min"]))}
    return found
