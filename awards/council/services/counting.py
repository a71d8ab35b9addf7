"""Counting a session: papers are added up and forgotten, the result of each nominee comes from `awards.voting.tally`."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from awards.council.enums import SessionState
from awards.council.models import AgendaItem, Recusal, Session
from awards.council.selectors.members import aside_of, members_of
from awards.council.selectors.tally import Ballots, Counts, documents, frame_of
from awards.council.services.papers import STEPS_ASIDE
from awards.enums import BallotMode, BoxState
from awards.models import NamedPaper
from awards.services import ballots
from awards.services.ballots import FEWEST_SECRET
from awards.voting import Refused as CannotBe
from awards.voting import tally
from emulation.base import audit, concurrency
from emulation.base.workflow import AlreadyDone, Refused

MORE_MUST_VOTE = (
    f"Phiếu kín chỉ mở khi mỗi đề nghị có từ {FEWEST_SECRET} thành viên dự họp bỏ phiếu, vì ít hơn thì đoán được ai chọn gì. "
    "Còn thiếu: {}. Hãy đổi giờ kết thúc để thêm thành viên bỏ phiếu, hoặc hủy phiên họp."
)
WRITTEN = ("yes", "no", "abstain", "invalid", "needed", "denominator", "result", "sentence")


@transaction.atomic
def count(session: Session) -> None:
    """Open the box once. Of a secret ballot no paper is kept, not even without a name: it shows where its owner stepped aside."""
    box = ballots.locked(session.box)
    if box.state != BoxState.OPEN:
        raise AlreadyDone("Phiếu đã được kiểm trước đó.")
    found = _added_up(session, box) if box.mode == BallotMode.ONLINE else _from_paper(box)
    answers = answers_of(session, found)
    rows = {row["id"]: row for answer in answers for row in answer.pop("nominees")}
    items = list(session.items.all())
    for item in items:
        for name in WRITTEN:
            setattr(item, name, rows[item.key][name])
    AgendaItem.objects.bulk_update(items, WRITTEN, batch_size=200)
    box.result = {"answers": answers}
    ballots.end_box(box, BoxState.CLOSED)
    session.box = box


def _added_up(session: Session, box) -> Ballots:
    found = Ballots()
    aside = _steps_aside(session)
    papers = ballots.open_envelopes(box)
    for paper in papers:
        side = found.letters if paper["letter"] else found.room
        for position, opinion in enumerate(paper["opinions"], 1):
            if opinion == STEPS_ASIDE and position not in aside:
                raise Refused("Có phiếu không khớp danh sách không tham gia biểu quyết. Hãy báo quản trị hệ thống.")
            side[position].add(opinion)
    said = {position: counts.said for position, counts in found.room.items()}
    few = [item for item in session.items.all() if said.get(item.position, 0) < FEWEST_SECRET]
    if box.secret and few:
        raise Refused(MORE_MUST_VOTE.format(names_of(few)))
    if not box.secret:
        NamedPaper.objects.bulk_create(NamedPaper(voter_id=p["voter"], choices=p["opinions"]) for p in papers)
    return found


def few_voters(session: Session, voting: Collection[int]) -> list[AgendaItem]:
    """Nominees on whom so few of these members (seat ids) would vote in the room that the count says who said what."""
    aside = aside_of(session, members_of(session))
    return [item for item, seats in aside.items() if len(set(voting) - seats) < FEWEST_SECRET]


def names_of(items: list[AgendaItem]) -> str:
    """The first few, in words."""
    shown = "; ".join(f"{item.label} ({item.award_name})" for item in items[:5])
    return shown if len(items) <= 5 else f"{shown} và {len(items) - 5} đề nghị khác"


def _steps_aside(session: Session) -> set[int]:
    return set(Recusal.objects.filter(item__session=session).values_list("item__position", flat=True))


def _from_paper(box) -> Ballots:
    found = Ballots()
    for name, side in (("room", found.room), ("letters", found.letters)):
        for position, counts in (box.paper_counts or {}).get(name, {}).items():
            side[int(position)] = Counts(**counts)
    return found


def answers_of(session: Session, found: Ballots) -> list[dict]:
    """The tally of each award; its sentences as Refused, each with the name it is about."""
    frame = frame_of(session)
    answers, faults = [], []
    for document in documents(frame, found):
        try:
            of = {name: document[name] for name in ("award", "law_version")}
            answers.append(of | tally(document))
        except CannotBe as fault:
            faults += [_sentence(document, one) for one in fault.faults]
    if faults:
        raise Refused(*faults[:20])
    return answers


def _sentence(document: dict, fault: Any) -> str:
    start = "nominees["
    if not fault.path.startswith(start):
        return fault.message
    number = int(fault.path[len(start) :].split("]")[0])
    return f"{document['nominees'][number]['name']}: {fault.message}"


@transaction.atomic
def set_paper_counts(
    session: Session,
    room: Mapping[int, dict],
    letters: Mapping[int, dict],
    *,
    by: Any,
    version: int | None = None,
) -> Session:
    """What was counted on paper, {position: {yes, no, abstain, invalid}}, of the positions given; the others stay.

    Numbers that cannot be are refused with the name of the nominee: more papers than people in the room who may vote.
    """
    session = concurrency.lock(session, version=version)
    box = ballots.locked(session.box)
    if session.state != SessionState.VOTING or box.mode != BallotMode.PAPER or box.state != BoxState.OPEN:
        raise Refused("Phiên họp này không nhận kết quả kiểm phiếu giấy lúc này. Hãy tải lại trang.")
    kept = box.paper_counts or {"room": {}, "letters": {}}
    box.paper_counts = {
        "room": kept["room"] | {str(position): dict(counts) for position, counts in room.items()},
        "letters": kept["letters"] | {str(position): dict(counts) for position, counts in letters.items()},
    }
    answers_of(session, _from_paper(box))
    box.save(update_fields=["paper_counts"])
    concurrency.bump(session)
    session.save(update_fields=["version"])
    changes = audit.difference(_counts_in_words(kept), _counts_in_words(box.paper_counts))
    label = f"Nhập kết quả kiểm phiếu giấy, {len(room)} đề nghị"
    audit.record(session, action="paper_counts", label=label, by=by, changes=changes)
    return session


_COUNT_WORDS = {"yes": "đồng ý", "no": "không đồng ý", "abstain": "không có ý kiến", "invalid": "không hợp lệ"}


def _counts_in_words(counts: dict) -> dict[str, str]:
    """{“số 3”, “số 3, văn bản”: “9 đồng ý, 0 không đồng ý”}."""
    return {
        f"số {position}{', văn bản' if side == 'letters' else ''}": ", ".join(
            f"{row[name]} {words}" for name, words in _COUNT_WORDS.items() if name in row
        )
        for side, rows in counts.items()
        for position, row in rows.items()
    }
