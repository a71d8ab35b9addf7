"""A unit's year of titles: registered in March, proposed in December, page by page, by the right people, without JavaScript.

2024, so that one version of the law (06/2022/QH15 with NĐ 98/2023) holds from the file to the decision. Three people for Chiến sĩ
thi đua cấp tỉnh, which needs CSTDCS three years in a row and an initiative of the province's scope (Điều 22): one has them, one
has a gap in 2023, one has them and is being looked into.
"""

import datetime as dt

import pytest
from django.test import Client

from awards.models import AwardRecord, Person
from awards.nominations.models import NominationFile, Nominee, Route
from awards.registrations.models import TitleRegistration
from awards.services import initiatives, people
from emulation.base import audit, clock
from emulation.base.models import Job
from organisations.enums import BlocRole
from organisations.services import blocs
from tests.factories import acting
from tests.journeys.walker import Walker

TITLE = "Chiến sĩ thi đua cấp tỉnh"
PASSES, GAP, HELD, STAYS = "Lê Văn An", "Trần Thị Bình", "Phạm Văn Chi", "Đỗ Thị Dung"
YEARS = {PASSES: (2022, 2023, 2024), GAP: (2022, 2024), HELD: (2022, 2023, 2024), STAYS: (2023, 2024)}
PDF = b"%PDF-1.4\n%%EOF\n"
LIST = "\n".join(
    [
        "Họ và tên;Chức vụ;Đơn vị công tác;Phân loại;Danh hiệu;Thành tích",
        *(f"{name};Trưởng phòng;Sở Y tế;Cá nhân;{TITLE};Hoàn thành xuất sắc" for name in (PASSES, GAP, HELD)),
    ]
).encode()


def on(day: int, month: int, year: int = 2024, hour: int = 9):
    """Live on a day."""
    return clock.at(clock.moment(dt.date(year, month, day), hour))


@pytest.fixture
def staff(cast) -> dict[str, Person]:
    """The bloc of the year, and four people of Sở Y tế with what is on record of them by December."""
    with on(2, 1):
        bloc = blocs.create_bloc(year=2024, code="01", name="Khối thi đua Kinh tế", by=None)
        blocs.seat(bloc, cast.units["Sở Tài chính"], role=BlocRole.LEADER, by=None)
        blocs.seat(bloc, cast.units["Sở Xây dựng"], role=BlocRole.DEPUTY, by=None)
        for name in ("Sở Y tế", "Sở Công Thương"):
            blocs.seat(bloc, cast.units[name], by=None)
        return {name: _person(cast, name) for name in YEARS}


def _person(cast, name: str) -> Person:
    row = people.create_person(full_name=name, by=acting(cast.dha))
    people.add_place(row, unit=cast.units["Sở Y tế"], position="Trưởng phòng", by=acting(cast.dha))
    for year in YEARS[name]:
        AwardRecord.objects.create(
            subject_kind="individual",
            person=row,
            subject_text=name,
            award="CSTDCS",
            award_text="Chiến sĩ thi đua cơ sở",
            decision_number=f"{row.pk}{year}/QĐ-SYT",
            decided_on=dt.date(year, 11, 20),
            type="CONG_TRANG",
            year=year,
            identity=f"{row.pk}-{year}",
        )
    paper = {"title": f"Sáng kiến của {name}", "year": 2024, "scope": "tinh", "certified": True, "certificate": "QĐ 7"}
    initiatives.add_initiative(row, by=acting(cast.dha), **paper)
    return row


def opens(person, url: str) -> int:
    return Walker(person).open(url).status


# --- March ------------------------------------------------------------------------------------------------------------
def register(cast) -> str:
    """Sở Nội vụ opens the year; the clerk writes three people, the head sends, the leader endorses, Sở Nội vụ receives."""
    with on(5, 1):
        page = Walker(cast.dha).open("/dang-ky-danh-hieu/").click("Mở đợt đăng ký")
        page.type("Năm", "2024").type("Nhận từ ngày", "15/12/2023").type("Hạn gửi", "15/3/2024")
        page.tick("Trưởng khối xác nhận trước khi gửi Sở Nội vụ").type("Văn bản, nguồn", "Kế hoạch số 5/KH-UBND")
        page.press("Mở đợt")
    row = TitleRegistration.objects.get(unit=cast.units["Sở Y tế"])
    home = f"/dang-ky-danh-hieu/{row.pk}/"
    with on(11, 3):
        page = Walker(cast.owner).open("/").click("Đăng ký danh hiệu năm 2024")
        for name in (PASSES, GAP, STAYS):
            page.open(home).click("Thêm").type("Tên, gõ không dấu cũng được", name).press("Tìm").click(name)
            page.choose("Danh hiệu, hình thức", TITLE).press("Thêm vào danh sách")
        page.open(home).sees(PASSES, GAP, STAYS).press("Trình thủ trưởng")
    seen_by(home, cast, own=200, leader=404, deputy=404, dha=404, auditor=404)
    with on(12, 3):
        Walker(cast.head).open("/").click("Duyệt").press("Duyệt và gửi")
    seen_by(home, cast, own=200, leader=200, deputy=200, dha=200, auditor=200)
    with on(13, 3):
        Walker(cast.leader).open(home).sees(PASSES).sees_not("Chưa đủ điều kiện").press("Xác nhận")
    with on(14, 3):
        Walker(cast.dha).open(home).sees(PASSES, GAP, STAYS).press("Tiếp nhận")
    row.refresh_from_db()
    assert row.state == "received"
    return home


def seen_by(url: str, cast, **expected: int) -> None:
    """Who opens the address, as told; neighbours, the Council and the public never."""
    people_ = {
        "own": cast.owner,
        "leader": cast.leader,
        "dha": cast.dha,
        "auditor": cast.auditor,
        "deputy": cast.deputy,
    }
    found = {name: opens(people_[name], url) for name in expected}
    assert found == expected
    for person in (cast.neighbour, cast.stranger, cast.council, cast.nobody):
        assert opens(person, url) in (403, 404), person
    answer = Client().get(url)
    assert (answer.status_code, answer["Location"].startswith("/accounts/login/")) == (302, True)


# --- December -----------------------------------------------------------------------------------------------------------
def propose(cast, staff, committed) -> NominationFile:
    """Sở Nội vụ opens the route and records what is looked into; the clerk brings in the list and adds the papers."""
    with on(11, 11):
        page = Walker(cast.dha).open("/de-nghi-khen-thuong/dot/").click("Lập đợt")
        page.type("Năm", "2024").type("Tên đợt", "Tổng kết năm").tick(TITLE).type("Hạn gửi", "10/12/2024")
        page.tick("Trưởng khối xác nhận trước").tick("Đã đối chiếu với văn bản").press("Lập đợt")
        page.open(f"/ca-nhan/{staff[HELD].pk}/ghi/xem-xet/").choose("Việc", "").type("Từ ngày", "1/11/2024")
        page.type("Văn bản", "Công văn số 8/TTr").press("Ghi")
    with on(2, 12):
        page = Walker(cast.owner).open("/de-nghi-khen-thuong/").press("Lập hồ sơ Tổng kết năm")
        file = NominationFile.objects.get()
        page.click("Nhập từ tệp").attach("Tệp danh sách", "đề nghị.csv", LIST)
        with committed(execute=True):
            page.press("Đọc thử")
        page.open(f"/de-nghi-khen-thuong/{file.pk}/nhap-tep/{_job()}/").sees("Ghi 3 đề nghị vào hồ sơ", "Đã có hồ sơ")
        assert Nominee.objects.count() == 0
        with committed(execute=True):
            page.press("Ghi vào hồ sơ")
        page.open(home_of(file)).sees(PASSES, GAP, HELD, "Đủ điều kiện", "Tạm dừng xét", "Chưa đủ điều kiện")
        for row in file.nominees.all():
            for paper in ("Báo cáo", "Chứng nhận"):
                page.open(f"/de-nghi-khen-thuong/doi-tuong/{row.pk}/").choose("Tài liệu", paper)
                page.attach("Tệp", f"{paper}.pdf", PDF).press("Thêm tài liệu")
        page.open(home_of(file)).click("Tờ trình, biên bản").type("Số tờ trình", "125/TTr-SYT")
        page.type("Ngày tờ trình", "2/12/2024").type("Hội đồng đơn vị họp ngày", "29/11/2024")
        page.type("Tổng số thành viên", "9").type("Số thành viên dự họp", "9")
        page.attach("Biên bản họp", "Biên bản.pdf", PDF).press("Lưu")
    return file


def _job() -> str:
    return str(Job.objects.get(kind="nominations.read_list").pk)


def home_of(file) -> str:
    return f"/de-nghi-khen-thuong/{file.pk}/"


def decide(cast, file) -> None:
    """The head is told what stands in the way; proposes the one with the gap with a reason, takes out the one on hold, explains."""
    gap, held = file.nominees.get(name=GAP), file.nominees.get(name=HELD)
    with on(3, 12):
        page = Walker(cast.head).open(home_of(file))
        page.sees(
            "hiện có 1 năm liên tục", "Tạm dừng xét", "Khác với đăng ký đầu năm", f"Chưa đủ điều kiện: {GAP}, {HELD}."
        )
        assert not [b for b in page.page.xpath("//main//button[not(@disabled)]") if "Gửi" in b.text_content()]
        page.open(f"/de-nghi-khen-thuong/doi-tuong/{gap.pk}/").click("Thủ trưởng ghi lý do vẫn đề nghị")
        page.type("Lý do vẫn đề nghị", "Năm 2023 đi học tập trung theo quyết định.").press("Ghi quyết định")
        assert opens(cast.owner, f"/de-nghi-khen-thuong/doi-tuong/{gap.pk}/") == 200
        page.open(f"/de-nghi-khen-thuong/doi-tuong/{held.pk}/").click("Bỏ")
        page.type("Lý do", "Đang xác minh đơn thư.").press("Bỏ khỏi hồ sơ")
        page.open(home_of(file)).sees(f"{STAYS}. Đã đăng ký {TITLE}, chưa có trong hồ sơ đề nghị.", "Chưa giải trình")
        page.click("Tờ trình, biên bản")
        page.type("Giải trình khác với đăng ký đầu năm", "Bà Dung chưa đủ ba năm liên tục.").press("Lưu")
    seen_by(home_of(file), cast, own=200, leader=404, dha=404, auditor=404, deputy=404)
    with on(4, 12):
        page.open(home_of(file)).press("Duyệt và gửi").sees("Đã gửi trưởng khối")
    assert audit.last(file, "override").note == "Năm 2023 đi học tập trung theo quyết định."


def endorse_and_receive(cast, file) -> None:
    """The leader reads who is proposed, not what is on record of them; Sở Nội vụ reads why, and receives."""
    seen_by(home_of(file), cast, own=200, leader=200, dha=200, auditor=200, deputy=404)
    with on(5, 12):
        page = Walker(cast.leader).open(home_of(file)).sees(PASSES, GAP, "Bà Dung chưa đủ ba năm liên tục.")
        page.sees_not(HELD, "hiện có 1 năm liên tục", "đi học tập trung")
        page.press("Xác nhận và chuyển Sở Nội vụ")
    with on(6, 12):
        page = Walker(cast.auditor).open(home_of(file)).sees(PASSES, "đi học tập trung")
        assert not page.page.xpath("//main//form[@method='post']")
        page = Walker(cast.dha).open("/").click("Tiếp nhận hồ sơ đề nghị")
        page.sees(PASSES, "Đủ điều kiện", GAP, "hiện có 1 năm liên tục", "Vẫn đề nghị", "đi học tập trung")
        page.sees_not(HELD).press("Tiếp nhận")
    file.refresh_from_db()
    assert (file.state, file.is_late) == ("received", False)


def test_a_units_year_of_titles(cast, staff, django_capture_on_commit_callbacks):
    registered = register(cast)
    file = propose(cast, staff, django_capture_on_commit_callbacks)
    decide(cast, file)
    endorse_and_receive(cast, file)
    assert Route.objects.get().due_of(file.unit_id) == dt.date(2024, 12, 10)
    sent = file.snapshots.get().content
    assert [(n["name"], bool(n["override"])) for n in sent["nominees"]] == [(PASSES, False), (GAP, True)]
    with on(10, 12):
        page = Walker(cast.owner).open(registered)
        page.sees("Đã đề nghị: đã tiếp nhận")
        Walker(cast.neighbour).open("/de-nghi-khen-thuong/").sees_not("Sở Y tế")
