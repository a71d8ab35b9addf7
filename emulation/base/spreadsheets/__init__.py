"""Lists in spreadsheets: reading them with every fault named, writing them so that nothing runs on opening.

A list is described by a `ListSpec`; `read_list` does the rest. No database, no settings.
"""

from .grid import MAX_BYTES, MAX_ROWS, Refused
from .reading import read_list, read_path
from .specs import ColumnSpec, Fault, ImportResult, ListSpec, Row
from .writing import write_csv, write_xlsx

__all__ = [
    "MAX_BYTES",
    "MAX_ROWS",
    "ColumnSpec",
    "Fault",
    "ImportResult",
    "ListSpec",
    "Refused",
    "Row",
    "read_list",
    "read_path",
    "write_csv",
    "write_xlsx",
]
