"""A ranking as a spreadsheet: the figures of its page (B11)."""

import tempfile
from typing import BinaryIO

from campaigns.bloc_scores.selectors.by_scorer import given_in
from campaigns.bloc_scores.selectors.ranking_page import RankingPage
from emulation.base.spreadsheets import write_xlsx


def ranking_xlsx(page: RankingPage) -> BinaryIO:
    """One row for each unit, best first, those not ranked last with the reason; on a second sheet what each of several scorers gave."""
    file = tempfile.TemporaryFile()
    headers = ["Hạng", "Đơn vị", "Điểm chuẩn", "Điểm thưởng", "Điểm trừ", "Tổng điểm", "Xếp loại", "Ghi chú"]
    rows = [(r.rank_words, r.name, r.standard, r.bonus, r.penalty, r.total, r.level, r.note) for r in page.rows]
    given = [(g.stage, g.unit, g.scorer, g.total, g.combined) for g in given_in(page.ranking)]
    more = (
        [("Từng người chấm", ["Bước", "Đơn vị", "Người chấm", "Điểm chấm", "Điểm được tính"], given)] if given else []
    )
    widths = [8, 40, 12, 12, 12, 12, 16, 50]
    write_xlsx(file, headers, rows, sheet="Xếp hạng", title=page.title, widths=widths, more=more)
    file.seek(0)
    return file
