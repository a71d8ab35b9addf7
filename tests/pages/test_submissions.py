"""The page of a plan or report, its moves, receipt and sheet: who sees what, who may do what, what is shown."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.models import IndicatorValue, Snapshot, Submission
from campaigns.services import periods, submissions
from campaigns.services.submissions import SectionInput, ValueInput
from campaigns.workflows import SUBMISSION
from emulation.base import audit, clock
from emulation.base.models import Notification
from tests import factories
from tests.campaigns.test_submission_services import PEOPLE, SEES
from tests.campaigns.test_submission_workflow import PEOPLE as ALL_PEOPLE
from tests.campaigns.test_submission_workflow import STATES, TABLE
from tests.factories import acting
from tests.pages.papers import pdf, url

JULY = clock.moment(dt.date(2023, 7, 6), 9, 41)


@pytest.fixture(autouse=True)
def july():
    """Everything happens on 06/07/2023, four days before the deadline of the half-year report."""
    with clock.at(JULY):
        yield


def text_of(response) -> str:
    """What a person reads: the page without its tags, one line."""
    body = response.content.decode()
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", body[body.index("<main") :], flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def move(client, paper, name, **data):
    return client.post(url("submission", paper), {"move": name, **data})


# --- Who sees it ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", STATES)
def test_B62_each_person_meets_200_or_404(cast, campaign, as_, state):
    paper = factories.report(cast, campaign, state)
    for name in PEOPLE:
        seen = name in SEES[state]
        client = as_(getattr(cast, name))
        assert client.get(url("submission", paper)).status_code == (200 if seen else 404), name
        if seen and (paper.number or name in ("owner", "head")):
            assert client.get(url("submission_print", paper)).status_code == 200, name
        else:
            assert client.get(url("submission_print", paper)).status_code == 404, name


def test_logged_out_goes_to_the_login_page(cast, campaign, client):
    paper = factories.report(cast, campaign, "submitted")
    for name in ("submission", "submission_edit", "submission_sent", "submission_print"):
        response = client.get(url(name, paper))
        assert response.status_code == 302
        assert response["Location"].startswith("/accounts/login/")


def test_B62_readers_see_the_last_sending_never_the_draft_over_it(cast, campaign, as_):
    paper = factories.report(cast, campaign, "returned")
    first = paper.sections.first()
    paper = submissions.save(
        paper, sections={first.pk: SectionInput({"content": "BẢN ĐANG SỬA"})}, values={}, version=None, by=cast.owner
    )
    indicator = campaign.indicators.get()
    submissions.save(
        paper, sections={}, values={indicator.pk: ValueInput(96, reason="SỐ MỚI")}, version=None, by=cast.owner
    )
    submissions.add_file(paper, pdf("bí mật.pdf"), by=acting(cast.owner), section=first)
    own = text_of(as_(cast.owner).get(url("submission", paper)))
    assert "BẢN ĐANG SỬA" in own
    assert "SỐ MỚI" in own
    for reader in (cast.leader, cast.dha, cast.auditor):
        shown = text_of(as_(reader).get(url("submission", paper)))
        assert "Đã hoàn thành." in shown
        assert "97,5" in shown
        assert "bản đã gửi gần nhất" in shown
        for secret in ("BẢN ĐANG SỬA", "SỐ MỚI", "bí mật.pdf", "Lưu bản soạn"):
            assert secret not in shown, reader


def test_words_between_head_and_clerk_stay_in_the_unit(cast, campaign, as_):
    paper = factories.report(cast, campaign, "returned")
    paper = SUBMISSION.perform(paper, "present", by=acting(cast.owner))
    SUBMISSION.perform(paper, "head_return", by=acting(cast.head), note="Viết ẩu, làm lại.")
    assert "Viết ẩu" in text_of(as_(cast.owner).get(url("submission", paper)))
    assert "Viết ẩu" not in text_of(as_(cast.dha).get(url("submission", paper)))


# --- What it shows ----------------------------------------------------------------------------------------------------
def test_walks_up_the_thread_and_says_who_waits(cast, campaign, as_):
    paper = factories.report(cast, campaign, "submitted")
    response = as_(cast.owner).get(url("submission", paper))
    links = set(re.findall(r'href="([^"]+)"', response.content.decode()))
    assert reverse("campaigns:campaign", args=[campaign.pk]) in links
    for task in campaign.tasks.all():
        assert reverse("campaigns:task", args=[task.pk]) in links
    shown = text_of(response)
    assert "Chờ Sở Tài chính (Khối thi đua Kinh tế) xác nhận." in shown
    assert "Đã gửi đúng hạn" in shown
    assert f"BC-2023-{paper.pk:05d}/1" in shown


def test_returned_stands_on_top_with_the_exact_words_and_marks(cast, campaign, as_):
    paper = factories.report(cast, campaign, "returned")
    response = as_(cast.owner).get(url("submission", paper))
    body = response.content.decode()
    shown = text_of(response)
    assert "Sở Nội vụ trả lại để sửa 1 phần" in shown
    assert "“Thiếu số liệu nhiệm vụ 1.”" in shown
    marked, other = paper.sections.all()
    assert f'href="#phan-{marked.pk}"' in body
    assert f'id="phan-{marked.pk}"' in body
    assert shown.count("Chưa nêu số liệu") == 2  # in the banner and at the section
    assert "Cần sửa" in shown
    assert "Đã xem" in shown
    assert f"#phan-{other.pk}" not in body


def test_figures_stand_beside_target_period_before_and_history(cast, campaign, as_):
    june = factories.report(cast, campaign, "accepted", period="Báo cáo 6 tháng năm 2023")
    assert june.values.get().value == Decimal("97.5")
    with clock.at(clock.moment(dt.date(2023, 12, 5))):
        paper = factories.report(cast, campaign, "draft", period="Báo cáo năm 2023", day=dt.date(2023, 12, 5))
        indicator = campaign.indicators.get()
        paper = submissions.save(
            paper,
            sections={},
            values={indicator.pk: ValueInput(Decimal("80"), True, "Thiếu biên chế", "Đối chiếu lại sổ")},
            version=None,
            by=acting(cast.owner),
        )
        shown = text_of(as_(cast.owner).get(url("submission", paper)))
    assert "≥ 95 %" in shown
    assert "Kế hoạch tỉnh" in shown
    assert "97,5" in shown  # the period before
    assert "ước 80" in shown
    assert "84,2%" in shown  # 80 of 95
    assert "Chưa đạt chỉ tiêu cả năm." in shown
    assert "Giải trình: Thiếu biên chế" in shown
    assert "Đối chiếu lại sổ" in shown


def test_same_period_last_year_is_shown_through_the_copied_indicator(cast, campaign, as_):
    last_year = factories.report(cast, campaign, "accepted")
    next_one = factories.launch(cast, title="Phong trào thi đua đợt hai")
    next_one.indicators.update(previous=campaign.indicators.get())
    paper = factories.report(cast, next_one, "draft")
    value = IndicatorValue.objects.get(submission=paper)
    value.value = Decimal("90")
    value.save()
    assert last_year.values.get().value == Decimal("97.5")
    shown = text_of(as_(cast.owner).get(url("submission", paper)))
    assert "– 97,5 90 94,7%" in shown  # no period before; last year; now; percent of 95


def test_B93_a_figure_without_number_is_a_dash(cast, campaign, as_):
    paper = factories.report(cast, campaign, "draft")
    IndicatorValue.objects.filter(submission=paper).delete()
    response = as_(cast.owner).get(url("submission", paper))
    assert response.status_code == 200
    row = re.search(r'id="chi-tieu-\d+".*?</tr>', response.content.decode(), re.S)[0]
    cells = [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.findall(r"<td.*?</td>", row, re.S)]
    assert cells == ["≥ 95 % Kế hoạch tỉnh", "–", "–", "–", "–"]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2023, 7, 10), "Đã gửi đúng hạn"),
        (dt.date(2023, 7, 13), "Đã gửi trễ 3 ngày"),
        (dt.date(2023, 7, 18), "Đã gửi trong hạn được gia hạn"),
    ],
)
def test_lateness_and_extension_in_words(cast, campaign, as_, day, words):
    paper = factories.the_paper(campaign, cast.units["Sở Y tế"])
    if "gia hạn" in words:
        periods.extend(
            paper.period, paper.unit, until=dt.date(2023, 7, 20), reason="Chờ số liệu thống kê", by=acting(cast.dha)
        )
    paper = factories.report(cast, campaign, "submitted", day=day)
    with clock.at(clock.moment(day, 15)):
        shown = text_of(as_(cast.leader).get(url("submission", paper)))
    assert words in shown
    assert ("Chờ số liệu thống kê" in shown) == ("gia hạn" in words)


def test_B80_everything_typed_is_escaped(cast, campaign, as_):
    evil = '<img src=x onerror="alert(1)">'
    paper = factories.report(cast, campaign, "draft")
    first = paper.sections.first()
    paper.unit.official_name = f"Sở {evil}"
    paper.unit.save()
    submissions.add_link(paper, url="https://vidu.vn/a", label=evil, by=acting(cast.owner), section=first)
    submissions.add_file(paper, pdf(f"{evil}.pdf"), by=acting(cast.owner), section=first)
    indicator = campaign.indicators.get()
    paper = submissions.save(
        paper,
        sections={first.pk: SectionInput({"content": evil})},
        values={indicator.pk: ValueInput(90, explanation=evil, reason=evil)},
        version=None,
        by=acting(cast.owner),
    )
    paper = SUBMISSION.perform(paper, "submit", by=acting(cast.head))
    paper = SUBMISSION.perform(paper, "endorse", by=acting(cast.leader))
    marks = {str(first.pk): evil}
    paper = SUBMISSION.perform(paper, "dha_return", by=acting(cast.dha), note=evil, flags=marks)
    client = as_(cast.owner)
    for name in ("submission", "submission_edit", "submission_sent", "submission_print"):
        body = client.get(url(name, paper)).content.decode()
        assert "<img src=x" not in body, name
        assert "&lt;img src=x" in body, name


def test_the_same_file_elsewhere_is_said(cast, campaign, as_):
    other = factories.report(cast, campaign, "accepted", period="Kế hoạch năm 2023", day=dt.date(2023, 3, 20))
    with clock.at(clock.moment(dt.date(2023, 3, 21))):
        other = SUBMISSION.perform(other, "reopen", by=acting(cast.dha), note="Đính kèm bản ký")
        submissions.add_file(other, pdf("ảnh.pdf"), by=acting(cast.owner))
    paper = factories.report(cast, campaign, "draft")
    first, second = paper.sections.all()
    submissions.add_file(paper, pdf("một.pdf"), by=acting(cast.owner), section=first)
    submissions.add_file(paper, pdf("hai.pdf"), by=acting(cast.owner), section=second)
    shown = text_of(as_(cast.owner).get(url("submission", paper)))
    assert "Trùng tệp ở nhiệm vụ 2; Kế hoạch năm 2023 – Sở Y tế" in shown


@pytest.mark.parametrize("count", [1, 3])
def test_detail_costs_the_same_at_one_and_three_of_everything(cast, as_, count):
    campaign = factories.launch(cast, tasks=count)
    paper = factories.report(cast, campaign, "draft")
    for section in paper.sections.all():
        submissions.add_file(paper, pdf(f"{section.pk}.pdf", b"%PDF-1.4 " + str(section.pk).encode()), by=cast.owner)
    paper = SUBMISSION.perform(paper, "submit", by=acting(cast.head))
    client = as_(cast.leader)
    client.get(url("submission", paper))
    with CaptureQueriesContext(connection) as captured:
        client.get(url("submission", paper))
    own = [q["sql"] for q in captured if "usersession" not in q["sql"] and "SAVEPOINT" not in q["sql"]]
    COSTS.append(len(own))
    assert len(set(COSTS)) == 1
    assert len(own) <= 22, "\n".join(own)


COSTS: list[int] = []


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
