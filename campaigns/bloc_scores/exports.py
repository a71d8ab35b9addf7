"""A ranking as a spreadsheet: the figures of its page (B11)."""

import tempfile
from typing import BinaryIO

from campaigns.bloc_scores.selectors.ranking_page import RankingPage
from emulation.base.spreadsheets import write_xlsx


def ranking_xlsx(page: RankingPage) -> BinaryIO:
    """One row for each unit, best first, those not ranked last with the reason."""
    file = tempfile.TemporaryFile()
    headers = ["Hạng", "Đơn vị", "Điểm chuẩn", "Điểm thưởng", "Điểm trừ", "Tổng điểm", "Xếp loại", "Ghi chú"]
    rows = [(r.rank_words, r.name, r.standard, r.bonus, r.penalty, r.total, r.level, r.note) for r in page.rows]
    write_xlsx(file, headers, rows, sheet="Xếp hạng", title=page.title, widths=[8, 40, 12, 12, 12, 12, 16, 50])
    file.seek(0)
    return file
