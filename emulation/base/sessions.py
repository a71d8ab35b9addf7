"""How long a login lasts: from the login, or from the moment the person said they stay."""

import time

from django.conf import settings
from django.http import HttpRequest

_KEY = "ends_at"


def begin(request: HttpRequest) -> int:
    """The login lasts from now on for its full time. Returns the seconds left."""
    request.session[_KEY] = (
        int(time.time()) + settings.SESSION_COOKIE_AGE
    )  # saving the session moves its end in the store
    return settings.SESSION_COOKIE_AGE


def left(request: HttpRequest) -> int | None:
    """Seconds until the login ends; None where it is not known, then nobody is warned."""
    ends = request.session.get(_KEY) if hasattr(request, "session") else None
    return max(0, ends - int(time.time())) if ends else None
