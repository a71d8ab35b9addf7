"""Telling a unit what became of its nominees at the desk."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from awards.appraisal.models import Dossier
from awards.appraisal.services.dossiers import topic
from awards.nominations.models import NominationFile
from emulation.base import audit, clock, notify
from emulation.base.workflow import Refused
from organisations.enums import UNIT_ROLES
from organisations.selectors.people import officers


@transaction.atomic
def tell_unit(file: NominationFile, *, by: Any) -> int:
    """Tell the unit of a file the verdicts, when all of its nominees are appraised. Returns how many are new to it.

    The unit reads verdict, reason and articles of its own nominees; never who wrote them, nor the notes of the desk.
    """
    rows = list(Dossier.objects.select_for_update(of=("self",)).for_page().filter(nominee__file=file))
    if not by.has_perm("appraisal.tell") or any(not by.has_perm("appraisal.look", row) for row in rows):
        raise PermissionDenied("Chỉ lãnh đạo nơi thẩm định báo kết quả cho đơn vị.")
    waiting = [row.nominee.name for row in rows if row.state != "appraised"]
    if waiting:
        raise Refused(f"Còn {len(waiting)} đối tượng chưa thẩm định xong: {', '.join(waiting[:6])}.")
    fresh = [row for row in rows if row.told_at is None]
    if not fresh:
        raise Refused("Đơn vị đã được báo kết quả này.")
    now = clock.now()
    Dossier.objects.filter(pk__in=[row.pk for row in fresh]).update(told_at=now)
    audit.record(file, action="appraisal", label=f"Báo kết quả thẩm định {len(fresh)} đối tượng cho đơn vị", by=by)
    notify.settle(f"{topic(file)}:told")
    notify.tell(
        officers([file.unit_id], UNIT_ROLES),
        key=f"{topic(file)}:told:{now.isoformat()}",
        title=f"Kết quả thẩm định: {file.route.name}",
        body=f"{len(rows)} đối tượng của đơn vị đã được thẩm định.",
        url=reverse("appraisal:outcome", args=[file.pk]),
        topic=f"{topic(file)}:told",
    )
    return len(fresh)
