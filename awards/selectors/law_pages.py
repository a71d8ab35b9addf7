"""Lists of the law's pages: awards, texts, deadlines, what the province lays on top."""

import datetime as dt
from dataclasses import dataclass

from awards.eligibility.asked import asked
from awards.law import Award, basis, law
from awards.law.rows import Text
from awards.models import ProvinceName, ProvinceRule, ProvinceText
from awards.selectors.law_words import (
    TAGS,
    deciders_on,
    kind_names,
    limit_words,
    source_names,
    tag_of,
    validity,
    version_on,
)
from awards.selectors.province_law import as_rule


@dataclass(frozen=True)
class AwardLine:
    """An award in the list."""

    award: Award
    kinds: str
    deciders: str
    own_names: str


def award_lines(day: dt.date) -> list[AwardLine]:
    """Awards of the law that exist on a day, with who decides that day and the province's names. One query."""
    version, rows = version_on(day), law()
    absent = rows.principles["S-VERSION"].absent
    own: dict[str, list[str]] = {}
    for award, name in ProvinceName.objects.order_by("name").values_list("award", "name"):
        own.setdefault(award, []).append(name)
    return [
        AwardLine(award, kind_names(award.kinds), deciders_on(award.code, day), "; ".join(own.get(award.code, ())))
        for award in rows.awards.values()
        if version not in absent.get(award.code, ())
    ]


@dataclass(frozen=True)
class TextLine:
    """A text with its validity and whether it holds on the day."""

    text: Text
    look: tuple[str, str, str]
    tag: tuple[str, str, str]
    source: str


def text_lines(day: dt.date) -> list[TextLine]:
    """National texts, the ones in force first."""
    lines = [
        TextLine(text, validity(text, day), TAGS[tag_of(text)], source_names(text)) for text in law().texts.values()
    ]
    return sorted(lines, key=lambda line: line.look[0] == "void")


@dataclass(frozen=True)
class DeadlineLine:
    step: str
    limit: str
    awards: str
    basis: str
    tag: tuple[str, str, str]


def deadline_lines(day: dt.date) -> list[DeadlineLine]:
    """Deadlines of the version that applies to dossiers of the day."""
    version, rows = version_on(day), law()
    return [
        DeadlineLine(
            row.step,
            limit_words(row.limit),
            ", ".join(rows.awards[code].name for code in row.awards) or "mọi danh hiệu, hình thức",
            basis(rows, row, version, day),
            TAGS[tag_of(row)],
        )
        for row in rows.deadlines
        if version in row.versions
    ]


@dataclass(frozen=True)
class ProvinceLine:
    """A rule of the province in the list."""

    row: ProvinceRule
    awards: str
    kinds: str
    sentence: str
    look: tuple[str, str, str]
    text_look: tuple[str, str, str]


def province_lines(day: dt.date) -> list[ProvinceLine]:
    """Rules of the province, those in force first. One query."""
    rows = ProvinceRule.objects.select_related("text").order_by("withdrawn_at", "-valid_from", "pk")
    lines = [
        ProvinceLine(
            row,
            ", ".join(law().awards[code].name for code in row.awards),
            kind_names(row.kinds) or "mọi đối tượng",
            asked(as_rule(row).checks[0]),
            _state(row, day),
            validity(row.text, day),
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: line.look[0] == "void")


def _state(row: ProvinceRule, day: dt.date) -> tuple[str, str, str]:
    if row.withdrawn_at:
        return ("void", "x-circle", "Đã bỏ")
    if row.valid_to and row.valid_to < day:
        return ("void", "dash-circle", "Đã kết thúc")
    if day < row.valid_from:
        return ("wait", "clock", "Chưa đến ngày áp dụng")
    return TAGS["sure"] if row.verified else TAGS["open"]


def province_texts(day: dt.date) -> list[tuple[ProvinceText, tuple[str, str, str]]]:
    """Documents of the province with their validity. One query."""
    return [(row, validity(row, day)) for row in ProvinceText.objects.order_by("-issued", "name")]


@dataclass(frozen=True)
class SalaryLine:
    """The base salary from a day on."""

    valid_from: dt.date
    amount: int
    basis: str
    tag: tuple[str, str, str]


def salary_lines(rows, day: dt.date) -> list[SalaryLine]:
    """Base salaries with the text each rests on."""
    version = version_on(day)
    return [SalaryLine(r.valid_from, r.amount, basis(law(), r, version, day), TAGS[tag_of(r)]) for r in rows]
