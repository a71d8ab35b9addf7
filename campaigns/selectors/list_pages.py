"""Pages of the list of plans and reports: how many there are and a piece of them, as a Paginator asks for them."""

import functools
from typing import Any

from campaigns.models import Submission
from campaigns.rules import sees_all_sent
from campaigns.selectors import lists
from campaigns.selectors.lists import Filters
from emulation.base.prepared import PreparedCount, PreparedRows
from organisations.rules import has_duties


class Found:
    """`lists.submissions` of this person as flat tuples for `lists.lines`, a page at a time.

    Those who oversee the province all see the same, and all of it is handed in: what they ask is compiled once for each
    choice of filters.
    """

    def __init__(self, user: Any, filters: Filters):
        self.user, self.filters = user, filters
        self._prepared = _prepared(filters) if self._same_for_all() else None

    def _same_for_all(self) -> bool:
        return sees_all_sent(self.user) and not has_duties(self.user) and _is_fixed(self.filters)

    def count(self) -> int:
        """How many there are, without the tables that only a page needs."""
        if self._prepared:
            return self._prepared[0]()
        return lists.submissions(self.user, self.filters).count()

    def __getitem__(self, piece: slice) -> list[tuple]:
        if self._prepared:
            return self._prepared[1](piece=piece)
        return list(lists.submissions(self.user, self.filters, lists.values())[piece])


# States whose rows a constant chooses. In others the day, a deadline, the person or today's officers decide, so that the
# query differs from one time to the next; a new state stands there until somebody has thought of this.
_FIXED_STATES = frozenset({"", "cho-truong-khoi", "bi-tra-lai", "da-tiep-nhan", "da-gui", "cho-xem"})


def _is_fixed(filters: Filters) -> bool:
    """Whether the query is the same whenever and by whomever of those who oversee it is asked."""
    return filters.state in _FIXED_STATES and not filters.sent


@functools.lru_cache(maxsize=128)
def _prepared(filters: Filters) -> tuple[PreparedCount, PreparedRows]:
    return (
        PreparedCount(lambda: lists.handed_in(Submission.objects.all(), filters)),
        PreparedRows(lambda: lists.handed_in(lists.values(), filters)),
    )
