"""Opinions of agencies: who is asked about whom, until when, silence, late and adverse answers, what waits and what is seen."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from awards.appraisal.models import Agency, Dossier, Hold, Opinion
from awards.appraisal.selectors import opinions as pages
from awards.appraisal.selectors.clocks import Clocks
from awards.appraisal.selectors.queue import clock_of
from awards.appraisal.services import holds, opinions
from awards.appraisal.workflows import DOSSIER
from campaigns.selectors import todo
from campaigns.selectors.open_deadlines import kinds
from emulation.base import clock
from emulation.base.models import Notification
from emulation.base.workflow import Refused
from organisations.enums import Role
from tests.appraisal.walk import dossier, fresh, of, received, written
from tests.factories import acting, make_person
from tests.nominations.walk import MORNING, PDF

pytestmark = pytest.mark.django_db
DUE = dt.date(2024, 12, 16)  # ten working days after Monday 2/12/2024


@pytest.fixture(autouse=True)
def morning():
    with clock.at(MORNING):
        yield


@pytest.fixture
def police(cast):
    """The agency is the unit of `stranger`; somebody answers for it."""
    Agency.objects.all().delete()
    cast.agency = make_person("hiepy", Role.CONSULTED_AGENCY, cast.units["Hội Luật gia"])
    return Agency.objects.create(
        name="Công an tỉnh", unit=cast.units["Hội Luật gia"], matter="vi phạm", basis="QĐ", silence="proceed"
    )


def asked(cast, row: Dossier, *agencies: Agency) -> Opinion:
    opinions.ask(row.nominee.file, agencies, by=acting(cast.dha))
    return Opinion.objects.for_page().get(dossier=row, agency=agencies[0])


def at(name: str, *args) -> str:
    return reverse(f"appraisal:{name}", args=args)


def test_asked_by_award_and_kind_once_and_never_about_itself(cast, police, django_capture_on_commit_callbacks):
    file = received(cast, blocked=1)
    titles = Agency.objects.create(name="Sở KH&CN", matter="sáng kiến", awards=["CSTDT"], basis="QĐ")
    firms = Agency.objects.create(name="Thuế", matter="thuế", kinds=["collective"], basis="QĐ")
    itself = Agency.objects.create(name="Sở Y tế", matter="an toàn thực phẩm", unit=cast.units["Sở Y tế"], basis="QĐ")
    with django_capture_on_commit_callbacks(execute=True):
        assert opinions.ask(file, [police, titles, firms, itself], by=acting(cast.dha)) == 3
    found = sorted(Opinion.objects.values_list("agency__name", "dossier__nominee__name"))
    assert found == [
        ("Công an tỉnh", "Lê Minh Tuấn"),
        ("Công an tỉnh", "Phạm Văn Nam 0"),
        ("Sở KH&CN", "Phạm Văn Nam 0"),
    ]
    assert set(Opinion.objects.values_list("due", flat=True)) == {DUE}
    told = Notification.objects.filter(key__contains=":asked:").values_list("recipient__username", flat=True)
    assert sorted(told) == ["hiepy", "stranger"]
    with pytest.raises(Refused, match="Không có đối tượng nào cần hỏi thêm"):
        opinions.ask(file, [police, itself], by=acting(cast.dha))


def test_an_agency_has_its_own_number_of_days(cast, police):
    Agency.objects.update(days=3)
    assert asked(cast, dossier(cast), Agency.objects.get()).due == dt.date(2024, 12, 5)


def test_the_desk_waits_and_goes_on_without_after_the_day(cast, police):
    row = dossier(cast)
    asked(cast, row, police)
    written(cast, row)
    with pytest.raises(Refused, match="Còn chờ ý kiến: Công an tỉnh"):
        DOSSIER.perform(row, "propose", by=acting(cast.dha))
    with clock.at(clock.moment(DUE, 16)), pytest.raises(Refused, match="Còn chờ ý kiến"):
        DOSSIER.perform(row, "propose", by=acting(cast.dha))
    with clock.at(clock.moment(DUE + dt.timedelta(days=1))):
        assert DOSSIER.perform(row, "propose", by=acting(cast.dha)).state == "proposed"


def test_where_the_rule_waits_silence_is_no_answer(cast, police):
    Agency.objects.update(silence="wait")
    row = dossier(cast)
    asked(cast, row, Agency.objects.get())
    written(cast, row)
    with clock.at(clock.moment(dt.date(2025, 2, 3))), pytest.raises(Refused, match="Còn chờ ý kiến"):
        DOSSIER.perform(row, "propose", by=acting(cast.dha))


def test_the_clock_of_the_desk_stands_still_while_it_waits(cast, police):
    """Asked on 2/12; nothing counts until the day of the answer, Thursday 5/12: 25 days from 6/12 end on Thursday 9/1/2025."""
    row = dossier(cast)
    opinion = asked(cast, row, police)
    with clock.at(clock.moment(dt.date(2024, 12, 4))):
        assert (clock_of(fresh(row), Clocks()).paused, clock_of(fresh(row), Clocks()).left) == (True, 25)
    with clock.at(clock.moment(dt.date(2024, 12, 5))):
        opinions.give(opinion, version=opinion.version, answer="clear", by=acting(cast.agency))
        running = clock_of(fresh(row), Clocks())
    assert (running.paused, running.due) == (False, dt.date(2025, 1, 9))


def test_an_adverse_opinion_holds_until_a_head_releases_with_a_reason(cast, police):
    row = dossier(cast)
    opinion = asked(cast, row, police)
    with pytest.raises(Refused, match="Hãy ghi vi phạm"):
        opinions.give(opinion, version=opinion.version, answer="adverse", by=acting(cast.agency))
    opinions.give(opinion, version=opinion.version, answer="adverse", text="Vi phạm giao thông", by=acting(cast.agency))
    assert Hold.objects.get().reason == "Ý kiến của Công an tỉnh: Vi phạm giao thông"
    written(cast, row)
    with pytest.raises(Refused, match="Đang tạm dừng xét"):
        DOSSIER.perform(row, "propose", by=acting(cast.dha))
    opinion.refresh_from_db()
    opinions.give(opinion, version=opinion.version, answer="clear", by=acting(cast.agency))
    assert fresh(row).is_held
    holds.release(row, reason="Đã xử lý xong, không bị kỷ luật", by=acting(cast.dha_head))
    assert DOSSIER.perform(row, "propose", by=acting(cast.dha)).state == "proposed"


def test_a_late_adverse_opinion_still_holds(cast, police):
    row = dossier(cast)
    opinion = asked(cast, row, police)
    with clock.at(clock.moment(DUE + dt.timedelta(days=3))):
        opinions.give(opinion, version=opinion.version, answer="adverse", text="Đang điều tra", by=acting(cast.agency))
    assert fresh(row).is_held


def test_written_down_from_paper_names_the_letter(cast, police, as_):
    opinion = asked(cast, dossier(cast), police)
    client = as_(cast.dha)
    url = at("opinion_answer", opinion.pk)
    values = {"answer": "clear", "text": "", "letter": "", "version": opinion.version}
    assert "Số, ngày văn bản trả lời" in client.post(url, values).content.decode()
    paper = SimpleUploadedFile("Công văn.pdf", PDF)
    client.post(url, values | {"letter": "12/CAT ngày 4/12/2024", "paper": paper})
    opinion.refresh_from_db()
    assert (opinion.answer, opinion.letter, opinion.answered_by) == ("clear", "12/CAT ngày 4/12/2024", cast.dha)
    paper_url = reverse("base:file", args=[opinion.paper_id])
    assert client.get(paper_url).status_code == 200
    for who in ("owner", "neighbour", "auditor", "council"):
        assert as_(getattr(cast, who)).get(paper_url).status_code == 404, who


def test_who_sees_and_answers(cast, police, as_):
    row = dossier(cast)
    opinion = asked(cast, row, police)
    for who, sees in {"agency": True, "stranger": True, "dha": True, "dha_head": True}.items():
        assert as_(getattr(cast, who)).get(at("opinion_answer", opinion.pk)).status_code == 200, who
        assert sees
    for who in ("owner", "head", "neighbour", "leader", "auditor", "council", "office", "admin", "dha_unit_clerk"):
        assert as_(getattr(cast, who)).get(at("opinion_answer", opinion.pk)).status_code == 404, who
    with pytest.raises(PermissionDenied):
        opinions.give(opinion, version=opinion.version, answer="clear", by=acting(cast.owner))
    page = as_(cast.agency).get(at("opinion_list")).content.decode()
    assert "Lê Minh Tuấn" in page
    assert "Đối chiếu" not in page
    assert as_(cast.agency).get(at("desk", row.pk)).status_code == 404


def test_several_without_objection_at_once(cast, police, as_):
    file = received(cast, more=2)
    asked(cast, of(file), police)
    client = as_(cast.agency)
    keys = list(Opinion.objects.values_list("pk", flat=True))
    client.post(at("opinion_list"), {"chon": keys[:2]})
    assert Opinion.objects.filter(answer="clear").count() == 2
    assert Opinion.objects.filter(answer="").count() == 1


def test_work_and_reminders_of_the_agency_end_with_the_answer(cast, police):
    file = received(cast, more=1)
    opinion = asked(cast, of(file), police)

    def titles() -> list[str]:
        return [card.title for card in todo.for_user(acting(cast.agency))]

    days = (dt.date(2024, 12, 1), dt.date(2025, 1, 1))
    assert titles() == ["Cho ý kiến về đề nghị khen thưởng: Sở Y tế"]
    assert todo.count(acting(cast.agency)) == 1
    (one,) = kinds["opinion"].open(*days)
    assert (one.due, one.unit_id) == (DUE, police.unit_id)
    opinions.give_clear(list(pages.asked_of(acting(cast.agency))), by=acting(cast.agency))
    assert titles() == []
    assert list(kinds["opinion"].open(*days)) == []
    opinion.refresh_from_db()
    assert opinion.badge[2] == "Không có ý kiến khác"


def test_asking_and_agencies_on_the_pages(cast, police, as_):
    row = dossier(cast)
    client = as_(cast.dha)
    client.post(at("ask", row.nominee.file_id), {"agencies": [police.pk]})
    assert Opinion.objects.count() == 1
    assert "Công an tỉnh" in client.get(at("desk", row.pk)).content.decode()
    values = {"name": "Thanh tra tỉnh", "matter": "đơn thư", "silence": "proceed", "in_use": "on", "basis": ""}
    assert "phải ghi nguồn" in client.post(at("agency_new"), values).content.decode()
    client.post(at("agency_new"), values | {"basis": "QĐ 86"})
    made = Agency.objects.get(name="Thanh tra tỉnh")
    client.post(at("agency_edit", made.pk), values | {"basis": "QĐ 86", "days": "7", "version": made.version})
    made.refresh_from_db()
    assert (made.days, made.verified) == (7, False)
