"""A file as it was sent: what a sending keeps, and the same nominees and papers read back from it."""

import copy
from dataclasses import dataclass
from typing import Any

from django.db.models import Field, prefetch_related_objects

from awards.nominations.models import NominationFile, NominationSnapshot, Nominee, NomineeEvidence, NomineePaper
from awards.nominations.models.files import HEAD_FIELDS
from emulation.base.models import StoredFile

SUBJECTS = {"individual": "person_id", "collective": "collective_id", "household": "household_id"}


# --- Keeping ------------------------------------------------------------------------------------------------------------
def content_of(file: NominationFile) -> dict:
    """Everything of the file as it stands."""
    rows = file.nominees.prefetch_related("papers__file", "evidence").order_by("pk")
    return {
        "head": {name: str(getattr(file, name) or "") for name in HEAD_FIELDS},
        "minutes": file.minutes.sha256 if file.minutes_id else "",
        "minutes_file": str(file.minutes_id or ""),
        "nominees": [_kept(row) for row in rows],
    }


def _kept(row: Nominee) -> dict:
    return {
        "id": row.pk,
        "kind": row.subject_kind,
        "subject": getattr(row, SUBJECTS[row.subject_kind]),
        "name": row.name,
        "position": row.position,
        "award": row.award,
        "type": row.type,
        "year": row.achievement_year,
        "summary": row.summary,
        "council_yes": row.council_yes,
        "posthumous": row.posthumous,
        "receiver": row.receiver,
        "override": row.override_reason,
        "overridden_by": row.overridden_by_id,
        "papers": [[p.code, p.file.name, p.file.sha256, str(p.file_id)] for p in row.papers.all()],
        "evidence": [[e.submission_id, e.ranking_id] for e in row.evidence.all()],
    }


# --- Reading back -------------------------------------------------------------------------------------------------------
def as_sent(file: NominationFile, sending: NominationSnapshot) -> NominationFile:
    """The file with the letter and minutes of a sending; never saved."""
    shown, content = copy.copy(file), sending.content
    for name in HEAD_FIELDS:
        setattr(shown, name, _value(file._meta.get_field(name), content["head"].get(name, "")))
    key = content.get("minutes_file") or (file.minutes_id if content["minutes"] else None)
    shown.minutes = StoredFile.objects.filter(pk=key).first() if key else None
    return shown


def _value(field: Field, text: str) -> Any:
    return field.to_python(text) if text or not field.null else None


@dataclass(frozen=True)
class Sent:
    """A nominee of a sending, with what was kept of it. `stands`: the unit still has it in the file, so it has a page."""

    nominee: Nominee
    kept: dict
    stands: bool


def nominees_in(sending: NominationSnapshot) -> list[Sent]:
    """The nominees of a sending, never saved; a fixed number of queries."""
    now = list(sending.file.nominees.all())
    here = {row.pk for row in now}
    found = [Sent(_nominee(sending, kept), kept, kept["id"] in here) for kept in _entries(sending, now)]
    prefetch_related_objects([one.nominee for one in found], "person", "collective__unit", "household", "overridden_by")
    return found


def _entries(sending: NominationSnapshot, now: list[Nominee]) -> list[dict]:
    """What was kept of each. Early sendings kept no ids: there the row of the same name and award is meant."""
    named = {(row.name, row.award): row for row in now}
    return [
        kept if "id" in kept else kept | _ids(named.get((kept["name"], kept["award"])))
        for kept in sending.content["nominees"]
    ]


def _ids(row: Nominee | None) -> dict:
    if row is None:
        return {"id": None, "kind": "", "subject": None, "overridden_by": None}
    subject = getattr(row, SUBJECTS[row.subject_kind])
    return {"id": row.pk, "kind": row.subject_kind, "subject": subject, "overridden_by": row.overridden_by_id}


def _nominee(sending: NominationSnapshot, kept: dict) -> Nominee:
    who = {SUBJECTS[kept["kind"]]: kept["subject"]} if kept["kind"] else {}
    return Nominee(
        pk=kept["id"],
        file=sending.file,
        subject_kind=kept["kind"],
        name=kept["name"],
        position=kept["position"],
        award=kept["award"],
        type=kept["type"],
        achievement_year=kept["year"],
        summary=kept["summary"],
        council_yes=kept["council_yes"],
        posthumous=kept.get("posthumous", False),  # earlier sendings did not know it
        receiver=kept.get("receiver", ""),
        override_reason=kept["override"],
        overridden_by_id=kept["overridden_by"],
        **who,
    )


def papers_of(sent: list[Sent]) -> list[list[NomineePaper]]:
    """The documents that went with each, in their order. One query."""
    digests = {paper[2] for one in sent for paper in one.kept["papers"]}
    files = list(StoredFile.objects.filter(sha256__in=digests))
    by_key = {str(file.pk): file for file in files}
    by_digest = {file.sha256: file for file in files}
    found = []
    for one in sent:
        # Early sendings kept the digest of a document, not its key: the same bytes are the same document.
        pairs = [
            (code, by_key.get(*key) if key else by_digest.get(digest)) for code, _, digest, *key in one.kept["papers"]
        ]
        found.append([NomineePaper(nominee=one.nominee, code=code, file=file) for code, file in pairs if file])
    return found


def evidence_of(sent: Sent) -> list[NomineeEvidence]:
    """What the achievement rested on when it was sent."""
    found = [NomineeEvidence(nominee=sent.nominee, submission_id=s, ranking_id=r) for s, r in sent.kept["evidence"]]
    prefetch_related_objects(found, "submission__period", "submission__unit", "ranking__round__bloc")
    return found
