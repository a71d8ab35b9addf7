"""What this app shows on the page of a unit, and how its objects are named in the record of changes."""

from typing import Any

from awards.registrations.models import TitleRegistration
from organisations import panels
from organisations.models import Unit
from organisations.selectors import audit


def register() -> None:
    """Called from AppConfig.ready."""
    panels.register("unit", "registrations/panels/unit.html", of_unit, order=55)
    panels.register_page("registrations.titleregistration", "registrations:registration")
    audit.name_kind("registrations.titleregistration", "Đăng ký danh hiệu")
    audit.name_kind("registrations.registeredline", "Dòng đăng ký danh hiệu")
    audit.name_kind("registrations.call", "Đợt đăng ký danh hiệu")


def of_unit(unit: Unit, user: Any) -> dict | None:
    """The lists of the unit that a person sees, newest first."""
    rows = list(TitleRegistration.objects.visible_to(user).filter(unit=unit).for_page()[:3])
    return {"rows": rows} if rows else None
