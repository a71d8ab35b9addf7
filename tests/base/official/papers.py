"""Papers of the tests, with names that mean something to every language a document passes through."""

import dataclasses
import datetime as dt
import subprocess

from emulation.base.official.description import Annex, Article, Column, Description, Paragraph, Signature, Table

ODD = "Nguyễn [x] Văn $1 <b>Ánh</b> {{ trich_yeu }} {% if x %} & \"Đ\" 'e' ]]> \\n %s"
COLUMNS = (Column("STT", 6, "center"), Column("Họ và tên", 34), Column("Đơn vị", 60))

DECISION = Description(
    superior="",
    issuer="Ủy ban nhân dân tỉnh Hà Nam",
    place="Hà Nam",
    day=dt.date(2024, 2, 5),
    type_name="Quyết định",
    subject="Về việc tặng Bằng khen",
    symbol="QĐ-UBND",
    number=5,
    authority="Chủ tịch Ủy ban nhân dân tỉnh Hà Nam",
    grounds=("Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;", "Theo đề nghị của Giám đốc Sở Nội vụ"),
    resolves="Quyết định:",
    blocks=(
        Article(1, "Tặng Bằng khen cho các cá nhân có tên trong danh sách kèm theo."),
        Article(2, "Quyết định này có hiệu lực kể từ ngày ký.", ("Kinh phí theo quy định.",)),
        Paragraph(ODD),
    ),
    signatures=(Signature("Phó Chủ tịch", "Trần Văn Bình", "Ủy ban nhân dân", "KT.", "Chủ tịch"),),
    recipients=("Như Điều 2", "Lưu: VT, NC"),
    annexes=(
        Annex("DANH SÁCH CÁ NHÂN", (Table(COLUMNS, (("B. CÁ NHÂN",), ("1", ODD, "Sở Y tế"))),)),
        Annex("BIỂU TỔNG HỢP", (Table(COLUMNS, (("1", "Lê Thị Đào", "Sở Tài chính"),)),), landscape=True),
    ),
)


def with_names(count: int) -> Description:
    """The decision with this many names in its annex."""
    rows = tuple((str(n), f"Nguyễn Văn {n}", "Sở Nông nghiệp và Phát triển nông thôn") for n in range(1, count + 1))
    return dataclasses.replace(DECISION, annexes=(Annex("DANH SÁCH CÁ NHÂN", (Table(COLUMNS, rows),)),))


def text_of_pdf(content: bytes) -> str:
    """What a reader of the PDF sees, with single spaces."""
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return " ".join(run.stdout.decode().split())
