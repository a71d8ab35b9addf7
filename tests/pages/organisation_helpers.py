"""What tests of pages of organisations say alike."""

import datetime as dt
import uuid

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TODAY = dt.date(2023, 12, 12)


def text_of(response):
    return response.content.decode()


def at(name, *args):
    return reverse(f"organisations:{name}", args=args)


def token():
    return str(uuid.uuid4())


def queries_of(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)
