"""Who may, in principle, with the Council: secretary and Sở Nội vụ prepare, members vote, who oversees reads."""

import rules

from organisations.enums import Role
from organisations.rules import is_chairman_office, is_dha, is_of_council, is_supervisor, role_of


@rules.predicate
def is_secretary(user, session=None):
    return role_of(user) == Role.COUNCIL_SECRETARY


keeps = is_dha | is_secretary
rules.add_perm("council.view_sessions", keeps | is_of_council | is_supervisor | is_chairman_office)
rules.add_perm("council.manage_session", keeps)
rules.add_perm("council.edit_council", keeps)
rules.add_perm("council.vote", is_of_council)
