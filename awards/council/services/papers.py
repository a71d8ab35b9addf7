"""Papers of the Council's ballot: what one may say, putting it into the sealed box, what the member's own device keeps.

A paper is a string, one letter for each position: an Opinion, or “x” where the member steps aside. Until it is cast nothing of
it is on the server: the choices made so far travel in an encrypted cookie of the member's own device (decision 0009).
"""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied

from awards.council.enums import Opinion
from awards.council.models import Recusal, Seat, Session
from awards.models import Voter
from awards.services import ballots
from emulation.base import audit, sealing
from emulation.base.workflow import Refused

NOT_FOR_OTHERS = "Phiếu này của thành viên khác. Mỗi người chỉ nộp phiếu của mình."
STEPS_ASIDE, UNSAID = "x", "-"


def blank(session: Session, seat: Seat) -> str:
    """The paper as the member gets it: nothing said, “x” where the member steps aside. One query."""
    aside = set(Recusal.objects.filter(item__session=session, seat=seat).values_list("item__position", flat=True))
    return "".join(STEPS_ASIDE if n in aside else UNSAID for n in range(1, session.box.option_count + 1))


def fill(paper: str, said: Mapping[int, str]) -> str:
    """The paper with opinions written in; a position that does not exist or from which the member steps aside is left."""
    letters = list(paper)
    for position, opinion in said.items():
        if 1 <= position <= len(letters) and letters[position - 1] != STEPS_ASIDE and opinion in (*Opinion, UNSAID):
            letters[position - 1] = opinion
    return "".join(letters)


def open_positions(paper: str) -> list[int]:
    """Positions on which nothing was said yet."""
    return [number for number, letter in enumerate(paper, 1) if letter == UNSAID]


def faults_of(session: Session, paper: str) -> list[str]:
    """Why a paper cannot be cast, in sentences; empty when it can."""
    left = open_positions(paper)
    if left:
        return [f"Còn {len(left)} mục chưa chọn. Hãy chọn hết rồi nộp phiếu."]
    if Opinion.ABSTAIN in paper and not session.terms.offers_abstention:
        return ["Phiếu này không có ô Không có ý kiến. Hãy chọn Đồng ý hoặc Không đồng ý."]
    return []


def seal(box: UUID, seat: int, paper: str) -> str:
    """The paper as a text that only this server reads, for this member and this box: kept on the member's own device."""
    return sealing.seal(json.dumps([str(box), seat, paper]))


def unseal(text: str, box: UUID, seat: int) -> str:
    """The paper again, '' if it is not this member's paper of this box."""
    try:
        found_box, found_seat, paper = json.loads(sealing.unseal(text[:8000]) or "[0, 0, 0]")
    except ValueError:
        return ""
    return paper if (found_box, found_seat) == (str(box), seat) else ""


def refuse_foreign(session: Session, *, by: Any) -> None:
    """Somebody sent a paper that is not theirs: a shared machine, or an attempt. It is written down (B37)."""
    audit.record(session, action="ballot_refused", label="Từ chối phiếu gửi thay thành viên khác", by=by)
    raise PermissionDenied(NOT_FOR_OTHERS)


def cast(session: int, seat: int, sealed: str, *, code: str, by: Any) -> Voter:
    """Put a sealed paper of a member (keys of session and seat) into the box, once. Refused when it is not whole.

    Voter.DoesNotExist when the member takes no part. Few queries: one that finds and locks, two rows.
    """
    rows = Voter.objects.filter(box__council_session=session, key__in=[f"{Seat.ROOM}{seat}", f"{Seat.LETTER}{seat}"])

    def content(voter: Voter) -> dict:
        paper = unseal(sealed, voter.box_id, seat)
        if len(paper) != voter.box.option_count or UNSAID in paper:
            raise Refused("Phiếu này không khớp chương trình phiên họp hoặc chưa chọn hết. Hãy mở lại phiếu.")
        return {"opinions": paper, "letter": voter.key.startswith(Seat.LETTER)}

    return ballots.put_in(rows, content_of=content, code=code, by=by)
