"""Pages of the Council: preparing a session on screen, the paper kept on one's own device, casting, and what each page costs."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.council.enums import SessionState
from awards.council.models import AgendaItem, Recusal, Session
from awards.council.selectors.pages import PER_PAPER_PAGE
from awards.models import Envelope, VoterMark
from emulation.base import clock
from emulation.base.models import AuditEntry
from organisations.enums import Role
from tests.council.walk import DURING, council, counted, fresh, prepared, seats, voting
from tests.factories import make_person

pytestmark = pytest.mark.django_db
AWARDS = {"CTDT": 54, "CSTDT": 60, "BKT": 935}  # 1,049 nominees, the size of a real session


@pytest.fixture(autouse=True)
def during():
    with clock.at(DURING):
        yield


def at(name: str, *args) -> str:
    return reverse(f"council:{name}", args=args)


def text_of(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def login(user) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def member(session: Session, number: int):
    """(client, seat) of a member."""
    seat = seats(session)[number]
    return login(seat.user), seat


def choose(client, session, seat, said: dict[int, str], step="save", page=1):
    data = {f"o-{position}": opinion for position, opinion in said.items()}
    return client.post(at("ballot", session.pk), data | {"step": step, "seat": seat.pk, "trang": page})


def hidden(text: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]+)"', text)[1]


def ready(client, session, seat, said: dict[int, str]) -> dict:
    """From choosing to the page that shows the paper once more; the fields to cast it with."""
    text = text_of(choose(client, session, seat, said, step="review"))
    return {"step": "cast", "code": hidden(text, "code"), "paper": hidden(text, "paper"), "seat": seat.pk}


# --- What waits for Sở Nội vụ ---------------------------------------------------------------------------------------------
def test_votes_that_end_tomorrow_are_due_tomorrow_and_a_counted_session_has_no_day(cast):
    session = voting(cast, closes_at=clock.moment(dt.date(2023, 12, 21), 11, 30))
    assert "hết 21/12/2023</time>" in text_of(login(cast.dha).get("/"))
    Session.objects.filter(pk=session.pk).update(state=SessionState.COUNTED)
    shown = text_of(login(cast.dha).get("/"))
    assert "Kết thúc phiên họp" in shown
    assert "/12/2023</time></span>" not in shown  # the end of a day in words


# --- Casting ------------------------------------------------------------------------------------------------------------
def test_choose_leave_come_back_and_cast(cast_of_two):
    session = cast_of_two
    client, seat = member(session, 0)
    choose(client, session, seat, {1: "n"})
    text = text_of(client.get(at("ballot", session.pk)))
    assert "Đã chọn 1 trên 2" in text
    assert re.search(r'name="o-1" value="n" checked', text)
    # Nothing of it is on the server.
    assert (Envelope.objects.count(), AuditEntry.objects.filter(action__contains="ballot").count()) == (0, 0)
    sent = ready(client, session, seat, {2: "y"})
    for _click in range(2):
        answer = client.post(at("ballot", session.pk), sent)
        assert (answer.status_code, answer["Location"]) == (302, at("session", session.pk))
    assert (Envelope.objects.count(), VoterMark.objects.count()) == (1, 1)
    shown = text_of(client.get(at("session", session.pk)))
    assert "Bạn đã nộp phiếu." in shown
    # The back button leads to a page that says so.
    assert client.get(at("ballot", session.pk))["Location"] == at("session", session.pk)


@pytest.fixture
def cast_of_two(cast):
    return voting(cast, items=("CSTDT", "CTDT"))


def test_a_paper_with_something_unsaid_is_not_cast(cast_of_two):
    client, seat = member(cast_of_two, 0)
    text = text_of(choose(client, cast_of_two, seat, {1: "y"}, step="review"))
    assert "Còn 1 mục chưa chọn" in text
    assert 'value="cast"' not in text


def test_the_rest_of_a_page_is_agreed_to_with_one_button(cast_of_two):
    client, seat = member(cast_of_two, 0)
    choose(client, cast_of_two, seat, {2: "n"}, step="rest")
    text = text_of(client.get(at("ballot", cast_of_two.pk)))
    assert re.search(r'name="o-1" value="y" checked', text)
    assert re.search(r'name="o-2" value="n" checked', text)


def test_the_review_adds_up_each_award_under_each_law(cast):
    session = prepared(cast, items=())
    from awards.council.services import agenda
    from tests.council.walk import MORNING, opened, secretary_of

    with clock.at(MORNING):
        for label, filed in (("A", dt.date(2023, 6, 1)), ("B", dt.date(2024, 1, 5)), ("C", dt.date(2023, 6, 1))):
            fields = {"subject_kind": "individual", "label": label, "by": secretary_of(cast)}
            agenda.add_item(session, award="CSTDT", filed_on=filed, **fields)
    session = opened(cast, session)
    client, seat = member(session, 0)
    # On the paper A and C come first: yes and no; then B: no.
    shown = text_of(choose(client, session, seat, {1: "y", 2: "n", 3: "n"}, step="review"))
    assert re.findall(r'data-label="(Đồng ý|Không đồng ý)"><div>(\d)<', shown) == [
        ("Đồng ý", "1"),
        ("Không đồng ý", "1"),
        ("Đồng ý", "0"),
        ("Không đồng ý", "1"),
    ]


def test_saving_as_one_types_answers_with_the_count_only(cast_of_two):
    client, seat = member(cast_of_two, 0)
    data = {"o-1": "y", "seat": seat.pk, "trang": 1}
    answer = client.post(at("ballot", cast_of_two.pk), data, headers={"HX-Request": "true"})
    assert "Đã chọn 1 trên 2" in text_of(answer)
    cookie = answer.cookies[f"phieu-{cast_of_two.pk}-{seat.pk}"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", at("ballot", cast_of_two.pk))
    assert '"y' not in cookie.value  # sealed


def test_the_member_of_the_nominees_unit_gets_no_paper_for_it(cast_of_two):
    client, seat = member(cast_of_two, 2)
    text = text_of(client.get(at("ballot", cast_of_two.pk)))
    assert "Bạn không tham gia biểu quyết mục này" in text
    assert 'name="o-1"' not in text
    sent = ready(client, cast_of_two, seat, {1: "y", 2: "y"})  # what is sent for it all the same is left out
    client.post(at("ballot", cast_of_two.pk), sent)
    assert VoterMark.objects.count() == 1


def test_B37_nobody_sends_the_paper_of_another(cast_of_two):
    mine, seat = member(cast_of_two, 0)
    _, other = member(cast_of_two, 1)
    assert choose(mine, cast_of_two, other, {1: "y"}).status_code == 403
    assert AuditEntry.objects.filter(action="ballot_refused").count() == 1
    sent = ready(mine, cast_of_two, seat, {1: "y", 2: "y"})
    theirs, _ = member(cast_of_two, 1)
    assert theirs.post(at("ballot", cast_of_two.pk), sent).status_code == 403
    assert AuditEntry.objects.filter(action="ballot_refused").count() == 2
    assert VoterMark.objects.count() == 0


def test_a_paper_of_another_ballot_does_not_fit(cast_of_two):
    client, seat = member(cast_of_two, 0)
    sent = ready(client, cast_of_two, seat, {1: "y", 2: "y"})
    for paper in ("", "x", sent["paper"][:-4]):
        answer = client.post(at("ballot", cast_of_two.pk), sent | {"paper": paper})
        assert answer["Location"] == at("ballot", cast_of_two.pk)
    assert VoterMark.objects.count() == 0


@pytest.mark.parametrize("who", ["dha", "dha_head", "owner", "admin", "auditor", "office"])
def test_B37_who_is_no_member_gets_no_paper(cast, cast_of_two, who):
    client = login(getattr(cast, who))
    assert client.get(at("ballot", cast_of_two.pk)).status_code == 403
    mine, seat = member(cast_of_two, 0)
    for sent in ({"step": "cast"}, ready(mine, cast_of_two, seat, {1: "y", 2: "y"})):
        assert client.post(at("ballot", cast_of_two.pk), sent).status_code == 403
    assert VoterMark.objects.count() == 0


def test_B37_a_secretary_without_a_seat_gets_no_paper(cast, cast_of_two):
    client = login(make_person("thuky", Role.COUNCIL_SECRETARY, cast.units["Sở Nội vụ"]))
    assert client.get(at("session", cast_of_two.pk)).status_code == 200
    assert client.get(at("ballot", cast_of_two.pk)).status_code == 403
    mine, seat = member(cast_of_two, 0)
    sent = ready(mine, cast_of_two, seat, {1: "y", 2: "y"})
    assert client.post(at("ballot", cast_of_two.pk), sent).status_code == 403
    assert client.post(at("ballot", cast_of_two.pk), {"step": "cast"})["Location"] == at("ballot", cast_of_two.pk)
    assert VoterMark.objects.count() == 0


def test_a_letter_is_entered_by_the_secretary_once(cast):
    session = voting(cast, items=("CSTDT",), presence={4: "written"})
    seat, client = seats(session)[4], login(cast.dha)
    here = at("ballot_letter", session.pk, seat.pk)
    assert client.get(at("ballot_letter", session.pk, seats(session)[5].pk)).status_code == 404  # is present
    text = text_of(client.post(here, {"o-1": "y", "seat": seat.pk, "step": "review"}))
    sent = {"step": "cast", "code": hidden(text, "code"), "paper": hidden(text, "paper")}
    assert client.post(here, sent)["Location"] == at("session", session.pk)
    assert "Đã nhận văn bản" in text_of(client.get(at("session", session.pk)))


# --- Preparing ----------------------------------------------------------------------------------------------------------
def test_a_session_is_prepared_invited_opened_on_screen(cast):
    council(cast)
    client = login(cast.dha)
    form = {
        "title": "Phiên 1",
        "year": "2023",
        "held_on": "20/12/2023",
        "held_time": "8h30",
        "mode": "online",
        "secret": "on",
        "closes_on": "20/12/2023",
        "closes_time": "11:30",
    }
    client.post(at("session_new"), form)
    session = Session.objects.get()
    item = {
        "award": "CSTDT",
        "filed_on": "5/1/2024",
        "subject_kind": "individual",
        "label": "Bà Vũ Thị Ngọc Ánh",
        "detail": "Trưởng khoa",
        "unit": cast.units["Sở Y tế"].pk,
    }
    client.post(at("agenda_item_new", session.pk), item)
    twice = text_of(client.post(at("agenda_item_new", session.pk), item))
    assert "đã có trong chương trình" in twice
    client.post(at("session", session.pk), {"move": "invite"})
    assert Recusal.objects.get().seat == seats(session)[2]  # of Sở Y tế, noted when the members are invited
    refused = client.post(at("session", session.pk), {"move": "open"}, follow=True)
    assert "Còn 10 thành viên chưa ghi có mặt" in refused.content.decode()
    marks = {f"presence_{seat.pk}": "present" for seat in seats(session)}
    client.post(at("session_attendance", session.pk), marks)
    client.post(at("session", session.pk), {"move": "open"})
    session = fresh(session)
    assert (session.state, session.box.option_count, session.items.get().law_version) == ("voting", 1, "L2022A")


def test_the_paper_is_ordered_by_award_kind_and_name(cast):
    session = prepared(cast, items=("BKT", "CSTDT", "BKT", "CTDT"))
    found = [(item.award, item.label) for item in session.items.order_by("position")]
    # As the law lists awards: titles of people, then of collectives, then forms of award; names in Vietnamese order.
    assert [award for award, _ in found] == ["CSTDT", "CTDT", "BKT", "BKT"]
    assert [label for award, label in found if award == "BKT"] == ["Ông Lê Văn Bình", "Ông Lê Văn Dũng"]


def test_members_see_nothing_of_a_session_that_is_being_prepared(cast):
    session = prepared(cast)
    client, _ = member(session, 0)
    assert client.get(at("session", session.pk)).status_code == 404
    assert session.title not in text_of(client.get(at("session_list")))


def test_the_hour_of_closing_is_moved_on_its_own_page(cast):
    session, client = voting(cast), login(cast.dha)
    here = at("session_closing", session.pk)
    assert client.get(at("session", session.pk), {"chuyen": "move_closing"})["Location"] == here
    shown = text_of(client.get(here))
    assert "Giờ kết thúc hiện nay: 11:30 ngày 20/12/2023." in shown
    hour = {"closes_on": "20/12/2023", "closes_time": "15h"}
    client.post(here, hour)  # no reason given
    assert fresh(session).box.closes_at == clock.moment(dt.date(2023, 12, 20), 11, 30)
    answer = client.post(here, hour | {"note": "Chờ thêm thành viên"})
    assert answer["Location"] == at("session", session.pk)
    assert fresh(session).box.closes_at == clock.moment(dt.date(2023, 12, 20), 15)


def test_results_and_minutes_only_after_the_count(cast):
    session = voting(cast)
    client = login(cast.dha)
    assert client.get(at("session_minutes", session.pk)).status_code == 302
    assert "Đạt" not in text_of(client.get(at("agenda", session.pk))).split("<main")[1]


def test_the_minutes_say_what_was_counted(cast):
    session = counted(cast, ["y", "y", "", *"yyyyyy", None], presence={9: "absent"})
    shown = re.sub(r"\s+", " ", text_of(login(cast.dha).get(at("session_minutes", session.pk))))
    for words in (
        "Tổng số thành viên Hội đồng: 10; có mặt: 9; gửi ý kiến bằng văn bản: 0; vắng: 1.",
        "Vắng: Thành viên Nga, Đi công tác.",
        "Số phiếu phát ra: 9; số phiếu thu về: 9.",
        "Cần từ 90%, tức 9/10 thành viên",
        "Có 8/10 (80%) tổng số thành viên đồng ý, cần 9 phiếu: không đạt.",
        "Thành viên Chi, số 1 (Ông Lê Văn Bình): cùng đơn vị với đối tượng được xét.",
    ):
        assert words in shown


def test_a_name_that_looks_like_markup_is_only_a_name_B80(cast):
    session = prepared(cast)
    AgendaItem.objects.update(label="<b>Lê</b> [x] $1 {{ y }}")
    shown = text_of(login(cast.dha).get(at("agenda", session.pk)))
    assert "&lt;b&gt;Lê&lt;/b&gt; [x] $1 {{ y }}" in shown


# --- The real size ------------------------------------------------------------------------------------------------------
@pytest.fixture
def large(cast):
    """1,049 nominees and 15 members."""
    session = prepared(cast, members=15, items=("CTDT",))
    rows, position = [], 1
    for award, count in AWARDS.items():
        for number in range(count - (award == "CTDT")):
            position += 1
            rows.append(
                AgendaItem(
                    session=session,
                    position=position,
                    award=award,
                    award_name=award,
                    law_version="L2022A",
                    subject_kind="individual",
                    label=f"Ông Nguyễn Văn {number}",
                    unit=cast.units["Sở Y tế"] if number % 10 == 0 else None,
                )
            )
    AgendaItem.objects.bulk_create(rows)
    return session


def test_a_session_of_1049_by_15_within_its_budget(cast, large):
    from awards.council.services import sessions
    from awards.council.workflows import SESSION
    from tests.council.walk import secretary_of

    session = large
    SESSION.perform(session, "invite", by=secretary_of(cast))
    sessions.set_attendance(session, {s.pk: ("present", "") for s in seats(session)}, by=secretary_of(cast))
    SESSION.perform(session, "open", by=secretary_of(cast))
    client, seat = member(session, 0)
    assert queries(lambda: client.get(at("session", session.pk))) <= 25
    assert queries(lambda: client.get(at("ballot", session.pk))) <= 25
    again = {"HX-Request": "true"}  # asked by the hall's screen every few seconds
    assert queries(lambda: client.get(at("session_screen", session.pk), headers=again)) <= 12
    sent = cast_all(client, session, seat)
    assert len(client.cookies[f"phieu-{session.pk}-{seat.pk}"].value) < 4000  # a browser keeps 4 KB
    assert queries(lambda: client.post(at("ballot", session.pk), sent)) <= 8
    assert VoterMark.objects.count() == 1


def cast_all(client, session, seat) -> dict:
    pages = -(-1049 // PER_PAPER_PAGE)
    for page in range(1, pages + 1):
        choose(client, session, seat, {}, step="rest", page=page)
    return ready(client, session, seat, {})


def queries(do) -> int:
    with CaptureQueriesContext(connection) as captured:
        do()
    return len(captured)


def test_the_pages_cost_the_same_for_one_and_three_nominees(cast):
    one = prepared(cast, items=("CSTDT",))
    client = login(cast.dha)
    client.get(at("agenda", one.pk))
    costs = [queries(lambda p=page: client.get(at(p, one.pk))) for page in ("session", "agenda")]
    from awards.council.services import agenda
    from tests.council.walk import secretary_of

    for number in range(2):
        agenda.add_item(
            one,
            award="CSTDT",
            filed_on=dt.date(2024, 1, 5),
            subject_kind="individual",
            label=f"Bà {number}",
            by=secretary_of(cast),
        )
    assert [queries(lambda p=page: client.get(at(p, one.pk))) for page in ("session", "agenda")] == costs


def test_the_minutes_cost_the_same_for_one_and_three_nominees_and_absent_members(cast):
    client, costs = login(cast.dha), []
    for items, away in ((1, {9: "absent"}), (3, dict.fromkeys((7, 8, 9), "absent"))):
        said = ["y" * items, "y" * items, "y" * (items - 1)] + ["y" * items] * 4
        session = counted(cast, said, items=("CSTDT", "CTDT", "BKT")[:items], presence=away)
        client.get(at("session_minutes", session.pk))
        costs.append(queries(lambda pk=session.pk: client.get(at("session_minutes", pk))))
    assert costs[0] == costs[1]
