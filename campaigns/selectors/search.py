"""Search by words without accents over what a person may see. What is not visible is not found and not counted."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse

from campaigns.models import Campaign, Directive, Period, Submission, Task
from campaigns.models.submissions import HANDED_IN
from campaigns.selectors.lists import Filters
from campaigns.selectors.words import all_begin, all_begin_in, words_of
from emulation.base import vietnamese
from organisations.models import Membership, Unit
from organisations.rules import is_administrator, is_dha, is_unit_officer, unit_id_of

MOST = 8  # of each kind; the rest is behind a link
LONGEST = 100


@dataclass(frozen=True)
class Hit:
    title: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Section:
    """Hits of one kind; `more_url` leads to the full list when there is one."""

    title: str
    icon: str
    hits: list[Hit]
    count: int
    more_url: str = ""


def search(user: Any, text: str) -> list[Section]:
    """Sections with at least one hit. Every word must be found; case, accents, đ and ways of typing do not matter (B67, B68)."""
    words = words_of(text[:LONGEST])
    if not words or not user.acting:
        return []
    sections = [
        _units(words, text),
        _submissions(user, words, text),
        _campaigns(user, words),
        _tasks(user, words),
        _directives(user, words),
        _people(user, words),
    ]
    return [s for s in sections if s.hits]


def _units(words: list[str], text: str) -> Section:
    rows = Unit.objects.valid_on().filter(all_begin("search_key", words))
    hits = [
        Hit(u.official_name, reverse("organisations:unit", args=[u.pk]), _place_of(u))
        for u in rows.select_related("parent").in_order()[:MOST]
    ]
    count = rows.count() if len(hits) == MOST else len(hits)
    more = f"{reverse('organisations:unit_list')}?{urlencode({'q': text})}" if count > len(hits) else ""
    return Section("Đơn vị", "building", hits, count, more)


def _place_of(unit: Unit) -> str:
    """Kind, and under whom: two communes of one name are told apart by their district."""
    kind = unit.get_kind_display()
    return f"{kind}, thuộc {unit.parent.label}" if unit.parent else kind


def _campaigns(user: Any, words: list[str]) -> Section:
    rows = [c for c in Campaign.objects.visible_to(user) if all_begin_in(words, c.title, c.theme, c.motto, str(c.year))]
    hits = [Hit(c.title, reverse("campaigns:campaign", args=[c.pk]), f"Năm {c.year}") for c in rows[:MOST]]
    return Section("Phong trào thi đua", "flag", hits, len(rows))


def _tasks(user: Any, words: list[str]) -> Section:
    visible = Campaign.objects.visible_to(user)
    rows = Task.objects.filter(campaign__in=visible).select_related("campaign").order_by("-campaign__year", "order")
    phrase = " ".join(words)
    found = [
        t for t in rows if all_begin_in(words, t.title, t.short_title) or f" {phrase}" in vietnamese.search_key(t.text)
    ]
    hits = [
        Hit(f"Nhiệm vụ {t.order}. {t.title}", reverse("campaigns:task", args=[t.pk]), t.campaign.title)
        for t in found[:MOST]
    ]
    return Section("Nhiệm vụ", "list-task", hits, len(found))


def _directives(user: Any, words: list[str]) -> Section:
    rows = Directive.objects.visible_to(user).only("document_type", "number", "title", "year", "province")
    found = [d for d in rows if all_begin_in(words, d.document_type, d.number, d.title, str(d.year or ""))]
    hits = [Hit(str(d), _directive_url(user, d), d.title) for d in found[:MOST]]
    return Section("Chỉ thị", "file-earmark-check", hits, len(found))


def _directive_url(user: Any, directive: Directive) -> str:
    """The reading of the directive for those who read it, for others the campaign that came of it."""
    if user.has_perm("campaigns.read_directive"):
        return reverse("campaigns:directive_review", args=[directive.pk])
    campaign = Campaign.objects.visible_to(user).filter(directive=directive).first()
    return reverse("campaigns:campaign", args=[campaign.pk]) if campaign else ""


def _submissions(user: Any, words: list[str], text: str) -> Section:
    """Plans and reports: some words name the period, the others the unit."""
    condition = _paper_condition(user, words)
    if condition is None:
        return Section("Kế hoạch, báo cáo", "file-earmark-text", [], 0)
    rows = Submission.objects.for_page().visible_to(user).filter(condition)
    own = unit_id_of(user) if is_unit_officer(user) else None
    rows = rows.filter(Q(unit_id=own) | HANDED_IN) if own else rows.filter(HANDED_IN)
    hits = [
        Hit(f"{s.title} – {s.unit.label}", reverse("campaigns:submission", args=[s.pk]), s.campaign.title)
        for s in rows.order_by("-campaign__year", "unit__sort_key", "-period__ends_on", "pk")[:MOST]
    ]
    count = rows.count() if len(hits) == MOST else len(hits)
    more = reverse("campaigns:submission_list") + Filters(text=text).query() if _only_unit(rows, words, count) else ""
    return Section("Kế hoạch, báo cáo", "file-earmark-text", hits, count, more)


def _only_unit(rows: QuerySet, words: list[str], count: int) -> bool:
    """Whether all words name the unit: then the list, which filters by unit, shows the same papers."""
    if count <= MOST:
        return False
    return rows.filter(all_begin("unit__search_key", words)).count() == count


def _paper_condition(user: Any, words: list[str]) -> Q | None:
    periods = Period.objects.filter(campaign__in=Campaign.objects.visible_to(user)).select_related("campaign")
    by_rest: dict[tuple[str, ...], list[int]] = {}
    for p in periods:
        name = f"{p.name} {p.campaign.year}"
        by_rest.setdefault(tuple(w for w in words if not all_begin_in([w], name)), []).append(p.pk)
    condition = None
    for rest, ids in by_rest.items():
        one = Q(period_id__in=ids) & all_begin("unit__search_key", rest)
        condition = one if condition is None else condition | one
    return condition


def _people(user: Any, words: list[str]) -> Section:
    """Officers: of all units for Sở Nội vụ and the administrator, of the own unit for others."""
    rows = Membership.objects.at_work().select_related("user", "unit").order_by("pk")
    if not (is_dha(user) or is_administrator(user)):
        rows = rows.filter(unit_id=unit_id_of(user))
    found = [m for m in rows if all_begin_in(words, m.user.full_name)]
    found.sort(key=lambda m: vietnamese.person_sort_key(m.user.full_name))
    hits = [
        Hit(m.user.full_name, reverse("organisations:unit", args=[m.unit_id]), f"{m.role_label}, {m.unit.label}")
        for m in found[:MOST]
    ]
    return Section("Người", "people", hits, len(found))
