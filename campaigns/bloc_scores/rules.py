"""Who may, in principle, with tables and rounds of scoring. Nobody scores their own unit except where a unit scores itself."""

import rules

from campaigns.bloc_scores.enums import Scorer
from campaigns.rules import is_head
from organisations.enums import BlocRole
from organisations.rules import has_role, is_chairman_office, is_dha, is_unit_officer, unit_id_of
from organisations.selectors.people import dha_unit_ids
from organisations.selectors.units import led_blocs, reviewed_blocs


@rules.predicate
def leads_bloc_of_table(user, table=None):
    """An officer of the unit that leads the table's bloc today; without a table, of any leading unit."""
    if not is_unit_officer(user):
        return False
    led = led_blocs(unit_id_of(user))
    return bool(led) if table is None else table.bloc_id in led


@rules.predicate
def leads_the_bloc(user, round_=None):
    """An officer of the unit that leads the bloc of the round today (a deputy while it stands in is not enough)."""
    if round_ is None or not is_unit_officer(user):
        return False
    return round_.bloc_id in reviewed_blocs(user) and _role_in(user, round_.bloc_id) == BlocRole.LEADER


def _role_in(user, bloc_id: int) -> str:
    from organisations.selectors.units import review_scope

    return next((BlocRole.LEADER for bloc, leads, _ in review_scope(user) if bloc == bloc_id and leads), "")


@rules.predicate
def leads_some_bloc(user, obj=None):
    """An officer of a unit that leads a bloc today."""
    from organisations.selectors.units import review_scope

    return bool(is_unit_officer(user) and any(leads for _, leads, _ in review_scope(user)))


@rules.predicate
def fills_sheet(user, sheet=None):
    """Somebody of the scorer: officers of a unit, Sở Nội vụ for the standing body; never on their own unit but at the self stage."""
    if sheet is None or sheet.scorer_unit_id != unit_id_of(user):
        return False
    own = sheet.unit_id == sheet.scorer_unit_id
    if own != (sheet.run.stage.scorer == Scorer.SELF and not sheet.instead_of):
        return False
    if sheet.instead_of or sheet.run.stage.scorer in (Scorer.STANDING_BODY, Scorer.DEPARTMENT):
        return bool(is_dha(user) or is_chairman_office(user) or is_unit_officer(user) and not _of_the_dha(user))
    return bool(is_unit_officer(user) or is_chairman_office(user))


def _of_the_dha(user) -> bool:
    """Whether the person's unit is Sở Nội vụ, read once for each person: a page asks of every sheet."""
    unit, known = unit_id_of(user), getattr(user, "_of_the_dha", {})
    if unit not in known:
        user._of_the_dha = known = {unit: unit in dha_unit_ids()}
    return known[unit]


@rules.predicate
def own_unit(user, objection=None):
    return objection is not None and objection.unit_id == unit_id_of(user)


@rules.predicate
def answers_for_the_bloc(user, objection=None):
    """Who runs the round answers, never on an objection of their own unit."""
    return objection is not None and bool(is_dha(user) or leads_the_bloc(user, objection.run.round))


@rules.predicate
def leads_round_of_tie(user, tie=None):
    return tie is not None and bool(leads_the_bloc(user, tie.round))


@rules.predicate
def tied_itself(user, tie=None):
    """The person's own unit is one of those that stay equal."""
    return tie is not None and str(unit_id_of(user)) in tie.units


@rules.predicate
def runs_bloc_of_event(user, event=None):
    """An officer of the unit that leads the bloc, but never on an event of the own unit; without an event, of any bloc."""
    if event is None:
        return bool(leads_some_bloc(user))
    if not is_unit_officer(user) or event.unit_id == unit_id_of(user):
        return False
    return event.bloc_id in reviewed_blocs(user) and _role_in(user, event.bloc_id) == BlocRole.LEADER


@rules.predicate
def attaches_evidence(user, evidence=None):
    """Officers of the unit itself, and whoever has a sheet to fill on it in the stage that is open."""
    if evidence is None or not (is_unit_officer(user) or is_dha(user)):
        return False
    own = unit_id_of(user)
    if evidence.unit_id == own:
        return True
    sheets = {"sheets__unit_id": evidence.unit_id, "sheets__scorer_unit_id": own}
    return evidence.round.runs.filter(closed_at=None, **sheets).exists()


@rules.predicate
def added_by_own_unit(user, evidence=None):
    """Whoever added it, and colleagues of the same unit: nobody takes out what another unit brought."""
    if evidence is None or evidence.added_by is None:
        return False
    own = unit_id_of(user)
    return evidence.added_by_id == user.pk or any(m.unit_id == own for m in evidence.added_by.memberships.all())


rules.add_perm("bloc_scores.attach_evidence", attaches_evidence)
rules.add_perm("bloc_scores.remove_evidence", attaches_evidence & added_by_own_unit)
rules.add_perm("bloc_scores.view_events", has_role)
rules.add_perm("bloc_scores.view_tables", has_role)
rules.add_perm("bloc_scores.edit_table", is_dha | leads_bloc_of_table)
rules.add_perm("bloc_scores.view_round", has_role)
rules.add_perm("bloc_scores.create_round", is_dha | leads_some_bloc)
rules.add_perm("bloc_scores.run_round", is_dha | leads_the_bloc)
rules.add_perm("bloc_scores.lead_round", leads_the_bloc)
rules.add_perm("bloc_scores.act_for_leader", is_dha)
rules.add_perm("bloc_scores.publish_ranking", is_dha)
rules.add_perm("bloc_scores.decide_tie", (is_dha | leads_round_of_tie | is_chairman_office) & ~tied_itself)
rules.add_perm("bloc_scores.fill_sheet", fills_sheet)
rules.add_perm("bloc_scores.hand_in_sheet", fills_sheet & (is_head | is_dha | is_chairman_office))
rules.add_perm("bloc_scores.take_over_sheet", is_dha)
rules.add_perm("bloc_scores.record_event", is_dha | runs_bloc_of_event)
rules.add_perm("bloc_scores.answer_objection", answers_for_the_bloc & ~own_unit)
