"""The tracking board as HTML: thousands of cells written in Python, each look made once, so that the page stays quick."""

from collections.abc import Iterator
from functools import lru_cache
from html import escape

from django.urls import reverse
from django.utils.html import format_html, format_html_join
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


class _Looks(dict):
    """What stands in a cell after its address: made once for each column, key and days late."""

    def __init__(self, columns: list[str]):
        self.columns = columns

    def __missing__(self, wanted: tuple[int, str, int]) -> str:
        column, key, days = wanted
        self[wanted] = look = _look(self.columns[column], key, days)
        return look


def table(board: Board) -> SafeString:
    """The whole matrix: head, one body per bloc."""
    columns = [short_name(p, board.campaign.year) for p in board.periods]
    tasks = [f"Nhiệm vụ {t.order}" for t in board.tasks] if columns else []
    parts = [_head(board, columns)]
    row_of = _RowWriter(columns, tasks, [f"#nhiem-vu-{t.order}" for t in board.tasks], board.position)
    for group in board.groups:
        parts.append(_group_head(group, len(columns) + len(tasks)))
        parts.extend(map(row_of, group.rows))
        parts.append("</tbody>")
    return mark_safe("".join(parts))  # noqa: S308 -- every part was escaped when its look was made


class _RowWriter:
    """Writes the rows of one table; the cells of a row's tasks are joined at one stroke where they look alike."""

    def __init__(self, columns: list[str], tasks: list[str], places: list[str], position: int):
        self.position, self.tasks, self.places = position, tasks, places
        self.looks, self.task_looks = _Looks(columns), _Looks(tasks)
        self.alike: dict[tuple[str, bool], list[str]] = {}
        self.unit_before, self.unit_after = around("organisations:unit")
        self.before, self.after = around("campaigns:submission")

    def __call__(self, row: Row) -> str:
        before, after, looks = self.before, self.after, self.looks
        cells = [
            f'<td><a href="{before}{c.submission_id}{after}" {looks[i, c.key, c.days_late]}</a></td>'
            if c.openable
            else f"<td><span {looks[i, c.key, c.days_late]}</span></td>"
            for i, c in enumerate(row.periods)
        ]
        name = escape(row.label)
        return (
            f'<tr><th scope="row" class="pin"><a href="{self.unit_before}{row.unit_id}{self.unit_after}">{name}</a></th>'
            f"{''.join(cells)}{self._tasks(row)}{_rates(row.rate)}</tr>"
        )

    def _tasks(self, row: Row) -> str:
        if not row.tasks:
            return ""
        whole = row.periods[self.position]
        start = f'<td><a href="{self.before}{whole.submission_id}{self.after}' if whole.openable else "<td><span "
        if row.tasks.count(whole.key) == len(row.tasks):
            wanted = (whole.key, whole.openable)
            if wanted not in self.alike:
                self.alike[wanted] = ["", *self._rests(row.tasks, whole.openable)]
            return start.join(self.alike[wanted])
        return start.join(["", *self._rests(row.tasks, whole.openable)])

    def _rests(self, keys: list[str], openable: bool) -> list[str]:
        """What follows the address in each task's cell."""
        looks = [self.task_looks[i, key, 0] for i, key in enumerate(keys)]
        if openable:
            return [f'{place}" {look}</a></td>' for place, look in zip(self.places, looks, strict=True)]
        return [f"{look}</span></td>" for look in looks]


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


def chart(board: Board) -> SafeString:
    """One stacked bar per bloc for the chosen period: the rows of its table, each bar with a sentence."""
    rows = []
    for group, amounts in _amounts(board):
        total = sum(n for _, _, n in amounts)
        sentence = f"{group.label}: " + ", ".join(f"{n} {word}" for _, word, n in amounts)
        rows.append((group.label, sentence, _bar(amounts, total), amounts[0][2], total))
    return format_html_join(
        "",
        '<tr><th scope="row" class="fw-normal col-main">{}</th><td class="w-50"><svg class="chart chart-bar" '
        'viewBox="0 0 300 12" preserveAspectRatio="none" height="12" role="img" aria-label="{}">{}</svg></td>'
        '<td class="num">{}/{}</td></tr>',
        rows,
    )


def chart_numbers(board: Board) -> SafeString:
    """The same as numbers: the rows of the table behind the chart."""
    rows = []
    for group, amounts in _amounts(board):
        numbers = [n for _, _, n in amounts]
        cells = "".join(f'<td class="num">{n}</td>' for n in [*numbers, sum(numbers)])
        rows.append((group.label, mark_safe(cells)))  # noqa: S308 -- numbers only
    return format_html_join("", '<tr><th scope="row">{}</th>{}</tr>', rows)


def _amounts(board: Board) -> Iterator[tuple[Group, list[tuple[str, str, int]]]]:
    """Each bloc with (family, word, units) of each piece."""
    for group in board.groups if board.periods else []:
        counts = group.tally(board.position)
        yield group, [(family, word, sum(counts.get(k, 0) for k in keys)) for family, word, keys in CHART]


def _bar(amounts: list[tuple[str, str, int]], total: int) -> SafeString:
    pieces, x = [], 0.0
    for family, _, n in amounts:
        if n:
            width = 300 * n / total
            pieces.append(f'<rect class="fill-{family}" x="{x:.1f}" width="{width:.1f}" height="12"/>')
            x += width
    return mark_safe("".join(pieces))  # noqa: S308 -- families and numbers only
