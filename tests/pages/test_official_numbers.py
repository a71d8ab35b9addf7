"""The page of a document: versions, taking the number at signing, the signed paper. A decision about a campaign stands for all kinds."""

import dataclasses
import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from emulation.base import audit, files
from emulation.base.official import kinds, samples
from emulation.base.official.kinds import Kind
from emulation.base.official.models import OfficialDocument
from organisations.rules import is_dha_head
from tests.base.official.papers import text_of_pdf

pytestmark = pytest.mark.django_db
KEY = "quyet-dinh-thu"


@pytest.fixture
def decision(monkeypatch, campaign):
    """A campaign with a decision that the head of the department numbers."""
    kind = Kind(
        key=KEY,
        label="Quyết định thử",
        model_label="campaigns.Campaign",
        describe=lambda row: dataclasses.replace(
            samples.named("Quyết định", "QĐ-UBND"), number=None, subject=row.title
        ),
        sample=samples.named,
        page=lambda row: reverse("campaigns:campaign", args=[row.pk]),
        book="Quyết định",
        may_sign=lambda row, user: is_dha_head(user),
    )
    monkeypatch.setattr(kinds, "_kinds", kinds._kinds | {KEY: kind})
    return campaign


def url(name: str, row) -> str:
    return reverse(f"official:{name}", args=[KEY, row.pk])


def test_the_number_is_taken_once_and_stands_on_the_paper(decision, cast, as_):
    client = as_(cast.dha_head)
    assert "Lấy số khi ký" in client.get(url("document", decision)).content.decode()
    typed = {"signed_on": "5/2/2024", "signer": "Trần Văn Bình"}
    answer = client.post(url("document_number", decision), typed, follow=True).content.decode()
    assert "Đã lấy số 01 năm 2024 của sổ Quyết định." in answer
    assert "Số 01, Trần Văn Bình ký ngày 05/02/2024" in answer
    again = client.post(url("document_number", decision), typed, follow=True).content.decode()
    assert "Văn bản này đã lấy số." in again
    row = OfficialDocument.objects.get()
    assert (row.number, row.signed_on, row.signer) == (1, dt.date(2024, 2, 5), "Trần Văn Bình")
    client.post(url("document_make", decision), {"wanted": "pdf"})
    row.refresh_from_db()
    assert "Số: 01/QĐ-UBND" in text_of_pdf(files.read(row.pdf))
    assert row.pdf.sha256[:16] in client.get(url("document", decision)).content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"signed_on": "", "signer": "Trần Văn Bình"}, "Hãy ghi ngày ký."),
        ({"signed_on": "31/02/2024", "signer": "Trần Văn Bình"}, "Tháng 2 năm 2024 không có ngày 31."),
        ({"signed_on": "5/2/2024", "signer": ""}, "Hãy ghi họ và tên người ký."),
    ],
)
def test_what_is_missing_is_said_and_no_number_is_taken(decision, cast, as_, typed, sentence):
    answer = as_(cast.dha_head).post(url("document_number", decision), typed)
    assert sentence in answer.content.decode()
    assert not OfficialDocument.objects.exists()


def test_the_signed_paper_is_attached_after_the_number(decision, cast, as_):
    client = as_(cast.dha_head)

    def send(content: bytes) -> str:
        upload = SimpleUploadedFile("ký.pdf", content)
        return client.post(url("document_signed", decision), {"file": upload}, follow=True).content.decode()

    assert "Văn bản chưa lấy số." in send(b"%PDF-1.4")
    client.post(url("document_number", decision), {"signed_on": "5/2/2024", "signer": "Trần Văn Bình"})
    assert "Không nhận tệp “ký.pdf”" in send(b"MZ program")
    assert OfficialDocument.objects.get().signed is None
    assert "Đã đính kèm bản đã ký." in send(b"%PDF-1.4")
    row = OfficialDocument.objects.get()
    assert row.signed.sha256[:16] in client.get(url("document", decision)).content.decode()
    assert audit.last(row, "official_signed") is not None
    reader = as_(cast.owner)
    assert reader.get(reverse("base:file", args=[row.signed_id])).status_code == 200


def test_who_may_not_sign_sees_the_versions_and_takes_no_number(decision, cast, as_):
    client = as_(cast.owner)
    page = client.get(url("document", decision)).content.decode()
    assert "Lấy số khi ký" not in page
    typed = {"signed_on": "5/2/2024", "signer": "Trần Văn Bình"}
    assert client.post(url("document_number", decision), typed).status_code == 403
    assert client.post(url("document_signed", decision)).status_code == 403
    assert not OfficialDocument.objects.exists()


def test_the_page_costs_the_same_for_one_version_and_for_three(decision, cast, as_):
    client, costs = as_(cast.dha), []
    for title in ("Một", "Hai", "Ba"):
        type(decision).objects.filter(pk=decision.pk).update(title=title)
        client.post(url("document_make", decision), {"wanted": "docx"})
        with CaptureQueriesContext(connection) as queries:
            client.get(url("document", decision))
        costs.append(len(queries))
    assert costs[0] == costs[2]
    assert OfficialDocument.objects.count() == 3
