"""Fixtures over the factories, for every test."""

import pytest

from tests import factories


@pytest.fixture
def cast(db):
    """The small province (tests.factories.Cast)."""
    return factories.make_cast()


@pytest.fixture
def campaign(cast):
    """A running campaign of the cast, launched on 08/03/2023."""
    return factories.launch(cast)


@pytest.fixture
def as_(client):
    """`as_(person)` logs the test client in as a person of the cast and returns it."""

    def login(person):
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return login
