"""Proposals that are refused, with the place of each fault; and nothing, however spoiled, ends in a traceback."""

import io
import json

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings

from awards.eligibility import Refused, assess
from tests.spoiling import answered, spoiled

from .proposals import paths, proposal


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"award": "XYZ"}, ["award"]),
        ({"award": None}, ["award"]),
        ({"award": 7}, ["award"]),
        ({"subject_kind": "person"}, ["subject_kind"]),
        ({"subject_kind": None}, ["subject_kind"]),
        ({"type": "THUONG_XUYEN"}, ["type"]),
        ({"limb": "other"}, ["limb"]),
        ({"decider": "CT_UBND"}, ["decider"]),
        ({"filed_on": "2024-02-30", "accepted_on": "2024-01-01"}, ["filed_on"]),
        ({"filed_on": "20241120"}, ["filed_on"]),
        ({"filed_on": "2024-11-20T00:00"}, ["filed_on"]),
        ({"filed_on": 20241120}, ["filed_on"]),
        ({"accepted_on": "2024-11-19"}, ["accepted_on"]),
        ({"decided_on": "2024-11-19"}, ["decided_on"]),
        ({"accepted_on": "2024-11-19", "decided_on": "2024-11-18"}, ["accepted_on", "decided_on"]),
        ({"assess_on": "2024-13-01"}, ["assess_on"]),
        ({"achievement_year": None}, ["achievement_year"]),
        ({"achievement_year": "2024"}, ["achievement_year"]),
        ({"achievement_year": 0}, ["achievement_year"]),
        ({"achievement_year": 10**9}, ["achievement_year"]),
        ({"prefer_newer_law": "yes"}, ["prefer_newer_law"]),
        ({"config": {"rounding": "UP"}}, ["config.rounding"]),
        ({"config": {"cstdcs_ratio": "0,15"}}, ["config.cstdcs_ratio"]),
        ({"config": {"quota_ratio": "1/0"}}, ["config.quota_ratio"]),
        ({"config": []}, ["config"]),
        ({"subject": []}, ["subject"]),
    ],
)
def test_head_of_a_proposal(more, expected):
    assert paths(proposal("LDTT") | more) == expected


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ({"category": "farmer"}, ["subject.category"]),
        ({"ratings": [{"year": 2024, "rating": "A"}]}, ["subject.ratings[0].rating"]),
        ({"ratings": [{"year": 2024}, {"year": 2024, "rating": "HT"}]}, ["subject.ratings[1].year"]),
        ({"ratings": [{"rating": "HT"}]}, ["subject.ratings[0].year"]),
        (
            {
                "ratings": [
                    {"year": 2024, "rating": "HT"},
                    {"year": 2023, "rating": "HT"},
                    {"year": 2024, "rating": "HT"},
                ]
            },
            ["subject.ratings[2].year"],
        ),
        ({"ratings": {"2024": "HT"}}, ["subject.ratings"]),
        ({"ratings": ["HT"]}, ["subject.ratings[0]"]),
        ({"awards": [{"award": "ABC", "year": 2024, "type": "CONG_TRANG"}]}, ["subject.awards[0].award"]),
        ({"awards": [{"award": "GK", "year": 2024, "type": "X"}]}, ["subject.awards[0].type"]),
        ({"awards": [{"award": "GK", "year": 2024}]}, ["subject.awards[0].type"]),
        ({"awards": [{"award": "GK", "type": "CONG_TRANG"}]}, ["subject.awards[0].year"]),
        (
            {"awards": [{"award": "GK", "year": 2024, "type": "CONG_TRANG", "decided_on": "2024-02-30"}]},
            ["subject.awards[0].decided_on"],
        ),
        (
            {"awards": [{"award": "GK", "year": 2024, "type": "CONG_TRANG", "revoked_on": "x"}]},
            ["subject.awards[0].revoked_on"],
        ),
        ({"initiatives": [{"id": "a", "scope": "xa"}]}, ["subject.initiatives[0].scope"]),
        ({"initiatives": [{"id": "a", "certified": "yes"}]}, ["subject.initiatives[0].certified"]),
        ({"initiatives": [{"used_for": [{"kind": "x"}]}]}, ["subject.initiatives[0].used_for[0].kind"]),
        ({"restrictions": [{"from": "2024-05-02", "to": "2024-05-01"}]}, ["subject.restrictions[0].to"]),
        ({"restrictions": [{"from": "2024-05-02", "outcome": "free"}]}, ["subject.restrictions[0].outcome"]),
        ({"discipline": [{"ends_on": "2024-5-1"}]}, ["subject.discipline[0].ends_on"]),
        ({"employment": {"months_worked": -1}}, ["subject.employment.months_worked"]),
        ({"employment": {"months_worked": "6"}}, ["subject.employment.months_worked"]),
        ({"employment": {"maternity_months": 1.5}}, ["subject.employment.maternity_months"]),
        ({"composition": {"members": 10, "ldtt": 11}}, ["subject.composition.ldtt"]),
        ({"composition": {"members": True}}, ["subject.composition.members"]),
        ({"bloc": {"organised_by": "ministry"}}, ["subject.bloc.organised_by"]),
        ({"bloc": {"rank": "1"}}, ["subject.bloc.rank"]),
        ({"movement": {"level": "district"}}, ["subject.movement.level"]),
        ({"movement": {"years": "1,5"}}, ["subject.movement.years"]),
        ({"movement": {"years": "-1"}}, ["subject.movement.years"]),
        ({"movement": {"phase": "x"}}, ["subject.movement.phase"]),
        ({"movement": {"selected": 1}}, ["subject.movement.selected"]),
        ({"flags": {"unity": "true"}}, ["subject.flags.unity"]),
        ({"unit": {"ldtt": -3}}, ["subject.unit.ldtt"]),
        ({"dissolved_on": "2025"}, ["subject.dissolved_on"]),
    ],
)
def test_subject_of_a_proposal(subject, expected):
    assert paths(proposal("LDTT", subject=subject)) == expected


def test_every_fault_is_named_at_once():
    subject = {"ratings": [{"year": 2024, "rating": "?"}], "restrictions": [{"from": "2024-05-02", "to": "2024-05-01"}]}
    document = proposal("LDTT", subject=subject, type="?", achievement_year=None, decided_on="2020-01-01")
    expected = ["achievement_year", "decided_on", "subject.ratings[0].rating", "subject.restrictions[0].to", "type"]
    assert sorted(paths(document)) == expected


def test_a_proposal_without_anything():
    assert sorted(paths({})) == ["achievement_year", "award", "filed_on", "subject_kind"]
    assert paths([]) == [""]
    assert paths(None) == [""]


@pytest.mark.parametrize(
    "more",
    [
        {"accepted_on": "2024-11-20", "decided_on": "2024-11-20"},  # the day of filing itself
        {"subject": None, "config": None, "type": None, "limb": None, "decider": None},  # null is absent
        {"strange": {"key": 1}},
        {"subject": {"ratings": [{"year": 2024, "rating": None}]}},
        {"subject": {"restrictions": [{"from": "2024-05-02", "to": "2024-05-02"}]}},
    ],
)
def test_what_is_not_refused(more):
    assert paths(proposal("LDTT") | more) == []


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(spoiled("assess"))
def test_nothing_ends_in_a_traceback(document):
    answer = answered(assess, Refused, document)
    if "errors" in answer:
        assert answer["errors"]
        assert all(error["message"] for error in answer["errors"])
    else:
        assert answer["verdict"] in ("eligible", "not_eligible", "on_hold", "manual_review")
        json.dumps(answer)


# --- The command ------------------------------------------------------------------------------------------------------
def run(tmp_path, document, *options: str) -> tuple[str, str, int]:
    file, out, err = tmp_path / "proposal.json", io.StringIO(), io.StringIO()
    file.write_text(json.dumps(document), encoding="utf-8")
    try:
        call_command("assess", str(file), *options, stdout=out, stderr=err)
    except SystemExit as end:
        return out.getvalue(), err.getvalue(), end.code
    return out.getvalue(), err.getvalue(), 0


def test_the_command_answers_in_json_and_in_words(tmp_path):
    document = proposal("LDTT", subject={"discipline": [{"kind": "khien_trach"}]})
    out, err, code = run(tmp_path, document, "--json")
    assert (json.loads(out)["verdict"], code) == ("manual_review", 0)
    assert "kỷ luật chưa kết thúc" in err
    out, _, code = run(tmp_path, document)
    assert out.startswith("Cần người có thẩm quyền xem xét.\n")
    assert "khoản 1 Điều 24 Luật Thi đua, khen thưởng số 06/2022/QH15" in out


def test_the_command_refuses(tmp_path):
    out, err, code = run(tmp_path, proposal("XYZ"), "--json")
    assert ([error["path"] for error in json.loads(out)["errors"]], code) == (["award"], 1)
    assert err.startswith("award: ")
