"""Two browsers at the same moment: each request in its own thread and connection, on a July day of 2023."""

import datetime as dt

from django.contrib.messages import get_messages
from django.test import Client

from emulation.base import clock

JULY = clock.moment(dt.date(2023, 7, 6), 9, 41)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def browser(person) -> Client:
    """A browser of its own, logged in."""
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def in_july(function):
    """The day of the test is a matter of each thread."""

    def run():
        with clock.at(JULY):
            return function()

    return run


def sentences(response) -> list[str]:
    """What the answer says on the next page."""
    return [str(message) for message in get_messages(response.wsgi_request)]
