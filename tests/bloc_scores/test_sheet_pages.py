"""Pages of rounds and score sheets, as people use them: without JavaScript, with it, twice, on others' sheets."""

import datetime as dt
import io

import openpyxl
import pytest
from django.urls import reverse

from campaigns.bloc_scores.models import Objection, Score
from campaigns.bloc_scores.selectors import documents
from campaigns.bloc_scores.services import objections, rounds, scores
from campaigns.bloc_scores.workflows import ROUND
from emulation.base import audit, clock
from tests.factories import acting
from tests.factories.rounds import DAY, close, fill, heads, make_round, open_next, score_all, walk

FULL = {"I.1": "30", "I.2": "20", "II": "35"}


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.at(clock.moment(DAY)):
        yield


@pytest.fixture
def round_(cast):
    return make_round(cast)


def typed(run, person, **points):
    """The form of a person's sheets: points by code (I_2 for I.2), actual and plan as {code}__actual."""
    criteria = {c.code: c.pk for c in run.round.table.criteria.all()}
    form = {"cell": []}
    for sheet in run.sheets.filter(scorer_unit=acting(person).acting.unit):
        for name, text in points.items():
            code, _, part = name.partition("__")
            key = f"{sheet.pk}-{criteria[code.replace('_', '.')]}"
            form["cell"] += [] if key in form["cell"] else [key]
            form[f"c{key}-{part or 'points'}"] = text
    return form


def url(run):
    return reverse("bloc_scores:sheet_edit", args=[run.pk])


def test_typing_and_saving_without_javascript(cast, round_, as_):
    run = open_next(cast, round_)
    client = as_(cast.owner)
    form = typed(run, cast.owner, I_1__actual="9", I_1__plan="12", I_2="0", II="34,5")
    answer = client.post(url(run), form | {"save": "1"}, follow=True)
    assert "Đã lưu 3 ô điểm." in answer.content.decode()
    assert {s.criterion.code: s.entry for s in Score.objects.select_related("criterion")} == {
        "I.1": {"actual": "9", "plan": "12"},
        "I.2": {"points": "0"},
        "II": {"points": "34.5"},
    }
    assert "64,50" in answer.content.decode()  # 40 × 9/12 + 0 + 34,5


def test_b04_a_double_click_saves_once(cast, round_, as_):
    run = open_next(cast, round_)
    client = as_(cast.owner)
    form = typed(run, cast.owner, II="35") | {"save": "1"}
    assert [client.post(url(run), form).status_code for _ in range(2)] == [302, 302]
    assert Score.objects.count() == 1


def test_typing_with_javascript_answers_points_and_totals(cast, round_, as_):
    run = open_next(cast, round_)
    answer = as_(cast.owner).post(url(run), typed(run, cast.owner, II="45"), headers={"accept": "application/json"})
    said = answer.json()
    sheet = run.sheets.get(unit=cast.units["Sở Y tế"])
    assert said["totals"] == {str(sheet.pk): "45,00"}
    assert said["sentences"] == [
        "Sở Y tế, tiêu chí II, bước Tự chấm: 45 điểm, vượt mức tối đa 40. Điểm giữ nguyên như đã chấm."
    ]


def test_what_cannot_be_read_is_kept_and_the_rest_is_saved(cast, round_, as_):
    run = open_next(cast, round_)
    page = as_(cast.owner).post(url(run), typed(run, cast.owner, I_2="muoi", II="35") | {"save": "1"}).content.decode()
    assert "1 ô chưa đọc được, các ô khác đã lưu" in page
    assert 'value="muoi"' in page
    assert [s.entry for s in Score.objects.all()] == [{"points": "35"}]


@pytest.mark.parametrize(("who", "status"), [("neighbour", 403), ("stranger", 404), ("auditor", 403), ("dha", 403)])
def test_nobody_types_into_the_sheet_of_another(cast, round_, as_, who, status):
    run = open_next(cast, round_)
    form = typed(run, cast.owner, II="1") | {"save": "1"}
    assert as_(getattr(cast, who)).post(url(run), form).status_code == status
    assert Score.objects.count() == 0


def test_handing_in_needs_everything(cast, round_, as_):
    run = open_next(cast, round_)
    client = as_(cast.head)
    page = client.post(url(run), typed(run, cast.head, II="35") | {"hand_in": "1"}, follow=True).content.decode()
    assert "Sở Y tế, tiêu chí I.1: chưa chấm." in page
    client.post(url(run), typed(run, cast.head, I_1="30", I_2="20") | {"hand_in": "1"})
    assert run.sheets.get(unit=cast.units["Sở Y tế"]).handed_in_at


def test_the_stage_before_fills_empty_cells(cast, round_, as_):
    score_all(cast, open_next(cast, round_), FULL)
    close(cast, round_)
    run = open_next(cast, round_)
    page = as_(cast.head).post(url(run), {"copy": "1"}, follow=True).content.decode()
    assert "Đã lấy điểm bước trước vào 9 ô trống." in page


def test_a_whole_round_by_its_page(cast, round_, as_):
    page = reverse("bloc_scores:round", args=[round_.pk])
    as_(cast.leader).post(page, {"move": "open_stage", "due_on": "20/12/2023"})
    assert round_.runs.get().due_on == dt.date(2023, 12, 20)
    answer = as_(cast.leader).post(page, {"move": "close_stage"}, follow=True).content.decode()
    assert "Còn 4 phiếu chưa nộp." in answer
    assert as_(cast.owner).post(page, {"move": "close_stage"}).status_code == 403


def test_the_department_runs_a_round_only_with_the_reason_why(cast, round_, as_):
    page = reverse("bloc_scores:round", args=[round_.pk])
    client = as_(cast.dha)
    assert "Lý do làm thay trưởng khối" in client.get(page, {"chuyen": "open_stage"}).content.decode()
    answer = client.post(page, {"move": "open_stage", "due_on": "20/12/2023"}).content.decode()
    assert "Hãy ghi lý do làm thay trưởng khối." in answer
    assert "20/12/2023" in answer
    assert not round_.runs.exists()
    client.post(page, {"move": "open_stage", "due_on": "20/12/2023", "note": "Khối chậm 10 ngày."})
    assert round_.runs.get().due_on == dt.date(2023, 12, 20)
    entry = audit.last(round_, "open_stage")
    assert entry.label == "Mở bước chấm (Sở Nội vụ làm thay trưởng khối Sở Tài chính)"
    assert (entry.note, entry.changes["in_place_of"]) == ("Khối chậm 10 ngày.", "trưởng khối Sở Tài chính")


def test_ranking_page_and_spreadsheet_show_the_same_figures(cast, round_, as_):
    score_all(cast, open_next(cast, round_), FULL)
    close(cast, round_)
    score_all(cast, open_next(cast, round_), FULL)
    close(cast, round_)
    run = open_next(cast, round_)
    leader = heads(cast)["Sở Tài chính"]
    fill(run, by=leader, points=FULL)
    fill(run, by=leader, points={"II": "35,5".replace(",", ".")}, only=cast.units["Sở Y tế"])
    scores.hand_in(run, by=leader)
    deputy = heads(cast)["Sở Xây dựng"]
    fill(run, by=deputy, points=FULL)
    scores.hand_in(run, by=deputy)
    close(cast, round_)
    with clock.at(clock.moment(dt.date(2023, 12, 10))):
        ROUND.perform(round_, "rank", by=acting(cast.leader))
    client = as_(cast.owner)
    page = client.get(reverse("bloc_scores:round_ranking", args=[round_.pk])).content.decode()
    assert "85,50" in page
    assert "Đồng hạng với Sở Tài chính, Sở Xây dựng." in page
    answer = client.get(reverse("bloc_scores:round_ranking_export", args=[round_.pk]))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    rows = [(row[0], row[1], row[5]) for row in book.active.iter_rows(min_row=4, values_only=True)]
    assert rows == [(1, "Sở Y tế", 85.5), (2, "Sở Công Thương", 85), (2, "Sở Tài chính", 85), (2, "Sở Xây dựng", 85)]


def test_others_scores_are_not_on_the_page_before_the_stage_is_over(cast, round_, as_):
    run = open_next(cast, round_)
    fill(run, by=acting(cast.head), points={"II": "33.25"} | {"I.1": "30", "I.2": "20"})
    scores.hand_in(run, by=acting(cast.head))
    page = reverse("bloc_scores:round_unit", args=[round_.pk, cast.units["Sở Y tế"].pk])
    assert "33,25" in as_(cast.owner).get(page).content.decode()
    assert "33,25" not in as_(cast.neighbour).get(page).content.decode()


def test_an_objection_by_pages(cast, round_, as_):
    walk(cast, round_, FULL)
    page = reverse("bloc_scores:round_unit", args=[round_.pk, cast.units["Sở Y tế"].pk])
    as_(cast.head).post(page, {"do": "object", "criterion": "II", "note": "Đã nộp đủ."})
    run = round_.runs.get(stage__code="verified")
    objection = run.objections.get()
    assert objection.criterion.code == "II"
    answer = reverse("bloc_scores:objection", args=[objection.pk])
    assert as_(cast.head).post(answer, {"answer": "uphold", "note": "x"}).status_code == 403
    as_(cast.leader).post(answer, {"answer": "reject", "note": "Báo cáo nộp sau hạn."})
    objection.refresh_from_db()
    assert (objection.state, objection.answer) == ("rejected", "Báo cáo nộp sau hạn.")


def test_a_department_outside_the_bloc_reads_the_table_it_scores_by(cast, as_):
    table = make_round(cast).table
    page = reverse("bloc_scores:table", args=[table.pk])
    assert as_(cast.stranger).get(page).status_code == 404
    table.criteria.filter(code="I.1").update(scorer_unit=cast.units["Hội Luật gia"])
    assert as_(cast.stranger).get(page).status_code == 200
    type(table).objects.filter(pk=table.pk).update(state="draft")
    assert as_(cast.stranger).get(page).status_code == 404


def test_objections_are_read_by_their_unit_and_by_whoever_leads_or_oversees(cast, round_):
    walk(cast, round_, FULL)
    run = round_.runs.get(stage__code="verified")
    made = objections.object_to(run, criterion=None, text="Xem lại.", by=acting(cast.head))
    table = round_.table
    table.criteria.filter(code="I.1").update(scorer_unit=cast.units["Hội Luật gia"])  # the stranger sees the round

    def sees(person):
        return list(Objection.objects.visible_to(acting(person))) == [made]

    seen = {name for name in vars(cast) if name not in ("units", "bloc", "other_bloc") and sees(getattr(cast, name))}
    assert seen == {"owner", "head", "leader", "leader_head", "deputy", "dha", "dha_head", "office", "auditor"}


def test_rounds_beyond_the_first_page_are_on_the_next(cast, round_, as_):
    for n in range(50):
        rounds.create(round_.table, name=f"Kỳ {n}", by=acting(cast.dha))
    client, page = as_(cast.dha), reverse("bloc_scores:round_list")
    shown = client.get(page).content.decode()
    assert ("51 kỳ chấm" in shown, round_.name in shown) == (True, False)
    assert round_.name in client.get(f"{page}?trang=2").content.decode()


def big(criteria):
    """A document of one stage by the leader, with this many criteria."""
    nodes = [{"code": f"{n}", "title": f"Tiêu chí {n}", "max": "5", "kind": "free"} for n in range(1, criteria + 1)]
    stages = [{"code": "verified", "label": "Thẩm định", "scorer": "standing_body"}]
    return {"title": "Bảng lớn", "stages": stages, "nodes": nodes}


def test_the_page_of_a_sheet_runs_the_engine_once(cast, round_, as_, monkeypatch):
    run, ran, engine = open_next(cast, round_), [], documents.score_table
    monkeypatch.setattr(documents, "score_table", lambda document: ran.append(1) or engine(document))
    fill(run, by=acting(cast.head), points={"II": "41"})
    assert "chưa chấm" in (shown := as_(cast.head).get(url(run)).content.decode())
    assert "vượt" in shown
    assert len(ran) == 1


@pytest.mark.parametrize("criteria", [2, 40])
def test_a_sheet_is_saved_whole_in_few_queries(cast, as_, django_assert_max_num_queries, criteria):
    from organisations.services import blocs
    from tests.factories import make_unit

    for n in range(6):
        blocs.seat(cast.bloc, make_unit(f"Đơn vị số {n}"), by=None)
    round_ = make_round(cast, document=big(criteria))
    run = open_next(cast, round_)
    form = typed(run, cast.dha, **{str(n): "4" for n in range(1, criteria + 1)}) | {"save": "1"}
    client = as_(cast.dha)
    client.get(url(run))
    with django_assert_max_num_queries(30):
        assert client.post(url(run), form).status_code == 302
    assert Score.objects.count() == criteria * 10
