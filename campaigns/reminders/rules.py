"""Who may, in reminders."""

import rules

from organisations.rules import has_role, is_dha

rules.add_perm("reminders.view_rules", is_dha)
rules.add_perm("reminders.edit_rules", is_dha)
rules.add_perm("reminders.use_feed", has_role)
