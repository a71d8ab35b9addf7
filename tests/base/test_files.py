"""Private files: taken by content, kept under opaque names, opened only by those who see the holder."""

import hashlib
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from campaigns.services import submissions
from campaigns.workflows import SUBMISSION
from emulation.base import files
from emulation.base.models import FileKind, StoredFile
from tests import factories
from tests.factories import acting

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452") + b"\x00" * 40
JPG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000") + b"\x00" * 40
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600


def office(part: str, **more: bytes) -> bytes:
    """A zip with one Office part and whatever else."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        # The moment of writing would give the test another name in each worker.
        archive.writestr(zipfile.ZipInfo(part), "<x/>")
        for name, content in more.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("Báo cáo.pdf", PDF, FileKind.PDF),
        ("quét.pdf", b"\x00" * 21 + PDF, FileKind.PDF),
        ("ảnh.JPG", JPG, FileKind.JPG),
        ("ảnh.png", PNG, FileKind.PNG),
        ("kế hoạch.docx", office("word/document.xml"), FileKind.DOCX),
        ("bảng.xlsx", office("xl/workbook.xml"), FileKind.XLSX),
        ("cũ.doc", OLE, FileKind.DOC),
        ("cũ.xls", OLE, FileKind.XLS),
        ("không đuôi", PDF, FileKind.PDF),
    ],
)
def test_taken_by_content(name, content, kind):
    assert files.kind_of(content, name) == kind


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("anh.jpg.php", b"<?php system($_GET['c']); ?>", "Không nhận"),
        ("anh.jpg", b"<?php system($_GET['c']); ?>", "Không nhận"),
        ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "Không nhận"),
        ("trang.html", b"<html></html>", "Không nhận"),
        ("bao cao.pdf", office("word/document.xml"), "nội dung là Word"),
        ("bao cao.docx", PDF, "nội dung là PDF"),
        ("anh.png", JPG, "nội dung là Ảnh JPG"),
        ("nén.zip", office("readme.txt"), "Không nhận"),
        ("macro.docx", office("word/document.xml", **{"word/vbaProject.bin": b"x"}), "macro"),
        ("bom.docx", office("word/document.xml", **{"word/media/a": b"\x00" * 30_000_000}), "bất thường"),
        ("cắt.docx", office("word/document.xml")[:40], "hỏng"),
        ("rỗng.pdf", b"", "rỗng"),
        ("chương trình.exe", b"MZ" + b"\x00" * 100, "Không nhận"),
    ],
)
def test_B59_refused_by_content_with_a_sentence(name, content, words):
    with pytest.raises(files.FileRefused, match=words):
        files.kind_of(content, name)


def test_too_large_is_refused_before_it_is_read(settings):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024

    class Endless:
        name, size = "to.pdf", 3 * 1024 * 1024

        def read(self):
            raise AssertionError("must not be read")

    with pytest.raises(files.FileRefused, match="3 MB, tối đa 1 MB"):
        files.store(Endless(), by=None)


def test_long_vietnamese_name_survives():
    name = "Bổ" * 83 + "a.pdf"  # 83 × (1 + 3 + … ) bytes: "ổ" takes three
    cleaned = files.clean_name(name)
    assert len(name.encode()) == 83 * 4 + 5
    assert len(cleaned.encode()) <= 255
    assert cleaned.endswith(".pdf")
    exact = "ệ" * 83 + "ab.pdf"  # 83 × 3 + 6 = 255 bytes
    assert files.clean_name(exact) == exact


def test_names_are_cleaned_of_folders_and_control_characters():
    assert files.clean_name("C:\\thu muc\\..\\bao\u202ecao\x00.pdf") == "baocao.pdf"
    assert files.clean_name("ba\u0301o cáo.pdf") == "báo cáo.pdf"


def test_B57_two_files_of_one_name_are_both_kept(cast):
    first = files.store(SimpleUploadedFile("baocao.pdf", PDF), by=cast.owner)
    second = files.store(SimpleUploadedFile("baocao.pdf", PDF + b" "), by=cast.owner)
    assert first.key != second.key
    assert (files.read(first), files.read(second)) == (PDF, PDF + b" ")
    assert first.sha256 == hashlib.sha256(PDF).hexdigest()
    assert "baocao" not in first.key


@pytest.mark.parametrize(
    ("person", "state", "status"),
    [
        ("owner", "draft", 200),
        ("head", "draft", 200),
        ("neighbour", "draft", 404),
        ("stranger", "draft", 404),
        ("leader", "draft", 404),
        ("dha", "draft", 404),
        ("leader", "submitted", 200),
        ("dha", "submitted", 200),
        ("auditor", "submitted", 200),
        ("neighbour", "submitted", 404),
        ("stranger", "accepted", 404),
        ("admin", "accepted", 404),
        ("nobody", "accepted", 404),
    ],
)
def test_B29_B22_a_file_is_opened_only_by_who_sees_its_holder(cast, campaign, as_, person, state, status):
    paper = factories.report(cast, campaign, "draft")
    stored = submissions.add_file(paper, SimpleUploadedFile("minh chứng.pdf", PDF), by=acting(cast.owner)).file
    walk = {"draft": 0, "submitted": 1, "accepted": 3}[state]
    for move, who in [("submit", cast.head), ("endorse", cast.leader), ("accept", cast.dha)][:walk]:
        paper = SUBMISSION.perform(paper, move, by=acting(who))
    response = as_(getattr(cast, person)).get(reverse("base:file", args=[stored.pk]))
    assert response.status_code == status


@pytest.mark.parametrize(("person", "status"), [("owner", 200), ("leader", 404), ("dha", 404)])
def test_B29_B62_a_file_added_after_the_return_is_not_open_to_readers(cast, campaign, as_, person, status):
    paper = factories.report(cast, campaign, "returned")
    stored = submissions.add_file(paper, SimpleUploadedFile("mới.pdf", PDF), by=acting(cast.owner)).file
    response = as_(getattr(cast, person)).get(reverse("base:file", args=[stored.pk]))
    assert response.status_code == status


def test_B29_logged_out_goes_to_the_login_page(cast, client):
    stored = files.store(SimpleUploadedFile("a.pdf", PDF), by=cast.owner)
    response = client.get(reverse("base:file", args=[stored.pk]))
    assert response.status_code == 302
    assert "/accounts/login/" in response["Location"]


def test_served_with_nosniff_and_attachment_unless_previewable(cast, as_):
    pdf = files.store(SimpleUploadedFile("kế hoạch.pdf", PDF), by=cast.owner)
    doc = files.store(SimpleUploadedFile("cũ.doc", OLE), by=cast.owner)
    client = as_(cast.owner)
    seen, saved = (client.get(reverse("base:file", args=[f.pk])) for f in (pdf, doc))
    assert seen["X-Content-Type-Options"] == saved["X-Content-Type-Options"] == "nosniff"
    assert seen["Content-Type"] == "application/pdf"
    assert seen["Content-Disposition"].startswith("inline")
    assert saved["Content-Type"] == "application/octet-stream"
    assert saved["Content-Disposition"].startswith("attachment")
    assert b"".join(seen.streaming_content) == PDF


def test_a_removed_file_loses_its_bytes_only_after_commit(cast, django_capture_on_commit_callbacks):
    from django.core.files.storage import default_storage

    stored = files.store(SimpleUploadedFile("a.pdf", PDF), by=cast.owner)
    key = stored.key
    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        files.remove(stored)
    assert default_storage.exists(key)
    callbacks[0]()
    assert not default_storage.exists(key)
    assert not StoredFile.objects.filter(key=key).exists()
