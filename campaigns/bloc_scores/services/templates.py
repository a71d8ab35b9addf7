"""Real tables of scoring shipped with the program, each with its source; loading them again changes nothing."""

import json
from pathlib import Path

from django.db import transaction

from campaigns.bloc_scores.models import CriteriaTable
from campaigns.bloc_scores.services import tables

DATA = Path(__file__).resolve().parent.parent / "templates_data"
FROZEN_NOTE = "Bảng mẫu kèm theo phần mềm"


def shipped() -> dict[str, dict]:
    """{name: content} of the files: `table` and `ranking` of the contract, year, basis, source, whether it was verified."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(DATA.glob("*.json"))}


@transaction.atomic
def load_templates(*, by=None) -> list[CriteriaTable]:
    """Make the shipped tables that are not there yet, frozen: a copy or a new version is what people change."""
    known = set(CriteriaTable.objects.exclude(shipped_as="").values_list("shipped_as", flat=True))
    return [_load(name, content, by) for name, content in shipped().items() if name not in known]


def _load(name: str, content: dict, by) -> CriteriaTable:
    head = {key: content[key] for key in ("year", "basis", "source", "verified")}
    table = tables.create(content["table"], by=by, ranking=content["ranking"], shipped_as=name, **head)
    return tables.freeze(table, by=by, note=FROZEN_NOTE)
