"""The papers say what they must: letter, decision with annexes A, B, C; odd names print as they are; only Tinos."""

import io
import subprocess

import pytest
from django.urls import reverse
from docx import Document

from awards.decisions import documents as descriptions
from awards.decisions.models import DecisionLine
from awards.decisions.services import drafting
from awards.decisions.workflows import DECISION
from emulation.base import clock
from emulation.base.models import Job
from emulation.base.official import pdf
from emulation.base.official.models import OfficialDocument
from tests.base.official.papers import ODD, text_of_pdf
from tests.decisions import walk
from tests.decisions.walk import DRAFTED, SIGNED, THREE, Who
from tests.factories import acting

pytestmark = pytest.mark.django_db


def take(client, key: str, pk: int, wanted: str = "pdf") -> bytes:
    """Press the button, follow to the file."""
    answer = client.post(reverse("official:document_make", args=[key, pk]), {"wanted": wanted}, follow=True)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    return b"".join(answer.streaming_content)


def test_the_decision(cast, as_):
    row = walk.signed(cast, *THREE)
    said = text_of_pdf(take(as_(cast.dha), "quyet-dinh-khen-thuong", row.pk))
    for words in (
        "ỦY BAN NHÂN DÂN TỈNH HÀ NAM",
        "Số: 01/QĐ-UBND",
        "Hà Nam, ngày 25 tháng 12 năm 2023",
        "QUYẾT ĐỊNH Về việc tặng Bằng khen",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HÀ NAM",
        "Căn cứ Luật Thi đua, khen thưởng số 15/2003/QH11",
        "Nghị định số 91/2017/NĐ-CP;",
        "Căn cứ kết quả họp Hội đồng Thi đua - Khen thưởng tỉnh ngày 20/12/2023;",
        "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 01/TTr-SNV ngày 21/12/2023.",
        "Điều 1. Tặng Bằng khen",
        "cho 1 tập thể, 1 cá nhân, 1 hộ gia đình đã có thành tích xuất sắc",
        "Điều 2. Tiền thưởng",
        "Điều 3. Chánh Văn phòng",
        "Trần Quốc Bảo",
        "A. TẬP THỂ 1 Sở Y tế",
        "B. CÁ NHÂN 1 Ông Lê Văn An Trưởng phòng",
        "C. HỘ GIA ĐÌNH 1 Hộ ông Trần Văn Bình Sở Xây dựng",
        "(Kèm theo Quyết định số 01/QĐ-UBND ngày 25 tháng 12 năm 2023 của",
    ):
        assert words in said, words
    assert "DỰ THẢO" not in said
    assert "TM." not in said  # the Chairman decides himself, not on behalf of the committee (law.md §11)


def test_several_awards_each_have_their_annex(cast):
    row = walk.signed(cast, Who("CTDT", "collective", "Sở Y tế"), *THREE)
    description = descriptions.decision_paper(row)
    assert [" ".join(annex.title.split(" ")[4:7]) for annex in description.annexes] == ["danh hiệu Cờ", "Bằng khen của"]
    said = text_of_pdf(pdf.render(description))
    assert "PHỤ LỤC I " in said
    assert "PHỤ LỤC II " in said
    assert "1 tập thể, 1 cá nhân, 1 hộ gia đình;" in said


@pytest.mark.parametrize(
    ("role", "words", "missing"),
    [
        ("chairman", "CHỦ TỊCH Trần", "KT."),
        ("deputy", "KT. CHỦ TỊCH PHÓ CHỦ TỊCH Trần", "TM."),
        ("acting", "Q. CHỦ TỊCH Trần", "KT."),
    ],
)
def test_as_what_it_was_signed(cast, role, words, missing):
    decision = walk.submitted(cast, *THREE)
    with clock.at(clock.moment(SIGNED, 9)):
        DECISION.perform(
            decision, "sign", by=acting(cast.office), signed_on=SIGNED, signer="Trần Quốc Bảo", signer_role=role
        )
    said = text_of_pdf(pdf.render(descriptions.decision_paper(walk.fresh(decision).signed)))
    block = " ".join(said.split("Nơi nhận:")[1].split("PHỤ LỤC")[0].split())
    plain = " ".join(w for w in block.split() if not w.startswith("-"))
    assert all(word in plain for word in words.split(" "))
    assert missing not in plain


def test_a_draft_is_marked_and_has_no_number(cast, as_):
    decision = walk.drafted(cast, *THREE)
    said = text_of_pdf(take(as_(cast.dha), "du-thao-quyet-dinh-khen-thuong", decision.pk))
    assert "DỰ THẢO" in said
    assert "Số: ……/QĐ-UBND" in said
    assert "Tờ trình số ……/TTr-SNV" in said
    letter = text_of_pdf(take(as_(cast.dha), "to-trinh-khen-thuong", decision.letters.get().pk))
    assert "DỰ THẢO" in letter


def test_the_letter(cast, as_):
    decision = walk.submitted(cast, *THREE)
    said = text_of_pdf(take(as_(cast.office), "to-trinh-khen-thuong", decision.letters.get().pk))
    for words in (
        "SỞ NỘI VỤ",
        "Số: 01/TTr-SNV",
        "ngày 21 tháng 12 năm 2023",
        "TỜ TRÌNH",
        "Kính gửi: Chủ tịch Ủy ban nhân dân tỉnh Hà Nam",
        "họp ngày 20/12/2023 đã xét và thông qua",
        "quyết định khen thưởng 3 trường hợp",
        "Cộng 1 1 1 3",
        "GIÁM ĐỐC",
        cast.dha_head.full_name,
    ):
        assert words in said, words


def test_an_odd_name_prints_as_it_is(cast, as_):
    decision = walk.drafted(cast, *THREE)
    line = decision.lines.get(subject_kind="individual")
    fields = {name: getattr(line, name) for name in drafting.LINE}
    with clock.at(clock.moment(DRAFTED)):
        drafting.save_line(line, by=acting(cast.dha), **fields | {"name": ODD, "posthumous": True})
    content = take(as_(cast.dha), "du-thao-quyet-dinh-khen-thuong", decision.pk, "docx")
    cells = [cell.text for table in Document(io.BytesIO(content)).tables for row in table.rows for cell in row.cells]
    assert f"{ODD} (truy tặng)" in cells
    paper = take(as_(cast.dha), "du-thao-quyet-dinh-khen-thuong", decision.pk)
    fonts = subprocess.run(["pdffonts", "-"], input=paper, capture_output=True, check=True).stdout.decode()
    assert {line.split("+")[1].split("-")[0].split(" ")[0] for line in fonts.splitlines()[2:]} == {"Tinos"}


def test_six_hundred_names_are_printed_by_a_job(cast, as_, django_capture_on_commit_callbacks):
    row = walk.signed(cast, *THREE)
    line = row.decision.lines.get(subject_kind="individual")
    DecisionLine.objects.bulk_create(
        DecisionLine(
            decision=row.decision,
            award="BKT",
            award_name=line.award_name,
            law_version="L2003",
            subject_kind="individual",
            name=f"Nguyễn Văn {n}",
            order=n + 3,
        )
        for n in range(1, 601)
    )
    # What was signed never changes: the numbered version is printed as it was.
    with django_capture_on_commit_callbacks(execute=True):
        answer = as_(cast.dha).post(
            reverse("official:document_make", args=["du-thao-quyet-dinh-khen-thuong", row.decision_id]),
            {"wanted": "docx"},
        )
    job = Job.objects.get()
    assert answer["Location"] == reverse("base:job", args=[job.pk])
    assert (job.state, job.done, job.total) == ("done", 2, 2)
    made = OfficialDocument.objects.get(kind="du-thao-quyet-dinh-khen-thuong")
    said = [len(t["rows"]) for t in made.content["annexes"][0]["blocks"] if "rows" in t]
    assert said == [606]  # three heads, 603 names
    assert "Nguyễn Văn 600" not in text_of_pdf(take(as_(cast.dha), "quyet-dinh-khen-thuong", row.pk))
