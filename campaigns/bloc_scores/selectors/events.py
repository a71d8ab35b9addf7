"""Events of the year as a person sees them, and what may be one: papers that were returned and not recorded yet."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet

from campaigns.bloc_scores.models import FaultEvent
from campaigns.models import Submission
from emulation.base.models import AuditEntry
from organisations.models import Bloc, BlocMember

RETURNS = ("bloc_return", "dha_return")


def events(user, bloc: Bloc | None = None) -> QuerySet[FaultEvent]:
    """Newest first."""
    rows = FaultEvent.objects.visible_to(user).select_related("bloc", "unit", "submission__period", "recorded_by")
    return (rows.filter(bloc=bloc) if bloc else rows).order_by("-happened_on", "-pk")


@dataclass(frozen=True)
class Returned:
    """A returned paper that nobody recorded as an event: whose, when, why."""

    key: str
    submission: Submission
    entry: AuditEntry


def returned_papers(bloc: Bloc) -> list[Returned]:
    """Returns of papers of the bloc's units in its year that are no event yet. Four queries."""
    members = BlocMember.objects.filter(bloc=bloc).values("unit_id")
    papers = Submission.objects.filter(unit__in=members, campaign__year=bloc.year, for_bloc=False)
    rows = AuditEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Submission),
        action__in=RETURNS,
        object_id__in=[str(pk) for pk in papers.values_list("pk", flat=True)],
    ).order_by("-at")[:200]
    known = set(FaultEvent.objects.filter(bloc=bloc, key__startswith="return:").values_list("key", flat=True))
    by_pk = {str(p.pk): p for p in papers.select_related("period", "unit", "campaign")}
    found = [Returned(f"return:{row.pk}", by_pk[row.object_id], row) for row in rows]
    return [one for one in found if one.key not in known]


def blocs_of(user) -> QuerySet[Bloc]:
    """Blocs whose events a person sees or could record."""
    from organisations.rules import is_dha, unit_id_of
    from organisations.selectors.units import review_places

    rows = Bloc.objects.order_by("-year", "code")
    if is_dha(user):
        return rows
    own = unit_id_of(user)
    return rows.filter(Q(pk__in=review_places(own)) | Q(members__unit_id=own)).distinct()
