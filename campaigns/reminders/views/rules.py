"""Pages of reminder rules."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campaigns.reminders.forms.rules import RuleForm
from campaigns.reminders.models import ReminderRule
from campaigns.reminders.selectors import rules as rows
from campaigns.reminders.services import rules
from emulation.base import clock
from emulation.base.access import require
from emulation.base.concurrency import StaleVersion
from emulation.base.editing import Editing, conflict
from emulation.base.forms import differences
from organisations.views.common import bound, form_page, initial_of, submit

MAY = ("reminders.edit_rules", "Chỉ Sở Nội vụ sửa quy tắc nhắc việc.")
FIELDS = ("kind", "level", "days", "side", "counting", "urgent")
both = require_http_methods(["GET", "POST"])


@require_GET
def rule_list(request: HttpRequest) -> HttpResponse:
    """Rules in force by kind of work, in the order of days; those that ended below."""
    require(request, "reminders.view_rules", "Quy tắc nhắc việc dành cho Sở Nội vụ.")
    today = clock.today()
    every = sorted(ReminderRule.objects.all(), key=_place)
    groups: dict[str, list[ReminderRule]] = {}
    for rule in every:
        if not rule.valid_to or rule.valid_to >= today:
            groups.setdefault(rule.kind, []).append(rule)
    context = {
        "groups": [(rows.kind_label(kind), found) for kind, found in sorted(groups.items())],
        "ended": [(rows.kind_label(r.kind), r) for r in every if r.valid_to and r.valid_to < today],
        "today": today,
    }
    return render(request, "reminders/rule_list.html", context)


def _place(rule: ReminderRule) -> tuple:
    return (
        rule.days if rule.side == "after" else -rule.days,
        list(rule._meta.get_field("level").choices).index((rule.level, rule.get_level_display())),
    )


@both
def rule_add(request: HttpRequest) -> HttpResponse:
    """A new step."""
    require(request, *MAY)
    editing = Editing(request, "reminder-rule:new")
    form = RuleForm(bound(request, editing), initial=initial_of(editing, {"days": 3, "side": "after"}))

    def add() -> str:
        rule = rules.add_rule(**form.cleaned_data, by=request.user)
        messages.success(request, f"Đã thêm: {rule}.")
        return reverse("reminders:rule_list")

    if answer := submit(request, form, do=add, fallback=reverse("reminders:rule_list")):
        editing.saved()
        return answer
    return form_page(request, "reminders/rule_form.html", form, editing, rule=None)


@both
def rule_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Another step in the place of this one, from today on."""
    require(request, *MAY)
    rule = get_object_or_404(ReminderRule, pk=pk)
    editing = Editing(request, f"reminder-rule:{rule.pk}", version=rule.version)
    saved = {name: getattr(rule, name) for name in FIELDS}
    form = RuleForm(bound(request, editing), initial=initial_of(editing, saved))

    def replace() -> str:
        new = rules.replace_rule(rule, version=editing.version, by=request.user, **form.cleaned_data)
        messages.success(request, f"Từ hôm nay: {new}.")
        return reverse("reminders:rule_list")

    try:
        answer = submit(request, form, do=replace, fallback=reverse("reminders:rule_list"))
    except StaleVersion as stale:
        theirs = RuleForm(initial={name: getattr(stale.current, name) for name in FIELDS})
        shown = differences(form, theirs)
        return conflict(request, editing, current=stale.current, differences=shown, title=str(stale.current))
    if answer:
        editing.saved()
        return answer
    return form_page(request, "reminders/rule_form.html", form, editing, rule=rule)


@require_POST
def rule_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a step. A second click finds it stopped and says the same."""
    require(request, *MAY)
    rule = ReminderRule.objects.filter(pk=pk).first()
    if rule:
        rules.end_rule(rule, by=request.user)
    messages.success(request, "Quy tắc không còn áp dụng từ hôm nay.")
    return redirect("reminders:rule_list")
