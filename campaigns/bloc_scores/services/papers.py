"""Sheets filled on paper are kept as scans beside what is typed in from them."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from campaigns.bloc_scores.models import PaperSheet, StageRun
from campaigns.bloc_scores.services.scores import CLOSED
from emulation.base import audit, clock, files
from emulation.base.workflow import Refused
from organisations.rules import unit_id_of


@transaction.atomic
def add(run: StageRun, upload: Any, *, scored_by: str, scored_on: dt.date, by: Any) -> PaperSheet:
    """Keep the scan of the paper that the acting person's unit scored on. Raises FileRefused."""
    locked = StageRun.objects.select_for_update(of=("self",)).select_related("round", "stage").get(pk=run.pk)
    own = unit_id_of(by)
    sheets = locked.sheets.filter(scorer_unit=own).select_related("run__stage")
    if not any(by.has_perm("bloc_scores.fill_sheet", sheet) for sheet in sheets):
        raise PermissionDenied("Đơn vị bạn không chấm ở bước này.")
    if locked.closed_at:
        raise Refused(CLOSED)
    if scored_on > clock.today():
        raise Refused("Ngày chấm chưa đến. Hãy ghi ngày trên phiếu giấy.")
    row = PaperSheet(run=locked, scorer_unit_id=own, scored_by=scored_by, scored_on=scored_on, added_by=by)
    row.file = files.store(upload, by=by)
    row.save()
    files.attach(row.file, row)
    audit.record(
        locked.round, action="paper_sheet", label=f"Đính kèm phiếu giấy, {locked}: {row}", by=by, note=row.file.name
    )
    return row
