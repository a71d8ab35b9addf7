"""Issuing: registry and history, notices within their days, all in one transaction and once."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.decisions import documents as descriptions
from awards.decisions.models import DecisionLine, RewardPayment, UnitNotice
from awards.decisions.selectors import deadlines
from awards.decisions.services import issuing, notices
from awards.decisions.workflows import DECISION
from awards.models import AwardRecord, Person, RecordWord
from awards.services.people import built
from emulation.base import clock
from emulation.base.models import Notification
from emulation.base.official import pdf
from emulation.base.workflow import AlreadyDone, Refused
from organisations.models import SpecialDay
from tests.base.official.papers import text_of_pdf
from tests.decisions import walk
from tests.decisions.walk import SIGNED, THREE, Who
from tests.factories import acting
from tests.nominations import walk as nomination_walk

pytestmark = pytest.mark.django_db


def test_without_the_signed_paper_nothing_is_issued(cast):
    row = walk.signed(cast, *THREE)
    with clock.at(clock.moment(SIGNED, 16)), pytest.raises(Refused, match="Chưa có bản đã ký"):
        DECISION.perform(row.decision, "issue", by=acting(cast.dha_head))
    assert not AwardRecord.objects.exists()


def test_each_line_becomes_a_row_of_the_registry(cast):
    row = walk.issued(cast, *THREE)
    records = list(AwardRecord.objects.order_by("decision_line__order"))
    assert [(r.subject_kind, r.subject_text, r.award, r.decision_number, r.decided_on) for r in records] == [
        ("collective", "Sở Y tế", "BKT", "01/QĐ-UBND", SIGNED),
        ("individual", "Ông Lê Văn An", "BKT", "01/QĐ-UBND", SIGNED),
        ("household", "Hộ ông Trần Văn Bình", "BKT", "01/QĐ-UBND", SIGNED),
    ]
    person = Person.objects.get(full_name="Lê Văn An")
    mine = person.awardrecords.get()
    assert (mine.type, mine.level, mine.year, mine.issuer) == (
        "CONG_TRANG",
        "province",
        2023,
        "Chủ tịch Ủy ban nhân dân tỉnh Hà Nam",
    )
    assert mine.decision_line.decision_id == row.decision_id
    assert RecordWord.objects.filter(record=mine, word="an").exists()


def test_issued_twice_it_is_entered_once(cast):
    row = walk.issued(cast, *THREE)
    with clock.at(clock.moment(SIGNED, 17)), pytest.raises(AlreadyDone):
        DECISION.perform(row.decision, "issue", by=acting(cast.dha_head))
    lines = list(row.decision.lines.select_related("unit", "item", "decision"))
    assert issuing.enter_registry(row, lines) == 0
    assert (AwardRecord.objects.count(), RewardPayment.objects.count(), UnitNotice.objects.count()) == (3, 3, 2)


def test_a_fault_on_the_way_leaves_nothing_behind(cast, monkeypatch):
    row = walk.with_paper(cast, *THREE)
    monkeypatch.setattr(issuing, "_tell_units", lambda signed, lines: 1 / 0)
    with clock.at(clock.moment(SIGNED, 16)), pytest.raises(ZeroDivisionError):
        DECISION.perform(row.decision, "issue", by=acting(cast.dha_head))
    assert not AwardRecord.objects.exists()
    assert not RewardPayment.objects.exists()
    assert walk.fresh(row.decision).state == "signed"


def test_units_with_accounts_are_told_at_once_others_on_paper(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        row = walk.issued(cast, *THREE, Who("BKT", "collective", "Văn phòng", unit="Thanh tra tỉnh"))
    assert {n.name: n.sent_on for n in row.notices.all()} == {
        "Sở Y tế": SIGNED,
        "Sở Xây dựng": SIGNED,
        "Thanh tra tỉnh": None,
    }
    told = Notification.objects.filter(key=f"reward_decision:{row.decision_id}:issued")
    assert {n.recipient for n in told} == {cast.owner, cast.head, cast.deputy}
    paper = row.notices.get(sent_on=None)
    by = acting(cast.dha)
    with clock.at(clock.moment(dt.date(2023, 12, 27), 9)):
        for day, why in ((dt.date(2023, 12, 24), "trước ngày quyết định"), (dt.date(2023, 12, 28), "chưa đến")):
            with pytest.raises(Refused, match=why):
                notices.note_sent(row, [paper.pk], sent_on=day, way="Công văn", by=by)
        assert notices.note_sent(row, [paper.pk], sent_on=dt.date(2023, 12, 27), way="Công văn", by=by) == 1
        with pytest.raises(Refused, match="Không có nơi nhận nào"):
            notices.note_sent(row, [paper.pk], sent_on=dt.date(2023, 12, 27), way="Công văn", by=by)


def test_ten_working_days_are_counted_over_holidays(cast):
    # 25/12/2023 is a Monday: ten working days end on Monday 08/01/2024; with New Year's Day off, on Tuesday 09/01.
    assert walk.signed(cast, Who("BKT", "collective", "Sở Y tế")).notice_due == dt.date(2024, 1, 8)
    SpecialDay.objects.create(day=dt.date(2024, 1, 1), kind="off", name="Tết Dương lịch")
    other = walk.signed(cast, Who("BKT", "collective", "Sở Xây dựng", unit="Sở Xây dựng"))
    assert other.notice_due == dt.date(2024, 1, 9)


def test_the_last_day_is_in_calendar_and_reminders_until_everybody_was_told(cast):
    first, last = dt.date(2024, 1, 1), dt.date(2024, 1, 31)
    row = walk.with_paper(cast, Who("BKT", "collective", "Văn phòng", unit="Thanh tra tỉnh"))
    dha = acting(cast.dha)
    (event,) = deadlines.events(dha, first, last)
    assert (event.day, event.source) == (dt.date(2024, 1, 8), "01/QĐ-UBND")
    assert deadlines.events(acting(cast.office), first, last) == []
    (owed,) = deadlines.notices(first, last)
    assert (owed.due, owed.unit_id, owed.as_department) == (dt.date(2024, 1, 8), cast.units["Sở Nội vụ"].pk, True)
    with clock.at(clock.moment(SIGNED, 16)):
        DECISION.perform(row.decision, "issue", by=acting(cast.dha_head))
        assert len(deadlines.events(dha, first, last)) == 1  # one on paper is still to go
        notices.note_sent(row, [row.notices.get().pk], sent_on=SIGNED, way="Công văn", by=dha)
    assert deadlines.events(dha, first, last) == []
    assert list(deadlines.notices(first, last)) == []


def test_six_hundred_names_are_issued_with_few_queries(cast):
    row = walk.with_paper(cast, *THREE)
    line = row.decision.lines.get(subject_kind="individual")
    people = Person.objects.bulk_create(built(full_name=f"Nguyễn Văn {n}") for n in range(597))
    DecisionLine.objects.bulk_create(
        DecisionLine(
            decision=row.decision,
            award="BKT",
            award_name=line.award_name,
            law_version="L2003",
            subject_kind="individual",
            person=person,
            unit=line.unit,
            name=person.full_name,
            order=10,
        )
        for person in people
    )
    by = acting(cast.dha_head)
    with clock.at(clock.moment(SIGNED, 16)), CaptureQueriesContext(connection) as seen:
        DECISION.perform(row.decision, "issue", by=by)
    assert AwardRecord.objects.count() == RewardPayment.objects.count() == 600
    assert len(seen) < 120, len(seen)


def test_the_notice(cast):
    row = walk.issued(cast, *THREE)
    assert row.notice.number == 1
    said = text_of_pdf(pdf.render(descriptions.notice_paper(row)))
    for words in (
        "SỞ NỘI VỤ",
        "THÔNG BÁO Kết quả khen thưởng",
        "Ngày 25/12/2023, Chủ tịch Ủy ban nhân dân tỉnh Hà Nam ban hành Quyết định số 01/QĐ-UBND về việc tặng",
        "Cộng 1 1 1 3",
        "- Sở Xây dựng;",
        "- Sở Y tế;",
    ):
        assert words in said, words


def test_the_thread_leads_from_the_nominee_to_the_award_and_back(cast, as_):
    with clock.at(nomination_walk.MORNING):
        file = nomination_walk.with_department(cast)
    file.nominees.update(award="BKT")
    nominee = file.nominees.get()
    who = Who(nominee.award, "individual", "Ông Trùng Tên", person=nominee.person)
    row = walk.issued(cast, who)
    line = row.decision.lines.get()
    assert line.nominee == nominee
    dha = as_(cast.dha)
    signed = reverse("decisions:signed", args=[row.pk])
    record = reverse("awards:award_record", args=[line.record_id])
    page = dha.get(reverse("nominations:nominee", args=[nominee.pk])).content.decode()
    assert signed in page
    assert record in page
    page = dha.get(record).content.decode()
    assert signed in page
    assert reverse("nominations:nominee", args=[nominee.pk]) in page
    assert reverse("council:agenda", args=[row.decision.session_id]) in page
    # The unit follows the thread, too.
    page = as_(cast.owner).get(record).content.decode()
    assert signed in page
    assert reverse("council:agenda", args=[row.decision.session_id]) not in page


def test_a_posthumous_award_keeps_who_receives_it(cast, as_):
    with clock.at(nomination_walk.MORNING):
        file = nomination_walk.with_department(cast)
    file.nominees.update(award="BKT", posthumous=True, receiver="Lê Thị Dung, vợ")
    nominee = file.nominees.get()
    row = walk.issued(cast, Who("BKT", "individual", "Ông Lê Minh Tuấn", person=nominee.person))
    record = row.decision.lines.get().record
    assert (record.posthumous, record.receiver) == (True, "Lê Thị Dung, vợ")
    page = as_(cast.dha).get(reverse("awards:award_record", args=[record.pk])).content.decode()
    assert "Lê Thị Dung, vợ" in page
