"""From the tree of rows to the nodes of the contract, each with its place, its kind and what is doubtful about it."""

from collections.abc import Iterable
from decimal import Decimal

from campaigns.bloc_scores.rule_words import words_of
from emulation.base.vietnamese import format_number

from . import kinds, words
from .kinds import plain
from .marks import NUMBERED
from .result import Proposal
from .rows import Item

LONGEST_CODE = 40
# What a part without a number is called.
NAMES = {"bonus": "Thưởng", "penalty": "Trừ"}
UNKNOWN_LINE = "Có dòng nói về không xếp loại chưa đưa được vào cách tính, nguyên văn giữ ở ghi chú."
UNKNOWN_RULE = "Chưa hiểu hết cách tính viết bằng chữ: mục để chấm điểm trực tiếp, nguyên văn giữ ở ghi chú."
NO_MAX = "Mục chưa có điểm tối đa. Hãy ghi số điểm ở cột điểm, hoặc ghi ngay khi xem lại."


class Builder:
    """Makes the nodes of one table; codes stand once."""

    def __init__(self):
        self.codes: set[str] = set()
        self.proposals: list[Proposal] = []

    def nodes(self, items: Iterable[Item], above: str, role: str, depth: int) -> list[dict]:
        """The nodes of rows that stand beside each other."""
        return [self.node(item, above, role, depth, n) for n, item in enumerate(items, 1)]

    def node(self, item: Item, above: str, role: str, depth: int, place: int) -> dict:
        """A part when rows below it carry points of their own, else a criterion."""
        code = self._code(item, above, place)
        below = [child for child in item.children if _stands_alone(child, item)]
        own = role
        if below and (item.heading or depth == 0 or item.max is None):
            own = words.role_of(item.title) or role
        one = kinds.alternatives(item) or (item.max is None and kinds.is_scale(item))
        if below and not one and not _rules_of_one(item, below, own):
            return self._part(item, code, role, own, depth, below)
        named = words.role_of(item.title) if depth == 0 and words.names_role(item.title) else None
        return self._criterion(item, code, role, named or role, depth)

    def _code(self, item: Item, above: str, place: int) -> str:
        mark = item.mark
        printed = item.row.text("code").strip(" .):/").replace(" ", "")
        tries = [printed if mark.style == "dotted" and printed else mark.code] if mark.style == "dotted" else []
        tail = mark.code or str(place)
        tries += [
            f"{above}.{tail}" if above else mark.code or NAMES.get(words.role_of(item.title) or "") or f"M{place}"
        ]
        tries += [f"{above}.{tail}.{n}" if above else f"{tail}.{n}" for n in range(2, 99)]
        tries += [f"M{len(self.codes) + 1}"]
        found = next(one for one in tries if one not in self.codes and len(one) <= LONGEST_CODE)
        self.codes.add(found)
        return found

    def _part(self, item: Item, code: str, role: str, own: str, depth: int, below: list[Item]) -> dict:
        proposal = self._propose(item, code, depth, "", own)
        node: dict = {"code": code, "title": item.title}
        children = self.nodes(below, code, own, depth + 1)
        roles = {child.get("role", own) for child in children}
        if own == "standard" and item.max is None and "standard" not in roles:
            own = roles.pop() if len(roles) == 1 else "bonus"
            for child, row in zip(children, below, strict=True):
                child.setdefault("role", own) if row else None
        if own != role:
            node["role"] = own
        if own == "standard" or item.max is not None:
            node["max"] = plain(item.max if item.max is not None else self._sum(item, children, own))
        texts = [*item.lines, *_texts(child for child in item.children if child not in below)]
        self._finish(node, item, proposal, texts)
        proposal.role, proposal.max = own, node.get("max")
        return node | {"children": children}

    def _sum(self, item: Item, children: list[dict], role: str) -> Decimal:
        total = sum((Decimal(c["max"]) for c in children if c.get("role", role) == role and c.get("max")), Decimal(0))
        item.row.warn("max", f"Mục chưa ghi điểm, lấy tổng các mục con: {format_number(total)}.")
        return total

    def _criterion(self, item: Item, code: str, role: str, own: str, depth: int) -> dict:
        kind = kinds.kind_of(item, own)
        if item.max is None and own == "standard":
            own = _role_of_rules(kind, own)
        proposal = self._propose(item, code, depth, kind.name, own)
        node: dict = {"code": code, "title": item.title, "kind": kind.name} | kind.rule
        if own != role:
            node["role"] = own
        self._maximum(node, item, kind, own)
        if not kind.understood:
            item.row.warn(None, UNKNOWN_RULE)
        elif kind.name != "disqualify" and any(words.disqualifies(text) for text in kind.unused):
            item.row.warn(None, UNKNOWN_LINE)
        for side, label in (("bonus", "điểm thưởng"), ("penalty", "điểm trừ")):
            if side in item.points and kind.name != "cases":
                shown = format_number(item.points[side])
                item.row.warn(
                    side, f"Cột {label} ghi {shown} nhưng mục không nêu trường hợp nào; số này giữ ở ghi chú."
                )
                kind.unused.append(f"Cột {label} của bảng gốc ghi {shown}.")
        self._finish(node, item, proposal, kind.unused)
        proposal.max, proposal.rule = node.get("max"), words_of(node)
        return node

    def _maximum(self, node: dict, item: Item, kind: kinds.Kind, role: str) -> None:
        if kind.name == "disqualify":
            return
        most = item.max
        if most is None and kind.name == "bands":
            most = max(Decimal(band["points"]) for band in kind.rule["bands"])
        if kind.name == "cases" and role != "standard":
            return  # the points are in the rules
        if most is not None:
            node["max"] = plain(most)
        elif role == "standard" and not item.row.has_fault("max"):
            item.row.error("max" if "max" in item.row.headers else None, NO_MAX)

    def _propose(self, item: Item, code: str, depth: int, kind: str, role: str) -> Proposal:
        place = (item.row.sheet, item.row.number)
        found = Proposal(code, item.title, depth, *place, kind, role, None if item.max is None else plain(item.max))
        self.proposals.append(found)
        return found

    def _finish(self, node: dict, item: Item, proposal: Proposal, texts: list[str]) -> None:
        note = "\n".join(dict.fromkeys(text for text in [*texts, item.note] if text))
        if note:
            node["note"] = proposal.note = note
        if item.scorer:
            node["scorer_note"] = item.scorer[:300]


def counts(item: Item) -> bool:
    """Whether a row at the top is a part or a criterion; lone words are not."""
    return bool(item.points or item.children or item.row.errors) or item.mark.style in NUMBERED


def _stands_alone(child: Item, parent: Item) -> bool:
    """Whether a row below is a part or a criterion of its own, not a line of the rule above it."""
    if child.max is not None or any(_stands_alone(one, child) for one in child.children):
        return True
    counts = bool(child.points) or words.case_of(child.title) is not None or words.disqualifies(child.title)
    siblings = any(one.max is not None for one in parent.children)
    if parent.max is None:
        return counts or (siblings and child.mark.style in NUMBERED)
    return siblings and (counts or child.mark.style in NUMBERED)


def _rules_of_one(item: Item, below: list[Item], role: str) -> bool:
    """In a criterion of bonuses the rows below are the cases of its one rule when it has a maximum and they have none."""
    return item.max is not None and role == "standard" and all(child.max is None for child in below)


def _role_of_rules(kind: kinds.Kind, role: str) -> str:
    """Rules that only add or only take away, with no points of their own, are bonuses or penalties."""
    types = {rule["type"] for rule in kind.rule.get("rules", [])}
    if kind.name == "lateness":
        return "penalty"
    return role if not types else types.pop() if len(types) == 1 else "bonus"


def _texts(items: Iterable[Item]) -> list[str]:
    found = []
    for item in items:
        found += [item.title, *item.texts(), *_texts(item.children)]
    return found
