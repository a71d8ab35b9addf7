"""The parts of `manage.py bench` for lists of nominees: they run, and their queries stay within the limit, on a small registry."""

import pytest

from awards import bench_registry
from awards.nominations import bench
from awards.nominations.models import Nominee
from emulation.base.benching import measure

pytestmark = pytest.mark.django_db


def test_parts_run_within_their_queries_and_leave_nothing(monkeypatch):
    monkeypatch.setattr(bench_registry, "AWARDS", 800)
    monkeypatch.setattr(bench, "LINES", 120)
    found = {}
    for part in bench.parts():
        _, found[part.name] = measure(part)
        assert found[part.name] <= part.max_queries, part.name
    assert list(found) == ["list-read", "findings", "list-write"]
    assert Nominee.objects.count() == 0
