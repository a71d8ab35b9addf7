"""Writing limits in working days."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from awards.appraisal.models import Limit
from emulation.base import audit, concurrency
from emulation.base.workflow import Refused

FIELDS = ("kind", "award", "days", "basis", "verified")


@transaction.atomic
def save(limit: Limit | None, *, version: int | None = None, by: Any, **fields: Any) -> Limit:
    """A new limit, or another number for one; clocks are counted by it from then on."""
    if not by.has_perm("appraisal.edit_limits"):
        raise PermissionDenied("Chỉ Sở Nội vụ sửa thời hạn thẩm định.")
    row = concurrency.lock(limit, version=version) if limit else Limit()
    changes = audit.difference({name: getattr(row, name) for name in fields}, fields)
    for name, value in fields.items():
        setattr(row, name, value)
    concurrency.bump(row)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused("Đã có thời hạn cho việc và danh hiệu, hình thức này. Hãy sửa dòng đã có.") from None
    audit.record(row, action="update" if limit else "create", label="Ghi thời hạn thẩm định", by=by, changes=changes)
    return row
