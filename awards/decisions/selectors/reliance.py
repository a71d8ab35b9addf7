"""Which later awards relied on one that was revoked: those of the same subject whose conditions in the law ask for it."""

from collections.abc import Iterable, Mapping

from django.db.models import Q, QuerySet

from awards.law import law
from awards.models import AwardRecord
from awards.selectors.province_law import rules_in_use


def awards_asking_for(award: str) -> set[str]:
    """Codes of awards with a rule, of the nation or the province, that asks for this award. One query."""
    rules = [*law().rules, *rules_in_use()]
    return {code for rule in rules if _asks(award, (check.params for check in rule.checks)) for code in rule.awards}


def _asks(award: str, checks: Iterable[Mapping]) -> bool:
    for params in checks:
        named = [params.get("award"), *params.get("awards", ())]
        if award in named or _asks(award, params.get("of", ())):
            return True
    return False


def reliant_records(record: AwardRecord) -> QuerySet[AwardRecord]:
    """Standing awards of the same subject, decided no earlier, that may have needed this one."""
    codes = awards_asking_for(record.award)
    same = {"person": record.person_id, "collective": record.collective_id, "household": record.household_id}
    where = Q(**{f"{field}_id": pk for field, pk in same.items() if pk})
    rows = AwardRecord.objects.filter(where, award__in=codes, revoked_on=None, decided_on__gte=record.decided_on)
    return rows.exclude(pk=record.pk).order_by("decided_on", "pk")
