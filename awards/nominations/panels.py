"""What this app shows on the pages of units: its files; and the names of its objects in the record of changes."""

from typing import Any

from awards.nominations.models import NominationFile
from organisations import panels
from organisations.models import Unit
from organisations.selectors import audit


def register() -> None:
    """Called from AppConfig.ready."""
    panels.register("unit", "nominations/panels/files.html", files_of_unit, order=60)
    panels.register_page("nominations.nominationfile", "nominations:file")
    audit.name_kind("nominations.nominationfile", "Hồ sơ đề nghị khen thưởng")
    audit.name_kind("nominations.route", "Đợt đề nghị khen thưởng")


def files_of_unit(unit: Unit, user: Any) -> dict | None:
    """Files of the unit that a person sees, newest first. Two queries."""
    rows = list(NominationFile.objects.visible_to(user).filter(unit=unit).for_page()[:5])
    return {"rows": rows} if rows else None
