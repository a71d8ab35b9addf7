"""Scans of sheets that were filled on paper."""

from campaigns.bloc_scores.models import PaperSheet, ScoringRound, StageRun


def papers_of(run: StageRun, scorer_unit: int | None) -> list[PaperSheet]:
    """Those of one scorer in a run, newest first."""
    return list(run.papers.filter(scorer_unit=scorer_unit).select_related("file", "added_by"))


def newest_papers(round_: ScoringRound, user) -> dict[tuple[int, int], PaperSheet]:
    """{(run, scorer): newest scan} of a round, as far as this person sees them. One query."""
    rows = PaperSheet.objects.visible_to(user).filter(run__round=round_).order_by("pk")
    return {(row.run_id, row.scorer_unit_id): row for row in rows}
