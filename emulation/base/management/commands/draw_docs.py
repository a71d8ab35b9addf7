"""manage.py draw_docs: docs/workflows.md and docs/permissions.md from the tables in code. --check fails when they are stale."""

from pathlib import Path

import rules
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

from emulation.base.workflow import Transition, Workflow

WORKFLOWS = [
    "awards.council.workflows.SESSION",
    "awards.decisions.workflows.DECISION",
    "awards.nominations.workflows.NOMINATION",
    "awards.appraisal.workflows.DOSSIER",
    "awards.workflows.ACCLAIM",
    "awards.registrations.workflows.TITLE_REGISTRATION",
    "campaigns.workflows.CAMPAIGN",
    "campaigns.workflows.SUBMISSION",
    "campaigns.bloc_scores.workflows.TABLE",
    "campaigns.bloc_scores.workflows.ROUND",
    "campaigns.bloc_year.workflows.pledges.PLEDGE",
    "campaigns.bloc_year.workflows.pledges.REGISTRATION",
    "campaigns.bloc_year.workflows.activities.ACTIVITY",
    "campaigns.bloc_year.workflows.activities.ELECTION",
]


class Command(BaseCommand):
    help = "Vẽ docs/workflows.md và docs/permissions.md từ các bảng trong mã nguồn."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="chỉ kiểm tra, không ghi")

    def handle(self, *args, check=False, **options):
        docs = Path(settings.BASE_DIR) / "docs"
        for name, text in {"workflows.md": draw_workflows(), "permissions.md": draw_permissions()}.items():
            path = docs / name
            if check and (not path.exists() or path.read_text(encoding="utf-8") != text):
                raise CommandError(f"docs/{name} đã cũ. Hãy chạy: manage.py draw_docs")
            if not check:
                path.write_text(text, encoding="utf-8")


def draw_workflows() -> str:
    """Every workflow as a diagram and a table."""
    parts = [
        "# Workflows\n\nDrawn by `manage.py draw_docs` from the tables in `workflows.py`; a test fails when stale.\n"
    ]
    parts += [_workflow(import_string(path)) for path in WORKFLOWS]
    return "\n".join(parts)


def _workflow(workflow: Workflow) -> str:
    lines = [f"## {workflow.label} (`{workflow.name}`)\n", "```mermaid", "stateDiagram-v2"]
    lines += [f"    {value}: {state.label}" for value, state in workflow.states.items()]
    for move in workflow.transitions:
        lines += [f"    {a} --> {b}: {move.label}" for a in move.sources for b in move.possible_targets]
    lines += ["```", "", "| move | from | to | permission | guards | reason needed |", "|---|---|---|---|---|---|"]
    lines += [_row(move) for move in workflow.transitions]
    return "\n".join(lines) + "\n"


def _row(move: Transition) -> str:
    guards = ", ".join(f"`{g.__name__.lstrip('_')}`" for g in move.guards) or "–"
    sources, targets = ", ".join(map(str, move.sources)), ", ".join(map(str, move.possible_targets))
    note = "yes" if move.note_required else "in another's place" if move.stand_in else "–"
    return f"| {move.label} (`{move.name}`) | {sources} | {targets} | {_who(move)} | {guards} | {note} |"


def _who(move: Transition) -> str:
    parts = [f"`{move.permission}`"]
    if move.stand_in:
        parts.append(f"`{move.stand_in.permission}` in the place of {move.stand_in.of}")
    if move.when_due:
        parts.append("`run_due` at its time")
    return "; ".join(parts)


def draw_permissions() -> str:
    """Every named permission with the predicate behind it."""
    lines = [
        "# Permissions\n\nDrawn by `manage.py draw_docs` from `rules.py` of each app; a test fails when stale.\n",
        "| permission | who |",
        "|---|---|",
    ]
    named = sorted(rules.permissions.permissions.items())
    lines += [f"| `{name}` | `{_cell(predicate.name)}` |" for name, predicate in named if "." in name]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    """A bar inside a table cell is written with a backslash."""
    return text.replace("|", "\\|")
