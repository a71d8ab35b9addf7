"""import_awards and import_nominees: the shared cases, and names against the catalogues."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests import factories

CASES = Path(__file__).parent.parent / "cases" / "imports"
LISTS = sorted(p for p in CASES.glob("*.expected.json") if "import_units" not in p.read_text(encoding="utf-8"))
AWARD_HEADER = (
    "Tên tập thể/cá nhân/hộ gia đình;Chức vụ;Đơn vị công tác;Phân loại khen thưởng;Hình thức khen thưởng;"
    "Số quyết định;Ngày quyết định;Hệ số tiền thưởng;Tiền thưởng (đồng)"
)


def run(command, path, *options) -> tuple[int, dict, str]:
    """Exit code, the JSON report and what was said on stderr."""
    out, err = io.StringIO(), io.StringIO()
    code = 0
    try:
        call_command(command, str(path), "--json", *options, stdout=out, stderr=err)
    except CommandError as error:
        code = error.returncode
    return code, json.loads(out.getvalue()), err.getvalue()


def award_file(tmp_path, *lines, header=AWARD_HEADER):
    path = tmp_path / "khen thưởng.csv"
    path.write_text("\n".join([header, *lines]), encoding="utf-8")
    return path


def file_of(case: Path) -> Path:
    return next(p for p in CASES.glob(f"{case.name.removesuffix('.expected.json')}.*") if p.suffix != ".json")


def plain_dashes(row: dict) -> dict:
    return {k: v.replace("–", "-") if isinstance(v, str) else v for k, v in row.items()}


def places(faults: list[dict]) -> list[tuple]:
    return sorted((fault["row"], fault["column"]) for fault in faults)


def test_there_are_cases():
    assert [p.name[:2] for p in LISTS] == ["02", "03", "05", "06"]


@pytest.mark.django_db
@pytest.mark.parametrize("case", LISTS, ids=lambda p: p.name[:2])
def test_shared_case(case):
    expected = json.loads(case.read_text(encoding="utf-8"))
    code, report, _ = run(expected["command"], file_of(case))
    assert code == expected["exit"]
    assert report.get("refused", False) == expected.get("refused", False)
    assert {k: report["counts"][k] for k in expected["counts"]} == expected["counts"]
    rows = {row["row"]: plain_dashes(row) for row in report["rows"]}
    for wanted in expected.get("rows", []):
        assert {k: rows[wanted["row"]][k] for k in wanted} == wanted
    for level in {"errors", "warnings"} & set(expected):
        assert places(report[level]) == places(expected[level])
        said = {(f["row"], f["column"]): f for f in report[level]}
        for wanted in expected[level]:
            assert wanted.items() <= said[wanted["row"], wanted["column"]].items()
    assert all(fault["message"].endswith(".") for fault in report["errors"] + report["warnings"])


@pytest.mark.django_db
def test_a_name_that_no_catalogue_knows_is_a_warning(tmp_path):
    factories.make_unit("Sở Y tế")
    path = award_file(
        tmp_path,
        "Lê Văn Cường;;Sở Y tế;Cá nhân;Bằng khen của Chủ tịch UBND tỉnh;12/QĐ-UBND;05/3/2023;;",
        "Lê Thị Mai;;Sở Thủy lợi;Cá nhân;Kỷ niệm chương vàng;12/QĐ-UBND;05/3/2023;;",
    )
    code, report, _ = run("import_awards", path)
    assert code == 0
    assert [(f["row"], f["column"], f["value"]) for f in report["warnings"]] == [
        (3, "Hình thức khen thưởng", "Kỷ niệm chương vàng"),
        (3, "Đơn vị công tác", "Sở Thủy lợi"),
    ]


@pytest.mark.django_db
def test_b71_numbers_and_dates_are_exact_or_an_error(tmp_path):
    path = award_file(
        tmp_path,
        "A Văn An;;Sở Y tế;Cá nhân;Bằng khen của Chủ tịch UBND tỉnh;1/QĐ-UBND;01/7/2025;1,5;1.500.000",
        "B Văn An;;Sở Y tế;Cá nhân;Bằng khen của Chủ tịch UBND tỉnh;1/QĐ-UBND;44990;1.5;1500000",
        "C Văn An;;Sở Y tế;Cá nhân;Bằng khen của Chủ tịch UBND tỉnh;1/QĐ-UBND;31/02/2024;1.234;-5",
    )
    code, report, _ = run("import_awards", path)
    assert code == 1
    assert [(r["decided_on"], r["coefficient"], r["amount"]) for r in report["rows"]] == [
        ("2025-07-01", 1.5, 1500000),
        ("2023-03-05", 1.5, 1500000),
    ]
    assert [(f["row"], f["column"]) for f in report["errors"]] == [
        (4, "Ngày quyết định"),
        (4, "Hệ số tiền thưởng"),
        (4, "Tiền thưởng (đồng)"),
    ]
