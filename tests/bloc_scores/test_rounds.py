"""Rounds of scoring through their services: stages, sheets, objections, rankings."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from campaigns.bloc_scores.models import Score
from campaigns.bloc_scores.selectors import documents, sheets
from campaigns.bloc_scores.services import events, objections, rankings, rounds, scores, tables
from campaigns.bloc_scores.workflows import ROUND, answer_objection
from emulation.base import clock
from emulation.base.workflow import AlreadyDone, Refused
from tests.factories import acting
from tests.factories.rounds import DAY, DOCUMENT, close, fill, heads, make_round, open_next, score_all, walk

FULL = {"I.1": "30", "I.2": "20", "II": "35"}


@pytest.fixture
def round_(cast):
    return make_round(cast)


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.at(clock.moment(DAY)):
        yield


def test_a_round_needs_a_frozen_table(cast):
    table = tables.create(DOCUMENT, by=acting(cast.dha), bloc=cast.bloc, year=2023)
    with pytest.raises(Refused, match="đã chốt"):
        rounds.create(table, name="Kỳ", by=acting(cast.dha))


def test_a_stage_waits_for_every_sheet_until_its_deadline(cast, round_):
    open_next(cast, round_, due_on=dt.date(2023, 12, 5))
    with pytest.raises(Refused, match="Còn 4 phiếu chưa nộp"):
        close(cast, round_)
    close(cast, round_, day=dt.date(2023, 12, 6))
    assert round_.runs.get().closed_at


def test_b04_the_same_entry_twice_is_one_row(cast, round_):
    run = open_next(cast, round_)
    head = acting(cast.head)
    assert fill(run, by=head, points={"II": "35"}) == 1
    assert fill(run, by=head, points={"II": "35"}) == 0
    assert fill(run, by=head, points={"II": "36"}) == 1
    assert [str(s.points) for s in Score.objects.order_by("pk")] == ["35.0000", "36.0000"]


def test_a_stranger_and_a_neighbour_write_nothing(cast, round_):
    run = open_next(cast, round_)
    sheet = run.sheets.get(unit=cast.units["Sở Y tế"])
    criterion = round_.table.criteria.get(code="II")
    for person in (cast.neighbour, cast.stranger, cast.dha, cast.auditor):
        with pytest.raises(PermissionDenied):
            scores.save(run, [scores.Cell(sheet.pk, criterion.pk, {"points": "1"})], by=acting(person))
    assert Score.objects.count() == 0


def test_a_part_is_not_scored_and_a_handed_in_sheet_is_not_changed(cast, round_):
    run = open_next(cast, round_)
    head = acting(cast.head)
    with pytest.raises(PermissionDenied):
        fill(run, by=head, points={"I": "60"})
    fill(run, by=head, points=FULL)
    scores.hand_in(run, by=head)
    with pytest.raises(Refused, match="đã nộp"):
        fill(run, by=head, points={"II": "1"})
    with pytest.raises(AlreadyDone):
        scores.hand_in(run, by=head)


def test_only_the_head_hands_in_and_nothing_may_be_missing(cast, round_):
    run = open_next(cast, round_)
    fill(run, by=acting(cast.owner), points={"I.1": "30", "I.2": "0"})
    with pytest.raises(PermissionDenied):
        scores.hand_in(run, by=acting(cast.owner))
    with pytest.raises(Refused) as refused:
        scores.hand_in(run, by=acting(cast.head))
    assert refused.value.reasons == ["Sở Y tế, tiêu chí II: chưa chấm."]  # I.2 with zero is scored (B16)


def test_b16_a_total_of_zero_is_handed_in_and_ranked(cast, round_):
    walk(cast, round_, {"I.1": "0", "I.2": "0", "II": "0"})
    with clock.at(clock.moment(dt.date(2023, 12, 10))):
        ROUND.perform(round_, "rank", by=acting(cast.leader))
    assert [(r["rank"], r["total"]) for r in round_.rankings.get().result["ranking"]] == [(1, "0")] * 4


def test_a_difference_needs_a_reason(cast, round_):
    score_all(cast, open_next(cast, round_), FULL)
    close(cast, round_)
    run = open_next(cast, round_)
    head = acting(cast.head)
    fill(run, by=head, points=FULL | {"II": "34"}, reason="")
    with pytest.raises(Refused) as refused:
        scores.hand_in(run, by=head)
    assert refused.value.reasons == [
        "Sở Công Thương, tiêu chí II: điểm khác bước trước. Hãy ghi lý do.",
        "Sở Tài chính, tiêu chí II: điểm khác bước trước. Hãy ghi lý do.",
        "Sở Xây dựng, tiêu chí II: điểm khác bước trước. Hãy ghi lý do.",
    ]
    fill(run, by=head, points={"II": "34"}, reason="Thiếu một báo cáo.")
    assert scores.hand_in(run, by=head) == 3


def test_others_stay_hidden_until_ones_own_is_in(cast, round_):
    run = open_next(cast, round_)
    fill(run, by=acting(cast.head), points=FULL)
    scores.hand_in(run, by=acting(cast.head))
    leader = heads(cast)["Sở Tài chính"]

    def seen(person):
        return sorted(s.unit.label for s in sheets.visible_sheets(documents.read_round(round_), person))

    assert seen(leader) == ["Sở Tài chính"]
    fill(run, by=leader, points=FULL)
    scores.hand_in(run, by=leader)
    assert seen(leader) == ["Sở Tài chính", "Sở Y tế"]
    assert seen(acting(cast.neighbour)) == ["Sở Công Thương"]  # B18: own scores, nothing else


def test_b10_b19_another_scorer_changes_nothing_until_the_sheet_is_in(cast, round_):
    score_all(cast, open_next(cast, round_), FULL)
    close(cast, round_)
    run = open_next(cast, round_)
    people = heads(cast)
    for name, value in (("Sở Tài chính", "30"), ("Sở Xây dựng", "20")):
        fill(run, by=people[name], points=FULL | {"II": value})
        scores.hand_in(run, by=people[name])

    def cross():
        _, result = documents.answer(documents.read_round(round_))
        unit = next(u for u in result["units"] if u["name"] == "Sở Y tế")
        return next(c["points"] for c in unit["stages"]["cross"]["criteria"] if c["node"] == "II")

    assert cross() == "25"  # the third scorer did not score: neither 0 nor half
    assert rounds.add_scorer(run, cast.units["Sở Nội vụ"], by=acting(cast.dha), reason="Theo đề nghị của khối.") == 4
    assert cross() == "25"
    fill(run, by=people["Sở Công Thương"], points=FULL | {"II": "40"})
    assert cross() == "25"
    scores.hand_in(run, by=people["Sở Công Thương"])
    assert cross() == "30"


def test_an_objection_changes_a_score_and_leaves_its_trail(cast, round_):
    walk(cast, round_, FULL)
    old = round_.runs.get(stage__code="verified")
    criterion = round_.table.criteria.get(code="II")
    made = objections.object_to(old, criterion=criterion, text="Đã nộp đủ báo cáo.", by=acting(cast.head))
    assert objections.object_to(old, criterion=criterion, text="Đã nộp đủ báo cáo.", by=acting(cast.head)) == made
    with clock.at(clock.moment(dt.date(2023, 12, 7))):
        with pytest.raises(Refused, match="Còn 1 ý kiến"):
            ROUND.perform(round_, "rank", by=acting(cast.leader))
        with pytest.raises(PermissionDenied):
            answer_objection(made, upheld=True, text="Đúng.", by=acting(cast.head))
        answered = answer_objection(made, upheld=True, text="Báo cáo gửi đúng hạn.", by=acting(cast.leader))
        run = answered.new_run
        assert (run.number, run.stage_id, run.sheets.count()) == (2, old.stage_id, 1)
        leader = heads(cast)["Sở Tài chính"]
        fill(run, by=leader, points={"II": "40"}, reason="Chấp nhận ý kiến.")
        scores.hand_in(run, by=leader)
        ROUND.perform(round_, "close_stage", by=acting(cast.leader))
    with clock.at(clock.moment(dt.date(2023, 12, 20))):
        ROUND.perform(round_, "rank", by=acting(cast.leader))
    rows = round_.rankings.get().result["ranking"]
    assert [(r["total"], r["rank"]) for r in rows] == [("90", 1), ("85", 2), ("85", 2), ("85", 2)]
    kept = Score.objects.filter(sheet__run=old, sheet__unit=cast.units["Sở Y tế"], criterion=criterion)
    assert [str(s.points) for s in kept] == ["35.0000"]


def test_a_stage_scored_again_for_one_unit_leaves_the_others_their_say(cast, round_, as_):
    walk(cast, round_, FULL)
    old = round_.runs.get(stage__code="verified")  # units may object until 6 December
    made = objections.object_to(old, criterion=None, text="Xem lại.", by=acting(cast.head))
    with clock.at(clock.moment(dt.date(2023, 12, 4))):
        again = answer_objection(made, upheld=True, text="Đúng.", by=acting(cast.leader)).new_run
        scores.hand_in(again, by=heads(cast)["Sở Tài chính"])
    close(cast, round_, day=dt.date(2023, 12, 4))  # the unit itself may object to the new points until 9 December
    neighbour = as_(cast.neighbour)
    page = reverse("bloc_scores:round_unit", args=[round_.pk, cast.units["Sở Công Thương"].pk])

    def say(text, **data):
        return neighbour.post(page, {"criterion": "II", "note": text} | data).status_code

    with clock.at(clock.moment(dt.date(2023, 12, 5))):
        shown = neighbour.get(page).content.decode()
        assert ("Đề nghị xem lại điểm" in shown, "Thống nhất với kết quả" in shown) == (True, True)
        assert [say("Trong hạn.", do="object"), say("", do="respond", agrees="co")] == [302, 302]
    with clock.at(clock.moment(dt.date(2023, 12, 7))):
        assert "Đề nghị xem lại điểm" not in neighbour.get(page).content.decode()
        say("Quá hạn.", do="object")
    assert list(old.objections.exclude(pk=made.pk).values_list("text", flat=True)) == ["Trong hạn."]
    assert old.responses.get().unit == cast.units["Sở Công Thương"]
    answer_objection(old.objections.get(text="Trong hạn."), upheld=False, text="Đúng hồ sơ.", by=acting(cast.leader))
    with clock.at(clock.moment(dt.date(2023, 12, 9))), pytest.raises(Refused, match="đến hết ngày 09/12/2023"):
        ROUND.perform(round_, "rank", by=acting(cast.leader))
    with clock.at(clock.moment(dt.date(2023, 12, 10))):
        ROUND.perform(round_, "rank", by=acting(cast.leader), objections_until=dt.date(2023, 12, 12))
        assert say("Về thứ hạng.", do="object") == 302
    assert old.objections.filter(text="Về thứ hạng.").exists()


def test_the_longest_window_holds_the_ranking_back(cast, round_):
    walk(cast, round_, FULL)  # the window of all ends on 6 December
    old = round_.runs.get(stage__code="verified")
    type(old).objects.filter(pk=old.pk).update(objections_until=dt.date(2023, 12, 20))
    made = objections.object_to(old, criterion=None, text="Xem lại.", by=acting(cast.head))
    again = answer_objection(made, upheld=True, text="Đúng.", by=acting(cast.leader)).new_run
    scores.hand_in(again, by=heads(cast)["Sở Tài chính"])
    close(cast, round_)  # of the one unit: until 6 December
    with clock.at(clock.moment(dt.date(2023, 12, 15))), pytest.raises(Refused, match="đến hết ngày 20/12/2023"):
        ROUND.perform(round_, "rank", by=acting(cast.leader))


def test_an_objection_comes_within_the_window_only(cast, round_):
    walk(cast, round_, FULL)
    run = round_.runs.get(stage__code="verified")
    assert run.objections_until == dt.date(2023, 12, 6)
    with clock.at(clock.moment(dt.date(2023, 12, 6), 23, 59)):
        assert objections.object_to(run, criterion=None, text="Xem lại.", by=acting(cast.head)).pk
    with clock.at(clock.moment(dt.date(2023, 12, 7))), pytest.raises(Refused, match="hết thời hạn"):
        objections.object_to(run, criterion=None, text="Muộn.", by=acting(cast.head))


def test_b17_a_response_is_no_sheet(cast, round_):
    walk(cast, round_, FULL)
    run = round_.runs.get(stage__code="verified")
    before = documents.answer(documents.read_round(round_))
    objections.respond(run, agrees=True, note="", by=acting(cast.head))
    assert documents.answer(documents.read_round(round_)) == before
    with pytest.raises(AlreadyDone):
        objections.respond(run, agrees=False, note="Khác", by=acting(cast.head))


def test_a_unit_says_nothing_more_once_the_ranking_is_published(cast, round_, as_):
    walk(cast, round_, FULL)
    run = round_.runs.get(stage__code="verified")
    here = reverse("bloc_scores:round_unit", args=[round_.pk, cast.units["Sở Y tế"].pk])
    assert "Thống nhất với kết quả" in as_(cast.head).get(here).content.decode()
    type(round_).objects.filter(pk=round_.pk).update(state="published")
    assert "Thống nhất với kết quả" not in as_(cast.head).get(here).content.decode()
    run.refresh_from_db()
    with pytest.raises(Refused, match="đã công bố"):
        objections.respond(type(run).objects.get(pk=run.pk), agrees=True, note="", by=acting(cast.head))


def test_a_published_ranking_stays_and_a_new_version_says_what_changed(cast, round_):
    walk(cast, round_, FULL)
    with clock.at(clock.moment(dt.date(2023, 12, 10))):
        dha = acting(cast.dha)
        ROUND.perform(round_, "rank", by=acting(cast.leader))
        ROUND.perform(round_, "publish", by=dha)
        with pytest.raises(Refused, match="giữ nguyên"):
            rankings.recompute(round_, by=dha)
        run = round_.runs.get(stage__code="verified")
        ROUND.perform(round_, "reopen", by=dha, note="Sai số liệu.", run=run, unit_ids=[cast.units["Sở Y tế"].pk])
        leader = heads(cast)["Sở Tài chính"]
        again = round_.runs.get(closed_at=None)
        fill(again, by=leader, points={"II": "30"}, reason="Đính chính.")
        scores.hand_in(again, by=leader)
        close(cast, round_, day=dt.date(2023, 12, 10))
    with clock.at(clock.moment(dt.date(2023, 12, 20))):
        ROUND.perform(round_, "rank", by=acting(cast.leader))
    versions = list(round_.rankings.order_by("number"))
    assert [(v.number, v.state) for v in versions] == [(1, "provisional"), (2, "published"), (3, "provisional")]
    assert versions[1].result["ranking"][0]["total"] == "85"
    assert versions[2].changes == [
        {
            "unit": str(cast.units["Sở Y tế"].pk),
            "name": "Sở Y tế",
            "total": ["85", "80"],
            "rank": [1, 4],
            "not_ranked": [[], []],
        }
    ]


def test_b12_b93_an_emptied_cell_counts_at_once_and_the_unit_is_not_ranked(cast, round_):
    walk(cast, round_, FULL)
    run = round_.runs.get(stage__code="verified")
    sheet = run.sheets.get(unit=cast.units["Sở Y tế"])
    criterion = round_.table.criteria.get(code="II")
    Score.objects.create(sheet=sheet, criterion=criterion, entry=None, by_name="Hệ thống")
    _, result = documents.answer(documents.read_round(round_))
    last = result["ranking"][-1]
    assert (last["unit"], last["rank"], last["not_ranked"]) == (str(sheet.unit_id), None, ["INCOMPLETE"])


def test_an_event_is_recorded_once_and_feeds_its_rule(cast):
    document = DOCUMENT | {
        "nodes": [
            *DOCUMENT["nodes"],
            {
                "code": "III",
                "title": "Điểm trừ",
                "role": "penalty",
                "kind": "cases",
                "rules": [
                    {"code": "tra", "type": "penalty", "points": "5", "per_case": True, "event": "returned_file"}
                ],
            },
        ]
    }
    unit = cast.units["Sở Y tế"]
    for own, key in ((True, "return:1"), (True, "return:1"), (False, "return:2"), (True, "return:3")):
        events.record(
            cast.bloc,
            unit,
            kind="returned_file",
            happened_on=DAY,
            text="Hồ sơ trả lại",
            by=acting(cast.dha),
            own_fault=own,
            key=key,
        )
    round_ = make_round(cast, document=document)
    run = open_next(cast, round_)
    [score] = Score.objects.filter(sheet__run=run)
    assert (score.sheet.unit_id, score.entry, score.by_name) == (unit.pk, {"cases": {"tra": 2}}, "Hệ thống")
