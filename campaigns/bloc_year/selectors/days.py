"""Days of a bloc's year in the calendar: its activities and meetings, the day of signing."""

import datetime as dt
from typing import Any

from django.urls import reverse

from campaigns.bloc_year.enums import ActivityState, PledgeState
from campaigns.bloc_year.models import Activity, Pledge
from campaigns.selectors.calendar import Event


def events(user: Any, first: dt.date, last: dt.date) -> list[Event]:
    """What the blocs of this person do in these days; what was cancelled has left. Two queries."""
    rows = Activity.objects.visible_to(user).for_page().filter(planned_on__range=(first, last))
    found = [
        Event(
            a.planned_on,
            a.title,
            reverse("bloc_year:activity", args=[a.pk]),
            a.bloc.name,
            _place(a),
            key=f"activity:{a.pk}",
        )
        for a in rows.exclude(state=ActivityState.CANCELLED)
    ]
    pledges = Pledge.objects.visible_to(user).for_page().filter(signing_on__range=(first, last))
    return found + [
        Event(
            p.signing_on,
            f"Ký {p.title.lower()}",
            reverse("bloc_year:pledge", args=[p.pk]),
            p.bloc.name,
            p.place,
            key=f"pledge:{p.pk}",
        )
        for p in pledges.exclude(state=PledgeState.REPLACED)
    ]


def _place(activity: Activity) -> str:
    until = f"Đến {activity.ends_on:%d/%m/%Y}. " if activity.ends_on else ""
    return f"{until}{activity.place}".strip()
