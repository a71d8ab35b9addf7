"""manage.py read_directive: JSON on stdout, sentences on stderr, exit code 0 or 1, no database."""

import io
import json

import pytest
from django.core.management import call_command

from .test_directive_reader import CASES, KEYS, expected_of


def run(*arguments: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("read_directive", *arguments, stdout=out, stderr=err)
    except SystemExit as ended:
        return ended.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


# No test here has the django_db mark: a query would fail it.
def test_json_of_the_real_directive():
    code, out, err = run(str(CASES / "00_hanam_2023.txt"), "--json")
    expected = expected_of("00_hanam_2023.txt")
    assert code == 0
    assert {key: json.loads(out)[key] for key in KEYS} == {key: expected[key] for key in KEYS}
    assert "number: Văn bản không ghi số" in err


def test_json_says_where_everything_stands():
    _, out, _ = run(str(CASES / "00_hanam_2023.txt"), "--json")
    found = json.loads(out)
    start, end = found["places"]["theme"]
    assert " ".join(found["source"][start:end].split()) == found["theme"]
    assert len(found["places"]["tasks"]) == len(found["tasks"])
    assert [missing["key"] for missing in found["missing"]] == ["number", "issued_on", "targets", "deadlines"]


def test_plain_output():
    code, out, _ = run(str(CASES / "02_cantho_157_kh.txt"))
    assert code == 0
    assert out.startswith("KẾ HOẠCH số 157/KH-UBND ngày 18/11/2025\n")
    assert "Phân công 3. Ngân hàng Nhà nước chi nhánh khu vực 14" in out


@pytest.mark.parametrize("arguments", [[], ["--json"]])
def test_refusal(arguments):
    code, out, err = run(str(CASES / "04_signed_scan.pdf"), *arguments)
    assert code == 1
    assert "bản quét" in err
    if arguments:
        assert json.loads(out) == {"error": err.strip()}
    else:
        assert out == ""


def test_a_file_that_is_not_there():
    code, out, err = run("khong-co.txt", "--json")
    assert code == 1
    assert "Không mở được tệp" in json.loads(out)["error"]
    assert "khong-co.txt" in err


def test_a_file_of_zero_bytes(tmp_path):
    empty = tmp_path / "rong.txt"
    empty.write_bytes(b"")
    code, out, _ = run(str(empty), "--json")
    assert code == 1
    assert "0 byte" in json.loads(out)["error"]
