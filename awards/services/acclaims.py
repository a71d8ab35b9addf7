"""Acclaims: preparing, nominees, the effects of opening, counting, concluding and cancelling."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from awards.enums import AcclaimState, BallotMode
from awards.models import Acclaim, AcclaimNominee, BallotBox, unit_key
from awards.selectors.acclaims import member_units, published_ranking, seats_of, standings
from awards.selectors.quotas import cluster_of_units, last_seats, split_of
from awards.services import ballots
from awards.services.ballots import Choice
from emulation.base import audit, clock, concurrency, notify
from emulation.base.vietnamese import format_datetime
from emulation.base.workflow import Refused
from organisations.enums import UNIT_ROLES, Role
from organisations.models import Bloc, Unit
from organisations.selectors.people import dha_officers, officers
from organisations.selectors.units import leaders_of

NOT_YOURS = "Chỉ trưởng khối và Sở Nội vụ tổ chức bình xét, suy tôn của khối."
OF_ACCLAIM = ("award", "quota_kind", "quota", "quota_basis")
OF_BOX = (
    "secret",
    "mode",
    "choices_max",
    "threshold_ratio",
    "threshold_denominator",
    "threshold_strictly",
    "threshold_basis",
    "quorum_ratio",
    "closes_at",
)


@transaction.atomic
def create(bloc: Bloc, *, by: Any, note: str = "", **fields: Any) -> Acclaim:
    """An acclaim in preparation, on the newest published ranking where there is one. `note`: why Sở Nội vụ makes it."""
    acclaim = Acclaim(bloc=bloc, ranking=published_ranking(bloc), **{name: fields[name] for name in OF_ACCLAIM})
    _must_manage(acclaim, by)
    acclaim.box = BallotBox.objects.create(title=str(acclaim), **{name: fields[name] for name in OF_BOX})
    acclaim.save()
    audit.record(acclaim, action="create", label="Lập cuộc bình xét, suy tôn", by=by, note=note, changes=_texts(fields))
    return acclaim


@transaction.atomic
def update(acclaim: Acclaim, *, version: int, by: Any, note: str = "", **fields: Any) -> Acclaim:
    """Change what an acclaim in preparation asks."""
    row = editable(acclaim, version=version, by=by)
    before = {name: getattr(row, name) for name in OF_ACCLAIM} | {name: getattr(row.box, name) for name in OF_BOX}
    for name in OF_ACCLAIM:
        setattr(row, name, fields[name])
    for name in OF_BOX:
        setattr(row.box, name, fields[name])
    row.box.title = str(row)
    row.box.save(update_fields=["title", *OF_BOX])
    concurrency.bump(row)
    row.save(update_fields=["version", *OF_ACCLAIM])
    audit.record(
        row,
        action="update",
        label="Sửa cuộc bình xét, suy tôn",
        by=by,
        note=note,
        changes=audit.difference(before, fields),
    )
    return row


@dataclass(frozen=True)
class Put:
    """A unit put up, and why where it does not lead by points."""

    unit: Unit
    note: str = ""


@transaction.atomic
def set_nominees(acclaim: Acclaim, puts: Sequence[Put], *, version: int, by: Any, note: str = "") -> Acclaim:
    """Who stands on the paper, with place and points of the published ranking as they are now."""
    row = editable(acclaim, version=version, by=by)
    row.ranking = published_ranking(row.bloc)
    places = standings(row.ranking)
    clusters = cluster_of_units(row.bloc)
    found = []
    for position, put in enumerate(puts, 1):
        place = places.get(put.unit.pk)
        rank, total = (place.rank, place.total) if place else (None, None)
        found.append(
            AcclaimNominee(
                acclaim=row,
                unit=put.unit,
                cluster_id=clusters.get(put.unit.pk),
                position=position,
                rank=rank,
                total=total,
                note=put.note,
            )
        )
    _check(row, found, places)
    row.nominees.all().delete()
    AcclaimNominee.objects.bulk_create(found)
    concurrency.bump(row)
    row.save(update_fields=["version", "ranking"])
    names = ", ".join(put.unit.label for put in puts)
    audit.record(row, action="nominees", label="Lập danh sách đề cử", by=by, note=note, changes={"nominees": names})
    return row


def _check(acclaim: Acclaim, nominees: Sequence[AcclaimNominee], places: dict) -> None:
    members = {unit.pk for unit in member_units(acclaim.bloc)}
    faults = [f"{n.unit.label} không thuộc khối hôm nay." for n in nominees if n.unit_id not in members]
    for nominee in nominees:
        unit, place = nominee.unit.label, places.get(nominee.unit_id)
        if place and place.barred:
            faults.append(f"{unit} không được xếp loại hoặc không được đề nghị khen thưởng theo bảng điểm.")
        elif nominee.needs_note and not nominee.note:
            stands = f"xếp thứ {nominee.rank} theo điểm" if nominee.rank else "không có trong xếp hạng đã công bố"
            faults.append(f"{unit} {stands}. Hãy ghi lý do đề cử.")
    if faults:
        raise Refused(*faults)


# --- Effects of the moves ---------------------------------------------------------------------------------------------
def opened(acclaim: Acclaim, *, by: Any, note: str = "") -> None:
    """Options and voters are fixed; heads of the units are told until when to vote."""
    units = member_units(acclaim.bloc)
    acclaim.box.seats = seats_of(acclaim, len(units))
    acclaim.box.seat_split = {str(part.cluster.pk): part.seats for part in split_of(acclaim)}
    acclaim.box.save(update_fields=["seats", "seat_split"])
    split = bool(acclaim.box.seat_split)
    ballots.open_box(
        acclaim.box,
        options=[
            Choice(unit_key(n.unit_id), n.unit.official_name, str(n.cluster_id) if split else "")
            for n in acclaim.nominees.select_related("unit")
        ],
        voters=[Choice(unit_key(unit.pk), unit.official_name) for unit in units],
    )
    if acclaim.box.mode == BallotMode.ONLINE:
        notify.tell(
            officers([unit.pk for unit in units], [Role.UNIT_HEAD]),
            key=f"acclaim:{acclaim.pk}:open",
            title=f"Bỏ phiếu suy tôn: {acclaim.award}",
            body=f"{acclaim.bloc.name} bỏ phiếu đến {format_datetime(acclaim.box.closes_at)}. Mỗi đơn vị một phiếu.",
            url=reverse("awards:ballot", args=[acclaim.pk]),
            topic=acclaim.topic,
            urgent=True,
        )


def counted(acclaim: Acclaim, *, by: Any, note: str = "") -> None:
    """The box is opened and each nominee gets what the ballot said."""
    acclaim.box = ballots.count_box(acclaim.box)
    found = {row["id"]: row for row in acclaim.box.result["nominees"]}
    nominees = list(acclaim.nominees.all())
    for nominee in nominees:
        row = found[unit_key(nominee.unit_id)]
        nominee.yes, nominee.result, nominee.sentence = row["yes"], row["result"], row["sentence"]
    AcclaimNominee.objects.bulk_update(nominees, ["yes", "result", "sentence"])
    notify.settle(acclaim.topic)
    _tell_heads(acclaim, "counted", f"Kết quả bỏ phiếu suy tôn: {acclaim.award}", f"{acclaim.bloc.name} đã kiểm phiếu.")
    _tell_who_decides(acclaim)


def _tell_who_decides(acclaim: Acclaim) -> None:
    """The leading unit does not decide a tie in which it stands itself: then Sở Nội vụ is told that it has to."""
    leading = {unit.pk for unit in leaders_of(acclaim.bloc)}
    groups = [group for group in last_seats(acclaim) if leading & {n.unit_id for n in group.equal}]
    if groups:
        notify.tell(
            dha_officers(),
            key=f"acclaim:{acclaim.pk}:tie:{acclaim.version}",
            title=f"Quyết định suất cuối: {acclaim.award}, {acclaim.bloc.name}",
            body=" ".join([*(group.sentence for group in groups), "Trưởng khối có trong số bằng phiếu."]),
            url=reverse("awards:acclaim_tie", args=[acclaim.pk]),
        )


def closing_moved(
    acclaim: Acclaim, *, by: Any, note: str = "", closes_at: dt.datetime | None = None, **data: Any
) -> dict:
    """Another hour of closing; every head is told, with the reason."""
    before = ballots.move_closing(acclaim.box, closes_at)
    acclaim.box.closes_at = closes_at
    old, new = format_datetime(before), format_datetime(closes_at)
    body = f"{acclaim.bloc.name} bỏ phiếu đến {new}, trước đây là {old}. Lý do: {note}"
    _tell_heads(acclaim, "closing", f"Đổi giờ kết thúc bỏ phiếu: {acclaim.award}", body, about=acclaim.topic)
    return {"closes_at": [old, new]}


def _tell_heads(acclaim: Acclaim, event: str, title: str, body: str, *, about: str = "") -> None:
    notify.tell(
        officers([unit.pk for unit in member_units(acclaim.bloc)], [Role.UNIT_HEAD]),
        key=f"acclaim:{acclaim.pk}:{event}:{acclaim.version}",
        title=title,
        body=body,
        url=reverse("awards:acclaim", args=[acclaim.pk]),
        topic=about,
        urgent=event == "closing",
    )


def tell_not_counted(acclaim: Acclaim, reason: str) -> None:
    """Those who run it are told once, for this hour of closing, why the papers were not opened."""
    leaders = officers([unit.pk for unit in leaders_of(acclaim.bloc)], UNIT_ROLES)
    for people in (leaders, dha_officers()):
        notify.tell(
            people,
            key=f"acclaim:{acclaim.pk}:not-counted:{acclaim.box.closes_at:%Y%m%d%H%M}",
            title=f"Chưa kiểm được phiếu: {acclaim.award}",
            body=reason,
            url=reverse("awards:acclaim", args=[acclaim.pk]),
            topic=acclaim.topic,
        )


def concluded(acclaim: Acclaim, *, by: Any, note: str = "") -> None:
    """Those who passed, and those a decision chose, are nominated by the bloc."""
    today = clock.today()
    passed = acclaim.nominees.filter(result="passed") | acclaim.nominees.filter(result="tie", chosen_after_tie=True)
    passed.update(nominated_on=today)


def cancelled(acclaim: Acclaim, *, by: Any, note: str = "") -> None:
    """The box is never opened."""
    ballots.void_box(acclaim.box)
    notify.settle(acclaim.topic)


@transaction.atomic
def decide_tie(acclaim: Acclaim, chosen: Sequence[AcclaimNominee], *, reason: str, by: Any) -> Acclaim:
    """Who gets the last seats where votes are equal, and on what ground. Not by a unit that is among the equal."""
    row = concurrency.lock(acclaim, version=None)
    _must_manage(row, by)
    groups = last_seats(row)
    equal = [nominee for group in groups for nominee in group.equal]
    if row.state != AcclaimState.COUNTED or not equal:
        raise Refused("Không có đơn vị nào bằng phiếu ở suất cuối.")
    if by.acting.unit_id in {n.unit_id for n in equal}:
        raise PermissionDenied("Đơn vị bạn ở trong số bằng phiếu. Sở Nội vụ ghi quyết định này.")
    ids = {n.pk for n in chosen}
    if not ids <= {n.pk for n in equal}:
        raise Refused("Có đơn vị không thuộc số bằng phiếu. Hãy chọn lại.")
    for group in groups:
        if len(ids & {n.pk for n in group.equal}) > group.seats:
            where = f"{group.cluster.name}: chỉ" if group.cluster else "Chỉ"
            raise Refused(f"{where} còn {group.seats} suất cho các đơn vị bằng phiếu. Hãy chọn lại.")
    row.nominees.filter(result="tie").update(chosen_after_tie=False)
    row.nominees.filter(pk__in=ids).update(chosen_after_tie=True)
    row.tie_reason = reason
    row.save(update_fields=["tie_reason"])
    names = ", ".join(n.unit.label for n in equal if n.pk in ids)
    audit.record(
        row,
        action="decide_tie",
        label="Quyết định suất cuối khi bằng phiếu",
        by=by,
        note=reason,
        changes={"chosen": names},
    )
    return row


# --- Common -----------------------------------------------------------------------------------------------------------
def editable(acclaim: Acclaim, *, version: int, by: Any) -> Acclaim:
    """The acclaim, locked, for whoever may prepare it while nobody has voted."""
    row = concurrency.lock(acclaim, version=version)
    _must_manage(row, by)
    if row.state != AcclaimState.PREPARING:
        raise Refused("Cuộc bình xét đã mở bỏ phiếu nên không sửa được.")
    return row


def _must_manage(acclaim: Acclaim, by: Any) -> None:
    if not by.has_perm("awards.manage_acclaim", acclaim):
        raise PermissionDenied(NOT_YOURS)


def _texts(fields: dict) -> dict:
    return {name: value if isinstance(value, str | int | bool) else str(value) for name, value in fields.items()}
