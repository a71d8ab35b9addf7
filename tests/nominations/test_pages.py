"""Pages of nominations, as people use them: picking namesakes, a nominee against the law, the wrong file, the neighbour."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.models import Person
from awards.nominations.models import NominationFile, Nominee, NomineePaper, Route
from awards.nominations.selectors import checks
from awards.nominations.services import files, nominees
from awards.nominations.workflows import NOMINATION
from awards.selectors.cases import assess_claims
from awards.services.merging import merge_people
from emulation.base import clock
from tests import factories
from tests.factories import acting
from tests.nominations.walk import (
    AWARDS,
    DAY,
    MORNING,
    PDF,
    begun,
    complete,
    fresh,
    nominate,
    person,
    sent,
    with_department,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning():
    with clock.at(MORNING):
        yield


def at(name: str, *args) -> str:
    return reverse(f"nominations:{name}", args=args)


def text_of(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_a_file_from_the_call_to_the_receipt_in_the_browser(cast, as_):
    client = as_(cast.dha)
    form = {"year": "2024", "name": "Tổng kết", "awards": AWARDS, "last_day": "10/12/2024", "verified": "on"}
    client.post(at("route_new"), form)
    route = Route.objects.get()
    who = person(cast)
    client = as_(cast.head)
    assert "Tổng kết, năm 2024" in text_of(client.get(at("file_list")))
    client.post(at("file_begin", route.pk))
    file = NominationFile.objects.get()
    found = text_of(client.get(at("nominee_pick", file.pk), {"ten": "le minh"}))
    assert at("nominee_new", file.pk, "ca-nhan", who.pk) in found
    values = {"award": "LDTT", "type": "CONG_TRANG", "achievement_year": "2023", "summary": "Tốt"}
    client.post(at("nominee_new", file.pk, "ca-nhan", who.pk), values)
    row = Nominee.objects.get()
    shown = text_of(client.get(at("nominee", row.pk)))
    assert "Đủ điều kiện" in shown
    assert "Còn thiếu" in shown
    client.post(at("nominee", row.pk), {"code": "BAO_CAO", "file": SimpleUploadedFile("Báo cáo.pdf", PDF)})
    head = {
        "letter_number": "125/TTr-SYT",
        "letter_date": "1/12/2024",
        "met_on": "28/11/2024",
        "members": "9",
        "present": "8",
        "version": fresh(file).version,
        "minutes": SimpleUploadedFile("Biên bản.pdf", PDF),
    }
    client.post(at("file_head", file.pk), head)
    answer = client.post(at("file", file.pk), {"move": "submit"}, follow=True)
    assert "Đã gửi Sở Nội vụ" in text_of(answer)
    assert answer.redirect_chain[-1][0] == at("file_sent", file.pk)
    client = as_(cast.dha)
    assert "Tiếp nhận hồ sơ đề nghị: Tổng kết" in text_of(client.get(reverse("campaigns:home")))
    client.post(at("file", file.pk), {"move": "receive"})
    assert fresh(file).state == "received"
    assert "Tổng kết, năm 2024" in text_of(client.get(reverse("organisations:unit", args=[file.unit_id])))


def test_B78_namesakes_are_shown_apart_and_nobody_is_merged(cast, as_):
    file = begun(cast)
    one, two = person(cast, "Nguyễn Văn An"), person(cast, "Nguyễn Văn An")
    client = as_(cast.owner)
    found = text_of(client.get(at("nominee_pick", file.pk), {"ten": "nguyen van an"}))
    assert f"Hồ sơ số {one.pk}" in found
    assert f"Hồ sơ số {two.pk}" in found
    client.post(at("nominee_pick", file.pk), {"do": "person", "p-name": "Nguyễn Văn An", "p-birth_year": "1980"})
    assert Person.objects.filter(full_name="Nguyễn Văn An", merged_into=None).count() == 3


def test_a_person_of_another_unit_is_not_put_up(cast, as_):
    file, other = begun(cast), person(cast, "Người khác", unit="Sở Xây dựng")
    client = as_(cast.owner)
    assert (
        "Người khác"
        not in text_of(client.get(at("nominee_pick", file.pk), {"ten": "nguoi khac"}))
        .split("<main")[1]
        .split("value=")[0]
    )
    assert client.get(at("nominee_new", file.pk, "ca-nhan", other.pk)).status_code == 404


def test_the_unit_itself_and_a_part_of_it(cast, as_):
    file = begun(cast)
    client = as_(cast.owner)
    answer = client.post(at("nominee_pick", file.pk), {"do": "collective", "t-name": ""})
    again = client.post(at("nominee_pick", file.pk), {"do": "collective", "t-name": "sở y tế"})
    assert answer["Location"] == again["Location"]
    part = client.post(at("nominee_pick", file.pk), {"do": "collective", "t-name": "Phòng Nghiệp vụ Y"})
    assert part["Location"] != answer["Location"]
    assert "Hãy ghi tên chủ hộ" in text_of(client.post(at("nominee_pick", file.pk), {"do": "household", "h-name": ""}))


def test_mistakes_are_said_and_lose_nothing(cast, as_):
    file = complete(cast)
    row = file.nominees.get()
    client = as_(cast.owner)
    wrong = {
        "award": "LDTT",
        "type": "CONG_TRANG",
        "achievement_year": "2025",
        "summary": "Văn bản dài",
        "council_yes": "9",
    }
    shown = text_of(client.post(at("nominee_edit", row.pk), wrong | {"version": row.version}))
    assert "Hội đồng đơn vị có 8 người dự họp" in shown
    assert "Đợt này xét thành tích đến năm 2023" in shown
    assert "Văn bản dài" in shown
    shown = text_of(client.post(at("nominee", row.pk), {"code": "KHAC", "file": SimpleUploadedFile("a.php", b"<?php")}))
    assert "Thêm tài liệu" in shown
    assert NomineePaper.objects.filter(code="KHAC").count() == 0
    head = {"members": "5", "present": "6", "version": file.version}
    assert "không thể nhiều hơn tổng số thành viên" in text_of(client.post(at("file_head", file.pk), head))


def test_a_colleagues_change_is_not_overwritten(cast, as_):
    file = complete(cast)
    row = file.nominees.get()
    values = {"award": "LDTT", "type": "CONG_TRANG", "achievement_year": 2023, "position": "Trưởng phòng"}
    nominees.update(
        row, version=row.version, by=acting(cast.head), summary="Của thủ trưởng", council_yes=None, **values
    )
    form = {name: str(value) for name, value in values.items()} | {"summary": "Của cán bộ", "version": row.version}
    answer = as_(cast.owner).post(at("nominee_edit", row.pk), form)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Của thủ trưởng" in shown
    assert "Của cán bộ" in shown
    row.refresh_from_db()
    assert row.summary == "Của thủ trưởng"


@pytest.mark.parametrize("who", ["neighbour", "stranger", "admin", "council"])
def test_the_neighbour_sees_no_file_no_nominee_no_paper(cast, as_, who):
    file = sent(cast)
    row = file.nominees.get()
    client = as_(getattr(cast, who))
    assert client.get(at("file", file.pk)).status_code == 404
    assert client.get(at("nominee", row.pk)).status_code == 404
    assert client.get(reverse("base:file", args=[row.papers.first().file_id])).status_code == 404
    assert client.post(at("file", file.pk), {"move": "withdraw", "note": "x"}).status_code == 404
    assert fresh(file).state == "with_bloc"


def test_B87_each_figure_is_the_length_of_its_list(cast, as_):
    with_department(cast)
    client = as_(cast.dha)
    shown = client.get(at("file_list"))
    for state, _, number in shown.context["counts"]:
        assert client.get(at("file_list"), {"tinh-trang": state}).context["page_obj"].paginator.count == number


def test_an_overlap_with_another_unit_is_said(cast, as_):
    who = person(cast)
    file = sent(cast)
    from awards.services import people

    people.add_place(who, unit=cast.units["Sở Tài chính"], by=acting(cast.dha))
    first = file.nominees.get()
    people.add_place(first.person, unit=cast.units["Sở Tài chính"], by=acting(cast.dha))
    other = files.begin(file.route, cast.units["Sở Tài chính"], by=acting(cast.leader))
    row = nominate(cast, other, first.person, by=cast.leader)
    shown = text_of(as_(cast.leader).get(at("nominee", row.pk)))
    assert "Trùng: đã được Sở Y tế đề nghị" in shown


def test_the_achievement_rests_on_an_accepted_report(cast, as_):
    campaign = factories.launch(cast)
    report = factories.report(cast, campaign, "accepted")
    file = complete(cast)
    row = file.nominees.get()
    client = as_(cast.owner)
    client.post(at("nominee_link", row.pk), {"nguon": f"bc-{report.pk}"})
    client.post(at("nominee_link", row.pk), {"nguon": f"bc-{report.pk}"})
    assert row.evidence.count() == 1
    assert reverse("campaigns:submission", args=[report.pk]) in text_of(client.get(at("nominee", row.pk)))
    client.post(at("nominee_link", row.pk), {"nguon": "bc-999999"})
    assert row.evidence.count() == 1


def test_a_list_of_thirty_costs_as_much_as_one(cast, as_):
    file = begun(cast)
    nominate(cast, file, person(cast, "Người Một"))
    client = as_(cast.owner)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(at("file", file.pk)).status_code == 200
        return len(captured)

    client.get(at("file", file.pk))
    one = cost()
    for number in range(29):
        nominate(cast, file, person(cast, f"Người {number}"))
    assert cost() == one


def test_two_clicks_send_once(cast, as_):
    file = complete(cast)
    client = as_(cast.head)
    for _click in range(2):
        client.post(at("file", file.pk), {"move": "submit"})
    assert fresh(file).snapshots.count() == 1


@pytest.mark.django_db(transaction=True)
def test_withdrawn_and_received_at_the_same_moment_is_one_of_both(cast, at_once):
    file = with_department(cast, endorsed_by_bloc=False)

    def move(name, who, **data):
        def run():
            with clock.at(clock.moment(DAY, 10)):
                return NOMINATION.perform(NominationFile.objects.get(pk=file.pk), name, by=acting(who), **data).state

        return run

    answers = at_once(move("receive", cast.dha), move("withdraw", cast.head, note="Sai"))
    assert sum(isinstance(answer, str) for answer in answers) == 1
    assert fresh(file).state in ("received", "draft")


def test_one_page_asks_the_law_once(cast, as_, monkeypatch):
    file = complete(cast)
    asked = []
    monkeypatch.setattr(
        checks, "assess_claims", lambda claims, **kw: asked.append(claims) or assess_claims(claims, **kw)
    )
    assert as_(cast.head).get(at("file", file.pk)).status_code == 200
    assert len(asked) == 1


def test_overlaps_of_six_cost_as_much_as_of_one(cast):
    other = complete(cast, unit="Sở Tài chính", by=cast.leader)
    shared = [person(cast, f"Người {number}") for number in range(6)]
    for who in shared:
        nominate(cast, other, who, by=cast.leader)
    NOMINATION.perform(other, "submit", by=acting(cast.leader_head))
    mine = files.begin(other.route, cast.units["Sở Y tế"], by=acting(cast.owner))

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            found = checks.check_file(fresh(mine))
        assert all(row.overlaps == ["Trùng: đã được Sở Tài chính đề nghị Lao động tiên tiến."] for row in found)
        return len(captured)

    nominate(cast, mine, shared[0])
    one = cost()
    for who in shared[1:]:
        nominate(cast, mine, who)
    assert cost() == one


@pytest.mark.parametrize(("by_bloc", "told"), [(False, True), (True, False)])
def test_the_receipt_says_whether_the_file_can_still_be_withdrawn(cast, as_, by_bloc, told):
    file = with_department(cast, endorsed_by_bloc=by_bloc)
    shown = text_of(as_(cast.head).get(at("file_sent", file.pk)))
    assert ("Rút được khi chưa tiếp nhận" in shown) == told


def test_two_records_that_became_one_are_one_person_in_two_lists(cast, as_):
    file = sent(cast)
    first, second = file.nominees.get().person, person(cast, unit="Sở Tài chính")
    other = files.begin(file.route, cast.units["Sở Tài chính"], by=acting(cast.leader))
    row = nominate(cast, other, second, by=cast.leader)
    assert "Trùng:" not in text_of(as_(cast.leader).get(at("nominee", row.pk)))
    merge_people(second, first, reason="Một người, chuyển đơn vị", by=acting(cast.dha))
    assert "Trùng: đã được Sở Y tế đề nghị" in text_of(as_(cast.leader).get(at("nominee", row.pk)))
