"""What a unit is told of its nominees, and how far a file is at the desk."""

from dataclasses import dataclass
from typing import Any

from awards.appraisal.enums import DossierState
from awards.appraisal.models import Dossier
from awards.appraisal.selectors.queue import award_name
from awards.nominations.models import NominationFile


@dataclass(frozen=True)
class Told:
    """A nominee as its unit reads it: the verdict, why, by which articles. Not who wrote it, no note of the desk."""

    name: str
    position: str
    award: str
    badge: tuple[str, str, str]
    instead: str
    reason: str
    articles: list[str]


def told(file: NominationFile, user: Any) -> list[Told]:
    """The results of a file for its own unit. One query."""
    rows = Dossier.objects.told_to(user).filter(nominee__file=file).select_related("nominee")
    return [
        Told(
            row.nominee.name,
            row.nominee.position,
            award_name(row.nominee.award),
            row.verdict_badge,
            award_name(row.lower_award) if row.lower_award else "",
            row.reason,
            [article["basis"] for article in row.articles],
        )
        for row in rows.order_by("nominee__award", "pk")
    ]


@dataclass(frozen=True)
class Standing:
    """How far a file is."""

    dossiers: list[Dossier]

    @property
    def left(self) -> int:
        return sum(row.state != DossierState.APPRAISED for row in self.dossiers)

    @property
    def untold(self) -> int:
        return sum(row.state == DossierState.APPRAISED and row.told_at is None for row in self.dossiers)


def standing(file: NominationFile, user: Any) -> Standing:
    """The dossiers of a file that a person sees. One query."""
    rows = Dossier.objects.visible_to(user).for_page().filter(nominee__file=file)
    return Standing(list(rows.order_by("nominee__award", "pk")))
