"""Nominations of the demo at the end of 2023: two routes, files of five units in every state. All an illustration."""

import datetime as dt
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile

from awards.import_specs import read_file_nominees
from awards.models import Person
from awards.nominations.models import NominationFile, Route
from awards.nominations.selectors.checks import check_file
from awards.nominations.services import files, nominees, routes
from awards.nominations.services.list_import import bring_in
from awards.nominations.workflows import NOMINATION
from awards.services import subjects
from emulation.base import clock
from organisations.models import Unit, User

if TYPE_CHECKING:
    from campaigns.demo.year import Year

PDF = b"%PDF-1.4\n%%EOF\n"
COLUMNS = "Họ và tên;Chức vụ;Đơn vị công tác;Phân loại;Danh hiệu;Thành tích"
LISTED, ACHIEVED = "Bằng khen của Chủ tịch UBND tỉnh", "Hoàn thành tốt nhiệm vụ năm 2023."
SOURCE = "Đợt và hạn gửi ghi để minh họa trong bản chạy thử."
# Unit → how far its file has come by 12/12/2023, and on which day it was sent.
UNITS = {
    "Sở Y tế": ("received", dt.date(2023, 12, 6)),
    "Sở GD&ĐT": ("with_department", dt.date(2023, 12, 8)),
    "Sở Tài chính": ("returned", dt.date(2023, 12, 7)),
    "Sở Công Thương": ("with_department", dt.date(2023, 12, 11)),  # a day late
    "Sở NN&PTNT": ("draft", dt.date(2023, 12, 11)),
}


def build(year: "Year") -> None:
    """Called by build_demo after the registry."""
    units = {unit.short_name: unit for unit in Unit.objects.filter(short_name__in=UNITS)}
    if not all(unit.pk in year.p.clerks and unit.pk in year.p.heads for unit in units.values()):
        return  # a demo of few blocs only: no officers, nobody to propose
    with clock.at(clock.moment(dt.date(2023, 11, 6), 9)):
        route, _ = _routes(year.dha)
    for name, (state, day) in UNITS.items():
        _walk(year, route, units[name], state, day)


def _routes(by: User) -> tuple[Route, Route]:
    shared = {
        "year": 2023,
        "opens_on": None,
        "refuses_late": False,
        "basis": SOURCE,
        "verified": False,
        "closed_on": None,
    }
    own = routes.create(
        name="Tổng kết năm: thuộc thẩm quyền của tỉnh",
        awards=["CSTDT", "TTLDXS", "CTDT", "BKT"],
        last_day=dt.date(2023, 12, 10),
        endorsed_by_bloc=False,
        by=by,
        **shared,
    )
    state = routes.create(
        name="Tổng kết năm: trình cấp Nhà nước",
        awards=["CTDCP", "CSTDTQ", "BKTTG", "HCLD3", "HCLD2"],
        last_day=dt.date(2023, 12, 25),
        endorsed_by_bloc=True,
        by=by,
        **shared,
    )
    return own, state


def _walk(year: "Year", route: Route, unit: Unit, state: str, day: dt.date) -> None:
    clerk, head = year.p.clerks[unit.pk], year.p.heads[unit.pk]
    with clock.at(clock.moment(day, 8, 20)):
        file = files.begin(route, unit, by=clerk)
        _fill(file, clerk, full=state != "draft")
        if state == "draft":
            _bring_in(file, clerk)
            return
        for row in (checked.nominee for checked in check_file(file) if checked.blocks):
            nominees.override(row, reason="Thành tích nổi bật trong năm, Hội đồng đơn vị thống nhất đề nghị.", by=head)
        NOMINATION.perform(NominationFile.objects.get(pk=file.pk), "submit", by=head)
    with clock.at(clock.moment(day + dt.timedelta(days=1), 14, 5)):
        file = NominationFile.objects.get(pk=file.pk)
        if state == "received":
            NOMINATION.perform(file, "receive", by=year.dha)
        elif state == "returned":
            one = file.nominees.first()
            note = "Bổ sung tóm tắt thành tích và văn bản công nhận sáng kiến."
            NOMINATION.perform(
                file, "dha_return", by=year.dha, note=note, marks={one.pk: "Thiếu văn bản công nhận sáng kiến"}
            )


def _bring_in(file: NominationFile, clerk: User) -> None:
    """A list of the clerk: somebody of the unit, and somebody who died, of whom the day is still to be written."""
    known = Person.objects.filter(places__unit=file.unit).distinct().order_by("pk")[3:4]
    names = [*(person.full_name for person in known), "Nguyễn Văn Thiện (truy tặng)"]
    rows = [f"{name};Chuyên viên;{file.unit.official_name};Cá nhân;{LISTED};{ACHIEVED}" for name in names]
    result = read_file_nominees("\n".join([COLUMNS, *rows]).encode(), "de-nghi-2023.csv")
    bring_in(file, result, type="CONG_TRANG", by=clerk)
    row = file.nominees.get(posthumous=True)
    values = {"award": row.award, "posthumous": True, "receiver": "Bà Trần Thị Lụa, vợ"}
    nominees.update(row, version=row.version, by=clerk, **values)


def _fill(file: NominationFile, clerk: User, *, full: bool) -> None:
    """Three people and the unit itself; a draft has no letter and no papers yet."""
    people = Person.objects.filter(places__unit=file.unit).distinct().order_by("pk")[:3]
    shared = {"type": "CONG_TRANG", "achievement_year": 2023, "council_yes": 7 if full else None}
    rows = []
    for person, award in zip(people, ("CSTDT", "BKT", "BKT"), strict=False):
        place = person.places.first()
        summary = "Hoàn thành xuất sắc nhiệm vụ năm 2023; có sáng kiến áp dụng tại đơn vị."
        position = f"{place.position}, {file.unit.official_name}"
        rows.append(nominees.add(file, person, award=award, position=position, summary=summary, by=clerk, **shared))
    unit = {"award": "CTDT", "position": "", "summary": "Dẫn đầu phong trào thi đua của khối năm 2023."}
    rows.append(nominees.add(file, subjects.collective(file.unit, by=clerk), by=clerk, **unit, **shared))
    if not full:
        return
    for row in rows:
        for code in ("BAO_CAO", "CHUNG_NHAN"):
            nominees.add_paper(row, code, _pdf(f"{code.title()} {row.name[:40]}.pdf"), by=clerk)
    head = {
        "letter_number": "125/TTr (số minh họa)",
        "letter_date": clock.today(),
        "met_on": clock.today() - dt.timedelta(days=3),
        "members": 9,
        "present": 8,
        "differences": "Bổ sung cá nhân có thành tích nổi bật trong năm; cá nhân đã đăng ký chưa đủ điều kiện.",
    }
    version = NominationFile.objects.get(pk=file.pk).version
    files.save_head(file, version=version, minutes=_pdf("Biên bản họp Hội đồng.pdf"), by=clerk, **head)


def _pdf(name: str) -> ContentFile:
    return ContentFile(PDF, name=name)
