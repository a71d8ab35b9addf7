"""What leaves as a spreadsheet: the registry, exactly as filtered on the page. It holds no personal numbers."""

import tempfile
from typing import BinaryIO

from django.db.models import QuerySet

from awards.models import AwardRecord
from emulation.base import clock
from emulation.base.spreadsheets import write_xlsx

AT_ONCE = 2000  # lines that are written while the person waits; more run as a job
HEADERS = (
    "STT",
    "Tên",
    "Đối tượng",
    "Chức vụ",
    "Đơn vị",
    "Danh hiệu, hình thức",
    "Số quyết định",
    "Ngày quyết định",
    "Hệ số",
    "Tiền thưởng (đồng)",
    "Truy tặng",
    "Ngày hủy bỏ",
)
_WIDTHS = (6, 36, 14, 24, 36, 40, 18, 14, 8, 16, 10, 14)


def registry_xlsx(rows: QuerySet[AwardRecord]) -> BinaryIO:
    """All of these records as a spreadsheet that runs nothing on opening, ready to be read from its beginning."""
    file = tempfile.TemporaryFile()
    cells = (_cells(number, record) for number, record in enumerate(rows.iterator(chunk_size=500), start=1))
    title = f"Sổ khen thưởng, xuất ngày {clock.today():%d/%m/%Y}"
    write_xlsx(file, HEADERS, cells, sheet="Sổ khen thưởng", title=title, widths=_WIDTHS)
    file.seek(0)
    return file


def file_name() -> str:
    """With the day."""
    return f"so-khen-thuong-{clock.today():%Y-%m-%d}.xlsx"


def _cells(number: int, record: AwardRecord) -> list:
    return [
        number,
        record.subject_text,
        record.get_subject_kind_display(),
        record.position,
        record.unit_text,
        record.award_text,
        record.decision_number,
        record.decided_on,
        record.coefficient,
        record.amount,
        "Có" if record.posthumous else "",
        record.revoked_on,
    ]
