"""Sending what is due: each level hears of a deadline once per step, whoever runs it, however often or late."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Max

from campaigns.reminders import steps, words
from campaigns.reminders.enums import Level, Side
from campaigns.reminders.models import Reminded, ReminderRule
from campaigns.reminders.selectors import rules as rule_rows
from campaigns.reminders.selectors.people import People
from campaigns.selectors import open_deadlines
from campaigns.selectors.open_deadlines import Deadline
from emulation.base import notify
from organisations.enums import Role
from organisations.models import Unit
from organisations.selectors.people import dha_officers, holders
from organisations.selectors.special_days import working_calendar

# A deadline that is longer past is no work of the day any more, unless a rule names a later day.
REACH = dt.timedelta(days=60)
OF_UNIT = (Level.CLERK, Level.HEAD)


@dataclass(frozen=True)
class Waiting:
    """A reminder that is to be sent now."""

    deadline: Deadline
    level: str
    step: steps.Step

    @property
    def together(self) -> tuple:
        """Reminders with the same are sent in one transaction."""
        return (self.deadline.group, self.deadline.due, self.level, self.step.on)


def send(today: dt.date) -> int:
    """Send every reminder whose step has come. Returns how many reminders about a deadline went out."""
    waiting = _untold(list(_due(today)))
    if not waiting:
        return 0
    people = People({w.deadline.unit_id for w in waiting}, {w.deadline.bloc_id for w in waiting})
    names = dict(Unit.objects.filter(pk__in={w.deadline.unit_id for w in waiting}).values_list("pk", "official_name"))
    batches = defaultdict(list)
    for w in waiting:
        batches[w.together].append(w)
    return sum(_send_batch(batch, people, names, today) for batch in batches.values())


def _due(today: dt.date) -> Iterable[Waiting]:
    rules = rule_rows.in_force()
    calendar = working_calendar()
    first, last = today - max(REACH, _stretch(rules, Side.AFTER)), today + _stretch(rules, Side.BEFORE)
    for kind in open_deadlines.kinds.values():
        own = rule_rows.for_kind(rules, kind.slug)
        for deadline in kind.open(first, last) if own else ():
            for level, step in steps.newest(own, deadline.due, today, calendar).items():
                yield Waiting(deadline, level, step)


def _stretch(rules: Iterable[ReminderRule], side: str) -> dt.timedelta:
    """How far from the last day the rules of a side can fall: working days stretch over weekends and the longest holiday."""
    return dt.timedelta(days=max((r.days * 2 + 15 for r in rules if r.side == side), default=0))


def _untold(waiting: list[Waiting]) -> list[Waiting]:
    """Without those whose level was told on or after the day of the step. One query."""
    if not waiting:
        return []
    days = [w.deadline.due for w in waiting]
    rows = Reminded.objects.filter(due__range=(min(days), max(days))).values_list("key", "due", "level")
    told = {(key, due, level): on for key, due, level, on in rows.annotate(Max("told_on")).order_by()}
    return [w for w in waiting if told.get((w.deadline.key, w.deadline.due, w.level), dt.date.min) < w.step.on]


def _send_batch(batch: list[Waiting], people: People, names: dict[int, str], today: dt.date) -> int:
    """Mark and tell in one transaction; where another worker marked first, it has told."""
    try:
        with transaction.atomic():
            Reminded.objects.bulk_create(
                Reminded(key=w.deadline.key, due=w.deadline.due, level=w.level, step_on=w.step.on, told_on=today)
                for w in batch
            )
            tell = _tell_unit if batch[0].level in OF_UNIT else _tell_watchers
            tell(batch, people, names, today)
    except IntegrityError:
        return 0
    return len(batch)


def _tell_unit(batch: list[Waiting], people: People, names: dict[int, str], today: dt.date) -> None:
    without = []
    for w in batch:
        d = w.deadline
        found = people.of(w.level, d)
        if not found:
            without.append(w)
            continue
        title, body = words.of_unit(d, names, today)
        # One of a day: who is told as clerk and as head, or in the place of another, hears once.
        key = f"due:{d.key}:{d.due}:on:{today}"
        notify.tell(
            found, key=key, title=title, body=body, url=d.url, topic=d.topic, urgent=w.step.rule.urgent, inside=True
        )
    if without:
        _tell_nobody(without, names)


def _tell_nobody(without: list[Waiting], names: dict[int, str]) -> None:
    """Sở Nội vụ and the administrators hear at each step of units in which nobody can be told (B81)."""
    title, body = words.nobody([w.deadline for w in without], names)
    d, on = without[0].deadline, without[0].step.on
    key = f"due:nobody:{d.group}:{d.due}:{on}:{d.key}"
    for found in (dha_officers(), holders(Role.ADMINISTRATOR)):
        notify.tell(found, key=key, title=title, body=body, url="", inside=True)


def _tell_watchers(batch: list[Waiting], people: People, names: dict[int, str], today: dt.date) -> None:
    """One notice to each who watches, naming the units; a person hears of each unit they watch."""
    watched: dict[int, list[Deadline]] = defaultdict(list)
    persons = {}
    for w in batch:
        for person in people.of(w.level, w.deadline):
            persons[person.pk] = person
            watched[person.pk].append(w.deadline)
    first = batch[0]
    for pk, found in watched.items():
        title, body = words.of_many(found, names, today)
        d = found[0]
        key = f"due:{d.group}:{d.due}:{first.level}:{first.step.on}:{d.key}"
        urgent = first.step.rule.urgent
        notify.tell(
            [persons[pk]], key=key, title=title, body=body, url=d.group_url or d.url, urgent=urgent, inside=True
        )
