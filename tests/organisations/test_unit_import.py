"""Importing units: the shared cases, equality with what is stored, all or nothing."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from emulation.base import vietnamese
from emulation.base.models import AuditEntry
from organisations.enums import UnitKind
from organisations.models import Unit, UnitName
from organisations.services.unit_import import check_units, commit_units
from organisations.services.units import create_unit
from organisations.unit_import import kind_of_group, parse_kind, read_units
from tests.timing import assert_grows_linearly

CASES = Path(__file__).parent.parent / "cases" / "imports"
UNIT_CASES = sorted(p for p in CASES.glob("*.expected.json") if "import_units" in p.read_text(encoding="utf-8"))


def csv(
    *lines: str, header="Tên đơn vị;Tên viết tắt;Loại hình;Đơn vị cấp trên;Hiệu lực từ;Hiệu lực đến;Ghi chú"
) -> bytes:
    return "\n".join([header, *lines]).encode()


def read(*lines: str, **options):
    return read_units(csv(*lines, **options), "danh sach.csv")


def run(path, *options) -> tuple[int, dict, str]:
    out, err = io.StringIO(), io.StringIO()
    code = 0
    try:
        call_command("import_units", str(path), "--json", *options, stdout=out, stderr=err)
    except CommandError as error:
        code = error.returncode
    return code, json.loads(out.getvalue()), err.getvalue()


def file_of(case: Path) -> Path:
    name = case.name.removesuffix(".expected.json")
    return next(p for p in case.parent.glob(f"{name}.*") if p.suffix in (".xlsx", ".csv"))


def test_there_are_cases():
    assert [p.name[:2] for p in UNIT_CASES] == ["01", "04"]


@pytest.mark.django_db
@pytest.mark.parametrize("case", UNIT_CASES, ids=lambda p: p.name[:2])
def test_shared_case(case):
    expected = json.loads(case.read_text(encoding="utf-8"))
    code, report, _ = run(file_of(case))
    assert code == expected["exit"]
    assert {k: report["counts"][k] for k in expected["counts"]} == expected["counts"]
    rows = {row["row"]: row for row in report["rows"]}
    for wanted in expected["rows"]:
        assert {k: rows[wanted["row"]][k] for k in wanted} == wanted
    found = [{k: fault[k] for k in wanted} for wanted, fault in zip(expected["errors"], report["errors"], strict=True)]
    assert found == expected["errors"]
    assert report["warnings"] == []
    assert all(fault["message"].endswith(".") for fault in report["errors"])
    assert Unit.objects.count() == 0
    if "commit" in expected:
        for turn in ("first", "second"):
            code, report, _ = run(file_of(case), "--commit")
            assert code == 0
            assert report["counts"]["written"] == expected["commit"][turn]["written"]
            assert report["committed"] is True


@pytest.mark.django_db
def test_report_has_exactly_the_agreed_keys():
    _, report, _ = run(CASES / "04_units_semicolon.csv")
    assert list(report) == [
        "command",
        "file",
        "sheet",
        "header_row",
        "committed",
        "counts",
        "rows",
        "errors",
        "warnings",
    ]
    assert list(report["counts"]) == ["read", "valid", "errors", "warnings", "written"]
    assert list(report["errors"][0]) == ["sheet", "row", "column", "value", "message"]
    assert report["sheet"] is None
    assert report["header_row"] == 1
    assert report["rows"][0]["original"]["kind"] == "Sở, ban, ngành"


@pytest.mark.django_db
def test_one_bad_row_and_nothing_is_written():
    """B72: 1,000 rows, row 997 bad: nothing stored, the report names row and column."""
    lines = [f"Trạm Y tế số {n};;Đơn vị sự nghiệp;;;;" for n in range(2, 1002)]
    lines[995] = "Trạm Y tế số 997;;Đơn vị sự nghiệp;;31/02/2024;;"
    result = commit_units(read(*lines), by=None)
    assert [(f.row, f.column, f.value) for f in result.errors] == [(997, "Hiệu lực từ", "31/02/2024")]
    assert result.errors[0].message == "Tháng 2 năm 2024 không có ngày 31."
    assert result.counts == {"read": 1000, "valid": 999, "errors": 1, "warnings": 0, "written": 0}
    assert result.committed is False
    assert Unit.objects.count() == 0


@pytest.mark.django_db
def test_each_of_a_thousand_rows_costs_the_same():
    def bring_in(count):
        with transaction.atomic():
            result = commit_units(read(*[f"Trạm Y tế số {n};;Đơn vị sự nghiệp;;;;" for n in range(count)]), by=None)
            transaction.set_rollback(True)  # each time into an empty table
        return result

    assert assert_grows_linearly(bring_in, 250, 1000).written == 1000


@pytest.mark.django_db
def test_written_unit_has_everything_and_an_audit_row():
    line = "Ủy ban nhân dân thị xã Duy Tiên;UBND TX Duy Tiên;Cấp huyện;;01/01/2020;30/06/2025;Trước là huyện"
    commit_units(read(line), by=None)
    unit = Unit.objects.get()
    assert (unit.official_name, unit.short_name) == ("Ủy ban nhân dân thị xã Duy Tiên", "UBND TX Duy Tiên")
    assert (unit.kind, unit.note) == (UnitKind.CAP_HUYEN, "Trước là huyện")
    assert (unit.valid_from.isoformat(), unit.valid_to.isoformat()) == ("2020-01-01", "2025-06-30")
    assert UnitName.objects.get().comparison_key == vietnamese.fold("Uỷ ban nhân dân Thị xã  Duy Tiên")
    assert AuditEntry.objects.filter(action="create").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [
        "Tòa án nhân dân tỉnh",
        "TOÀ ÁN NHÂN DÂN TỈNH",
        "To\u0300a a\u0301n nha\u0302n da\u0302n tỉnh",
        " Toà án  nhân dân tỉnh ",
    ],
)
def test_equal_unit_is_left_as_it_is(name):
    """B67: NFD, case, spaces and the place of the tone do not make another unit."""
    create_unit(official_name="Toà án nhân dân tỉnh", kind=UnitKind.NOI_CHINH, note="giữ", by=None)
    result = commit_units(read(f"{name};;Doanh nghiệp;;;;khác"), by=None)
    assert (result.written, result.committed) == (0, True)
    assert Unit.objects.get().note == "giữ"


@pytest.mark.django_db
def test_unit_keeps_its_identity_under_an_old_name():
    unit = create_unit(official_name="Huyện Duy Tiên", kind=UnitKind.CAP_HUYEN, by=None)
    UnitName.objects.create(
        unit=unit, official_name="Thị xã Duy Tiên", comparison_key=vietnamese.fold("Thị xã Duy Tiên")
    )
    assert commit_units(read("Thị xã Duy Tiên;;Cấp huyện;;;;"), by=None).written == 0


@pytest.mark.django_db
def test_homonyms_under_different_parents_are_different_units():
    lines = [
        "Trạm Y tế;;Đơn vị sự nghiệp;Phường Trần Hưng Đạo;;;",  # before the units above them
        "Trạm Y tế;;Đơn vị sự nghiệp;Xã Trần Hưng Đạo;;;",
        "Phường Trần Hưng Đạo;;Cấp xã;Thành phố Phủ Lý;;;",
        "Xã Trần Hưng Đạo;;Cấp xã;Huyện Lý Nhân;;;",
        "Thành phố Phủ Lý;;Cấp huyện;;;;",
        "Huyện Lý Nhân;;Cấp huyện;;;;",
    ]
    result = commit_units(read(*lines), by=None)
    assert (result.written, result.errors, result.warnings) == (6, [], [])
    stations = Unit.objects.filter(official_name="Trạm Y tế").order_by("pk")
    assert [u.parent.official_name for u in stations] == ["Phường Trần Hưng Đạo", "Xã Trần Hưng Đạo"]
    assert stations[0].parent.parent.official_name == "Thành phố Phủ Lý"
    assert commit_units(read(*lines), by=None).written == 0
    assert commit_units(read(*lines[:2]), by=None).written == 0


@pytest.mark.django_db
def test_unknown_parent_is_a_warning_and_not_guessed():
    result = commit_units(read("Phòng Tổ chức;;Sở, ban, ngành;Sở Lạ;;;"), by=None)
    assert [(f.row, f.column, f.value) for f in result.warnings] == [(2, "Đơn vị cấp trên", "Sở Lạ")]
    assert result.written == 1
    assert Unit.objects.get().parent is None


@pytest.mark.django_db
def test_homonyms_under_unknown_parents_are_an_error():
    result = commit_units(read("Trạm Y tế;;Đơn vị sự nghiệp;Xã A;;;", "Trạm Y tế;;Đơn vị sự nghiệp;Xã B;;;"), by=None)
    assert [(f.row, f.column) for f in result.errors] == [(3, "Đơn vị cấp trên")]
    assert Unit.objects.count() == 0


@pytest.mark.django_db
def test_parent_by_short_name_and_ambiguous_parent():
    create_unit(official_name="Sở Y tế tỉnh Hà Nam", short_name="Sở Y tế", kind=UnitKind.SO_NGANH, by=None)
    commit_units(read("Trung tâm Mắt;;Đơn vị sự nghiệp;sở y tế;;;"), by=None)
    centre = Unit.objects.get(official_name="Trung tâm Mắt")
    assert centre.parent.official_name == "Sở Y tế tỉnh Hà Nam"
    create_unit(official_name="Sở Y tế tỉnh Ninh Bình", short_name="Sở Y tế", kind=UnitKind.SO_NGANH, by=None)
    result = read("Trung tâm Tim;;Đơn vị sự nghiệp;Sở Y tế;;;")
    check_units(result)
    assert [(f.row, f.column) for f in result.errors] == [(2, "Đơn vị cấp trên")]


@pytest.mark.django_db
@pytest.mark.parametrize("lines", [("A;;Cấp xã;B;;;", "B;;Cấp xã;A;;;"), ("A;;Cấp xã;A;;;",)])
def test_circle_of_parents_is_an_error(lines):
    result = commit_units(read(*lines), by=None)
    assert {f.column for f in result.errors} == {"Đơn vị cấp trên"}
    assert Unit.objects.count() == 0


@pytest.mark.django_db
def test_same_name_elsewhere_is_told():
    above = create_unit(official_name="Sở Y tế", kind=UnitKind.SO_NGANH, by=None)
    create_unit(official_name="Trung tâm Mắt", kind=UnitKind.SU_NGHIEP, parent=above, by=None)
    result = read("Trung tâm Mắt;;Đơn vị sự nghiệp;;;;")
    check_units(result)
    assert [(f.row, f.column) for f in result.warnings] == [(2, "Tên đơn vị")]


@pytest.mark.django_db
def test_old_font_needs_a_yes_before_writing(tmp_path):
    rows = ["Tªn ®¬n vÞ;Lo¹i h×nh", "Së Néi vô tØnh Hµ Nam;Së, ban, ngµnh", "Së Tµi chÝnh tØnh Hµ Nam;Së, ban, ngµnh"]
    path = tmp_path / "tcvn3.csv"
    path.write_bytes("\n".join(rows).encode("latin-1"))
    code, report, _ = run(path)
    assert code == 0
    assert [r["official_name"] for r in report["rows"]] == ["Sở Nội vụ tỉnh Hà Nam", "Sở Tài chính tỉnh Hà Nam"]
    assert report["rows"][0]["original"]["official_name"] == "Së Néi vô tØnh Hµ Nam"
    assert [(w["row"], w["column"]) for w in report["warnings"]] == [(None, None)]
    code, report, _ = run(path, "--commit")
    assert (code, report["counts"]["written"], Unit.objects.count()) == (1, 0, 0)
    assert [e["row"] for e in report["errors"]] == [None]
    code, report, _ = run(path, "--commit", "--accept-conversion")
    assert (code, report["counts"]["written"], Unit.objects.count()) == (0, 2, 2)


@pytest.mark.django_db
def test_file_that_is_not_there_and_messages_on_stderr(tmp_path):
    code, report, err = run(tmp_path / "khong-co.xlsx")
    assert code == 1
    assert report["refused"] is True
    assert report["counts"]["written"] == 0
    assert len(report["errors"]) == 1
    assert report["errors"][0]["row"] is None
    assert "Không mở được tệp" in err


def test_html_under_the_name_of_xlsx():
    result = read_units((CASES / "05_html_named_xlsx.xlsx").read_bytes(), "05.xlsx")
    assert result.refused
    assert "HTML" in result.errors[0].message
    assert ".xlsx" in result.errors[0].message


def test_short_names_twice_are_a_warning_on_the_later_row():
    result = read("Sở Y tế;SYT;Sở, ban, ngành;;;;", "Sở Ý tưởng;syt;Sở, ban, ngành;;;;")
    assert [(f.row, f.column, f.value) for f in result.warnings] == [(3, "Tên viết tắt", "syt")]
    assert result.ok


def test_kind_words_matter_in_names():
    assert read("Phường Trần Hưng Đạo;;Cấp xã;;;;", "Xã Trần Hưng Đạo;;Cấp xã;;;;").ok


@pytest.mark.parametrize("name", ["=1+1", "+84 912", "-5", "@a", "'=A1"])
def test_text_that_would_run(name):
    """B74 on the way in: an error in a name, a warning in a note."""
    result = read(f"{name};;Cấp xã;;;;", f"Xã A;;Cấp xã;;;;{name}")
    assert [(f.row, f.column) for f in result.errors] == [(2, "Tên đơn vị")]
    assert [(f.row, f.column) for f in result.warnings] == [(3, "Ghi chú")]
    assert result.valid_rows[0]["note"] == name.removeprefix("'")


def test_name_that_does_not_fit():
    result = read(f"{'a' * 301};;Cấp xã;;;;", f"{'a' * 300};;Cấp xã;;;;")
    assert [(f.row, f.column) for f in result.errors] == [(2, "Tên đơn vị")]


def test_list_without_kinds_is_refused():
    result = read("Sở Y tế;SYT", header="Tên đơn vị;Tên viết tắt")
    assert result.refused
    assert "Loại hình" in result.errors[0].message


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Sở, ban, ngành", "so_nganh"),
        ("Các sở, ban, ngành", "so_nganh"),
        ("CÁC SỞ, BAN, NGÀNH", "so_nganh"),
        ("Đơn vị sự nghiệp", "su_nghiep"),
        ("Cơ quan Đảng", "co_quan_dang"),
        ("Các cơ quan Đảng", "co_quan_dang"),
        ("Đảng", "co_quan_dang"),
        ("Mặt trận Tổ quốc và các tổ chức chính trị – xã hội", "mttq_doan_the"),
        ("Đoàn thể", "mttq_doan_the"),
        ("Các hội đặc thù", "hoi_dac_thu"),
        ("Các cơ quan nội chính, lực lượng vũ trang", "noi_chinh_luc_luong_vu_trang"),
        ("Nội chính, lực lượng vũ trang", "noi_chinh_luc_luong_vu_trang"),
        ("Các đơn vị Trung ương đóng trên địa bàn", "don_vi_trung_uong"),
        ("Cấp huyện", "cap_huyen"),
        ("Uỷ ban nhân dân các huyện, thị xã, thành phố", "cap_huyen"),
        ("Xã, phường, thị trấn", "cap_xa"),
        ("Các doanh nghiệp", "doanh_nghiep"),
    ],
)
def test_words_for_kinds(words, kind):
    assert kind_of_group(words) == kind
    assert parse_kind(words) == kind


@pytest.mark.parametrize("words", ["Liên doanh", "Sở", "Hội", "so_nganh", "Các", "Cấp tỉnh"])
def test_other_words_are_no_kind(words):
    assert kind_of_group(words) is None
    with pytest.raises(ValueError, match="không có trong danh mục loại hình"):
        parse_kind(words)
