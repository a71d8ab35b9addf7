"""Lịch thời hạn: a month of deadlines as a sheet and as a list."""

import calendar as sheets
import datetime as dt
import re

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from campaigns.selectors import calendar as selectors
from campaigns.workflows import SUBMISSION
from emulation.base import clock
from organisations.rules import is_unit_officer

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
WEEKDAYS = (
    ("T2", "thứ Hai"),
    ("T3", "thứ Ba"),
    ("T4", "thứ Tư"),
    ("T5", "thứ Năm"),
    ("T6", "thứ Sáu"),
    ("T7", "thứ Bảy"),
    ("CN", "Chủ nhật"),
)


@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """The deadlines of one month."""
    if not request.user.acting:
        raise PermissionDenied("Tài khoản của bạn chưa được giao vai trò. Hãy liên hệ quản trị tài khoản.")
    today = clock.today()
    match = _MONTH.fullmatch(request.GET.get("thang", ""))
    year, month = (int(match[1]), int(match[2])) if match else (today.year, today.month)
    days = _days(selectors.events(request.user, year, month))
    first = dt.date(year, month, 1)
    context = {
        "first": first,
        "today": today,
        "is_this_month": (year, month) == (today.year, today.month),
        "before": (first - dt.timedelta(days=1)).strftime("%Y-%m"),
        "after": (first + dt.timedelta(days=31)).strftime("%Y-%m"),
        "days": days,
        "count": sum(len(d["events"]) for d in days),
        "weeks": _weeks(year, month, {d["day"]: d["events"] for d in days}, today),
        "weekdays": WEEKDAYS,
        "own": is_unit_officer(request.user),
    }
    return render(request, "campaigns/calendar.html", context)


def _days(events: list[selectors.Event]) -> list[dict]:
    """Events by day, each own paper with its state."""
    found: dict[dt.date, list] = {}
    for event in events:
        found.setdefault(event.day, []).append((event, _badge(event)))
    return [{"day": day, "events": rows} for day, rows in found.items()]


def _badge(event: selectors.Event):
    paper = event.submission
    if paper is None:
        return None
    return ("bad", "exclamation-octagon", "Quá hạn") if paper.is_overdue else SUBMISSION.state_of(paper)


def _weeks(year: int, month: int, events: dict, today: dt.date) -> list[list[dict]]:
    """The sheet of the month: weeks of seven days, days of other months empty."""
    weeks = sheets.Calendar().monthdatescalendar(year, month)
    return [
        [
            {"day": day if day.month == month else None, "count": len(events.get(day, [])), "today": day == today}
            for day in week
        ]
        for week in weeks
    ]
