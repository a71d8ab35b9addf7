"""Documents as records: versions, files, numbers, the signed paper; long ones as jobs."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from docx import Document

from emulation.base import audit, files, jobs
from emulation.base.models import JobState
from emulation.base.official import data
from emulation.base.official.models import NumberBook, OfficialDocument
from emulation.base.official.services import documents, numbering
from emulation.base.workflow import Refused
from tests.base.official.conftest import KEY
from tests.base.official.papers import text_of_pdf
from tests.factories import acting

pytestmark = pytest.mark.django_db
DAY = dt.date(2024, 2, 5)
PDF = b"%PDF-1.4\n%%EOF\n"


def sign(unit, cast, *, book="Quyết định", day=DAY, signer="Trần Văn Bình"):
    return numbering.sign(unit, kind=KEY, book=book, signed_on=day, signer=signer, by=acting(cast.dha))


def test_a_document_that_says_the_same_is_the_same_version(cast, decision):
    unit, dha = cast.units["Sở Y tế"], acting(cast.dha)
    first = documents.make(unit, kind=KEY, by=dha)
    assert documents.make(unit, kind=KEY, by=dha) == first
    decision.count = 2
    second = documents.make(unit, kind=KEY, by=dha)
    assert (first.version, second.version) == (1, 2)
    assert [row.version for row in documents.of(unit, KEY)] == [2, 1]
    assert OfficialDocument.objects.get(pk=first.pk).content == first.content
    other = documents.make(cast.units["Sở Tài chính"], kind=KEY, by=dha)
    assert other.version == 1


def test_its_files_are_printed_once_and_hang_on_the_object(cast, decision):
    unit = cast.units["Sở Y tế"]
    row = documents.make(unit, kind=KEY, by=acting(cast.dha))
    row = documents.print_file(documents.print_file(row, "docx"), "pdf")
    again = documents.print_file(row, "pdf")
    assert again.pdf_id == row.pdf_id
    assert (row.docx.holder, row.pdf.holder) == (row, row)
    assert row.pdf.name == "Quyết định - Về việc của Sở Y tế.pdf"
    assert "QUYẾT ĐỊNH Về việc của Sở Y tế" in text_of_pdf(files.read(row.pdf))
    words = [p.text for p in Document(io.BytesIO(files.read(row.docx))).paragraphs]
    assert "Về việc của Sở Y tế" in words


def test_the_number_stands_on_the_final_version_with_its_day_and_signer(cast, decision):
    unit = cast.units["Sở Y tế"]
    documents.make(unit, kind=KEY, by=acting(cast.dha))
    row = sign(unit, cast)
    assert (row.version, row.book, row.year, row.number, row.signer) == (2, "Quyết định", 2024, 1, "Trần Văn Bình")
    said = data.from_data(row.content)
    assert (said.number_text, said.place_and_day) == ("Số: 01/QĐ-UBND", "Hà Nam, ngày 05 tháng 02 năm 2024")
    assert not said.draft
    assert "Số: 01/QĐ-UBND" in text_of_pdf(files.read(documents.print_file(row, "pdf").pdf))
    entry = audit.last(row, "official_number")
    assert entry.label == "Lấy Số: 01/QĐ-UBND"
    assert entry.changes == {"number": [None, 1], "signed_on": [None, "2024-02-05"], "signer": [None, "Trần Văn Bình"]}


def test_each_book_and_year_counts_for_itself(cast, decision):
    units = list(cast.units.values())
    taken = [
        sign(units[0], cast).number,
        sign(units[1], cast).number,
        sign(units[2], cast, day=dt.date(2025, 1, 2)).number,
        sign(units[3], cast, book="Thông báo").number,
    ]
    assert taken == [1, 2, 1, 1]


def test_a_signing_that_fails_gives_its_number_back(cast, decision, monkeypatch):
    units = list(cast.units.values())
    sign(units[0], cast)

    def broken(*args, **kwargs):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(audit, "record", broken)
        with pytest.raises(RuntimeError), transaction.atomic():
            sign(units[1], cast)
    assert NumberBook.objects.get().last == 1
    assert sign(units[1], cast).number == 2


def test_a_paper_is_numbered_once_and_by_somebody(cast, decision):
    unit = cast.units["Sở Y tế"]
    with pytest.raises(Refused, match="họ tên người ký"):
        sign(unit, cast, signer=" ")
    sign(unit, cast)
    with pytest.raises(Refused, match="đã lấy số"):
        sign(unit, cast)
    assert NumberBook.objects.get().last == 1


def test_what_has_its_number_is_not_made_anew(cast, decision):
    unit = cast.units["Sở Y tế"]
    row = sign(unit, cast)
    decision.count = 5
    assert documents.make(unit, kind=KEY, by=acting(cast.dha)) == row
    assert documents.of(unit, KEY).count() == 1


def test_a_book_goes_on_after_the_numbers_on_paper(cast, decision):
    numbering.begin_after("Quyết định", 2024, 41, by=acting(cast.dha))
    assert sign(cast.units["Sở Y tế"], cast).number == 42
    with pytest.raises(Refused, match="không đổi số bắt đầu"):
        numbering.begin_after("Quyết định", 2024, 10, by=acting(cast.dha))


def test_the_database_refuses_a_number_without_a_day_and_the_same_number_twice(cast, decision):
    row = sign(cast.units["Sở Y tế"], cast)
    other = documents.make(cast.units["Sở Tài chính"], kind=KEY, by=acting(cast.dha))
    with pytest.raises(IntegrityError), transaction.atomic():
        OfficialDocument.objects.filter(pk=other.pk).update(number=2)
    same = {"number": 1, "book": row.book, "year": 2024, "signed_on": DAY, "signer": "x"}
    with pytest.raises(IntegrityError), transaction.atomic():
        OfficialDocument.objects.filter(pk=other.pk).update(**same)


def test_the_signed_paper_comes_after_the_number_and_once(cast, decision):
    unit, dha = cast.units["Sở Y tế"], acting(cast.dha)
    upload = SimpleUploadedFile("ký.pdf", PDF)
    with pytest.raises(Refused, match="chưa lấy số"):
        documents.attach_signed(documents.make(unit, kind=KEY, by=dha), upload, by=dha)
    row = documents.attach_signed(sign(unit, cast), SimpleUploadedFile("ký.pdf", PDF), by=dha)
    assert files.read(row.signed) == PDF
    assert audit.last(row, "official_signed").changes == {"signed": [None, row.signed.sha256]}
    with pytest.raises(Refused, match="đã có bản ký"):
        documents.attach_signed(row, SimpleUploadedFile("ký.pdf", PDF), by=dha)
    with pytest.raises(files.FileRefused):
        documents.attach_signed(sign(cast.units["Sở Tài chính"], cast), SimpleUploadedFile("a.pdf", b"MZ"), by=dha)


def test_six_hundred_names_are_printed_by_a_job(cast, decision, django_capture_on_commit_callbacks):
    unit, dha = cast.units["Sở Y tế"], acting(cast.dha)
    assert not documents.is_large(documents.make(unit, kind=KEY, by=dha))
    decision.count = 600
    row = documents.make(unit, kind=KEY, by=dha)
    assert documents.is_large(row)
    steps = []
    job = documents.start_job(row, by=dha)
    keep = jobs._progress

    def watched(job):
        tell = keep(job)
        return lambda done, total: (steps.append((done, total)), tell(done, total))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jobs, "_progress", watched)
        jobs.run(str(job.pk))
    job.refresh_from_db()
    row.refresh_from_db()
    assert steps == [(0, 2), (1, 2), (2, 2)]
    assert (job.state, job.done, job.total, job.result_id) == (JobState.DONE, 2, 2, row.pdf_id)
    assert "600 Nguyễn Văn 600" in text_of_pdf(files.read(row.pdf))
