"""Who may, in principle, with nominations. Nobody endorses or receives what comes from the own unit."""

import rules

from awards.registrations.rules import not_own, of_department
from awards.registrations.rules import own as own_file
from campaigns.rules import is_head
from organisations.rules import has_role, is_administrator, is_chairman_office, is_dha, is_unit_officer, unit_id_of
from organisations.selectors.units import reviewed_blocs


@rules.predicate
def reviews_the_bloc(user, file=None):
    """The leader of the file's bloc, where the route asks it; for the leader's own file a deputy."""
    if file is None or file.bloc_id is None or not file.route.endorsed_by_bloc or file.unit_id == unit_id_of(user):
        return False
    return bool(is_unit_officer(user)) and file.bloc_id in reviewed_blocs(user, of_unit=file.unit_id)


rules.add_perm("nominations.view_files", has_role & ~is_administrator)
rules.add_perm("nominations.prepare", own_file)
rules.add_perm("nominations.send", own_file & is_head)
rules.add_perm("nominations.endorse", reviews_the_bloc)
rules.add_perm("nominations.act_for_leader", is_dha & not_own & ~reviews_the_bloc)
rules.add_perm("nominations.receive", (is_dha & not_own & ~of_department) | (is_chairman_office & of_department))
rules.add_perm("nominations.edit_routes", is_dha)
