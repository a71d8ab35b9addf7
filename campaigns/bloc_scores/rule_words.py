"""The rule of a criterion in words, from its node in the document of the table. Pure."""

import re
from collections.abc import Sequence
from decimal import Decimal

from emulation.base.vietnamese import format_number, lower_first

SIDES = {"bonus": "cộng", "penalty": "trừ"}


def words_of(node: dict) -> list[str]:
    """Sentences that say how a criterion gives points; none for a part."""
    describe = _BY_KIND.get(node.get("kind") or "")
    lines = describe(node) if describe else []
    if node.get("max_mode") == "cap":
        lines.append("Cao hơn mức tối đa thì cắt ở mức tối đa.")
    return lines


def shown(number) -> str:
    """A number of a document as people write it."""
    return format_number(Decimal(str(number)))


ROUNDING = {
    "HALF_UP": "nửa làm tròn lên",
    "HALF_EVEN": "nửa làm tròn về số chẵn",
    "UP": "luôn làm tròn lên",
    "DOWN": "luôn làm tròn xuống",
}
LACKING = {
    "incomplete": "Thiếu điểm của tiêu chí bắt buộc thì chưa xếp hạng.",
    "zero": "Thiếu điểm của tiêu chí bắt buộc thì tính 0 điểm.",
    "rescale": "Thiếu điểm của tiêu chí bắt buộc thì quy đổi theo các tiêu chí còn lại.",
}
CAPS = {
    "excess_total": "Tổng điểm thưởng vượt chỉ tiêu",
    "bonus_total": "Tổng điểm thưởng",
    "penalty_total": "Tổng điểm trừ",
    "grand_total": "Tổng điểm",
}


def stage_words(stage) -> str:
    """A stage beyond its name: who scores, how sheets become one, what follows it."""
    combine = f", {lower_first(stage.get_combine_display())} các phiếu" if stage.combine else ""
    parts = [f"{stage.get_scorer_display()}{combine}."]
    if stage.response:
        parts.append("Đơn vị có ý kiến.")
    if stage.objection_days:
        parts.append(f"Nhận ý kiến {stage.objection_days} ngày.")
    return " ".join(parts)


def settings_words(settings: dict, stages: Sequence) -> list[str]:
    """What concerns the whole table, in sentences."""
    inside = settings.get("bonus_mode") == "inside"
    lines = ["Điểm thưởng nằm trong tổng điểm chuẩn." if inside else "Điểm thưởng cộng ngoài tổng điểm chuẩn."]
    if stages:
        final = next((stage for stage in stages if stage.code == settings.get("final_stage")), stages[-1])
        lines.append(f"Điểm được tính là điểm của bước “{final.label}”.")
    lines.append(_rounding_words(settings.get("rounding") or {}))
    if settings.get("entry_step") is not None:
        lines.append(f"Điểm chấm là bội số của {shown(settings['entry_step'])}.")
    lines.append(LACKING[settings.get("missing") or "incomplete"])
    caps = settings.get("caps") or {}
    return lines + [
        f"{words} không quá {shown(caps[name])}." for name, words in CAPS.items() if caps.get(name) is not None
    ]


def _rounding_words(rounding: dict) -> str:
    mode = rounding.get("mode") or "HALF_UP"
    if mode == "NONE":
        return "Không làm tròn."
    at = "tổng điểm" if rounding.get("at") == "total" else "từng tiêu chí"
    step = rounding.get("step")
    to = f"đến bước {shown(step)}" if step is not None else f"đến {rounding.get('places', 2)} chữ số sau dấu phẩy"
    return f"Làm tròn {at} {to}, {ROUNDING[mode]}."


def _measured(formula: str):
    def describe(node: dict) -> list[str]:
        lines = [formula]
        if node.get("plan") is not None:
            lines.append(f"Kế hoạch: {shown(node['plan'])}.")
        if excess := node.get("excess"):
            cap = excess.get("cap_percent")
            most = f", tối đa {shown(cap)}% điểm tối đa" if cap is not None else ""
            lines.append(f"Vượt 1% được thưởng {shown(excess.get('rate', 1))}% điểm tối đa{most}.")
        if node.get("on_zero") == "max":
            lines.append("Kế hoạch hoặc thực hiện bằng 0 thì được điểm tối đa.")
        return lines

    return describe


def _relative(node: dict) -> list[str]:
    lines = [
        "Đơn vị cao nhất khối được điểm tối đa; đạt đúng kế hoạch được nửa điểm; còn lại tính theo khoảng cách với đơn vị cao nhất."
    ]
    if node.get("plan") is not None:
        lines.append(f"Kế hoạch: {shown(node['plan'])}.")
    return lines


def range_words(band: dict) -> str:
    """“từ 97 đến dưới 98”."""
    low, high = band.get("min"), band.get("max")
    parts = []
    if low is not None:
        parts.append(f"{'trên' if band.get('min_inclusive') is False else 'từ'} {shown(low)}")
    if high is not None:
        parts.append(
            f"{'đến' if band.get('max_inclusive') else 'dưới'} {shown(high)}"
            if low is None
            else (f"đến {'' if band.get('max_inclusive') else 'dưới '}{shown(high)}")
        )
    if low is not None and high is None and band.get("min_inclusive") is not False:
        parts.append("trở lên")
    return " ".join(parts)


def _bands(node: dict) -> list[str]:
    classes = {one["code"]: one.get("title") or range_words(one) for one in node.get("classes") or []}
    lines = []
    for band in node.get("bands") or []:
        group = f"{classes.get(band['class'], band['class'])}: " if band.get("class") else ""
        name = range_words(band) or band.get("title") or band["code"]
        lines.append(f"{group}{name}: {shown(band['points'])} điểm.")
    if node.get("default") is not None:
        lines.append(f"Ngoài các mức trên: {shown(node['default'])} điểm.")
    return lines


def _rule(rule: dict) -> str:
    title = (rule.get("title") or rule["code"]).rstrip(" .;:")
    points = f"{SIDES[rule['type']]} {shown(rule['points'])} điểm"
    if points in title.lower():  # the title says it already
        text = title
        if rule.get("per_case") and not re.search(r"\b(mỗi|cứ|từng)\b|/", title.lower()):
            text += ", tính từng trường hợp"
    else:
        text = f"{title}: {'mỗi trường hợp ' if rule.get('per_case') else ''}{points}"
    if rule.get("cap") is not None and f"tối đa {shown(rule['cap'])}" not in text.lower():
        text += f", tối đa {shown(rule['cap'])}"
    if rule.get("disqualify"):
        text += ", không xếp loại"
    if rule.get("no_award"):
        text += ", không đề nghị khen thưởng"
    return text + "."


def _limits(node: dict) -> list[str]:
    lines = []
    if node.get("penalty_cap") is not None:
        lines.append(f"Tổng điểm trừ không quá {shown(node['penalty_cap'])}.")
    if node.get("bonus_cap") is not None:
        lines.append(f"Tổng điểm cộng không quá {shown(node['bonus_cap'])}.")
    if clamp := node.get("clamp"):
        ends = [("không dưới", clamp.get("min")), ("không quá", clamp.get("max"))]
        lines.append("Điểm của mục " + ", ".join(f"{w} {shown(n)}" for w, n in ends if n is not None) + ".")
    return lines


def _cases(node: dict) -> list[str]:
    lines = [_rule(rule) for rule in node.get("rules") or []]
    groups: dict[str, list[str]] = {}
    for rule in node.get("rules") or []:
        if rule.get("group"):
            groups.setdefault(rule["group"], []).append(rule["code"])
    lines += [f"Chỉ tính một trong các trường hợp {', '.join(codes)}." for codes in groups.values()]
    return lines + _limits(node)


def _checklist(node: dict) -> list[str]:
    return [f"{one.get('title') or one['code']}: {shown(one['points'])} điểm." for one in node.get("items") or []]


def _grade(node: dict) -> list[str]:
    return [f"Loại {name}: {shown(points)} điểm." for name, points in (node.get("grades") or {}).items()]


def _lateness(node: dict) -> list[str]:
    lines = []
    for row in node.get("scale") or []:
        end = f" đến dưới {row['to']} ngày" if row.get("to") is not None else " ngày trở lên"
        lines.append(f"Chậm từ {row['from']}{end}: trừ {shown(row['points'])} điểm mỗi báo cáo.")
    for row in node.get("early") or []:
        lines.append(f"Gửi sớm từ {row['days']} ngày: cộng {shown(row['points'])} điểm mỗi báo cáo.")
    return lines + _limits(node)


_BY_KIND = {
    "proportional": _measured("Điểm tối đa × thực hiện / kế hoạch, không quá điểm tối đa."),
    "reverse": _measured("Điểm tối đa × kế hoạch / thực hiện, không quá điểm tối đa."),
    "relative": _relative,
    "bands": _bands,
    "cases": _cases,
    "checklist": _checklist,
    "grade": _grade,
    "lateness": _lateness,
    "boolean": lambda node: ["Đạt được điểm tối đa, không đạt không có điểm."],
    "free": lambda node: ["Người chấm ghi điểm trong mức tối đa."],
    "disqualify": lambda node: ["Có trường hợp này thì không xếp loại."],
}
