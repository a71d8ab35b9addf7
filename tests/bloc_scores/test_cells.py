"""The page of a cell: what was entered, by whom and why, and its evidence; events of the year and what the system knows already."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from campaigns.bloc_scores.forms.evidence import EventForm
from campaigns.bloc_scores.models import FaultEvent, Score, ScoreEvidence
from campaigns.bloc_scores.selectors.cells import cell_page, words_of
from campaigns.bloc_scores.selectors.documents import answer, read_round
from campaigns.bloc_scores.selectors.events import returned_papers
from campaigns.bloc_scores.selectors.feeds import Feeds
from campaigns.bloc_scores.services import events, evidence, scores
from campaigns.services import periods
from campaigns.workflows import SUBMISSION
from emulation.base import clock
from emulation.base.workflow import AlreadyDone, Refused
from organisations.models import Bloc
from tests import factories
from tests.factories import acting, rounds

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n%%EOF\n"
DAY = rounds.DAY
ALL = {"I.1": "40", "I.2": "18", "II": "35"}


@pytest.fixture(autouse=True)
def december():
    with clock.at(clock.moment(DAY)):
        yield


def place(round_, cast, code="II", unit="Sở Y tế"):
    return round_, round_.table.criteria.get(code=code), cast.units[unit]


def url(round_, cast, code="II", unit="Sở Y tế"):
    return reverse("bloc_scores:cell", args=[round_.pk, cast.units[unit].pk, place(round_, cast, code)[1].pk])


# --- History ------------------------------------------------------------------------------------------------------------
def test_every_entry_of_a_cell_stays_readable(cast):
    round_ = rounds.make_round(cast)
    run = rounds.open_next(cast, round_)
    owner = acting(cast.owner)
    rounds.fill(run, by=owner, points={"II": "30"}, reason="Lần đầu")
    rounds.fill(run, by=owner, points={"II": "32"}, reason="Tính lại")
    found = cell_page(round_, cast.units["Sở Y tế"], place(round_, cast)[1], owner).entries
    assert [(e.words, e.score.reason, e.counts, e.draft) for e in found] == [
        ("điểm 30", "Lần đầu", False, True),
        ("điểm 32", "Tính lại", True, True),
    ]


def test_drafts_and_open_stages_of_others_stay_hidden(cast, as_):
    round_ = rounds.make_round(cast)
    run = rounds.open_next(cast, round_)
    rounds.fill(run, by=acting(cast.owner), points=ALL, reason="Số nội bộ")
    scores.hand_in(run, by=rounds.heads(cast)["Sở Y tế"])
    assert "Số nội bộ" in as_(cast.owner).get(url(round_, cast)).content.decode()
    assert "Số nội bộ" not in as_(cast.neighbour).get(url(round_, cast)).content.decode()
    for unit in ("Sở Tài chính", "Sở Công Thương", "Sở Xây dựng"):
        by = rounds.heads(cast)[unit]
        rounds.fill(run, by=by, points=ALL)
        scores.hand_in(run, by=by)
    rounds.close(cast, round_)
    assert "Số nội bộ" in as_(cast.neighbour).get(url(round_, cast)).content.decode()


def test_a_stranger_opens_no_cell(cast, as_):
    round_ = rounds.make_round(cast)
    rounds.open_next(cast, round_)
    assert as_(cast.stranger).get(url(round_, cast)).status_code == 404
    assert as_(cast.owner).get(url(round_, cast, "I")).status_code == 404  # a part is no cell


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"actual": "95.5", "plan": "100"}, "thực hiện 95,5; kế hoạch 100"),
        ({"cases": {"a1": "2"}}, "số lần a1: 2"),
        ({"days_late": [3, -1]}, "số ngày trễ 3, -1"),
        ({"value": True}, "kết quả có"),
        ({"value": "97", "volume": "1200"}, "giá trị 97; khối lượng 1200"),
        ({"band": "B2"}, "mức B2"),
        ({"grade": "A"}, "xếp loại A"),
        ({"done": ["a", "c"]}, "việc đã làm a, c"),
        ({"granted": {"a1": "2.5"}}, "điểm theo trường hợp a1: 2,5"),
        ({"na": True}, "Không áp dụng"),
        (None, "Xóa ô"),
    ],
)
def test_entries_are_told_in_words(entry, words):
    assert words_of(entry) == words


# --- Evidence -----------------------------------------------------------------------------------------------------------
def test_a_unit_adds_a_file_a_link_and_takes_one_out(cast, as_):
    round_ = rounds.make_round(cast)
    rounds.open_next(cast, round_)
    client, here = as_(cast.owner), url(round_, cast)
    upload = SimpleUploadedFile("Quyết định.pdf", PDF)
    client.post(here, {"do": "file", "tep-file": upload, "tep-label": "Quyết định khen"})
    client.post(here, {"do": "link", "lk-url": "hanam.gov.vn/bai-viet", "lk-label": ""})
    shown = client.get(here).content.decode()
    assert "Quyết định khen" in shown
    assert "https://hanam.gov.vn/bai-viet" in shown
    row = ScoreEvidence.objects.get(label="Quyết định khen")
    assert client.get(reverse("base:file", args=[row.file_id])).status_code == 200
    client.post(reverse("bloc_scores:evidence_remove", args=[row.pk]), {"reason": "Nhầm tệp"})
    assert not ScoreEvidence.objects.filter(pk=row.pk).exists()


def test_the_wrong_file_is_said_and_nothing_is_kept(cast, as_):
    round_ = rounds.make_round(cast)
    rounds.open_next(cast, round_)
    upload = SimpleUploadedFile("anh.jpg.php", b"<?php ?>")
    shown = as_(cast.owner).post(url(round_, cast), {"do": "file", "tep-file": upload}).content.decode()
    assert "Thêm tệp" in shown
    assert ScoreEvidence.objects.count() == 0


def test_a_neighbour_neither_adds_nor_sees_evidence_before_it_scores(cast, as_):
    round_ = rounds.make_round(cast)
    rounds.open_next(cast, round_)
    row = evidence.add_file(*place(round_, cast), SimpleUploadedFile("a.pdf", PDF), by=acting(cast.owner))
    client = as_(cast.neighbour)
    assert "Thêm minh chứng" not in client.get(url(round_, cast)).content.decode()
    assert client.get(reverse("base:file", args=[row.file_id])).status_code == 404
    with pytest.raises(PermissionDenied):
        evidence.add_link(*place(round_, cast), url="https://x.vn", label="", by=acting(cast.neighbour))
    rounds.score_all(cast, round_.runs.get(), ALL)
    rounds.close(cast, round_)
    rounds.open_next(cast, round_)  # cross-scoring: now it has a sheet on the unit
    assert client.get(reverse("base:file", args=[row.file_id])).status_code == 200


def test_a_competitor_takes_out_no_evidence_but_its_own(cast, as_):
    round_ = rounds.make_round(cast)
    run = rounds.open_next(cast, round_)
    theirs = evidence.add_link(*place(round_, cast), url="https://x.vn/1", label="Của Sở Y tế", by=acting(cast.owner))
    rounds.score_all(cast, run, ALL)
    rounds.close(cast, round_)
    rounds.open_next(cast, round_)  # cross-scoring: the neighbour has a sheet on the unit and may add
    own = evidence.add_link(
        *place(round_, cast), url="https://x.vn/2", label="Của láng giềng", by=acting(cast.neighbour)
    )
    there = {row.pk: reverse("bloc_scores:evidence_remove", args=[row.pk]) for row in (theirs, own)}
    for person, removes, stays in ((cast.neighbour, own, theirs), (cast.head, theirs, own)):
        shown = as_(person).get(url(round_, cast)).content.decode()
        assert (there[removes.pk] in shown, there[stays.pk] in shown) == (True, False)
        assert as_(person).post(there[stays.pk], {"reason": "Bỏ đi"}).status_code == 403
        with pytest.raises(PermissionDenied):
            evidence.remove(stays, reason="Bỏ đi", by=acting(person))
    assert ScoreEvidence.objects.count() == 2
    assert as_(cast.head).post(there[theirs.pk], {"reason": "Nhầm"}).status_code == 302  # a colleague of who added it
    assert list(ScoreEvidence.objects.all()) == [own]


def test_evidence_is_closed_with_the_round(cast):
    round_ = rounds.make_round(cast)
    with pytest.raises(Refused, match="Kỳ chấm không còn mở"):
        evidence.add_link(*place(round_, cast), url="https://x.vn", label="", by=acting(cast.owner))


def test_only_an_accepted_report_of_the_unit_is_evidence(cast):
    campaign = factories.launch(cast)
    round_ = rounds.make_round(cast, campaign=campaign)
    rounds.open_next(cast, round_)
    sent = factories.report(cast, campaign, "submitted")
    with pytest.raises(Refused, match="đã được tiếp nhận"):
        evidence.add_report(*place(round_, cast), sent, by=acting(cast.owner))


# --- Events -------------------------------------------------------------------------------------------------------------
def record(cast, unit="Sở Y tế", kind="discipline", **fields) -> FaultEvent:
    values = {"kind": kind, "happened_on": dt.date(2023, 5, 5), "text": "Khiển trách một công chức"}
    return events.record(cast.bloc, cast.units[unit], by=acting(cast.dha), **values | fields)


def test_only_ones_own_fault_costs_points(cast):
    document = rounds.DOCUMENT | {
        "nodes": [
            {
                "code": "I",
                "title": "Kỷ luật",
                "role": "penalty",
                "kind": "cases",
                "max": "10",
                "rules": [{"code": "k1", "type": "penalty", "points": "2", "per_case": True, "event": "discipline"}],
            }
        ]
    }
    round_ = rounds.make_round(cast, document=document)
    criteria = list(round_.table.criteria.all())
    first, second = record(cast), record(cast)
    unit = cast.units["Sở Y tế"].pk
    assert Feeds(round_, criteria).of(criteria[0], unit).entry == {"cases": {"k1": 2}}
    events.attribute(first, own_fault=False, note="Do cơ quan khác gửi nhầm", by=acting(cast.dha))
    assert Feeds(round_, criteria).of(criteria[0], unit).entry == {"cases": {"k1": 1}}
    events.cancel(second, note="Ghi nhầm đơn vị", by=acting(cast.dha))
    assert Feeds(round_, criteria).of(criteria[0], unit) is None


def test_a_fault_is_said_with_its_ground_and_once(cast):
    event = record(cast)
    with pytest.raises(Refused, match="căn cứ"):
        events.attribute(event, own_fault=False, note=" ", by=acting(cast.dha))
    events.attribute(event, own_fault=False, note="Biên bản", by=acting(cast.dha))
    with pytest.raises(AlreadyDone):
        events.attribute(event, own_fault=False, note="Biên bản", by=acting(cast.dha))


def test_the_leader_records_for_its_bloc_but_never_for_itself(cast, as_):
    client = as_(cast.leader)
    form = {
        "bloc": cast.bloc.pk,
        "kind": "reminded",
        "happened_on": "5/5/2023",
        "text": "Văn bản nhắc nhở số 12",
        "own_fault": "yes",
    }
    there = reverse("bloc_scores:event_new")
    assert client.post(there, form | {"unit": cast.units["Sở Y tế"].pk}).status_code == 302
    assert client.post(there, form | {"unit": cast.units["Sở Tài chính"].pk}).status_code == 403
    assert [e.unit.label for e in FaultEvent.objects.all()] == ["Sở Y tế"]
    wrong = client.post(there, form | {"unit": cast.units["Sở Y tế"].pk, "happened_on": "5/5/2022"}).content.decode()
    assert "Khối này của năm 2023" in wrong


def test_what_happens_in_january_is_an_event_of_the_bloc_the_unit_is_still_in(cast):
    unit, blocs = cast.units["Sở Y tế"], Bloc.objects.filter(pk=cast.bloc.pk)
    data = {"bloc": cast.bloc.pk, "unit": unit.pk, "kind": "returned_file", "own_fault": "yes", "text": "Trả lại"}

    def faults(day):
        form = EventForm(data=data | {"happened_on": day}, blocs=blocs)
        return [] if form.is_valid() else list(form.errors)

    with clock.at(clock.moment(dt.date(2024, 1, 20))):
        assert faults("10/1/2024") == []
        assert faults("5/9/2022") == ["happened_on"]
        cast.bloc.members.filter(unit=unit).update(valid_from=dt.date(2022, 9, 1))  # a school year
        assert faults("5/9/2022") == []
        cast.bloc.members.filter(unit=unit).update(valid_to=dt.date(2023, 12, 31))
        assert faults("10/1/2024") == ["happened_on"]
        assert faults("31/12/2023") == []


def test_a_unit_sees_its_own_events_only(cast, as_):
    record(cast, text="Việc của Sở Y tế")
    record(cast, unit="Sở Xây dựng", text="Việc của Sở Xây dựng")
    shown = as_(cast.owner).get(reverse("bloc_scores:event_list")).content.decode()
    assert "Việc của Sở Y tế" in shown
    assert "Việc của Sở Xây dựng" not in shown
    assert "Ghi sự việc" not in shown


def test_a_returned_paper_waits_to_be_recorded_once(cast, as_):
    campaign = factories.launch(cast)
    paper = factories.report(cast, campaign, "submitted")
    SUBMISSION.perform(paper, "bloc_return", by=acting(cast.leader), note="Thiếu số liệu")
    (one,) = returned_papers(cast.bloc)
    assert (one.submission, one.entry.note) == (paper, "Thiếu số liệu")
    client = as_(cast.dha)
    there = f"{reverse('bloc_scores:event_new')}?khoi={cast.bloc.pk}&tra-lai={one.key}"
    shown = client.get(there).content.decode()
    assert "bị trả lại: Thiếu số liệu" in shown
    form = {
        "bloc": cast.bloc.pk,
        "unit": cast.units["Sở Y tế"].pk,
        "kind": "returned_file",
        "happened_on": "1/12/2023",
        "text": "Trả lại",
        "own_fault": "no",
    }
    client.post(there, form)
    client.post(there, form)
    event = FaultEvent.objects.get(kind="returned_file")
    assert (event.submission, event.own_fault, event.key) == (paper, False, one.key)
    assert returned_papers(cast.bloc) == []


def accept(cast, paper):
    """From the bloc leader's desk to being accepted."""
    with clock.at(clock.moment(dt.date(2023, 7, 5), 11)):
        SUBMISSION.perform(paper, "endorse", by=acting(cast.leader))
        return SUBMISSION.perform(paper, "accept", by=acting(cast.dha))


# --- What the system knows ----------------------------------------------------------------------------------------------
def test_only_accepted_reports_feed_a_criterion_and_the_entry_leads_back(cast, as_):
    campaign = factories.launch(cast)
    indicator = campaign.indicators.first()
    nodes = [{"code": "A", "title": "Chỉ tiêu", "max": "10", "kind": "proportional"}]
    round_ = rounds.make_round(cast, document=rounds.DOCUMENT | {"nodes": nodes}, campaign=campaign)
    criterion = round_.table.criteria.get()
    criterion.indicator = indicator
    criterion.save(update_fields=["indicator"])
    paper = factories.report(cast, campaign, "submitted")
    assert Feeds(round_, [criterion]).of(criterion, paper.unit_id) is None
    paper = accept(cast, paper)
    fed = Feeds(round_, [criterion]).of(criterion, paper.unit_id)
    value = paper.values.get(indicator=indicator)
    assert (fed.value, fed.entry["actual"]) == (value, str(value.value.normalize()))
    rounds.open_next(cast, round_)
    score = Score.objects.get(criterion=criterion, sheet__unit=paper.unit)
    assert score.value == value
    shown = as_(cast.owner).get(url(round_, cast, "A")).content.decode()
    assert reverse("campaigns:submission", args=[paper.pk]) in shown


def test_lateness_counts_from_the_real_day_of_sending_and_a_longer_deadline_counts(cast):
    campaign = factories.launch(cast)
    paper = factories.the_paper(campaign, cast.units["Sở Y tế"])
    due = paper.due_on
    factories.report(cast, campaign, "submitted", day=due + dt.timedelta(days=3))
    rule = {"code": "A", "title": "Báo cáo đúng hạn", "max": "10", "kind": "lateness", "role": "penalty"}
    bands = [{"from_days": 1, "points": "-1"}]
    document = rounds.DOCUMENT | {"nodes": [*rounds.DOCUMENT["nodes"], rule | {"bands": bands}]}
    round_ = rounds.make_round(cast, document=document, campaign=campaign)

    def days(unit="Sở Y tế"):
        return Feeds(round_, list(round_.table.criteria.all())).lateness[cast.units[unit].pk]

    # The half-year report; the report of the year is not due on the day of the round.
    assert days() == [3]
    assert days("Sở Công Thương") == [(DAY - due).days]  # never sent: late until today
    with clock.at(clock.moment(due)):
        periods.extend(
            paper.period, paper.unit, until=due + dt.timedelta(days=2), reason="Bão số 1", by=acting(cast.dha)
        )
    assert days() == [1]


def test_the_total_is_the_sum_of_its_parts_after_every_change_B14(cast):
    round_ = rounds.make_round(cast)
    run = rounds.open_next(cast, round_)
    owner = acting(cast.owner)
    sheet = run.sheets.get(unit=cast.units["Sở Y tế"])
    for first, second, third in (("40", "18", "35"), ("39.5", "18", "35"), ("39.5", "0", "35")):
        rounds.fill(run, by=owner, points={"I.1": first, "I.2": second, "II": third})
        _, result = answer(read_round(round_), [sheet])
        unit = next(u for u in result["units"] if u["id"] == str(sheet.unit_id))
        total = sum(map(float, (first, second, third)))
        assert float(unit["stages"]["self"]["total"]) == total
