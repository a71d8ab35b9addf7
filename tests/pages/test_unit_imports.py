"""Bringing in a list of units on the page: read first, every fault with its place, all rows or none."""

import io
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from emulation.base import files
from emulation.base.models import Job
from organisations.models import Unit
from organisations.services import units
from tests import factories

CASES = Path(__file__).parent.parent / "cases" / "imports"
HEADER = "Tên đơn vị;Tên viết tắt;Loại hình;Đơn vị cấp trên;Hiệu lực từ;Hiệu lực đến;Ghi chú"


@pytest.fixture
def send(as_, cast, django_capture_on_commit_callbacks):
    """`send(bytes, name)` uploads a list as the DHA clerk and returns (client, response)."""

    def run(data, name="danh sách.csv", person=None):
        client = as_(person or cast.dha)
        upload = SimpleUploadedFile(name, data)
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(reverse("organisations:unit_import"), {"file": upload})
        return client, response

    return run


@pytest.fixture
def write(django_capture_on_commit_callbacks):
    """`write(client, url)` confirms a list."""

    def run(client, url, **fields):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(url, fields)

    return run


def csv(*lines):
    return "\n".join([HEADER, *lines]).encode()


def result_of(client, response):
    """The result page: the upload leads there, by the page of the job where that runs elsewhere."""
    job = Job.objects.latest("created_at")
    assert response.status_code == 302
    return client.get(reverse("organisations:unit_import_result", args=[job.pk]))


def text_of(response):
    return response.content.decode()


def test_the_real_list_of_hanam_is_read_then_written(send, write):
    before = Unit.objects.count()
    client, response = send((CASES / "01_units_hanam_86.xlsx").read_bytes(), "86 đơn vị.xlsx")
    page = result_of(client, response)
    assert page.context["counts"]["read"] == 86
    assert page.context["counts"]["errors"] == 0
    assert Unit.objects.count() == before
    done = write(client, page.wsgi_request.path)
    job = client.get(done["Location"])
    assert f"Đã thêm {page.context['report']['fresh']} đơn vị" in text_of(job)
    assert Unit.objects.count() == before + page.context["report"]["fresh"]


def test_a_second_reading_finds_nothing_new(send, write):
    data = csv("Sở Thủy lợi;;Sở, ban, ngành;;;;")
    client, response = send(data)
    write(client, result_of(client, response).wsgi_request.path)
    client, response = send(data)
    assert "Mọi đơn vị trong tệp đã có trong danh mục" in text_of(result_of(client, response))


def test_a_double_click_writes_once(send, write):
    client, response = send(csv("Sở Thủy lợi;;Sở, ban, ngành;;;;"))
    url = result_of(client, response).wsgi_request.path
    first, second = write(client, url), write(client, url)
    assert first["Location"] == second["Location"]
    assert Job.objects.filter(kind="organisations.write_units").count() == 1
    assert "Danh sách này đã được ghi" in text_of(client.get(url))


def test_B72_one_bad_row_in_a_thousand_stores_nothing_and_is_named(send, write):
    lines = [f"Xã số {n};;Xã, phường, thị trấn;;;;" for n in range(1, 1001)]
    lines[995] = "Xã số 996;;Xã, phường, thị trấn;;31/02/2023;;"
    before = Unit.objects.count()
    client, response = send(csv(*lines))
    page = result_of(client, response)
    (fault,) = page.context["page"]
    assert (fault["row"], fault["column"], fault["value"]) == (997, "Hiệu lực từ", "31/02/2023")
    assert "Ghi vào danh mục" not in text_of(page)
    write(client, page.wsgi_request.path)
    assert Unit.objects.count() == before


def test_the_marked_file_names_the_fault_beside_its_row_and_can_be_read_again(send, write):
    client, response = send(csv("Sở Thủy lợi;STL;Sở, ban, ngành;;32/1/2020;;", "Sở Biển;;Sở, ban, ngành;;;;"))
    page = result_of(client, response)
    job = page.context["job"]
    assert job.result.name == "danh sách - chỗ cần sửa.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(files.read(job.result)))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert rows[0][:3] == ["Dòng trong tệp cũ", "Tên đơn vị", "Tên viết tắt"]
    assert rows[1][:3] == [2, "Sở Thủy lợi", "STL"]
    assert "Cột Hiệu lực từ" in rows[1][8]
    assert rows[2][8] is None
    book.active["F2"] = "1/1/2020"
    repaired = io.BytesIO()
    book.save(repaired)
    client, response = send(repaired.getvalue(), "đã sửa.xlsx")
    write(client, result_of(client, response).wsgi_request.path)
    assert Unit.objects.filter(official_name__in=["Sở Thủy lợi", "Sở Biển"]).count() == 2


def test_faults_are_fifty_a_page(send):
    client, response = send(csv(*[f"Xã {n};;Loại lạ;;;;" for n in range(60)]))
    page = result_of(client, response)
    assert len(page.context["page"]) == 50
    assert "trang=2" in text_of(page)


def test_homonyms_of_two_districts_are_written_apart(send, write):
    for name in ("Huyện Bình Lục", "Huyện Thanh Liêm"):
        factories.make_unit(name, kind="cap_huyen")
    lines = [f"Xã Thanh Hà;;Xã, phường, thị trấn;{name};;;" for name in ("Huyện Bình Lục", "Huyện Thanh Liêm")]
    client, response = send(csv(*lines))
    write(client, result_of(client, response).wsgi_request.path)
    parents = Unit.objects.filter(official_name="Xã Thanh Hà").values_list("parent__official_name", flat=True)
    assert sorted(parents) == ["Huyện Bình Lục", "Huyện Thanh Liêm"]


def test_a_list_that_changed_since_it_was_read_is_not_written(send, write):
    client, response = send(csv("Xã Mới;;Xã, phường, thị trấn;Huyện A;;;"))
    url = result_of(client, response).wsgi_request.path
    for above in ("Tỉnh X", "Tỉnh Y"):
        units.create_unit(
            official_name="Huyện A",
            kind="cap_huyen",
            parent=units.create_unit(official_name=above, kind="so_nganh", by=None),
            by=None,
        )
    done = write(client, url)
    assert "chưa ghi dòng nào" in text_of(client.get(done["Location"]))
    assert not Unit.objects.filter(official_name="Xã Mới").exists()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<html><table></table></html>", "danh sách.xlsx"),
        (b"%PDF-1.7", "danh sách.pdf"),
        ("Cột lạ;Cột khác\n1;2".encode(), "danh sách.csv"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(send, data, name):
    client, response = send(data, name)
    page = text_of(result_of(client, response))
    assert "Không nhận tệp này" in page
    assert "Hãy" in page


def test_B60_no_file_is_said(as_, cast):
    response = as_(cast.dha).post(reverse("organisations:unit_import"))
    assert "Chưa chọn tệp" in text_of(response)
    assert not Job.objects.exists()


def test_B22_the_result_is_for_whoever_sent_the_file(send, as_, cast):
    client, response = send(csv("Sở Thủy lợi;;Sở, ban, ngành;;;;"))
    job = Job.objects.latest("created_at")
    url = reverse("organisations:unit_import_result", args=[job.pk])
    for person in (cast.dha_head, cast.admin, cast.owner):
        assert as_(person).get(url).status_code == 404
        assert as_(person).post(url).status_code == 404
        assert as_(person).get(reverse("base:job", args=[job.pk])).status_code == 404


def test_B80_markup_in_a_file_is_text(send):
    client, response = send(csv('<img src=x onerror="a">;;Loại lạ;;;;'), '<img src=x onerror="a">.csv')
    assert "<img src=x" not in text_of(result_of(client, response))
