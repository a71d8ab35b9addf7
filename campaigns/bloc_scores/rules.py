"""Who may, in principle, with criteria tables, score sheets and rankings."""

import rules

from organisations.rules import has_role, is_dha, is_unit_officer, unit_id_of
from organisations.selectors.units import led_blocs


@rules.predicate
def leads_bloc_of_table(user, table=None):
    """An officer of the unit that leads the table's bloc today; without a table, of any leading unit."""
    if not is_unit_officer(user):
        return False
    led = led_blocs(unit_id_of(user))
    return bool(led) if table is None else table.bloc_id in led


rules.add_perm("bloc_scores.view_tables", has_role)
rules.add_perm("bloc_scores.edit_table", is_dha | leads_bloc_of_table)
