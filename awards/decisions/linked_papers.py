"""What the papers of linked decisions say: corrections and revocations, each with its list and grounds."""

from awards.decisions.enums import DecisionKind
from awards.decisions.models import DecisionChange, RewardDecision
from awards.decisions.selectors.wording import CHAIRMAN_OF_PROVINCE
from emulation.base.official.description import Annex, Article, Block, Column, Paragraph, Table

_REVOKED = (
    Column("STT", 6, "center"),
    Column("Tên", 28),
    Column("Danh hiệu, hình thức", 28),
    Column("Lý do, căn cứ", 38),
)
_CORRECTED = (Column("STT", 6, "center"), Column("Đã ghi", 40), Column("Ghi đúng", 40), Column("Lý do", 14))


def _changes(row: RewardDecision) -> list[DecisionChange]:
    return list(row.changes.select_related("line").order_by("line__order", "pk"))


def _what(row: RewardDecision) -> str:
    target = row.target
    return f"Quyết định số {target.number_text} ngày {target.signed_on:%d/%m/%Y} của {CHAIRMAN_OF_PROVINCE}"


def linked_articles(row: RewardDecision) -> list[Block]:
    """Điều 1 says what changes, then recovery, then who carries it out."""
    number = row.changes.count()
    if row.kind == DecisionKind.REVOCATION:
        first = f"Hủy bỏ khen thưởng đối với {number} trường hợp tại {_what(row)} (có danh sách kèm theo)."
    else:
        first = (
            f"Đính chính {number} trường hợp tại {_what(row)} (có danh sách kèm theo). Các nội dung khác của Quyết định này "
            "không thay đổi."
        )
    texts = [row.money_text, row.execution]
    return [Article(1, first), *(Article(n, text) for n, text in enumerate((t for t in texts if t.strip()), 2))]


def linked_annexes(row: RewardDecision) -> tuple[Annex, ...]:
    """The list of what changes."""
    changes = _changes(row)
    if row.kind == DecisionKind.REVOCATION:
        rows = [
            (str(n), _joined(c.old_name, c.old_detail), c.line.award_name, f"{c.get_ground_display()}. {c.reason}")
            for n, c in enumerate(changes, 1)
        ]
        return (Annex("Danh sách hủy bỏ khen thưởng", (Table(_REVOKED, tuple(rows)),)),)
    rows = [
        (str(n), _joined(c.old_name, c.old_detail), _joined(c.new_name, c.new_detail), c.reason)
        for n, c in enumerate(changes, 1)
    ]
    return (Annex("Danh sách đính chính", (Table(_CORRECTED, tuple(rows)),)),)


def linked_request(row: RewardDecision) -> tuple[Block, ...]:
    """The body of the letter."""
    verb = "hủy bỏ khen thưởng" if row.kind == DecisionKind.REVOCATION else "đính chính"
    (annex,) = linked_annexes(row)
    text = f"Sở Nội vụ kính trình {CHAIRMAN_OF_PROVINCE} xem xét, quyết định {verb} {row.changes.count()} trường hợp tại {_what(row)}:"
    return (Paragraph(text), *annex.blocks)


def _joined(name: str, detail: str) -> str:
    return f"{name}, {detail}" if detail else name
