"""What every browser test holds without saying it: no request leaves the site, no script fails, no CSP refusal."""

import re

import pytest

HARMLESS = re.compile(r"^(data|blob|about):")


@pytest.fixture(autouse=True)
def clean_page_log(request, live_server, context):
    """Listens to every page of the test and judges at its end."""
    outside, failures = [], []

    def on_request(sent):
        if not sent.url.startswith(live_server.url) and not HARMLESS.match(sent.url):
            outside.append(sent.url)

    def on_console(message):
        if message.type == "error" and "Content Security Policy" in message.text:
            failures.append(message.text)

    context.on("request", on_request)
    context.on("console", on_console)
    context.on("weberror", lambda error: failures.append(str(error.error)))
    yield
    assert outside == [], "requests left the site"
    assert failures == [], "errors in the browser's console"
