"""A Council of a term: the decision that formed it, its members with their days, its own rules of voting."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models

from awards.council.enums import RecusalRule, SeatRole
from awards.enums import Denominator
from awards.models import Person
from emulation.base.models import Versioned
from organisations.models import Unit
from organisations.models.dated import Dated, DatedQuerySet, dates_in_order


@dataclass(frozen=True)
class Terms:
    """How a Council votes, apart from the share each award needs."""

    quorum_ratio: str
    quorum_counts_letters: bool
    recusal_rule: str
    offers_abstention: bool

    @property
    def recusal_words(self) -> str:
        """What a recusal does to the denominator."""
        return RecusalRule(self.recusal_rule).label


class Council(Versioned, Dated):
    """A Council as a decision formed it. Its working regulation is data: nothing of it stands in code."""

    name = models.CharField("tên Hội đồng", max_length=300)
    decision_number = models.CharField("số quyết định thành lập, kiện toàn", max_length=60)
    decided_on = models.DateField("ngày quyết định")
    quorum_ratio = models.CharField("số thành viên dự họp tối thiểu", max_length=20, default="2/3")
    quorum_counts_letters = models.BooleanField("ý kiến bằng văn bản được tính vào số dự họp", default=False)
    recusal_rule = models.CharField("người không tham gia biểu quyết", max_length=24, choices=RecusalRule)
    offers_abstention = models.BooleanField("phiếu có ô Không có ý kiến", default=False)
    regulation = models.TextField("quy chế làm việc", blank=True)
    verified = models.BooleanField("đã đối chiếu với quy chế", default=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "-pk"]
        constraints = [dates_in_order("council_dates_in_order")]

    def __str__(self):
        return self.name

    @property
    def terms(self) -> Terms:
        """As its regulation is noted today."""
        return Terms(self.quorum_ratio, self.quorum_counts_letters, self.recusal_rule, self.offers_abstention)


class Seat(Dated):
    """A member of a Council, from a day to a day; the account with which the member votes, when there is one."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="seats")
    role = models.CharField("chức danh trong Hội đồng", max_length=20, choices=SeatRole, default=SeatRole.MEMBER)
    full_name = models.CharField("họ và tên", max_length=120)
    post = models.CharField("chức vụ", max_length=200, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="seats", verbose_name="tài khoản"
    )
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    objects = DatedQuerySet.as_manager()
    # How the keys of a member as a voter begin: in the room, by written opinion.
    ROOM, LETTER = "seat:", "letter:"

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            dates_in_order("seat_dates_in_order"),
            models.UniqueConstraint(
                fields=["council", "user"], condition=models.Q(valid_to=None), name="seat_once_a_user"
            ),
        ]

    def __str__(self):
        return self.full_name

    @property
    def key(self) -> str:
        """The key of the member as a voter in the room."""
        return f"{self.ROOM}{self.pk}"

    @property
    def letter_key(self) -> str:
        """The key of the member as one who sent a written opinion: counted apart, so known before the paper is sealed."""
        return f"{self.LETTER}{self.pk}"

    @property
    def title(self) -> str:
        """Role, and for members the unit they come from."""
        label = self.get_role_display()
        return f"{label}, {self.unit.label}" if self.unit_id and self.role == SeatRole.MEMBER else label


class Threshold(models.Model):
    """The share of votes an award needs by the Council's own regulation; where it has none, the law's row is used."""

    SAYS = ("ratio", "denominator", "strictly", "basis")

    council = models.ForeignKey(Council, models.CASCADE, related_name="thresholds")
    award = models.CharField("danh hiệu, hình thức", max_length=20)
    ratio = models.CharField("tỷ lệ phiếu cần đạt", max_length=20)
    denominator = models.CharField("tính trên", max_length=14, choices=Denominator, default=Denominator.TOTAL)
    strictly = models.BooleanField("phải quá tỷ lệ này", default=False)
    basis = models.TextField("căn cứ")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "award"], name="threshold_once")]

    def __str__(self):
        return f"{self.award}: {self.ratio}"
