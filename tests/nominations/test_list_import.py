"""Lists of nominees from files: what each line means, all or nothing, nobody merged in silence, the same file twice."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from awards.import_specs import read_file_nominees
from awards.models import Collective, ListedNominee, Person, PersonDoubt
from awards.nominations.models import Nominee
from awards.nominations.services import list_import, nominees
from awards.services import merging, people
from emulation.base import audit, clock
from emulation.base.workflow import Refused
from tests.factories import acting
from tests.nominations import walk

pytestmark = pytest.mark.django_db
HEADER = "Họ và tên;Chức vụ;Đơn vị công tác;Phân loại;Hình thức khen thưởng;Thành tích"
# Session, person and role, the file and its extensions, the job, what it wrote; the frame of the page.
PAGE = 10
GOOD = [
    "Lê Minh Tuấn;Trưởng phòng;Sở Y tế;Cá nhân;Lao động tiên tiến;Hoàn thành tốt",
    "Đỗ Văn An (truy tặng);;Phòng Nghiệp vụ Y;Cá nhân;LĐTT;",
    "Phòng Nghiệp vụ Y;;Sở Y tế;Tập thể;Tập thể lao động xuất sắc;",
]


@pytest.fixture(autouse=True)
def morning():
    with clock.at(walk.MORNING):
        yield


def data(*lines: str) -> bytes:
    return "\n".join([HEADER, *lines]).encode()


def read(*lines: str):
    return read_file_nominees(data(*lines), "đề nghị.csv")


def bring(cast, file, *lines, **how):
    return list_import.bring_in(file, read(*lines), type="CONG_TRANG", by=acting(cast.owner), **how)


def meant(cast, file, *lines) -> list[str]:
    return [line.what for line in list_import.read_into(file, read(*lines), by=acting(cast.owner)).lines]


def test_lines_become_nominees_of_the_routes_year(cast):
    who, file = walk.person(cast), walk.begun(cast)
    assert bring(cast, file, *GOOD).written == 3
    rows = file.nominees.order_by("pk")
    assert [(n.name, n.position, n.award, n.achievement_year, n.summary, n.posthumous) for n in rows] == [
        ("Lê Minh Tuấn", "Trưởng phòng, Sở Y tế", "LDTT", 2023, "Hoàn thành tốt", False),
        ("Đỗ Văn An", "Phòng Nghiệp vụ Y", "LDTT", 2023, "", True),
        ("Phòng Nghiệp vụ Y", "", "TTLDXS", 2023, "", False),
    ]
    assert rows[0].person == who
    assert rows[1].person.places.get().unit == cast.units["Sở Y tế"]
    assert Collective.objects.get(name="Phòng Nghiệp vụ Y").unit == cast.units["Sở Y tế"]
    assert audit.last(file, "nominee").label == "Nhập 3 đề nghị từ tệp"


def test_the_same_file_twice_doubles_nobody(cast):
    file = walk.begun(cast)
    bring(cast, file, *GOOD)
    result = read(*GOOD, "Lê Minh Tuấn;;Sở Y tế;Cá nhân;LĐTT;")
    assert list_import.bring_in(file, result, type="CONG_TRANG", by=acting(cast.owner)).written == 0
    assert len(result.warnings) == 4
    assert "đã có trong danh sách" in result.warnings[0].message
    assert (file.nominees.count(), Person.objects.count()) == (3, 2)


def test_what_each_line_means(cast):
    walk.person(cast)
    walk.person(cast, "Trần Văn Bé", unit="Sở Xây dựng")
    file = walk.begun(cast)
    lines = [*GOOD, "Trần Văn Bé;;Sở Y tế;Cá nhân;LĐTT;"]
    assert meant(cast, file, *lines) == ["known", "new", "new", "doubt"]
    assert Nominee.objects.count() == Collective.objects.count() == 0
    bring(cast, file, *lines)
    assert meant(cast, file, *lines) == ["stands"] * 4
    assert Person.objects.filter(full_name="Trần Văn Bé").count() == 2
    assert PersonDoubt.objects.count() == 1


def test_who_left_before_the_year_is_not_taken_for_the_new_one(cast):
    who, file = walk.person(cast), walk.begun(cast)
    people.end_place(who.places.get(), on=dt.date(2022, 12, 31), by=acting(cast.dha))
    assert meant(cast, file, GOOD[0]) == ["doubt"]
    people.end_place(who.places.get(), on=dt.date(2023, 1, 1), by=acting(cast.dha))
    assert meant(cast, file, GOOD[0]) == ["known"]


def test_a_merged_record_is_not_proposed_twice(cast):
    one, two = walk.person(cast), walk.person(cast)
    file = walk.begun(cast)
    walk.nominate(cast, file, one)
    merging.merge_people(two, one, reason="Một người", by=acting(cast.dha))
    assert meant(cast, file, GOOD[0]) == ["stands"]


FAULTS = [
    ("Bà Lan;;Sở Tài chính;Cá nhân;LĐTT;", "“Sở Tài chính” là đơn vị khác."),
    ("Sở Tài chính;;;Tập thể;Tập thể lao động xuất sắc;", "“Sở Tài chính” là đơn vị khác."),
    ("Bà Lan;;Sở Y tế;Cá nhân;Chiến sĩ thi đua cơ sở;", "không thuộc đợt đề nghị"),
    ("Bà Lan;;Sở Y tế;Cá nhân;Giấy gì đó;", "không thuộc đợt đề nghị"),
    ("Hộ ông A;;;Hộ gia đình;Lao động tiên tiến;", "Lao động tiên tiến không dành cho hộ gia đình"),
]


@pytest.mark.parametrize(("line", "message"), FAULTS)
def test_one_fault_and_nothing_is_stored(cast, line, message):
    file = walk.begun(cast)
    result = bring(cast, file, *GOOD, line)
    assert not result.committed
    assert message in result.errors[0].message
    assert len(result.errors) == 1
    assert Nominee.objects.count() == Person.objects.count() == Collective.objects.count() == 0


def test_not_into_a_file_that_was_sent_nor_by_others(cast):
    file = walk.sent(cast)
    with pytest.raises(Refused, match="Hồ sơ đã gửi"):
        bring(cast, file, *GOOD)


def test_the_page_shows_what_it_read_and_then_writes(cast, as_, django_capture_on_commit_callbacks):
    walk.person(cast)
    file = walk.begun(cast)
    client = as_(cast.owner)
    url = reverse("nominations:list_import", args=[file.pk])

    def upload(*lines: str) -> str:
        upload = SimpleUploadedFile("a.csv", data(*lines))
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(url, {"file": upload, "type": "PHONG_TRAO"})
        job = answer["Location"].rstrip("/").rpartition("/")[2]
        return reverse("nominations:list_import_result", args=[file.pk, job])

    wrong = upload(*GOOD, FAULTS[0][0])
    shown = client.get(wrong).content.decode()
    assert "Còn lỗi nên chưa ghi được dòng nào" in shown
    assert "“Sở Tài chính” là đơn vị khác." in shown
    client.post(wrong)
    assert Nominee.objects.count() == 0
    right = upload(*GOOD)
    shown = client.get(right).content.decode()
    assert "Ghi 3 đề nghị vào hồ sơ" in shown
    assert "Hồ sơ số" in shown
    assert "Lập hồ sơ mới (2)" in shown
    assert len(client.get(right, {"nghia": "known"}).context["lines"]) == 1
    assert Nominee.objects.count() == 0
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            client.post(right)
    assert [n.type for n in Nominee.objects.all()] == ["PHONG_TRAO"] * 3
    assert "Danh sách này đã được ghi" in client.get(right).content.decode()
    mine = walk.begun(cast, name="Đợt hai")
    other = walk.begun(cast, unit="Sở Công Thương", by=cast.neighbour, name="Đợt khác")
    job = right.rstrip("/").rpartition("/")[2]
    assert client.get(reverse("nominations:list_import_result", args=[mine.pk, job])).status_code == 404
    for who in (cast.neighbour, cast.dha):
        assert as_(who).get(reverse("nominations:list_import_result", args=[other.pk, job])).status_code in (403, 404)


@pytest.mark.parametrize("lines", [1, 3])
def test_the_page_of_a_reading_costs_the_same_for_one_line_and_for_three(
    cast, as_, django_capture_on_commit_callbacks, django_assert_num_queries, lines
):
    file, client = walk.begun(cast), as_(cast.owner)
    upload = SimpleUploadedFile("a.csv", data(*GOOD[:lines]))
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("nominations:list_import", args=[file.pk]), {"file": upload, "type": "CONG_TRANG"})
    url = reverse("nominations:list_import_result", args=[file.pk, answer["Location"].rstrip("/").rpartition("/")[2]])
    client.get(url)
    with django_assert_num_queries(PAGE):
        assert len(client.get(url).context["lines"]) == lines


def test_a_thousand_lines_take_a_few_queries(cast, django_assert_max_num_queries):
    file = walk.begun(cast)
    lines = [f"Lê Văn {n};;Sở Y tế;Cá nhân;LĐTT;Tốt" for n in range(1000)]
    with django_assert_max_num_queries(40):
        assert meant(cast, file, *lines) == ["new"] * 1000
    with django_assert_max_num_queries(60):
        assert bring(cast, file, *lines).written == 1000


def test_lines_of_the_department_are_taken_by_the_same_writer(cast, tmp_path, django_assert_max_num_queries):
    path = tmp_path / "a.csv"
    path.write_bytes(data(*GOOD, "Bà Lan;;Sở Y tế;Cá nhân;CSTĐCS;"))
    call_command("import_nominees", str(path), "--commit", stdout=io.StringIO())
    file = walk.begun(cast)
    rows = list(ListedNominee.objects.select_related("person", "collective", "household").order_by("pk"))
    with django_assert_max_num_queries(15):
        taken, left = nominees.take_listed(file, rows, by=acting(cast.owner))
    assert (taken, len(left)) == (3, 1)
    assert "không thuộc đợt đề nghị" in left[0]
    assert [n.achievement_year for n in file.nominees.all()] == [2023] * 3
    assert nominees.take_listed(file, rows, by=acting(cast.owner))[0] == 0
