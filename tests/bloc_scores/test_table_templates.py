"""The shipped tables: what the source says, and nothing twice."""

import io
import json

import pytest
from django.core.management import call_command

from campaigns.bloc_scores.enums import TableState
from campaigns.bloc_scores.models import CriteriaTable
from campaigns.bloc_scores.services.templates import load_templates, shipped
from campaigns.bloc_scores.table_document import nodes_in_order, ranking_of, table_document
from campaigns.scoring import score_table

# Figures of the sources: declared total, sum of its criteria, maxima of its parts.
FIGURES = {
    "tiengiang_stnmt_2022": (
        "100",
        "100",
        {"1": "80", "a": "30", "b": "15", "c": "25", "d": "10", "2": "2", "3": "10", "4": "3", "5": "5"},
    ),
    "congan_cluster_2025": ("100", "100", {"I": "40", "II": "40", "III": "20", "I.3": "15", "II.1": "20"}),
    "tphcm_cd_dhsg_2021": (
        "100",
        "100",
        {"I": "20", "II": "15", "III": "15", "IV": "15", "V": "5", "VI": "5", "VII": "5", "VIII": "15"},
    ),
    "tphcm_department_matrix": (None, "100", {}),
    "hungyen_2021_rules": (None, "0", {}),
}
# Drafts and forms that are no official decision.
UNVERIFIED = {"hungyen_2021_rules", "congan_cluster_2025", "tphcm_department_matrix"}


def score(name, stage, entries):
    content = shipped()[name]
    return score_table({"table": content["table"], "units": [{"id": "u", "inputs": {stage: entries}}]})


@pytest.mark.parametrize("name", FIGURES)
def test_the_sums_are_those_of_the_source(name):
    declared, computed, parts = FIGURES[name]
    table = shipped()[name]["table"]
    answer = score_table({"table": table, "units": []})
    assert answer["table"] == {"declared_total": declared, "computed_total": computed}
    assert answer["violations"] == []
    maxima = {node["code"]: node.get("max") for node, _ in nodes_in_order(table["nodes"]) if node.get("children")}
    assert {code: maxima[code] for code in parts} == parts


@pytest.mark.django_db
def test_loaded_once_frozen_with_their_source():
    assert len(load_templates()) == 5
    assert load_templates() == []
    rows = CriteriaTable.objects.all()
    assert {row.shipped_as for row in rows} == set(FIGURES)
    assert {row.shipped_as for row in rows if not row.verified} == UNVERIFIED
    assert all(row.source and row.state == TableState.FROZEN and row.frozen_at for row in rows)


@pytest.mark.django_db
def test_what_is_saved_counts_as_the_file_does():
    load_templates()
    for row in CriteriaTable.objects.all():
        saved = score_table({"table": table_document(row), "ranking": ranking_of(row), "units": []})
        assert saved["table"]["computed_total"] == FIGURES[row.shipped_as][1]


@pytest.mark.django_db
def test_the_command_says_what_it_made():
    out = io.StringIO()
    call_command("load_templates", "--json", stdout=out)
    assert set(json.loads(out.getvalue())["loaded"]) == set(FIGURES)
    out = io.StringIO()
    call_command("load_templates", stdout=out)
    assert out.getvalue().strip() == "0 bảng mẫu mới."


@pytest.mark.parametrize(
    ("entries", "points"),
    [
        # a1: at most 1.5 is taken off, here four cases of 0.5 each.
        ({"a1": {"cases": {"a1.1": 4}}}, {"a1": "1.5"}),
        # a4: one of two bonuses; 3.5 + 2 − 0.5.
        ({"a4": {"cases": {"a4.2.2": 1, "a4.1.2": 1}}}, {"a4": "5"}),
        ({"c1": {"value": "97.5"}}, {"c1": "4"}),
        ({"3.3.2": {"value": "6", "volume": "1500"}}, {"3.3.2": "1.5"}),
        ({"3.3.3": {"value": "6", "volume": "2500"}}, {"3.3.3": "-0.7"}),
        ({"3.3.3": {"value": "0", "volume": "2500"}}, {"3.3.3": "0"}),
    ],
)
def test_rules_of_tien_giang(entries, points):
    answer = score("tiengiang_stnmt_2022", "department", entries)
    found = {row["node"]: row["points"] for row in answer["units"][0]["final"]["criteria"]}
    assert {code: found[code] for code in points} == points


def test_a_missing_explanation_takes_a_unit_out():
    answer = score("tiengiang_stnmt_2022", "department", {"5.2": {"value": True}})
    assert answer["units"][0]["disqualified_by"] == ["5.2"]


def test_a_warned_chief_costs_twenty_and_the_awards():
    answer = score("hungyen_2021_rules", "leaders", {"P3": {"cases": {"P3.2": 1}}, "P2": {"days_late": [7, 12]}})
    assert answer["units"][0]["final"]["penalty"] == "35"
    assert answer["units"][0]["no_award"] is True


def test_police_tables_give_all_to_the_best_only():
    content = shipped()["congan_cluster_2025"]
    units = [
        {"id": n, "inputs": {"final": {"I.1.2": {"actual": a}}}} for n, a in (("a", "100"), ("b", "75"), ("c", "25"))
    ]
    answer = score_table({"table": content["table"], "units": units})
    found = {
        unit["id"]: {c["node"]: c["points"] for c in unit["final"]["criteria"]}["I.1.2"] for unit in answer["units"]
    }
    # Plan 50 reports, five points: the best has all; b is half way to it; c half of what it reached.
    assert found == {"a": "5", "b": "3.75", "c": "1.25"}


def test_counts_of_honours_stop_at_their_limit():
    answer = score(
        "congan_cluster_2025", "final", {"III.2.1": {"cases": {"III.2.1": 12}}, "II.2.1": {"cases": {"II.2.1.t": 9}}}
    )
    found = {c["node"]: c["points"] for c in answer["units"][0]["final"]["criteria"]}
    assert (found["III.2.1"], found["II.2.1"]) == ("5", "-5")
