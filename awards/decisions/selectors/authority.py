"""Who decides an award: a function of the award, of whose it is, and of the day (rows of the law)."""

import datetime as dt

from awards.law import law
from awards.selectors.claims import DECIDER_NAMES
from organisations.enums import UnitKind

CHAIRMAN = "CT_UBND_TINH"
HIGHER = ("THU_TUONG", "CHU_TICH_NUOC")
# Below the province the head of the unit itself decides, by kind of unit.
_BELOW = {
    UnitKind.CAP_HUYEN: "CT_UBND_HUYEN",
    UnitKind.CAP_XA: "CT_UBND_XA",
    UnitKind.DOANH_NGHIEP: "GIAM_DOC_DOANH_NGHIEP",
}
_HEAD = "THU_TRUONG_DON_VI"


def decider_of(award: str, unit_kind: str, day: dt.date) -> str:
    """The code of who decides on a day; '' where the rows name nobody. The highest level that has the award comes first."""
    codes = {row.decider for row in law().deciders_of(award, day)}
    for code in (*HIGHER, CHAIRMAN, _BELOW.get(unit_kind, _HEAD), _HEAD):
        if code in codes:
            return code
    return min(codes, default="")


def decider_name(code: str) -> str:
    """“Thủ tướng Chính phủ”."""
    return DECIDER_NAMES.get(code, "Chưa rõ thẩm quyền")


def decides_here(award: str, unit_kind: str, day: dt.date) -> bool:
    """Whether the Chairman of the province decides."""
    return decider_of(award, unit_kind, day) == CHAIRMAN
