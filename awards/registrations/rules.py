"""Who may, in principle, with the registration of titles. Nobody endorses or receives what comes from the own unit."""

import rules

from campaigns.rules import is_head, sees_all_sent
from organisations.rules import has_role, is_administrator, is_chairman_office, is_dha, is_unit_officer, unit_id_of
from organisations.selectors.people import dha_unit_ids
from organisations.selectors.units import reviewed_blocs


@rules.predicate
def own(user, registration=None):
    """An officer of the unit that registers; without a registration, of any unit."""
    return bool(is_unit_officer(user)) and (registration is None or registration.unit_id == unit_id_of(user))


@rules.predicate
def of_department(user, registration=None):
    return registration is not None and registration.unit_id in dha_unit_ids()


@rules.predicate
def not_own(user, registration=None):
    return registration is not None and registration.unit_id != unit_id_of(user)


@rules.predicate
def reviews_the_bloc(user, registration=None):
    """An officer of the unit that leads the bloc, where the call asks it; for the leader's own list an officer of a deputy."""
    if registration is None or registration.bloc_id is None or registration.unit_id == unit_id_of(user):
        return False
    if not registration.call.endorsed_by_bloc:
        return False
    return bool(is_unit_officer(user)) and registration.bloc_id in reviewed_blocs(user, of_unit=registration.unit_id)


@rules.predicate
def was_received(user, registration=None):
    """A list of which something was received before: what is written since is a supplement."""
    return registration is None or registration.received_number > 0


@rules.predicate
def oversees(user, obj=None):
    return sees_all_sent(user)


rules.add_perm("registrations.view", has_role & ~is_administrator)
rules.add_perm("registrations.prepare", own)
rules.add_perm("registrations.drop_supplement", own & was_received)
rules.add_perm("registrations.send", own & is_head)
rules.add_perm("registrations.endorse", reviews_the_bloc)
rules.add_perm("registrations.act_for_leader", is_dha & not_own & ~reviews_the_bloc)
rules.add_perm("registrations.receive", (is_dha & not_own & ~of_department) | (is_chairman_office & of_department))
rules.add_perm("registrations.oversee", oversees)
rules.add_perm("registrations.edit_calls", is_dha)
