"""What comes before the Council: appraised, not refused, not held; what is held leaves the agenda; nothing goes around the desk."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from awards.appraisal.models import Dossier, Hold, Tabled
from awards.appraisal.selectors.clocks import Clocks
from awards.appraisal.selectors.queue import clock_of
from awards.appraisal.selectors.ready import ready_for_council
from awards.appraisal.services import holds, tabling
from awards.appraisal.workflows import DOSSIER
from awards.council.models import AgendaItem
from awards.council.services import agenda
from emulation.base import clock
from emulation.base.workflow import Refused
from tests.appraisal.walk import appraised, dossier, fresh, of, proposed, received, written
from tests.council import walk as council_walk
from tests.factories import acting
from tests.nominations.walk import MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning():
    with clock.at(MORNING):
        yield


def names(rows) -> set[str]:
    return {row.nominee.name for row in rows}


def session_of(cast):
    return council_walk.prepared(cast)


def rule_of(row: Dossier) -> str:
    from awards.appraisal.selectors.findings import articles_of, checked_of

    return articles_of(checked_of(row))[0]["rule"]


def test_ready_are_the_appraised_that_nothing_stops(cast):
    file = received(cast, more=3)
    appraised(cast, of(file))
    proposed(cast, of(file, "Trần Thị Mai 0"))
    refused = of(file, "Trần Thị Mai 1")
    appraised(cast, refused, verdict="refused", reason="Thiếu", articles=[rule_of(refused)])
    held = appraised(cast, of(file, "Trần Thị Mai 2"), verdict="lower", lower_award="BKT", reason="Chưa đủ năm")
    assert names(ready_for_council()) == {"Lê Minh Tuấn", "Trần Thị Mai 2"}
    holds.hold(held, reason="Đang xác minh đơn thư", by=acting(cast.dha_head))
    assert names(ready_for_council(2023)) == {"Lê Minh Tuấn"}
    assert names(ready_for_council(2022)) == set()
    holds.release(held, reason="Kết luận không vi phạm", by=acting(cast.dha_head))
    assert names(ready_for_council(2023)) == {"Lê Minh Tuấn", "Trần Thị Mai 2"}


def test_onto_the_agenda_with_the_award_that_the_desk_proposes(cast):
    row = appraised(cast, dossier(cast), verdict="lower", lower_award="BKT", reason="Chưa đủ năm")
    session = session_of(cast)
    assert tabling.table(session, [row], by=acting(cast.dha)) == 1
    item = AgendaItem.objects.get(session=session, label="Lê Minh Tuấn")
    assert (item.award, item.person, item.unit) == ("BKT", row.nominee.person, cast.units["Sở Y tế"])
    assert not ready_for_council().exists()
    with pytest.raises(Refused, match="không còn sẵn sàng"):
        tabling.table(session, [row], by=acting(cast.dha))
    with pytest.raises(Refused, match="Đã ở chương trình"):
        DOSSIER.perform(row, "reopen", by=acting(cast.dha_head), note="Xem lại")
    agenda.remove_item(item, reason="Rút", by=acting(cast.dha))
    assert names(ready_for_council()) == {"Lê Minh Tuấn"}


def test_what_is_held_leaves_the_agenda_that_is_being_made(cast):
    row = appraised(cast, dossier(cast))
    session = session_of(cast)
    tabling.table(session, [row], by=acting(cast.dha))
    holds.hold(row, reason="Công an báo vi phạm", by=acting(cast.dha_head))
    assert not Tabled.objects.exists()
    assert not AgendaItem.objects.filter(session=session, label="Lê Minh Tuấn").exists()


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("waiting", "chưa thẩm định xong"),
        ("refused", "thẩm định kết luận không đề nghị"),
        ("held", "đang tạm dừng xét"),
        ("lower", "thẩm định đề nghị mức thấp hơn"),
    ],
)
def test_by_hand_nothing_goes_around_the_desk(cast, how, words):
    row = dossier(cast)
    if how == "refused":
        appraised(cast, row, verdict="refused", reason="Thiếu", articles=[rule_of(row)])
    elif how == "lower":
        appraised(cast, row, verdict="lower", lower_award="BKT", reason="Chưa đủ năm")
    elif how == "held":
        holds.hold(appraised(cast, row), reason="Đơn thư", by=acting(cast.dha_head))
    item = {
        "award": "LDTT", "filed_on": dt.date(2024, 12, 2), "subject_kind": "individual", "label": "Lê Minh Tuấn",
        "person": row.nominee.person, "unit": cast.units["Sở Y tế"], "detail": "", "summary": "",
    }  # fmt: skip
    session = session_of(cast)
    with pytest.raises(Refused, match=words):
        agenda.add_item(session, by=acting(cast.dha), **item)
    # Somebody of the same name who is another person, and an award nobody of the desk knows, are free.
    agenda.add_item(session, by=acting(cast.dha), **item | {"person": None, "award": "CSTDCS"})


def test_held_it_is_neither_proposed_nor_agreed_but_may_be_refused(cast):
    row = dossier(cast)
    written(cast, row)
    holds.hold(row, reason="Đang thanh tra", by=acting(cast.dha_head))
    with pytest.raises(Refused, match="Đang tạm dừng xét"):
        DOSSIER.perform(row, "propose", by=acting(cast.dha))
    row = proposed(cast, row, verdict="refused", reason="Bị kỷ luật", articles=[rule_of(row)])
    assert DOSSIER.perform(row, "agree", by=acting(cast.dha_head)).state == "appraised"


def test_only_a_head_who_is_free_holds_and_says_why(cast):
    row = dossier(cast)
    with pytest.raises(PermissionDenied):
        holds.hold(row, reason="x", by=acting(cast.dha))
    with pytest.raises(Refused, match="Hãy ghi lý do"):
        holds.hold(row, reason=" ", by=acting(cast.dha_head))
    with pytest.raises(Refused, match="không bị tạm dừng"):
        holds.release(row, reason="x", by=acting(cast.dha_head))


def test_the_clock_stands_still_while_it_is_held(cast):
    """Received 2/12/2024, held on 4/12 (3/12 and 4/12 count), released Tuesday 10/12; 23 days are left from 11/12: 10/1/2025."""
    row = dossier(cast)
    with clock.at(clock.moment(dt.date(2024, 12, 4))):
        holds.hold(row, reason="Đơn thư", by=acting(cast.dha_head))
    with clock.at(clock.moment(dt.date(2024, 12, 9))):
        running = clock_of(fresh(row), Clocks())
        assert (running.paused, running.left) == (True, 23)
    with clock.at(clock.moment(dt.date(2024, 12, 10))):
        holds.release(row, reason="Không vi phạm", by=acting(cast.dha_head))
        running = clock_of(fresh(row), Clocks())
        assert (running.paused, running.left, running.due) == (False, 23, dt.date(2025, 1, 10))


def test_on_the_pages(cast, as_):
    row = appraised(cast, dossier(cast))
    session = session_of(cast)
    page = as_(cast.dha).get(reverse("appraisal:table", args=[session.pk])).content.decode()
    assert "Lê Minh Tuấn, Sở Y tế: Lao động tiên tiến" in page.replace("&quot;", "").replace("“", "").replace("”", "")
    head = as_(cast.dha_head)
    head.post(reverse("appraisal:hold", args=[row.pk]), {"reason": "Đang xác minh"})
    assert Hold.objects.get().reason == "Đang xác minh"
    desk = head.get(reverse("appraisal:desk", args=[row.pk])).content.decode()
    assert "Tạm dừng xét" in desk
    assert "Đang xác minh" in desk
    head.post(reverse("appraisal:hold", args=[row.pk]), {"reason": "Không vi phạm"})
    assert Hold.objects.get().release_reason == "Không vi phạm"
    as_(cast.dha).post(reverse("appraisal:table", args=[session.pk]), {"chosen": [row.pk]})
    assert Tabled.objects.get().item.session == session
    for who in ("owner", "neighbour", "auditor", "council"):
        assert as_(getattr(cast, who)).get(reverse("appraisal:hold", args=[row.pk])).status_code in (403, 404), who
        assert as_(getattr(cast, who)).get(reverse("appraisal:table", args=[session.pk])).status_code in (403, 404), who
