"""Reading a proposal from a document: every value that cannot be is named, all of them."""

from collections.abc import Callable
from datetime import date

from awards.law import DECIDERS, KINDS, LIMBS, TYPES, award_codes, law
from awards.law.vocabulary import LEVELS, ORGANISERS, RATINGS, SCOPES
from campaigns.scoring.fields import Fields, whole_document

from .case import WORK, Case, Discipline, Grant, Initiative, Restriction, Subject

CATEGORIES = ("cbccvc", "worker_farmer")
OUTCOMES = ("cleared", "violation")
USES = ("title", "commendation")
PHASES = ("so_ket", "tong_ket")
RATIOS = ("cstdcs_ratio", "quota_ratio")

NOT_YEAR = "Phải là năm, viết bằng bốn chữ số, không có ngoặc kép."
BEFORE_FILING = "Ngày này không thể trước ngày nộp hồ sơ."
YEAR_TWICE = "Năm {} đã có xếp loại ở một dòng trước; mỗi năm chỉ ghi một xếp loại."
ENDS_BEFORE_START = "Ngày kết thúc không thể trước ngày bắt đầu."
MORE_THAN_MEMBERS = "Không thể nhiều hơn số thành viên của tập thể ({})."


def _count(group: Fields, key: str):
    return group.count(key)


def _flag(group: Fields, key: str):
    return group.flag(key)


def _choice(*options: str) -> Callable:
    return lambda group, key: group.choice(key, options)


# Group → fact → how it is read.
FACTS: dict[str, dict[str, Callable]] = {
    "employment": dict.fromkeys(("months_worked", "maternity_months", "injury_months"), _count),
    "composition": dict.fromkeys(("members", "ldtt", "completed", "cstdcs", "disciplined"), _count),
    "bloc": {"organised_by": _choice(*ORGANISERS), "rank": _count},
    "movement": {
        "level": _choice(*LEVELS),
        "years": lambda group, key: group.decimal(key, negative=False),
        "phase": _choice(*PHASES),
        "selected": _flag,
        "leads": _flag,
    },
    "flags": dict.fromkeys(("unity", "exceeds_targets"), _flag),
    "unit": dict.fromkeys(("ldtt", "cstdcs", "ctdt", "ctdcp"), _count),
}


def read_case(document) -> Case:
    """The proposal; Refused, with every fault, if it cannot be read."""
    fields, faults = whole_document(document)
    case = CaseReader(fields).case()
    faults.raise_if_any()
    return case


class CaseReader:
    def __init__(self, fields: Fields):
        self.fields = fields

    def case(self) -> Case:
        fields = self.fields
        filed, accepted, decided, assessed = self._days()
        config = fields.group("config") or Fields({}, "config", fields.faults)
        ratios = {key: config.ratio(key) for key in RATIOS}
        return Case(
            award=fields.choice("award", award_codes(), required=True),
            kind=fields.choice("subject_kind", KINDS, required=True),
            type=fields.choice("type", TYPES, WORK),
            limb=fields.choice("limb", LIMBS, LIMBS[0]),
            filed_on=filed,
            accepted_on=accepted,
            decided_on=decided,
            day=assessed or decided or accepted or filed,
            year=year_of(fields, "achievement_year"),
            prefer_newer_law=fields.flag("prefer_newer_law", False),
            achievement_id=fields.text("achievement_id"),
            decider=fields.choice("decider", DECIDERS),
            rounding=config.choice("rounding", tuple(law().roundings)),
            ratios={key: ratio for key, ratio in ratios.items() if ratio is not None},
            subject=self._subject(),
        )

    def _days(self) -> tuple[date | None, ...]:
        filed = self.fields.day("filed_on", required=True)
        later = {key: self.fields.day(key) for key in ("accepted_on", "decided_on")}
        for key, day in later.items():
            if filed and day and day < filed:
                self.fields.fault(key, BEFORE_FILING)
        return filed, *later.values(), self.fields.day("assess_on")

    # --- Subject -----------------------------------------------------------------------------------------------------
    def _subject(self) -> Subject:
        subject = self.fields.group("subject") or Fields({}, "subject", self.fields.faults)
        return Subject(
            category=subject.choice("category", CATEGORIES, CATEGORIES[0]),
            ratings=_ratings(subject),
            grants=tuple(_grant(item) for item in subject.groups("awards")),
            initiatives=tuple(_initiative(item) for item in subject.groups("initiatives")),
            restrictions=tuple(_restriction(item) for item in subject.groups("restrictions")),
            disciplines=tuple(_discipline(item) for item in subject.groups("discipline")),
            dissolved_on=subject.day("dissolved_on"),
            facts=_facts(subject),
        )


def year_of(fields: Fields, key: str, *, required: bool = True) -> int | None:
    """A year of the calendar."""
    found = fields.whole(key, required=required)
    if found is not None and not 1 <= found <= 9999:
        fields.fault(key, NOT_YEAR)
        return None
    return found


def _ratings(subject: Fields) -> dict[int, str]:
    """By year; a year written down without its rating is a year without one."""
    found: dict[int, str | None] = {}
    for item in subject.groups("ratings"):
        year, rating = year_of(item, "year"), item.choice("rating", RATINGS)
        if year in found:
            item.fault("year", YEAR_TWICE.format(year))
        elif year is not None:
            found[year] = rating
    return {year: rating for year, rating in found.items() if rating is not None}


def _grant(item: Fields) -> Grant:
    return Grant(
        award=item.choice("award", award_codes(), required=True),
        year=year_of(item, "year"),
        type=item.choice("type", TYPES, required=True),
        decided_on=item.day("decided_on"),
        revoked_on=item.day("revoked_on"),
        achievement_id=item.text("achievement_id"),
    )


def _initiative(item: Fields) -> Initiative:
    return Initiative(
        path=item.path,
        id=item.text("id"),
        year=year_of(item, "year", required=False),
        scope=item.choice("scope", SCOPES),
        certified=item.flag("certified"),
        uses=tuple(_use(used) for used in item.groups("used_for")),
    )


def _use(used: Fields) -> str | None:
    """Title or commendation; told by the award where only that is recorded."""
    kind, award = used.choice("kind", USES), used.text("award")
    year_of(used, "year", required=False)
    known = law().awards.get(award)
    return kind or (known.family if known else None)


def _restriction(item: Fields) -> Restriction:
    item.text("kind")
    start, end = item.day("from"), item.day("to")
    if start and end and end < start:
        item.fault("to", ENDS_BEFORE_START)
    return Restriction(item.path, start, end, item.choice("outcome", OUTCOMES))


def _discipline(item: Fields) -> Discipline:
    item.text("kind")
    item.day("decided_on")
    return Discipline(item.path, item.day("ends_on"))


def _facts(subject: Fields) -> dict[str, object]:
    found = {}
    for name, keys in FACTS.items():
        group = subject.group(name)
        for key, read in keys.items() if group else ():
            found[f"{name}.{key}"] = read(group, key)
    _check_members(subject, found)
    return found


def _check_members(subject: Fields, facts: dict) -> None:
    members = facts.get("composition.members")
    for key in ("ldtt", "completed", "cstdcs"):
        part = facts.get(f"composition.{key}")
        if members is not None and part is not None and part > members:
            subject.group("composition").fault(key, MORE_THAN_MEMBERS.format(members))
