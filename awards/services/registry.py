"""Writing records of the registry: what a decision says beyond its list, and when it no longer holds."""

import datetime as dt
from typing import Any

from django.db import transaction

from awards.models import AwardRecord
from emulation.base import audit
from emulation.base.concurrency import change, lock
from emulation.base.workflow import Refused

EDITED = ("issuer", "type", "level", "year", "period", "receiver", "revoked_on", "revoked_basis")


@transaction.atomic
def edit_record(record: AwardRecord, *, version: int | None, by: Any, **new: Any) -> AwardRecord:
    """Complete a record or note that the award was revoked. Names, unit and decision stay as written."""
    record = lock(record, version=version)
    _refuse(record, new.get("revoked_on"), new.get("revoked_basis", ""))
    if changes := change(record, new):
        audit.record(record, action="edit", label="Sửa khen thưởng", by=by, changes=changes)
    return record


def _refuse(record: AwardRecord, revoked_on: dt.date | None, basis: str) -> None:
    if revoked_on and revoked_on < record.decided_on:
        raise Refused(f"Khen thưởng quyết định ngày {record.decided_on:%d/%m/%Y}. Ngày hủy bỏ không thể trước ngày đó.")
    if revoked_on and not basis.strip():
        raise Refused("Thiếu căn cứ hủy bỏ. Hãy ghi số, ngày của quyết định hủy bỏ, thu hồi.")
