"""Theo dõi tiến độ: the tracking board, its list, its export, and the reminder to units that are late."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_http_methods

from campaigns import exports
from campaigns.enums import CampaignState
from campaigns.models import Campaign
from campaigns.selectors import board as boards
from campaigns.selectors import reminding
from campaigns.services.reminding import remind_late_units
from campaigns.views import choices, matrix
from emulation.base import clock, vietnamese
from emulation.base.workflow import Refused
from organisations.models import Bloc

TRACKED_STATES = (CampaignState.LAUNCHED, CampaignState.CLOSED)
LIST_PAGE = 50
STATE_CHOICES = tuple((slug, words) for slug, (words, _) in boards.GROUPS.items())


@dataclass(frozen=True)
class Look:
    """What the address chooses. Everything lives there, so that it survives back, paging and export."""

    campaign: int
    period: int | None = None
    blocs: tuple[int, ...] = ()
    state: str = ""
    text: str = ""
    form: str = ""

    @classmethod
    def of(cls, request: HttpRequest, campaign: Campaign) -> "Look":
        """From the address; what is not understood is left out."""
        get = request.GET
        period = get.get("ky", "")
        return cls(
            campaign.pk,
            int(period) if period.isdigit() else None,
            tuple(int(b) for b in get.getlist("khoi") if b.isdigit()),
            get.get("tinh-trang", "") if get.get("tinh-trang") in boards.GROUPS else "",
            get.get("ten", "").strip()[:100],
            "danh-sach" if get.get("dang") == "danh-sach" else "",
        )

    def query(self, **changes) -> str:
        """The address of the same look with changes."""
        look = replace(self, **changes)
        pairs = [("phong-trao", look.campaign), ("ky", look.period or "")]
        pairs += [("khoi", b) for b in look.blocs]
        pairs += [("tinh-trang", look.state), ("ten", look.text), ("dang", look.form)]
        return "?" + urlencode([(k, v) for k, v in pairs if v])


class Page:
    """The board of a request: what the person may see, narrowed as the address says."""

    def __init__(self, request: HttpRequest):
        if not request.user.has_perm("campaigns.view_board"):
            raise PermissionDenied(
                "Bảng theo dõi dành cho Sở Nội vụ, đơn vị trưởng khối và cơ quan giám sát. "
                "Kế hoạch, báo cáo của đơn vị bạn ở mục “Kế hoạch, báo cáo”."
            )
        self.request, self.user = request, request.user
        self.campaigns = list(Campaign.objects.visible_to(self.user).filter(state__in=TRACKED_STATES))
        self.campaign = self._chosen()
        if self.campaign:
            self.look = Look.of(request, self.campaign)

    def _chosen(self) -> Campaign | None:
        asked = self.request.GET.get("phong-trao", "")
        if not asked:
            return next(iter(self.campaigns), None)
        found = next((c for c in self.campaigns if str(c.pk) == asked), None)
        if found is None:
            raise Http404
        return found

    @cached_property
    def all(self) -> boards.Board:
        """Blocs and names as chosen, every state: what the figures count."""
        look = self.look
        return boards.build(
            self.campaign, self.user, period=look.period, blocs=list(look.blocs) or None, text=look.text
        )

    @cached_property
    def shown(self) -> boards.Board:
        """The same, with only the units in the chosen state."""
        return self.all.only(boards.GROUPS[self.look.state][1]) if self.look.state else self.all

    @cached_property
    def bloc_options(self) -> list[tuple[int, str]]:
        """Blocs on this person's board; all of them are on the page when nothing is filtered."""
        if not (self.look.blocs or self.look.text):
            return [(g.bloc_id, g.label) for g in self.all.groups if g.bloc_id]
        places = boards.participants_in_sight(self.campaign, self.user)
        found = Bloc.objects.filter(pk__in=places.values("bloc_id")).order_by("code")
        return [(pk, boards.bloc_label(name)) for pk, name in found.values_list("pk", "name")]


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Units × periods and tasks, grouped by bloc; the facts above lead to the lists behind them."""
    page = Page(request)
    if page.campaign is None:
        return render(request, "campaigns/board.html", {"campaign": None})
    if request.GET.get("xuat") == "xlsx":
        return _export(page)
    return _board_page(request, page)


@gzip_page
def _board_page(request: HttpRequest, page: Page) -> HttpResponse:
    period = page.all.period
    name = boards.short_name(period, page.campaign.year) if period else ""
    context = {
        "campaign": page.campaign,
        "campaigns": page.campaigns,
        "board": page.shown,
        "period": period,
        "period_name": name[:1].lower() + name[1:],
        "look": page.look,
        "period_options": choices.options(
            tuple((p.pk, boards.short_name(p, page.campaign.year)) for p in page.all.periods), period and period.pk
        ),
        "state_options": choices.options(STATE_CHOICES, page.look.state),
        "blocs": page.bloc_options,
        "bloc_boxes": choices.boxes(tuple(page.bloc_options), page.look.blocs),
        "blocs_chosen": choices.chosen_words(page.bloc_options, page.look.blocs),
        "chips": _chips(page),
        "facts": _facts(page),
        "legend": [
            (key, *boards.CELLS[key]) for key in ("accepted", "late", "waiting", "returned", "overdue", "draft", "none")
        ],
        "chart": matrix.chart(page.all),
        "chart_numbers": matrix.chart_numbers(page.all),
        "chart_legend": [(family, word[:1].upper() + word[1:]) for family, word, _ in boards.CHART],
        "units_shown": len(page.shown.rows),
        "units_all": len(page.all.rows),
        "groups_all": len(page.all.groups),
        "year_label": f"Năm {page.campaign.year}",
        "at": clock.now(),
        "export_url": page.look.query() + "&xuat=xlsx",
        "matrix_url": page.look.query(form=""),
        "list_url": page.look.query(form="danh-sach"),
        "everything_url": page.look.query(blocs=(), state="", text=""),
        "late": page.all.count("overdue"),
        "remind_url": reverse("campaigns:remind") + page.look.query(form="", state=""),
        "may_remind": request.user.has_perm("campaigns.remind") and page.campaign.state == CampaignState.LAUNCHED,
    }
    if page.look.form:
        context["page"] = Paginator(_list_rows(page.shown), LIST_PAGE).get_page(request.GET.get("trang"))
    else:
        context["table"] = matrix.table(page.shown)
    return render(request, "campaigns/board.html", context)


def _export(page: Page) -> FileResponse:
    name = f"theo-doi-{page.campaign.year}-{clock.today():%Y%m%d}.xlsx"
    return FileResponse(exports.board_xlsx(page.shown), as_attachment=True, filename=name)


def _chips(page: Page) -> list[tuple[str, str]]:
    """(words, address without it) of each filter in use."""
    look = page.look
    chips = [
        (choices.bloc_chip(label), look.query(blocs=tuple(x for x in look.blocs if x != pk)))
        for pk, label in page.bloc_options
        if pk in look.blocs
    ]
    if look.state:
        chips.append((boards.GROUPS[look.state][0], look.query(state="")))
    if look.text:
        chips.append((f"Tên có “{look.text}”", look.query(text="")))
    return chips


def _facts(page: Page) -> list[dict]:
    """The five figures, each with its basis and the list that holds exactly what it counts."""
    board, look = page.all, page.look
    rate, in_period = board.total, _in_period(board)
    late_blocs = sum(any(r.periods[board.position].key == "overdue" for r in g.rows) for g in board.groups)
    papers = [
        ("phong-trao", look.campaign),
        ("loai", "bao-cao"),
        *(("khoi", b) for b in look.blocs),
        ("ten", look.text),
    ]

    def behind(**more):
        pairs = [(k, v) for k, v in [*papers, *((k.replace("_", "-"), v) for k, v in more.items())] if v]
        return f"{reverse('campaigns:submission_list')}?{urlencode(pairs)}"

    def units(state):
        return look.query(state=state, form="danh-sach")

    overdue = board.count("overdue")
    return [
        {
            "value": vietnamese.format_percent(rate.complete, 1),
            "name": "Đầy đủ",
            "basis": f"{rate.sent} trên {rate.due} báo cáo đến hạn hoặc đã gửi",
            "url": behind(tinh_trang="da-gui"),
        },
        {
            "value": vietnamese.format_percent(rate.punctual, 1),
            "name": "Đúng hạn",
            "basis": f"{rate.on_time} trên {rate.due} báo cáo",
            "url": behind(tinh_trang="da-gui", gui="dung-han"),
        },
        {"value": board.count("waiting"), "name": "Chờ xem", "basis": in_period, "url": units("cho-xem")},
        {"value": board.count("returned"), "name": "Đang bị trả lại", "basis": in_period, "url": units("tra-lai")},
        {
            "value": overdue,
            "name": "Quá hạn, chưa gửi",
            "basis": f"thuộc {late_blocs} khối, {in_period}" if overdue else in_period,
            "url": units("qua-han"),
            "bad": bool(overdue),
        },
    ]


def _in_period(board: boards.Board) -> str:
    if board.period is None:
        return "chưa có kỳ báo cáo"
    name = boards.short_name(board.period, board.campaign.year)
    return f"kỳ {name[:1].lower()}{name[1:]}"


_BADGE_FAMILY = {"ok": "ok", "late": "ok", "wait": "wait", "act": "act", "bad": "bad", "none": "", "na": "void"}
_BADGE_ICON = {"check-lg": "check2-circle", "exclamation-lg": "exclamation-octagon", "": "slash-circle"}


def _list_rows(board: boards.Board) -> list[dict]:
    """The list beside the matrix: each unit with its report of the chosen period."""
    units, papers = matrix.around("organisations:unit"), matrix.around("campaigns:submission")
    rows = []
    for group in board.groups if board.periods else []:
        for row in group.rows:
            cell = row.periods[board.position]
            family, icon, _ = boards.CELLS[cell.key]
            rows.append(
                {
                    "name": row.label,
                    "url": f"{units[0]}{row.unit_id}{units[1]}",
                    "bloc": group.label,
                    "badge": (_BADGE_FAMILY[family], _BADGE_ICON.get(icon, icon), cell.words),
                    "paper": f"{papers[0]}{cell.submission_id}{papers[1]}" if cell.openable else "",
                    "due": board.due_of(row.unit_id),
                    "complete": matrix.percent(row.rate.complete),
                    "punctual": matrix.percent(row.rate.punctual),
                }
            )
    return rows


@require_http_methods(["GET", "POST"])
def remind(request: HttpRequest) -> HttpResponse:
    """Exactly who will be reminded and with which words; sending is one button below."""
    if not request.user.has_perm("campaigns.remind"):
        raise PermissionDenied("Chỉ Sở Nội vụ và đơn vị trưởng khối được nhắc các đơn vị.")
    page = Page(request)
    if page.campaign is None or page.campaign.state != CampaignState.LAUNCHED:
        raise PermissionDenied("Chỉ nhắc trong phong trào đang diễn ra.")
    if request.method == "POST":
        return _send(request, page)
    units = reminding.late_units(page.all)
    to_tell = [u for u in units if u.can_be_told]
    sample = to_tell[0] if to_tell else next(iter(units), None)
    context = {
        "campaign": page.campaign,
        "period": page.all.period,
        "units": units,
        "to_tell": to_tell,
        "people": sum(len(u.people) for u in to_tell),
        "letters": sum(len(u.people) - len(u.without_address) for u in to_tell),
        "without_address": [(u, person) for u in to_tell for person in u.without_address],
        "locked": [(u, person) for u in units for person in u.locked],
        "unreachable": [u for u in units if not u.people],
        "text": reminding.text_of(page.all.period, sample) if sample and page.all.period else None,
        "action": page.look.query(),
        "board_url": reverse("campaigns:board") + page.look.query(),
        "today": clock.today(),
    }
    return render(request, "campaigns/board_remind.html", context)


def _send(request: HttpRequest, page: Page) -> HttpResponse:
    try:
        told = remind_late_units(page.all, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        people = sum(len(u.people) for u in told)
        messages.success(
            request, f"Đã nhắc {len(told)} đơn vị ({people} người) lúc {timezone.localtime(clock.now()):%H:%M}."
        )
    return redirect(reverse("campaigns:remind") + page.look.query())
