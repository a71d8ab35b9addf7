"""From the files of `awards/law_data/` to rows. Every row is verified while it is read."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from functools import cache
from pathlib import Path

from .rows import (
    TAGS,
    Award,
    BaseSalary,
    Check,
    Cite,
    Coefficient,
    Deadline,
    Decider,
    Dossier,
    Guidance,
    Law,
    LawDataError,
    Principle,
    Publicity,
    Rounding,
    Row,
    Rule,
    Source,
    Sourced,
    Text,
    Version,
    Vote,
)
from .vocabulary import verify

FOLDER = Path(__file__).resolve().parent.parent / "law_data"
DATES = {"issued", "effective", "ended", "valid_from", "valid_to"}
PROVINCE = "TINH-"
OF_A_CHECK = {"check", "rule", "op", "cites", "tag", "source"}


@cache
def law() -> Law:
    """The rows shipped with the program."""
    return load_law(FOLDER)


def load_law(folder: Path) -> Law:
    """The rows of a folder; LawDataError if one of them cannot be understood."""
    rules, guidance = (
        [row for path in sorted((folder / name).glob("*.json")) for row in _read(path)]
        for name in ("rules", "guidance")
    )
    found = Law(
        sources=_by_code(Source(**row) for row in _read(folder / "sources.json")),
        texts=_by_code(_rows(folder, "texts", Text)),
        versions=_by_code(_rows(folder, "versions", Version)),
        awards=_by_code(_rows(folder, "awards", Award)),
        rules=tuple(_rule(row) for row in rules),
        deciders=_rows(folder, "deciders", Decider),
        votes=_rows(folder, "votes", Vote),
        publicity=_rows(folder, "publicity", Publicity),
        dossiers=_rows(folder, "dossiers", Dossier),
        coefficients=_rows(folder, "coefficients", Coefficient),
        base_salaries=_rows(folder, "base_salaries", BaseSalary),
        roundings=_by_code(_rows(folder, "roundings", Rounding)),
        principles=_by_code(_rows(folder, "principles", Principle)),
        deadlines=_rows(folder, "deadlines", Deadline),
        rows=_by_code(_rows(folder, "rows", Row)),
        guidance=_by_code(_row(Guidance, row, row["code"]) for row in guidance),
    )
    _verify_references(found)
    for row in _every_row(found):
        _verify_known(row.source.split(", "), found.sources, row)
    return found


def province_rule(row: Mapping, texts: Mapping[str, Text] | None = None) -> Rule:
    """A rule a province lays on top of the national ones, checked like those; LawDataError if it is not understood.

    Its findings have codes of their own, so it may ask for more and never for less. `texts`: the province's own, which
    it may cite beside the national ones.
    """
    needed = ("code", "prefix", "awards", "versions", "checks")
    absent = [key for key in needed if not row.get(key)]
    if absent:
        raise LawDataError(f"a rule of a province needs {absent}")
    if not row["prefix"].startswith(PROVINCE) or any("rule" in check for check in row["checks"]):
        raise LawDataError(f"{row['code']}: the findings of a province begin with {PROVINCE}")
    rule = _with_own(_rule({"rows": [], **row}), texts or {})
    _verify_rule(replace(law(), rules=(rule,)), rule)
    return rule


def _with_own(rule: Rule, texts: Mapping[str, Text]) -> Rule:
    """The rule and its checks with the province's texts at their citations."""

    def marked(cites: tuple[Cite, ...]) -> tuple[Cite, ...]:
        return tuple(replace(cite, own=texts.get(cite.text)) for cite in cites)

    checks = tuple(replace(check, cites=marked(check.cites)) for check in rule.checks)
    return replace(rule, cites=marked(rule.cites), checks=checks)


def _read(path: Path) -> list[dict]:
    return json.loads(path.read_text(encoding="utf-8"))


def _rows(folder: Path, name: str, shape: type) -> tuple:
    return tuple(_row(shape, row, f"{name}[{index}]") for index, row in enumerate(_read(folder / f"{name}.json")))


def _by_code(rows: Iterable) -> dict:
    found = {}
    for row in rows:
        if row.code in found:
            raise LawDataError(f"{row.code} is there twice")
        found[row.code] = row
    return found


def _row(shape: type, row: Mapping, where: str):
    known = {item.name for item in fields(shape)}
    unknown = row.keys() - known
    if unknown:
        raise LawDataError(f"{where}: unknown fields {sorted(unknown)}")
    if row.get("tag") not in TAGS or not row.get("source"):
        raise LawDataError(f"{where}: a row needs its source and one of the tags {TAGS}")
    return shape(**{key: _value(key, value) for key, value in row.items()})


def _value(key: str, value):
    if key == "cites":
        return _cites(value)
    if key in DATES and value is not None:
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value


def _cites(rows: Iterable[Mapping]) -> tuple[Cite, ...]:
    return tuple(Cite(row["text"], row.get("article"), tuple(row.get("versions", ()))) for row in rows)


def _rule(row: Mapping) -> Rule:
    own = {key: value for key, value in row.items() if key != "checks"}
    rule = _row(Rule, {**own, "checks": []}, row["code"])
    checks = tuple(_check(item, rule) for item in row["checks"])
    return _row(Rule, {**own, "checks": list(checks)}, row["code"])


def _check(row: Mapping, rule: Rule) -> Check:
    params = {key: value for key, value in row.items() if key not in OF_A_CHECK}
    code = row["rule"] if "rule" in row else f"{rule.prefix}/{row['check']}"
    verify(row["op"], params, f"{rule.code}: {code}")
    return Check(
        rule=code,
        op=row["op"],
        params=params,
        cites=_cites(row["cites"]) if "cites" in row else rule.cites,
        tag=row.get("tag", rule.tag),
        source=row.get("source", rule.source),
        shaky_row=rule.shaky,
    )


def _verify_references(found: Law) -> None:
    """Citations name texts we know, rules name awards, versions and rows we know."""
    for row in _every_row(found):
        _verify_cites(found, row)
        _verify_known(getattr(row, "versions", ()), found.versions, row)
    for rule in found.rules:
        _verify_awards(found, rule)


def _verify_rule(found: Law, rule: Rule) -> None:
    """One rule alone: the national rows were verified when they were loaded."""
    for row in (rule, *rule.checks):
        _verify_cites(found, row)
    _verify_known(rule.versions, found.versions, rule)
    _verify_awards(found, rule)


def _verify_awards(found: Law, rule: Rule) -> None:
    _verify_known(rule.awards, found.awards, rule)
    _verify_known([code for code in rule.rows if code.startswith("R0")], found.rows, rule)
    for check in rule.checks:
        _verify_known(_awards_in(check.params), found.awards, rule)


def _every_row(found: Law) -> list[Sourced]:
    """The rows of all files, and the checks inside the rules."""
    lists = [getattr(found, item.name) for item in fields(Law) if item.name != "sources"]
    rows = [row for group in lists for row in (group.values() if isinstance(group, dict) else group)]
    return [*rows, *(check for rule in found.rules for check in rule.checks)]


def _verify_cites(found: Law, row: Sourced) -> None:
    _verify_known([cite.text for cite in row.cites if cite.own is None], found.texts, row)
    _verify_known([version for cite in row.cites for version in cite.versions], found.versions, row)


def _awards_in(params: Mapping) -> list[str]:
    """Awards named by a check, also inside `any` and `all`."""
    named = [params["award"]] if "award" in params else list(params.get("awards", ()))
    return named + [award for inner in params.get("of", ()) for award in _awards_in(inner)]


def _verify_known(codes: Iterable[str], known: Mapping, row: Sourced) -> None:
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise LawDataError(f"{getattr(row, 'code', row)}: unknown {unknown}")
