"""Awards by code and by the names that circulate; the other words of the contract."""

from functools import cache

from emulation.base.vietnamese import fold

from .loading import law
from .rows import Award

KINDS = ("individual", "collective", "household", "commune", "village")
TYPES = ("CONG_TRANG", "DOT_XUAT", "PHONG_TRAO", "CONG_HIEN", "NIEN_HAN", "DOI_NGOAI", "CHUYEN_DE")
LIMBS = ("regular", "many", "contribution", "worker_farmer")
DECIDERS = (
    "THU_TRUONG_DON_VI",
    "GIAM_DOC_DOANH_NGHIEP",
    "CT_UBND_XA",
    "CT_UBND_HUYEN",
    "CT_UBND_TINH",
    "THU_TUONG",
    "CHU_TICH_NUOC",
)


def award_codes() -> tuple[str, ...]:
    return tuple(law().awards)


def find_award(name: str) -> Award | None:
    """The award of that name or alias; case, spaces and tone placement do not matter. None if it is not known."""
    return _names().get(fold(name.strip(' "“”')))


@cache
def _names() -> dict[str, Award]:
    return {fold(name): award for award in law().awards.values() for name in (award.name, *award.aliases)}
