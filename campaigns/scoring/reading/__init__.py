"""From a JSON document to the table, the units and the ranking rules; everything wrong is named with its place."""

from .ranking import read_ranking
from .table import TableReader
from .units import read_units

__all__ = ["TableReader", "read_ranking", "read_units"]
