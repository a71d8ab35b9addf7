"""The publicity agency and the Fatherland Front prepare the report on the duty the directive gave them; the head sends it.

Auditors and the Front find what is new since they last said they had seen it.
"""

import datetime as dt

import pytest

from campaigns.models import Submission
from campaigns.selectors import news, todo
from campaigns.services import campaigns as campaign_services
from campaigns.services import submissions
from campaigns.services.submissions import SectionInput
from campaigns.workflows import SUBMISSION
from emulation.base import clock
from organisations.models import Membership
from tests import factories
from tests.factories import acting, report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("july")]

JULY = dt.date(2023, 7, 5)
HALF_YEAR = "Báo cáo 6 tháng năm 2023"


@pytest.fixture
def agency(cast):
    """The officer of Sở Công Thương for publicity: a role beside the unit's own officers."""
    return factories.make_person("tuyengiao", "publicity_agency", cast.units["Sở Công Thương"])


@pytest.fixture
def front(cast):
    return factories.make_person("mattran", "fatherland_front", cast.units["Sở Công Thương"])


@pytest.fixture
def head(cast):
    return factories.make_person("giamdoc", "unit_head", cast.units["Sở Công Thương"])


@pytest.fixture
def duty(cast, campaign):
    """The report of Sở Công Thương on the duty it was given; Sở Y tế has the same duty."""
    units = [cast.units["Sở Công Thương"], cast.units["Sở Y tế"]]
    made = campaign_services.save_duty(
        campaign, responsible="Cơ quan tuyên truyền", text="Mở chuyên mục.", units=units, by=acting(cast.dha)
    )
    return made.submissions.get(unit=cast.units["Sở Công Thương"])


@pytest.mark.parametrize("who", ["agency", "front"])
def test_the_duty_waits_is_prepared_and_goes_to_the_head(cast, duty, head, request, as_, who):
    person = request.getfixturevalue(who)
    assert [c.title for c in todo.for_user(acting(person))] == ["Lập báo cáo thực hiện phân công 1"]
    client = as_(person)
    assert "Lập báo cáo thực hiện phân công 1" in client.get("/").content.decode()
    client.post(f"/bao-cao/{duty.pk}/", {"move": "start"})
    assert client.get(f"/bao-cao/{duty.pk}/soan/").status_code == 200
    paper = Submission.objects.get(pk=duty.pk)
    section = paper.sections.get()
    typed = {section.pk: SectionInput({"content": "Đã mở 12 chuyên mục."})}
    submissions.save(paper, sections=typed, values={}, version=paper.version, by=acting(person))
    assert client.post(f"/bao-cao/{duty.pk}/", {"move": "submit"}).status_code == 403  # the head sends
    client.post(f"/bao-cao/{duty.pk}/", {"move": "present"})
    paper.refresh_from_db()
    assert paper.state == "awaiting_head"
    assert todo.count(acting(person)) == 0
    SUBMISSION.perform(paper, "submit", by=acting(head))
    assert SUBMISSION.perform(paper, "accept", by=acting(cast.dha)).state == "accepted"


@pytest.mark.parametrize("who", ["agency", "front"])
@pytest.mark.parametrize("state", ["draft", "returned"])
def test_plans_and_reports_of_the_unit_and_duties_of_others_are_not_theirs(
    cast, campaign, duty, request, as_, who, state
):
    person = acting(request.getfixturevalue(who))
    other = Submission.objects.get(duty=duty.duty, unit=cast.units["Sở Y tế"])
    of_the_unit = factories.the_paper(campaign, cast.units["Sở Công Thương"])
    returned = report(cast, campaign, state, day=JULY)
    for paper in (other, of_the_unit, returned):
        assert not person.has_perm("campaigns.prepare_submission", paper)
    seen = set(Submission.objects.visible_to(person))
    expected = {duty, returned} if who == "front" and state == "returned" else {duty}
    assert seen == expected
    assert as_(request.getfixturevalue(who)).post(f"/bao-cao/{of_the_unit.pk}/", {"move": "start"}).status_code == 404


@pytest.mark.parametrize("who", ["agency", "front"])
def test_nobody_of_them_reads_in_place_of_others(cast, campaign, duty, request, who):
    person = acting(request.getfixturevalue(who))
    for move in ("endorse", "accept", "dha_return", "take_over", "reopen", "submit", "withdraw", "head_return"):
        assert not person.has_perm(SUBMISSION[move].permission, duty), move


@pytest.mark.parametrize("who", ["agency", "front"])
def test_B87_the_list_of_what_waits_is_that_of_the_cards(cast, duty, request, as_, who):
    html = as_(request.getfixturevalue(who)).get("/bao-cao/?tinh-trang=cho-toi").content.decode()
    assert f'href="/bao-cao/{duty.pk}/"' in html
    assert f'href="/bao-cao/{duty.pk}/"' in as_(request.getfixturevalue(who)).get("/bao-cao/").content.decode()


# --- What is new ------------------------------------------------------------------------------------------------------
def titles(person) -> list[tuple[str, str]]:
    found = news.of(acting(person))
    return [(s.unit.label, words) for s, words in found.papers] if found else []


def test_what_was_sent_received_or_returned_since_the_last_look(cast, campaign, as_):
    report(cast, campaign, "accepted", day=dt.date(2023, 6, 1), period="Kế hoạch năm 2023")  # older than a week
    report(cast, campaign, "returned", day=dt.date(2023, 7, 3))
    report(cast, campaign, "submitted", day=dt.date(2023, 7, 4), unit="Sở Tài chính")
    report(cast, campaign, "draft", day=dt.date(2023, 7, 4), unit="Sở Nội vụ")
    assert titles(cast.auditor) == [("Sở Tài chính", "Mới gửi"), ("Sở Y tế", "Đã trả lại")]
    client = as_(cast.auditor)
    html = client.get("/").content.decode()
    assert "Mới từ lần xem trước" in html
    assert html.count("Đã xem hết") == 1
    client.post("/da-xem/")
    html = client.get("/").content.decode()
    assert "Mới từ lần xem trước" not in html
    assert "Không có việc nào chờ bạn" in html
    paper = factories.the_paper(campaign, cast.units["Sở Tài chính"])
    with clock.at(clock.moment(dt.date(2023, 7, 6))):
        SUBMISSION.perform(paper, "endorse", by=acting(cast.deputy))
        SUBMISSION.perform(paper, "accept", by=acting(cast.dha))
        assert titles(cast.auditor) == [("Sở Tài chính", "Đã tiếp nhận")]


def test_news_are_for_those_who_oversee_and_seen_by_each_alone(cast, campaign, front, as_):
    report(cast, campaign, "submitted", day=JULY)
    assert titles(front)
    for who in ("dha", "office", "owner", "admin"):
        assert news.of(acting(getattr(cast, who))) is None, who
        assert as_(getattr(cast, who)).post("/da-xem/").status_code == 403
    as_(cast.auditor).post("/da-xem/")
    assert titles(front)
    assert not titles(cast.auditor)
    assert Membership.objects.exclude(news_seen_at=None).get().user == cast.auditor


def test_the_council_is_shown_what_was_accepted_since_its_last_look(cast, campaign, as_):
    report(cast, campaign, "returned", day=dt.date(2023, 7, 3))
    assert titles(cast.council) == []
    report(cast, campaign, "accepted", day=dt.date(2023, 7, 3), unit="Sở Tài chính")
    assert titles(cast.council) == [("Sở Tài chính", "Đã tiếp nhận")]
    client = as_(cast.council)
    assert client.post("/da-xem/").status_code == 302
    assert titles(cast.council) == []
    assert "Không có việc nào chờ bạn" in client.get("/").content.decode()


# --- Keys of one letter: a taste of the person, on every machine --------------------------------------------------------
def test_keys_of_one_letter_are_switched_off_for_the_account(cast, as_):
    client = as_(cast.owner)
    assert 'data-keys-switch="/tai-khoan/phim-tat/" checked' in client.get("/").content.decode()
    assert client.post("/tai-khoan/phim-tat/", {"on": "0"})["Location"] == "/tai-khoan/cua-toi/"
    html = as_(cast.owner).get("/tai-khoan/cua-toi/").content.decode()  # another machine
    assert 'data-keys-switch="/tai-khoan/phim-tat/">' in html
    assert "Bật phím tắt một chữ" in html
    assert 'data-keys-switch="/tai-khoan/phim-tat/" checked' in as_(cast.head).get("/").content.decode()
