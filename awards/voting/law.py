"""What the law asks of a vote, by award and version of the law.

Where the text was not seen the answer is not verified, and where no clause was seen there is no threshold: a person
decides. Nothing is filled in.
"""

from dataclasses import dataclass

AWARDS = (
    *("LDTT", "CSTT", "CSTDCS", "CSTDT", "CSTDTQ", "TTLDTT", "TTLDXS", "CTDT", "CTDCP", "XATB", "THONVH", "GDVH"),
    *("GK", "BKT", "BKTTG", "HCLD3", "HCLD2", "HCLD1", "HCDL3", "HCDL2", "HCDL1", "AHLD", "KNC"),
)
LAW_VERSIONS = ("L2003", "L2022A", "L2022B", "L2026")

NINETY = ("AHLD", "CSTDTQ", "CSTDT")
EIGHTY = ("CSTDCS", "CTDT", "CTDCP")

DECREE_98 = "Nghị định 98/2023/NĐ-CP, Điều 30 khoản 7"
BASIS = {
    "L2003": "Nghị định 91/2017/NĐ-CP, Điều 45 khoản 8",
    "L2022A": DECREE_98,
    "L2022B": f"Nghị định 152/2025/NĐ-CP (chưa đối chiếu văn bản; tạm theo mức của {DECREE_98})",
    "L2026": f"Luật 06/2026/QH16 và văn bản thi hành (chưa đối chiếu văn bản; tạm theo mức của {DECREE_98})",
}
VERIFIED = ("L2003", "L2022A")


@dataclass(frozen=True)
class VoteLaw:
    """`required` and `secret` are None where no clause was seen; `ratio` is of all members."""

    required: bool | None
    ratio: str | None
    secret: bool | None
    verified: bool
    basis: str | None


def vote_law(award: str, version: str) -> VoteLaw:
    """The vote an award needs under a version of the law."""
    ratio = _ratio(award, version)
    if version == "L2003":
        known = True if ratio else None
        return VoteLaw(known, ratio, known, verified=ratio is not None, basis=BASIS[version] if ratio else None)
    verified = ratio is not None and version in VERIFIED
    return VoteLaw(ratio is not None, ratio, secret=False, verified=verified, basis=BASIS[version])


def _ratio(award: str, version: str) -> str | None:
    if award in NINETY:
        return "0.9"
    return "0.8" if award in EIGHTY and version != "L2003" else None
