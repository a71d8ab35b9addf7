"""Writing Councils: forming one, its members with their days, the shares its regulation asks for."""

import datetime as dt
from typing import Any

from django.db import transaction

from awards.council.enums import SEAT_ORDER, SeatRole
from awards.council.models import Council, Seat, Threshold
from emulation.base import audit, concurrency
from emulation.base.workflow import Refused

COUNCIL_FIELDS = (
    "name",
    "decision_number",
    "decided_on",
    "valid_from",
    "valid_to",
    "quorum_ratio",
    "quorum_counts_letters",
    "recusal_rule",
    "offers_abstention",
    "regulation",
    "verified",
)


@transaction.atomic
def form_council(*, by: Any, **fields: Any) -> Council:
    """A Council as a decision formed it. Fields: COUNCIL_FIELDS."""
    council = Council.objects.create(**fields)
    audit.record(council, action="create", label="Ghi Hội đồng", by=by)
    return council


@transaction.atomic
def update_council(council: Council, *, version: int | None, by: Any, **fields: Any) -> Council:
    """Correct what was noted of a Council. Sessions that were counted keep what they were counted with."""
    council = concurrency.lock(council, version=version)
    changes = audit.difference({name: getattr(council, name) for name in fields}, fields)
    for name, value in fields.items():
        setattr(council, name, value)
    concurrency.bump(council)
    council.save(update_fields=[*fields, "version"])
    audit.record(council, action="update", label="Sửa thông tin Hội đồng", by=by, changes=changes)
    return council


@transaction.atomic
def seat(
    council: Council,
    *,
    full_name: str,
    role: str,
    by: Any,
    post: str = "",
    unit: Any = None,
    user: Any = None,
    person: Any = None,
    valid_from: dt.date | None = None,
) -> Seat:
    """Give a member a seat. One chair, one standing vice-chair and one account at a time."""
    council = Council.objects.select_for_update().get(pk=council.pk)
    made = Seat(
        council=council,
        full_name=full_name,
        role=role,
        post=post,
        unit=unit,
        user=user,
        person=person,
        valid_from=valid_from or council.valid_from,
        order=SEAT_ORDER.index(SeatRole(role)),
    )
    _check_free(made)
    made.save()
    audit.record(council, action="seat", label=f"Thêm {made.get_role_display()}: {full_name}", by=by)
    return made


def _check_free(seat: Seat) -> None:
    """Refused where another seat, on some day of this one, has the same account or the same single role."""
    others = seat.council.seats.exclude(pk=seat.pk)
    if seat.valid_from:
        others = others.exclude(valid_to__lt=seat.valid_from)
    if seat.valid_to:
        others = others.exclude(valid_from__gt=seat.valid_to)
    only_one = seat.role in (SeatRole.CHAIR, SeatRole.STANDING_VICE_CHAIR)
    if only_one and (other := others.filter(role=seat.role).first()):
        raise Refused(
            f"{other.full_name} là {other.get_role_display()} trong cùng thời gian. "
            "Hãy ghi ngày thôi, rồi ghi ngày vào của người mới sau ngày đó."
        )
    if seat.user and (other := others.filter(user=seat.user).first()):
        raise Refused(
            f"Tài khoản {seat.user.username} đã gắn với một thành viên trong cùng thời gian ({other.full_name}). "
            "Hãy chọn tài khoản khác hoặc sửa ngày."
        )


@transaction.atomic
def end_seat(seat: Seat, *, on: dt.date, by: Any) -> Seat:
    """A member leaves the Council after a day: sessions held until then keep the member."""
    council = Council.objects.select_for_update().get(pk=seat.council_id)
    seat = Seat.objects.select_for_update(of=("self",)).select_related("council", "user").get(pk=seat.pk)
    if seat.valid_from and on < seat.valid_from:
        raise Refused(f"Ngày thôi đứng trước ngày vào Hội đồng ({seat.valid_from:%d/%m/%Y}). Hãy ghi lại.")
    seat.valid_to = on
    _check_free(seat)
    seat.save(update_fields=["valid_to"])
    label = f"{seat.full_name} thôi là {seat.get_role_display()} sau ngày {on:%d/%m/%Y}"
    audit.record(council, action="end_seat", label=label, by=by)
    return seat


@transaction.atomic
def set_threshold(
    council: Council, *, award: str, ratio: str, denominator: str, strictly: bool, basis: str, by: Any
) -> Threshold:
    """The share that an award needs by the regulation of this Council, with its ground."""
    fields = {"ratio": ratio, "denominator": denominator, "strictly": strictly, "basis": basis}
    row, _ = Threshold.objects.update_or_create(council=council, award=award, defaults=fields)
    audit.record(council, action="threshold", label=f"Ghi tỷ lệ phiếu: {award}", by=by, changes=fields)
    return row


@transaction.atomic
def remove_threshold(row: Threshold, *, reason: str, by: Any) -> None:
    """Back to the law's own row."""
    audit.record(row.council, action="threshold", label=f"Bỏ tỷ lệ phiếu riêng: {row.award}", by=by, note=reason)
    row.delete()
