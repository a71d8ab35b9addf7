"""What this app shows on the pages of units: results they were told; and the names of its objects in the record of changes."""

from typing import Any

from awards.appraisal.models import Dossier
from awards.nominations.models import NominationFile
from organisations import panels
from organisations.models import Unit
from organisations.rules import is_unit_officer
from organisations.selectors import audit


def register() -> None:
    """Called from AppConfig.ready."""
    panels.register("unit", "appraisal/panels/outcomes.html", told, order=62)
    panels.register_page("appraisal.dossier", "appraisal:desk", permission="appraisal.work")
    audit.name_kind("appraisal.dossier", "Hồ sơ thẩm định")
    audit.name_kind("appraisal.agency", "Cơ quan được hỏi ý kiến")
    audit.name_kind("appraisal.limit", "Thời hạn thẩm định")
    audit.name_kind("appraisal.fieldofficer", "Lĩnh vực phụ trách thẩm định")


def told(unit: Unit, user: Any) -> dict | None:
    """Files of the own unit whose results it was told, newest first. One query for officers of units, none for others."""
    if not is_unit_officer(user):
        return None
    rows = Dossier.objects.told_to(user).filter(nominee__file__unit=unit)
    files = list(NominationFile.objects.for_page().filter(pk__in=rows.values("nominee__file")).order_by("-pk")[:5])
    return {"rows": files} if files else None
