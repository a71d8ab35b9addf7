"""A browser's own description in words that its owner recognises."""

from django import template

register = template.Library()

# The first match wins: Edge and Cốc Cốc also call themselves Chrome, Chrome also calls itself Safari.
BROWSERS = (
    ("Edg", "Edge"),
    ("coc_coc_browser", "Cốc Cốc"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "máy Mac"),
    ("Linux", "Linux"),
)
PHONES = ("iPhone", "Android")


def _first(pairs, text):
    return next((name for mark, name in pairs if mark in text), "")


@register.filter
def device(user_agent):
    """ "Chrome trên Windows"; what is not known stays as the browser said it, shortened."""
    text = user_agent or ""
    browser, system = _first(BROWSERS, text), _first(SYSTEMS, text)
    if browser and system:
        return f"{browser} trên {system}"
    return browser or system or text[:60] or "Không rõ trình duyệt"


@register.filter
def device_icon(user_agent):
    """The icon of a phone or of a computer."""
    return "phone" if any(mark in (user_agent or "") for mark in PHONES) else "laptop"
