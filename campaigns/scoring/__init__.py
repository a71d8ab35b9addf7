"""Points, totals and places by a criteria table: the contract of `manage.py score_table`.

Pure: no database, no clock. `score_table(document)` answers a whole document. Exact fractions throughout; rounding
only where the table declares it. Where things are: `tree` the table, `kinds` one class per way of scoring, `stages`
sheets and scorers, `views` sums and caps, `ranking` places, `sums` whether the table adds up, `reading` the input,
`answer` the output.
"""

from .engine import rank_units, read, score_table, score_units
from .fields import Fault, Refused
from .figures import decimal_of, ratio_of, show
from .violations import Ledger, Violation

__all__ = [
    "Fault",
    "Ledger",
    "Refused",
    "Violation",
    "decimal_of",
    "rank_units",
    "ratio_of",
    "read",
    "score_table",
    "score_units",
    "show",
]
