"""A table in rows says the same as the document it came from, and the engine counts with it."""

import pytest

from campaigns.bloc_scores.services import tables
from campaigns.bloc_scores.table_document import admitted_stages, table_document
from campaigns.scoring import Refused, score_table

DOCUMENT = {
    "title": "Bảng thử",
    "declared_total": "10",
    "bonus_mode": "on_top",
    "rounding": {"mode": "HALF_UP", "places": 2, "at": "criterion"},
    "caps": {"bonus_total": "2"},
    "stages": [
        {"code": "self", "label": "Tự chấm", "scorer": "self"},
        {"code": "cross", "label": "Chấm chéo", "scorer": "members", "scorers": "many", "combine": "median"},
        {"code": "final", "label": "Sở Nội vụ", "scorer": "standing_body", "response": True, "objection_days": 5},
    ],
    "nodes": [
        {
            "code": "I",
            "title": "Nhiệm vụ",
            "max": "8",
            "locked": True,
            "stages": ["self", "final"],
            "final_stage": "final",
            "children": [
                {"code": "I.1", "title": "Chỉ tiêu", "max": "5.5", "kind": "proportional", "plan": "100"},
                {"code": "I.2", "title": "Báo cáo", "max": "2.5", "kind": "boolean", "required": False},
            ],
        },
        {
            "code": "II",
            "title": "Hội đồng chấm",
            "max": "2",
            "kind": "free",
            "scorer": "standing_body",
            "note": "Riêng",
        },
        {
            "code": "III",
            "title": "Điểm thưởng",
            "role": "bonus",
            "children": [{"code": "III.1", "title": "Sáng kiến", "max": "3", "max_mode": "cap", "kind": "free"}],
        },
    ],
}

pytestmark = pytest.mark.django_db


def test_what_goes_in_comes_out():
    back = table_document(tables.create(DOCUMENT, by=None))
    assert back.pop("id")
    expected = DOCUMENT | {"nodes": [*DOCUMENT["nodes"]]}
    # A criterion of one scorer says which stages may enter it.
    expected["nodes"][1] = expected["nodes"][1] | {"stages": ["final"], "final_stage": "final"}
    assert back == expected


def test_the_engine_counts_with_it():
    document = table_document(tables.create(DOCUMENT, by=None))
    inputs = {
        "final": {"I.1": {"actual": "50"}, "I.2": {"value": True}, "II": {"points": "1.5"}, "III.1": {"points": "1"}}
    }
    answer = score_table({"table": document, "units": [{"id": "u", "inputs": inputs}]})
    # 5.5 × 50/100 = 2.75; 2.5; 1.5 of the council; the bonus counts at its final stage.
    assert answer["units"][0]["final"]["standard"] == "6.75"
    assert answer["units"][0]["final"]["bonus"] == "1"
    assert answer["violation_codes"] == []


def test_who_may_enter_a_criterion():
    found = admitted_stages(table_document(tables.create(DOCUMENT, by=None)))
    assert found == {
        "I.1": (["self", "final"], "final"),
        "I.2": (["self", "final"], "final"),
        "II": (["final"], "final"),
        "III.1": (["self", "cross", "final"], "final"),
    }


def test_a_document_the_engine_would_not_read_is_refused():
    with pytest.raises(Refused) as refused:
        tables.create({"title": "Bảng thử", "nodes": [{"code": "1", "title": "Không cách tính", "max": "x"}]}, by=None)
    assert {fault.path for fault in refused.value.faults} == {"table.nodes[0].kind", "table.nodes[0].max"}


def test_two_queries_read_a_table(django_assert_num_queries):
    table = tables.create(DOCUMENT, by=None)
    with django_assert_num_queries(2):
        table_document(table)
