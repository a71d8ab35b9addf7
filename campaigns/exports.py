"""What leaves as a spreadsheet: the tracking board and lists of plans and reports, exactly as filtered on the page.

Text that a spreadsheet would run stays text (B74), numbers and dates stay numbers and dates, in Vietnamese time (B41).
"""

import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO

from django.db.models import QuerySet

from campaigns.selectors import board as boards
from campaigns.selectors import lists
from campaigns.workflows import SUBMISSION
from emulation.base import clock
from emulation.base.spreadsheets import write_csv, write_xlsx
from emulation.base.vietnamese import format_datetime

LIST_HEADERS = (
    "Đơn vị",
    "Khối thi đua",
    "Kế hoạch, báo cáo",
    "Phong trào",
    "Hạn nộp",
    "Gửi lần đầu",
    "Gửi lần cuối",
    "Lần gửi",
    "Trễ (ngày)",
    "Tình trạng",
)
LIST_WIDTHS = (34, 26, 30, 44, 12, 18, 18, 9, 9, 20)
CHUNK = 500


# --- Lists ------------------------------------------------------------------------------------------------------------
def list_rows(rows: QuerySet) -> Iterator[tuple]:
    """The cells of each paper, read in pieces: a long list is never held as a whole. `rows` are narrowed `lists.values()`."""
    now, names = clock.now(), lists.Names.read()
    found = rows.iterator(chunk_size=CHUNK)
    while piece := list(islice(found, CHUNK)):
        yield from (_line_cells(line) for line in lists.lines(piece, now, names))


def _line_cells(line: lists.Line) -> tuple:
    state = "Quá hạn, chưa gửi" if line.is_overdue else SUBMISSION.state_of(line).label
    return (
        line.unit_name,
        line.bloc,
        line.title,
        line.campaign,
        line.due,
        line.first_sent_at,
        line.last_sent_at,
        line.number or None,
        line.days_late,
        state,
    )


def list_xlsx(rows: QuerySet) -> BinaryIO:
    """A list as .xlsx, ready to be read from its beginning."""
    file = tempfile.TemporaryFile()
    write_xlsx(file, LIST_HEADERS, list_rows(rows), sheet="Kế hoạch, báo cáo", title=_heading(), widths=LIST_WIDTHS)
    return _rewound(file)


def list_csv(rows: QuerySet) -> BinaryIO:
    """A list as CSV that Excel opens with the right letters (B75)."""
    file = tempfile.TemporaryFile()
    write_csv(file, LIST_HEADERS, list_rows(rows))
    return _rewound(file)


def _heading() -> str:
    return f"Kế hoạch, báo cáo thi đua, số liệu {format_datetime(clock.now())}"


def _rewound(file: Any) -> BinaryIO:
    file.seek(0)
    return file


# --- The board --------------------------------------------------------------------------------------------------------
def board_headers(board: boards.Board) -> list[str]:
    """Heads of the columns: unit and bloc, each period, each task of the chosen period, figures."""
    year = board.campaign.year
    periods = [boards.short_name(p, year) for p in board.periods]
    tasks = [f"Nhiệm vụ {t.order}: {t.label} ({periods[board.position]})" for t in board.tasks] if periods else []
    figures = ["Đến hạn hoặc đã gửi", "Đã gửi", "Đúng hạn", "Đầy đủ (%)", "Đúng hạn (%)"]
    return ["Khối thi đua", "Đơn vị", *periods, *tasks, *figures]


def board_rows(board: boards.Board) -> Iterable[tuple]:
    """One row for each unit of the board."""
    for group in board.groups:
        for row in group.rows:
            rate = row.rate
            yield (
                group.name,
                row.name,
                *(cell.words for cell in row.periods),
                *(boards.CELLS[key][2] for key in row.tasks),
                rate.due,
                rate.sent,
                rate.on_time,
                _rounded(rate.complete),
                _rounded(rate.punctual),
            )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def board_xlsx(board: boards.Board) -> BinaryIO:
    """The board as .xlsx."""
    file = tempfile.TemporaryFile()
    headers = board_headers(board)
    title = f"Theo dõi tiến độ: {board.campaign.title} (số liệu {format_datetime(clock.now())})"
    widths = [30, 36, *[18] * (len(headers) - 7), *[10] * 5]
    write_xlsx(file, headers, board_rows(board), sheet="Theo dõi tiến độ", title=title, widths=widths)
    return _rewound(file)
