"""What the frame of every page needs."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from emulation.base import navigation, sessions
from emulation.base.models import Notification
from emulation.base.prepared import PreparedCount

_count_unread = PreparedCount(lambda person: Notification.objects.filter(recipient_id=person, read_at=None))


def frame(request: HttpRequest) -> dict:
    """Context processor: `frame` is evaluated only by templates that show the frame."""
    return {"frame": SimpleLazyObject(lambda: _frame(request))}


def _frame(request: HttpRequest) -> dict:
    data = {
        "province": settings.PROVINCE,
        "footer": settings.PROVINCE_OFFICE,
        "simulated_today": settings.SIMULATED_TODAY,
        "demo": settings.DEMO,
        "nav": "",
        "unread": 0,
    }
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return data
    data["nav"] = navigation.as_html(navigation.for_user(user, request.path))
    data["search_url"] = navigation.search_url() if user.acting else ""
    data["unread"] = _count_unread(user.pk)
    data["session_left"] = sessions.left(request)
    data["membership"] = user.acting
    data["memberships"] = [m for m in user.current_memberships if m != user.acting]
    return data
