"""Việc cần làm: what waits for a person in the role they act in, until when and why. The count in the menu is the length of this list."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from campaigns.enums import CampaignState, DirectiveState, SubmissionKind, SubmissionState
from campaigns.models import Campaign, Directive, Submission
from campaigns.models.submissions import COUNTED
from campaigns.selectors import locked
from campaigns.selectors.dues import with_due
from emulation.base import audit, clock
from emulation.base.counting import count_each, count_together
from emulation.base.prepared import PreparedCount
from organisations.enums import DHA_ROLES, Role
from organisations.models import Membership, User
from organisations.rules import (
    has_duties,
    is_administrator,
    is_chairman_office,
    is_dha,
    is_unit_officer,
    role_of,
    unit_id_of,
)
from organisations.selectors.people import dha_unit_ids
from organisations.selectors.units import review_scope

# Obligations that begin far in the future are in the calendar, not among today's work.
HORIZON_DAYS = 45
SOON_DAYS = 7


@dataclass(frozen=True)
class Todo:
    """One card. `subject` is the object with its state; `reason` is why it waits; due is the last day or None."""

    title: str
    url: str
    reason: str
    button: str
    subject: Any
    due: dt.date | None = None
    source: str = ""
    starts: bool = False

    @property
    def is_late(self) -> bool:
        return self.due is not None and getattr(self.subject, "is_overdue", self.due < clock.today())

    @property
    def is_returned(self) -> bool:
        return getattr(self.subject, "state", "") == SubmissionState.RETURNED

    @property
    def is_soon(self) -> bool:
        """To be done now: it has no day of its own (somebody else waits), or its day is near."""
        return self.due is None or (self.due - clock.today()).days <= SOON_DAYS


@dataclass(frozen=True)
class Source:
    """One kind of waiting work: its rows, which alone decide the count, in which order, and what makes cards of them."""

    rows: QuerySet
    cards: Callable[[list], Iterator[Todo]]
    order: tuple[str, ...] = ("pk",)

    def found(self) -> list:
        """The rows with everything their cards show."""
        rows = self.rows.order_by(*self.order)
        if rows.model is Submission:
            rows = rows.for_page().prefetch_related("period__extensions")
        return list(rows)


_others: list[Callable[[Any], list[Source]]] = []


def register(
    sources: Callable[[Any], list[Source]],
    *,
    department: Callable[[int], QuerySet] | None = None,
    officer: Mapping[str, Sequence[Callable[[int, int], QuerySet]]] | None = None,
) -> None:
    """Add the work of an app above (called from AppConfig.ready): its sources for a person in the role they act in.

    What waits for everybody in Sở Nội vụ is counted on each of their pages, so those rows are also given as a function of
    the department's id (`PreparedCount`): the same rows as in `sources`. `officer`: the same for what waits for one person
    there, by role, as functions of the department's and the person's id.
    """
    _others.append(sources)
    for role, count in _counts_of_department.items():
        if department:
            count.builds += (_for_all(department),)
        count.builds += tuple((officer or {}).get(role, ()))


def _for_all(department: Callable[[int], QuerySet]) -> Callable[[int, int], QuerySet]:
    """What waits for the department whoever looks."""
    return lambda unit, person: department(unit)


def for_user(user: Any) -> list[Todo]:
    """Late first, then returned, then by deadline; without a deadline the longest waiting first. Cached for the request."""
    if not hasattr(user, "_todo"):
        sources = _sources(user)
        # One query says which kinds of work there are; only those are read. Most people have one or two.
        numbers = count_each([source.rows for source in sources])
        waiting = [source for source, number in zip(sources, numbers, strict=True) if number]
        items = [card for source in waiting for card in source.cards(source.found())]
        items += _locked_cards(user)
        user._todo = sorted(items, key=lambda t: (not t.is_late, not t.is_returned, t.due or dt.date.max))
    return user._todo


def count(user: Any) -> int:
    """Number of cards, without making them."""
    if hasattr(user, "_todo"):
        return len(user._todo)
    if not hasattr(user, "_todo_count"):
        user._todo_count = _count(user)
    return user._todo_count


def in_other_roles(user: Any) -> list[tuple[Membership, int]]:
    """(role, number of cards) for each other role of the person in which work waits; no query for a person with one role."""
    found = []
    for role in user.current_memberships:
        if role.pk != user.acting.pk:
            # What is kept on a person belongs to the role they act in: each role is asked with a fresh copy.
            person = User.objects.get(pk=user.pk).act_as(role)
            person._memberships = user.current_memberships
            found.append((role, count(person)))
    return [(role, number) for role, number in found if number]


def _count(user: Any) -> int:
    if is_dha(user):
        return _counts_of_department[role_of(user)](unit_id_of(user), user.pk)
    if is_administrator(user):
        return len(locked.accounts())
    return count_together([source.rows for source in _sources(user)])


def submissions_waiting_for(user: Any) -> QuerySet[Submission]:
    """The plans and reports among the cards, as one condition for the list “chờ tôi”."""
    condition = Q(pk__in=[])
    for source in _sources(user):
        if source.rows.model is Submission:
            condition |= Q(pk__in=source.rows.order_by().values("pk"))
    return Submission.objects.filter(condition)


def _sources(user: Any) -> list[Source]:
    if not user.acting:
        return []
    return _sources_here(user) + [source for others in _others for source in others(user)]


def _sources_here(user: Any) -> list[Source]:
    """The work of this app."""
    if is_unit_officer(user):
        return [_own(user), *_to_review(user)]
    if has_duties(user):
        return [_own(user, kind=SubmissionKind.DUTY)]
    if is_dha(user) or is_chairman_office(user):
        return [_to_receive(user), *_of_dha(user)]
    return []


def _waiting(*states: str) -> QuerySet[Submission]:
    """Papers of running campaigns in these states; what is over has left (B91)."""
    return Submission.objects.filter(COUNTED, campaign__state=CampaignState.LAUNCHED, state__in=states)


# --- A unit's own obligations -----------------------------------------------------------------------------------------
def _own(user: Any, **only: Any) -> Source:
    """To write for both clerk and head, to approve for the head."""
    until = clock.today() + dt.timedelta(days=HORIZON_DAYS)
    near = ~Q(state=SubmissionState.NOT_STARTED) | Q(due=None) | Q(due__lte=until)
    rows = with_due(_waiting(*_own_states(user)).filter(unit_id=unit_id_of(user), **only)).filter(near)
    return Source(rows, _own_cards, ("due", "pk"))


def _own_states(user: Any) -> list[str]:
    states = [SubmissionState.NOT_STARTED, SubmissionState.DRAFT, SubmissionState.RETURNED]
    return [*states, SubmissionState.AWAITING_HEAD] if role_of(user) == Role.UNIT_HEAD else states


def _own_cards(rows: list[Submission]) -> Iterator[Todo]:
    reasons = _return_reasons([s for s in rows if s.state == SubmissionState.RETURNED])
    return (_own_card(s, reasons) for s in rows)


def _own_card(s: Submission, reasons: dict[str, str]) -> Todo:
    url = reverse("campaigns:submission", args=[s.pk])
    edit = reverse("campaigns:submission_edit", args=[s.pk])
    title = lowered(s.title)
    common = {"subject": s, "due": s.due_on, "source": s.campaign.title}
    if s.state == SubmissionState.AWAITING_HEAD:
        return Todo(f"Duyệt {title}", url, "Cán bộ đầu mối đã soạn xong và trình.", "Xem và duyệt", **common)
    if s.state == SubmissionState.RETURNED:
        return Todo(f"Sửa {title}", edit, reasons.get(str(s.pk), "Bị trả lại."), "Mở và sửa", **common)
    if s.state == SubmissionState.DRAFT:
        reason = "Đã rút lại, chưa gửi lại." if s.number else "Đang soạn, chưa trình thủ trưởng."
        return Todo(f"Soạn {title}", edit, reason, "Soạn tiếp", **common)
    return Todo(f"Lập {title}", url, _why_new(s), "Bắt đầu soạn", starts=True, **common)


def lowered(text: str) -> str:
    """“Báo cáo …” within a sentence; an abbreviation stays as it is."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _why_new(s: Submission) -> str:
    if s.duty_id:
        text = s.duty.text
        return text if len(text) <= 160 else f"{text[:160].rsplit(' ', 1)[0]}…"
    return f"Kỳ từ {s.period.starts_on:%d/%m/%Y} đến {s.period.ends_on:%d/%m/%Y}; chưa ai bắt đầu soạn."


def _return_reasons(rows: list[Submission]) -> dict[str, str]:
    """{submission id: “the reviewer's words” – who, when}, one query for all."""
    if not rows:
        return {}
    from django.contrib.contenttypes.models import ContentType
    from django.utils import timezone

    kind = ContentType.objects.get_for_model(Submission)
    entries = (
        audit.history(rows[0])
        .model.objects.filter(content_type=kind, object_id__in=[str(s.pk) for s in rows], changes__to="returned")
        .order_by("at", "pk")
    )
    found = {}
    for e in entries:
        who = ", ".join(part for part in (e.actor_name, e.acting_as) if part)
        found[e.object_id] = f"“{e.note}” – {who}, {timezone.localtime(e.at):%d/%m/%Y lúc %H:%M}"
    return found


# --- Papers of others -------------------------------------------------------------------------------------------------
def _to_review(user: Any) -> list[Source]:
    """Papers of the bloc that wait for the leading unit (a deputy for the leader's own)."""
    scope = review_scope(user)
    if not scope:
        return []
    condition = Q(pk__in=[])
    for bloc, leads, leaders in scope:
        theirs = Q(unit_id__in=leaders)
        condition |= Q(bloc_id=bloc) & (~theirs if leads else theirs)
    rows = _waiting(SubmissionState.SUBMITTED).filter(condition, for_bloc=False).exclude(unit_id=unit_id_of(user))
    return [Source(rows, _cards_with("Xác nhận"), ("last_sent_at", "pk"))]


def _to_receive(user: Any) -> Source:
    """Papers that wait for Sở Nội vụ; its own wait for the Chairman's office (rules.receives)."""
    if is_dha(user):
        rows = _endorsed_of_others(unit_id_of(user))
    else:
        rows = _waiting(SubmissionState.ENDORSED).filter(unit_id__in=dha_unit_ids())
    return Source(rows, _cards_with("Tiếp nhận"), ("last_sent_at", "pk"))


def _endorsed_of_others(department: int) -> QuerySet[Submission]:
    return _waiting(SubmissionState.ENDORSED).exclude(unit_id=department)


def _cards_with(verb: str) -> Callable[[list], Iterator[Todo]]:
    return lambda rows: (_review_card(s, verb) for s in rows)


def _review_card(s: Submission, verb: str) -> Todo:
    reason = f"{s.unit.official_name} gửi {ago(s.last_sent_at)}."
    late = s.punctuality
    if late and late.late:
        reason += f" Gửi trễ {late.days_late} ngày."
    if s.number > 1:
        reason += f" Đây là lần gửi thứ {s.number}."
    url = reverse("campaigns:submission", args=[s.pk])
    title = f"{verb} {lowered(s.title)} của {s.unit.label}"
    return Todo(title, url, reason, "Xem", subject=s, source=s.bloc.name if s.bloc else s.campaign.title)


def ago(moment: dt.datetime | None) -> str:
    """“hôm nay”, “hôm qua”, “3 ngày trước”, by Vietnamese days."""
    from django.utils import timezone

    days = (clock.today() - timezone.localtime(moment).date()).days if moment else 0
    return "hôm nay" if days <= 0 else "hôm qua" if days == 1 else f"{days} ngày trước"


# --- Preparing campaigns ----------------------------------------------------------------------------------------------
def _of_dha(user: Any) -> list[Source]:
    """Directives being read and campaigns being prepared."""
    if not is_dha(user):
        return []
    return [
        Source(_draft_directives().defer("source"), lambda rows: map(_directive, rows)),
        Source(_draft_campaigns(), lambda rows: map(_campaign, rows)),
    ]


def _draft_directives() -> QuerySet[Directive]:
    return Directive.objects.filter(state=DirectiveState.DRAFT)


def _draft_campaigns() -> QuerySet[Campaign]:
    return Campaign.objects.filter(state=CampaignState.DRAFT)


# The count of everyone in Sở Nội vụ stands on each of their pages: one query, made once for each role.
_counts_of_department = {
    role: PreparedCount(
        _for_all(_endorsed_of_others), _for_all(lambda _: _draft_directives()), _for_all(lambda _: _draft_campaigns())
    )
    for role in DHA_ROLES
}


def _directive(d: Directive) -> Todo:
    url = reverse("campaigns:directive_review", args=[d.pk])
    return Todo(f"Đối chiếu {lowered(str(d))}", url, d.title, "Đối chiếu tiếp", subject=d)


def _campaign(c: Campaign) -> Todo:
    url = reverse("campaigns:campaign", args=[c.pk])
    reason = "Phong trào chưa phát động nên các đơn vị chưa thấy."
    return Todo(f"Chuẩn bị phát động: {c.title}", url, reason, "Mở", subject=c)


# --- Work that waits for a locked account -----------------------------------------------------------------------------
def _locked_cards(user: Any) -> list[Todo]:
    """For the administrator: locked people for whom work waits, so that someone else is given the role."""
    if not is_administrator(user):
        return []
    url = reverse("organisations:account_list")
    return [
        Todo(
            f"Giao người thay {account.name}, {account.role_label} của {account.unit_label}",
            f"{url}?q={account.username}",
            f"{account.waiting} việc đang chờ tài khoản đã khóa. {account.colleagues_sentence}",
            "Mở tài khoản",
            subject=account,
        )
        for account in locked.accounts()
    ]
