"""Blocs (khối, cụm thi đua): formed each year; leader, deputies and members are units, dated."""

from django.db import models

from emulation.base.constraints import unique_with_empty
from emulation.base.models import Versioned
from organisations.enums import BlocRole
from organisations.models.dated import Dated, dates_in_order
from organisations.models.units import Unit


class BlocQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who is in which bloc is announced to all units."""
        return self if user.is_authenticated else self.none()


class Bloc(Versioned):
    """A bloc of one year. The code is free text (“II”, “01”), unique within its year and parent."""

    year = models.PositiveSmallIntegerField("năm")
    code = models.CharField("mã khối", max_length=30)
    name = models.CharField("tên khối", max_length=200)
    word = models.CharField("tên gọi", max_length=20, default="khối thi đua")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    verified = models.BooleanField("đã kiểm chứng", default=True)
    source = models.TextField("nguồn", blank=True)
    units = models.ManyToManyField(Unit, through="BlocMember", related_name="blocs")

    objects = BlocQuerySet.as_manager()

    class Meta:
        ordering = ["year", "code"]
        constraints = [unique_with_empty("bloc_code_once", fields=["year", "code"], ids=["parent"])]

    def __str__(self):
        return self.name

    @property
    def label(self) -> str:
        """Name without the leading words “Khối thi đua”, for charts and narrow tables."""
        for words in ("Khối thi đua ", "Cụm thi đua "):
            if self.name.startswith(words):
                rest = self.name[len(words) :]
                return rest[:1].upper() + rest[1:]
        return self.name


class BlocMember(Dated):
    """A unit's place in a bloc; a unit can be in several blocs, and the leadership is handed over on a day."""

    bloc = models.ForeignKey(Bloc, models.CASCADE, related_name="members")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="bloc_places")
    role = models.CharField("vai trò", max_length=10, choices=BlocRole, default=BlocRole.MEMBER)

    class Meta:
        constraints = [
            dates_in_order("bloc_member_dates_in_order"),
            unique_with_empty("bloc_member_once", fields=["bloc", "unit", "role"], dates=["valid_from"]),
        ]

    def __str__(self):
        return f"{self.unit.label}: {self.get_role_display()} {self.bloc}"
