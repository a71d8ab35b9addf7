"""What goes with a proposal: the documents of its dossier and its posting, by award and version of the law."""

from collections.abc import Mapping
from dataclasses import dataclass

from .loading import law
from .rows import Dossier, Publicity


@dataclass(frozen=True)
class DossierList:
    """`code` None: the province says what is handed in; `copies` None: it says in how many sets."""

    code: str | None
    copies: int | None
    documents: Mapping[str, str]
    row: Dossier


def dossier_of(award: str, version: str, type: str = "CONG_TRANG", limb: str = "regular") -> DossierList:
    """The documents for an award: the first choice of a row that fits."""
    facts = {"awards": award, "types": type, "limbs": limb}
    for row in law().dossiers:
        for choice in row.choices if version in row.versions else ():
            if all(value in choice[key] for key, value in facts.items() if key in choice):
                documents = {**row.documents, **choice.get("add", {})}
                return DossierList(row.code, choice.get("copies", row.copies), documents, row)
    raise LookupError(f"no dossier for {award} under {version}")


def publicity_of(award: str, version: str) -> Publicity | None:
    """The row that asks for the names to be posted; None if none does."""
    rows = [row for row in law().publicity if row.binding and version in row.versions and award in row.awards]
    return rows[0] if rows else None
