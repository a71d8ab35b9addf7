"""A ballot box from opening to counting: for acclaims of blocs and any other vote that chooses among names.

Who has voted and what was voted are written so that nothing leads from one to the other; see docs/decisions.
"""

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from awards.enums import BallotMode, BoxState
from awards.models import BallotBox, BallotOption, CountedCode, Envelope, NamedPaper, Paper, Voter, VoterMark
from awards.selectors.ballots import tally_document, turnout
from awards.services import sealing
from awards.voting import Refused as CannotBe
from awards.voting import tally
from emulation.base import clock, vietnamese
from emulation.base.workflow import AlreadyDone, Refused

# A code is read aloud and typed: no letters or figures that look alike.
CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
# Fewer opened papers would say who voted what.
FEWEST_SECRET = 3
CLOSED = "Cuộc bỏ phiếu không còn nhận phiếu. Hãy tải lại trang để xem kết quả."
OVER = "Đã hết giờ bỏ phiếu nên phiếu này không được nhận."


@dataclass(frozen=True)
class Choice:
    """An option before the box opens."""

    key: str
    label: str
    group: str = ""


def new_code() -> str:
    """A receipt code for one paper: XXXX-XXXX."""
    letters = [secrets.choice(CODE_LETTERS) for _ in range(8)]
    return "".join(letters[:4]) + "-" + "".join(letters[4:])


@transaction.atomic
def open_box(
    box: BallotBox, *, options: Sequence[Choice], voters: Sequence[Choice], option_count: int | None = None
) -> BallotBox:
    """Fix options and voters, make the keys, let the votes come.

    Where the options stand elsewhere (the agenda of a Council), `option_count` says how many there are.
    """
    box = locked(box)
    if box.state != BoxState.PREPARING:
        raise AlreadyDone("Cuộc bỏ phiếu đã được mở trước đó.")
    places = {option.key: number for number, option in enumerate(options, 1)}
    BallotOption.objects.bulk_create(
        BallotOption(box=box, position=places[o.key], key=o.key, label=o.label, group=o.group) for o in options
    )
    Voter.objects.bulk_create(Voter(box=box, key=v.key, label=v.label, own_position=places.get(v.key)) for v in voters)
    box.state, box.opened_at = BoxState.OPEN, clock.now()
    box.option_count = len(options) if option_count is None else option_count
    if box.mode == BallotMode.ONLINE:
        box.public_key, box.sealed_private_key = sealing.new_keys(box.pk)
    box.save(update_fields=["state", "opened_at", "option_count", "public_key", "sealed_private_key"])
    return box


@transaction.atomic
def add_voters(box: BallotBox, voters: Sequence[Choice]) -> None:
    """Somebody who came later gets a paper, too; who has one keeps it."""
    box = locked(box)
    if box.state != BoxState.OPEN:
        raise Refused(CLOSED)
    known = set(box.voters.values_list("key", flat=True))
    Voter.objects.bulk_create(Voter(box=box, key=v.key, label=v.label) for v in voters if v.key not in known)


@transaction.atomic
def _put_in(voter_rows: Any, content_of: Callable[[Voter], dict], code: str, by: Any) -> Voter:
    voter = voter_rows.select_related("box").select_for_update(of=("box",)).get()
    box = voter.box
    if box.state != BoxState.OPEN or box.mode != BallotMode.ONLINE:
        raise Refused(CLOSED)
    if box.is_over:
        raise Refused(OVER)
    content = content_of(voter) | {"code": code}
    if not box.secret:
        content["voter"] = voter.pk
    VoterMark.objects.create(voter=voter, by_name=str(by))
    Envelope.objects.create(
        box=box, sealed=sealing.seal(box.pk, box.public_key, content), code_hash=_hashed(voter, code)
    )
    return voter


def cast(voter_rows: Any, *, choices: Sequence[int], code: str, by: Any) -> Voter:
    """Put one paper with chosen names into the box; see `put_in`."""
    return put_in(voter_rows, content_of=lambda voter: {"choices": check_choices(voter, choices)}, code=code, by=by)


def put_in(voter_rows: Any, *, content_of: Callable[[Voter], dict], code: str, by: Any) -> Voter:
    """Put one paper into the box. `voter_rows` is a queryset of the one voter (Voter.DoesNotExist when there is none).

    `content_of(voter)` is what the paper says; it raises Refused for a paper that cannot be.
    The box is locked, so that counting waits for papers on their way. A second click with the same code finds its paper in
    the box and is no fault; any other second paper raises AlreadyDone, and the first one stands.
    """
    try:
        return _put_in(voter_rows, content_of, code, by)
    except IntegrityError:
        voter = voter_rows.select_related("box").get()
    if Envelope.objects.filter(box=voter.box, code_hash=_hashed(voter, code)).exists():
        return voter
    raise AlreadyDone(f"{voter.label} đã bỏ phiếu trước đó. Phiếu đã bỏ không đổi được.")


def check_choices(voter: Voter, choices: Sequence[int]) -> list[int]:
    """The choices in order, or Refused: not more than the box takes, only what is on the paper, never one's own."""
    box, chosen, faults = voter.box, sorted(set(choices)), []
    if len(chosen) > box.choices_max:
        faults.append(f"Bạn chọn {len(chosen)} đơn vị, mỗi phiếu chọn tối đa {box.choices_max}. Hãy bỏ bớt.")
    if any(not 1 <= position <= box.option_count for position in chosen):
        faults.append("Có lựa chọn không có trên phiếu. Hãy tải lại trang và chọn lại.")
    if voter.own_position in chosen:
        faults.append("Không ai bỏ phiếu cho đơn vị mình. Hãy chọn đơn vị khác.")
    if faults:
        raise Refused(*faults)
    return chosen


def _hashed(voter: Voter, code: str) -> str:
    return hashlib.sha256(f"{voter.box_id}:{code}".encode()).hexdigest()


@transaction.atomic
def count_box(box: BallotBox) -> BallotBox:
    """Open every envelope at once, write the papers in random order, destroy the key, keep the result."""
    box = locked(box)
    if box.state != BoxState.OPEN:
        raise AlreadyDone("Cuộc bỏ phiếu đã kết thúc trước đó.")
    yes = _opened(box) if box.mode == BallotMode.ONLINE else box.paper_counts["yes"]
    box.result = answer_of(box, yes)
    end_box(box, BoxState.CLOSED)
    return box


@transaction.atomic
def void_box(box: BallotBox) -> BallotBox:
    """End without counting: the key is destroyed, nobody can ever open the papers."""
    box = locked(box)
    if box.state in (BoxState.PREPARING, BoxState.OPEN):
        end_box(box, BoxState.VOID)
    return box


@transaction.atomic
def set_paper_counts(box: BallotBox, *, present: int, returned: int, invalid: int, yes: dict[int, int]) -> BallotBox:
    """What was counted at the meeting; Refused with the sentences of the tally when the numbers cannot be."""
    box = locked(box)
    if box.state != BoxState.OPEN or box.mode != BallotMode.PAPER:
        raise Refused(CLOSED)
    yes = {str(position): number for position, number in yes.items()}
    box.paper_counts = {"present": present, "returned": returned, "invalid": invalid, "yes": yes}
    answer_of(box, yes)
    box.save(update_fields=["paper_counts"])
    return box


def answer_of(box: BallotBox, yes: dict[str, int]) -> dict:
    """The tally's answer; its sentences as Refused. With split seats each group competes for its own."""
    try:
        whole = tally(tally_document(box, yes))
        parts = [tally(tally_document(box, yes, group=group)) for group in box.seat_split]
    except CannotBe as fault:
        raise Refused(*(one.message for one in fault.faults)) from None
    in_groups = {row["id"]: row for part in parts for row in part["nominees"]}
    return whole | {"nominees": [in_groups.get(row["id"], row) for row in whole["nominees"]]}


def open_envelopes(box: BallotBox) -> list[dict]:
    """What all papers of a locked, open box say, in random order; their codes are written down as counted.

    Refused when papers are missing, cannot be read, or are too few to stay secret.
    """
    marked = turnout(box).voted
    papers = _read(box)
    if len(papers) != marked:
        raise Refused(
            f"Có {len(papers)} phiếu trong hòm nhưng {marked} người đã bỏ phiếu. Chưa mở phiếu; hãy báo quản trị hệ thống."
        )
    if fault := too_few(box, len(papers)):
        raise Refused(fault)
    secrets.SystemRandom().shuffle(papers)
    codes = sorted(paper["code"] for paper in papers)
    CountedCode.objects.bulk_create(CountedCode(box=box, code=code) for code in codes)
    return papers


def _opened(box: BallotBox) -> dict[str, int]:
    papers = open_envelopes(box)
    if box.secret:
        Paper.objects.bulk_create(Paper(box=box, choices=paper["choices"]) for paper in papers)
    else:
        NamedPaper.objects.bulk_create(NamedPaper(voter_id=p["voter"], choices=p["choices"]) for p in papers)
    yes = dict.fromkeys(map(str, range(1, box.option_count + 1)), 0)
    for paper in papers:
        for position in paper["choices"]:
            yes[str(position)] += 1
    return yes


def too_few(box: BallotBox, papers: int) -> str | None:
    """Why a secret box with so few papers stays closed."""
    if not box.secret or papers >= FEWEST_SECRET:
        return None
    return (
        f"Mới có {papers} phiếu. Phiếu kín chỉ mở khi có từ {FEWEST_SECRET} phiếu, vì ít hơn thì đoán được ai chọn gì. "
        "Hãy kéo dài thời gian hoặc hủy cuộc bỏ phiếu."
    )


# --- Sentences of the guards of whatever is voted on; None lets the move pass ------------------------------------------
def closed_already(box: BallotBox) -> str | None:
    """A ballot does not open after its own end."""
    if box.mode == BallotMode.ONLINE and (box.closes_at is None or box.closes_at <= clock.now()):
        return "Giờ kết thúc bỏ phiếu đã qua. Hãy sửa giờ kết thúc."
    return None


def still_waits(box: BallotBox, whom: str) -> str | None:
    """Votes are not counted before all are in or the time is over. `whom`: “đơn vị chưa bỏ phiếu”."""
    if box.mode == BallotMode.PAPER or box.is_over:
        return None
    waiting = turnout(box).waiting
    closes = vietnamese.format_datetime(box.closes_at)
    return f"Còn {waiting} {whom} và chưa hết giờ ({closes})." if waiting else None


def not_on_this_system(box: BallotBox) -> str | None:
    """Only a vote on this system has an hour of closing."""
    return None if box.mode == BallotMode.ONLINE else "Phiếu giấy không có giờ kết thúc trên hệ thống."


@transaction.atomic
def move_closing(box: BallotBox, closes_at: dt.datetime | None) -> dt.datetime | None:
    """Another hour of closing for an open box. Returns the old one."""
    if closes_at is None:
        raise Refused("Hãy ghi ngày, giờ kết thúc mới.")
    box = locked(box)
    if box.state != BoxState.OPEN or box.mode != BallotMode.ONLINE:
        raise Refused(CLOSED)
    if closes_at <= clock.now():
        raise Refused("Giờ kết thúc mới phải sau lúc này.")
    before, box.closes_at = box.closes_at, closes_at
    box.save(update_fields=["closes_at"])
    return before


def _read(box: BallotBox) -> list[dict]:
    try:
        private = sealing.private_key(box.pk, box.sealed_private_key)
        return [sealing.unseal(box.pk, private, e.sealed) for e in box.envelopes.all()]
    except sealing.Unreadable:
        raise Refused(
            "Hòm phiếu không mở được: khóa của hệ thống đã đổi hoặc dữ liệu đã bị sửa. Hãy báo quản trị hệ thống."
        ) from None


def end_box(box: BallotBox, state: BoxState) -> None:
    """Keep the result and destroy the key: what is in the envelopes can never be read again."""
    box.state, box.closed_at, box.sealed_private_key = state, clock.now(), b""
    box.save(update_fields=["state", "closed_at", "sealed_private_key", "result"])


def locked(box: BallotBox) -> BallotBox:
    """The box as it is now, until the transaction ends: papers on their way wait."""
    return BallotBox.objects.select_for_update().get(pk=box.pk)
