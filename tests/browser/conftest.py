"""What every browser test holds without saying it: no request leaves the site, no script fails, no CSP refusal.

Fixtures for the tests: `sign_in(user)` logs the browser in, `plain_page` is a page without JavaScript,
`compressed_static` goes with every test of weight (looking.Weight).
"""

import re

import pytest
from django.conf import settings
from django.test import Client

HARMLESS = re.compile(r"^(data|blob|about):")


class PageLog:
    """Listens to every page of a browser context."""

    def __init__(self, site: str):
        self.site, self.outside, self.failures = site, [], []

    def listen(self, context):
        context.on("request", self._on_request)
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self.failures.append(str(error.error)))

    def _on_request(self, request):
        if not request.url.startswith(self.site) and not HARMLESS.match(request.url):
            self.outside.append(request.url)

    def _on_console(self, message):
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            self.failures.append(message.text)


@pytest.fixture(autouse=True)
def page_log(live_server, context):
    """Judges at the end of the test."""
    log = PageLog(live_server.url)
    log.listen(context)
    yield log
    assert log.outside == [], "requests left the site"
    assert log.failures == [], "errors in the browser's console"


def session_cookie(live_server, user) -> dict:
    """A session as after the login page, for tests that are about something else."""
    client = Client()
    client.force_login(user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url, "httpOnly": True}


@pytest.fixture
def sign_in(live_server, context):
    """`sign_in(user)`: from now on `page` is theirs."""
    return lambda user: context.add_cookies([session_cookie(live_server, user)])


@pytest.fixture
def compressed_static():
    """For tests of weight: static files as in production, which bin/test collects before the browser starts."""
    if "Compressed" not in settings.STORAGES["staticfiles"]["BACKEND"]:
        pytest.skip("static files are not collected: run bin/test")


@pytest.fixture
def plain_page(live_server, new_context, page_log):
    """A page of a browser without JavaScript; `plain_page.context.add_cookies` as needed."""
    context = new_context(java_script_enabled=False)
    page_log.listen(context)
    return context.new_page()
