"""The side navigation: each app registers its entries; an entry is shown only to those who can open it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

GROUPS = ["", "Phong trào", "Khối", "Khen thưởng", "Danh mục", "Hỗ trợ"]


@dataclass(frozen=True)
class Entry:
    """One link. `shown(user)` decides who sees it; `count(user)` is the work that waits there for this person."""

    group: str
    label: str
    url_name: str
    icon: str
    order: int
    shown: Callable[[Any], bool] = lambda user: True
    count: Callable[[Any], int] | None = None
    urgent: bool = False


_entries: list[Entry] = []


def register(*entries: Entry) -> None:
    """Add entries (called from AppConfig.ready)."""
    _entries.extend(entries)
    _entries.sort(key=lambda e: (GROUPS.index(e.group), e.order))


_search: list[str] = []


def register_search(url_name: str) -> None:
    """Name the page that the search of the top bar leads to."""
    _search[:] = [url_name]


def search_url() -> str:
    """Address of the search page, '' where there is none."""
    return address(_search[0]) if _search else ""


def for_user(user: Any, path: str) -> list[dict]:
    """Groups with the items this person can open; the longest address that begins the path is the current one."""
    items = [_item(entry, user) for entry in _entries if entry.shown(user)]
    items = [item for item in items if item]
    here = max(
        (i["url"] for i in items if path == i["url"] or (i["url"] != "/" and path.startswith(i["url"]))),
        key=len,
        default=None,
    )
    groups: dict[str, list] = {}
    for item in items:
        item["current"] = item["url"] == here
        groups.setdefault(item.pop("group"), []).append(item)
    return [{"title": title, "items": found} for title, found in groups.items()]


def address(url_name: str) -> str:
    """Where a page without parameters is, '' where there is none."""
    return _address(url_name, settings.ROOT_URLCONF)


@lru_cache(maxsize=256)
def _address(url_name: str, urlconf: str) -> str:
    """Addresses of entries do not change while the process runs; they are asked for with every page."""
    try:
        return reverse(url_name, urlconf=urlconf)
    except NoReverseMatch:
        return ""


def _item(entry: Entry, user: Any) -> dict | None:
    url = address(entry.url_name)
    if not url:
        return None
    count = entry.count(user) if entry.count else 0
    return {
        "group": entry.group,
        "label": entry.label,
        "url": url,
        "icon": entry.icon,
        "count": count,
        "urgent": entry.urgent,
    }


def as_html(groups: list[dict]) -> SafeString:
    """The links of the side navigation. Most pages show a menu that was shown before, so it is written once."""
    return _written(tuple((g["title"], tuple(tuple(item.values()) for item in g["items"])) for g in groups))


@lru_cache(maxsize=512)
def _written(groups: tuple[tuple[str, tuple[tuple, ...]], ...]) -> SafeString:
    parts = []
    for title, items in groups:
        if title:
            parts.append(format_html('<p class="nav-title mb-0">{}</p>', title))
        parts += [_link(*item) for item in items]
    return mark_safe("".join(parts))  # noqa: S308 -- every part is made by format_html


def _link(label: str, url: str, icon: str, count: int, urgent: bool, current: bool) -> SafeString:
    now = " count-now" if urgent else ""
    return format_html(
        '<a class="nav-item-link" href="{}" data-go="{}"{}><i class="bi bi-{}" aria-hidden="true"></i>'
        "<span>{}</span>{}</a>",
        url,
        icon,
        mark_safe(' aria-current="page"') if current else "",
        icon,
        label,
        format_html('<span class="count{}">{}</span>', now, count) if count else "",
    )
