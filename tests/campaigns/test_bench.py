"""manage.py bench: it measures, counts, judges by the limits, and leaves nothing behind."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from campaigns.management.commands.bench import Action

OFFICIAL = ("document_word", "document_pdf")
ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize(
    ("action", "within"),
    [
        (Action("list", "", ratio=12.0, max_ratio=12), True),
        (Action("list", "", ratio=12.1, max_ratio=12), False),
        (Action("submit", "", queries=15, max_queries=15), True),
        (Action("submit", "", queries=16, max_queries=15), False),
        (Action("home", "", ratio=99.0, queries=99), True),
    ],
)
def test_limits(action, within):
    assert action.is_within is within


def test_a_small_run_measures_every_action():
    sizes = ["--units=3", "--tasks=2", "--periods=2", "--reports=10", "--rounds=2"]
    run = subprocess.run(
        [sys.executable, "manage.py", "bench", "--json", *sizes],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "emulation.settings"},
        capture_output=True,
        text=True,
        timeout=600,  # a machine that runs other tests beside
    )
    result = json.loads(run.stdout)
    by_name = {action["name"]: action for action in result["actions"]}
    assert set(by_name) == {"list", "board", "detail", "home", "submit", "sheet", "ranking", "ballot", *OFFICIAL}
    assert all(action["p50_ms"] > 0 for action in by_name.values()), run.stderr
    # A document is drawn from what was read before: it asks the database nothing.
    assert {name for name, action in by_name.items() if not action["queries"]} == set(OFFICIAL)
    assert by_name["submit"]["queries"] <= 15
    assert by_name["ballot"]["queries"] <= 8
    assert result["floor_ms"] > 0
    # The exit code is the judgement; on a busy machine three units may be slow or not, but both must agree.
    assert run.returncode == (0 if result["within_limits"] else 1)
