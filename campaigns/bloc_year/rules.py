"""Who may, in principle, in the year of a bloc. The leader's unit runs it; a deputy stands in; Sở Nội vụ acts for a late bloc."""

import rules

from campaigns.rules import is_head, sees_all_sent
from organisations.rules import has_role, is_chairman_office, is_dha, is_unit_officer, unit_id_of
from organisations.selectors.people import dha_unit_ids
from organisations.selectors.units import led_blocs, reviewed_blocs


def _bloc_id(obj) -> int | None:
    """The bloc of a pledge, a registration, an activity, an inspection or an election."""
    if obj is None:
        return None
    for path in ("activity", "pledge"):
        if not hasattr(obj, "bloc_id") and hasattr(obj, path):
            return getattr(obj, path).bloc_id
    return getattr(obj, "bloc_id", None) or obj.pk


def led_by(user) -> list[int]:
    """Ids of the blocs that the acting officer's unit leads or stands in for today."""
    return reviewed_blocs(user) if is_unit_officer(user) else []


def _led(user) -> list[int]:
    """Ids of blocs that the person's unit leads today; one query for a person in a role."""
    if not hasattr(user, "_year_led"):
        user._year_led = {}
    unit = unit_id_of(user)
    if unit not in user._year_led:
        user._year_led[unit] = led_blocs(unit)
    return user._year_led[unit]


@rules.predicate
def leads(user, obj=None):
    """An officer of the unit that leads the bloc today."""
    return bool(is_unit_officer(user) and _bloc_id(obj) in _led(user))


@rules.predicate
def runs(user, obj=None):
    """An officer of the leading unit or of a deputy."""
    return _bloc_id(obj) in led_by(user)


@rules.predicate
def of_own_unit(user, registration=None):
    return registration is not None and registration.unit_id == unit_id_of(user)


@rules.predicate
def takes_part(user, pledge=None):
    """The person's unit is one of those that sign."""
    return pledge is not None and pledge.registrations.filter(unit_id=unit_id_of(user)).exists()


@rules.predicate
def in_inspection(user, inspection=None):
    """An officer of the inspecting unit writes what was found."""
    return bool(is_unit_officer(user) and inspection is not None and inspection.inspecting_id == unit_id_of(user))


@rules.predicate
def elected(user, election=None):
    """The person's own unit was elected: then somebody else approves."""
    return election is not None and unit_id_of(user) in election_units(election)


@rules.predicate
def dha_elected(user, election=None):
    return election is not None and bool(election_units(election) & dha_unit_ids())


def election_units(election) -> set[int]:
    """Units that were elected, leader and deputies."""
    return {election.leader_id, *election.deputies.values_list("unit_id", flat=True)}


@rules.predicate
def oversees(user, obj=None):
    return sees_all_sent(user)


# Sở Nội vụ for the blocs; where its own unit was elected, the Chairman's office.
approves = (is_dha & ~elected) | (is_chairman_office & dha_elected)

rules.add_perm("bloc_year.view", has_role)
rules.add_perm("bloc_year.oversee", oversees)
rules.add_perm("bloc_year.lead", leads)
rules.add_perm("bloc_year.run", runs)
rules.add_perm("bloc_year.act_for_bloc", is_dha & ~runs)
rules.add_perm("bloc_year.edit", runs | is_dha)
rules.add_perm("bloc_year.edit_pledge", leads | is_dha)
rules.add_perm("bloc_year.register", is_unit_officer & of_own_unit)
rules.add_perm("bloc_year.confirm_registration", is_head & of_own_unit)
rules.add_perm("bloc_year.sign", is_head & takes_part)
rules.add_perm("bloc_year.write_inspection", runs | is_dha | in_inspection)
rules.add_perm("bloc_year.approve_election", approves)
