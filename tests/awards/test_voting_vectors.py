"""Every vector of `tally` holds exactly."""

import pytest

from awards.voting import Refused, tally
from tests.vectors import differences, vectors


@pytest.mark.parametrize("vector", vectors("tally"))
def test_vector_of_tally(vector):
    refused = False
    try:
        found = tally(vector["input"])
    except Refused as refusal:
        found, refused = refusal.to_dict(), True
    assert refused is bool(vector.get("exit"))
    assert differences(vector["expected"], found) == []
