"""Every row of the law with its source and how sure it is."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields

from awards.eligibility.asked import asked
from awards.eligibility.principles import DECIDER_NAMES, KIND_NAMES
from awards.law import basis, law
from awards.law.rows import Law, Sourced
from awards.selectors.law_words import TAGS, limit_words, posting_words, source_names, tag_of, version_on, vote_words
from emulation.base.vietnamese import format_date, search_key

GROUPS = {
    "texts": "Văn bản",
    "versions": "Phiên bản luật",
    "awards": "Danh hiệu, hình thức",
    "rules": "Điều kiện",
    "rows": "Bảng tổng hợp",
    "principles": "Nguyên tắc",
    "deciders": "Thẩm quyền",
    "votes": "Bỏ phiếu",
    "publicity": "Công khai",
    "dossiers": "Hồ sơ",
    "coefficients": "Hệ số tiền thưởng",
    "base_salaries": "Mức lương cơ sở",
    "roundings": "Làm tròn",
    "deadlines": "Thời hạn",
    "guidance": "Hướng dẫn",
}
# Awards of which the program knows no more than what they pay.
PAID_ONLY = {
    "HUAN_CHUONG_SAO_VANG": "Huân chương Sao vàng",
    "HUAN_CHUONG_HO_CHI_MINH": "Huân chương Hồ Chí Minh",
    "HUAN_CHUONG_DAI_DOAN_KET": "Huân chương Đại đoàn kết dân tộc",
    "HUAN_CHUONG_DUNG_CAM": "Huân chương Dũng cảm",
    "KNC_UBTVQH": "Kỷ niệm chương của Ủy ban Thường vụ Quốc hội",
    None: "Mọi danh hiệu, hình thức",
}


@dataclass(frozen=True)
class RowLine:
    """One row of the law: what it is, what it says, what it rests on, where it was seen."""

    group: str
    code: str
    text: str
    basis: str
    source: str
    note: str
    tag: str

    @property
    def look(self) -> tuple[str, str, str]:
        return TAGS[self.tag]

    @property
    def group_name(self) -> str:
        return GROUPS[self.group]


def row_lines(day: dt.date, *, group: str = "", tag: str = "", text: str = "") -> list[RowLine]:
    """Every national row, narrowed by its group, how sure it is, and words without accents. No query."""
    words = search_key(text).split()
    lines = (_line(name, row, day) for name, row in _every_row(group))
    return [
        line
        for line in lines
        if (not tag or line.tag == tag)
        and all(word in search_key(f"{line.code} {line.text} {line.basis} {line.source}") for word in words)
    ]


def _every_row(group: str) -> Iterable[tuple[str, Sourced]]:
    for item in fields(Law):
        if item.name in GROUPS and (not group or group == item.name):
            rows = getattr(law(), item.name)
            for row in rows.values() if isinstance(rows, dict) else rows:
                yield item.name, row


def _line(group: str, row: Sourced, day: dt.date) -> RowLine:
    versions = getattr(row, "versions", ()) or (version_on(day),)
    cited = dict.fromkeys(basis(law(), row, version, day) for version in versions)
    return RowLine(
        group=group,
        code=getattr(row, "code", None) or "",
        text=_says(group, row),
        basis="; ".join(filter(None, cited)),
        source=source_names(row),
        note=row.note or "",
        tag=tag_of(row),
    )


def _says(group: str, row) -> str:
    names = law().awards
    if group == "rules":
        told = " ".join(asked(check) for check in row.checks)
        return f"{', '.join(names[code].name for code in row.awards)}: {told}"
    if group == "deciders":
        return f"{DECIDER_NAMES[row.decider]}: {', '.join(names[code].name for code in row.awards)}"
    if group == "coefficients":
        amounts = ", ".join(
            f"{KIND_NAMES.get(kind, kind)} {amount.replace('.', ',') if amount else 'chưa rõ'}"
            for kind, amount in row.amounts.items()
        )
        award = names[row.award].name if row.award in names else PAID_ONLY[row.award]
        return f"{award}: {amounts}"
    if group == "base_salaries":
        return f"{row.amount:,} đồng từ {format_date(row.valid_from)}".replace(",", ".")
    if group == "deadlines":
        return f"{row.step}: {limit_words(row.limit)}"
    if group == "dossiers":
        return "; ".join(row.documents.values())
    if group == "votes":
        return vote_words(row.required, row.ratio, row.secret_by_law)
    if group == "publicity":
        return posting_words(row)
    return f"{row.name}: {row.requires}" if group == "rows" else row.name
