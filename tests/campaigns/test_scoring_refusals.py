"""What is refused, and where; malformed documents end in sentences, never in a traceback."""

import json

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings

from campaigns.scoring import Refused, score_table
from tests.spoiling import answered, spoiled

from .scoring_documents import document, leaf, refusal_paths


def table(nodes: list[dict], **more) -> dict:
    return {"table": {"nodes": nodes, **more}}


MANY = [{"code": "self"}, {"code": "cross", "scorers": "many"}]


@pytest.mark.parametrize(
    ("given", "paths"),
    [
        ([], [""]),
        ({}, ["table"]),
        ({"table": "x"}, ["table"]),
        (table([]), ["table.nodes"]),
        (table([{"max": "1", "kind": "free"}]), ["table.nodes[0].code"]),
        (table([leaf("a"), {"code": "I", "max": "1", "children": [leaf("a")]}]), ["table.nodes[1].children[0].code"]),
        (table([leaf("a", maximum=None)]), ["table.nodes[0].max"]),
        (table([leaf("a", maximum="-1")]), ["table.nodes[0].max"]),
        (table([leaf("a", maximum=7.5)]), ["table.nodes[0].max"]),
        (table([leaf("a", maximum=True)]), ["table.nodes[0].max"]),
        (table([leaf("a", maximum="1e3")]), ["table.nodes[0].max"]),
        (table([leaf("a", maximum="٣")]), ["table.nodes[0].max"]),
        (table([leaf("a", maximum=None, role="bonus")]), []),
        (table([leaf("a", "boolean", None, role="bonus")]), ["table.nodes[0].max"]),
        (table([{"code": "a", "max": "1"}]), ["table.nodes[0].kind"]),
        (table([leaf("a")], bonus_mode="under"), ["table.bonus_mode"]),
        (table([leaf("a")], rounding={"mode": "NEAR"}), ["table.rounding.mode"]),
        (table([leaf("a")], entry_step="0"), ["table.entry_step"]),
        (table([leaf("a")], final_stage="end"), ["table.final_stage"]),
        (table([leaf("a", stages=["end"])]), ["table.nodes[0].stages"]),
        (table([leaf("a", final_stage="end")]), ["table.nodes[0].final_stage"]),
        (table([leaf("a", stages=["self"])], stages=MANY), ["table.nodes[0].final_stage"]),
        (table([leaf("a", "relative", stages=["self", "cross"])], stages=MANY), ["table.nodes[0].stages"]),
        (table([leaf("a", "relative", stages=["self"], final_stage="self")], stages=MANY), []),
        (table([leaf("a")], declared_total="100,0"), ["table.declared_total"]),
        (table([leaf("a")]) | {"units": [{"id": "u"}, {"id": "u"}]}, ["units[1].id"]),
        (table([leaf("a")]) | {"units": [{"id": "u", "inputs": {"late": {}}}]}, ["units[0].inputs.late"]),
        (document([leaf("a")], {"u": {"a": {"points": "7,5"}}}), ["units[0].inputs.verified.a.points"]),
        (document([leaf("a")], {"u": {"a": "7"}}), ["units[0].inputs.verified.a"]),
        (document([leaf("a", "boolean")], {"u": {"a": {"value": "có"}}}), ["units[0].inputs.verified.a.value"]),
        (
            document([leaf("a")], {}, ranking={"tie_breaks": [{"kind": "node", "node": "z"}]}),
            ["ranking.tie_breaks[0].node"],
        ),
        (document([leaf("a")], {"u": None}), []),
    ],
)
def test_where_an_input_is_refused(given, paths):
    assert refusal_paths(given) == paths


def test_every_fault_is_found_at_once():
    nodes = [leaf("a", "magic"), leaf("a", maximum="7,5")]
    given = table(nodes, bonus_mode="under") | {"units": [{"id": "u", "inputs": {"x": {}}}, {"id": "u"}]}
    assert set(refusal_paths(given)) == {
        "table.bonus_mode",
        "table.nodes[0].kind",
        "table.nodes[1].code",
        "table.nodes[1].max",
        "units[0].inputs.x",
        "units[1].id",
    }


def test_one_scorer_one_sheet():
    sheet = {"scorer": "p", "values": {"a": {"points": "1"}}}
    given = table([leaf("a")], stages=MANY) | {"units": [{"id": "u", "inputs": {"cross": [sheet, sheet]}}]}
    assert refusal_paths(given) == ["units[0].inputs.cross[1].scorer"]


def test_a_table_too_deep_is_refused():
    node = leaf("end")
    for depth in range(80):
        node = {"code": f"p{depth}", "max": "10", "children": [node]}
    assert len(refusal_paths(table([node]))) == 1


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(spoiled("score_table"))
def test_any_value_anywhere_is_answered_or_refused(document):
    found = answered(score_table, Refused, document)
    json.dumps(found)
    assert "ranking" in found or all(error["message"] for error in found["errors"])


# --- The command ------------------------------------------------------------------------------------------------------
def run(tmp_path, capsys, content: bytes, *options: str) -> tuple[int, str, str]:
    file = tmp_path / "in.json"
    file.write_bytes(content)
    code = 0
    try:
        call_command("score_table", str(file), *options)
    except SystemExit as end:
        code = end.code
    written = capsys.readouterr()
    return code, written.out, written.err


def test_command_answers_in_json_and_speaks_on_stderr(tmp_path, capsys):
    given = document([leaf("a")], {"u": {"a": {"points": "12"}}})
    code, out, err = run(tmp_path, capsys, json.dumps(given).encode(), "--json")
    assert code == 0
    assert json.loads(out)["units"][0]["final"]["total"] == "12"
    assert "vượt mức tối đa 10" in err


def test_command_writes_places_for_people(tmp_path, capsys):
    given = document([leaf("a")], {"u": {"a": {"points": "7.5"}}, "v": {}})
    code, out, _ = run(tmp_path, capsys, json.dumps(given).encode())
    assert code == 0
    assert out.splitlines() == ["u: 7,5 điểm, hạng 1", "v: 0 điểm, không xếp hạng; INCOMPLETE"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"table": NaN}',
        b'{"table": "\\ud800"}',
        b"9" * 5000,
        b'{"table": {}, "table": {}}',
        b"null",
    ],
)
def test_command_refuses_what_is_no_document(tmp_path, capsys, content):
    code, out, err = run(tmp_path, capsys, content, "--json")
    assert code == 1
    assert json.loads(out)["errors"][0]["message"]
    assert err


def test_command_refuses_a_file_that_is_not_there(tmp_path, capsys):
    with pytest.raises(SystemExit) as end:
        call_command("score_table", str(tmp_path / "none.json"), "--json")
    assert end.value.code == 1
    assert "Không mở được tệp" in json.loads(capsys.readouterr().out)["errors"][0]["message"]
