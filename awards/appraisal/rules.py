"""Who may, in principle, at the desk. Nobody appraises a nominee of the own unit, or the own person."""

import rules

from organisations.enums import Role
from organisations.rules import (
    is_chairman_office,
    is_dha,
    is_dha_head,
    is_supervisor,
    is_unit_officer,
    role_of,
    unit_id_of,
)
from organisations.selectors.people import dha_unit_ids


@rules.predicate
def of_department(user, dossier=None):
    """What Sở Nội vụ itself proposes is appraised where its own papers are received (decision 0003)."""
    return dossier is not None and dossier.nominee.file.unit_id in dha_unit_ids()


@rules.predicate
def is_free(user, dossier=None):
    """Neither the unit nor the person of the nominee: by record, never by name."""
    return dossier is None or not dossier.conflict_with(user)


@rules.predicate
def is_open_to(user, dossier=None):
    """Given to this person, or to nobody yet."""
    return dossier is None or dossier.officer_id in (None, user.pk)


def _by_desk(department):
    """Sở Nội vụ for all units but itself, the Chairman's office for Sở Nội vụ."""
    return (department & ~of_department) | (is_chairman_office & of_department)


@rules.predicate
def works_at_a_desk(user, dossier=None):
    return bool(is_dha(user) or is_chairman_office(user))


rules.add_perm("appraisal.view_queue", works_at_a_desk | is_supervisor)
rules.add_perm("appraisal.work", works_at_a_desk)
rules.add_perm("appraisal.appraise", _by_desk(is_dha) & is_free & is_open_to)
rules.add_perm("appraisal.look", _by_desk(is_dha_head) & is_free)


@rules.predicate
def of_agency(user, opinion=None):
    """Somebody who answers for the agency that was asked; without an opinion, for any unit."""
    may = role_of(user) == Role.CONSULTED_AGENCY or bool(is_unit_officer(user))
    return may and (opinion is None or opinion.agency.unit_id == unit_id_of(user))


@rules.predicate
def keeps_its_dossier(user, opinion=None):
    """Somebody at the desk who may ask about the dossier, and so writes down what came on paper."""
    return opinion is None or user.has_perm("appraisal.ask", opinion.dossier)


rules.add_perm("appraisal.ask", _by_desk(is_dha) & is_free)
rules.add_perm("appraisal.answer", of_agency)
rules.add_perm("appraisal.record_answer", works_at_a_desk & keeps_its_dossier)
rules.add_perm("appraisal.assign", is_dha_head)
rules.add_perm("appraisal.tell", is_dha_head | is_chairman_office)
rules.add_perm("appraisal.edit_limits", is_dha)
