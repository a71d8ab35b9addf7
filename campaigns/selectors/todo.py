"""Việc cần làm: what waits for a person in the role they act in, until when and why. The count in the menu is the length of this list."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from campaigns.enums import CampaignState, DirectiveState, SubmissionState
from campaigns.models import Campaign, Directive, Submission
from emulation.base import audit, clock
from organisations.enums import Role
from organisations.rules import is_chairman_office, is_dha, is_unit_officer, role_of, unit_id_of
from organisations.selectors.people import dha_unit_ids
from organisations.selectors.units import reviewed_blocs

# Obligations that begin far in the future are in the calendar, not among today's work.
HORIZON_DAYS = 45


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
        return self.due is not None and self.due < clock.today() and _unsent(self.subject)

    @property
    def is_returned(self) -> bool:
        return getattr(self.subject, "state", "") == SubmissionState.RETURNED

    @property
    def is_soon(self) -> bool:
        return self.due is not None and (self.due - clock.today()).days <= 7


def _unsent(subject: Any) -> bool:
    return not isinstance(subject, Submission) or subject.first_sent_at is None


def for_user(user: Any) -> list[Todo]:
    """Late first, then returned, then by deadline. Cached on the person for the request."""
    if "_todo" not in user.__dict__:
        items = [*_own(user), *_to_review(user), *_to_receive(user), *_of_dha(user)]
        user._todo = sorted(items, key=lambda t: (not t.is_late, not t.is_returned, t.due or dt.date.max, t.title))
    return user._todo


def count(user: Any) -> int:
    """Number of cards."""
    return len(for_user(user))


def waiting_for_others(user: Any) -> QuerySet[Submission]:
    """What the unit has sent and others now have."""
    if not is_unit_officer(user):
        return Submission.objects.none()
    states = [SubmissionState.AWAITING_HEAD, SubmissionState.SUBMITTED, SubmissionState.ENDORSED]
    if role_of(user) == Role.UNIT_HEAD:
        states = states[1:]
    return Submission.objects.for_page().filter(unit_id=unit_id_of(user), state__in=states).order_by("-state_since")[:8]


def recently_done(user: Any) -> QuerySet[Submission]:
    """What was accepted last."""
    rows = Submission.objects.for_page().visible_to(user).filter(state=SubmissionState.ACCEPTED)
    if is_unit_officer(user):
        rows = rows.filter(unit_id=unit_id_of(user))
    return rows.order_by("-accepted_at")[:5]


def _base(*states: str) -> QuerySet[Submission]:
    return (
        Submission.objects.for_page()
        .prefetch_related("period__extensions")
        .filter(campaign__state=CampaignState.LAUNCHED, state__in=states)
    )


def _own(user: Any) -> list[Todo]:
    """A unit's own obligations: to write for both clerk and head, to approve for the head."""
    if not is_unit_officer(user):
        return []
    until = clock.today() + dt.timedelta(days=HORIZON_DAYS)
    rows = _base(*_own_states(user)).filter(unit_id=unit_id_of(user))
    near = [s for s in rows if s.state != SubmissionState.NOT_STARTED or _begins(s, until)]
    reasons = _return_reasons([s for s in near if s.state == SubmissionState.RETURNED])
    return [_own_card(s, reasons) for s in near]


def _own_states(user: Any) -> list[str]:
    states = [SubmissionState.NOT_STARTED, SubmissionState.DRAFT, SubmissionState.RETURNED]
    return [*states, SubmissionState.AWAITING_HEAD] if role_of(user) == Role.UNIT_HEAD else states


def _begins(submission: Submission, until: dt.date) -> bool:
    """Whether work on it is near: due soon, or the period it reports on has begun and is without a later due day."""
    due = submission.due_on
    return due is None or due <= until


def _own_card(s: Submission, reasons: dict[str, str]) -> Todo:
    url = reverse("campaigns:submission", args=[s.pk])
    edit = reverse("campaigns:submission_edit", args=[s.pk])
    title = _lowered(s.title)
    common = {"subject": s, "due": s.due_on, "source": s.campaign.title}
    if s.state == SubmissionState.AWAITING_HEAD:
        return Todo(f"Duyệt {title}", url, "Cán bộ đầu mối đã soạn xong và trình.", "Xem và duyệt", **common)
    if s.state == SubmissionState.RETURNED:
        return Todo(f"Sửa {title}", edit, reasons.get(str(s.pk), "Bị trả lại."), "Mở và sửa", **common)
    if s.state == SubmissionState.DRAFT:
        return Todo(f"Soạn {title}", edit, "Đang soạn, chưa trình thủ trưởng.", "Soạn tiếp", **common)
    return Todo(f"Lập {title}", url, _why_new(s), "Bắt đầu soạn", starts=True, **common)


def _lowered(text: str) -> str:
    """“Báo cáo …” within a sentence; an abbreviation stays as it is."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _why_new(s: Submission) -> str:
    if s.duty_id:
        return s.duty.text[:160]
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
        when = timezone.localtime(e.at)
        found[e.object_id] = f"“{e.note}” – {e.actor_name}, {e.acting_as}, {when:%d/%m/%Y lúc %H:%M}"
    return found


def _to_review(user: Any) -> list[Todo]:
    """Papers of the bloc that wait for the leading unit (a deputy for the leader's own)."""
    if not is_unit_officer(user):
        return []
    blocs = reviewed_blocs(user)
    if not blocs:
        return []
    rows = _base(SubmissionState.SUBMITTED).filter(bloc_id__in=blocs).exclude(unit_id=unit_id_of(user))
    return [_review_card(s, "Xác nhận") for s in rows if user.has_perm("campaigns.endorse_submission", s)]


def _to_receive(user: Any) -> list[Todo]:
    """Papers that wait for Sở Nội vụ (its own wait for the Chairman's office)."""
    if not (is_dha(user) or is_chairman_office(user)):
        return []
    own = Q(unit_id__in=dha_unit_ids())
    rows = _base(SubmissionState.ENDORSED).filter(~own if is_dha(user) else own)
    return [_review_card(s, "Tiếp nhận") for s in rows]


def _review_card(s: Submission, verb: str) -> Todo:
    title = _lowered(s.title)
    sent = clock.today() - s.last_sent_at.date() if s.last_sent_at else dt.timedelta()
    reason = f"{s.unit.official_name} gửi {_ago(sent.days)}."
    late = s.punctuality
    if late and late.late:
        reason += f" Gửi trễ {late.days_late} ngày."
    url = reverse("campaigns:submission", args=[s.pk])
    return Todo(
        f"{verb} {title} của {s.unit.label}", url, reason, "Xem", subject=s, source=s.bloc.name if s.bloc else ""
    )


def _ago(days: int) -> str:
    return "hôm nay" if days <= 0 else f"{days} ngày trước"


def _of_dha(user: Any) -> list[Todo]:
    """Directives being read and campaigns being prepared."""
    if not user.has_perm("campaigns.edit_campaign"):
        return []
    directives = [
        Todo(
            f"Đối chiếu {d}",
            reverse("campaigns:directive_review", args=[d.pk]),
            d.title,
            "Đối chiếu tiếp",
            subject=d,
        )
        for d in Directive.objects.filter(state=DirectiveState.DRAFT)
    ]
    campaigns = [
        Todo(
            f"Chuẩn bị phát động: {c.title}",
            reverse("campaigns:campaign", args=[c.pk]),
            "Phong trào chưa phát động nên các đơn vị chưa thấy.",
            "Mở",
            subject=c,
        )
        for c in Campaign.objects.filter(state=CampaignState.DRAFT)
    ]
    return directives + campaigns
