"""What happens with the moves of a decision: the letter takes its number, the Chairman's signature is recorded, people are told."""

import datetime as dt
from typing import Any

from django.urls import reverse

from awards.decisions.enums import (
    DECISION_BOOK,
    DECISION_PAPER,
    LETTER_BOOK,
    LETTER_PAPER,
    SignerRole,
)
from awards.decisions.models import DecisionChange, DecisionLine, RewardDecision, SignedDecision, SubmissionLetter
from awards.decisions.selectors import checks
from awards.decisions.selectors.payments import rules_on
from awards.decisions.services import issuing
from emulation.base import clock, notify
from emulation.base.official.services import numbering
from emulation.base.workflow import Refused
from organisations.enums import Role
from organisations.selectors.people import dha_officers, holders


def topic(decision: RewardDecision) -> str:
    """What notices about the decision are about."""
    return f"reward_decision:{decision.pk}"


def size_of(decision: RewardDecision) -> int:
    """How many it awards, or changes."""
    return (decision.changes if decision.is_linked else decision.lines).count()


def letter_of(decision: RewardDecision) -> SubmissionLetter:
    """The letter of this or the coming submission."""
    return decision.letters.first()


def _url(decision: RewardDecision) -> str:
    return reverse("decisions:decision", args=[decision.pk])


def _tell(people: Any, decision: RewardDecision, *, key: str, title: str, body: str) -> None:
    mark = f"{topic(decision)}:{key}:{decision.version}"
    notify.tell(people, key=mark, title=title, body=body, url=_url(decision), topic=topic(decision))


def presented(decision: RewardDecision, *, by: Any, note: str = "") -> None:
    """The head of Sở Nội vụ is told that a draft is ready."""
    notify.settle(topic(decision))
    title = f"Duyệt: {decision.subject}"
    body = f"Dự thảo quyết định và tờ trình đã soạn xong, {size_of(decision)} trường hợp."
    _tell(holders(Role.DHA_HEAD), decision, key="present", title=title, body=body)


def head_returned(decision: RewardDecision, *, by: Any, note: str = "") -> None:
    """Back to the clerk, with what is to be mended."""
    _keep_note(decision, note)
    _tell(dha_officers(), decision, key="head", title=f"Sửa dự thảo: {decision.subject}", body=note)


def submitted(decision: RewardDecision, *, by: Any, note: str = "") -> dict:
    """The letter is signed by the head who submits: it takes its number now."""
    letter = letter_of(decision)
    letter.signer, letter.signer_position = by.full_name, by.position
    letter.save(update_fields=["signer", "signer_position"])
    letter.document = numbering.sign(
        letter, kind=LETTER_PAPER, book=LETTER_BOOK, signed_on=clock.today(), signer=by.full_name, by=by
    )
    letter.save(update_fields=["document"])
    _keep_note(decision, "")
    notify.settle(topic(decision))
    title = f"Trình ký: {decision.subject}"
    body = (
        f"Tờ trình số {letter.document.number:02d}, {size_of(decision)} trường hợp. Khi Chủ tịch ký, hãy ghi ngày ký."
    )
    _tell(holders(Role.CHAIRMAN_OFFICE), decision, key="submit", title=title, body=body)
    return {"letter": letter.document.number}


def back_to_draft(decision: RewardDecision, *, by: Any, note: str = "") -> None:
    """Returned by the Chairman's office, or taken back: the next submission has a letter of its own."""
    last = letter_of(decision)
    SubmissionLetter.objects.create(decision=decision, order=last.order + 1)
    _keep_note(decision, note)
    notify.settle(topic(decision))
    _tell(dha_officers(), decision, key="return", title=f"Trả lại: {decision.subject}", body=note)


def _keep_note(decision: RewardDecision, note: str) -> None:
    decision.return_note = note
    decision.save(update_fields=["return_note"])


def signed(
    decision: RewardDecision,
    *,
    by: Any,
    note: str = "",
    signed_on: dt.date,
    signer: str,
    signer_role: str = SignerRole.CHAIRMAN,
) -> dict:
    """The Chairman signed: the decision takes the next number of the book, once. Raises Refused for a day that cannot be."""
    if faults := checks.signing_faults(decision, signed_on):
        raise Refused(*faults)
    row = SignedDecision.objects.create(decision=decision, signed_on=signed_on, signer=signer, signer_role=signer_role)
    row.document = numbering.sign(
        row, kind=DECISION_PAPER, book=DECISION_BOOK, signed_on=signed_on, signer=signer, by=by
    )
    row.notice_due = issuing.notice_due(row, rules_on(signed_on))
    row.save(update_fields=["document", "notice_due"])
    notify.settle(topic(decision))
    title = f"Đã ký: {decision.subject}"
    body = (
        f"Số {row.number_text} ngày {signed_on:%d/%m/%Y}. Hãy đính kèm bản đã ký, ban hành và thông báo cho các đơn vị."
    )
    _tell(dha_officers(), decision, key="sign", title=title, body=body)
    return {"number": row.number_text, "signed_on": signed_on.isoformat(), "signer": signer}


def cancelled(decision: RewardDecision, *, by: Any, note: str = "") -> None:
    """A draft is dropped: its nominees wait again for a decision."""
    DecisionLine.objects.filter(decision=decision).update(live=False)
    DecisionChange.objects.filter(decision=decision).update(live=False)
    notify.settle(topic(decision))
