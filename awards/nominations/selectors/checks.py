"""Nominees against the law and against each other: the whole list of a file at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from awards.law import law
from awards.nominations.models import NominationFile, NominationSnapshot, Nominee, NomineePaper
from awards.nominations.selectors.remarks import Remark, remarks_on
from awards.nominations.selectors.sendings import SUBJECTS, Sent, nominees_in, papers_of
from awards.registrations.enums import Difference
from awards.registrations.selectors.comparison import Compared, compare
from awards.registrations.selectors.content import award_name
from awards.selectors.cases import SHARE_OF, assess_claims
from awards.selectors.claims import Assessment, Claim
from emulation.base import clock

# Papers that belong to the file of the unit as a whole, not to each nominee.
OF_THE_FILE = ("TO_TRINH", "BIEN_BAN", "KET_QUA_PHIEU")
BLOCKING = ("not_eligible", "on_hold")


@dataclass
class Checked:
    """A nominee with what the law says, which papers are missing, and what stands against it in other lists."""

    nominee: Nominee
    # None where the law no longer knows the award.
    assessment: Assessment | None
    papers: list[NomineePaper] = field(default_factory=list)
    overlaps: list[str] = field(default_factory=list)
    # What a person has to look at besides the standards of the award: a sentence and the row of the law it rests on.
    remarks: list[Remark] = field(default_factory=list)
    # Whether the unit still has it in the file, so that it has a page.
    stands: bool = True

    @property
    def award_name(self) -> str:
        return award_name(self.nominee.award)

    @property
    def verdict(self) -> str:
        return self.assessment.verdict if self.assessment else "not_eligible"

    @property
    def documents(self) -> list[dict]:
        """What the law asks for with the award."""
        return self.assessment.dossier["documents"] if self.assessment else []

    @property
    def asked_papers(self) -> list[tuple[str, str]]:
        """(code, name) of the papers that this nominee itself needs."""
        return [(d["code"], d["name"]) for d in self.documents if d["code"] not in OF_THE_FILE]

    @property
    def missing_papers(self) -> list[str]:
        have = {paper.code for paper in self.papers}
        return [name for code, name in self.asked_papers if code not in have]

    @property
    def blocks(self) -> bool:
        """Not to be sent without a reason of the head."""
        return self.verdict in BLOCKING and not self.nominee.override_reason

    @property
    def unsettled(self) -> bool:
        """Something is missing that no reason stands for."""
        return any(remark.blocks for remark in self.remarks)


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
    """All nominees of a file as the unit writes it; a fixed number of queries, once for this very object."""
    if "_checked" not in file.__dict__:
        nominees = list(file.nominees.select_related("person", "collective__unit", "household", "overridden_by"))
        file._checked = _check(file, nominees, _papers(file, nominees))
    return file._checked


def check_nominee(nominee: Nominee, *, with_papers: bool = True) -> Checked:
    """One nominee as the unit writes it, saved or not; of the others of its file only those that count beside it."""
    file = nominee.file
    rows = file.nominees.exclude(pk=nominee.pk).select_related("person", "collective__unit", "household")
    same = Q(**{SUBJECTS[nominee.subject_kind]: nominee.subject.pk})
    counted = Q(award=nominee.award) if nominee.award in SHARE_OF else Q(pk__in=[])
    others = list(rows.filter(same | counted))
    papers = _papers(file, [nominee]) if with_papers else [[]]
    return _check(file, [nominee], papers, others)[0]


def check_sending(sending: NominationSnapshot) -> list[Checked]:
    """All nominees as they were sent: what every reader outside the unit sees."""
    sent = nominees_in(sending)
    rows = _check(sending.file, [one.nominee for one in sent], papers_of(sent))
    stands = {id(one.nominee): one.stands for one in sent}
    for row in rows:
        row.stands = stands[id(row.nominee)]
    return rows


def check_sent(sending: NominationSnapshot, pk: int) -> tuple[Checked, Sent] | None:
    """One nominee as it was sent."""
    sent = nominees_in(sending)
    one = next((one for one in sent if one.nominee.pk == pk), None)
    if one is None:
        return None
    others = [other.nominee for other in sent if other is not one]
    return _check(sending.file, [one.nominee], papers_of([one]), others)[0], one


def _papers(file: NominationFile, nominees: list[Nominee]) -> list[list[NomineePaper]]:
    found = defaultdict(list)
    for paper in NomineePaper.objects.filter(nominee__in=nominees).select_related("file"):
        found[paper.nominee_id].append(paper)
    return [found[nominee.pk] for nominee in nominees]


def _check(
    file: NominationFile,
    nominees: list[Nominee],
    papers: list[list[NomineePaper]],
    others: Sequence[Nominee] = (),
) -> list[Checked]:
    """The answer for each nominee, by award; `others` of the same file are not answered, they count beside the nominees."""
    awards = list(law().awards)
    day = filing_day(file)
    asked = [claim_of(row, day) if _known(row) else None for row in nominees]
    beside = [claim_of(row, day) for row in others if _known(row)]
    answers = iter(assess_claims([claim for claim in asked if claim], beside=beside))
    overlaps = _overlaps(file, nominees, others)
    found = [
        Checked(row, next(answers) if claim else None, papers[place], overlaps[place], remarks_on(row, day))
        for place, (row, claim) in enumerate(zip(nominees, asked, strict=True))
    ]
    last = len(awards)
    return sorted(
        found, key=lambda r: (awards.index(r.nominee.award) if r.nominee.award in awards else last, r.nominee.pk or 0)
    )


def _known(nominee: Nominee) -> bool:
    """Whether the law can be asked: it has the award, and the subject is on record."""
    return nominee.award in law().awards and nominee.subject is not None


def _who(nominee: Nominee) -> tuple:
    """Two records that were merged are one person."""
    person = nominee.person.standing_id if nominee.person_id else None
    return nominee.subject_kind, person or nominee.collective_id or nominee.household_id


def _means(name: str, ids: set[int]) -> Q:
    """Nominees that mean one of these subjects; of people also under a record that was merged into theirs."""
    found = Q(**{f"{name}__in": ids})
    if name == "person":
        found |= Q(person__merged_into__in=ids) | Q(person__merged_into__merged_into__in=ids)
    return found


def _overlaps(file: NominationFile, nominees: list[Nominee], others: Sequence[Nominee]) -> list[list[str]]:
    """The same subject in another file of the year, or twice in this one for commendations. Three queries at most."""
    elsewhere = defaultdict(list)
    rows = Nominee.objects.sent().filter(file__route__year=file.route.year).exclude(file=file)
    for name in ("person", "collective", "household"):
        if ids := {_who(n)[1] for n in nominees if getattr(n, f"{name}_id")}:
            for row in rows.filter(_means(name, ids)).select_related("file__unit", "person__merged_into__merged_into"):
                elsewhere[_who(row)].append(row)
    return [_overlaps_of(n, [*nominees, *others], elsewhere[_who(n)]) for n in nominees]


def _overlaps_of(nominee: Nominee, here: list[Nominee], elsewhere: list[Nominee]) -> list[str]:
    found = [
        f"Cũng được đề nghị {award_name(other.award)} trong hồ sơ này."
        for other in here
        if other.pk != nominee.pk and _who(other) == _who(nominee)
    ]
    for row in elsewhere:
        same = "Trùng" if row.award == nominee.award else "Cùng năm"
        found.append(f"{same}: đã được {row.file.unit.label} đề nghị {award_name(row.award)}.")
    return found


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


def differences_now(file: NominationFile) -> list[Compared]:
    """The same for the file as the unit writes it, once for this very object."""
    if "_differences" not in file.__dict__:
        file._differences = differences_of(file, [row.nominee for row in check_file(file)])
    return file._differences


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
        eligible=sum(row.verdict == "eligible" for row in rows),
        review=sum(row.verdict == "manual_review" for row in rows),
        blocked=sum(row.blocks for row in rows),
        overridden=sum(bool(row.nominee.override_reason) for row in rows),
        without_papers=sum(bool(row.missing_papers) for row in rows),
    )
