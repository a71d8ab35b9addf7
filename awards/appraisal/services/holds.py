"""Keeping a dossier from going on, and letting it go on."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from awards.appraisal.models import Dossier, Hold, Tabled
from awards.council.enums import SessionState
from awards.council.services import agenda
from emulation.base import audit, clock, notify
from emulation.base.workflow import Refused
from organisations.enums import Role
from organisations.models import User
from organisations.selectors.people import holders

ONLY_HEAD = "Chỉ lãnh đạo nơi thẩm định tạm dừng hoặc cho tiếp tục xét."


def _locked(dossier: Dossier, by: Any) -> Dossier:
    row = Dossier.objects.select_for_update(of=("self",)).for_page().get(pk=dossier.pk)
    if not by.has_perm("appraisal.look", row):
        raise PermissionDenied(row.conflict_with(by) or ONLY_HEAD)
    return row


@transaction.atomic
def hold(dossier: Dossier, *, reason: str, by: Any) -> Hold:
    """Keep it from going on. It leaves an agenda that is still being made; the unit is not told why, nor that it is held.

    Where the Council votes already, its secretary is told: the ballot is the Council's own.
    """
    return put(_locked(dossier, by), reason=reason, by=by)


def put(row: Dossier, *, reason: str, by: Any) -> Hold:
    """The same without asking who: for an opinion of an agency, inside its transaction."""
    if not reason.strip():
        raise Refused("Hãy ghi lý do tạm dừng.")
    made = Hold.objects.create(dossier=row, reason=reason.strip(), by=by)
    audit.record(row, action="hold", label="Tạm dừng xét", by=by)
    off_the_agenda(row, by)
    if row.officer_id and row.officer_id != by.pk:
        _tell(row, User.objects.filter(pk=row.officer_id), "hold", "Tạm dừng xét", reason)
    return made


def off_the_agenda(row: Dossier, by: Any) -> None:
    """Take it from an agenda that is still being made; where votes are open tell the secretary of the Council."""
    tabled = Tabled.objects.filter(dossier=row).select_related("item__session").first()
    if tabled is None:
        return
    session = tabled.item.session
    if session.state in (SessionState.PREPARING, SessionState.INVITED):
        agenda.remove_item(tabled.item, reason="Tạm dừng xét theo đề nghị của nơi thẩm định.", by=by)
    elif session.state != SessionState.CANCELLED:
        notify.tell(
            holders(Role.COUNCIL_SECRETARY),
            key=f"dossier:{row.pk}:held:{row.holds.count()}",
            title=f"Tạm dừng xét sau khi đã đưa ra Hội đồng: {row.nominee.name}",
            body=f"{session.title}.",
            url=reverse("council:session", args=[session.pk]),
            urgent=True,
        )


@transaction.atomic
def release(dossier: Dossier, *, reason: str, by: Any) -> int:
    """Let it go on; every open hold ends with the reason. Returns how many."""
    row = _locked(dossier, by)
    if not reason.strip():
        raise Refused("Hãy ghi lý do cho tiếp tục.")
    ended = Hold.objects.filter(dossier=row, released_at=None).update(
        released_at=clock.now(), released_by=by, release_reason=reason.strip()
    )
    if not ended:
        raise Refused("Hồ sơ này không bị tạm dừng.")
    audit.record(row, action="release", label="Cho tiếp tục xét", by=by)
    if row.officer_id and row.officer_id != by.pk:
        _tell(row, User.objects.filter(pk=row.officer_id), "release", "Tiếp tục xét", reason)
    return ended


def _tell(row: Dossier, people: Any, event: str, words: str, reason: str) -> None:
    notify.tell(
        people,
        key=f"dossier:{row.pk}:{event}:{row.holds.count()}",
        title=f"{words}: {row.nominee.name}",
        body=reason,
        url=reverse("appraisal:desk", args=[row.pk]),
        topic=f"dossier:{row.pk}",
    )
