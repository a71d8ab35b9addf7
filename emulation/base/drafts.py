"""Autosave: what was typed is kept per person and form, and comes back until it is saved or thrown away."""

from typing import Any

from django.http import QueryDict

from emulation.base import clock
from emulation.base.models import Draft

_NEVER_KEPT = {
    "csrfmiddlewaretoken",
    "password",
    "password1",
    "password2",
    "oldpassword",
    "draft_key",
    "draft_user",
    "citizen_number",
}


def keep(user: Any, key: str, data: QueryDict, *, based_on: int = 0) -> Draft:
    """Store the fields of a form as typed. The newest text wins within one person's own draft."""
    fields = {name: values for name, values in data.lists() if name not in _NEVER_KEPT}
    draft, _ = Draft.objects.update_or_create(
        user=user, key=key, defaults={"data": fields, "based_on": based_on, "saved_at": clock.now()}
    )
    return draft


def find(user: Any, key: str) -> Draft | None:
    """The person's draft of a form, if any."""
    return Draft.objects.filter(user=user, key=key).first()


def typed(draft: Draft) -> QueryDict:
    """The draft in the shape of request.POST."""
    data = QueryDict(mutable=True)
    for name, values in draft.data.items():
        data.setlist(name, values)
    return data


def forget(user: Any, key: str) -> None:
    """The form was saved, or the person threw the draft away."""
    Draft.objects.filter(user=user, key=key).delete()
