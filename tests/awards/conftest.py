"""Who reads the registry in these tests."""

import pytest

from tests import factories


@pytest.fixture
def reader(db):
    """Somebody of Thanh tra tỉnh, who reads the whole registry."""
    return factories.acting(factories.make_person("doc", "auditor", factories.make_unit("Thanh tra tỉnh")))
