"""What every row of a bloc's year has: it belongs to a bloc, and the bloc's units and those who oversee see it."""

from django.db import models

from campaigns.rules import sees_all_sent
from organisations.models import BlocMember
from organisations.rules import is_unit_officer, unit_id_of


class OfBlocQuerySet(models.QuerySet):
    """Rows that hang on a bloc, at `path`."""

    path = "bloc"

    def visible_to(self, user):
        """Rows of blocs to which the acting officer's unit belongs or belonged; all for those who oversee the province."""
        if not user.is_authenticated or not user.acting:
            return self.none()
        if sees_all_sent(user):
            return self
        if not is_unit_officer(user):
            return self.none()
        theirs = BlocMember.objects.filter(unit_id=unit_id_of(user)).values("bloc_id")
        return self.filter(**{f"{self.path}__in": theirs})
