"""What is asked of the law for one subject, and the answer as a clerk reads it."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from awards.law import law
from awards.models import Collective, Household, Person

WORK = "CONG_TRANG"


@dataclass(frozen=True)
class Claim:
    """One award asked for one subject. `achievement_year` is the last year that counts."""

    award: str
    filed_on: dt.date
    achievement_year: int
    person: Person | None = None
    collective: Collective | None = None
    household: Household | None = None
    type: str = WORK
    limb: str = "regular"
    accepted_on: dt.date | None = None
    decided_on: dt.date | None = None
    achievement_id: str = ""
    category: str = "cbccvc"

    @property
    def subject_kind(self) -> str:
        return "individual" if self.person else "collective" if self.collective else "household"

    @property
    def subject(self) -> Any:
        return self.person or self.collective or self.household


@dataclass(frozen=True)
class Link:
    """Where a figure of a finding comes from."""

    label: str
    url: str


@dataclass(frozen=True)
class Told:
    """A finding as a clerk reads it."""

    rule: str
    passed: bool | None
    sentence: str
    basis: str
    found: Any
    required: Any
    missing: tuple[str, ...]
    verified: bool
    links: tuple[Link, ...] = ()

    @property
    def look(self) -> tuple[str, str, str]:
        """Family, icon, word."""
        if self.passed:
            return ("ok", "check2-circle", "Đạt")
        return ("bad", "x-octagon", "Chưa đạt") if self.passed is False else ("act", "question-circle", "Cần xem xét")


DECIDER_NAMES = {
    "THU_TRUONG_DON_VI": "Thủ trưởng đơn vị",
    "GIAM_DOC_DOANH_NGHIEP": "Giám đốc doanh nghiệp",
    "CT_UBND_XA": "Chủ tịch Ủy ban nhân dân cấp xã",
    "CT_UBND_HUYEN": "Chủ tịch Ủy ban nhân dân cấp huyện",
    "CT_UBND_TINH": "Chủ tịch Ủy ban nhân dân tỉnh",
    "THU_TUONG": "Thủ tướng Chính phủ",
    "CHU_TICH_NUOC": "Chủ tịch nước",
}
VERDICTS = {
    "eligible": ("ok", "check2-circle", "Đủ điều kiện"),
    "manual_review": ("act", "question-circle", "Cần xem xét"),
    "on_hold": ("act", "pause-circle", "Tạm dừng xét"),
    "not_eligible": ("bad", "x-octagon", "Chưa đủ điều kiện"),
}


@dataclass(frozen=True)
class Assessment:
    """The answer for one claim: verdict, findings with their sources, and what goes with the award."""

    claim: Claim
    verdict: str
    findings: list[Told]
    law_version: str
    law_reason: str
    dossier: dict
    vote: dict
    publicity: dict
    money: dict
    deciders: list[str]
    notes: list[str] = field(default_factory=list)

    @property
    def look(self) -> tuple[str, str, str]:
        return VERDICTS[self.verdict]

    @property
    def who_decides(self) -> str:
        """In words; empty where the law's rows name nobody."""
        return ", ".join(DECIDER_NAMES[code] for code in self.deciders)

    @property
    def law_name(self) -> str:
        """The version of the law in words."""
        return law().versions[self.law_version].name

    @property
    def unmet(self) -> list[Told]:
        """What stands between, failures first."""
        return sorted((f for f in self.findings if f.passed is not True), key=lambda f: f.passed is None)

    @property
    def sentence(self) -> str:
        """One sentence for a table."""
        return self.unmet[0].sentence if self.unmet else "Mọi điều kiện đã có trong hồ sơ."
