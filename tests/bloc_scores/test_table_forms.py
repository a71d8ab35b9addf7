"""Every kind of criterion survives its form: what is shown, sent back unchanged, is what was saved."""

import pytest
from django.http import QueryDict

from campaigns.bloc_scores.forms.rule_lines import BandLines, CaseLines
from campaigns.bloc_scores.forms.tables import CriterionForm, StagesForm, stages_of, values_of
from campaigns.bloc_scores.models import CriteriaTable
from campaigns.bloc_scores.services import tables
from campaigns.bloc_scores.services.templates import load_templates
from tests.bloc_scores.criteria_tables import SMALL

pytestmark = pytest.mark.django_db

EVERY_KIND = [
    {"kind": "proportional", "plan": "12.5", "excess": {"rate": "1", "cap_percent": "10", "whole_percent": True}},
    {"kind": "reverse", "on_zero": "max"},
    {"kind": "relative", "plan": "50"},
    {"kind": "lateness", "scale": [{"from": 5, "to": 10, "points": "5"}, {"from": 10, "to": None, "points": "20"}],
     "early": [{"days": 3, "points": "0.5"}], "penalty_cap": "20", "bonus_cap": "1", "base": "0"},
    {"kind": "grade", "grades": {"A": "10", "B": "7.5"}},
    {"kind": "cases", "rules": [{"code": "1", "title": "Bị trả lại", "type": "penalty", "points": "5", "per_case": True,
     "event": "returned_file"}, {"code": "2", "title": "Cảnh cáo", "type": "penalty", "points": "20", "no_award": True}],
     "clamp": {"min": "-5", "max": "10"}},
    {"kind": "boolean"},
    {"kind": "free"},
    {"kind": "checklist", "items": [{"code": "a", "title": "Có kế hoạch", "points": "0.5"}]},
    {"kind": "disqualify"},
]  # fmt: skip


def sent(form) -> QueryDict:
    """What a browser sends of a form as it is shown."""
    data = QueryDict(mutable=True)
    for bound in form:
        value = bound.value()
        if value in (None, False, ""):
            continue
        for one in value if isinstance(value, list) else [value]:
            data.appendlist(bound.html_name, "on" if one is True else str(getattr(one, "pk", one)))
    return data


def unchanged(row) -> dict:
    """The fields of a criterion after its form was opened and saved as it was."""
    shown = CriterionForm(table=row.table, kind=row.kind, may_lock=True, initial=values_of(row))
    back = CriterionForm(data=sent(shown), table=row.table, kind=row.kind, may_lock=True)
    assert back.is_valid(), back.errors
    return back.fields_of_row()


@pytest.mark.parametrize("node", EVERY_KIND, ids=lambda node: node["kind"])
def test_every_kind(node):
    node = {"code": "1", "title": "Tiêu chí", "max": "10", "stages": ["self"], "final_stage": "self"} | node
    if node["kind"] == "disqualify":
        del node["max"]
    row = tables.create({**SMALL, "nodes": [node]}, by=None, year=2023).criteria.get()
    after = unchanged(row)
    # The last of the stages that may enter it is the one that counts.
    assert after["rule"] == {k: v for k, v in row.rule.items() if k != "final_stage"}
    assert (after["kind"], after["code"], after.get("max")) == (row.kind, "1", row.max)


def test_every_criterion_of_the_shipped_tables():
    load_templates()
    wrong = []
    for table in CriteriaTable.objects.all():
        for row in table.criteria.select_related("table"):
            after = unchanged(row)
            expected = {k: v for k, v in row.rule.items() if k != "final_stage" and v is not None}
            if after["rule"] != expected or after.get("max", row.max) != row.max:
                wrong.append((row.code, after["rule"], expected))
    assert wrong == []


def test_levels_as_people_write_them():
    found = BandLines().clean("A | 98 | | 5\n | 97 | <98 | 4\nC | >90 | | 3,5 | | Trên 90")
    assert found == [
        {"code": "A", "points": "5", "min": "98"},
        {"code": "2", "points": "4", "min": "97", "max": "98", "max_inclusive": False},
        {"code": "C", "points": "3.5", "min": "90", "min_inclusive": False, "title": "Trên 90"},
    ]


def test_a_line_that_cannot_be_read_says_which():
    form = CaseLines(events=[("absence", "Lãnh đạo vắng hội nghị")])
    with pytest.raises(Exception) as fault:  # noqa: PT011
        form.clean("1 | Vắng | -5 | mỗi | | | lãnh đạo vắng hội nghị\n2 | Chậm\n3 | x | năm")
    assert [message.split(":")[0] for message in fault.value.messages] == ["Dòng 2", "Dòng 3"]


def test_stages_keep_their_codes_and_new_ones_get_their_own():
    table = tables.create(SMALL, by=None, year=2023)
    shown = StagesForm(initial=stages_of(table))
    data = sent(shown)
    data["label_3"], data["scorer_3"] = "Sở Nội vụ", "standing_body"
    back = StagesForm(data=data)
    assert back.is_valid(), back.errors
    assert [(one["code"], one["label"]) for one in back.stages()] == [
        ("self", "Đơn vị tự chấm"),
        ("leaders", "Trưởng khối thẩm định"),
        ("b1", "Sở Nội vụ"),
    ]
