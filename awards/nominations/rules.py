"""Who may, in principle, with nominations. Nobody endorses or receives what comes from the own unit."""

import rules

from organisations.enums import Role
from organisations.rules import (
    has_role,
    is_administrator,
    is_chairman_office,
    is_dha,
    is_unit_officer,
    role_of,
    unit_id_of,
)
from organisations.selectors.people import dha_unit_ids
from organisations.selectors.units import reviewed_blocs


@rules.predicate
def own_file(user, file=None):
    """An officer of the unit that proposes; without a file, of any unit."""
    return bool(is_unit_officer(user)) and (file is None or file.unit_id == unit_id_of(user))


@rules.predicate
def is_head(user, file=None):
    return role_of(user) == Role.UNIT_HEAD


@rules.predicate
def of_department(user, file=None):
    return file is not None and file.unit_id in dha_unit_ids()


@rules.predicate
def not_own(user, file=None):
    return file is not None and file.unit_id != unit_id_of(user)


@rules.predicate
def reviews_the_bloc(user, file=None):
    """The leader of the file's bloc; for the leader's own file a deputy."""
    if file is None or file.bloc_id is None or file.unit_id == unit_id_of(user):
        return False
    return bool(is_unit_officer(user)) and file.bloc_id in reviewed_blocs(user, of_unit=file.unit_id)


rules.add_perm("nominations.view_files", has_role & ~is_administrator)
rules.add_perm("nominations.prepare", own_file)
rules.add_perm("nominations.send", own_file & is_head)
rules.add_perm("nominations.endorse", reviews_the_bloc)
rules.add_perm("nominations.act_for_leader", is_dha & not_own & ~reviews_the_bloc)
rules.add_perm("nominations.receive", (is_dha & not_own & ~of_department) | (is_chairman_office & of_department))
rules.add_perm("nominations.edit_routes", is_dha)
