"""What this app shows on the pages of units: results they were told; and the names of its objects in the record of changes."""

from typing import Any

from django.urls import reverse

from awards.appraisal.enums import DossierState
from awards.appraisal.models import Dossier
from awards.nominations.enums import FileState
from awards.nominations.models import NominationFile
from organisations import panels
from organisations.models import Unit
from organisations.rules import is_unit_officer
from organisations.selectors import audit


def register() -> None:
    """Called from AppConfig.ready."""
    panels.register("unit", "appraisal/panels/outcomes.html", told, order=62)
    panels.register("nomination_file", "appraisal/panels/standing.html", standing)
    panels.register_page("appraisal.dossier", "appraisal:desk", permission="appraisal.work")
    audit.name_kind("appraisal.dossier", "Hồ sơ thẩm định")
    audit.name_kind("appraisal.agency", "Cơ quan được lấy ý kiến")
    audit.name_kind("appraisal.posting", "Danh sách công khai")
    audit.name_kind("appraisal.limit", "Thời hạn thẩm định")
    audit.name_kind("appraisal.fieldofficer", "Lĩnh vực phụ trách thẩm định")


def told(unit: Unit, user: Any) -> dict | None:
    """Files of the own unit whose results it was told, newest first. One query for officers of units, none for others."""
    if not is_unit_officer(user):
        return None
    rows = Dossier.objects.told_to(user).filter(nominee__file__unit=unit)
    files = list(NominationFile.objects.for_page().filter(pk__in=rows.values("nominee__file")).order_by("-pk")[:5])
    return {"rows": files} if files else None


def standing(file: NominationFile, user: Any) -> dict | None:
    """How far a received file is at the desk: for the desk in numbers, for its unit whether it was told. One query, none before receipt."""
    if file.state != FileState.RECEIVED:
        return None
    if user.has_perm("nominations.prepare", file):
        told = Dossier.objects.told_to(user).filter(nominee__file=file).exists()
        return {"url": reverse("appraisal:outcome", args=[file.pk]), "told": told}
    if not user.has_perm("appraisal.view_queue"):
        return None
    states = list(Dossier.objects.visible_to(user).filter(nominee__file=file).values_list("state", flat=True))
    if not states:
        return None
    done = sum(state == DossierState.APPRAISED for state in states)
    return {"url": reverse("appraisal:file", args=[file.pk]), "desk": True, "done": done, "all": len(states)}
