"""Files of pledges and activities: added, taken out, each recorded."""

from typing import Any

from django.db import transaction

from campaigns.bloc_year.enums import FilePurpose
from campaigns.bloc_year.models import Pledge, YearFile
from emulation.base import audit, files


@transaction.atomic
def add(obj: Any, upload: Any, purpose: str, *, by: Any) -> YearFile:
    """Keep a file with a pledge or an activity. Raises FileRefused."""
    stored = files.store(upload, by=by, holder=obj)
    place = {"pledge": obj} if isinstance(obj, Pledge) else {"activity": obj}
    made = YearFile.objects.create(purpose=purpose, file=stored, added_by=by, **place)
    label = f"Thêm {FilePurpose(purpose).label.lower()}: {stored.name}"
    audit.record(obj, action="file", label=label, by=by, changes={"sha256": stored.sha256})
    return made


@transaction.atomic
def remove(row: YearFile, *, reason: str, by: Any) -> None:
    """Take a file out, with the reason; its name and digest stay in the record."""
    stored, obj = row.file, row.pledge or row.activity
    label = f"Bỏ {row.get_purpose_display().lower()}: {stored.name}"
    audit.record(obj, action="file_removed", label=label, by=by, note=reason, changes={"sha256": stored.sha256})
    row.delete()
    files.remove(stored)
