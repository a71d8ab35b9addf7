"""The list of one's own devices says when each was last used. That is written down now and then, not with every page."""

from zlib import crc32

from allauth.usersessions.middleware import UserSessionsMiddleware
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

EVERY_SECONDS = 300


class SessionActivity(UserSessionsMiddleware):
    """Stamps the session at most once in five minutes, and at once when it comes from another address or browser.

    Written with every page, the stamp costs more than the page's own work, and on SQLite it takes the write lock.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = self._key(request)
        if key is None or cache.add(key, 1, EVERY_SECONDS):
            return super().__call__(request)
        return self.get_response(request)

    @staticmethod
    def _key(request: HttpRequest) -> str | None:
        session = getattr(request, "session", None)
        if session is None or not session.session_key:
            return None
        client = f"{request.META.get('REMOTE_ADDR', '')} {request.META.get('HTTP_USER_AGENT', '')}"
        return f"seen:{session.session_key}:{crc32(client.encode()):x}"
