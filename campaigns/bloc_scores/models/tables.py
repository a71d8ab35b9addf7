"""Criteria tables (bảng tiêu chí chấm điểm): templates of the province and the copies that blocs adapt, in versions."""

from django.db import models
from django.db.models import Q

from campaigns.bloc_scores.enums import CriterionKind, NodeRole, Scorer, TableState
from campaigns.models import Indicator
from campaigns.rules import sees_all_sent
from emulation.base.models import Versioned
from organisations.models import Bloc, Unit
from organisations.rules import unit_id_of


class CriteriaTableQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Templates for everyone with a role; a bloc's table for its units, departments that score by it, those who oversee."""
        if not user.is_authenticated or not user.acting:
            return self.none()
        if sees_all_sent(user):
            return self
        own, agreed = unit_id_of(user), ~Q(state=TableState.DRAFT)
        scores = Q(pk__in=Criterion.objects.filter(scorer_unit=own).values("table_id"))
        return self.filter(agreed & (Q(bloc=None) | scores) | Q(bloc__members__unit_id=own)).distinct()


class CriteriaTable(Versioned):
    """One version of a table. Without a bloc it is a template; a frozen table never changes, a new version replaces it.

    settings, ranking: the parts of the contract of score_table of these names that concern the whole table: `bonus_mode`,
    `rounding`, `entry_step`, `missing`, `caps`; `ranking` with tie-breaks, conditions and levels.
    """

    bloc = models.ForeignKey(Bloc, models.PROTECT, null=True, blank=True, related_name="criteria_tables")
    year = models.PositiveSmallIntegerField("năm", null=True, blank=True)
    title = models.TextField("tên bảng")
    declared_total = models.DecimalField("tổng điểm chuẩn", max_digits=10, decimal_places=4, null=True, blank=True)
    settings = models.JSONField(default=dict)
    ranking = models.JSONField(default=dict)
    number = models.PositiveSmallIntegerField("bản", default=1)
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="next_versions")
    template = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="copies")
    # Identifies a template shipped with the program, so that loading it again finds it.
    shipped_as = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=12, choices=TableState, default=TableState.DRAFT)
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_note = models.TextField(blank=True)
    basis = models.TextField("căn cứ", blank=True)
    source = models.TextField("nguồn", blank=True)
    verified = models.BooleanField("đã kiểm chứng", default=True)

    objects = CriteriaTableQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "title", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["previous"], condition=~Q(previous=None), name="table_one_next_version"),
            models.UniqueConstraint(fields=["shipped_as"], condition=~Q(shipped_as=""), name="shipped_table_once"),
            models.CheckConstraint(
                condition=Q(state=TableState.DRAFT) | Q(state=TableState.WITHDRAWN) | ~Q(frozen_at=None),
                name="frozen_table_says_when",
            ),
        ]

    def __str__(self):
        return f"{self.title} (bản {self.number})" if self.number > 1 else self.title


class Criterion(models.Model):
    """A part (without `kind`) or a criterion of a table.

    rule: the fields of its kind in the contract of score_table (`plan`, `excess`, `bands`, `rules`, `items`, `grades`, `scale`, …).
    locked: fixed by the template; a bloc may add children below a locked part, within its maximum, but not change it.
    scorer: the only one who may score it, '' for whoever acts in the stage. event: events of this kind fill a `cases` rule.
    """

    table = models.ForeignKey(CriteriaTable, models.CASCADE, related_name="criteria")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    order = models.PositiveSmallIntegerField("thứ tự")
    code = models.CharField("ký hiệu", max_length=40)
    title = models.TextField("nội dung")
    max = models.DecimalField("điểm tối đa", max_digits=10, decimal_places=4, null=True, blank=True)
    role = models.CharField("loại điểm", max_length=8, choices=NodeRole, default=NodeRole.STANDARD)
    kind = models.CharField("cách tính", max_length=12, choices=CriterionKind, blank=True)
    rule = models.JSONField(default=dict)
    caps = models.BooleanField("cắt ở mức tối đa", default=False)
    required = models.BooleanField("bắt buộc", null=True, blank=True)
    locked = models.BooleanField("khóa theo bảng chung", default=False)
    scorer = models.CharField("người chấm", max_length=13, choices=Scorer, blank=True)
    scorer_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    scorer_note = models.TextField("bộ phận chấm theo bảng gốc", blank=True)
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, blank=True, related_name="criteria")
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        ordering = ["table", "order"]
        constraints = [models.UniqueConstraint(fields=["table", "code"], name="criterion_code_once")]

    def __str__(self):
        return f"{self.code}. {self.title}"


class Stage(models.Model):
    """A step of scoring of a table: who scores, whether several sheets are combined, what follows it."""

    table = models.ForeignKey(CriteriaTable, models.CASCADE, related_name="stages")
    order = models.PositiveSmallIntegerField("thứ tự")
    code = models.CharField("ký hiệu", max_length=20)
    label = models.CharField("tên bước", max_length=120)
    scorer = models.CharField("ai chấm", max_length=13, choices=Scorer)
    combine = models.CharField(
        "gộp nhiều phiếu", max_length=6, choices=[("mean", "Trung bình cộng"), ("median", "Trung vị")], blank=True
    )
    response = models.BooleanField("đơn vị có ý kiến sau bước này", default=False)
    objection_days = models.PositiveSmallIntegerField("số ngày nhận ý kiến", null=True, blank=True)

    class Meta:
        ordering = ["table", "order"]
        constraints = [
            models.UniqueConstraint(fields=["table", "code"], name="stage_code_once"),
            models.UniqueConstraint(fields=["table", "order"], name="stage_order_once"),
        ]

    def __str__(self):
        return self.label
