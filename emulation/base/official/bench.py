"""What a long document costs: a decision with 600 names in its annex, as Word and as PDF."""

import datetime as dt
from collections.abc import Callable

from emulation.base.benching import Part
from emulation.base.official import pdf, word
from emulation.base.official.description import Annex, Article, Column, Description, Signature, Table
from emulation.base.official.kinds import TEMPLATES

NAMES = 600
_COLUMNS = (Column("STT", 8, "center"), Column("Họ và tên", 32), Column("Chức vụ, đơn vị công tác", 60))


def parts() -> list[Part]:
    """Asked by `manage.py bench`."""
    return [
        Part("document_word", f"Quyết định có {NAMES} tên trong phụ lục, Word", _word, max_queries=0, runs=3),
        Part("document_pdf", f"Quyết định có {NAMES} tên trong phụ lục, PDF", _pdf, max_queries=0, runs=3),
    ]


def _decision() -> Description:
    rows = tuple(
        (str(n), f"Nguyễn Văn {n}", "Chuyên viên, Sở Nông nghiệp và Phát triển nông thôn") for n in range(1, NAMES + 1)
    )
    return Description(
        issuer="Ủy ban nhân dân tỉnh",
        place="Hà Nam",
        day=dt.date(2023, 12, 12),
        type_name="Quyết định",
        subject="Về việc tặng Bằng khen",
        symbol="QĐ-UBND",
        number=1,
        blocks=(Article(1, "Tặng Bằng khen cho các cá nhân trong danh sách kèm theo."),),
        signatures=(Signature("Chủ tịch"),),
        annexes=(Annex("DANH SÁCH CÁ NHÂN", (Table(_COLUMNS, rows),)),),
    )


def _word() -> Callable[[], object]:
    description, template = _decision(), (TEMPLATES / "named.docx").read_bytes()
    return lambda: word.render(description, template)


def _pdf() -> Callable[[], object]:
    description = _decision()
    return lambda: pdf.render(description)
