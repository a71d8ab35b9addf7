"""What does not follow the table: reported, and kept as entered unless the table itself says cut."""

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from .figures import show

Figure = Fraction | str | None

SENTENCES = {
    "CHILD_SUM": "tổng điểm tối đa của các mục con là {entered}, khác mức đã ghi {allowed}.",
    "BAND_OVER_MAX": "mức {rule} cho {entered} điểm, vượt mức tối đa {allowed} của tiêu chí.",
    "OVER_MAX": "{entered} điểm, vượt mức tối đa {allowed}. Điểm giữ nguyên như đã chấm.",
    "OVER_CAP": "mục {rule} được chấm {entered} điểm, vượt mức cho phép {allowed}. Điểm giữ nguyên như đã chấm.",
    "NO_RULE": "mục {rule} không có trong bảng tiêu chí nhưng ghi {entered}. Bảng cho {allowed} điểm.",
    "COUNT_OVER_ONE": "mục {rule} chỉ tính một lần nhưng ghi {entered} lần. Điểm giữ nguyên như đã chấm.",
    "ALTERNATIVES_COMBINED": (
        "các mức của nhóm {rule} loại trừ nhau nhưng được tính cùng lúc {entered} điểm; bảng cho {allowed} điểm."
    ),
    "PENALTY_OVER_MAX": "điểm trừ {entered} lớn hơn điểm chuẩn {allowed}. Điểm giữ nguyên như đã tính.",
    "CAP_APPLIED": "{entered} điểm được đưa về mức giới hạn {allowed} theo bảng tiêu chí ({rule}).",
    "POINTS_NOT_ALLOWED": "{entered} điểm không phải là một trong các mức điểm của tiêu chí.",
    "NOT_ON_STEP": "{entered} điểm không chia hết cho bước chấm {allowed}.",
    "NEGATIVE_INPUT": "{entered} là số âm nên không tính được điểm. Hãy nhập lại.",
    "PLAN_ZERO": "kế hoạch bằng 0 nên không tính được tỷ lệ. Hãy xem lại số kế hoạch.",
    "ACTUAL_ZERO": "thực hiện bằng 0 nên không tính được tỷ lệ. Hãy xem lại số thực hiện.",
    "TARGET_ZERO": "chỉ tiêu bằng 0 được coi là không giao chỉ tiêu.",
    "GROUP_MAX_ZERO": "mọi đơn vị không giao chỉ tiêu đều thực hiện bằng 0 nên không tính được điểm.",
    "NO_BAND": "giá trị {entered} không thuộc mức nào của bảng tiêu chí.",
    "BAND_OVERLAP": "giá trị {entered} thuộc nhiều mức cùng lúc. Hãy sửa các mức trong bảng tiêu chí.",
    "UNKNOWN_GRADE": "xếp loại {entered} không có trong bảng tiêu chí.",
    "UNKNOWN_ITEM": "nội dung {entered} không có trong danh mục của tiêu chí.",
    "UNKNOWN_NODE": "không có tiêu chí này để chấm điểm.",
    "WRONG_STAGE": "tiêu chí không được chấm ở bước này nên số đã nhập không được tính.",
    "SELF_SCORING": "đơn vị tự chấm cho mình ở bước chấm của người khác nên phiếu không được tính.",
    "MISSING_SCORER": "chưa có phiếu chấm của {scorer}.",
    "MISSING_INPUT": "chưa có số liệu để tính điểm.",
    "LATE_GAP": "chậm {entered} ngày nhưng bảng tiêu chí không nêu mức trừ cho số ngày này.",
    "DUPLICATE_SUBJECT": "đơn vị {entered} đã có một phiếu khác trong bảng này.",
    "TIE_BREAK_VALUE_MISSING": "thiếu giá trị để xét tiêu chí phụ {rule} khi bằng điểm; tiêu chí phụ này được bỏ qua.",
}
INFORMATIVE = {"CAP_APPLIED", "MISSING_SCORER"}


@dataclass(frozen=True)
class Violation:
    code: str
    unit: str | None = None
    node: str | None = None
    rule: str | None = None
    stage: str | None = None
    scorer: str | None = None
    entered: Figure = None
    allowed: Figure = None

    @property
    def severity(self) -> str:
        return "info" if self.code in INFORMATIVE else "warning"

    @property
    def message(self) -> str:
        """One sentence in Vietnamese, numbers with a comma."""
        figures = {"entered": _spoken(self.entered), "allowed": _spoken(self.allowed)}
        sentence = SENTENCES[self.code].format(rule=self.rule or "mức tối đa", scorer=self.scorer, **figures)
        subject = ", ".join(
            f"{word} {value}"
            for word, value in (("Đơn vị", self.unit), ("tiêu chí", self.node), ("bước", self.stage))
            if value is not None
        )
        return f"{subject[:1].upper()}{subject[1:]}: {sentence}" if subject else f"Toàn bảng: {sentence}"

    def to_dict(self) -> dict:
        names = ("code", "severity", "unit", "node", "rule", "stage", "scorer")
        figures = {"entered": _written(self.entered), "allowed": _written(self.allowed)}
        return {name: getattr(self, name) for name in names} | figures | {"message": self.message}


def _written(figure: Figure) -> str | None:
    return show(figure) if isinstance(figure, Fraction) else figure


def _spoken(figure: Figure) -> str | None:
    return show(figure).replace(".", ",") if isinstance(figure, Fraction) else figure


Note = Callable[..., None]


@dataclass
class Ledger:
    """Every violation, in the order found."""

    entries: list[Violation] = field(default_factory=list)
    _touched: set[tuple] = field(default_factory=set)

    def add(self, code: str, **details) -> None:
        violation = Violation(code, **details)
        self.entries.append(violation)
        self._touched.add((violation.unit, violation.node, violation.stage))

    def at(self, **place) -> Note:
        """A note-taker for one place: what is noted there carries unit, node, stage and scorer."""
        return lambda code, **details: self.add(code, **place, **details)

    def has(self, unit: str, node: str, stage: str) -> bool:
        return (unit, node, stage) in self._touched

    @property
    def codes(self) -> list[str]:
        return sorted({violation.code for violation in self.entries})


def silent(code: str, **details) -> None:
    """A note-taker that forgets: for views whose limits are reported elsewhere."""
