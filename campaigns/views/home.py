"""Việc cần làm: each role's home, and the guide to what each role does."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from campaigns.enums import DirectiveState
from campaigns.models import Campaign, Directive, Submission
from campaigns.selectors import aside, board, news, todo
from campaigns.workflows import CAMPAIGN, SUBMISSION
from emulation.base import clock, navigation
from organisations.enums import COUNCIL_ROLES, DHA_ROLES, UNIT_ROLES, Role
from organisations.services.roles import news_are_seen

CARDS_A_PAGE = 30


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What waits for me, until when, why; one click to each place."""
    user = request.user
    if not user.acting:
        return render(request, "campaigns/home_without_role.html", {"administrators": aside.administrators()})
    cards = todo.for_user(user)
    page = Paginator(cards, CARDS_A_PAGE).get_page(request.GET.get("trang"))
    shown = [_Card(card) for card in page.object_list]
    fresh = news.of(user)
    context = {
        "today": clock.today(),
        "page": page,
        "total": len(cards),
        "summary": _summary(cards),
        "panels": _panels(shown, cards),
        "waiting": aside.waiting_for_others(user),
        "papers": [(s, _short_title(s), _badge(s)) for s in aside.papers_of_unit(user)],
        "standings": aside.campaigns_in_figures(user),
        "done": aside.recently_done(user),
        "empty": None if cards or fresh else _empty(user),
        "news": fresh,
        "elsewhere": todo.in_other_roles(user),
    }
    return render(request, "campaigns/home.html", context)


@require_POST
def news_seen(request: HttpRequest) -> HttpResponse:
    """The person has seen what is new: from now on only what comes after it is."""
    if not request.user.has_perm("campaigns.see_news"):
        raise PermissionDenied("Mục này dành cho cơ quan giám sát, thanh tra và Hội đồng.")
    news_are_seen(request.user.acting)
    return redirect("campaigns:home")


class _Card:
    """A piece of work as its card shows it."""

    def __init__(self, work: todo.Todo):
        self.work = work
        self.badge = ("bad", "exclamation-octagon", "Quá hạn") if work.is_late else _badge(work.subject)
        self.css = " task-late" if work.is_late else " task-returned" if work.is_returned else ""
        self.is_now = _is_now(work)


def _is_now(work: todo.Todo) -> bool:
    return work.is_late or work.is_returned or work.is_soon


def _badge(subject: Any) -> Any:
    """The badge of an object: its own, or its state's in the table of its workflow."""
    if isinstance(subject, Submission):
        if subject.is_overdue:
            return ("bad", "exclamation-octagon", "Quá hạn")
        return SUBMISSION.state_of(subject)
    if isinstance(subject, Campaign):
        return CAMPAIGN.state_of(subject)
    if isinstance(subject, Directive):
        return ("draft", "pencil", DirectiveState(subject.state).label)
    return subject.badge


def _panels(shown: list[_Card], cards: list[todo.Todo]) -> list[dict]:
    """“Làm ngay” and “Sắp đến hạn” with the cards of this page and the counts of all."""
    now = sum(_is_now(work) for work in cards)
    panels = [
        {"id": "lam-ngay", "title": "Làm ngay", "count": now, "cards": [c for c in shown if c.is_now]},
        {"id": "sap-den-han", "title": "Sắp đến hạn", "count": len(cards) - now},
    ]
    panels[1]["cards"] = [c for c in shown if not c.is_now]
    return [p for p in panels if p["cards"]]


def _summary(cards: list[todo.Todo]) -> str:
    """“Có 6 việc chờ bạn, trong đó 1 việc đã quá hạn và 1 việc bị trả lại.”"""
    if not cards:
        return "Không có việc nào chờ bạn."
    late, returned = sum(c.is_late for c in cards), sum(c.is_returned and not c.is_late for c in cards)
    parts = [f"{late} việc đã quá hạn"] if late else []
    parts += [f"{returned} việc bị trả lại"] if returned else []
    among = f", trong đó {' và '.join(parts)}" if parts else ""
    return f"Có {len(cards)} việc chờ bạn{among}."


def _short_title(s: Submission) -> str:
    if s.duty_id:
        return f"Phân công {s.duty.order}"
    name = board.short_name(s.period, s.campaign.year)
    return f"{name} (của khối)" if s.for_bloc else name


_NOTHING_WAITS = {
    "unit": (
        "Kế hoạch, báo cáo sắp tới hạn sẽ hiện ở đây trước 45 ngày. Xem cả năm trong lịch thời hạn.",
        "campaigns:calendar",
        "Xem lịch thời hạn",
    ),
    "dha": (
        "Khi đơn vị gửi và trưởng khối xác nhận, kế hoạch, báo cáo chờ tiếp nhận sẽ hiện ở đây.",
        "campaigns:board",
        "Xem bảng theo dõi",
    ),
    Role.CHAIRMAN_OFFICE: (
        "Kế hoạch, báo cáo của chính Sở Nội vụ do Văn phòng tiếp nhận và sẽ hiện ở đây.",
        "campaigns:board",
        "Xem bảng theo dõi",
    ),
    Role.ADMINISTRATOR: (
        "Khi có việc chờ một tài khoản đang bị khóa, việc đó hiện ở đây để giao cho người khác.",
        "organisations:account_list",
        "Mở danh sách tài khoản",
    ),
    "supervisor": (
        "Vai trò của bạn là xem và giám sát, không có việc phải xử lý. Mọi số liệu nằm trong bảng theo dõi.",
        "campaigns:board",
        "Xem bảng theo dõi",
    ),
    "council": (
        "Phiên họp, phiếu biểu quyết sẽ hiện ở đây khi có. Bạn xem được các báo cáo đã tiếp nhận.",
        "campaigns:submission_list",
        "Xem báo cáo đã tiếp nhận",
    ),
    "reader": (
        "Khi có việc chờ đơn vị bạn, việc đó hiện ở đây. Bạn xem được các phong trào đang diễn ra.",
        "campaigns:campaign_list",
        "Xem phong trào thi đua",
    ),
}


def _empty(user: Any) -> dict:
    """Why nothing waits, when it will, and one next step."""
    text, name, action = _NOTHING_WAITS[_kind_of(user.acting.role)]
    return {"text": text, "url": reverse(name), "action": action}


def _kind_of(role: str) -> str:
    if role in UNIT_ROLES:
        return "unit"
    if role in DHA_ROLES:
        return "dha"
    if role in (Role.AUDITOR, Role.FATHERLAND_FRONT):
        return "supervisor"
    if role in COUNCIL_ROLES:
        return "council"
    return role if role in _NOTHING_WAITS else "reader"


# --- Guide ------------------------------------------------------------------------------------------------------------
_GUIDES = {
    "can-bo": (Role.UNIT_CLERK,),
    "thu-truong": (Role.UNIT_HEAD,),
    "truong-khoi": (),
    "so-noi-vu": tuple(DHA_ROLES),
    "van-phong": (Role.CHAIRMAN_OFFICE,),
    "hoi-dong": (Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY),
    "giam-sat": (Role.AUDITOR, Role.FATHERLAND_FRONT),
    "co-quan": (Role.CONSULTED_AGENCY, Role.PUBLICITY_AGENCY),
    "quan-tri": (Role.ADMINISTRATOR,),
}


@require_GET
def guide(request: HttpRequest) -> HttpResponse:
    """What each role does, when and where; the person's own part is marked."""
    role = request.user.acting.role if request.user.acting else ""
    own = next((key for key, roles in _GUIDES.items() if role in roles), "")
    parts = sorted(_GUIDES, key=lambda part: part != own)  # the reader's own part first
    return render(request, "campaigns/guide.html", {"own": own, "parts": parts, **_links(request)})


_LINKS = {
    "home_url": "campaigns:home",
    "list_url": "campaigns:submission_list",
    "board_url": "campaigns:board",
    "calendar_url": "campaigns:calendar",
    "campaigns_url": "campaigns:campaign_list",
    "directives_url": "campaigns:directive_list",
    "accounts_url": "organisations:account_list",
    "audit_url": "organisations:audit_list",
}


def _links(request: HttpRequest) -> dict[str, str]:
    """Addresses the guide names; '' for what this person's menu does not hold."""
    groups = navigation.for_user(request.user, request.path)
    open_to_them = {item["url"] for group in groups for item in group["items"]}
    found = {name: reverse(url_name) for name, url_name in _LINKS.items()}
    return {name: url if url in open_to_them else "" for name, url in found.items()}
