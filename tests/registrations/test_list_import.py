"""Lists from files: all or nothing, parts of the unit, other units, awards that do not fit, the same file twice."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from awards.import_specs import read_nominees
from awards.registrations.services.list_import import bring_in
from tests.factories import acting
from tests.registrations import walk

HEADER = "Họ và tên;Chức vụ;Đơn vị công tác;Phân loại;Hình thức khen thưởng"
GOOD = ["Lê Văn Bình;Trưởng phòng;Sở Y tế;Cá nhân;Lao động tiên tiến", "Đỗ Văn An;;Phòng Nghiệp vụ Y;Cá nhân;CSTĐCS"]


def read(*lines: str):
    return read_nominees("\n".join([HEADER, *lines]).encode(), "đăng ký.csv")


def test_people_of_parts_are_people_of_the_unit(cast):
    walk.call(cast)
    row = walk.of(cast)
    assert bring_in(row, read(*GOOD), by=acting(cast.owner)) == 2
    assert [(x.name, x.part, x.award) for x in row.lines.order_by("pk")] == [
        ("Lê Văn Bình", "", "LDTT"),
        ("Đỗ Văn An", "Phòng Nghiệp vụ Y", "CSTDCS"),
    ]
    assert bring_in(row, read(*GOOD), by=acting(cast.owner)) == 0
    assert row.lines.count() == 2


def test_one_fault_and_nothing_is_written(cast):
    walk.call(cast)
    row = walk.of(cast)
    result = read(
        *GOOD,
        "Bà X;;Sở Tài chính;Cá nhân;Lao động tiên tiến",
        "Phòng Y;;Sở Y tế;Tập thể;Lao động tiên tiến",
        "Hộ ông A;;;Hộ gia đình;Lao động tiên tiến",
    )
    assert bring_in(row, result, by=acting(cast.owner)) == 0
    messages = [fault.message for fault in result.errors]
    assert "“Sở Tài chính” là đơn vị khác. Đơn vị đó lập danh sách của mình; hãy bỏ dòng này." in messages
    assert "“Lao động tiên tiến” chỉ dành cho cá nhân, không tặng tập thể." in messages
    assert (
        "Lao động tiên tiến dành cho cá nhân, không đăng ký cho hộ gia đình. Hãy chọn danh hiệu, hình thức khác."
        in messages
    )
    assert row.lines.count() == 0


def test_the_page_reads_only_or_writes(cast, as_):
    walk.call(cast)
    row = walk.of(cast)
    url = reverse("registrations:list_import", args=[row.pk])
    data = "\n".join([HEADER, *GOOD]).encode()
    client = as_(cast.owner)
    answer = client.post(url, {"file": SimpleUploadedFile("a.csv", data), "only_read": "on"})
    assert "2 dòng chưa có trong danh sách" in answer.content.decode()
    assert row.lines.count() == 0
    client.post(url, {"file": SimpleUploadedFile("a.csv", data)})
    assert row.lines.count() == 2
