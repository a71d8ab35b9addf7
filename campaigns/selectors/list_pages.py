"""Pages of the list of plans and reports: how many there are and a piece of them, as a Paginator asks for them."""

import functools
from typing import Any

from campaigns.models import Submission
from campaigns.rules import sees_all_sent
from campaigns.selectors import lists
from campaigns.selectors.lists import Filters
from emulation.base.prepared import PreparedCount, PreparedRows


class Found:
    """`lists.submissions` of this person as flat tuples for `lists.lines`, a page at a time.

    Those who oversee the province all see the same, and all of it is handed in: what they ask is compiled once for each
    choice of filters.
    """

    def __init__(self, user: Any, filters: Filters):
        self.user, self.filters = user, filters
        self._prepared = _prepared(filters) if sees_all_sent(user) and not _is_of_the_moment(filters) else None

    def count(self) -> int:
        """How many there are, without the tables that only a page needs."""
        if self._prepared:
            return self._prepared[0]()
        return lists.submissions(self.user, self.filters).count()

    def __getitem__(self, piece: slice) -> list[tuple]:
        if self._prepared:
            return self._prepared[1](piece=piece)
        return list(lists.submissions(self.user, self.filters, lists.values())[piece])


def _is_of_the_moment(filters: Filters) -> bool:
    """Whether the day, a deadline or the person decides, so that the query differs from one time to the next."""
    return bool(filters.sent) or filters.state in ("cho-toi", "qua-han")


@functools.lru_cache(maxsize=128)
def _prepared(filters: Filters) -> tuple[PreparedCount, PreparedRows]:
    return (
        PreparedCount(lambda: lists.handed_in(Submission.objects.all(), filters)),
        PreparedRows(lambda: lists.handed_in(lists.values(), filters)),
    )
