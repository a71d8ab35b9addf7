"""The award registry on the page: who sees what, finding, export, bringing in a list, two records that may be one."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.urls import reverse

from awards.models import AwardRecord, Person, PersonDoubt, PersonMerge
from emulation.base import drafts, files
from emulation.base.models import Job
from tests.factories.registry import HEADER, bring_in, line

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(cast):
    """Awards of two units, and one of a unit that no catalogue knows."""
    bring_in(
        line("Nguyễn Thị Hiếu"),
        line("Đỗ Văn Hùng", "Sở Tài chính", number="13/QĐ-UBND", day="06/3/2022"),
        line("Phòng Kế toán", "Sở Y tế", kind="Tập thể"),
        line("Lê Thị Xa", "Sở của tỉnh khác"),
    )
    return cast


def names(response):
    return [shown.subject for shown in response.context["page"].lines]


def listed(client, **filters):
    return names(client.get(reverse("awards:registry"), filters))


def test_b68_the_list_finds_without_accents(as_, filled):
    client = as_(filled.dha)
    assert listed(client, q="nguyen thi hieu") == ["Nguyễn Thị Hiếu"]
    assert listed(client, q="Ðỗ") == listed(client, q="do") == listed(client, q="ĐỖ") == ["Đỗ Văn Hùng"]


def test_filters_stand_in_the_address(as_, filled):
    client = as_(filled.dha)
    assert listed(client, loai="collective") == ["Phòng Kế toán"]
    assert listed(client, nam="2022") == ["Đỗ Văn Hùng"]
    assert listed(client, donvi=str(filled.units["Sở Y tế"].pk)) == ["Phòng Kế toán", "Nguyễn Thị Hiếu"]
    assert listed(client, thuong="BKT", nam="2022") == ["Đỗ Văn Hùng"]
    assert listed(client, thuong="CSTDT") == []


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("owner", {"Nguyễn Thị Hiếu", "Phòng Kế toán"}),
        ("leader", {"Đỗ Văn Hùng"}),
        ("stranger", set()),
        ("auditor", {"Nguyễn Thị Hiếu", "Phòng Kế toán", "Đỗ Văn Hùng", "Lê Thị Xa"}),
        ("dha", {"Nguyễn Thị Hiếu", "Phòng Kế toán", "Đỗ Văn Hùng", "Lê Thị Xa"}),
    ],
)
def test_a_unit_sees_its_own_people(as_, filled, who, seen):
    assert set(listed(as_(getattr(filled, who)))) == seen


def test_a_neighbour_does_not_open_the_person(as_, filled):
    url = reverse("awards:person", args=[Person.objects.get(full_name="Nguyễn Thị Hiếu").pk])
    assert as_(filled.owner).get(url).status_code == 200
    assert as_(filled.neighbour).get(url).status_code == 404
    assert as_(filled.admin).get(url).status_code == 403


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(as_, cast, django_assert_num_queries, people):
    bring_in(*(line(f"Lê Văn {n}") for n in range(people)))
    client = as_(cast.dha)
    client.get(reverse("awards:registry"))
    with django_assert_num_queries(8):
        assert len(listed(client, q="le van")) == people


def test_b74_the_export_runs_nothing_and_numbers_stay_numbers(as_, filled):
    texts = ['=HYPERLINK("http://x";"y")', "+84 912", "@a", "-5", "\t=1+1"]
    fields = dict(zip(["subject_text", "position", "unit_text", "award_text", "decision_number"], texts, strict=True))
    AwardRecord.objects.filter(subject_text="Đỗ Văn Hùng").update(**fields, coefficient="-0.5", amount=-1500000)
    answer = as_(filled.dha).get(reverse("awards:registry_export"), {"nam": "2022"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    (row,) = (r for r in sheet.iter_rows() if r[0].value == 1)
    shown = {cell.column: (cell.data_type, cell.value) for cell in row}
    assert [shown[n] for n in (2, 4, 5, 6, 7)] == [
        ("s", '\'=HYPERLINK("http://x";"y")'),
        ("s", "'+84 912"),
        ("s", "'@a"),
        ("s", "'-5"),
        ("s", "'=1+1"),
    ]
    assert (shown[9], shown[10]) == (("n", -0.5), ("n", -1500000))
    assert [c.coordinate for line in sheet.iter_rows() for c in line if c.data_type == "f"] == []


def test_a_long_export_is_whole_and_runs_as_a_job(as_, filled, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr("awards.views.registry.AT_ONCE", 2)
    client, there = as_(filled.dha), reverse("awards:registry_export")
    assert f'method="post" action="{there}"' in client.get(reverse("awards:registry")).content.decode()
    told = client.get(there, {"loai": "individual"}, follow=True).content.decode()
    assert "Danh sách có 3 dòng" in told
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(there, {"query": "loai=individual"})
    job = Job.objects.get()
    assert answer["Location"] == reverse("base:job", args=[job.pk])
    assert job.message == "Đã xuất 3 khen thưởng."
    rows = list(openpyxl.load_workbook(io.BytesIO(files.read(job.result))).active.values)
    assert {row[1] for row in rows[3:]} == {"Nguyễn Thị Hiếu", "Đỗ Văn Hùng", "Lê Thị Xa"}
    with django_capture_on_commit_callbacks(execute=True):
        as_(filled.owner).post(there, {"query": ""})
    assert Job.objects.get(owner=filled.owner).message == "Đã xuất 2 khen thưởng."


def test_the_registry_is_filtered_by_unit_on_the_page(as_, filled):
    client, unit = as_(filled.dha), filled.units["Sở Tài chính"]
    page = client.get(reverse("awards:registry"), {"donvi": unit.pk})
    assert names(page) == ["Đỗ Văn Hùng"]
    assert f'<option value="{unit.pk}" selected>Sở Tài chính</option>' in page.content.decode()
    assert "Bỏ lọc Đơn vị: Sở Tài chính" in page.content.decode()


def upload(client, callbacks, *lines):
    data = "\n".join([HEADER, *lines]).encode()
    with callbacks(execute=True):
        client.post(reverse("awards:award_import"), {"file": SimpleUploadedFile("khen.csv", data)})
    return reverse("awards:award_import_result", args=[Job.objects.latest("created_at").pk])


def test_a_list_is_read_then_written_once(as_, cast, django_capture_on_commit_callbacks):
    client = as_(cast.dha)
    url = upload(client, django_capture_on_commit_callbacks, line("Lê Văn Cường"), line("Trần Thị Mai"))
    page = client.get(url)
    assert page.context["report"]["fresh"] == 2
    assert AwardRecord.objects.count() == 0
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            done = client.post(url)
    assert "Đã ghi 2 khen thưởng vào sổ." in client.get(done["Location"], follow=True).content.decode()
    assert AwardRecord.objects.count() == 2
    assert AwardRecord.objects.first().source.file is not None


def test_b72_line_997_of_a_thousand_is_named_and_nothing_can_be_written(as_, cast, django_capture_on_commit_callbacks):
    client = as_(cast.dha)
    lines = [line(f"Lê Văn {n}") for n in range(1000)]
    lines[995] = line("Lê Văn 995", day="31/02/2024")  # line 997 of the file
    url = upload(client, django_capture_on_commit_callbacks, *lines)
    page = client.get(url)
    counts = {"read": 1000, "valid": 999, "errors": 1, "warnings": 0, "written": 0}
    assert page.context["report"]["counts"] == counts
    said = [fault["sentence"] for fault in page.context["page"]]
    assert said == ["Dòng 997, cột Ngày quyết định (“31/02/2024”): Tháng 2 năm 2024 không có ngày 31."]
    assert "Ghi vào sổ" not in page.content.decode()
    client.post(url)
    assert (AwardRecord.objects.count(), Person.objects.count()) == (0, 0)
    marked = Job.objects.latest("created_at").result
    assert marked.name == "khen - chỗ cần sửa.xlsx"
    rows = list(openpyxl.load_workbook(io.BytesIO(files.read(marked))).active.iter_rows(values_only=True))
    note = rows[0].index("Chỗ cần sửa")
    assert [(row[0], row[note]) for row in rows[1:] if row[note]] == [
        (997, "Cột Ngày quyết định: Tháng 2 năm 2024 không có ngày 31.")
    ]
    assert len(rows) == 1 + 1000


@pytest.fixture
def doubt(cast):
    bring_in(line("Nguyễn Văn An"), line("Nguyễn Văn An", "Sở Tài chính", number="13/QĐ-UBND"))
    return PersonDoubt.objects.get()


def settle(client, doubt, **fields):
    url = reverse("awards:doubt", args=[doubt.pk])
    token = client.get(url).context["token"]
    return client.post(url, fields | {"token": token})


def test_b78_a_pair_is_merged_on_the_page_and_taken_apart_again(as_, cast, doubt):
    client = as_(cast.dha)
    assert "Nguyễn Văn An" in client.get(reverse("awards:doubt_list")).content.decode()
    answer = settle(client, doubt, answer="first", reason="Quyết định điều động")
    assert answer["Location"] == reverse("awards:person", args=[doubt.first_id])
    page = client.get(answer["Location"])
    assert len(page.context["awards"]) == 2
    gone = client.get(reverse("awards:person", args=[doubt.second_id]))
    assert gone["Location"] == answer["Location"]
    client.post(reverse("awards:person_unmerge", args=[PersonMerge.objects.get().pk]))
    assert len(client.get(answer["Location"]).context["awards"]) == 1
    assert client.get(reverse("awards:person", args=[doubt.second_id])).status_code == 200


def test_a_merge_needs_its_grounds_and_two_people_stay_two(as_, cast, doubt):
    client = as_(cast.dha)
    assert "Thiếu căn cứ" in settle(client, doubt, answer="first").content.decode()
    settle(client, doubt, answer="apart")
    assert Person.objects.standing().count() == 2
    assert client.get(reverse("awards:doubt_list")).context["page"].paginator.count == 0


def test_an_award_is_completed_and_revoked(as_, filled):
    client = as_(filled.dha)
    record = AwardRecord.objects.get(subject_text="Nguyễn Thị Hiếu")
    url = reverse("awards:award_record_edit", args=[record.pk])
    fields = {"version": 1, "type": "CONG_TRANG", "level": "province", "year": "2022", "revoked_on": "01/01/2023"}
    assert "không thể trước ngày đó" in client.post(url, fields).content.decode()
    fields |= {"revoked_on": "01/6/2023"}
    assert "Thiếu căn cứ hủy bỏ" in client.post(url, fields).content.decode()
    assert client.post(url, fields | {"revoked_basis": "Quyết định 99/QĐ-UBND"}).status_code == 302
    record.refresh_from_db()
    assert (record.type, record.year, record.is_revoked) == ("CONG_TRANG", 2022, True)
    assert "Đã hủy bỏ" in client.get(reverse("awards:registry"), {"q": "hieu"}).content.decode()
    assert client.post(url, fields).context["differences"]


def test_a_citizen_number_is_masked_on_the_page_and_for_the_dha_only(as_, filled):
    person = Person.objects.get(full_name="Nguyễn Thị Hiếu")
    client = as_(filled.dha)
    edit = reverse("awards:person_edit", args=[person.pk])
    client.post(edit, {"version": 1, "full_name": "Nguyễn Thị Hiếu", "citizen_number": "035123456789"})
    url = reverse("awards:person", args=[person.pk])
    text = client.get(url).content.decode()
    assert "•••••••••789" in text
    assert "035123456789" not in text + client.get(edit).content.decode()
    assert "789" not in as_(filled.owner).get(url).content.decode().split("</aside>")[-2]


def test_a_citizen_number_is_never_kept_in_a_draft(as_, filled):
    data = QueryDict("full_name=A&citizen_number=035123456789")
    assert drafts.keep(filled.dha, "person:1", data).data == {"full_name": ["A"]}
