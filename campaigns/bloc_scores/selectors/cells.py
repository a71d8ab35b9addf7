"""One cell: everything that was entered for a criterion of a unit, in order, as far as a person may see it, and its evidence."""

from dataclasses import dataclass
from decimal import Decimal

from campaigns.bloc_scores.models import Criterion, PaperSheet, Score, ScoreEvidence, ScoringRound
from campaigns.bloc_scores.selectors.documents import read_round
from campaigns.bloc_scores.selectors.papers import newest_papers
from campaigns.bloc_scores.selectors.sheets import points_by_stage, visible_sheets
from campaigns.enums import SubmissionKind, SubmissionState
from campaigns.models import Submission
from organisations.models import Unit


@dataclass(frozen=True)
class Entry:
    """One row of the history. `counts`: the newest of its sheet; `paper`: the accepted report it was taken from;
    `scan`: the sheet of paper beside what its scorer typed in."""

    score: Score
    stage: str
    scorer: str
    words: str
    counts: bool
    draft: bool
    paper: Submission | None
    scan: PaperSheet | None


@dataclass(frozen=True)
class CellPage:
    """What the page of a cell shows."""

    entries: list[Entry]
    points: list[tuple[str, Decimal | None]]
    evidence: list[ScoreEvidence]


WORDS = {
    "actual": "thực hiện",
    "plan": "kế hoạch",
    "value": "giá trị",
    "volume": "khối lượng",
    "band": "mức",
    "points": "điểm",
    "grade": "xếp loại",
    "days_late": "số ngày trễ",
    "cases": "số lần",
    "granted": "điểm theo trường hợp",
    "done": "việc đã làm",
}


def words_of(entry: dict | None) -> str:
    """An entry as people read it: “thực hiện 95; kế hoạch 100”."""
    if entry is None:
        return "Xóa ô"
    if entry.get("na"):
        return "Không áp dụng"
    return "; ".join(f"{_name(name, value)} {_value(value)}" for name, value in entry.items())


def _name(name: str, value) -> str:
    return "kết quả" if isinstance(value, bool) else WORDS.get(name, name)


def _value(value) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_value(number)}" for name, number in value.items())
    if isinstance(value, list):
        return ", ".join(map(_value, value))
    return str(value).replace(".", ",")


def cell_page(round_: ScoringRound, unit: Unit, criterion: Criterion, user) -> CellPage:
    """A fixed number of queries. Others' sheets stay hidden as on the sheet itself; older runs are shown beside the newest."""
    data = read_round(round_)
    seen = visible_sheets(data, user)
    newest = {sheet.pk for sheet in seen}
    older = [s for s in data.sheets if s.pk not in newest and s.run.closed_at and s.handed_in_at and _same(s, seen)]
    sheets = {s.pk: s for s in (*seen, *older) if s.unit_id == unit.pk}
    rows = list(
        Score.objects.filter(sheet__in=sheets, criterion=criterion)
        .select_related("value__submission__period")
        .order_by("pk")
    )
    last = {row.sheet_id: row.pk for row in rows}
    scans = newest_papers(round_, user)
    entries = [_entry(row, sheets[row.sheet_id], last, scans) for row in rows]
    points = points_by_stage(data, seen)
    stages = [(s["code"], s.get("label", s["code"])) for s in data.document["stages"]]
    evidence = ScoreEvidence.objects.visible_to(user).filter(round=round_, unit=unit, criterion=criterion)
    return CellPage(
        entries=entries,
        points=[(label, points.get((str(unit.pk), code), {}).get(criterion.code)) for code, label in stages],
        evidence=list(
            evidence.select_related("file", "submission__period", "added_by").prefetch_related("added_by__memberships")
        ),
    )


def _same(sheet, seen) -> bool:
    """Whether the person sees the newer sheet that replaced this one."""
    return any(s.unit_id == sheet.unit_id and s.run.stage_id == sheet.run.stage_id for s in seen)


def _entry(row: Score, sheet, last: dict[int, int], scans: dict) -> Entry:
    counts = last[sheet.pk] == row.pk
    return Entry(
        score=row,
        stage=str(sheet.run),
        scorer=sheet.scorer_unit.label,
        words=words_of(row.entry),
        counts=counts,
        draft=sheet.handed_in_at is None,
        paper=row.value.submission if row.value_id and row.value else None,
        scan=scans.get((sheet.run_id, sheet.scorer_unit_id)) if counts else None,
    )


def reports_to_link(unit: Unit, round_: ScoringRound) -> list[Submission]:
    """Accepted reports of the unit in the campaign of the round, newest period first."""
    rows = Submission.objects.filter(
        unit=unit, kind=SubmissionKind.REPORT, state=SubmissionState.ACCEPTED, for_bloc=False
    )
    if round_.campaign_id:
        rows = rows.filter(campaign=round_.campaign_id)
    return list(rows.select_related("period", "campaign", "unit").order_by("-period__ends_on", "-pk")[:30])
