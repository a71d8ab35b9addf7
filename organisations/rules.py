"""Who may, in principle. A predicate looks at the role the person acts in now; named permissions are used everywhere else."""

import rules

from organisations.enums import COUNCIL_ROLES, DHA_ROLES, DUTY_ROLES, SUPERVISING_ROLES, UNIT_ROLES, Role


def role_of(user) -> str:
    """The role the person acts in now, '' for none."""
    acting = getattr(user, "acting", None)
    return acting.role if acting else ""


def unit_id_of(user) -> int | None:
    """The unit the person acts for now."""
    acting = getattr(user, "acting", None)
    return acting.unit_id if acting else None


@rules.predicate
def is_dha(user, obj=None):
    return role_of(user) in DHA_ROLES


@rules.predicate
def is_dha_head(user, obj=None):
    return role_of(user) == Role.DHA_HEAD


@rules.predicate
def is_administrator(user, obj=None):
    return role_of(user) == Role.ADMINISTRATOR


@rules.predicate
def is_supervisor(user, obj=None):
    return role_of(user) in SUPERVISING_ROLES


@rules.predicate
def is_of_council(user, obj=None):
    return role_of(user) in COUNCIL_ROLES


@rules.predicate
def is_chairman_office(user, obj=None):
    return role_of(user) == Role.CHAIRMAN_OFFICE


@rules.predicate
def is_unit_officer(user, obj=None):
    return role_of(user) in UNIT_ROLES


@rules.predicate
def has_duties(user, obj=None):
    return role_of(user) in DUTY_ROLES


@rules.predicate
def has_role(user, obj=None):
    return bool(role_of(user))


rules.add_perm("organisations.view_unit", has_role)
rules.add_perm("organisations.edit_units", is_dha | is_administrator)
rules.add_perm("organisations.import_units", is_dha | is_administrator)
rules.add_perm("organisations.view_bloc", has_role)
rules.add_perm("organisations.edit_blocs", is_dha)
rules.add_perm("organisations.view_working_calendar", has_role)
rules.add_perm("organisations.edit_working_calendar", is_dha)
rules.add_perm("organisations.manage_accounts", is_administrator)
rules.add_perm("organisations.view_audit", is_dha | is_supervisor | is_administrator)
# The ground floor names the permission, roles are known here.
rules.add_perm("official.edit_templates", is_dha)
