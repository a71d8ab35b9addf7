"""The house holds: imports, sizes, templates, pinned requirements. See docs/architecture.md."""

import ast
import importlib.util
import re
import subprocess
import sys
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.management import call_command, get_commands

ROOT = Path(__file__).resolve().parent.parent
APPS = ["emulation", "organisations", "campaigns", "awards", "portal"]
LONGEST_FILE = 400
LONGEST_FUNCTION = 60
# Modules with these names hold law and arithmetic; they know nothing of the database.
PURE = {"scoring", "eligibility", "law", "voting", "money", "directive_reader", "vietnamese"}
PURE_MAY_IMPORT = re.compile(r"^(\w+\.enums|emulation\.base\.vietnamese)(\.|$)")


def python_files(*tops: str) -> list[Path]:
    """Source written by hand: migrations are left out."""
    found = [path for top in tops for path in sorted((ROOT / top).rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def templates() -> list[Path]:
    return [path for path in sorted((ROOT / "templates").rglob("*")) if path.suffix in {".html", ".txt", ".xml"}]


# --- Imports ----------------------------------------------------------------------------------------------------------
def test_every_app_is_under_the_import_contracts():
    configured = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    roots = re.search(r"root_packages = \[(.*?)\]", configured)[1]
    present = [app for app in APPS if (ROOT / app / "__init__.py").exists()]
    assert re.findall(r'"(\w+)"', roots) == present


def test_imports_point_down_only():
    run = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as main; main()", "--no-cache"]
    result = subprocess.run(run, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr


def pure_modules() -> list[Path]:
    """A pure module is a file or a package with the name; a package is pure throughout."""
    return [path for path in python_files(*APPS) if PURE & {path.stem, *path.relative_to(ROOT).parts[:-1]}]


def imported_names(path: Path) -> list[str]:
    """Full dotted names of what the file imports, relative ones resolved."""
    package = path.relative_to(ROOT).parts[:-1]
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = (node.module,) if node.module else ()
            names += [".".join((*above, *module, alias.name)) for alias in node.names]
    return names


def is_allowed_in_pure(imported: str) -> bool:
    parts = imported.split(".")
    return parts[0] in sys.stdlib_module_names or bool(PURE_MAY_IMPORT.match(imported)) or bool(PURE & set(parts))


def test_pure_modules_are_found():
    assert any("vietnamese" in name(path) for path in pure_modules())


def test_pure_modules_import_enums_and_the_standard_library_only():
    wrong = [f"{name(path)}: {used}" for path in pure_modules() for used in imported_names(path)]
    assert [line for line in wrong if not is_allowed_in_pure(line.partition(": ")[2])] == []


def test_psycopg_3_is_not_importable():
    # Django silently prefers it to psycopg2, and each query then takes four times as long.
    assert importlib.util.find_spec("psycopg") is None


# --- Sizes ------------------------------------------------------------------------------------------------------------
def test_no_file_is_too_long():
    lengths = {name(p): len(p.read_text(encoding="utf-8").splitlines()) for p in python_files(*APPS, "tests", "bin")}
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_function_is_too_long():
    long = {}
    for path in python_files(*APPS, "tests"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = node.end_lineno - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    long[f"{name(path)}:{node.name}"] = lines
    assert long == {}


# --- Templates --------------------------------------------------------------------------------------------------------
FORBIDDEN_IN_PAGES = {
    "inline script": re.compile(r"<script(?![^>]*\b(src=|type=\"application/json\"))[^>]*>", re.I),
    "style element": re.compile(r"<style\b", re.I),
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "event attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.I),
    "javascript: address": re.compile(r"javascript:", re.I),
    "address of another site": re.compile(r"<(script|link|img|iframe)\b[^>]*\b(src|href)=[\"'](https?:)?//", re.I),
}


def without_template_code(text: str) -> str:
    """Tags and comments of the template language may contain > and quotes; they never reach the page."""
    return re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}|\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.S)


def faults_of_page(text: str) -> list[str]:
    plain = without_template_code(text)
    return [fault for fault, pattern in FORBIDDEN_IN_PAGES.items() if pattern.search(plain)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<script src="{% static "js/a.js" %}" defer></script>', []),
        ('<script type="application/json" id="data">{}</script>', []),
        ("<script>go()</script>", ["inline script"]),
        ('<div class="a" style="color: red">', ["style attribute"]),
        ("<button {% if a > b %}disabled{% endif %} onclick='go()'>", ["event attribute"]),
        ('<a href="javascript:go()">', ["javascript: address"]),
        ('<link href="//elsewhere.example/a.css">', ["address of another site"]),
        ("<style>p {}</style>", ["style element"]),
        ('<p title="a">once = twice, style = mine</p>', []),
    ],
)
def test_faults_of_a_page_are_seen(text, expected):
    assert faults_of_page(text) == expected


def test_pages_have_nothing_inline_and_nothing_foreign():
    # Mail programs know no style sheets: emails/ may style its elements.
    pages = [path for path in templates() if "emails" not in path.parts and path.suffix == ".html"]
    assert {name(p): faults for p in pages if (faults := faults_of_page(p.read_text(encoding="utf-8")))} == {}


def test_texts_are_nfc():
    files = [*templates(), *python_files(*APPS), *(ROOT / "docs").rglob("*.md"), *(ROOT / "static/js").rglob("*.js")]
    assert [name(p) for p in files if not unicodedata.is_normalized("NFC", p.read_text(encoding="utf-8"))] == []


# --- What is installed ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_exact_and_each_has_a_reason(file):
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    packages = [line for line in lines if line and not line.startswith(("#", "-r "))]
    pinned = re.compile(r"^[\w.-]+(\[\w+(,\w+)*\])?==\d[\w.]*\s+# \S.*$")
    assert [line for line in packages if not pinned.match(line)] == []
    assert len(packages) > 5


def test_changelog_has_its_newest_entry_first():
    dates = re.findall(r"^## (\d{4}-\d{2}-\d{2})", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert dates
    assert all(newer >= older for newer, older in pairwise(dates))


def test_env_example_names_every_setting():
    read = re.findall(r'env\.\w+\(\s*"([A-Z0-9_]+)"', (ROOT / "emulation/settings.py").read_text(encoding="utf-8"))
    example = re.findall(r"^#?([A-Z0-9_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.M)
    # Where the static files come from is the business of tests and of bin/demo.
    assert set(read) - {"STATIC_STORAGE"} == set(example)


# --- What commands write ----------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_models_have_their_migrations():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_drawn_documents_are_current():
    call_command("draw_docs", check=True)


def test_every_workflow_is_drawn():
    from emulation.base.management.commands.draw_docs import WORKFLOWS

    written = [
        f"{name(path).removesuffix('.py').replace('/', '.')}.{table}"
        for path in python_files(*APPS)
        for table in re.findall(r"^([A-Z_]+)\b.*= \w*Workflow\(", path.read_text(encoding="utf-8"), re.M)
    ]
    assert sorted(WORKFLOWS) == sorted(written)


def test_no_command_is_shadowed():
    # Two apps with a command of the same name: Django would run one of them without a word.
    ours = [path.stem for path in python_files(*APPS) if path.parts[-3:-1] == ("management", "commands")]
    ours = [command for command in ours if command != "__init__"]
    assert sorted(ours) == sorted(set(ours))
    assert set(ours) <= set(get_commands())
