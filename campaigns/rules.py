"""Who may, in principle, with campaigns, plans and reports. Separation of duties is here: nobody reviews their own unit."""

import rules

from campaigns.enums import SubmissionKind
from organisations.enums import Role
from organisations.rules import (
    has_duties,
    has_role,
    is_chairman_office,
    is_dha,
    is_of_council,
    is_supervisor,
    is_unit_officer,
    role_of,
    unit_id_of,
)
from organisations.selectors.units import reviewed_blocs


def sees_all_sent(user) -> bool:
    """Those who oversee the province read everything that was sent."""
    return is_dha(user) or is_supervisor(user) or is_chairman_office(user)


def sees_only_accepted(user) -> bool:
    """Council members read what was accepted."""
    return is_of_council(user)


@rules.predicate
def in_own_unit(user, submission=None):
    return submission is not None and submission.unit_id == unit_id_of(user)


@rules.predicate
def is_head(user, obj=None):
    return role_of(user) == Role.UNIT_HEAD


@rules.predicate
def reviews_bloc_of(user, submission=None):
    """An officer of the unit that leads the submission's bloc; for the leader's own papers an officer of a deputy."""
    if (
        submission is None
        or submission.bloc_id is None
        or submission.for_bloc
        or submission.unit_id == unit_id_of(user)
    ):
        return False
    return submission.bloc_id in reviewed_blocs(user, of_unit=submission.unit_id)


@rules.predicate
def of_the_dha(user, submission=None):
    """The submission comes from the Department of Home Affairs itself: then the Chairman's office receives it."""
    from organisations.selectors.people import dha_unit_ids

    return submission is not None and submission.unit_id in dha_unit_ids()


@rules.predicate
def leads_a_bloc(user, obj=None):
    """An officer of a unit that leads a bloc or stands in for its leader today."""
    return bool(is_unit_officer(user) and reviewed_blocs(user))


@rules.predicate
def reports_on_a_duty(user, submission=None):
    return submission is not None and submission.kind == SubmissionKind.DUTY


receives = (is_dha & ~in_own_unit) | (is_chairman_office & of_the_dha)

rules.add_perm("campaigns.read_directive", is_dha)
rules.add_perm("campaigns.edit_campaign", is_dha)
rules.add_perm("campaigns.view_campaign", has_role)
# Those who only read are shown what is new since they last looked.
rules.add_perm("campaigns.see_news", is_supervisor | is_of_council)
rules.add_perm("campaigns.track", is_dha | is_supervisor | is_chairman_office)
rules.add_perm("campaigns.view_board", is_dha | is_supervisor | is_chairman_office | leads_a_bloc)
rules.add_perm("campaigns.remind", is_dha | leads_a_bloc)
# Sở Nội vụ for the others, the Chairman's office for Sở Nội vụ: whoever receives a unit's papers gives it more time.
rules.add_perm("campaigns.grant_extension", receives)
rules.add_perm("campaigns.offer_extension", is_dha | is_chairman_office)
# The agency that a directive gives a duty to prepares its report on it; plans and reports stay with the unit's officers.
rules.add_perm("campaigns.prepare_submission", in_own_unit & (is_unit_officer | has_duties & reports_on_a_duty))
rules.add_perm("campaigns.send_submission", is_head & in_own_unit)
rules.add_perm("campaigns.endorse_submission", is_unit_officer & reviews_bloc_of)
rules.add_perm("campaigns.receive_submission", receives)
rules.add_perm("campaigns.view_own_submissions", is_unit_officer)
