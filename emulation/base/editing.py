"""Editing a long form: what was typed comes back, a stale save shows both texts, a second click does nothing twice.

A view makes one `Editing` for its form, renders `_editing.html` inside the <form>, and answers StaleVersion with `conflict(...)`.
"""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from emulation.base import audit, drafts
from emulation.base.models import Draft
from emulation.base.workflow import AlreadyDone, Refused, Workflow


class Editing:
    """One person editing one form. `key` names the form and its object: "submission:12"."""

    def __init__(self, request: HttpRequest, key: str, *, version: int = 0):
        self.request, self.key, self.current_version = request, key, version

    @cached_property
    def draft(self) -> Draft | None:
        """What this person typed earlier and did not save; None while posting."""
        return None if self.request.method == "POST" else drafts.find(self.request.user, self.key)

    @property
    def data(self) -> QueryDict | None:
        """What forms are bound to: the POST, else the draft, else nothing (the saved object is shown)."""
        if self.request.method == "POST":
            return self.request.POST
        return drafts.typed(self.draft) if self.draft else None

    @property
    def version(self) -> int:
        """The version the form was opened at: it travels with the form and with its draft."""
        posted = self.request.POST.get("version", "")
        if posted.isdigit():
            return int(posted)
        return self.draft.based_on if self.draft and self.draft.based_on else self.current_version

    @property
    def back(self) -> str:
        """Where the form lives."""
        return self.request.path

    def saved(self) -> None:
        """The form was saved: the draft has done its work."""
        drafts.forget(self.request.user, self.key)


@dataclass(frozen=True)
class Difference:
    """One field in which two people's texts differ; `marked` shows theirs → mine with del and ins."""

    label: str
    mine: str
    theirs: str

    @property
    def marked(self) -> SafeString:
        return mark_difference(self.theirs, self.mine)


def conflict(
    request: HttpRequest, editing: Editing, *, current: Any, differences: Sequence[Difference], title: str
) -> HttpResponse:
    """The conflict page (409): both texts, who saved when; keep mine, take theirs, or edit by hand. Nothing is lost."""
    drafts.keep(request.user, editing.key, request.POST, based_on=current.version)
    posted = [(name, value) for name, values in request.POST.lists() for value in values if name not in _OWN_FIELDS]
    context = {
        "title": title,
        "editing": editing,
        "current": current,
        "last": audit.last(current, "save", "update"),
        "differences": [d for d in differences if d.mine.strip() != d.theirs.strip()],
        "posted": posted,
    }
    return render(request, "base/conflict.html", context, status=409)


# Not text of the person: what the frame of the form adds, and which button was pressed ("keep mine" only saves).
_OWN_FIELDS = {"csrfmiddlewaretoken", "version", "draft_user", "draft_back", "draft_key", "move", "save"}


def mark_difference(old: str, new: str) -> SafeString:
    """Words taken out in <del>, words put in in <ins>; everything escaped."""
    a, b = old.split(), new.split()
    parts = []
    for what, i1, i2, j1, j2 in difflib.SequenceMatcher(a=a, b=b, autojunk=False).get_opcodes():
        if what == "equal":
            parts.append(escape(" ".join(a[i1:i2])))
            continue
        if i2 > i1:
            parts.append(format_html("<del>{}</del>", " ".join(a[i1:i2])))
        if j2 > j1:
            parts.append(format_html("<ins>{}</ins>", " ".join(b[j1:j2])))
    return mark_safe(" ".join(parts))  # noqa: S308 -- every part is escaped above


def move(request: HttpRequest, workflow: Workflow, obj: Any, *, back: str, sent: str = "", **data: Any) -> HttpResponse:
    """The POST of a workflow button: field `move` names the transition, `note` carries the reason.

    Goes to `sent` (the page that says what was sent) after success when given, else `back`. A refusal comes back as sentences.
    With `rows` (what this person sees) an object outside of them is 404; then `obj` need carry no more than its pk.
    """
    name = request.POST.get("move", "")
    if name not in workflow:
        raise PermissionDenied("Không có việc này. Hãy tải lại trang.")
    try:
        workflow.perform(obj, name, by=request.user, note=request.POST.get("note", ""), **data)
    except type(obj).DoesNotExist:
        raise Http404 from None
    except Refused as refused:
        return answer_refusal(request, refused, back=back)
    return redirect(sent or back)


def answer_refusal(request: HttpRequest, refused: Refused, *, back: str, done: str = "") -> HttpResponse:
    """A refusal is said on the page `back`; what is done already is no fault and goes to `done`, where there is such a page."""
    if isinstance(refused, AlreadyDone):
        messages.info(request, str(refused))
        return redirect(done or back)
    for reason in refused.reasons:
        messages.error(request, reason)
    return redirect(back)
