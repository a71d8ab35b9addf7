"""The registry of the demo: decisions of earlier years brought in as a list, ratings and initiatives of some people. Illustrations."""

import datetime as dt
from typing import TYPE_CHECKING

from awards.import_specs import read_awards
from awards.models import AwardRecord, Collective, Person
from awards.services import facts, initiatives
from awards.services.list_import import commit_awards
from awards.services.registry import edit_record
from campaigns.demo.names import Names
from emulation.base import clock
from organisations.models import Unit

if TYPE_CHECKING:
    from campaigns.demo.year import Year

HEADER = "Họ và tên;Chức vụ;Đơn vị công tác;Phân loại;Hình thức khen thưởng;Số quyết định;Ngày quyết định;Thành tích"
UNITS = ["Sở NN&PTNT", "Sở Y tế", "Sở GD&ĐT", "Sở Tài chính", "Sở Công Thương"]
POSTS = ["Trưởng phòng", "Phó Trưởng phòng", "Chuyên viên chính", "Chuyên viên"]
# How many years before 2023 each of the four people of a unit was Chiến sĩ thi đua cơ sở.
YEARS = [(2020, 2021, 2022), (2021, 2022), (2022,), ()]
INITIATIVES = [
    "Mạ khay, máy cấy trong sản xuất lúa",
    "Rút ngắn thời gian cấp cứu tại khoa Hồi sức",
    "Dạy học theo dự án ở trường trung học cơ sở",
    "Đối chiếu dự toán tự động",
    "Kết nối cung cầu nông sản vụ đông",
]


def build(year: "Year") -> None:
    """Called by build_demo after the blocs."""
    units = list(Unit.objects.filter(short_name__in=UNITS))
    if not all(unit.pk in year.p.clerks for unit in units):
        return  # a demo of few blocs only: no clerks, nobody to write
    names = Names()
    people = {unit: [names.next() for _ in POSTS] for unit in units}
    with clock.at(clock.moment(dt.date(2023, 2, 20), 10)):
        for one in (2020, 2021, 2022):  # one list a year, as decisions come
            result = read_awards(
                "\n".join([HEADER, *_lines(people, one)]).encode(), f"Khen thưởng {one} (minh họa).csv"
            )
            commit_awards(result, by=year.dha)
        # The form that circulates has no column for the year of the achievement: somebody adds it from the decision.
        for record in AwardRecord.objects.filter(year=None):
            year_before = record.decided_on.year - 1
            edit_record(record, version=record.version, by=year.dha, year=year_before, type="CONG_TRANG")
    with clock.at(clock.moment(dt.date(2023, 12, 6), 10)):
        _facts(year, units)


def _lines(people: dict, one: int) -> list[str]:
    """The list of one year."""
    found = []
    for unit, four in people.items():
        for (honorific, name), post, years in zip(four, POSTS, YEARS, strict=True):
            if one in years:
                decision = f"{60 + one % 100}/QĐ-UBND;20/01/{one + 1}"
                subject = f"{honorific} {name};{post};{unit.official_name};Cá nhân"
                found.append(f"{subject};Chiến sĩ thi đua cơ sở;{decision};Hoàn thành xuất sắc nhiệm vụ năm {one}")
        if one > 2020:
            subject = f"{unit.official_name};;{unit.official_name};Tập thể"
            decision = f"{80 + one % 100}/QĐ-UBND;25/02/{one + 1}"
            text = f"Bằng khen của Chủ tịch UBND tỉnh;{decision}"
            found.append(f"{subject};{text};Hoàn thành xuất sắc nhiệm vụ năm {one}")
    return found


def _facts(year: "Year", units: list[Unit]) -> None:
    for number, unit in enumerate(units):
        by = year.p.clerks[unit.pk]
        for person in Person.objects.filter(places__unit=unit).distinct().order_by("pk"):
            for one in (2021, 2022, 2023):
                facts.rate(person, year=one, rating="HTXS", basis="Kết quả xếp loại (minh họa)", by=by)
        first = Person.objects.filter(places__unit=unit).order_by("pk").first()
        paper = {"scope": "tinh", "certified": True, "certificate": "Quyết định công nhận (minh họa)"}
        initiatives.add_initiative(first, title=INITIATIVES[number], year=2023, by=by, **paper)
        for collective in Collective.objects.filter(unit=unit, is_unit=True):
            facts.rate(collective, year=2022, rating="HTXS", basis="Kết quả xếp loại (minh họa)", by=by)
