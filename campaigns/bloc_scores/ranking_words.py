"""How a table ranks, in words, from its `ranking` in the contract; the names of what it speaks of. Pure."""

from campaigns.bloc_scores.rule_words import shown
from campaigns.bloc_scores.table_document import SELF_SHEET

USES = {
    "total": "Tổng điểm như đã chấm",
    "strict_total": "Tổng điểm sau khi bỏ phần vượt quy định của bảng",
}
UNRESOLVED = {
    "shared": "Vẫn bằng nhau thì đồng hạng, hạng sau bỏ trống (1, 1, 3)",
    "manual": "Vẫn bằng nhau thì chờ khối hoặc Sở Nội vụ quyết định",
}
SIDES = {"standard": "điểm chuẩn", "bonus": "điểm thưởng", "penalty": "điểm trừ"}


def tie_break_words(one: dict, titles: dict[str, str]) -> str:
    """“điểm mục I. Nhiệm vụ, cao hơn xếp trước”."""
    kind = one["kind"]
    order = "thấp hơn xếp trước" if one.get("order") == "asc" else "cao hơn xếp trước"
    if kind == "women":
        return "đơn vị có lãnh đạo nữ hoặc từ 70% nữ xếp trước"
    if kind == "fact":
        return f"{one['fact']}, {order}"
    name = f"điểm mục {titles.get(one['node'], one['node'])}" if kind == "node" else SIDES[kind]
    return f"{name}, {order}"


def condition_words(one: dict, titles: dict[str, str]) -> str:
    """“điểm mục I. Nhiệm vụ từ 30 trở lên”."""
    if one["kind"] == "total_min":
        return f"tổng điểm từ {shown(one['value'])} trở lên"
    if one["kind"] == "node_min":
        return f"điểm mục {titles.get(one['node'], one['node'])} từ {shown(one['value'])} trở lên"
    if one["fact"] == SELF_SHEET:
        return "đơn vị đã nộp phiếu tự chấm"
    return f"{'có' if one['kind'] == 'fact_true' else 'không có'} {one['fact']}"


def ranking_words(ranking: dict, titles: dict[str, str]) -> list[str]:
    """Sentences, in the order in which the engine goes."""
    lines = [f"{USES[ranking.get('use') or 'total']}, cao hơn xếp trước."]
    breaks = ranking.get("tie_breaks") or []
    lines += [f"Bằng điểm thì xét ({n}): {tie_break_words(one, titles)}." for n, one in enumerate(breaks, 1)]
    lines.append(f"{UNRESOLVED[ranking.get('unresolved') or 'shared']}.")
    lines += [f"Chỉ xếp hạng khi {condition_words(one, titles)}." for one in ranking.get("conditions") or []]
    lines += [f"Xếp loại {one['label']}: từ {shown(one['min'])} điểm." for one in ranking.get("levels") or []]
    return lines
