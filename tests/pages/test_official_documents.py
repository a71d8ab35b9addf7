"""Word and PDF beside the printable pages; the office's templates."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from campaigns.workflows import SUBMISSION
from emulation.base import audit, clock, files
from emulation.base.models import Job
from emulation.base.official import kinds, pdf, word
from emulation.base.official.models import OfficialDocument, OfficialTemplate
from emulation.base.official.services import documents
from tests import factories
from tests.awards import acclaim_walk
from tests.base.official.papers import ODD, text_of_pdf
from tests.base.official.test_word import edited
from tests.bloc_year import builders

pytestmark = pytest.mark.django_db
TEMPLATE = "official:template"


def take(client, key: str, pk: int, wanted: str) -> bytes:
    """Press the button, follow to the file."""
    answer = client.post(reverse("official:document_make", args=[key, pk]), {"wanted": wanted}, follow=True)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    return b"".join(answer.streaming_content)


def words_of(content: bytes) -> list[str]:
    return [p.text for p in Document(io.BytesIO(content)).paragraphs if p.text]


# --- Minutes of a meeting ---------------------------------------------------------------------------------------------
def test_minutes_of_a_meeting(cast, as_):
    meeting = builders.held(cast)
    client = as_(cast.owner)
    page = client.get(reverse("bloc_year:activity_minutes", args=[meeting.pk])).content.decode()
    assert "Tải Word" in page
    assert "Tải PDF" in page
    said = text_of_pdf(take(client, "bien-ban-khoi", meeting.pk, "pdf"))
    assert f"BIÊN BẢN {meeting.title}" in said
    assert "I. Thành phần" in said
    assert meeting.chair in said
    assert "DỰ THẢO" not in said
    assert meeting.title in words_of(take(client, "bien-ban-khoi", meeting.pk, "docx"))
    assert OfficialDocument.objects.count() == 1


def test_minutes_before_the_meeting_are_a_draft(cast, as_):
    meeting = builders.planned(cast)
    assert "DỰ THẢO" in text_of_pdf(take(as_(cast.owner), "bien-ban-khoi", meeting.pk, "pdf"))


def test_an_odd_name_in_minutes(cast, as_):
    meeting = builders.held(cast)
    type(meeting).objects.filter(pk=meeting.pk).update(secretary=ODD, conclusions=f"Thống nhất: {ODD}")
    assert f"Thống nhất: {ODD}" in words_of(take(as_(cast.owner), "bien-ban-khoi", meeting.pk, "docx"))


def test_who_does_not_see_the_meeting_gets_no_file(cast, as_):
    meeting = builders.held(cast)
    take(as_(cast.owner), "bien-ban-khoi", meeting.pk, "pdf")
    file = OfficialDocument.objects.get().pdf
    stranger = as_(cast.stranger)
    assert stranger.post(reverse("official:document_make", args=["bien-ban-khoi", meeting.pk])).status_code == 404
    assert stranger.get(reverse("base:file", args=[file.pk])).status_code == 404
    assert stranger.post(reverse("official:document_make", args=["khong-co", meeting.pk])).status_code == 404


# --- Pledge, counting minutes -----------------------------------------------------------------------------------------
def test_the_pledge(cast, as_):
    pledge = builders.complete(cast)
    said = text_of_pdf(take(as_(cast.head), "giao-uoc", pledge.pk, "pdf"))
    assert f"GIAO ƯỚC THI ĐUA Năm 2023 của {pledge.bloc.name}" in said
    assert "Hà Nam, ngày 23 tháng 3 năm 2023" in said
    assert "1. Nội dung giao ước Hoàn thành 100% chỉ tiêu được giao." in said
    assert said.count("Cờ thi đua") == 4


def test_counting_minutes_only_after_the_count(cast, as_):
    row = acclaim_walk.voting(cast)
    answer = as_(cast.leader).post(
        reverse("official:document_make", args=["bien-ban-kiem-phieu-suy-ton", row.pk]), follow=True
    )
    assert "Biên bản kiểm phiếu có sau khi kiểm phiếu." in answer.content.decode()
    assert not OfficialDocument.objects.exists()


def test_counting_minutes(cast, as_):
    row = acclaim_walk.counted(cast, dict.fromkeys(("Sở Y tế", "Sở Tài chính", "Sở Xây dựng"), (1,)))
    said = text_of_pdf(take(as_(cast.leader), "bien-ban-kiem-phieu-suy-ton", row.pk, "pdf"))
    assert f"BIÊN BẢN Kiểm phiếu bình xét, suy tôn {row.award} năm 2023" in said
    assert "Số phiếu thu về: 3; hợp lệ: 3; không hợp lệ: 0." in said
    assert "BAN KIỂM PHIẾU TRƯỞNG KHỐI" in said


# --- Templates --------------------------------------------------------------------------------------------------------
def put(client, content: bytes, note: str = "Thêm tên tỉnh"):
    upload = SimpleUploadedFile("mẫu.docx", content)
    return client.post(reverse(TEMPLATE, args=["giao-uoc"]), {"file": upload, "note": note}, follow=True)


def test_the_office_downloads_edits_and_puts_its_template_in_place(cast, as_):
    client = as_(cast.dha)
    page = client.get(reverse("official:template_list")).content.decode()
    assert "Giao ước thi đua" in page
    shipped = b"".join(client.get(reverse("official:template_download", args=["giao-uoc"])).streaming_content)
    answer = put(client, edited({"{{ ten_loai }}": "TỈNH HÀ NAM: {{ ten_loai }}"}, shipped))
    assert "Đã dùng mẫu mới (bản 1) cho Giao ước thi đua." in answer.content.decode()
    pledge = builders.complete(cast)
    assert "TỈNH HÀ NAM: GIAO ƯỚC THI ĐUA" in words_of(take(client, "giao-uoc", pledge.pk, "docx"))
    row = OfficialTemplate.objects.get()
    assert audit.last(row, "template_replaced").note == "Thêm tên tỉnh"
    client.post(reverse("official:template_default", args=["giao-uoc"]))
    assert "GIAO ƯỚC THI ĐUA" in words_of(take(client, "giao-uoc", pledge.pk, "docx"))
    assert audit.last(row, "template_default").label == "Dùng lại mẫu có sẵn: Giao ước thi đua"
    # What was printed with the office's template stays as it was.
    first = OfficialDocument.objects.get(version=1)
    assert "TỈNH HÀ NAM: GIAO ƯỚC THI ĐUA" in words_of(files.read(first.docx))


def test_versions_are_kept_and_one_is_in_use(cast, as_):
    client = as_(cast.dha)
    shipped = b"".join(client.get(reverse("official:template_download", args=["giao-uoc"])).streaming_content)
    put(client, shipped)
    put(client, shipped, "Bản hai")
    rows = OfficialTemplate.objects.order_by("number")
    assert [(row.number, row.in_use, row.note) for row in rows] == [(1, False, "Thêm tên tỉnh"), (2, True, "Bản hai")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (edited({"{{ noi_dung }}": ""}), "Mẫu thiếu chỗ điền bắt buộc: {{ noi_dung }}."),
        (b"%PDF-1.4", "Tệp “mẫu.docx” có đuôi .docx nhưng nội dung là PDF."),
    ],
)
def test_a_template_of_no_use_is_refused_and_the_old_one_stays(cast, as_, content, sentence):
    answer = put(as_(cast.dha), content)
    assert sentence in answer.content.decode()
    assert not OfficialTemplate.objects.exists()


def test_only_the_department_keeps_templates(cast, as_):
    for person in (cast.owner, cast.auditor, cast.admin):
        assert as_(person).get(reverse("official:template_list")).status_code == 403


# --- A unit's report --------------------------------------------------------------------------------------------------
def test_the_report_as_it_was_sent(cast, campaign, as_):
    paper = factories.report(cast, campaign, "draft")
    section = paper.sections.first()
    type(section).objects.filter(pk=section.pk).update(content=f"Kết quả: {ODD}\nDòng hai")
    url = reverse("official:document_make", args=["ke-hoach-bao-cao", paper.pk])
    refused = as_(cast.owner).post(url, follow=True).content.decode()
    assert "chưa gửi lần nào" in refused
    paper = factories.send_on(cast, paper)
    page = as_(cast.leader).get(reverse("campaigns:submission_print", args=[paper.pk])).content.decode()
    assert "Tải PDF" in page
    said = text_of_pdf(take(as_(cast.leader), "ke-hoach-bao-cao", paper.pk, "pdf"))
    assert paper.title == "Báo cáo 6 tháng năm 2023"
    assert "BÁO CÁO 6 tháng năm 2023" in said
    assert campaign.title in said
    assert "Dòng hai" in said
    words = words_of(take(as_(cast.owner), "ke-hoach-bao-cao", paper.pk, "docx"))
    assert f"Kết quả: {ODD}" in words
    assert as_(cast.stranger).post(url).status_code == 404


def test_what_the_unit_writes_after_sending_is_not_in_the_paper(cast, campaign, as_):
    paper = factories.send_on(cast, factories.report(cast, campaign, "draft"))
    section = paper.sections.first()
    type(section).objects.filter(pk=section.pk).update(content="Bản nháp sau khi gửi")
    assert "Bản nháp sau khi gửi" not in text_of_pdf(take(as_(cast.owner), "ke-hoach-bao-cao", paper.pk, "pdf"))


def sent_twice(cast, campaign, as_):
    """A report with a PDF of each of its two sendings, the first of which was returned; accepted. And both PDF files."""
    paper = factories.send_on(cast, factories.report(cast, campaign, "draft"))
    take(as_(cast.leader), "ke-hoach-bao-cao", paper.pk, "pdf")
    with clock.at(clock.moment(dt.date(2023, 7, 6))):
        paper = SUBMISSION.perform(paper, "dha_return", by=factories.acting(cast.dha), note="Sai số liệu.")
        paper = factories.write(paper, by=cast.owner, text="Đã sửa.")
    paper = factories.send_on(cast, paper, day=dt.date(2023, 7, 6))
    take(as_(cast.leader), "ke-hoach-bao-cao", paper.pk, "pdf")
    paper = SUBMISSION.perform(paper, "accept", by=factories.acting(cast.dha))
    return paper, [row.pdf for row in OfficialDocument.objects.order_by("version")]


def test_who_reads_what_was_accepted_reads_no_version_that_was_returned(cast, campaign, as_):
    paper, (returned, accepted) = sent_twice(cast, campaign, as_)
    page = reverse("official:document", args=["ke-hoach-bao-cao", paper.pk])
    seen = as_(cast.council).get(page).content.decode()
    assert "Bản 2" in seen
    assert "Bản 1" not in seen
    assert as_(cast.council).get(reverse("base:file", args=[returned.pk])).status_code == 404
    assert as_(cast.council).get(reverse("base:file", args=[accepted.pk])).status_code == 200
    assert "Đã sửa." in text_of_pdf(take(as_(cast.council), "ke-hoach-bao-cao", paper.pk, "pdf"))
    assert OfficialDocument.objects.count() == 2
    assert "Bản 1" in as_(cast.leader).get(page).content.decode()
    assert as_(cast.leader).get(reverse("base:file", args=[returned.pk])).status_code == 200


def test_a_sending_that_says_the_same_is_a_version_of_its_own(cast, campaign, as_):
    paper = factories.send_on(cast, factories.report(cast, campaign, "draft"))
    take(as_(cast.leader), "ke-hoach-bao-cao", paper.pk, "pdf")
    paper = SUBMISSION.perform(paper, "dha_return", by=factories.acting(cast.dha), note="Gửi lại.")
    paper = factories.send_on(cast, paper)
    SUBMISSION.perform(paper, "accept", by=factories.acting(cast.dha))
    take(as_(cast.council), "ke-hoach-bao-cao", paper.pk, "pdf")
    rows = OfficialDocument.objects.order_by("version")
    assert [(row.version, row.edition) for row in rows] == [(1, "1"), (2, "2")]
    assert rows[0].fingerprint == rows[1].fingerprint


@pytest.mark.parametrize("kind", kinds.all_kinds(), ids=lambda kind: kind.key)
def test_every_kind_prints_with_its_shipped_template(kind):
    word.check(kind.default_template(), kind.sample())
    assert kind.sample().heading in text_of_pdf(pdf.render(kind.sample()))
    assert hasattr(kind.model._default_manager, "visible_to")


def test_a_long_paper_is_printed_by_a_job(cast, as_, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(documents, "MOST_ROWS", 3)  # the pledge lists four units
    pledge, client = builders.complete(cast), as_(cast.head)
    url = reverse("official:document_make", args=["giao-uoc", pledge.pk])
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(url, {"wanted": "pdf"})
    job = Job.objects.get()
    assert answer["Location"] == reverse("base:job", args=[job.pk])
    page = client.get(answer["Location"]).content.decode()
    assert "Tệp Word và tệp PDF đã sẵn sàng." in page
    assert reverse("base:file", args=[job.result_id]) in page
    # The second time the file is there.
    assert client.post(url, {"wanted": "pdf"})["Location"].startswith(reverse("base:file", args=[job.result_id]))
