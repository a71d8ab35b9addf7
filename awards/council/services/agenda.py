"""The agenda of a session: nominees taken over from what blocs acclaimed, or put on by hand; order; who steps aside."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction

from awards.council.enums import PREPARED, RecusalCause, SessionState
from awards.council.models import AgendaItem, Recusal, Seat, Session
from awards.council.selectors.members import cause_of, items_of, members_of
from awards.enums import AcclaimStep, SubjectKind
from awards.law import find_award, law, law_version
from awards.models import AcclaimNominee
from awards.services.acclaim_steps import record_step
from emulation.base import audit, clock, vietnamese
from emulation.base.workflow import Refused

TOO_LATE = "Phiên họp đã mở bỏ phiếu nên chương trình không đổi được."
# What the apps above ask of items before they come onto an agenda: functions of (session, items) that raise Refused.
before_putting: list[Callable[[Session, list[AgendaItem]], None]] = []


def _editable(session: Session) -> Session:
    session = Session.objects.select_for_update(of=("self",)).select_related("council", "box").get(pk=session.pk)
    if session.state not in PREPARED:
        raise Refused(TOO_LATE)
    return session


@transaction.atomic
def take_acclaimed(session: Session, nominees: Sequence[AcclaimNominee], *, by: Any) -> int:
    """Put units that their blocs nominated on the agenda. Those that are on one already are left out. Returns how many."""
    session = _editable(session)
    items, unknown = [], set()
    for nominee in nominees:
        award = find_award(nominee.acclaim.award)
        if award is None:
            unknown.add(nominee.acclaim.award)
            continue
        items.append(_item_of_acclaimed(session, nominee, award))
    if unknown:
        raise Refused(
            f"Không biết danh hiệu, hình thức “{'”, “'.join(sorted(unknown))}”. Hãy sửa tên ở cuộc bình xét cho đúng tên gọi."
        )
    taken = set(AgendaItem.objects.filter(acclaim_nominee__in=nominees).values_list("acclaim_nominee_id", flat=True))
    items = [item for item in items if item.acclaim_nominee_id not in taken]
    record_step([item.acclaim_nominee for item in items], AcclaimStep.PROPOSED, on=clock.today(), by=by)
    return _put(session, items, by)


def _item_of_acclaimed(session: Session, nominee: AcclaimNominee, award: Any) -> AgendaItem:
    bloc = nominee.acclaim.bloc
    detail = f"{bloc.name}, năm {bloc.year}"
    summary = "" if nominee.rank is None else f"Xếp thứ {nominee.rank} theo điểm của khối. "
    return AgendaItem(
        session=session,
        award=award.code,
        award_name=award.name,
        law_version=law_version(filed_on=nominee.nominated_on).version,
        subject_kind=SubjectKind.COLLECTIVE,
        label=nominee.unit.official_name,
        detail=detail,
        summary=f"{summary}{nominee.sentence}".strip(),
        unit=nominee.unit,
        acclaim_nominee=nominee,
    )


@transaction.atomic
def add_item(session: Session, *, award: str, filed_on: Any, by: Any, **fields: Any) -> AgendaItem:
    """Put one nominee on by hand. Fields: subject_kind, label, detail, summary, unit, person."""
    session = _editable(session)
    row = law().awards[award]
    item = AgendaItem(
        session=session,
        award=award,
        award_name=row.name,
        law_version=law_version(filed_on=filed_on).version,
        **fields,
    )
    _put(session, [item], by)
    item.refresh_from_db()
    return item


def _put(session: Session, items: list[AgendaItem], by: Any) -> int:
    """All items in the order of the paper."""
    if not items:
        return 0
    for check in before_putting:
        check(session, items)
    have = {(i.award, i.subject_kind, i.label, i.detail) for i in session.items.all()}
    for item in items:
        if (item.award, item.subject_kind, item.label, item.detail) in have:
            raise Refused(f"{item.label} đã có trong chương trình với {item.award_name}.")
    last = session.items.count()
    for number, item in enumerate(items, last + 1):
        item.position = number
    AgendaItem.objects.bulk_create(items)
    number_items(session)
    if session.state == SessionState.INVITED:
        record_conflicts(session, by=by)
    audit.record(session, action="agenda", label=f"Đưa {len(items)} đề nghị vào chương trình", by=by)
    return len(items)


def number_items(session: Session) -> None:
    """Positions: awards as the law lists them, each version of the law together, then by kind and name.

    Done in two steps: a position is never held twice.
    """
    codes, versions, kinds = list(law().awards), list(law().versions), list(SubjectKind)

    def place(item: AgendaItem) -> tuple:
        award = codes.index(item.award), versions.index(item.law_version), kinds.index(item.subject_kind)
        return *award, vietnamese.sort_key(item.label), item.pk

    items = sorted(session.items.all(), key=place)
    moved = [(number, item) for number, item in enumerate(items, 1) if item.position != number]
    for step in (len(items), 0):
        for number, item in moved:
            item.position = number + step
        AgendaItem.objects.bulk_update([item for _, item in moved], ["position"], batch_size=500)


@transaction.atomic
def remove_item(item: AgendaItem, *, reason: str, by: Any) -> None:
    """Take a nominee off the agenda, with the reason."""
    session = _editable(item.session)
    audit.record(session, action="agenda", label=f"Rút khỏi chương trình: {item}", by=by, note=reason)
    item.delete()
    number_items(session)


# --- Who steps aside ----------------------------------------------------------------------------------------------------
def record_conflicts(session: Session, *, by: Any) -> int:
    """Members of the nominee's own unit, and nominees themselves, get no paper for it: compared by record, never by name."""
    items, have = list(items_of(session)), set(_recused(session))
    found = []
    for seat in members_of(session):
        for item in items:
            cause = cause_of(seat, item)
            if cause and (item.pk, seat.pk) not in have:
                found.append(Recusal(item=item, seat=seat, cause=cause, by=by))
    Recusal.objects.bulk_create(found)
    return len(found)


def _recused(session: Session):
    return Recusal.objects.filter(item__session=session).values_list("item_id", "seat_id")


@transaction.atomic
def recuse(item: AgendaItem, seat: Seat, *, reason: str, by: Any) -> Recusal:
    """A member asks not to vote on a nominee; said before the ballot is opened, so that the paper fits."""
    session = _editable(item.session)
    if not reason.strip():
        raise Refused("Hãy ghi lý do không tham gia biểu quyết.")
    if seat.pk not in {member.pk for member in members_of(session)}:
        raise Refused(f"{seat.full_name} không phải thành viên của phiên họp này.")
    row, made = Recusal.objects.get_or_create(
        item=item, seat=seat, defaults={"cause": RecusalCause.DECLARED, "reason": reason.strip(), "by": by}
    )
    if made:
        label = f"{seat.full_name} không tham gia biểu quyết: {item.label}"
        audit.record(session, action="recuse", label=label, by=by, note=reason)
    return row


@transaction.atomic
def take_back_recusal(recusal: Recusal, *, by: Any) -> None:
    """Only what was declared; a conflict of unit or person stays."""
    session = _editable(recusal.item.session)
    if recusal.cause != RecusalCause.DECLARED:
        raise Refused("Thành viên cùng đơn vị hoặc chính là người được xét không tham gia biểu quyết; không bỏ được.")
    label = f"{recusal.seat.full_name} lại tham gia biểu quyết: {recusal.item.label}"
    audit.record(session, action="recuse", label=label, by=by)
    recusal.delete()


@transaction.atomic
def put(session: Session, items: list[AgendaItem], *, by: Any) -> int:
    """Put items that an app above made of its own on the agenda. Returns how many."""
    return _put(_editable(session), items, by)
