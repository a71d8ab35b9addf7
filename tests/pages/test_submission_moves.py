"""Moves of a plan or report by POST, the page that asks for a reason, the receipt, the sheet, the cost of sending."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.models import Snapshot, Submission
from campaigns.services import submissions
from campaigns.services.submissions import SectionInput
from campaigns.workflows import SUBMISSION
from emulation.base import audit, clock
from emulation.base.models import Draft, Notification
from tests import factories
from tests.campaigns.test_submission_workflow import PEOPLE as ALL_PEOPLE
from tests.campaigns.test_submission_workflow import STATES, TABLE
from tests.factories import acting
from tests.pages.papers import move, pdf, text_of, url

JULY = clock.moment(dt.date(2023, 7, 6), 9, 41)


@pytest.fixture(autouse=True)
def july():
    """Everything happens on 06/07/2023, four days before the deadline of the half-year report."""
    with clock.at(JULY):
        yield


# --- Moves ------------------------------------------------------------------------------------------------------------
def test_the_whole_way_by_the_right_people(cast, campaign, as_):
    paper = factories.the_paper(campaign, cast.units["Sở Y tế"])
    answer = move(as_(cast.owner), paper, "start")
    assert answer["Location"] == url("submission_edit", paper)
    factories.write(Submission.objects.get(pk=paper.pk), by=cast.owner)
    for person, name, state in [
        (cast.owner, "present", "awaiting_head"),
        (cast.head, "submit", "submitted"),
        (cast.leader, "endorse", "endorsed"),
        (cast.dha, "accept", "accepted"),
    ]:
        client = as_(person)
        answer = move(client, paper, name)
        assert answer["Location"] == url("submission_sent", paper), name
        assert client.get(answer["Location"]).status_code == 200
        paper.refresh_from_db()
        assert paper.state == state


@pytest.mark.parametrize("state", STATES)
def test_B65_every_move_outside_the_table_is_refused_by_POST(cast, campaign, as_, state):
    paper = factories.report(cast, campaign, state)
    rows = audit.history(paper).count()
    for name in ALL_PEOPLE:
        client = as_(getattr(cast, name))
        allowed = TABLE[state].get(name, set())
        for transition in SUBMISSION.transitions:
            if transition.name in allowed:
                continue
            answer = move(client, paper, transition.name, note="Thử")
            sees = Submission.objects.visible_to(acting(getattr(cast, name))).filter(pk=paper.pk).exists()
            # 404 unseen, 403 not theirs, 302 back to the page with a sentence when it is only not possible now.
            assert answer.status_code in ({302, 403} if sees else {404}), f"{name}: {transition.name}"
            if answer.status_code == 302:
                assert answer["Location"] == url("submission", paper)
    paper.refresh_from_db()
    assert paper.state == state
    assert audit.history(paper).count() == rows


def test_B50_double_click_makes_one_decision_and_no_error_page(cast, campaign, as_):
    paper = factories.report(cast, campaign, "endorsed")
    client = as_(cast.dha)
    answers = [move(client, paper, "accept") for _ in range(3)]
    assert [a.status_code for a in answers] == [302, 302, 302]
    assert audit.history(paper).filter(action="accept").count() == 1
    assert "đã được làm trước đó" in text_of(client.get(answers[-1]["Location"]))


def test_B30_foreign_withdrawal_with_an_invented_state_and_an_evil_address(cast, campaign, as_):
    paper = factories.report(cast, campaign, "endorsed")
    evil = {"state": "đã khen thưởng", "next": "https://evil.vn/", "back": "//evil.vn", "note": "x"}
    assert move(as_(cast.neighbour), paper, "withdraw", **evil).status_code == 404
    assert move(as_(cast.leader), paper, "withdraw", **evil).status_code == 403
    assert move(as_(cast.owner), paper, "withdraw", **evil).status_code == 403
    assert move(as_(cast.head), paper, "khen_thuong", **evil).status_code == 403
    answer = move(as_(cast.head), paper, "withdraw", **evil)
    assert answer["Location"] == url("submission", paper)
    paper.refresh_from_db()
    assert paper.state == "endorsed"


def test_B32_changing_by_GET_and_from_another_site_is_refused(cast, campaign, as_):
    paper = factories.report(cast, campaign, "draft")
    client = as_(cast.owner)
    assert client.get(url("submission_upload", paper)).status_code == 405
    assert client.post(url("submission_sent", paper)).status_code == 405
    assert client.post(url("submission_print", paper)).status_code == 405
    for method in (client.put, client.delete, client.patch):
        assert method(url("submission", paper)).status_code == 405
    client.get(url("submission", paper) + "?move=present")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert move(strict, paper, "present").status_code == 403
    paper.refresh_from_db()
    assert paper.state == "draft"


def test_B38_hard_deadline_is_counted_in_vietnamese_minutes(cast, campaign, as_):
    paper = factories.report(cast, campaign, "awaiting_head")
    period = paper.period
    period.hard, period.due_time = True, dt.time(17, 0)
    period.save()
    client = as_(cast.head)
    with clock.at(clock.moment(dt.date(2023, 7, 10), 17, 1)):
        answer = move(client, paper, "submit")
        assert "đã hết hạn và không nhận nữa" in text_of(client.get(answer["Location"]))
        shown = text_of(client.get(url("submission", paper)))
        assert "Kỳ này đã hết hạn" in shown  # the same sentence beside the disabled button
    with clock.at(clock.moment(dt.date(2023, 7, 10), 16, 59)):
        assert move(client, paper, "submit")["Location"] == url("submission_sent", paper)


def test_a_disabled_button_says_what_is_missing(cast, campaign, as_):
    paper = factories.report(cast, campaign, "draft")
    first = paper.sections.first()
    submissions.save(
        paper, sections={first.pk: SectionInput({"content": ""})}, values={}, version=None, by=acting(cast.owner)
    )
    client = as_(cast.owner)
    body = client.get(url("submission", paper)).content.decode()
    button = re.search(r"<button[^>]*disabled[^>]*>.*?Trình thủ trưởng", body, re.S)[0]
    assert 'aria-describedby="h-san-sang"' in button
    assert "Còn 1 việc trước khi trình, gửi" in body
    assert f'{url("submission_edit", paper)}#s{first.pk}-content">Nhiệm vụ 1 chưa có kết quả.' in body
    answer = move(client, paper, "present")
    assert "Nhiệm vụ 1 chưa có kết quả." in text_of(client.get(answer["Location"]))


def test_a_reason_that_came_too_late_is_back_when_the_paper_is(cast, campaign, as_):
    paper = factories.report(cast, campaign, "submitted")
    SUBMISSION.perform(paper, "withdraw", by=acting(cast.head), note="Gửi nhầm bản.")
    answer = as_(cast.leader).post(
        url("submission", paper), {"move": "bloc_return", "note": "Thiếu số liệu."}, follow=True
    )
    assert "Không thể “Trả lại để sửa”" in text_of(answer)
    assert "Lý do bạn vừa viết vẫn được giữ" in text_of(answer)
    SUBMISSION.perform(paper, "present", by=acting(cast.owner))
    SUBMISSION.perform(paper, "submit", by=acting(cast.head))
    page = as_(cast.leader).get(url("submission", paper), {"chuyen": "bloc_return"})
    assert "Thiếu số liệu." in text_of(page)
    # Made at last, and clicked twice: nothing is kept any more.
    for _ in range(2):
        assert move(as_(cast.leader), paper, "bloc_return", note="Thiếu số liệu.").status_code == 302
    assert not Draft.objects.exists()


def test_return_asks_for_a_reason_and_marks_sections(cast, campaign, as_):
    paper = factories.report(cast, campaign, "endorsed")
    first, second = paper.sections.all()
    client = as_(cast.dha)
    page = client.get(url("submission", paper) + "?chuyen=dha_return")
    assert page.status_code == 200
    assert f'name="flag-{first.pk}"' in page.content.decode()
    # Without a reason: the same page, what was typed is there, each error leads to its field.
    bad = move(client, paper, "dha_return", note=" ", **{f"why-{second.pk}": "Bổ sung ảnh"})
    body = bad.content.decode()
    assert bad.status_code == 200
    assert 'href="#note"' in body
    assert "Bổ sung ảnh" in body
    paper.refresh_from_db()
    assert paper.state == "endorsed"
    good = move(client, paper, "dha_return", note="Thiếu ảnh.", **{f"why-{second.pk}": "Bổ sung ảnh"})
    assert good["Location"] == url("submission_sent", paper)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.flagged, second.flagged, second.flag_note) == (False, True, "Bổ sung ảnh")
    receipt = text_of(client.get(good["Location"]))
    assert "Đã trả lại báo cáo 6 tháng năm 2023 cho Sở Y tế" in receipt
    assert "“Thiếu ảnh.”" in receipt
    assert "Nhiệm vụ 2. Thi đua nội dung 2 – Bổ sung ảnh" in receipt


@pytest.mark.parametrize(
    ("person", "name", "status"),
    [
        ("dha", "dha_return", 200),
        ("head", "dha_return", 403),
        ("leader", "dha_return", 403),
        ("neighbour", "dha_return", 404),
        ("dha", "bloc_return", 403),
        ("dha", "reopen", 302),
        ("dha", "accept", 404),
        ("dha", "khen_thuong", 404),
    ],
)
def test_the_page_that_asks_is_for_those_who_may(cast, campaign, as_, person, name, status):
    paper = factories.report(cast, campaign, "endorsed")
    assert as_(getattr(cast, person)).get(url("submission", paper) + f"?chuyen={name}").status_code == status


def test_marks_of_a_reader_hold_until_it_is_sent_again(cast, campaign, as_):
    paper = factories.report(cast, campaign, "returned")
    marked = paper.sections.first()
    for name, person, data in [
        ("present", cast.owner, {}),
        ("recall", cast.owner, {}),
        ("present", cast.owner, {}),
        ("head_return", cast.head, {"note": "Ghi rõ nguồn."}),
    ]:
        move(as_(person), paper, name, **data)
        fresh = Submission.objects.get(pk=paper.pk)
        assert submissions.editable_section_ids(fresh) in (set(), {marked.pk}), name
    assert Submission.objects.get(pk=paper.pk).state == "returned"
    answer = move(as_(cast.head), paper, "submit")
    assert answer["Location"] == url("submission_sent", paper)
    assert not paper.sections.filter(flagged=True).exists()


def test_B64_after_return_and_sending_again_both_sendings_are_kept(cast, campaign, as_):
    paper = factories.report(cast, campaign, "returned")
    first = paper.sections.first()
    submissions.save(
        paper,
        sections={first.pk: SectionInput({"content": "Bản hai."})},
        values={},
        version=None,
        by=acting(cast.owner),
    )
    move(as_(cast.head), paper, "submit")
    client = as_(cast.leader)
    page = text_of(client.get(url("submission", paper)))
    for words in ("Lần 2, số", "Lần 1, số", "Sở Nội vụ trả lại", "“Thiếu số liệu nhiệm vụ 1.”", "Bản hai."):
        assert words in page
    assert "Bản hai." in text_of(client.get(url("submission_print", paper) + "?lan=2"))
    older = text_of(client.get(url("submission_print", paper) + "?lan=1"))
    assert "Bản hai." not in older
    assert f"BC-2023-{paper.pk:05d}/1" in older
    for wrong in ("3", "0", "x", "-1", "99999999999"):
        assert client.get(url("submission_print", paper) + f"?lan={wrong}").status_code == 404


# --- Receipt and sheet ------------------------------------------------------------------------------------------------
def test_receipt_says_what_to_whom_when_number_and_what_comes_next(cast, campaign, as_):
    paper = factories.report(cast, campaign, "awaiting_head")
    client = as_(cast.head)
    shown = text_of(client.get(move(client, paper, "submit")["Location"]))
    assert "Đã gửi báo cáo 6 tháng năm 2023" in shown
    assert "06/07/2023 lúc 09:41" in shown
    assert f"BC-2023-{paper.pk:05d}/1" in shown
    assert "Sở Tài chính (Khối thi đua Kinh tế)" in shown
    assert "2 phần, 1 chỉ tiêu có số" in shown
    assert "Đúng hạn (10/07/2023)." in shown
    assert "Sở Tài chính (Khối thi đua Kinh tế) xác nhận rồi chuyển Sở Nội vụ" in shown
    assert "Báo cáo năm 2023" in shown  # the next period
    assert "Xem bản đã gửi" in shown
    links = client.get(url("submission_sent", paper)).content.decode()
    assert f'href="{reverse("campaigns:home")}"' in links


def test_the_receipt_of_taking_in_does_not_call_the_unit_the_receiver(cast, campaign, as_):
    paper = factories.report(cast, campaign, "endorsed")
    client = as_(cast.dha)
    shown = text_of(client.get(move(client, paper, "accept")["Location"]))
    assert "Đơn vị được báo Sở Y tế" in shown
    assert "Người nhận" not in shown


def test_a_stranger_to_the_move_has_no_receipt(cast, campaign, as_):
    paper = factories.report(cast, campaign, "returned")
    SUBMISSION.perform(paper, "present", by=acting(cast.owner))
    assert as_(cast.dha).get(url("submission_sent", paper))["Location"] == url("submission", paper)
    assert as_(cast.neighbour).get(url("submission_sent", paper)).status_code == 404


def test_sheet_is_the_snapshot_with_unit_signer_and_attachments(cast, campaign, as_):
    paper = factories.report(cast, campaign, "draft")
    submissions.add_file(paper, pdf("bảng kê.pdf"), by=acting(cast.owner), section=paper.sections.first())
    paper = SUBMISSION.perform(paper, "submit", by=acting(cast.head))
    campaign.tasks.update(title="Tên đã đổi sau khi gửi")
    shown = text_of(as_(cast.dha).get(url("submission_print", paper)))
    for words in (
        "SỞ Y TẾ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Hà Nam, ngày 06 tháng 7 năm 2023",
        "BÁO CÁO",
        "1. Thi đua nội dung 1",
        "Đã hoàn thành.",
        "bảng kê.pdf",
        "Nguyễn Văn Head",
        f"BC-2023-{paper.pk:05d}/1",
    ):
        assert words in shown, words
    assert "Tên đã đổi" not in shown


def test_the_units_own_draft_prints_as_a_draft(cast, campaign, as_):
    paper = factories.report(cast, campaign, "draft")
    assert "DỰ THẢO, CHƯA GỬI" in text_of(as_(cast.owner).get(url("submission_print", paper)))


def test_council_reads_only_the_accepted_sending(cast, campaign, as_):
    paper = factories.report(cast, campaign, "returned")
    paper = SUBMISSION.perform(paper, "submit", by=acting(cast.head))
    paper = SUBMISSION.perform(paper, "endorse", by=acting(cast.leader))
    paper = SUBMISSION.perform(paper, "accept", by=acting(cast.dha))
    client = as_(cast.council)
    assert client.get(url("submission_print", paper) + "?lan=2").status_code == 200
    assert client.get(url("submission_print", paper) + "?lan=1").status_code == 404


# --- Cost -------------------------------------------------------------------------------------------------------------
def test_sending_a_report_costs_at_most_fifteen_queries(cast, campaign, as_):
    paper = factories.report(cast, campaign, "awaiting_head")
    client = as_(cast.head)
    client.get(reverse("base:notification_list"))
    with CaptureQueriesContext(connection) as captured:
        answer = move(client, paper, "submit")
    assert answer["Location"] == url("submission_sent", paper)
    # The stamp of the device is written once in five minutes and is no part of the move; a test's savepoints are no queries.
    own = [q["sql"] for q in captured if "usersession" not in q["sql"] and "SAVEPOINT" not in q["sql"]]
    assert len(own) <= 15, "\n".join(own)
    assert Snapshot.objects.filter(submission=paper).count() == 1


def test_readers_are_told_once_it_is_certain(cast, campaign, as_, django_capture_on_commit_callbacks):
    paper = factories.report(cast, campaign, "awaiting_head")
    client = as_(cast.head)
    with django_capture_on_commit_callbacks(execute=True):
        move(client, paper, "submit")
    told = Notification.objects.filter(url=url("submission", paper), title__startswith="Mới gửi")
    assert {n.recipient_id for n in told} == {cast.leader.pk, cast.leader_head.pk}


# --- After reading one, the next ----------------------------------------------------------------------------------------
def test_a_receipt_of_a_reader_leads_to_the_next_paper_of_others(cast, campaign, as_):
    first = factories.report(cast, campaign, "endorsed", day=dt.date(2023, 7, 4))
    second = factories.report(cast, campaign, "endorsed", day=dt.date(2023, 7, 5), period="Kế hoạch năm 2023")
    factories.report(cast, campaign, "endorsed", unit="Sở Nội vụ")  # the office reads that one
    client = as_(cast.dha)
    move(client, first, "accept")
    html = client.get(url("submission_sent", first)).content.decode()
    assert f'<a class="btn btn-primary" href="{url("submission", second)}">Kế hoạch tiếp theo</a>' in html
    assert "1 bản của các đơn vị khác" in html
    move(client, second, "dha_return", note="Thiếu số.")
    html = client.get(url("submission_sent", second)).content.decode()
    assert "tiếp theo</a>" not in html
    assert '<a class="btn btn-primary" href="/">Về việc cần làm</a>' in html


def test_a_receipt_of_the_unit_offers_no_paper_of_others(cast, campaign, as_):
    factories.report(cast, campaign, "endorsed", period="Kế hoạch năm 2023")
    paper = factories.report(cast, campaign, "awaiting_head")
    client = as_(cast.head)
    move(client, paper, "submit")
    assert "tiếp theo</a>" not in client.get(url("submission_sent", paper)).content.decode()
