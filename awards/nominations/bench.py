"""What bringing 1,000 nominees into a file of nominations costs, and one of them held against the law; 300,000 awards on record."""

import io
from collections.abc import Callable

from awards.bench_registry import YEAR, fill
from awards.import_specs import read_file_nominees
from awards.models import Person, PersonPlace
from awards.nominations.models import NominationFile, Nominee, Route
from awards.nominations.selectors.checks import check_nominee
from awards.nominations.services.list_import import bring_in, read_into
from emulation.base import clock
from emulation.base.benching import Part
from emulation.base.spreadsheets import write_xlsx
from organisations.enums import Role
from organisations.models import Membership, Unit, User

LINES = 1_000
HEADERS = ["Họ và tên", "Chức vụ", "Đơn vị công tác", "Phân loại", "Danh hiệu", "Thành tích"]


def parts() -> list[Part]:
    """Asked by `manage.py bench --only list-read,findings,list-write`."""
    return [
        Part("list-read", "Đọc thử 1.000 đề nghị từ tệp", reading, max_queries=60, runs=3, on_request=True),
        Part("findings", "Đối chiếu 1 đề nghị trong hồ sơ 1.000", one, max_queries=15, runs=20, on_request=True),
        Part("list-write", "Ghi 1.000 đề nghị từ tệp", writing, max_queries=80, runs=3, on_request=True),
    ]


def _prepared() -> tuple[NominationFile, User, bytes]:
    """The file of a unit with some hundred people on record, its clerk, and a list of them and of new ones."""
    fill()
    unit = Unit.objects.get(pk=PersonPlace.objects.exclude(unit=None).values_list("unit", flat=True)[0])
    clerk = User.objects.filter(username="bench-de-nghi").first()
    if clerk is None:
        clerk = User.objects.create_user("bench-de-nghi", "bench-de-nghi@vidu.vn", "Bench@123456")
        Membership.objects.create(user=clerk, role=Role.UNIT_CLERK, unit=unit)
    shape = {"name": "Đợt để đo", "awards": ["CSTDCS", "BKT"], "last_day": clock.today()}
    route, _ = Route.objects.get_or_create(year=YEAR, name=shape["name"], defaults=shape)
    file, _ = NominationFile.objects.get_or_create(route=route, unit=unit)
    return file, User.objects.get(pk=clerk.pk), _list(unit)


def _list(unit: Unit) -> bytes:
    names = Person.objects.filter(places__unit=unit).values_list("full_name", flat=True)
    known = list(dict.fromkeys(names))[: LINES // 2]
    people = [*known, *(f"Người Mới {n}" for n in range(LINES - len(known)))]
    rows = [[name, "Chuyên viên", unit.official_name, "Cá nhân", "CSTĐCS", "Hoàn thành tốt"] for name in people]
    target = io.BytesIO()
    write_xlsx(target, HEADERS, rows, sheet="Danh sách")
    return target.getvalue()


def reading() -> Callable[[], object]:
    """What each line means."""
    file, clerk, data = _prepared()

    def read() -> None:
        if len(read_into(file, read_file_nominees(data, "de-nghi.xlsx"), by=clerk).lines) != LINES:
            raise RuntimeError("Không đọc đủ danh sách để đo.")

    return read


def one() -> Callable[[], object]:
    """What the law says of one nominee while it is typed, beside 1,000 in the same file for the same title."""
    file, clerk, data = _prepared()
    if not file.nominees.exists():
        bring_in(file, read_file_nominees(data, "de-nghi.xlsx"), type="CONG_TRANG", by=clerk)
    key = file.nominees.order_by("pk").values_list("pk", flat=True)[0]

    def check() -> None:
        row = Nominee.objects.select_related("file__route", "file__unit", "person").get(pk=key)
        if not check_nominee(row, with_papers=False).assessment.findings:
            raise RuntimeError("Không có kết quả để đo.")

    return check


def writing() -> Callable[[], object]:
    """All of them into the file."""
    file, clerk, data = _prepared()
    file.nominees.all().delete()

    def write() -> None:
        result = bring_in(file, read_file_nominees(data, "de-nghi.xlsx"), type="CONG_TRANG", by=clerk)
        if result.written != LINES:
            raise RuntimeError("Không ghi đủ danh sách để đo.")

    return write
