"""What the apps above put on the pages of a unit, a bloc, an account, of things of awards: whoever shows asks, it never imports them.

An app registers in its AppConfig a function that answers what to show there to a person, and a template.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse

Build = Callable[[Any, Any], Any]


@dataclass(frozen=True)
class Panel:
    """A part of a page: its template sees `panel`, what `build(subject, user)` answered; None shows nothing."""

    subject: str
    template: str
    build: Build
    order: int


@dataclass(frozen=True)
class Shown:
    """A panel ready for the page."""

    template: str
    data: Any


SUBJECTS = ("unit", "bloc", "account", "nomination_file", "council_session", "nominee", "award_record")
_panels: list[Panel] = []
_pages: dict[str, tuple[str, str]] = {}


def register(subject: str, template: str, build: Build, *, order: int = 50) -> None:
    """Add a panel to the pages of a subject (one of SUBJECTS)."""
    if subject not in SUBJECTS:
        raise ValueError(subject)
    _panels.append(Panel(subject, template, build, order))
    _panels.sort(key=lambda panel: panel.order)


def panels_for(subject: str, obj: Any, user: Any) -> list[Shown]:
    """The panels of one page, in order, those with nothing to show left out."""
    built = ((panel, panel.build(obj, user)) for panel in _panels if panel.subject == subject)
    return [Shown(panel.template, data) for panel, data in built if data is not None]


def register_page(model: str, url_name: str, *, permission: str = "") -> None:
    """Say which page shows an object of a model ("campaigns.campaign"), for links from the record of changes.

    With a permission the link is shown only to those who have it.
    """
    _pages[model] = (url_name, permission)


def page_of(model: str, pk: str, user: Any) -> str:
    """Address of an object's page, '' when it has none that this person may open."""
    url_name, permission = _pages.get(model, ("", ""))
    if not url_name or (permission and not user.has_perm(permission)):
        return ""
    try:
        return reverse(url_name, args=[pk])
    except NoReverseMatch:
        return ""
