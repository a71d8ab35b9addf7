"""Decisions for tests, walked there through services and workflow from a session that the Council concluded."""

import datetime as dt
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile

from awards.council.models import Council, Session
from awards.council.services import agenda, councils, papers, sessions
from awards.council.workflows import SESSION
from awards.decisions.models import RewardDecision, SignedDecision
from awards.decisions.services import drafting, tying
from awards.decisions.workflows import DECISION
from awards.models import Person
from awards.services import subjects
from awards.services.ballots import new_code
from emulation.base import clock
from emulation.base.official.services import documents
from tests.council import walk as council_walk
from tests.factories import acting

PDF = b"%PDF-1.4\n%%EOF\n"
MET = council_walk.DAY  # 20/12/2023
DRAFTED = dt.date(2023, 12, 21)
SIGNED = dt.date(2023, 12, 25)
# Under the law of 2003 all of these go by the Council's own regulation in tests.
AWARDS = ("CTDT", "CSTDT", "BKT", "TTLDXS", "CSTDTQ", "BKTTG", "CSTDCS")


@dataclass(frozen=True)
class Who:
    """A nominee on the agenda; `approved`: what the Council says."""

    award: str
    kind: str
    label: str
    unit: str = "Sở Y tế"
    approved: bool = True
    person: Person | None = None
    detail: str = ""
    filed_on: dt.date = dt.date(2023, 12, 5)


THREE = (
    Who("BKT", "individual", "Ông Lê Văn An", detail="Trưởng phòng"),
    Who("BKT", "collective", "Sở Y tế"),
    Who("BKT", "household", "Hộ ông Trần Văn Bình", unit="Sở Xây dựng"),
)


def concluded(cast, *nominees: Who, day: dt.date = MET, title: str = "Phiên 1", people: bool = True) -> Session:
    """A session that approved and refused as each nominee says; `people`: individuals are known in the registry."""
    by = acting(cast.dha)
    with clock.at(clock.moment(day, 8)):
        council = _council(cast, by)
        fields = council_walk.FIELDS | {
            "title": title,
            "held_at": clock.moment(day, 8, 30),
            "closes_at": clock.moment(day, 11, 30),
            "year": 2023,
        }
        session = sessions.create(council, by=by, **fields)
        for one in nominees:
            person = one.person
            if people and one.kind == "individual" and person is None:
                name = one.label.removeprefix("Ông ").removeprefix("Bà ")
                person = subjects.new_person(cast.units[one.unit], name=name, position=one.detail, by=by)
            agenda.add_item(
                session,
                award=one.award,
                filed_on=one.filed_on,
                subject_kind=one.kind,
                label=one.label,
                detail=one.detail,
                summary="Hoàn thành xuất sắc nhiệm vụ",
                unit=cast.units[one.unit],
                person=person,
                by=by,
            )
        _vote(session, nominees, by)
    return council_walk.fresh(session)


def _council(cast, by):
    council = Council.objects.first() or council_walk.council(cast, 5)
    for award in set(AWARDS) - set(council.thresholds.values_list("award", flat=True)):
        rule = {"ratio": "1/2", "denominator": "total_members", "strictly": True, "basis": "Quy chế"}
        councils.set_threshold(council, award=award, by=by, **rule)
    return council


def _vote(session: Session, nominees, by) -> None:
    with clock.at(clock.moment(session.held_on, 8, 20)):
        SESSION.perform(session, "invite", by=by)
        marks = {seat.pk: ("present", "") for seat in council_walk.seats(council_walk.fresh(session))}
        sessions.set_attendance(session, marks, by=by)
        SESSION.perform(session, "open", by=by)
    session = council_walk.fresh(session)
    wanted = {(one.award, one.label): one.approved for one in nominees}
    items = list(session.items.order_by("position"))
    for seat in council_walk.seats(session):
        aside = set(seat.recusals.filter(item__session=session).values_list("item_id", flat=True))
        said = "".join("y" if wanted[i.award, i.label] else "n" for i in items if i.pk not in aside)
        with clock.at(clock.moment(session.held_on, 9)):
            _cast(session, seat, said)
    with clock.at(clock.moment(session.held_on, 15)):
        SESSION.perform(session, "count", by=by)
        SESSION.perform(session, "conclude", by=by)


def _cast(session, seat, said: str) -> None:
    """One paper on the day of the session."""
    letters = iter(said)
    blank = papers.blank(session, seat)
    chosen = {n: next(letters) for n, letter in enumerate(blank, 1) if letter != papers.STEPS_ASIDE}
    sealed = papers.seal(session.box_id, seat.pk, papers.fill(blank, chosen))
    papers.cast(session.pk, seat.pk, sealed, code=new_code(), by=seat.user)


def drafted(
    cast, *nominees: Who, awards=None, session: Session | None = None, day: dt.date = DRAFTED
) -> RewardDecision:
    """A draft with what a session approved."""
    session = session or concluded(cast, *(nominees or THREE))
    with clock.at(clock.moment(day, 9)):
        codes = awards or sorted({item.award for item in session.items.all()})
        decision = drafting.draft(session, awards=codes, by=acting(cast.dha))
        tying.new_records(decision, by=acting(cast.dha))
    return fresh(decision)


def submitted(cast, *nominees: Who, day: dt.date = DRAFTED, **fields) -> RewardDecision:
    """Signed on by the head of Sở Nội vụ."""
    decision = drafted(cast, *nominees, day=day, **fields)
    with clock.at(clock.moment(day, 10)):
        DECISION.perform(decision, "present", by=acting(cast.dha))
        DECISION.perform(decision, "submit", by=acting(cast.dha_head))
    return fresh(decision)


def signed(cast, *nominees: Who, on: dt.date = SIGNED, **fields) -> SignedDecision:
    """The Chairman's signature recorded on the day."""
    decision = submitted(cast, *nominees, **fields)
    return sign(cast, decision, on)


def sign(cast, decision: RewardDecision, on: dt.date = SIGNED) -> SignedDecision:
    """Record the signature of the Chairman."""
    with clock.at(clock.moment(on, 14)):
        DECISION.perform(decision, "sign", by=acting(cast.office), signed_on=on, signer="Trần Quốc Bảo")
    return SignedDecision.objects.select_related("document", "decision").get(decision=decision)


def with_paper(cast, *nominees: Who, on: dt.date = SIGNED, **fields) -> SignedDecision:
    """Signed, the signed PDF attached."""
    row = signed(cast, *nominees, on=on, **fields)
    documents.attach_signed(row.document, SimpleUploadedFile("qd.pdf", PDF), by=acting(cast.office))
    return SignedDecision.objects.select_related("document", "decision").get(pk=row.pk)


def issued(cast, *nominees: Who, on: dt.date = SIGNED, **fields) -> SignedDecision:
    """Issued on the day of the signature: registry, money, notices."""
    row = with_paper(cast, *nominees, on=on, **fields)
    with clock.at(clock.moment(on, 16)):
        DECISION.perform(row.decision, "issue", by=acting(cast.dha_head))
    return SignedDecision.objects.select_related("document", "notice", "decision").get(pk=row.pk)


def fresh(decision: RewardDecision) -> RewardDecision:
    return RewardDecision.objects.for_page().get(pk=decision.pk)
