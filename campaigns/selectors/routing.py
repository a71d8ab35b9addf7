"""Where a paper goes: who reviews it in the bloc, who receives it for the province."""

from typing import Any

from campaigns.enums import SubmissionState
from campaigns.models import Submission
from organisations.enums import Role
from organisations.models import Membership, Unit
from organisations.models.dated import valid_on
from organisations.selectors import units
from organisations.selectors.people import dha_unit_ids, shown_dha_unit_ids


def reviewing_units(submission: Submission) -> list[Unit]:
    """Units that review it in its bloc: the leader; the deputies when it is the leader's own; nobody for duty and bloc papers.

    Read once for this very object; an object fetched anew reads anew.
    """
    if submission.bloc_id is None or submission.for_bloc:
        return []
    if "_reviewing" not in submission.__dict__:
        submission.__dict__["_reviewing"] = units.reviewing_units(submission.bloc, submission.unit_id)
    return submission.__dict__["_reviewing"]


def receiver_units(submission: Submission) -> list[Unit]:
    """Units that receive it for the province: Sở Nội vụ; for its own papers the Chairman's office."""
    dha = dha_unit_ids()
    if submission.unit_id not in dha:
        return list(Unit.objects.filter(pk__in=dha))
    offices = Membership.objects.filter(valid_on(), role=Role.CHAIRMAN_OFFICE).values_list("unit_id", flat=True)
    return list(Unit.objects.filter(pk__in=offices))


OFFICE = "Văn phòng UBND tỉnh"
WAITS_FOR_OFFICE = f"Chờ {OFFICE}"


def is_of_dha(submission: Submission) -> bool:
    """Whether it is a paper of Sở Nội vụ itself, which the Chairman's office receives (decision 0003)."""
    return submission.unit_id in dha_unit_ids()


def waits_for_office(paper: Any) -> bool:
    """Whether a paper (or a line of a list) lies with the Chairman's office: Sở Nội vụ never receives its own."""
    return paper.state == SubmissionState.ENDORSED and paper.unit_id in shown_dha_unit_ids()


def ended_sentence(submission: Submission) -> str:
    """Why nothing can be done with a paper whose unit left the campaign."""
    return f"Đơn vị đã thôi tham gia phong trào từ {submission.ended_on:%d/%m/%Y} nên bản này không xử lý nữa."


def state_label(submission: Submission) -> str:
    """The words of its state, naming who receives it."""
    if waits_for_office(submission):
        return WAITS_FOR_OFFICE
    return submission.get_state_display()
