"""Who may, in principle, see and keep people and their awards, and with acclaims: preparing and counting
belong to the leading unit and Sở Nội vụ, voting to heads of units."""

import rules

from organisations.enums import BlocRole, Role
from organisations.models.dated import valid_on
from organisations.rules import (
    has_role,
    is_administrator,
    is_chairman_office,
    is_dha,
    is_supervisor,
    is_unit_officer,
    role_of,
    unit_id_of,
)
from organisations.selectors.units import led_blocs


@rules.predicate
def is_council(user, obj=None):
    return role_of(user) in (Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY)


reads_all = is_dha | is_supervisor | is_chairman_office | is_council
rules.add_perm("awards.view_whole_registry", reads_all)
rules.add_perm("awards.view_registry", reads_all | is_unit_officer)
rules.add_perm("awards.edit_registry", is_dha)
rules.add_perm("awards.import_awards", is_dha)
rules.add_perm("awards.merge_people", is_dha)


@rules.predicate
def is_place_at_ones_unit(user, place=None):
    """An officer of the unit of a place where somebody works."""
    if place is None:
        return bool(is_unit_officer(user))
    return bool(is_unit_officer(user)) and place.unit_id is not None and place.unit_id == unit_id_of(user)


rules.add_perm("awards.edit_place", is_dha | is_place_at_ones_unit)


def managed_bloc_ids(user) -> list[int]:
    """Blocs that the acting person's unit leads today."""
    if not is_unit_officer(user):
        return []
    if not hasattr(user, "_managed_blocs"):
        user._managed_blocs = led_blocs(unit_id_of(user), roles=(BlocRole.LEADER,))
    return user._managed_blocs


@rules.predicate
def leads_the_bloc(user, acclaim=None):
    """The unit of the acting person leads the bloc of the acclaim; without one, any bloc."""
    led = managed_bloc_ids(user)
    return bool(led) if acclaim is None else acclaim.bloc_id in led


@rules.predicate
def is_a_head(user, acclaim=None):
    return role_of(user) == Role.UNIT_HEAD


rules.add_perm("awards.view_acclaim", has_role & ~is_administrator)
rules.add_perm("awards.manage_acclaim", is_dha | leads_the_bloc)
rules.add_perm("awards.lead_acclaim", leads_the_bloc)
rules.add_perm("awards.act_for_leader", is_dha & ~leads_the_bloc)
rules.add_perm("awards.vote_in_acclaim", is_a_head)


@rules.predicate
def is_of_ones_unit(user, subject=None):
    """An officer of the unit where a person works today, or to which a collective belongs."""
    if subject is None:
        return bool(is_unit_officer(user))
    own = unit_id_of(user)
    if own is None or not is_unit_officer(user):
        return False
    if hasattr(subject, "places"):
        return subject.places.filter(valid_on(), unit_id=own).exists()
    return subject.unit_id == own


@rules.predicate
def is_of_the_unit(user, unit=None):
    """An officer of a unit; without one, of any."""
    return bool(is_unit_officer(user)) and (unit is None or unit.pk == unit_id_of(user))


@rules.predicate
def is_or_was_of_ones_unit(user, person=None):
    """An officer of a unit where a person works or worked: who died works nowhere."""
    if person is None or not is_unit_officer(user):
        return person is None and bool(is_unit_officer(user))
    return person.places.filter(unit_id=unit_id_of(user)).exists()


rules.add_perm("awards.record_death", is_dha | is_or_was_of_ones_unit)
rules.add_perm("awards.add_subjects", is_dha | is_of_the_unit)
rules.add_perm("awards.view_law", has_role)
rules.add_perm("awards.edit_province_law", is_dha)
rules.add_perm("awards.record_facts", is_dha | is_of_ones_unit)
rules.add_perm("awards.release_restriction", is_dha)
rules.add_perm("awards.rename_group", is_dha | is_of_ones_unit)
rules.add_perm("awards.view_conduct", is_dha | is_supervisor | is_of_ones_unit)
