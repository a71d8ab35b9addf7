"""The page of a plan or report, its moves, receipt and sheet: who sees what, who may do what, what is shown."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.models import IndicatorValue
from campaigns.services import periods, submissions
from campaigns.services.submissions import SectionInput, ValueInput
from campaigns.workflows import SUBMISSION
from emulation.base import clock
from tests import factories
from tests.campaigns.test_submission_services import PEOPLE, SEES
from tests.campaigns.test_submission_workflow import STATES
from tests.factories import acting
from tests.pages.papers import pdf, text_of, url

JULY = clock.moment(dt.date(2023, 7, 6), 9, 41)


@pytest.fixture(autouse=True)
def july():
    """Everything happens on 06/07/2023, four days before the deadline of the half-year report."""
    with clock.at(JULY):
        yield


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


def test_the_reason_stays_until_it_is_sent_again(cast, campaign, as_):
    paper = factories.report(cast, campaign, "returned")
    assert "Lần đầu gửi đúng hạn" in text_of(as_(cast.owner).get(url("submission", paper)))
    paper = SUBMISSION.perform(paper, "present", by=acting(cast.owner))
    paper = SUBMISSION.perform(paper, "recall", by=acting(cast.owner))
    for page in ("submission", "submission_edit"):
        shown = text_of(as_(cast.owner).get(url(page, paper)))
        assert "Sở Nội vụ trả lại để sửa 1 phần “Thiếu số liệu nhiệm vụ 1.”" in shown
    assert "trả lại để sửa" not in text_of(as_(cast.leader).get(url("submission", paper)))


def test_a_paper_withdrawn_after_the_mending_was_sent_shows_no_old_reason(cast, campaign, as_):
    paper = factories.report(cast, campaign, "returned")
    for move in ("present", "submit"):
        paper = SUBMISSION.perform(paper, move, by=acting(cast.head if move == "submit" else cast.owner))
    paper = SUBMISSION.perform(paper, "withdraw", by=acting(cast.head), note="Gửi nhầm bản")
    assert "Sở Nội vụ trả lại để sửa" not in text_of(as_(cast.owner).get(url("submission_edit", paper)))


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
