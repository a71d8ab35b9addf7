"""The tracking board as HTML: thousands of cells written in Python, each look made once, so that the page stays quick."""

from functools import lru_cache

from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from campaigns.selectors.board import CELLS, CHART, Board, Group, Rate, Row, short_name

LOW_PERCENT = 80  # below it a rate is shown in red


def around(url_name: str) -> tuple[str, str]:
    """What stands before and after the key in an address, so that it is resolved once for a whole table."""
    before, _, after = reverse(url_name, args=[0]).rpartition("0")
    return before, after


@lru_cache(maxsize=4096)
def _look(column: str, key: str, days: int) -> str:
    """Title and inside of a cell of one look, escaped."""
    family, icon, words = CELLS[key]
    said = f"{column}: {words[:1].lower()}{words[1:]}" + (f" {days} ngày" if days else "")
    css = f"mx mx-{family}" + (f" bi bi-{icon}" if icon else "")
    return format_html('class="{}" title="{}"><span>{}</span>', css, said, said)


def _cell(
    link: tuple[str, str], column: str, key: str, paper: int, openable: bool, days: int = 0, place: str = ""
) -> str:
    look = _look(column, key, days)
    if openable:
        return f'<td><a href="{link[0]}{paper}{link[1]}{place}" {look}</a></td>'
    return f"<td><span {look}</span></td>"


def table(board: Board) -> SafeString:
    """The whole matrix: head, one body per bloc."""
    year = board.campaign.year
    columns = [short_name(p, year) for p in board.periods]
    parts = [_head(board, columns)]
    units, papers = around("organisations:unit"), around("campaigns:submission")
    tasks = [(f"Nhiệm vụ {t.order}", f"#nhiem-vu-{t.order}") for t in board.tasks]
    position = board.position
    for group in board.groups:
        parts.append(_group_head(group, len(columns) + len(tasks)))
        for row in group.rows:
            cells = [
                _cell(papers, name, c.key, c.submission_id, c.openable, c.days_late)
                for name, c in zip(columns, row.periods, strict=True)
            ]
            if row.tasks:
                whole = row.periods[position]
                cells += [
                    _cell(papers, name, key, whole.submission_id, whole.openable, 0, place)
                    for (name, place), key in zip(tasks, row.tasks, strict=True)
                ]
            parts.append(_row(row, units, "".join(cells)))
        parts.append("</tbody>")
    return mark_safe("".join(parts))  # noqa: S308 -- every part was escaped when its look was made


def _row(row: Row, units: tuple[str, str], cells: str) -> str:
    name = conditional_escape(row.label)
    link = f'<th scope="row" class="pin"><a href="{units[0]}{row.unit_id}{units[1]}">{name}</a></th>'
    return f"<tr>{link}{cells}{_rates(row.rate)}</tr>"


def _rates(rate: Rate) -> str:
    return _percent_cell(rate.complete) + _percent_cell(rate.punctual)


@lru_cache(maxsize=1024)
def _percent_cell(value: float | None) -> str:
    low = " down" if value is not None and value < LOW_PERCENT else ""
    return f'<td class="num{low}">{percent(value)}</td>'


def percent(value: float | None) -> str:
    """A whole percentage; what is not complete is never rounded up to 100%."""
    if value is None:
        return "–"
    return f"{round(value) if value >= 100 else min(round(value), 99)}%"


def _group_head(group: Group, columns: int) -> SafeString:
    leader = f", trưởng khối: {group.leader}" if group.leader else ""
    return format_html(
        '<tbody><tr class="group"><th scope="rowgroup" class="pin">{}</th><td colspan="{}">'
        '<span class="small fw-normal">{} đơn vị{}</span></td>{}</tr>',
        group.name,
        columns,
        len(group.rows),
        leader,
        mark_safe(_rates(group.rate)),  # noqa: S308 -- numbers only
    )


def _head(board: Board, columns: list[str]) -> SafeString:
    tasks = [(str(t.order), f"Nhiệm vụ {t.order}: {t.label}") for t in board.tasks] if board.periods else []
    chosen = columns[board.position] if columns else ""
    periods = format_html_join(
        "",
        '<th scope="col" class="mid"{}>{}</th>',
        ((mark_safe(' aria-current="true"') if name == chosen else "", name) for name in columns),
    )
    over_tasks = (
        format_html(
            '<th scope="colgroup" colspan="{}" class="mid">Nhiệm vụ, kỳ {}</th>',
            len(tasks),
            chosen[:1].lower() + chosen[1:],
        )
        if tasks
        else ""
    )
    return format_html(
        '<thead><tr><th scope="col" class="pin" rowspan="2">Đơn vị</th>'
        '<th scope="colgroup" colspan="{}" class="mid">Kỳ báo cáo</th>{}'
        '<th scope="col" class="num" rowspan="2">Đầy đủ</th><th scope="col" class="num" rowspan="2">Đúng hạn</th></tr>'
        "<tr>{}{}</tr></thead>",
        max(len(columns), 1),
        over_tasks,
        periods or mark_safe('<th scope="col">–</th>'),
        format_html_join("", '<th scope="col" class="mid"><abbr title="{1}">{0}</abbr></th>', tasks),
    )


def chart_rows(board: Board) -> list[dict]:
    """One stacked bar per bloc for the chosen period: pieces with place and width, a sentence, the numbers for the table."""
    rows = []
    for group in board.groups if board.periods else []:
        counts = group.tally(board.position)
        amounts = [(family, word, sum(counts.get(k, 0) for k in keys)) for family, word, keys in CHART]
        total = sum(n for _, _, n in amounts)
        rows.append(
            {
                "label": group.label,
                "name": group.name,
                "pieces": _pieces(amounts, total),
                "sentence": f"{group.label}: " + ", ".join(f"{n} {word}" for _, word, n in amounts),
                "numbers": [n for _, _, n in amounts],
                "accepted": amounts[0][2],
                "total": total,
            }
        )
    return rows


def _pieces(amounts: list[tuple[str, str, int]], total: int) -> list[dict]:
    pieces, x = [], 0.0
    for family, _, n in amounts:
        if n:
            width = 300 * n / total
            pieces.append({"family": family, "x": f"{x:.1f}", "width": f"{width:.1f}"})
            x += width
    return pieces
