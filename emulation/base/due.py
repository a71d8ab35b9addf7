"""Work whose time has come: apps register functions, `manage.py run_due` calls them, safe to run twice or late."""

import datetime as dt
import logging
from collections.abc import Callable

from django.db import transaction

from emulation.base import clock, files
from emulation.base.models import Draft, StoredFile, UsedToken

_works: dict[str, Callable[[], int]] = {}
_last: set[str] = set()
log = logging.getLogger(__name__)

KEEP_TOKENS = dt.timedelta(days=7)
KEEP_LOOSE_FILES = dt.timedelta(days=7)
KEEP_DRAFTS = dt.timedelta(days=400)


class Failed(Exception):
    """Some of the work was not done; the rest was."""


def register(name: str, *, last: bool = False) -> Callable:
    """Name a function without arguments that returns how many things it did. `last`: after all that may give it work."""

    def keep(function: Callable[[], int]) -> Callable[[], int]:
        _works[name] = function
        if last:
            _last.add(name)
        return function

    return keep


def run() -> dict[str, int]:
    """Do everything that is due. {name: how many}. A fault in one work keeps no other from being done, and is raised at the end."""
    done, faults = {}, []
    for name in sorted(_works, key=lambda name: name in _last):
        try:
            done[name] = _works[name]()
        except Exception as fault:
            log.exception("run_due: %s", name)
            faults.append(f"{name}: {fault}")
    if faults:
        raise Failed("; ".join(faults))
    return done


@register("used_tokens")
def forget_tokens() -> int:
    """Tokens of forms sent long ago: nobody clicks twice after a week."""
    return UsedToken.objects.filter(used_at__lt=clock.now() - KEEP_TOKENS).delete()[0]


@register("drafts")
def forget_drafts() -> int:
    """Drafts nobody came back to for more than a year."""
    return Draft.objects.filter(saved_at__lt=clock.now() - KEEP_DRAFTS).delete()[0]


@register("loose_files")
def forget_loose_files() -> int:
    """Uploads that never became part of anything."""
    loose = StoredFile.objects.filter(holder_type=None, uploaded_at__lt=clock.now() - KEEP_LOOSE_FILES)
    count = 0
    for file in loose:
        with transaction.atomic():
            files.remove(file)
        count += 1
    return count
