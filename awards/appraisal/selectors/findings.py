"""What the law says of a dossier, and what the officer has to look at."""

from dataclasses import dataclass

from awards.appraisal.enums import Finding
from awards.appraisal.models import Dossier
from awards.nominations.selectors.checks import BLOCKING, OF_THE_FILE, Checked, check_file


def finding_of(checked: Checked | None) -> Finding:
    """Clean: eligible, every paper there, in no other list, no head who insists. Anything else somebody has to look at."""
    answer = checked.assessment if checked else None
    if answer is None:
        return Finding.ASK
    if answer.verdict in BLOCKING:
        return Finding.BLOCKED
    clean = answer.verdict == "eligible" and not checked.missing_papers and not checked.overlaps
    return Finding.CLEAN if clean and not checked.nominee.override_reason else Finding.ASK


def checked_of(dossier: Dossier) -> Checked | None:
    """The nominee held against the law today, beside the others of its file. A fixed number of queries."""
    rows = check_file(dossier.nominee.file)
    return next((row for row in rows if row.nominee.pk == dossier.nominee_id), None)


def checked_together(dossiers: list[Dossier]) -> dict[int, Checked]:
    """The same for several: {dossier: answer}. As many queries as for one, for each file they come from."""
    files = {d.nominee.file_id: d.nominee.file for d in dossiers}
    rows = {row.nominee.pk: row for file in files.values() for row in check_file(file)}
    return {d.pk: rows[d.nominee_id] for d in dossiers if d.nominee_id in rows}


@dataclass(frozen=True)
class Point:
    """One thing to look at: a document of the law's list, or a finding that the records alone do not settle."""

    code: str
    words: str
    basis: str = ""
    missing: bool = False


def points_of(checked: Checked | None) -> list[Point]:
    """The checklist of a dossier, from the law's rows alone: each document, each finding that is not settled."""
    if checked is None or checked.assessment is None:
        return []
    missing = set(checked.missing_papers)
    documents = [
        Point(
            f"doc:{d['code']}",
            d["name"] + (" (chung cho cả hồ sơ)" if d["code"] in OF_THE_FILE else ""),
            missing=d["name"] in missing,
        )
        for d in checked.assessment.dossier["documents"]
    ]
    asked = {}
    for f in checked.assessment.findings:
        if f.passed is None and f.rule not in asked:
            asked[f.rule] = Point(f"rule:{f.rule}", f.sentence, f.basis)
    return [*documents, *asked.values()]


def articles_of(checked: Checked | None) -> list[dict]:
    """Rows of the law a verdict can rest on: {"rule", "basis", "sentence"}, what is not met first; each rule once."""
    if checked is None or checked.assessment is None:
        return []
    found = {}
    for f in sorted(checked.assessment.findings, key=lambda f: (f.passed is True, f.passed is None)):
        if f.basis:
            found.setdefault(f.rule, {"rule": f.rule, "basis": f.basis, "sentence": f.sentence})
    return list(found.values())
