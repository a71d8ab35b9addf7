"""A version of a ranking in words: page, spreadsheet and print read the same rows."""

from dataclasses import dataclass
from decimal import Decimal

from campaigns.bloc_scores.models import Ranking
from campaigns.bloc_scores.selectors.matrix import spoken
from campaigns.bloc_scores.selectors.ties import DECIDED, names_in, undecided
from campaigns.bloc_scores.table_document import SELF_SHEET
from emulation.base.vietnamese import format_datetime, format_number

NOT_RANKED = {
    "DISQUALIFIED": "có vi phạm thuộc diện không xếp loại",
    SELF_SHEET: "không nộp phiếu tự chấm",
    "INCOMPLETE": "chưa đủ điểm các tiêu chí bắt buộc",
}


@dataclass
class RankRow:
    """One unit; figures None where there are none."""

    unit_id: int
    rank: int | None
    name: str
    standard: Decimal | None
    bonus: Decimal | None
    penalty: Decimal | None
    total: Decimal | None
    level: str
    note: str

    @property
    def rank_words(self) -> int | str:
        return "–" if self.rank is None else self.rank


class RankingPage:
    """Rows, changes against the version before, what did not follow the table."""

    def __init__(self, ranking: Ranking):
        self.ranking = ranking
        self.names = {unit["id"]: unit["name"] for unit in ranking.result["units"]}
        self.finals = {unit["id"]: unit["final"] for unit in ranking.result["units"]}
        self.reasons = {unit: one["reason"] for one in ranking.source.get("decisions", []) for unit in one["units"]}
        self.rows = [self._row(place) for place in ranking.result["ranking"]]
        labels = {s["code"]: s.get("label", s["code"]) for s in ranking.source["table"].get("stages", [])}
        self.sentences = [spoken(v, self.names, labels) for v in ranking.result["violations"] if v["stage"] is None]
        self.changes = [_change(row) for row in ranking.changes]
        self.undecided = [(group, names_in(ranking.result, group)) for group in undecided(ranking.result)]

    @property
    def title(self) -> str:
        made = format_datetime(self.ranking.computed_at)
        return f"Xếp hạng {self.ranking.round}, bản {self.ranking.number}, tính {made}"

    def _row(self, place: dict) -> RankRow:
        final = self.finals[place["unit"]]
        return RankRow(
            unit_id=int(place["unit"]),
            rank=place["rank"],
            name=self.names[place["unit"]],
            standard=_decimal(final["standard"]),
            bonus=_decimal(final["bonus"]),
            penalty=_decimal(final["penalty"]),
            total=_decimal(place["total"]),
            level=place["level"] or "",
            note=self._note(place),
        )

    def _note(self, place: dict) -> str:
        """Why not ranked, with whom it shares its place, what parted it."""
        if place["not_ranked"]:
            return f"Không xếp hạng: {_why_not(place['not_ranked'])}."
        if place["tied_with"]:
            others = ", ".join(self.names[unit] for unit in place["tied_with"])
            return f"{'Chờ quyết định thứ hạng' if place['needs_decision'] else 'Đồng hạng'} với {others}."
        if place["decided_by"] == DECIDED:
            return f"Bằng điểm, xếp theo quyết định: {self.reasons[place['unit']]}"
        if (place["decided_by"] or "").startswith("TIE_BREAK_"):
            return f"Bằng điểm, xếp theo tiêu chí phụ thứ {place['decided_by'].rpartition('_')[2]}."
        return ""


def _why_not(codes: list[str]) -> str:
    return "; ".join(NOT_RANKED.get(code, f"không đạt điều kiện {code}") for code in codes)


def _change(row: dict) -> str:
    """“Sở Y tế: tổng điểm 85 → 90, hạng 2 → không xếp (chưa đủ điểm các tiêu chí bắt buộc).”"""
    old, new = (format_number(_decimal(total)) for total in row["total"])
    reasons = row.get("not_ranked") or [[], []]  # versions from before reasons were kept have none
    said = [f"không xếp ({_why_not(why)})" if why else "không xếp" for why in reasons]
    before, after = (words if rank is None else rank for rank, words in zip(row["rank"], said, strict=True))
    return f"{row['name']}: tổng điểm {old} → {new}, hạng {before} → {after}."


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
