"""Kế hoạch, báo cáo: the list of what a person sees, with filters in the address, and its export."""

import datetime as dt
from functools import lru_cache
from html import escape

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_POST

from campaigns import exports
from campaigns.models import Period
from campaigns.selectors import lists
from campaigns.selectors.board import bloc_label
from campaigns.selectors.list_pages import Found
from campaigns.views import choices
from campaigns.views.matrix import around
from campaigns.workflows import SUBMISSION
from emulation.base import clock, jobs
from emulation.base.templatetags.ui import status
from emulation.base.vietnamese import VIETNAM, format_date, format_number
from organisations.rules import is_unit_officer
from organisations.selectors.people import shown_dha_unit_ids
from organisations.selectors.units import reviewed_blocs

PAGE = 50
# A longer export runs as a job: the page does not wait for it.
AT_ONCE = 2000
WRITERS = {"xlsx": exports.list_xlsx, "csv": exports.list_csv}


@require_GET
def submission_list(request: HttpRequest) -> HttpResponse:
    """Own plans and reports of a unit, sent ones of those whom the person reviews or oversees."""
    _must_have_role(request)
    filters = lists.Filters.of(request.GET)
    if request.GET.get("xuat") in WRITERS:
        return _export(request, filters)
    return _list_page(request, filters)


@gzip_page
def _list_page(request: HttpRequest, filters: lists.Filters) -> HttpResponse:
    paginator = Paginator(Found(request.user, filters), PAGE)
    page = paginator.get_page(request.GET.get("trang"))
    several = not is_unit_officer(request.user) or bool(reviewed_blocs(request.user))
    names = lists.Names.kept()
    options = _options(request.user, filters, several, names)
    found = lists.lines(page.object_list, clock.now(), names)
    context = {
        "filters": filters,
        "page": page,
        "several": several,
        "rows": _rows(list(found), several=several, with_campaign=len(options["campaigns"]) > 1),
        "heads": _heads(filters, several),
        "export_at_once": paginator.count <= AT_ONCE,
        "query": filters.query(),
        **options,
    }
    context["chips"] = _chips(filters, context)
    return render(request, "campaigns/submission_list.html", context)


@require_POST
def submission_export(request: HttpRequest) -> HttpResponse:
    """Export a long list as a job."""
    _must_have_role(request)
    filters = lists.Filters.of(QueryDict(request.POST.get("query", "").removeprefix("?")))
    job = jobs.start(
        "campaigns.submission_list",
        by=request.user,
        title="Xuất danh sách kế hoạch, báo cáo",
        query=filters.query().removeprefix("?"),
        membership=request.user.acting.pk,
    )
    return redirect("base:job", pk=job.pk)


def _must_have_role(request: HttpRequest) -> None:
    if not request.user.acting:
        raise PermissionDenied("Tài khoản của bạn chưa được giao vai trò. Hãy liên hệ quản trị tài khoản.")


def _export(request: HttpRequest, filters: lists.Filters) -> HttpResponse:
    rows = lists.submissions(request.user, filters, lists.values())
    total = rows.count()
    if total > AT_ONCE:
        messages.info(request, f"Danh sách có {format_number(total)} dòng. Hãy bấm “Xuất Excel” để hệ thống chạy nền.")
        return redirect(f"{request.path}{filters.query()}")
    ending = request.GET["xuat"]
    name = f"ke-hoach-bao-cao-{clock.today():%Y%m%d}.{ending}"
    return FileResponse(WRITERS[ending](rows), as_attachment=True, filename=name)


def _options(user, filters: lists.Filters, several: bool, names: lists.Names) -> dict:
    """What the filter form offers: campaigns with papers, the periods of the chosen one, the blocs of its year."""
    campaigns = [(pk, title, year) for pk, (title, year) in names.campaigns.items()]
    periods, blocs = [], []
    if filters.campaign in names.campaigns:
        periods = list(Period.objects.filter(campaign=filters.campaign).order_by("purpose", "order"))
    if several:
        year = names.campaigns.get(filters.campaign, ("", clock.today().year))[1]
        mine = set(reviewed_blocs(user)) if is_unit_officer(user) else names.blocs.keys()
        blocs = [(pk, bloc_label(name)) for pk, (name, of) in names.blocs.items() if of == year and pk in mine]
    kinds = tuple((slug, words) for slug, (_, words) in lists.KINDS.items())
    states = tuple((slug, words) for slug, (_, words) in lists.STATES.items())
    titles = tuple((pk, _offered(title, year)) for pk, title, year in campaigns)
    return {
        "campaigns": campaigns,
        "campaign_options": choices.options(titles, filters.campaign),
        "periods": periods,
        "blocs": blocs,
        "bloc_boxes": choices.boxes(tuple(blocs), filters.blocs),
        "blocs_chosen": choices.chosen_words(blocs, filters.blocs),
        "kind_options": choices.options(kinds, filters.kind),
        "state_options": choices.options(
            (*lists.CONDITIONS.items(), *(states if not several else states[3:])), filters.state
        ),
    }


@lru_cache(maxsize=256)
def _offered(title: str, year: int) -> str:
    """A campaign in the filter, not too long."""
    return f"{year}: {Truncator(title).chars(70)}"


def _chips(filters: lists.Filters, options: dict) -> list[tuple[str, str]]:
    """(words, address without it) of each filter in use."""
    chips = []
    if filters.kind:
        chips.append((lists.KINDS[filters.kind][1], filters.query(kind="")))
    if filters.campaign:
        title = next((t for pk, t, _ in options["campaigns"] if pk == filters.campaign), "Phong trào")
        chips.append((title, filters.query(campaign=None, period=None)))
    if filters.period:
        name = next((p.name for p in options["periods"] if p.pk == filters.period), "Kỳ")
        chips.append((name, filters.query(period=None)))
    for pk, label in options["blocs"]:
        if pk in filters.blocs:
            chips.append((choices.bloc_chip(label), filters.query(blocs=tuple(b for b in filters.blocs if b != pk))))
    if filters.state:
        words = lists.CONDITIONS.get(filters.state) or lists.STATES[filters.state][1]
        chips.append((words, filters.query(state="")))
    if filters.sent:
        chips.append((lists.SENT[filters.sent], filters.query(sent="")))
    if filters.text:
        chips.append((f"Đơn vị có “{filters.text}”", filters.query(text="")))
    return chips


# --- The table, written in Python: fifty rows cost less than the page around them --------------------------------------
def _heads(filters: lists.Filters, several: bool) -> list[dict]:
    """Heads of the columns; a sortable one links to the other direction."""
    columns = [("don-vi", "Đơn vị")] if several else []
    columns += [("ten", "Kế hoạch, báo cáo"), ("han", "Hạn nộp"), ("gui", "Gửi"), ("", "Tình trạng")]
    return [_head(name, label, filters) for name, label in columns]


def _head(name: str, label: str, filters: lists.Filters) -> dict:
    if not name:
        return {"label": label}
    current = filters.sort.removeprefix("-") == name
    descending = current and filters.sort.startswith("-")
    target = name if descending or not current and name not in ("han", "gui") else f"-{name}"
    return {
        "label": label,
        "url": filters.query(sort=target),
        "sorted": ("descending" if descending else "ascending") if current else "",
    }


LONGEST_TITLE = 90


def _rows(found: list[lists.Line], *, several: bool, with_campaign: bool) -> SafeString:
    before, after = around("campaigns:submission")
    department = shown_dha_unit_ids()
    rows = (
        _row(line, f"{before}{line.pk}{after}", several, with_campaign, line.unit_id in department) for line in found
    )
    return mark_safe("".join(rows))  # noqa: S308 -- every text in a row is escaped


def _row(line: lists.Line, url: str, several: bool, with_campaign: bool, of_dha: bool) -> str:
    title = f'<a href="{url}">{escape(line.title)}</a>{_under(line.campaign) if with_campaign else ""}'
    if several:
        names = f"<span>{escape(line.unit)}{_under(line.bloc) if line.bloc else ''}</span>"
        head = f'<th scope="row" role="rowheader">{names}</th><td role="cell"><span>{title}</span></td>'
    else:
        head = f'<th scope="row" role="rowheader"><span>{title}</span></th>'
    return (
        f'<tr role="row">{head}'
        f'<td role="cell" data-label="Hạn nộp"><span>{_day(line.due)}</span></td>'
        f'<td role="cell" data-label="Gửi"><span>{_sent(line)}</span></td>'
        f'<td role="cell" data-label="Tình trạng"><span>{_badge(line, of_dha)}</span></td></tr>'
    )


@lru_cache(maxsize=1024)
def _under(text: str) -> str:
    """The small line under a name, escaped."""
    return format_html('<small class="d-block quiet fw-normal">{}</small>', Truncator(text).chars(LONGEST_TITLE))


@lru_cache(maxsize=2048)
def _day(day: dt.date | None) -> str:
    return f'<time datetime="{day.isoformat()}">{format_date(day)}</time>' if day else "–"


def _sent(line: lists.Line) -> str:
    if line.last_sent_at is None:
        return "–"
    local = line.last_sent_at.astimezone(VIETNAM)
    late = f', <span class="down">trễ {line.days_late} ngày</span>' if line.days_late else ""
    return f'{_day(local.date())}<small class="d-block quiet">lúc {local.hour:02}:{local.minute:02}{late}</small>'


_badges: dict[tuple[str, bool], SafeString] = {}


def _badge(line: lists.Line, of_dha: bool) -> SafeString:
    if line.ended_on:
        return status(SUBMISSION.state_of(line))
    key = ("overdue" if line.is_overdue else line.state, of_dha)
    if key not in _badges:
        known = key[0] == "overdue" or key[0] in SUBMISSION.states
        overdue = ("bad", "exclamation-octagon", "Quá hạn, chưa gửi")
        badge = status(overdue if line.is_overdue else SUBMISSION.state_of(line))
        if not known:
            return badge
        _badges[key] = badge
    return _badges[key]
