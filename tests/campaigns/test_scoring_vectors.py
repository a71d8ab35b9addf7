"""Every vector of `score_table` holds exactly."""

import pytest

from campaigns.scoring import Refused, score_table
from tests.vectors import differences, vectors


@pytest.mark.parametrize("vector", vectors("score_table"))
def test_vector_of_score_table(vector):
    refused = False
    try:
        found = score_table(vector["input"])
    except Refused as refusal:
        found, refused = refusal.to_dict(), True
    assert refused is bool(vector.get("exit"))
    assert differences(vector["expected"], found) == []
