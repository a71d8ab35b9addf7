"""Who may, in principle, see and keep people and their awards."""

import rules

from organisations.enums import Role
from organisations.rules import is_chairman_office, is_dha, is_supervisor, is_unit_officer, role_of


@rules.predicate
def is_council(user, obj=None):
    return role_of(user) in (Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY)


reads_all = is_dha | is_supervisor | is_chairman_office | is_council
rules.add_perm("awards.view_whole_registry", reads_all)
rules.add_perm("awards.view_registry", reads_all | is_unit_officer)
rules.add_perm("awards.edit_registry", is_dha)
rules.add_perm("awards.import_awards", is_dha)
rules.add_perm("awards.merge_people", is_dha)
