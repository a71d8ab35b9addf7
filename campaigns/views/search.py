"""Tìm kiếm: one field over units, plans and reports, campaigns, tasks, directives and people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from campaigns.selectors import search as selectors


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """What is found of what this person may see."""
    text = request.GET.get("q", "").strip()[: selectors.LONGEST]
    sections = selectors.search(request.user, text)
    context = {"q": text, "sections": sections, "count": sum(s.count for s in sections)}
    return render(request, "campaigns/search.html", context)
