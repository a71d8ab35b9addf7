"""Bringing in a criteria table on the page: read first, the tree with its places, kinds to choose, then a draft with its file."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from campaigns.bloc_scores.enums import TableState
from campaigns.bloc_scores.models import CriteriaTable
from campaigns.bloc_scores.services import rounds
from campaigns.bloc_scores.workflows import ROUND
from emulation.base.models import Job, StoredFile
from tests.base.sheets import book
from tests.bloc_scores.circulating import WORD_ROWS, simple, word, workbook
from tests.factories import acting
from tests.pages.test_criteria_tables import login, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def send(client, cast, django_capture_on_commit_callbacks):
    """`send(who, data, name)` uploads a file and returns the address of what was read."""

    def run(who, data, name="bảng điểm.xlsx"):
        login(client, getattr(cast, who))
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(reverse("bloc_scores:table_import"), {"file": SimpleUploadedFile(name, data)})
        assert answer.status_code == 302
        return page("table_import_result", Job.objects.latest("created_at").pk)

    return run


def fields_of(client, url, **changes) -> dict:
    """What a browser sends of the page as it is shown."""
    form = client.get(url).context["form"]
    shown = {bound.html_name: bound.value() for bound in form}
    sent = {
        name: str(getattr(value, "pk", value)).replace(".", ",") for name, value in shown.items() if value is not None
    }
    return sent | changes


@pytest.mark.parametrize(("who", "status"), [("dha", 200), ("leader", 200), ("owner", 403), ("auditor", 403)])
def test_who_brings_in_tables(client, cast, who, status):
    assert login(client, getattr(cast, who)).get(reverse("bloc_scores:table_import")).status_code == status


def test_what_was_read_is_shown_with_its_place_and_nothing_is_made(client, send):
    url = send("dha", workbook())
    text = client.get(url).content.decode()
    assert "Danh sách, dòng 8" in text
    assert "khác mức đã ghi 40" in text
    assert "từ 95 đến dưới 98: 8 điểm." in text
    assert "Hội đồng xem xét mức độ sáng tạo" in text
    assert CriteriaTable.objects.count() == 0


def test_the_leader_makes_the_draft_of_the_bloc_with_other_kinds_and_the_file_stays(client, cast, send):
    url = send("leader", workbook())
    number = next(n for n, row in enumerate(client.get(url).context["report"]["tree"]) if row["code"] == "II.2")
    sent = fields_of(client, url, bloc=cast.bloc.pk, year="2023", basis="Quyết định của khối")
    answer = client.post(url, sent | {f"kind_{number}": "boolean", f"max_{number}": "20"})
    table = CriteriaTable.objects.get()
    assert answer["Location"] == page("table", table.pk)
    assert (table.bloc_id, table.state, table.verified, table.basis) == (
        cast.bloc.pk,
        TableState.DRAFT,
        False,
        "Quyết định của khối",
    )
    row = table.criteria.get(code="II.2")
    assert (row.kind, row.max, row.note) == ("boolean", 20, "Hội đồng xem xét mức độ sáng tạo, quy mô")
    assert table.criteria.get(code="I.3").rule["penalty_cap"] == "5"
    file = StoredFile.objects.get()
    shown = client.get(page("table", table.pk)).content.decode()
    assert reverse("base:file", args=[file.pk]) in shown
    # The neighbour sees the table, so also its file; a stranger sees neither.
    assert login(client, cast.neighbour).get(reverse("base:file", args=[file.pk])).status_code == 200
    assert login(client, cast.stranger).get(reverse("base:file", args=[file.pk])).status_code == 404


def test_a_template_may_lock_its_parts(client, cast, send):
    url = send("dha", workbook())
    client.post(url, fields_of(client, url, lock="on"))
    table = CriteriaTable.objects.get()
    assert set(table.criteria.filter(locked=True).values_list("code", flat=True)) == {"I", "II", "Thưởng", "Trừ"}
    assert "lock" not in client_form_names(client, send("leader", workbook()))


def client_form_names(client, url) -> set[str]:
    return set(client.get(url).context["form"].fields)


def test_two_clicks_make_one_table(client, send):
    url = send("dha", workbook())
    sent = fields_of(client, url)
    first, second = client.post(url, sent), client.post(url, sent)
    assert first["Location"] == second["Location"]
    assert CriteriaTable.objects.count() == 1
    assert "Đã lập bảng từ tệp này" in client.get(url).content.decode()


def test_points_that_are_missing_are_asked_for_at_their_row(client, send):
    url = send("dha", simple((1, "Kế hoạch", "nhiều"), (2, "Báo cáo", 5)))
    sent = fields_of(client, url)
    answer = client.post(url, sent)
    assert "Mục 1: hãy ghi điểm tối đa." in answer.content.decode()
    assert CriteriaTable.objects.count() == 0
    assert client.post(url, sent | {"max_0": "7,5"}).status_code == 302
    assert CriteriaTable.objects.get().criteria.get(code="1").max == 7.5


def test_a_word_document_is_read_and_a_file_without_a_table_says_why(client, send):
    assert "Bảng 1, dòng 3" in client.get(send("dha", word(), "Bảng điểm.docx")).content.decode()
    assert "Không nhận tệp này" in client.get(send("dha", b"STT;Ho ten\n1;A", "a.csv")).content.decode()


def test_only_the_sender_opens_what_was_read(client, cast, send):
    url = send("dha", workbook())
    assert login(client, cast.leader).get(url).status_code == 404


def test_a_leader_makes_no_table_for_others(client, cast, send):
    url = send("leader", workbook())
    sent = fields_of(client, url, bloc="")
    assert client.post(url, sent).status_code == 200
    assert CriteriaTable.objects.count() == 0


def test_the_command_reads_and_with_commit_makes_a_template(tmp_path, capsys):
    path = tmp_path / "bảng.xlsx"
    path.write_bytes(workbook())
    call_command("import_criteria", str(path), "--json")
    said = json.loads(capsys.readouterr().out)
    assert (said["committed"], said["table"]["declared_total"], said["tree"][1]["row"]) == (False, "100", 7)
    assert CriteriaTable.objects.count() == 0
    call_command("import_criteria", str(path), "--commit", "--year", "2023")
    assert CriteriaTable.objects.get(bloc=None, year=2023).criteria.count() == 15


def test_the_command_refuses_a_criterion_without_points(tmp_path):
    path = tmp_path / "bảng.xlsx"
    path.write_bytes(simple(("I", "Phần", 10), (1, "Kế hoạch", 5), (2, "Báo cáo", None)))
    with pytest.raises(CommandError, match="1 dòng có lỗi"):
        call_command("import_criteria", str(path), "--commit")
    assert CriteriaTable.objects.count() == 0


def test_a_table_from_a_file_is_frozen_and_scored_in_a_round(client, cast, send):
    url = send("leader", workbook())
    client.post(url, fields_of(client, url, bloc=cast.bloc.pk, year="2023"))
    table = CriteriaTable.objects.get()
    client.post(page("table", table.pk), {"move": "freeze", "note": "Ký giao ước"})
    table.refresh_from_db()
    assert table.state == TableState.FROZEN
    round_ = rounds.create(table, name="Chấm điểm năm 2023", by=acting(cast.leader), campaign=None)
    ROUND.perform(round_, "open_stage", by=acting(cast.leader))
    run = round_.runs.get()
    sheet = login(client, cast.owner).get(page("sheet_edit", run.pk))
    assert sheet.status_code == 200
    # Each kind that was read has its cell: numbers of cases, days late, a grade, yes or no.
    for words in ("Số lần: 1", "Số ngày trễ từng báo cáo", "Xếp loại", "Có vi phạm"):
        assert words in sheet.content.decode()


def test_a_department_is_recognised_by_its_name(client, cast, send):
    rows = [
        ["TT", "Nội dung", "Điểm", "Đơn vị chấm"],
        ["1", "Khám chữa bệnh", 6, "Sở Y tế"],
        ["2", "Khác", 4, "Các sở"],
    ]
    url = send("dha", book(*rows))
    client.post(url, fields_of(client, url))
    found = {row.code: (row.scorer_unit, row.scorer_note) for row in CriteriaTable.objects.get().criteria.all()}
    assert found == {"1": (cast.units["Sở Y tế"], "Sở Y tế"), "2": (None, "Các sở")}


def test_a_fault_in_a_table_that_goes_on_names_the_table(client, send):
    rows = [*WORD_ROWS[:-2], ("2.1", "Ban hành kế hoạch", "nhiều", "", ""), WORD_ROWS[-1]]
    text = client.get(send("dha", word(rows, split_at=12), "a.docx")).content.decode()
    assert 'class="num">Bảng 2, <span class="visually-hidden">Dòng </span>2</th>' in text
