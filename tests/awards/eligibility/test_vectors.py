"""Every vector of `assess` holds exactly."""

import pytest

from awards.eligibility import Refused, assess
from tests.vectors import differences, vectors


@pytest.mark.parametrize("vector", vectors("assess"))
def test_vector_of_assess(vector):
    refused = False
    try:
        found = assess(vector["input"])
    except Refused as refusal:
        found, refused = refusal.to_dict(), True
    assert refused is bool(vector.get("exit"))
    assert differences(vector["expected"], found) == []
