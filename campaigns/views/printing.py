"""The paper as a sheet: exactly the sending asked for, or the unit's own draft, marked as such."""

import datetime as dt

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from campaigns.documents import PAPER
from campaigns.models import Snapshot, Submission
from campaigns.rules import sees_only_accepted
from campaigns.selectors import paper_history
from campaigns.selectors.content import TEXT_LABELS, attached
from campaigns.selectors.paper_page import PaperPage
from campaigns.views.submissions import visible
from emulation.base import clock
from emulation.base.official import wording

KIND_WORDS = {"plan": "KẾ HOẠCH", "report": "BÁO CÁO", "duty": "BÁO CÁO"}


@require_GET
def submission_print(request: HttpRequest, pk: int) -> HttpResponse:
    """?lan=<n> is the n-th sending, without it the last one; before the first sending the unit prints its draft."""
    row = visible(request, pk)
    page = PaperPage(row, request.user)
    shown = _asked(request, row)
    if shown is None and not page.inside:
        raise Http404
    content = shown.content if shown else page.content
    context = {
        "s": row,
        "shown": shown,
        "document": PAPER if shown and not request.GET.get("lan") else "",
        "content": content,
        "sections": [_section(x, TEXT_LABELS[row.kind]) for x in content["sections"]],
        "attached": attached(content),
        "kind_word": KIND_WORDS[row.kind],
        "place": place(),
        "day": day_words(shown.taken_at) if shown else "",
        "sendings": [] if sees_only_accepted(request.user) else paper_history.sendings(row),
    }
    return render(request, "campaigns/submission_print.html", context)


def _section(section: dict, labels: dict[str, str]) -> dict:
    """With its texts cut into paragraphs."""
    keys = [k for k in ("content", "difficulties", "proposals") if section[k]]
    texts = [{"label": labels.get(k, labels["content"]), "lines": section[k].split("\n")} for k in keys]
    return {**section, "texts": texts}


def place() -> str:
    """“Hà Nam”: where the sheet is dated."""
    return wording.place_of(settings.PROVINCE)


def day_words(moment: dt.datetime) -> str:
    """“ngày 05 tháng 7 năm 2023”, as decrees on official papers want it."""
    return wording.day_words(clock.day_of(moment))


def _asked(request: HttpRequest, row: Submission) -> Snapshot | None:
    asked = request.GET.get("lan", "")
    if not asked:
        return row.last_sent
    number = int(asked) if asked.isdecimal() and len(asked) < 5 else 0
    if sees_only_accepted(request.user) and number != row.number:
        raise Http404
    found = row.snapshots.filter(number=number).first()
    if found is None:
        raise Http404
    return found
