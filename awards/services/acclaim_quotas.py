"""Splitting the quota of an acclaim among the sub-clusters of its bloc."""

from typing import Any

from django.db import transaction

from awards.enums import QuotaKind
from awards.models import Acclaim, AcclaimShare
from awards.selectors.acclaims import member_units
from awards.selectors.quotas import cluster_of_units, clusters_of, seats_from
from awards.services.acclaims import editable
from emulation.base import audit, concurrency
from emulation.base.workflow import Refused


@transaction.atomic
def split_quota(acclaim: Acclaim, quotas: dict[int, str], *, version: int, by: Any, note: str = "") -> Acclaim:
    """Give each sub-cluster its part: {cluster id: number or ratio, as the quota itself}. Empty: the bloc competes as one."""
    row = editable(acclaim, version=version, by=by)
    clusters = {cluster.pk: cluster for cluster in clusters_of(row.bloc)}
    if not set(quotas) <= set(clusters):
        raise Refused("Có cụm không thuộc khối này. Hãy tải lại trang.")
    _check_sum(row, quotas)
    row.shares.all().delete()
    AcclaimShare.objects.bulk_create(
        AcclaimShare(acclaim=row, cluster_id=pk, quota=quota) for pk, quota in quotas.items()
    )
    concurrency.bump(row)
    row.save(update_fields=["version"])
    changes = {clusters[pk].name: quota for pk, quota in quotas.items()}
    audit.record(row, action="split_quota", label="Chia chỉ tiêu cho các cụm", by=by, note=note, changes=changes)
    return row


def _check_sum(acclaim: Acclaim, quotas: dict[int, str]) -> None:
    """The parts together are not more than the quota that was given."""
    if not quotas:
        return
    members = list(cluster_of_units(acclaim.bloc).values())
    parts = sum(seats_from(acclaim.quota_kind, quota, members.count(pk)) for pk, quota in quotas.items())
    given = seats_from(acclaim.quota_kind, acclaim.quota, len(member_units(acclaim.bloc)))
    if parts > given:
        kind = "số suất" if acclaim.quota_kind == QuotaKind.NUMBER else "tỷ lệ"
        raise Refused(
            f"Các cụm được chia {parts} suất, nhiều hơn chỉ tiêu {given} suất của khối. Hãy giảm {kind} của cụm."
        )
