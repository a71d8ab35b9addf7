"""Evidence of a plan or report: files and links go up, are refused with a sentence, are taken out, open to the right people."""

import datetime as dt
import re

import pytest

from campaigns.models import Evidence
from campaigns.services import submissions
from emulation.base import clock, drafts
from emulation.base.models import StoredFile
from tests import factories
from tests.base.test_files import office
from tests.factories import acting
from tests.pages.papers import PDF, PNG, fields, open_form, pdf, post, text_of, url

PLAN = {"period": "Kế hoạch năm 2023", "day": dt.date(2023, 3, 20)}


@pytest.fixture(autouse=True)
def july():
    with clock.at(clock.moment(dt.date(2023, 7, 6), 9, 41)):
        yield


@pytest.fixture
def draft(cast, campaign):
    return factories.report(cast, campaign, "draft")


# --- Files ------------------------------------------------------------------------------------------------------------
def test_B51_files_survive_an_error_elsewhere_and_are_listed(cast, draft, as_, parts, figure):
    client = as_(cast.owner)
    form = open_form(client, draft)
    uploads = [pdf("một.pdf"), pdf("hai.pdf", PDF + b"2")]
    answer = post(client, draft, form, **{f"{figure}-value": "chín", f"{parts[0]}-files": uploads})
    shown = text_of(answer)
    assert "không phải số" in shown
    assert "Đã nhận tệp “một.pdf”." in shown
    for name in ("một.pdf", "hai.pdf"):
        assert re.search(rf'<a href="/tep/[^"]+">{name}</a>', answer.content.decode())
    assert draft.evidence.count() == 2


def test_B57_two_papers_keep_their_own_file_of_the_same_name(cast, campaign, draft, as_, parts):
    other = factories.report(cast, campaign, "draft", unit="Sở Tài chính")
    content = office("word/document.xml")
    for person, paper in ((cast.owner, draft), (cast.leader, other)):
        place = f"s{paper.sections.first().pk}-files"
        upload = pdf("baocao.docx", content)
        assert as_(person).post(url("submission_upload", paper), {place: upload}).status_code == 200
    kept = {e.submission_id: e.file.name for e in Evidence.objects.select_related("file")}
    assert kept == {draft.pk: "baocao.docx", other.pk: "baocao.docx"}


BAD_FILES = [
    ("anh.jpg.php", b"<?php system($_GET['c']); ?>", "Không nhận tệp"),
    ("x.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "Không nhận tệp"),
    ("anh.jpg", PNG, "nội dung là Ảnh PNG"),
    ("bom.xlsx", office("xl/workbook.xml", big=b"0" * 60_000_000), "bất thường"),
    ("rong.pdf", b"", "rỗng"),
    (
        "cong van.pdf",
        b"MZ\x90\x00" + b"\x00" * 60,
        "có đuôi .pdf nhưng bên trong là chương trình Windows, có thể gây hại",
    ),
    ("tai.docx", b"Rar!\x1a\x07\x00" + b"\x00" * 60, "bên trong là tệp nén RAR"),
    ("hong.pdf", b"abc\x00\x01", "tệp bị hỏng hoặc đã bị đổi đuôi"),
]


@pytest.mark.parametrize(("name", "content", "sentence"), BAD_FILES, ids=[name for name, *_ in BAD_FILES])
def test_B59_a_bad_file_is_refused_by_content_with_a_sentence(cast, draft, as_, parts, name, content, sentence):
    client = as_(cast.owner)
    answer = client.post(url("submission_upload", draft), {f"{parts[0]}-files": pdf(name, content)})
    assert answer.status_code == 400
    assert sentence in answer.json()["message"]
    answer = post(client, draft, open_form(client, draft), **{f"{parts[0]}-files": pdf(name, content)})
    assert sentence in text_of(answer)
    assert f'href="#{parts[0]}-files"' in answer.content.decode()
    assert "Đã lưu lúc" not in text_of(answer)
    assert not StoredFile.objects.exists()


def test_B60_no_file_is_said_never_a_fault_and_never_success(cast, draft, as_, parts):
    client = as_(cast.owner)
    for data in ({}, {f"{parts[0]}-files": ""}, {"files": pdf()}):
        answer = client.post(url("submission_upload", draft), data)
        assert answer.status_code == 400
        assert answer.json() == {"message": "Chưa có tệp nào. Hãy chọn tệp rồi thử lại."}
    answer = post(client, draft, open_form(client, draft), add_link=parts[0])
    assert "Đã thêm liên kết" not in text_of(answer)
    assert not Evidence.objects.exists()


def test_a_file_goes_up_at_once_to_its_place(cast, draft, as_, parts, figure):
    client = as_(cast.owner)
    for code in (parts[0], figure, "ky"):
        answer = client.post(
            url("submission_upload", draft), {f"{code}-files": pdf(f"{code}.pdf", PDF + code.encode())}
        )
        said = answer.json()
        assert said["name"] == f"{code}.pdf"
        assert f'value="{said["id"]}"' in said["html"]  # its button that takes it out again
        assert client.get(said["url"]).status_code == 200
    pieces = {e.file.name: e for e in draft.evidence.select_related("file", "value")}
    assert pieces[f"{parts[0]}.pdf"].section_id == int(parts[0][1:])
    assert pieces[f"{figure}.pdf"].value.indicator_id == int(figure[1:])
    assert pieces["ky.pdf"].signed
    for wrong in ("s999999", "v999999", "x1", "s", "ky1"):
        assert client.post(url("submission_upload", draft), {f"{wrong}-files": pdf()}).status_code == 404


def test_a_section_of_another_paper_is_no_place(cast, campaign, draft, as_):
    other = factories.report(cast, campaign, "draft", unit="Sở Tài chính")
    answer = as_(cast.owner).post(url("submission_upload", draft), {f"s{other.sections.first().pk}-files": pdf()})
    assert answer.status_code == 404
    assert not Evidence.objects.exists()


def test_B29_link_of_a_file_is_dead_for_others(cast, draft, as_, client, parts):
    link = as_(cast.owner).post(url("submission_upload", draft), {f"{parts[0]}-files": pdf()}).json()["url"]
    for person in (cast.neighbour, cast.stranger, cast.leader, cast.dha, cast.admin):
        assert as_(person).get(link).status_code == 404
    client.logout()
    assert client.get(link)["Location"].startswith("/accounts/login/")


def test_taking_a_file_out_keeps_what_was_typed(cast, draft, as_, parts):
    client = as_(cast.owner)
    piece = submissions.add_file(draft, pdf("nhầm.pdf"), by=acting(cast.owner), section=draft.sections.first())
    answer = post(client, draft, open_form(client, draft), **{f"{parts[1]}-content": "Đang viết", "remove": piece.pk})
    assert "Đã bỏ “nhầm.pdf”." in text_of(answer)
    assert fields(answer.content.decode())[f"{parts[1]}-content"] == "Đang viết"
    assert not Evidence.objects.exists()
    assert drafts.find(cast.owner, f"submission:{draft.pk}").data[f"{parts[1]}-content"] == ["Đang viết"]
    again = post(client, draft, open_form(client, draft), remove=piece.pk)
    assert "đã được bỏ trước đó" in text_of(again)


def test_links_are_evidence_too_but_only_web_addresses(cast, draft, as_, parts):
    client = as_(cast.owner)
    bad = post(client, draft, open_form(client, draft), **{f"{parts[0]}-url": "javascript:alert(1)"})
    assert "Địa chỉ không mở được." in text_of(bad)
    typed = {f"{parts[0]}-url": "https://hanam.gov.vn/tin-1", f"{parts[0]}-label": "Tin hội nghị"}
    answer = post(client, draft, open_form(client, draft), **typed, add_link=parts[0])
    assert "Đã thêm liên kết https://hanam.gov.vn/tin-1." in text_of(answer)
    assert fields(answer.content.decode())[f"{parts[0]}-url"] == ""
    post(client, draft, open_form(client, draft), **typed)  # “Lưu” takes a typed link, too; the same one is one
    piece = draft.evidence.get()
    assert (piece.url, piece.label) == ("https://hanam.gov.vn/tin-1", "Tin hội nghị")
