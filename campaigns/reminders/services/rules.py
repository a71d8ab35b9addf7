"""Writing reminder rules. A rule is never rewritten after it was in force: it ends and another begins."""

import datetime as dt
from typing import Any

from django.db import transaction

from campaigns.reminders.models import ReminderRule
from emulation.base import audit, clock, concurrency
from emulation.base.workflow import Refused


@transaction.atomic
def add_rule(*, by: Any, **fields: Any) -> ReminderRule:
    """A new step, from today on. Refuses a second one on the same day for the same people."""
    _no_twin(fields)
    rule = ReminderRule.objects.create(valid_from=clock.today(), **fields)
    audit.record(rule, action="create", label=f"Thêm quy tắc: {rule}", by=by)
    return rule


def _no_twin(fields: dict) -> None:
    # 0 days is the last day itself, however it is counted.
    names = ("kind", "level", "days", "side", "counting") if fields["days"] else ("kind", "level", "days")
    same = {name: fields[name] for name in names}
    if ReminderRule.objects.valid_on().filter(**same).exists():
        raise Refused("Đã có quy tắc này đang hiệu lực. Hãy chọn số ngày hoặc người nhận khác.")


@transaction.atomic
def replace_rule(rule: ReminderRule, *, version: int | None, by: Any, **fields: Any) -> ReminderRule:
    """From today on the step is another; until yesterday the old one stays on record."""
    rule = concurrency.lock(rule, version=version)
    if not rule.holds_on():
        raise Refused("Quy tắc này đã hết hiệu lực. Hãy thêm quy tắc mới.")
    changes = audit.difference({name: getattr(rule, name) for name in fields}, fields)
    if not changes:
        return rule
    _end(rule)
    _no_twin(fields)
    new = ReminderRule.objects.create(valid_from=clock.today(), **fields)
    audit.record(new, action="update", label=f"Sửa quy tắc: {new}", by=by, changes=changes)
    return new


@transaction.atomic
def end_rule(rule: ReminderRule, *, by: Any) -> None:
    """The step is taken no more, from today on."""
    rule = ReminderRule.objects.select_for_update().filter(pk=rule.pk).first()
    if rule is None or not rule.holds_on():
        return
    audit.record(rule, action="end", label=f"Dừng quy tắc: {rule}", by=by)
    _end(rule)


def _end(rule: ReminderRule) -> None:
    """Until yesterday; what began today has held on no day."""
    if rule.valid_from and rule.valid_from >= clock.today():
        rule.delete()
        return
    rule.valid_to = clock.today() - dt.timedelta(days=1)
    concurrency.bump(rule)
    rule.save(update_fields=["valid_to", "version"])
