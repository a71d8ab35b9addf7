"""Rankings: a window of objections, figures beyond points, refusals in words, and a price that does not grow with the bloc."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.bloc_scores.models import Ranking, RankingFact, ScoringRound
from campaigns.bloc_scores.selectors.ranking_page import RankingPage
from campaigns.bloc_scores.services import objections, rankings, scores
from campaigns.bloc_scores.workflows import ROUND
from emulation.base import clock
from emulation.base.workflow import Refused
from tests.factories import acting
from tests.factories.rounds import DOCUMENT, close, fill, heads, make_round, open_next, score_all, walk

FULL = {"I.1": "30", "I.2": "20", "II": "35"}
LATER = dt.date(2023, 12, 10)


@pytest.fixture(autouse=True)
def later():
    with clock.at(clock.moment(LATER)):
        yield


def rank(cast, round_, **data):
    ROUND.perform(round_, "rank", by=acting(cast.leader), **data)
    return ScoringRound.objects.get(pk=round_.pk)


# --- The window ---------------------------------------------------------------------------------------------------------
def test_units_object_to_a_provisional_ranking_until_its_day_and_then_it_is_published(cast):
    round_ = make_round(cast)
    walk(cast, round_, FULL)
    round_ = rank(cast, round_, objections_until=dt.date(2023, 12, 15))
    with pytest.raises(Refused, match="Đang nhận ý kiến về xếp hạng đến hết ngày 15/12/2023"):
        ROUND.perform(round_, "publish", by=acting(cast.dha))
    run = round_.runs.get(stage__code="verified")  # its own window ended on 6 December
    with clock.at(clock.moment(dt.date(2023, 12, 15), 23, 59)):
        made = objections.object_to(run, criterion=None, text="Tính lại hạng.", by=acting(cast.head))
    with clock.at(clock.moment(dt.date(2023, 12, 16))):
        with pytest.raises(Refused, match="hết thời hạn"):
            objections.object_to(run, criterion=None, text="Muộn.", by=acting(cast.head))
        with pytest.raises(Refused, match="Còn 1 ý kiến chưa trả lời"):
            ROUND.perform(round_, "publish", by=acting(cast.dha))
        from campaigns.bloc_scores.workflows import answer_objection

        answer_objection(made, upheld=False, text="Điểm đã đúng hồ sơ.", by=acting(cast.leader))
        ROUND.perform(round_, "publish", by=acting(cast.dha))
    assert list(round_.rankings.order_by("number").values_list("state", flat=True)) == ["provisional", "published"]


def test_the_window_is_asked_for_on_the_page_and_units_are_told(cast, as_, django_capture_on_commit_callbacks):
    round_ = make_round(cast)
    walk(cast, round_, FULL)
    there = reverse("bloc_scores:round", args=[round_.pk])
    client = as_(cast.leader)
    assert "Nhận ý kiến về xếp hạng đến hết ngày" in client.get(f"{there}?chuyen=rank").content.decode()
    wrong = client.post(there, {"move": "rank", "objections_until": "1/12/2023"}, follow=True).content.decode()
    assert "Ngày cuối nhận ý kiến đã qua" in wrong
    with django_capture_on_commit_callbacks(execute=True):
        client.post(there, {"move": "rank", "objections_until": "15/12/2023"})
    page = as_(cast.owner).get(there).content.decode()
    assert 'datetime="2023-12-15"' in page
    assert "để đơn vị gửi ý kiến" in page
    shown = as_(cast.owner).get(reverse("bloc_scores:round_ranking", args=[round_.pk])).content.decode()
    assert "Xem điểm và gửi ý kiến của đơn vị bạn" in shown
    assert "Xếp hạng tạm thời: Chấm điểm năm 2023" in as_(cast.owner).get("/thong-bao/").content.decode()


# --- Figures beyond points ----------------------------------------------------------------------------------------------
RULES = {
    "tie_breaks": [{"kind": "fact", "fact": "sang_kien"}],
    "conditions": [{"code": "DON_THU", "kind": "fact_false", "fact": "co_don_thu"}],
}


def with_facts(cast):
    round_ = make_round(cast, ranking=RULES)
    walk(cast, round_, FULL)
    return round_


def test_equals_are_parted_and_a_condition_keeps_a_unit_out(cast, as_):
    round_ = with_facts(cast)
    u = {name: cast.units[name].pk for name in ("Sở Công Thương", "Sở Tài chính", "Sở Xây dựng", "Sở Y tế")}
    figures = {"Sở Công Thương": "2", "Sở Tài chính": "5", "Sở Xây dựng": "1,5", "Sở Y tế": "9"}
    form = {f"u{u[name]}-sang_kien": value for name, value in figures.items()}
    form |= {f"u{pk}-co_don_thu": "false" for pk in u.values()} | {f"u{u['Sở Y tế']}-co_don_thu": "true"}
    there = reverse("bloc_scores:round_facts", args=[round_.pk])
    assert as_(cast.owner).get(there).status_code == 403
    client = as_(cast.leader)
    client.post(there, form)
    assert RankingFact.objects.get(unit=u["Sở Xây dựng"], code="sang_kien").value == "1.5"
    round_ = rank(cast, round_)
    rows = [
        (row["unit"], row["rank"], row["decided_by"], row["not_ranked"])
        for row in round_.rankings.get().result["ranking"]
    ]
    assert rows == [
        (str(u["Sở Tài chính"]), 1, "TIE_BREAK_1", []),
        (str(u["Sở Công Thương"]), 2, "TIE_BREAK_1", []),
        (str(u["Sở Xây dựng"]), 3, "TIE_BREAK_1", []),
        (str(u["Sở Y tế"]), None, None, ["DON_THU"]),
    ]
    shown = client.get(reverse("bloc_scores:round_ranking", args=[round_.pk])).content.decode()
    assert "không đạt điều kiện DON_THU" in shown


def test_a_changed_figure_makes_a_new_version_that_says_so(cast):
    round_ = with_facts(cast)
    unit, other = cast.units["Sở Y tế"].pk, cast.units["Sở Tài chính"].pk
    clear = {pk: {"co_don_thu": "false", "sang_kien": "0"} for pk in (cast.units[n].pk for n in heads(cast))}
    rankings.set_facts(round_, clear | {other: {"sang_kien": "1", "co_don_thu": "false"}}, by=acting(cast.leader))
    round_ = rank(cast, round_)
    rankings.set_facts(round_, {unit: {"sang_kien": "2"}}, by=acting(cast.leader))
    made = rankings.recompute(round_, by=acting(cast.leader))
    changed = {row["name"]: row["rank"] for row in made.changes}
    assert changed["Sở Y tế"] == [2, 1]
    assert changed["Sở Tài chính"] == [1, 2]


def test_figures_are_written_at_once(cast, django_assert_num_queries):
    round_ = with_facts(cast)
    by, units = acting(cast.leader), [cast.units[name].pk for name in heads(cast)]
    values = {pk: {"sang_kien": "2", "co_don_thu": "false"} for pk in units}
    rankings.set_facts(round_, values, by=by)
    changed = {pk: {"sang_kien": "3", "co_don_thu": ""} for pk in units}
    # The same for two units and for forty.
    with django_assert_num_queries(9):
        assert rankings.set_facts(round_, changed, by=by) == 8
    assert set(RankingFact.objects.values_list("code", "value")) == {("sang_kien", "3")}


def test_the_same_figures_again_change_nothing(cast):
    round_ = with_facts(cast)
    values = {cast.units["Sở Y tế"].pk: {"sang_kien": "2"}}
    assert [rankings.set_facts(round_, values, by=acting(cast.leader)) for _ in range(2)] == [1, 0]
    assert rankings.set_facts(round_, {cast.units["Sở Y tế"].pk: {"sang_kien": ""}}, by=acting(cast.leader)) == 1
    assert RankingFact.objects.count() == 0


def test_figures_a_colleague_saved_meanwhile_are_not_overwritten(cast, as_):
    round_ = with_facts(cast)
    unit, there = cast.units["Sở Y tế"].pk, reverse("bloc_scores:round_facts", args=[round_.pk])
    opened = ScoringRound.objects.get(pk=round_.pk).version
    rankings.set_facts(round_, {unit: {"sang_kien": "7"}}, by=acting(cast.dha))
    answer = as_(cast.leader).post(there, {f"u{unit}-sang_kien": "3", "version": opened})
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert ('value="3"' in shown, RankingFact.objects.get().value) == (True, "7")


def test_a_fact_the_engine_cannot_read_is_said_and_no_page_breaks(cast, as_):
    round_ = with_facts(cast)
    RankingFact.objects.create(round=round_, unit=cast.units["Sở Y tế"], code="sang_kien", value="nhiều")
    with pytest.raises(Refused, match="Chưa xếp hạng được"):
        rank(cast, round_)
    there = reverse("bloc_scores:round", args=[round_.pk])
    answer = as_(cast.leader).post(there, {"move": "rank"}, follow=True)
    assert answer.status_code == 200
    assert "Chưa xếp hạng được" in answer.content.decode()
    assert Ranking.objects.count() == 0


def test_a_unit_without_its_own_report_of_points_is_not_ranked(cast, as_):
    asked = {"code": "nộp phiếu tự chấm", "kind": "fact_true", "fact": "nộp phiếu tự chấm"}
    round_ = make_round(cast, ranking={"conditions": [asked]})
    run = open_next(cast, round_, day=dt.date(2023, 12, 1), due_on=dt.date(2023, 12, 5))
    for name, by in heads(cast).items():
        fill(run, by=by, points=FULL)
        if name != "Sở Y tế":
            scores.hand_in(run, by=by)
    close(cast, round_, day=dt.date(2023, 12, 6))
    for _ in range(2):
        score_all(cast, open_next(cast, round_), FULL)
        close(cast, round_)
    assert as_(cast.leader).get(reverse("bloc_scores:round_facts", args=[round_.pk])).status_code == 302
    with clock.at(clock.moment(dt.date(2023, 12, 30))):
        ROUND.perform(round_, "rank", by=acting(cast.leader))
    page = RankingPage(round_.rankings.get())
    assert [(row.rank, row.name, row.note) for row in page.rows][2:] == [
        (1, "Sở Xây dựng", "Đồng hạng với Sở Công Thương, Sở Tài chính."),
        (None, "Sở Y tế", "Không xếp hạng: không nộp phiếu tự chấm."),
    ]


def test_a_unit_that_is_no_longer_ranked_is_said_with_the_reason(cast):
    round_ = with_facts(cast)
    pk = cast.units["Sở Y tế"].pk
    clear = {cast.units[name].pk: {"co_don_thu": "false", "sang_kien": "1"} for name in heads(cast)}
    rankings.set_facts(round_, clear, by=acting(cast.dha))
    round_ = rank(cast, round_)
    rankings.set_facts(round_, {pk: {"co_don_thu": "true"}}, by=acting(cast.dha))
    made = rankings.recompute(round_, by=acting(cast.dha))
    said = "Sở Y tế: tổng điểm 85 → 85, hạng 1 → không xếp (không đạt điều kiện DON_THU)."
    assert RankingPage(made).changes == [said]
    # Versions of before, which did not keep the reason, are read as they are.
    made.changes = [{k: v for k, v in row.items() if k != "not_ranked"} for row in made.changes]
    assert RankingPage(made).changes == ["Sở Y tế: tổng điểm 85 → 85, hạng 1 → không xếp."]


# --- Relative scoring ---------------------------------------------------------------------------------------------------
def test_one_unit_scored_again_scores_the_whole_bloc_again(cast):
    # Points relative to the best of the bloc: 10 × own / best.
    nodes = [{"code": "A", "title": "Thu ngân sách", "max": "10", "kind": "relative"}]
    stages = [{"code": "self", "label": "Tự chấm", "scorer": "self"}]
    round_ = make_round(cast, document=DOCUMENT | {"nodes": nodes, "stages": stages, "declared_total": "10"})
    run = open_next(cast, round_)
    people = heads(cast)
    actual = {"Sở Công Thương": "50", "Sở Tài chính": "100", "Sở Xây dựng": "25", "Sở Y tế": "10"}
    for name, value in actual.items():
        enter(run, people[name], value)
        scores.hand_in(run, by=people[name])
    close(cast, round_)
    round_ = rank(cast, round_)
    assert totals(round_) == {"Sở Tài chính": "10", "Sở Công Thương": "5", "Sở Xây dựng": "2.5", "Sở Y tế": "1"}
    unit = cast.units["Sở Y tế"]
    ROUND.perform(round_, "reopen", by=acting(cast.leader), note="Ghi thiếu", run=run, unit_ids=[unit.pk])
    again = round_.runs.get(closed_at=None)
    enter(again, people["Sở Y tế"], "200")
    scores.hand_in(again, by=people["Sở Y tế"])
    close(cast, round_)
    round_ = rank(cast, ScoringRound.objects.get(pk=round_.pk))
    assert totals(round_) == {"Sở Y tế": "10", "Sở Tài chính": "5", "Sở Công Thương": "2.5", "Sở Xây dựng": "1.25"}
    assert {row["name"] for row in round_.rankings.first().changes} == set(actual)


def enter(run, by, value: str) -> None:
    criterion = run.round.table.criteria.get()
    sheet = run.sheets.get(scorer_unit=by.acting.unit)
    scores.save(run, [scores.Cell(sheet.pk, criterion.pk, {"actual": value}, "Theo quyết toán.")], by=by)


def totals(round_) -> dict:
    result = round_.rankings.first().result
    names = {unit["id"]: unit["name"] for unit in result["units"]}
    return {names[row["unit"]]: row["total"] for row in result["ranking"]}


# --- What it costs ------------------------------------------------------------------------------------------------------
def queries_of_ranking(round_) -> int:
    with CaptureQueriesContext(connection) as captured:
        rankings.compute(ScoringRound.objects.select_related("table", "bloc").get(pk=round_.pk), by=None)
    return len(captured)


def test_a_ranking_costs_the_same_for_few_and_many_scores(cast):
    round_ = make_round(cast)
    run = open_next(cast, round_)
    fill(run, by=acting(cast.head), points=FULL)
    scores.hand_in(run, by=acting(cast.head))
    few = queries_of_ranking(round_)
    for name, by in heads(cast).items():
        if name != "Sở Y tế":
            fill(run, by=by, points=FULL)
            scores.hand_in(run, by=by)
    close(cast, round_)
    score_all(cast, open_next(cast, round_), FULL)
    assert queries_of_ranking(round_) == few == 8


def test_the_bloc_shows_its_round_and_first_places(cast, as_):
    round_ = make_round(cast)
    walk(cast, round_, FULL)
    round_ = rank(cast, round_)
    page = reverse("organisations:bloc", args=[cast.bloc.pk])
    assert "Hạng 1:" not in as_(cast.owner).get(page).content.decode()  # provisional
    ROUND.perform(round_, "publish", by=acting(cast.dha))
    shown = as_(cast.owner).get(page).content.decode()
    assert "Chấm điểm năm 2023" in shown
    assert "Hạng 1: Sở Công Thương; Hạng 1: Sở Tài chính" in shown
