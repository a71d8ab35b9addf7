"""Pages of a bloc's year: owner, neighbour and stranger; forms; moves; files; what lists cost."""

import datetime as dt
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from campaigns.bloc_scores.enums import TableState
from campaigns.bloc_scores.models import CriteriaTable
from campaigns.bloc_scores.services import tables
from campaigns.bloc_year.models import Activity, Election, Inspection, Pledge, Registration
from campaigns.bloc_year.services import activities
from campaigns.bloc_year.workflows import ACTIVITY, ELECTION
from campaigns.selectors import todo
from campaigns.selectors.calendar import events
from emulation.base import audit, clock
from organisations.models import Bloc
from organisations.services import blocs
from tests.bloc_year import builders
from tests.bloc_year.test_pledge_workflow import PEOPLE
from tests.factories import acting, rounds
from tests.pages.organisation_helpers import queries_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def signing_day():
    with clock.at(clock.moment(builders.SIGNING_DAY, 9)):
        yield


def at(name, obj=None):
    return reverse(f"bloc_year:{name}", args=[obj.pk] if obj else [])


def token() -> dict:
    return {"token": str(uuid.uuid4())}


# --- Who sees -------------------------------------------------------------------------------------------------------
def test_the_year_of_a_bloc_is_seen_by_its_units_and_who_oversees(cast, as_):
    pledge = builders.begun(cast)
    seen = ["owner", "head", "neighbour", "leader", "leader_head", "deputy", "dha", "dha_head", "office", "auditor"]
    for name in PEOPLE:
        client = as_(getattr(cast, name))
        for url in (at("bloc_year", cast.bloc), at("pledge", pledge)):
            assert client.get(url).status_code == (200 if name in seen else 404), (name, url)


def test_a_stranger_posts_into_nothing_a_neighbour_is_refused(cast, as_):
    pledge = builders.signing(cast)
    assert as_(cast.stranger).post(at("pledge", pledge), {"move": "sign"}).status_code == 404
    assert as_(cast.neighbour).post(at("pledge", pledge), {"move": "sign"}).status_code == 403
    assert as_(cast.neighbour).get(at("pledge_edit", pledge)).status_code == 403
    assert as_(cast.owner).get(at("activity_new", cast.bloc)).status_code == 403
    assert not pledge.signatures.exists()


# --- Pledge ---------------------------------------------------------------------------------------------------------
def test_from_opening_to_the_registration_of_a_unit(cast, as_):
    client = as_(cast.leader)
    client.post(at("pledge_new", cast.bloc), token())
    pledge = Pledge.objects.get(bloc=cast.bloc)
    row = pledge.registrations.get(unit=cast.units["Sở Y tế"])
    assert [c.title for c in todo.for_user(acting(cast.owner))] == ["Đăng ký thi đua năm 2023"]
    client = as_(cast.owner)
    client.post(
        at("registration_edit", row),
        {"targets": "Bao phủ bảo hiểm 93%", "titles": "Cờ thi đua", "version": row.version},
    )
    assert "Bao phủ bảo hiểm 93%" in text_of(client.get(at("registration", row)))
    client.post(at("registration", row), {"move": "present"})
    assert todo.count(acting(cast.owner)) == 0
    assert [c.title for c in todo.for_user(acting(cast.head))] == ["Xác nhận đăng ký thi đua năm 2023"]
    as_(cast.head).post(at("registration", row), {"move": "confirm"})
    assert Registration.objects.get(pk=row.pk).state == "confirmed"
    assert "Bao phủ bảo hiểm 93%" in text_of(as_(cast.neighbour).get(at("registration", row)))


def test_a_returned_registration_shows_the_words_of_the_head(cast, as_):
    pledge = builders.begun(cast)
    row = pledge.registrations.get(unit=cast.units["Sở Y tế"])
    Registration.objects.filter(pk=row.pk).update(targets="Một")
    client = as_(cast.head)
    client.post(at("registration", row), {"move": "present"})
    asked = text_of(client.get(at("registration", row), {"chuyen": "return"}))
    assert "Chỗ cần sửa" in asked
    client.post(at("registration", row), {"move": "return", "note": "Ghi rõ số giường bệnh."})
    assert "“Ghi rõ số giường bệnh.”" in text_of(as_(cast.owner).get(at("registration", row)))


def test_who_has_not_signed_is_visible_to_every_member(cast, as_):
    pledge = builders.sign(cast, builders.signing(cast), "Sở Y tế")
    shown = text_of(as_(cast.neighbour).get(at("bloc_year", cast.bloc)))
    assert "Chưa ký: Sở Tài chính, Sở Xây dựng, Sở Công Thương." in shown
    assert text_of(as_(cast.neighbour).get(at("pledge", pledge))).count("Chưa ký") == 3


def test_the_head_signs_in_the_browser_and_the_card_goes(cast, as_):
    pledge = builders.signing(cast)
    assert [c.title for c in todo.for_user(acting(cast.head))] == ["Ký giao ước thi đua năm 2023"]
    client = as_(cast.head)
    assert "Ký giao ước" in text_of(client.get(at("pledge", pledge)))
    client.post(at("pledge", pledge), {"move": "sign"})
    signature = pledge.signatures.get()
    assert (signature.unit_name, signature.by_name) == ("Sở Y tế", str(cast.head))
    assert todo.for_user(acting(cast.head)) == []
    assert "Đơn vị bạn đã ký giao ước này." in text_of(client.post(at("pledge", pledge), {"move": "sign"}, follow=True))


def test_the_department_says_why_it_writes_for_the_leader(cast, as_):
    pledge = builders.begun(cast)
    client = as_(cast.dha)
    form = {"goals": "Một", "regulation": "Hai", "criteria": "Ba", "signing_on": "23/3/2023", "version": pledge.version}
    refused = client.post(at("pledge_edit", pledge), form)
    assert "Hãy ghi lý do Sở Nội vụ làm thay trưởng khối." in text_of(refused)
    client.post(at("pledge_edit", pledge), form | {"instead": "Trưởng khối chậm họp."})
    entry = audit.last(pledge, "save")
    assert (entry.note, entry.actor_id) == ("Trưởng khối chậm họp.", cast.dha.pk)
    assert "instead" not in text_of(as_(cast.leader).get(at("pledge_edit", pledge)))


def test_two_officers_of_the_leader_get_both_texts(cast, as_):
    pledge = builders.begun(cast)
    form = {"goals": "Một", "regulation": "", "criteria": "", "signing_on": "", "version": pledge.version}
    as_(cast.leader).post(at("pledge_edit", pledge), form)
    answer = as_(cast.leader_head).post(at("pledge_edit", pledge), form | {"goals": "Hai"})
    assert answer.status_code == 409
    assert Pledge.objects.get(pk=pledge.pk).goals == "Một"


def test_a_day_of_another_year_is_refused(cast, as_):
    pledge = builders.begun(cast)
    form = {"goals": "Một", "signing_on": "23/3/2025", "version": pledge.version}
    assert "không thuộc năm 2023" in text_of(as_(cast.leader).post(at("pledge_edit", pledge), form))


def test_files_open_for_the_bloc_and_nobody_else(cast, as_):
    pledge = builders.begun(cast)
    client = as_(cast.leader)
    upload = SimpleUploadedFile("Quy chế.pdf", builders.PDF)
    client.post(at("pledge_file", pledge), {"purpose": "regulation", "file": upload})
    row = pledge.files.get()
    url = reverse("base:file", args=[row.file_id])
    assert as_(cast.neighbour).get(url).status_code == 200
    assert as_(cast.stranger).get(url).status_code == 404
    assert as_(cast.neighbour).get(at("year_file_remove", row)).status_code == 403
    client = as_(cast.leader)
    client.post(at("year_file_remove", row), {"reason": "Nhầm tệp"})
    assert not pledge.files.exists()
    wrong = SimpleUploadedFile("a.exe", b"MZ123")
    assert "Không nhận tệp" in text_of(client.post(at("pledge_file", pledge), {"purpose": "other", "file": wrong}))


def test_the_plan_of_the_bloc_lies_beside_its_regulation(cast, as_):
    """Hà Nam 2023: the meeting of a bloc agrees its plan, regulation, criteria and pledge."""
    pledge = builders.begun(cast)
    client = as_(cast.leader)
    assert "Kế hoạch hoạt động năm" in text_of(client.get(at("pledge_file", pledge)))
    upload = SimpleUploadedFile("Kế hoạch.pdf", builders.PDF)
    client.post(at("pledge_file", pledge), {"purpose": "plan", "file": upload})
    assert "Kế hoạch hoạt động năm, " in text_of(client.get(at("pledge", pledge)))


def test_completion_freezes_the_newest_draft_of_the_blocs_criteria(cast):
    old = tables.create(rounds.DOCUMENT, by=None, bloc=cast.bloc, year=2023, number=1)
    new = tables.create(rounds.DOCUMENT, by=None, bloc=cast.bloc, year=2023, number=2)
    other = tables.create(rounds.DOCUMENT, by=None, bloc=cast.other_bloc, year=2023)
    builders.complete(cast)
    states = [CriteriaTable.objects.get(pk=t.pk).state for t in (old, new, other)]
    assert states == ["draft", "frozen", "draft"]
    assert CriteriaTable.objects.get(pk=new.pk).frozen_note == "Chốt khi ký kết giao ước thi đua năm 2023."


@pytest.mark.parametrize("empty", [True, False])
def test_a_table_with_faults_does_not_stop_the_last_signature(cast, empty, django_capture_on_commit_callbacks):
    if empty:
        table = CriteriaTable.objects.create(bloc=cast.bloc, year=2023, title="Bảng", state=TableState.DRAFT)
    else:  # one stage is too few to score by
        table = tables.create(
            rounds.DOCUMENT | {"stages": rounds.DOCUMENT["stages"][:1]}, by=None, bloc=cast.bloc, year=2023
        )
    with django_capture_on_commit_callbacks(execute=True):
        pledge = builders.complete(cast)
    pledge.refresh_from_db()
    table.refresh_from_db()
    assert (pledge.state, table.state) == ("complete", "draft")
    assert cast.leader.notifications.filter(title="Chưa chốt được bảng tiêu chí năm 2023").count() == 1


def test_the_printed_pledge_names_who_signed(cast, as_):
    pledge = builders.complete(cast)
    shown = text_of(as_(cast.auditor).get(at("pledge_print", pledge)))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in shown
    assert "ngày 23 tháng 3 năm 2023" in shown
    assert str(cast.head) in shown


def test_sheets_on_the_screen_say_what_their_files_say(cast, as_):
    """“Nơi nhận” stands in the files of a paper, and a pledge has no symbol of Decree 30: so it is on the screen."""
    client = as_(cast.leader)
    shown = text_of(client.get(at("pledge_print", builders.complete(cast))))
    for text in ("GIAO ƯỚC THI ĐUA", "Năm 2023 của Khối thi đua Kinh tế", "4. Các đơn vị ký giao ước", "Nơi nhận:"):
        assert text in shown
    assert "Số: ……" not in shown
    shown = text_of(client.get(at("activity_minutes", builders.held(cast))))
    for text in (
        "BIÊN BẢN",
        "Số: ……/BB",
        "I. Thành phần",
        "THƯ KÝ",
        "CHỦ TRÌ",
        "- Sở Nội vụ;",
        "- Lưu: Khối thi đua Kinh tế.",
    ):
        assert text in shown


# --- Activities -----------------------------------------------------------------------------------------------------
def plan_form(**fields) -> dict:
    return {"kind": "sports", "title": "Giải cầu lông", "planned_on": "18/8/2023"} | token() | fields


def test_an_activity_is_planned_once_for_two_clicks(cast, as_):
    client = as_(cast.deputy)
    form = plan_form(place="Nhà thi đấu tỉnh", host=cast.units["Sở Y tế"].pk)
    answers = [client.post(at("activity_new", cast.bloc), form) for _ in range(2)]
    made = Activity.objects.get()
    assert [a["Location"] for a in answers] == [at("activity", made)] * 2
    assert (made.host, made.planned_on) == (cast.units["Sở Y tế"], dt.date(2023, 8, 18))


def test_the_end_is_not_before_the_beginning(cast, as_):
    answer = as_(cast.leader).post(at("activity_new", cast.bloc), plan_form(ends_on="17/8/2023"))
    assert "Ngày kết thúc phải từ ngày dự kiến trở đi." in text_of(answer)
    assert not Activity.objects.exists()


def test_a_meeting_from_attendance_to_minutes(cast, as_):
    meeting = builders.planned(cast)
    client = as_(cast.leader)
    form = {"version": meeting.version}
    for unit, (level, person) in builders.LEVELS.items():
        pk = cast.units[unit].pk
        form |= {f"level-{pk}": level, f"person-{pk}": person, f"position-{pk}": "Giám đốc" if person else ""}
    wrong = form | {f"person-{cast.units['Sở Y tế'].pk}": ""}
    assert "Hãy ghi họ tên người dự." in text_of(client.post(at("activity_attendance", meeting), wrong))
    client.post(at("activity_attendance", meeting), form)
    meeting = Activity.objects.get()
    with clock.at(clock.moment(dt.date(2023, 12, 8), 16)):
        result = {
            "held_on": "8/12/2023",
            "conclusions": "Thống nhất.",
            "chair": "Lê Văn Minh",
            "version": meeting.version,
        }
        client.post(at("activity_result", meeting), result)
        client.post(at("activity", meeting), {"move": "finish"})
    assert Activity.objects.get().state == "done"
    shown = text_of(as_(cast.owner).get(at("activity_minutes", meeting)))
    assert "Có 3 trên 4 đơn vị dự; vắng 1." in shown
    assert "Phạm Văn Đức" in shown
    assert "ngày 08 tháng 12 năm 2023" in shown
    assert "DỰ THẢO" not in shown


def test_the_inspecting_unit_writes_its_minutes_but_not_the_pair(cast, as_):
    day = builders.planned(cast, "cross_inspection", dt.date(2023, 6, 20), title="Kiểm tra chéo")
    client = as_(cast.leader)
    pair = {"inspecting": cast.units["Sở Y tế"].pk, "inspected": cast.units["Sở Công Thương"].pk}
    client.post(at("activity_inspection_new", day), pair | token())
    row = Inspection.objects.get()
    page = text_of(as_(cast.owner).get(at("inspection_edit", row)))
    assert 'name="strengths"' in page
    assert 'name="inspecting"' not in page
    as_(cast.owner).post(at("inspection_edit", row), {"strengths": "Hồ sơ đầy đủ", "version": row.version})
    assert as_(cast.neighbour).get(at("inspection_edit", row)).status_code == 403
    shown = text_of(as_(cast.neighbour).get(at("inspection_print", row)))
    assert "Kiểm tra chéo công tác thi đua, khen thưởng tại Sở Công Thương" in shown
    assert "Hồ sơ đầy đủ" in shown


def test_an_activity_whose_day_passed_waits_for_the_leader(cast):
    builders.planned(cast, "sports", dt.date(2023, 3, 22), title="Giải cầu lông")
    late = ("Ghi kết quả: Giải cầu lông", True)
    begin = ("Mở đăng ký giao ước thi đua năm 2023", False)
    for person, expected in ((cast.leader, [late, begin]), (cast.deputy, [late])):
        cards = todo.for_user(acting(person))
        assert [(c.title, c.is_late) for c in cards] == expected
        assert todo.count(acting(person)) == len(expected)
    assert todo.count(acting(cast.owner)) == 0


def test_the_calendar_of_a_unit_has_the_days_of_its_bloc(cast, as_):
    builders.signing(cast)
    row = builders.planned(cast, "sports", dt.date(2023, 3, 30), title="Giải cầu lông", place="Nhà thi đấu tỉnh")
    off = builders.planned(cast, "charity", dt.date(2023, 3, 31), title="Thăm gia đình chính sách")
    ACTIVITY.perform(off, "cancel", by=acting(cast.leader), note="Bão.")
    shown = [(e.day.day, e.title, e.note) for e in events(acting(cast.neighbour), 2023, 3)]
    assert shown == [
        (23, "Ký giao ước thi đua năm 2023", "Hội trường Sở Tài chính"),
        (30, "Giải cầu lông", "Nhà thi đấu tỉnh"),
    ]
    assert events(acting(cast.stranger), 2023, 3) == []
    assert at("activity", row) in text_of(as_(cast.owner).get(reverse("campaigns:calendar"), {"thang": "2023-03"}))


# --- Election -------------------------------------------------------------------------------------------------------
def test_election_and_approval_on_the_pages(cast, as_):
    meeting = builders.held(cast)
    client = as_(cast.leader)
    form = {"leader": cast.units["Sở Xây dựng"].pk, "deputies": [cast.units["Sở Y tế"].pk], "voters": "4"}
    assert "nhiều hơn số phiếu" in text_of(
        client.post(at("activity_election", meeting), form | {"leader_votes": "5"} | token())
    )
    client.post(at("activity_election", meeting), form | {"leader_votes": "4", "method": "Biểu quyết"} | token())
    row = Election.objects.get()
    client.post(at("election", row), {"move": "present"})
    assert client.get(at("election_approve", row)).status_code == 403
    client = as_(cast.dha)
    assert client.post(at("election", row), {"move": "approve"})["Location"] == at("election_approve", row)
    refused = client.post(at("election_approve", row), {"target": "new", "valid_from": "1/1/2020", "note": "TB 12"})
    assert "không thuộc năm 2024" in text_of(refused)
    client.post(at("election_approve", row), {"target": "new", "valid_from": "1/1/2024", "note": "TB 12/TB-SNV"})
    assert Election.objects.get().state == "approved"
    assert Bloc.objects.filter(year=2024, code="01").count() == 1
    again = client.post(
        at("election_approve", row), {"target": "new", "valid_from": "1/1/2024", "note": "TB 12/TB-SNV"}
    )
    assert again["Location"] == at("election", row)
    assert Bloc.objects.filter(year=2024).count() == 1
    assert "Sở Xây dựng" in text_of(as_(cast.owner).get(at("activity_minutes", meeting)))


def test_a_returned_election_shows_the_reason(cast, as_):
    row = builders.elected(cast)
    ELECTION.perform(row, "return", by=acting(cast.dha), note="Ghi rõ số phiếu.")
    assert "“Ghi rõ số phiếu.”" in text_of(as_(cast.leader).get(at("election", row)))


# --- What pages cost ------------------------------------------------------------------------------------------------
def grow(cast, times: int) -> None:
    for n in range(times):
        row = builders.planned(cast, "cross_inspection", dt.date(2023, 6, 20), title=f"Kiểm tra chéo {n}")
        activities.save_inspection(
            row, inspecting=cast.units["Sở Y tế"], inspected=cast.units["Sở Công Thương"], by=acting(cast.leader)
        )


@pytest.mark.parametrize(("who", "queries"), [("owner", 14), ("dha", 12)])
def test_the_year_of_a_bloc_costs_the_same_with_more_activities(cast, as_, who, queries):
    builders.sign(cast, builders.signing(cast), "Sở Y tế")
    client = as_(getattr(cast, who))
    grow(cast, 1)
    client.get(at("bloc_year", cast.bloc))
    assert queries_of(client, at("bloc_year", cast.bloc)) == queries
    grow(cast, 2)
    assert queries_of(client, at("bloc_year", cast.bloc)) == queries


@pytest.mark.parametrize(("who", "queries"), [("owner", 11), ("dha", 10)])
def test_the_list_costs_the_same_with_more_blocs(cast, as_, who, queries):
    builders.begun(cast)
    client = as_(getattr(cast, who))
    client.get(at("year_list"))
    assert queries_of(client, at("year_list")) == queries
    for n in range(3):
        blocs.seat(
            blocs.create_bloc(year=2023, code=f"1{n}", name=f"Khối {n}", by=None), cast.units["Sở Y tế"], by=None
        )
    assert queries_of(client, at("year_list")) == queries
