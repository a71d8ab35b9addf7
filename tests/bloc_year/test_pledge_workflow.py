"""The pledge: exactly these moves for these people in every state, one signature a unit. The table is written by hand."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from campaigns.bloc_year.models import Pledge, Registration, Signature
from campaigns.bloc_year.selectors import pledges as reading
from campaigns.bloc_year.services import pledges
from campaigns.bloc_year.workflows import PLEDGE, REGISTRATION
from emulation.base import audit, clock
from emulation.base.models import Notification
from emulation.base.workflow import AlreadyDone, Refused
from organisations.services import blocs
from tests.bloc_year import builders
from tests.factories import acting

pytestmark = pytest.mark.django_db

PEOPLE = """owner head neighbour leader leader_head deputy stranger dha dha_head dha_unit_clerk dha_unit_head office
auditor council admin nobody""".split()
FOR_LEADER = {"take_back", "close", "correct"}
TABLE = {
    "draft": {
        "leader": {"open_signing"},
        "leader_head": {"open_signing"},
        "dha": {"open_signing"},
        "dha_head": {"open_signing"},
    },
    "signing": {
        "head": {"sign"},
        "leader": FOR_LEADER,
        "leader_head": FOR_LEADER | {"sign"},
        "dha": FOR_LEADER,
        "dha_head": FOR_LEADER,
    },
    "complete": {
        "leader": {"correct"},
        "leader_head": {"correct"},
        "dha": {"correct"},
        "dha_head": {"correct"},
    },
}
STATES = {"draft": builders.begun, "signing": builders.signing, "complete": builders.complete}


@pytest.mark.parametrize("state", STATES)
def test_offers_are_those_of_the_table(cast, state):
    pledge = STATES[state](cast)
    assert pledge.state == state
    for name in PEOPLE:
        offered = {o.transition.name for o in PLEDGE.offers(pledge, acting(getattr(cast, name)))}
        assert offered == TABLE[state].get(name, set()), name


@pytest.mark.parametrize("state", STATES)
def test_every_other_move_is_refused_and_leaves_no_trace(cast, state):
    pledge = STATES[state](cast)
    rows = audit.history(pledge).count()
    for name in PEOPLE:
        person = acting(getattr(cast, name))
        for move in PLEDGE.transitions:
            if move.name in TABLE[state].get(name, set()):
                continue
            with pytest.raises((PermissionDenied, Refused)):
                PLEDGE.perform(pledge, move.name, by=person, note="thử")
    assert Pledge.objects.get(pk=pledge.pk).state == state
    assert audit.history(pledge).count() == rows


def test_each_unit_of_the_bloc_is_asked_from_the_beginning(cast):
    pledge = builders.begun(cast)
    assert [r.unit.label for r in pledge.registrations.select_related("unit")] == [
        "Sở Công Thương",
        "Sở Tài chính",
        "Sở Xây dựng",
        "Sở Y tế",
    ]
    with pytest.raises(Refused, match="đã có giao ước"):
        pledges.begin(cast.bloc, by=acting(cast.leader))


def test_signing_opens_only_with_text_and_day(cast):
    pledge = builders.begun(cast)
    with pytest.raises(Refused) as refused:
        PLEDGE.perform(pledge, "open_signing", by=acting(cast.leader))
    assert refused.value.reasons == [
        "Hãy ghi đủ nội dung giao ước, quy chế và tiêu chí trước khi mở ký.",
        "Hãy ghi ngày ký trước khi mở ký.",
    ]


def test_the_last_signature_completes_it(cast):
    pledge = builders.signing(cast)
    for unit in ["Sở Y tế", "Sở Tài chính", "Sở Xây dựng"]:
        pledge = builders.sign(cast, pledge, unit)
        assert pledge.state == "signing"
    assert [row.registration.unit.label for row in reading.table(pledge).missing] == ["Sở Công Thương"]
    pledge = builders.sign(cast, pledge, "Sở Công Thương")
    assert (pledge.state, pledge.completed_at) == ("complete", clock.moment(dt.date(2023, 3, 23)))
    assert pledge.signatures.count() == 4


def test_who_left_the_bloc_is_not_waited_for(cast):
    pledge = builders.signing(cast)
    for unit in ["Sở Y tế", "Sở Tài chính", "Sở Xây dựng"]:
        pledge = builders.sign(cast, pledge, unit)
    place = cast.bloc.members.get(unit=cast.units["Sở Công Thương"])
    blocs.end_place(place, on=dt.date(2023, 3, 20), by=None)
    with clock.at(clock.moment(builders.SIGNING_DAY)):
        assert reading.unsigned_ids(pledge) == set()
        with pytest.raises(Refused, match="không còn trong khối"):
            PLEDGE.perform(pledge, "sign", by=acting(builders.heads(cast)["Sở Công Thương"]))


def test_signing_needs_the_own_registration_and_the_day(cast):
    pledge = builders.signing(cast, units=["Sở Tài chính"])
    with clock.at(clock.moment(dt.date(2023, 3, 22))), pytest.raises(Refused) as refused:
        PLEDGE.perform(pledge, "sign", by=acting(cast.head))
    assert refused.value.reasons == [
        "Hãy xác nhận bản đăng ký thi đua của đơn vị trước khi ký.",
        "Ngày ký là 23/03/2023. Hãy ký từ ngày đó.",
    ]
    assert not Signature.objects.exists()


def test_a_second_click_signs_once(cast):
    pledge = builders.sign(cast, builders.signing(cast), "Sở Y tế")
    with pytest.raises(Refused, match="đã ký"):
        builders.sign(cast, pledge, "Sở Y tế")
    assert pledge.signatures.count() == 1
    done = builders.complete_rest(cast, pledge)
    with pytest.raises(AlreadyDone):
        builders.sign(cast, done, "Sở Y tế")


def test_signatures_are_append_only(cast):
    builders.sign(cast, builders.signing(cast), "Sở Y tế")
    for statement in ("UPDATE bloc_year_signature SET by_name = 'x'", "DELETE FROM bloc_year_signature"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_leader_closes_with_a_reason_that_stays(cast):
    pledge = builders.sign(cast, builders.signing(cast), "Sở Y tế")
    with pytest.raises(Refused, match="lý do"):
        PLEDGE.perform(pledge, "close", by=acting(cast.leader))
    pledge = PLEDGE.perform(pledge, "close", by=acting(cast.leader), note="Sở Công Thương đang sáp nhập.")
    assert (pledge.state, pledge.closed_note) == ("complete", "Sở Công Thương đang sáp nhập.")


def test_the_department_acts_for_a_late_leader_and_says_why(cast):
    pledge = builders.sign(cast, builders.signing(cast), "Sở Y tế")
    with pytest.raises(Refused, match="lý do làm thay trưởng khối"):
        PLEDGE.perform(pledge, "close", by=acting(cast.dha))
    PLEDGE.perform(pledge, "close", by=acting(cast.dha), note="Trưởng khối chậm 15 ngày.")
    entry = audit.history(pledge).first()
    assert entry.label == "Kết thúc ký khi chưa đủ đơn vị (Sở Nội vụ làm thay trưởng khối Sở Tài chính)"
    assert entry.changes["in_place_of"] == "trưởng khối Sở Tài chính"
    assert (entry.note, entry.actor_id) == ("Trưởng khối chậm 15 ngày.", cast.dha.pk)


def test_what_was_signed_never_changes_a_correction_is_a_new_version(cast, django_capture_on_commit_callbacks):
    old = builders.complete(cast)
    with pytest.raises(Refused, match="Điều chỉnh"):
        pledges.save(old, version=old.version, by=acting(cast.leader), goals="Khác")
    with django_capture_on_commit_callbacks(execute=True):
        PLEDGE.perform(old, "correct", by=acting(cast.leader), note="Chỉ tiêu tỉnh giao lại.")
    new = reading.current(cast.bloc)
    assert (new.number, new.previous_id, new.state, new.goals) == (2, old.pk, "draft", old.goals)
    assert Pledge.objects.get(pk=old.pk).state == "complete"
    assert {r.state for r in new.registrations.all()} == {"confirmed"}
    told = Notification.objects.filter(title="Điều chỉnh giao ước thi đua năm 2023")
    assert {n.recipient_id for n in told} >= {cast.owner.pk, cast.head.pk, cast.neighbour.pk, cast.deputy.pk}
    with pytest.raises(Refused, match="bản mới nhất"):
        PLEDGE.perform(old, "correct", by=acting(cast.leader), note="Nữa.")
    new = pledges.save(new, version=new.version, by=acting(cast.leader), signing_on=builders.SIGNING_DAY)
    new = PLEDGE.perform(new, "open_signing", by=acting(cast.leader))
    for unit in builders.MEMBERS:
        new = builders.sign(cast, new, unit)
    assert Pledge.objects.get(pk=old.pk).state == "replaced"
    assert old.signatures.count() == 4


def test_text_goes_back_only_while_nobody_has_signed(cast):
    pledge = builders.signing(cast)
    back = PLEDGE.perform(pledge, "take_back", by=acting(cast.leader), note="Thiếu tiêu chí.")
    assert back.state == "draft"
    pledge = PLEDGE.perform(back, "open_signing", by=acting(cast.leader))
    builders.sign(cast, pledge, "Sở Y tế")
    with pytest.raises(Refused, match="Đã có đơn vị ký"):
        PLEDGE.perform(pledge, "take_back", by=acting(cast.leader), note="Sửa.")


# --- Registrations ----------------------------------------------------------------------------------------------------
REGISTRATION_TABLE = {
    "draft": {"owner": {"present"}, "head": {"present", "confirm"}},
    "awaiting_head": {"owner": {"recall"}, "head": {"recall", "confirm", "return"}},
    "confirmed": {"head": {"reopen"}},
}


@pytest.mark.parametrize("state", REGISTRATION_TABLE)
def test_moves_of_a_registration_belong_to_the_unit(cast, state):
    pledge = builders.begun(cast)
    row = pledge.registrations.get(unit=cast.units["Sở Y tế"])
    row = pledges.save_registration(row, targets="Một", titles="", version=row.version, by=acting(cast.owner))
    for move in {"awaiting_head": ["present"], "confirmed": ["confirm"]}.get(state, []):
        REGISTRATION.perform(row, move, by=acting(cast.head))
    row = Registration.objects.for_page().get(pk=row.pk)
    assert row.state == state
    for name in PEOPLE:
        offered = {o.transition.name for o in REGISTRATION.offers(row, acting(getattr(cast, name)))}
        assert offered == REGISTRATION_TABLE[state].get(name, set()), name


def test_a_registration_is_closed_once_the_unit_has_signed(cast):
    pledge = builders.sign(cast, builders.signing(cast), "Sở Y tế")
    row = pledge.registrations.get(unit=cast.units["Sở Y tế"])
    with pytest.raises(Refused, match="đã ký giao ước"):
        REGISTRATION.perform(row, "reopen", by=acting(cast.head), note="Sửa chỉ tiêu.")


def test_others_see_a_registration_only_when_its_head_confirmed_it(cast):
    pledge = builders.begun(cast)
    row = pledge.registrations.get(unit=cast.units["Sở Y tế"])
    sees = [n for n in PEOPLE if Registration.objects.visible_to(acting(getattr(cast, n))).filter(pk=row.pk).exists()]
    assert sees == ["owner", "head", "dha", "dha_head", "office", "auditor"]
    builders.register(cast, pledge, "Sở Y tế")
    sees = [n for n in PEOPLE if Registration.objects.visible_to(acting(getattr(cast, n))).filter(pk=row.pk).exists()]
    members = ["owner", "head", "neighbour", "leader", "leader_head", "deputy"]
    assert sees == [*members, "dha", "dha_head", "office", "auditor"]
