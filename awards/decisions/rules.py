"""Who may, in principle: Sở Nội vụ drafts, its head submits and issues, the Chairman's office records the signature."""

import rules

from awards.rules import is_council
from organisations.rules import is_chairman_office, is_dha, is_dha_head, is_supervisor, is_unit_officer

rules.add_perm("decisions.view_work", is_dha | is_chairman_office | is_supervisor)
rules.add_perm("decisions.view_issued", is_dha | is_chairman_office | is_supervisor | is_council | is_unit_officer)
rules.add_perm("decisions.prepare", is_dha)
# The head needs nobody to present a draft to.
rules.add_perm("decisions.present", is_dha & ~is_dha_head)
rules.add_perm("decisions.submit", is_dha_head)
rules.add_perm("decisions.sign", is_chairman_office)
rules.add_perm("decisions.attach_signed", is_chairman_office | is_dha)
rules.add_perm("decisions.issue", is_dha_head)
rules.add_perm("decisions.view_money", is_dha | is_chairman_office | is_supervisor)
rules.add_perm("decisions.pay", is_dha)
rules.add_perm("decisions.note_notices", is_dha)
