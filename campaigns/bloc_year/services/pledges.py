"""Writing pledges: begin, agree the text, open the signing, sign, complete, correct by a new version."""

from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from campaigns import scoring
from campaigns.bloc_scores.enums import TableState
from campaigns.bloc_scores.models import CriteriaTable
from campaigns.bloc_scores.services import tables
from campaigns.bloc_year.enums import PledgeState, RegistrationState
from campaigns.bloc_year.models import Pledge, Registration, Signature
from campaigns.bloc_year.selectors import pledges as reading
from campaigns.bloc_year.selectors.members import member_ids
from emulation.base import audit, clock, concurrency, notify
from emulation.base.workflow import Refused
from organisations.enums import UNIT_ROLES, Role
from organisations.models import Bloc, BlocMember, Unit
from organisations.rules import unit_id_of
from organisations.selectors.people import officers

EDITED = ("goals", "regulation", "criteria", "signing_on", "place")


def _url(pledge: Pledge) -> str:
    return reverse("bloc_year:pledge", args=[pledge.pk])


def _tell(pledge: Pledge, event: str, title: str, body: str, *, roles=UNIT_ROLES, about: str = "") -> None:
    people = officers(member_ids(pledge.bloc), roles)
    key = f"pledge:{pledge.pk}:{event}:{pledge.version}"
    notify.tell(people, key=key, title=title, body=body, url=_url(pledge), topic=about)


@transaction.atomic
def begin(bloc: Bloc, *, by: Any, note: str = "") -> Pledge:
    """The first version: every unit of the bloc gets its registration to fill. `note`: why Sở Nội vụ begins it."""
    bloc = Bloc.objects.select_for_update(of=("self",)).get(pk=bloc.pk)
    if bloc.pledges.exists():
        raise Refused("Khối đã có giao ước của năm này. Hãy mở giao ước đó.")
    units = member_ids(bloc)
    if not units:
        raise Refused("Khối chưa có đơn vị nào. Sở Nội vụ xếp đơn vị vào khối trước.")
    pledge = Pledge.objects.create(bloc=bloc)
    complete_registrations(pledge)
    audit.record(pledge, action="begin", label="Mở đăng ký giao ước thi đua", by=by, note=note)
    title = f"Đăng ký thi đua năm {bloc.year}"
    _tell(pledge, "begun", title, f"{bloc.name} mở đăng ký chỉ tiêu, danh hiệu thi đua.")
    return pledge


def complete_registrations(pledge: Pledge) -> list[int]:
    """A registration for each unit of the bloc, also for those that came after the beginning. Returns the new units."""
    missing = sorted(reading.unregistered_ids(pledge))
    Registration.objects.bulk_create(
        (Registration(pledge=pledge, unit_id=unit) for unit in missing), ignore_conflicts=True
    )
    return missing


@transaction.atomic
def welcome(pledge: Pledge, *, by: Any) -> int:
    """Units that joined while the pledge is being prepared or signed register and sign like the others. How many are new.

    `by`: who seated them, None where their day has come.
    """
    pledge = Pledge.objects.select_for_update(of=("self",)).select_related("bloc").get(pk=pledge.pk)
    new = complete_registrations(pledge) if pledge.state in (PledgeState.DRAFT, PledgeState.SIGNING) else []
    if new:
        title, bloc = f"Đăng ký thi đua năm {pledge.bloc.year}", pledge.bloc
        words = f"{bloc.name} đang đăng ký, ký giao ước. Đơn vị mới vào khối ghi chỉ tiêu, danh hiệu rồi ký."
        names = ", ".join(unit.label for unit in Unit.objects.filter(pk__in=new).order_by("sort_key"))
        key = f"pledge:{pledge.pk}:joined:{'-'.join(map(str, new))}"
        notify.tell(officers(new, UNIT_ROLES), key=key, title=title, body=words, url=_url(pledge))
        audit.record(pledge, action="joined", label=f"Vào khối khi giao ước chưa ký xong: {names}", by=by)
    return len(new)


def joined(place: BlocMember, *, by: Any) -> None:
    """A unit got a place in a bloc (organisations.services.blocs.after_seating)."""
    for pledge in Pledge.objects.filter(bloc_id=place.bloc_id, state__in=[PledgeState.DRAFT, PledgeState.SIGNING]):
        welcome(pledge, by=by)


@transaction.atomic
def save(pledge: Pledge, *, version: int | None, by: Any, note: str = "", **fields: Any) -> Pledge:
    """Save the text of a pledge in preparation. `note`: why Sở Nội vụ writes it in place of the leader."""
    pledge = concurrency.lock(pledge, version=version)
    changes = audit.difference({name: getattr(pledge, name) for name in fields}, fields)
    if not changes:
        return pledge
    if pledge.state != PledgeState.DRAFT:
        raise Refused(
            "Giao ước đã mở ký nên nội dung không sửa được. Hãy dùng “Điều chỉnh” để lập bản mới, các đơn vị ký lại."
        )
    for name, value in fields.items():
        setattr(pledge, name, value)
    concurrency.bump(pledge)
    pledge.save(update_fields=[*fields, "version"])
    complete_registrations(pledge)
    audit.record(pledge, action="save", label="Soạn giao ước, quy chế, tiêu chí", by=by, note=note, changes=changes)
    return pledge


@transaction.atomic
def save_registration(registration: Registration, *, targets: str, titles: str, version: int | None, by: Any):
    """Save what a unit registers, while it is in the hands of the unit."""
    registration = concurrency.lock(registration, version=version)
    fields = {"targets": targets, "titles": titles}
    changes = audit.difference({name: getattr(registration, name) for name in fields}, fields)
    if not changes:
        return registration
    if registration.state != RegistrationState.DRAFT:
        raise Refused("Bản đăng ký đã trình hoặc đã xác nhận nên không sửa được. Hãy lấy lại trước khi sửa.")
    registration.targets, registration.titles = targets, titles
    concurrency.bump(registration)
    registration.save(update_fields=[*fields, "version"])
    audit.record(registration, action="save", label="Soạn đăng ký thi đua", by=by, changes=changes)
    return registration


def _settle(pledge: Pledge, **whose: Any) -> None:
    """The signing of this version is over: whoever was asked or reminded owes nothing more."""
    notify.settle(pledge.topic, *(row.topic_due for row in pledge.registrations.filter(**whose)))


# --- Effects of the moves ---------------------------------------------------------------------------------------------
def opened(pledge: Pledge, *, by: Any, note: str = "", **data: Any) -> None:
    """The text is agreed: each unit head is asked to sign."""
    complete_registrations(pledge)
    day = f"{pledge.signing_on:%d/%m/%Y}"
    body = f"Ngày ký {day}. Thủ trưởng đơn vị đọc và ký trên hệ thống."
    _tell(pledge, "signing", f"Ký {pledge.title}", body, roles=[Role.UNIT_HEAD], about=pledge.topic)


def taken_back(pledge: Pledge, *, by: Any, note: str = "", **data: Any) -> None:
    """Nobody has signed yet: the text goes back to be changed."""
    _settle(pledge, state=RegistrationState.CONFIRMED)
    _tell(pledge, "taken_back", f"Tạm dừng ký {pledge.title}", f"{by}: {note}")


def after_signature(pledge: Pledge) -> str:
    """Where one more signature leads: the last one completes the pledge."""
    return PledgeState.COMPLETE if len(reading.unsigned_ids(pledge)) <= 1 else PledgeState.SIGNING


def stamp_signed(pledge: Pledge) -> list[str]:
    """The moment of completion, when this was the last signature."""
    return stamp_complete(pledge) if pledge.state == PledgeState.COMPLETE else []


def stamp_complete(pledge: Pledge) -> list[str]:
    """The moment of completion."""
    pledge.completed_at = clock.now()
    return ["completed_at"]


def signed(pledge: Pledge, *, by: Any, note: str = "", **data: Any) -> None:
    """One signature, once for a unit; the last one completes the pledge."""
    acting = by.acting
    try:
        with transaction.atomic():
            Signature.objects.create(
                pledge=pledge,
                unit_id=acting.unit_id,
                unit_name=acting.unit.official_name,
                by=by,
                by_name=str(by),
                acting_as=str(acting),
            )
    except IntegrityError:
        raise Refused("Đơn vị bạn đã ký giao ước này.") from None
    notify.settle(*(row.topic_due for row in pledge.registrations.filter(unit_id=acting.unit_id)))
    if pledge.state == PledgeState.COMPLETE:
        _completed(pledge, by=by, note="Tất cả đơn vị trong khối đã ký.")


def closed(pledge: Pledge, *, by: Any, note: str = "", **data: Any) -> None:
    """Closed although not everyone has signed: the reason stays with the pledge."""
    pledge.closed_note = note
    pledge.save(update_fields=["closed_note"])
    _completed(pledge, by=by, note=note)


def _completed(pledge: Pledge, *, by: Any, note: str) -> None:
    Pledge.objects.filter(bloc_id=pledge.bloc_id, state=PledgeState.COMPLETE).exclude(pk=pledge.pk).update(
        state=PledgeState.REPLACED, state_since=clock.now()
    )
    _settle(pledge)
    _tell(pledge, "complete", f"Đã ký kết {pledge.title}", note)
    _freeze_table(pledge, by=by)


def _freeze_table(pledge: Pledge, *, by: Any) -> None:
    """The bloc's criteria of the year are agreed with the pledge: from now on a change is a new version."""
    drafts = CriteriaTable.objects.filter(bloc_id=pledge.bloc_id, year=pledge.bloc.year, state=TableState.DRAFT)
    newest = drafts.order_by("-number", "-pk").first()
    if newest is None:
        return
    try:
        with transaction.atomic():
            tables.freeze(newest, by=by, note=f"Chốt khi ký kết {pledge.title.lower()}.")
    except (scoring.Refused, Refused):
        # The signatures hold whatever the table is like; who leads the bloc mends it and freezes it on its page.
        words = "Bảng tiêu chí của khối còn lỗi nên chưa chốt. Hãy sửa rồi chốt ở trang bảng tiêu chí."
        _tell(pledge, "table_not_frozen", f"Chưa chốt được bảng tiêu chí năm {pledge.bloc.year}", words)


def corrected(pledge: Pledge, *, by: Any, note: str = "", **data: Any) -> None:
    """A new version with the same content, to be changed and signed again; every unit is told why."""
    if pledge.next_versions.exists():
        raise Refused("Giao ước này đã có bản điều chỉnh. Hãy mở bản mới nhất.")
    fields = {name: getattr(pledge, name) for name in EDITED if name != "signing_on"}
    new = Pledge.objects.create(
        bloc_id=pledge.bloc_id, number=pledge.number + 1, previous=pledge, correction_note=note, **fields
    )
    Registration.objects.bulk_create(
        Registration(pledge=new, unit_id=r.unit_id, state=r.state, targets=r.targets, titles=r.titles)
        for r in pledge.registrations.all()
    )
    complete_registrations(new)
    _settle(pledge)
    audit.record(new, action="begin", label=f"Lập bản {new.number} từ bản {pledge.number}", by=by, note=note)
    _tell(new, "corrected", f"Điều chỉnh giao ước thi đua năm {pledge.bloc.year}", f"{by}: {note}")


def after_correction(pledge: Pledge) -> str:
    """What was complete holds until the new version is signed; a signing that was broken off is replaced at once."""
    return PledgeState.COMPLETE if pledge.state == PledgeState.COMPLETE else PledgeState.REPLACED


# --- Moves of registrations -------------------------------------------------------------------------------------------
def presented(registration: Registration, *, by: Any, note: str = "", **data: Any) -> None:
    """The clerk hands the registration to the head."""
    notify.tell(
        officers([registration.unit_id], [Role.UNIT_HEAD]),
        key=f"registration:{registration.pk}:presented:{registration.version}",
        title=f"Chờ xác nhận: {registration}",
        body=f"{by} đã trình.",
        url=reverse("bloc_year:registration", args=[registration.pk]),
    )


def confirmed(registration: Registration, *, by: Any, note: str = "", **data: Any) -> None:
    """Nothing is left to be reminded of."""
    notify.settle(registration.topic_due)


def returned(registration: Registration, *, by: Any, note: str = "", **data: Any) -> None:
    """The head gives it back with what to change."""
    notify.tell(
        officers([registration.unit_id], [Role.UNIT_CLERK]),
        key=f"registration:{registration.pk}:returned:{registration.version}",
        title=f"Sửa lại: {registration}",
        body=f"{by}: {note}",
        url=reverse("bloc_year:registration", args=[registration.pk]),
    )


def has_signed(pledge: Pledge, user: Any) -> bool:
    """Whether the person's unit has signed this version."""
    return pledge.signatures.filter(unit_id=unit_id_of(user)).exists()
