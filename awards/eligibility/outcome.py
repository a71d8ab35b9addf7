"""What a check came to: yes, no, or not to be told from what is on record; with the figures and in words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

Figure = int | str | bool | None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """`asks` and `has` are the two halves of the sentence; `assumed`: decided on a figure the law did not give."""

    passed: bool | None
    required: Figure = None
    found: Figure = None
    missing: tuple[str, ...] = ()
    asks: str = ""
    has: str = ""
    assumed: bool = False

    @property
    def sentence(self) -> str:
        """For the clerk: what is asked, what is there, what to do."""
        ends = {True: "Đạt", False: "Không đạt", None: "Cần xem xét"}
        words = [part for part in (self.asks, self.has) if part]
        lacking = f" Cần bổ sung: {', '.join(map(name_of, self.missing))}." if self.missing else ""
        return f"{ends[self.passed]}. {'; '.join(words)}.{lacking}" if words else f"{ends[self.passed]}.{lacking}"


def either(outcomes: Iterable[Outcome]) -> Outcome:
    """One of them is enough."""
    outcomes = list(outcomes)
    asks, has = _joined(outcomes, " hoặc ")
    known = [outcome.passed for outcome in outcomes]
    passed = True if True in known else None if None in known else False
    return Outcome(passed=passed, missing=_missing(outcomes, passed), asks=asks, has=has)


def together(outcomes: Iterable[Outcome]) -> Outcome:
    """All of them are needed."""
    outcomes = list(outcomes)
    asks, has = _joined(outcomes, " và ")
    known = [outcome.passed for outcome in outcomes]
    passed = False if False in known else None if None in known else True
    return Outcome(passed=passed, missing=_missing(outcomes, passed), asks=f"({asks})", has=has)


def _joined(outcomes: list[Outcome], word: str) -> tuple[str, str]:
    first, *rest = [outcome.asks for outcome in outcomes]
    asks = word.join([first, *(text[:1].lower() + text[1:] for text in rest)])
    return asks, ", ".join(outcome.has for outcome in outcomes if outcome.has)


def _missing(outcomes: list[Outcome], passed: bool | None) -> tuple[str, ...]:
    if passed is not None:
        return ()
    return tuple(dict.fromkeys(path for outcome in outcomes if outcome.passed is None for path in outcome.missing))


def lacking(outcome: Outcome, *paths: str) -> Outcome:
    """Not to be told without these."""
    return replace(outcome, passed=None, missing=paths)


NAMES = {
    "decided_on": "ngày quyết định",
    "subject.employment.months_worked": "số tháng công tác",
    "subject.composition.members": "tổng số thành viên của tập thể",
    "subject.composition.ldtt": "số người đạt Lao động tiên tiến",
    "subject.composition.completed": "số người hoàn thành nhiệm vụ",
    "subject.composition.cstdcs": "số người đạt Chiến sĩ thi đua cơ sở",
    "subject.composition.disciplined": "số người bị kỷ luật từ cảnh cáo trở lên",
    "subject.bloc.rank": "xếp hạng trong cụm, khối thi đua",
    "subject.bloc.organised_by": "cấp tổ chức cụm, khối thi đua",
    "subject.movement.level": "cấp phát động phong trào",
    "subject.movement.years": "thời gian của phong trào",
    "subject.movement.selected": "kết quả bình xét trong phong trào",
    "subject.movement.leads": "kết quả dẫn đầu phong trào",
    "subject.flags.unity": "xác nhận nội bộ đoàn kết",
    "subject.flags.exceeds_targets": "xác nhận hoàn thành vượt mức chỉ tiêu",
    "subject.unit.ldtt": "số Lao động tiên tiến của đơn vị",
    "subject.unit.cstdcs": "số Chiến sĩ thi đua cơ sở đề nghị của đơn vị",
    "subject.unit.ctdt": "số Cờ thi đua của tỉnh",
    "subject.unit.ctdcp": "số Cờ thi đua của Chính phủ đề nghị",
    "config.quota_ratio": "tỷ lệ Cờ thi đua của Chính phủ được phép",
}
PARTS = {
    "scope": "phạm vi của sáng kiến",
    "certified": "chứng nhận của sáng kiến",
    "year": "năm của sáng kiến",
    "used_for": "sáng kiến đã dùng cho danh hiệu hay hình thức khen thưởng nào",
    "from": "ngày bắt đầu của việc xem xét, xác minh",
    "outcome": "kết luận của việc xem xét, xác minh",
}


def name_of(path: str) -> str:
    """What is missing, in words."""
    if path in NAMES:
        return NAMES[path]
    last = path.rpartition(".")[2]
    return f"xếp loại năm {last}" if path.startswith("subject.ratings.") else PARTS.get(last, path)
