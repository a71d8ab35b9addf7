"""What units say of their points: agreement, objections within the window, and the answers."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from campaigns.bloc_scores.enums import ObjectionState
from campaigns.bloc_scores.models import Objection, StageRun, UnitResponse
from campaigns.bloc_scores.selectors.stages import may_object, may_respond
from emulation.base import audit, clock, notify
from emulation.base.workflow import AlreadyDone, Refused
from organisations.enums import UNIT_ROLES
from organisations.rules import is_unit_officer, unit_id_of
from organisations.selectors.people import officers


def _scored_unit(run: StageRun, by) -> int:
    """The acting person's unit, which must have been scored in the run."""
    unit = unit_id_of(by)
    if not is_unit_officer(by) or not run.sheets.filter(unit=unit).exists():
        raise PermissionDenied("Chỉ đơn vị được chấm điểm gửi ý kiến.")
    return unit


@transaction.atomic
def respond(run: StageRun, *, agrees: bool, note: str, by) -> UnitResponse:
    """The unit agrees with its points, or says what it remarks."""
    unit = _scored_unit(run, by)
    if not may_respond(run.round, run):
        raise Refused("Bước chấm này không lấy ý kiến của đơn vị, chưa kết thúc, hoặc xếp hạng đã công bố.")
    if not agrees and not note.strip():
        raise Refused("Hãy ghi ý kiến của đơn vị.")
    try:
        with transaction.atomic():
            made = UnitResponse.objects.create(run=run, unit_id=unit, agrees=agrees, note=note.strip(), by=by)
    except IntegrityError:
        raise AlreadyDone("Đơn vị đã có ý kiến ở bước này.") from None
    audit.record(run.round, action="respond", label=f"Ý kiến của đơn vị, {run}", by=by, note=str(made))
    return made


@transaction.atomic
def object_to(run: StageRun, *, criterion, text: str, by) -> Objection:
    """An objection to one's own points within the window."""
    unit = _scored_unit(run, by)
    if not may_object(run.round, run):
        raise Refused("Đã hết thời hạn nhận ý kiến ở bước này. Hãy gửi văn bản tới Sở Nội vụ.")
    if not text.strip():
        raise Refused("Hãy ghi nội dung đề nghị.")
    same = Objection.objects.filter(run=run, unit=unit, criterion=criterion, text=text.strip()).first()
    if same:
        return same
    made = Objection.objects.create(run=run, unit_id=unit, criterion=criterion, text=text.strip(), by=by)
    audit.record(run.round, action="object", label=f"Đề nghị xem lại điểm, {run}", by=by, note=made.text)
    return made


@transaction.atomic
def answer(objection: Objection, *, upheld: bool, text: str, by, reopen: Callable) -> Objection:
    """Answer with a reason. Upheld: `reopen` opens the stage again for this unit as a new run, the old one stays as it was.

    Called through `workflows.answer_objection`, which knows the move.
    """
    rows = Objection.objects.select_for_update(of=("self",)).select_related("run__round", "run__stage", "unit")
    locked = rows.get(pk=objection.pk)
    if not by.has_perm("bloc_scores.answer_objection", locked):
        raise PermissionDenied("Đơn vị không trả lời ý kiến của chính mình.")
    if locked.state != ObjectionState.OPEN:
        raise AlreadyDone("Ý kiến này đã được trả lời.")
    if not text.strip():
        raise Refused("Hãy ghi lý do trả lời.")
    locked.state = ObjectionState.UPHELD if upheld else ObjectionState.REJECTED
    locked.answer, locked.answered_by, locked.answered_at = text.strip(), by, clock.now()
    if upheld:
        reopen(locked.run, unit_ids=[locked.unit_id], by=by, note=text)
        locked.new_run = StageRun.objects.filter(round=locked.run.round, stage=locked.run.stage).latest("number")
    locked.save(update_fields=["state", "answer", "answered_by", "answered_at", "new_run"])
    audit.record(locked.run.round, action="answer", label=f"Trả lời ý kiến của {locked.unit.label}", by=by, note=text)
    _tell(locked)
    return locked


def _tell(objection: Objection) -> None:
    from campaigns.bloc_scores.services.rounds import url_of

    notify.tell(
        officers([objection.unit_id], UNIT_ROLES),
        key=f"objection:{objection.pk}",
        title=f"Trả lời ý kiến về điểm: {objection.get_state_display()}",
        body=objection.answer,
        url=url_of(objection.run.round),
    )
