"""Nominees against the law and against each other: the whole list of a file at once."""

from collections import defaultdict
from dataclasses import dataclass, field

from awards.law import law
from awards.nominations.enums import SENT
from awards.nominations.models import NominationFile, Nominee, NomineePaper
from awards.registrations.enums import Difference
from awards.registrations.selectors.comparison import Compared, compare
from awards.selectors.cases import assess_claims
from awards.selectors.claims import Assessment, Claim
from emulation.base import clock

# Papers that belong to the file of the unit as a whole, not to each nominee.
OF_THE_FILE = ("TO_TRINH", "BIEN_BAN", "KET_QUA_PHIEU")
BLOCKING = ("not_eligible", "on_hold")


@dataclass
class Checked:
    """A nominee with what the law says, which papers are missing, and what stands against it in other lists."""

    nominee: Nominee
    assessment: Assessment
    papers: list[NomineePaper] = field(default_factory=list)
    overlaps: list[str] = field(default_factory=list)

    @property
    def award_name(self) -> str:
        return law().awards[self.nominee.award].name

    @property
    def asked_papers(self) -> list[tuple[str, str]]:
        """(code, name) of the papers that this nominee itself needs."""
        return [(d["code"], d["name"]) for d in self.assessment.dossier["documents"] if d["code"] not in OF_THE_FILE]

    @property
    def missing_papers(self) -> list[str]:
        have = {paper.code for paper in self.papers}
        return [name for code, name in self.asked_papers if code not in have]

    @property
    def blocks(self) -> bool:
        """Not to be sent without a reason of the head."""
        return self.assessment.verdict in BLOCKING and not self.nominee.override_reason

    @property
    def is_settled(self) -> bool:
        return not self.blocks and not self.missing_papers


def claim_of(nominee: Nominee, filed_on) -> Claim:
    """The question of a nominee."""
    return Claim(
        award=nominee.award,
        filed_on=filed_on,
        achievement_year=nominee.achievement_year,
        person=nominee.person,
        collective=nominee.collective,
        household=nominee.household,
        type=nominee.type,
    )


def filing_day(file: NominationFile):
    """The day by which the law is chosen: when it was sent, today while it is prepared."""
    return clock.day_of(file.sent_at) if file.sent_at else clock.today()


def check_file(file: NominationFile) -> list[Checked]:
    """All nominees of a file; a fixed number of queries."""
    rows = file.nominees.select_related("person", "collective__unit", "household", "overridden_by")
    nominees = sorted(rows, key=lambda n: (list(law().awards).index(n.award), n.pk))
    day = filing_day(file)
    answers = assess_claims([claim_of(nominee, day) for nominee in nominees])
    papers = defaultdict(list)
    for paper in NomineePaper.objects.filter(nominee__file=file).select_related("file"):
        papers[paper.nominee_id].append(paper)
    overlaps = _overlaps(file, nominees)
    return [
        Checked(nominee, answer, papers[nominee.pk], overlaps[nominee.pk])
        for nominee, answer in zip(nominees, answers, strict=True)
    ]


def _overlaps(file: NominationFile, nominees: list[Nominee]) -> dict[int, list[str]]:
    """The same subject in another file of the year, or twice in this one for commendations. Two queries at most."""
    found: dict[int, list[str]] = defaultdict(list)
    names = law().awards
    for nominee in nominees:
        others = [o for o in nominees if o.pk != nominee.pk and o.subject == nominee.subject]
        found[nominee.pk] += [f"Cũng được đề nghị {names[o.award].name} trong hồ sơ này." for o in others]
    keys = {kind: [getattr(n, f"{kind}_id") for n in nominees if getattr(n, f"{kind}_id")] for kind in KINDS}
    elsewhere = Nominee.objects.filter(file__route__year=file.route.year, file__state__in=SENT).exclude(file=file)
    rows = [
        row
        for kind, ids in keys.items()
        if ids
        for row in elsewhere.filter(**{f"{kind}__in": ids}).select_related("file__unit", "file__route")
    ]
    for nominee in nominees:
        for row in rows:
            if row.subject_kind == nominee.subject_kind and row.subject == nominee.subject:
                same = "Trùng" if row.award == nominee.award else "Cùng năm"
                found[nominee.pk].append(f"{same}: đã được {row.file.unit.label} đề nghị {names[row.award].name}.")
    return found


KINDS = ("person", "collective", "household")


def differences_of(file: NominationFile, nominees: list[Nominee]) -> list[Compared]:
    """Where the file departs from what the unit registered at the beginning of the year; nothing where it registered nothing.

    What was registered for awards of another call is no difference here.
    """
    found = compare(file.route.year, file.unit, nominees)
    if not any(row.registered for row in found):
        return []
    return [
        row
        for row in found
        if row.difference != Difference.AS_REGISTERED
        and (row.nominee is not None or row.registered.award in file.route.awards)
    ]


@dataclass(frozen=True)
class Summary:
    """Counts of a checked list, for the head of the page."""

    eligible: int
    review: int
    blocked: int
    overridden: int
    without_papers: int


def summary_of(rows: list[Checked]) -> Summary:
    """Each figure is the number of rows it names."""
    return Summary(
        eligible=sum(row.assessment.verdict == "eligible" for row in rows),
        review=sum(row.assessment.verdict == "manual_review" for row in rows),
        blocked=sum(row.blocks for row in rows),
        overridden=sum(bool(row.nominee.override_reason) for row in rows),
        without_papers=sum(bool(row.missing_papers) for row in rows),
    )
