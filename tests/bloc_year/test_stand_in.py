"""Sở Nội vụ in the place of a late leader: one move for both, a page that asks why, a record that says for whom."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.module_loading import import_string

from campaigns.bloc_year.models import Pledge
from campaigns.bloc_year.services import pledges
from campaigns.bloc_year.workflows import PLEDGE
from emulation.base import audit, clock
from emulation.base.management.commands.draw_docs import WORKFLOWS
from emulation.base.workflow import Refused
from tests.bloc_year import builders
from tests.factories import acting

pytestmark = pytest.mark.django_db
WHY = "Trưởng khối chậm 15 ngày so với kế hoạch."


def ready(cast) -> Pledge:
    """The text is agreed, the signing is not open."""
    pledge = builders.begun(cast)
    return pledges.save(pledge, version=pledge.version, by=acting(cast.leader), **builders.TEXT)


def test_owner_and_stand_in_see_the_same_move_in_their_own_way(cast):
    pledge = ready(cast)
    own = PLEDGE.offer("open_signing", pledge, acting(cast.leader)).transition
    assert (own.label, own.note_required, own.own_page, own.style) == ("Mở ký", False, False, "primary")
    theirs = PLEDGE.offer("open_signing", pledge, acting(cast.dha)).transition
    assert (theirs.label, theirs.note_required, theirs.own_page) == ("Mở ký (làm thay)", True, True)
    assert (theirs.note_label, theirs.style) == ("lý do làm thay trưởng khối", "plain")
    assert PLEDGE.offer("open_signing", pledge, acting(cast.head)) is None


def test_a_move_that_asks_why_anyway_asks_for_both_reasons(cast):
    pledge = builders.signing(cast)
    assert (
        PLEDGE.offer("close", pledge, acting(cast.dha)).transition.note_label
        == "lý do, gồm cả lý do làm thay trưởng khối"
    )
    assert PLEDGE.offer("close", pledge, acting(cast.leader)).transition.note_label == ""


def test_the_stand_in_makes_it_only_with_a_reason_and_the_owner_without(cast):
    pledge = ready(cast)
    with pytest.raises(Refused, match="Hãy ghi lý do làm thay trưởng khối."):
        PLEDGE.perform(pledge, "open_signing", by=acting(cast.dha), note="  ")
    with pytest.raises(PermissionDenied):
        PLEDGE.perform(pledge, "open_signing", by=acting(cast.head), note=WHY)
    PLEDGE.perform(pledge, "open_signing", by=acting(cast.dha), note=WHY)
    entry = audit.last(pledge, "open_signing")
    assert entry.label == "Mở ký giao ước (Sở Nội vụ làm thay trưởng khối Sở Tài chính)"
    assert (entry.note, entry.actor_id) == (WHY, cast.dha.pk)
    assert entry.changes == {"from": "draft", "to": "signing", "in_place_of": "trưởng khối Sở Tài chính"}
    PLEDGE.perform(pledge, "take_back", by=acting(cast.leader), note="Thiếu một đơn vị.")
    entry = audit.last(pledge, "take_back")
    assert (entry.label, entry.changes) == ("Dừng ký giao ước để sửa", {"from": "signing", "to": "draft"})


def test_on_the_page_the_button_leads_to_the_question_and_the_answer_is_kept(cast, as_):
    pledge = ready(cast)
    page, client = reverse("bloc_year:pledge", args=[pledge.pk]), as_(cast.dha)
    assert f'href="{page}?chuyen=open_signing"' in client.get(page).content.decode()
    assert "Lý do làm thay trưởng khối" in client.get(page, {"chuyen": "open_signing"}).content.decode()
    refused = client.post(page, {"move": "open_signing", "note": ""})
    assert "Hãy ghi lý do làm thay trưởng khối." in refused.content.decode()
    assert Pledge.objects.get().state == "draft"
    client.post(page, {"move": "open_signing", "note": WHY})
    assert Pledge.objects.get().state == "signing"
    assert "làm thay trưởng khối Sở Tài chính" in client.get(page).content.decode()


def test_after_the_hand_over_the_record_names_the_new_leader(cast):
    from organisations.services import blocs

    pledge = ready(cast)
    blocs.hand_over(cast.bloc, leader=cast.units["Sở Xây dựng"], on=builders.FEBRUARY, by=None)
    with clock.at(clock.moment(builders.SIGNING_DAY)):
        PLEDGE.perform(pledge, "open_signing", by=acting(cast.dha), note=WHY)
    assert audit.last(pledge, "open_signing").changes["in_place_of"] == "trưởng khối Sở Xây dựng"


def test_no_workflow_keeps_a_second_row_for_the_same_move():
    for path in WORKFLOWS:
        names = [move.name for move in import_string(path).transitions]
        assert not [name for name in names if name.endswith("_for")], path
