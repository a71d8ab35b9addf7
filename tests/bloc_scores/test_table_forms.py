"""Every kind of criterion survives its form: what is shown, sent back unchanged, is what was saved."""

import pytest
from django.http import QueryDict

from campaigns.bloc_scores.forms.criteria import CriterionForm, values_of
from campaigns.bloc_scores.forms.rule_lines import BandLines, CaseLines
from campaigns.bloc_scores.forms.table_ranking import RankingForm, ranking_values
from campaigns.bloc_scores.forms.tables import HeadForm, StagesForm, head_of, stages_of
from campaigns.bloc_scores.models import CriteriaTable, RankingFact
from campaigns.bloc_scores.ranking_words import ranking_words
from campaigns.bloc_scores.rule_words import range_words
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
    assert after["rule"] == row.rule
    assert (after["kind"], after["code"], after.get("max")) == (row.kind, "1", row.max)


def test_every_criterion_of_the_shipped_tables():
    load_templates()
    wrong = []
    for table in CriteriaTable.objects.all():
        for row in table.criteria.select_related("table"):
            after = unchanged(row)
            expected = {k: v for k, v in row.rule.items() if v is not None}
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


def test_the_head_survives_its_form():
    settings = {
        "bonus_mode": "inside",
        "rounding": {"mode": "DOWN", "at": "total", "step": "0.25"},
        "entry_step": "0.5",
        "missing": "rescale",
        "final_stage": "self",
        "caps": {"penalty_total": "20"},
    }
    table = tables.create({**SMALL, **settings}, by=None, year=2023)
    back = HeadForm(data=sent(HeadForm(table=table, initial=head_of(table))), table=table)
    assert back.is_valid(), back.errors
    assert back.fields_of_table(table)["settings"] == settings


RANKING = {
    "use": "strict_total",
    "unresolved": "manual",
    "tie_breaks": [
        {"kind": "node", "node": "I.1", "order": "desc"},
        {"kind": "penalty", "order": "asc"},
        {"kind": "fact", "fact": "số sáng kiến", "order": "desc"},
        {"kind": "women"},
    ],
    "conditions": [
        {"code": "tổng điểm từ 70", "kind": "total_min", "value": "70"},
        {"code": "mục I từ 40,5", "kind": "node_min", "node": "I", "value": "40.5"},
        {"code": "có đăng ký thi đua", "kind": "fact_true", "fact": "đăng ký thi đua"},
    ],
    "levels": [{"label": "Xuất sắc", "min": "90"}, {"label": "Tốt", "min": "80"}],
}


def test_the_ranking_survives_its_form():
    table = tables.create(SMALL, by=None, year=2023, ranking=RANKING)
    back = RankingForm(data=sent(RankingForm(table=table, initial=ranking_values(table))), table=table)
    assert back.is_valid(), back.errors
    assert back.ranking() == RANKING


def test_the_report_of_own_points_is_asked_for_by_a_choice():
    table = tables.create(SMALL, by=None, year=2023)
    form = RankingForm(data={"use": "total", "unresolved": "shared", "condition_1": "self_sheet"}, table=table)
    assert form.is_valid(), form.errors
    asked = {"code": "nộp phiếu tự chấm", "kind": "fact_true", "fact": "nộp phiếu tự chấm"}
    assert form.ranking()["conditions"] == [asked]
    table.ranking = {"conditions": [asked]}
    assert ranking_values(table) == {"use": "total", "unresolved": "shared", "condition_1": "self_sheet"}
    assert "Chỉ xếp hạng khi đơn vị đã nộp phiếu tự chấm." in ranking_words(table.ranking, {})


def test_a_name_that_the_form_takes_fits_the_figures_of_rounds():
    form = RankingForm(table=tables.create(SMALL, by=None, year=2023))
    longest = {form.fields[name].max_length for name in ("tie_fact_1", "fact_1")}
    assert longest == {RankingFact._meta.get_field("code").max_length} == {60}


def test_the_ranking_in_words():
    assert ranking_words(RANKING, {"I": "I. Nhiệm vụ", "I.1": "I.1. Kinh tế"}) == [
        "Tổng điểm sau khi bỏ phần vượt quy định của bảng, cao hơn xếp trước.",
        "Bằng điểm thì xét (1): điểm mục I.1. Kinh tế, cao hơn xếp trước.",
        "Bằng điểm thì xét (2): điểm trừ, thấp hơn xếp trước.",
        "Bằng điểm thì xét (3): số sáng kiến, cao hơn xếp trước.",
        "Bằng điểm thì xét (4): đơn vị có lãnh đạo nữ hoặc từ 70% nữ xếp trước.",
        "Vẫn bằng nhau thì chờ khối hoặc Sở Nội vụ quyết định.",
        "Chỉ xếp hạng khi tổng điểm từ 70 trở lên.",
        "Chỉ xếp hạng khi điểm mục I. Nhiệm vụ từ 40,5 trở lên.",
        "Chỉ xếp hạng khi có đăng ký thi đua.",
        "Xếp loại Xuất sắc: từ 90 điểm.",
        "Xếp loại Tốt: từ 80 điểm.",
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"condition_1": "total_min"}, "value_1"),
        ({"level_1": "Tốt"}, "min_1"),
        ({"tie_1": "bonus", "tie_2": "bonus"}, "__all__"),
        ({"tie_1": "node:X"}, "tie_1"),
        ({"tie_1": "fact"}, "tie_fact_1"),
        ({"condition_2": "fact_false"}, "fact_2"),
    ],
)
def test_half_a_rule_of_ranking_is_asked_for(change, field):
    table = tables.create(SMALL, by=None, year=2023)
    form = RankingForm(data={"use": "total", "unresolved": "shared", **change}, table=table)
    assert not form.is_valid()
    assert list(form.errors) == [field]


def test_the_stage_that_counts_is_one_that_may_enter_and_a_unit_only_scores_as_department(cast):
    table = tables.create(SMALL, by=None, year=2023)
    data = {"code": "1", "title": "x", "max": "5", "role": "standard", "stages": ["self"], "final_stage": "leaders"}
    form = CriterionForm(data=data, table=table, kind="free", may_lock=False)
    assert list(form.errors) == ["final_stage"]
    data |= {"final_stage": "", "scorer": "leaders", "scorer_unit": cast.units["Sở Y tế"].pk}
    assert list(CriterionForm(data=data, table=table, kind="free", may_lock=False).errors) == ["scorer_unit"]
    data |= {"scorer": "department", "required": "khong"}
    form = CriterionForm(data=data, table=table, kind="free", may_lock=False)
    assert form.is_valid(), form.errors
    found = form.fields_of_row()
    assert (found["scorer_unit"], found["required"]) == (cast.units["Sở Y tế"], False)


def test_an_upper_end_belongs_to_a_level_only_where_it_is_written_so():
    found = BandLines().clean("1 | 95 | 98 | 4\n2 | 90 | <95 | 3")
    assert [band.get("max_inclusive") for band in found] == [True, False]
    # The contract's own default is outside.
    assert BandLines().prepare_value([{"code": "1", "max": "95", "points": "3"}]) == "1 |  | <95 | 3"
    assert range_words({"min": "90", "max": "95"}) == "từ 90 đến dưới 95"
    assert range_words({"min": "90", "max": "95", "max_inclusive": True}) == "từ 90 đến 95"


def test_a_table_with_many_rules_of_ranking_has_rows_for_more():
    table = tables.create(SMALL, by=None, year=2023)
    assert [len(rows) for rows in RankingForm(table=table).rows.values()] == [3, 2, 4]
    table.ranking = RANKING
    assert [len(rows) for rows in RankingForm(table=table).rows.values()] == [6, 5, 4]
