"""The reader on real directives: exactly what they say, nothing else, and where they say it."""

import json
from pathlib import Path

import pytest

from campaigns.directive_files import read_directive_file
from campaigns.directive_reader import NotADirective, read_directive
from emulation.base.documents import UnreadableDocument

CASES = Path(__file__).resolve().parent.parent / "cases" / "directives"
KEYS = [
    "document_type", "number", "issued_on", "title", "year", "province", "theme", "motto", "tasks", "general_requirements",
    "duties", "targets", "deadlines", "recipients", "signature",
]  # fmt: skip
FOR_PEOPLE = {"origin", "notes", "refused", "message_contains_any"}
READ = ["00_hanam_2023.txt", "01_daklak_0124_kh.docx", "02_cantho_157_kh.txt", "03_nghean_982_kh.pdf"]


def read_case(name: str):
    return read_directive_file((CASES / name).read_bytes(), name)


def expected_of(name: str) -> dict:
    return json.loads((CASES / name).with_suffix(".expected.json").read_text(encoding="utf-8"))


def differences(expected, found, path="") -> list[str]:
    """Where the reading differs. Keys that are not expected are not compared; a target's text may say more."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return [line for key in expected for line in differences(expected[key], found.get(key, "?"), f"{path}.{key}")]
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        pairs = enumerate(zip(expected, found, strict=True))
        return [line for index, (a, b) in pairs for line in differences(a, b, f"{path}[{index}]")]
    if path.startswith(("targets", "deadlines")) and path.endswith(".text"):
        return [] if expected in found else [f"{path}: {expected!r} not in {found!r}"]
    return [] if expected == found else [f"{path}: {expected!r} != {found!r}"]


@pytest.mark.parametrize("name", READ)
def test_case_is_read_as_expected(name):
    found = read_case(name).to_dict()
    expected = {key: value for key, value in expected_of(name).items() if key not in FOR_PEOPLE}
    assert [line for key in expected for line in differences(expected[key], found[key], key)] == []


def test_real_directive_of_2023_is_equal_in_every_key():
    found = read_case("00_hanam_2023.txt").to_dict()
    expected = expected_of("00_hanam_2023.txt")
    assert {key: found[key] for key in KEYS} == {key: expected[key] for key in KEYS}


def test_comparison_sees_a_difference():
    assert differences([{"text": "a"}], [{"text": "b"}], "tasks") == ["tasks[0].text: 'a' != 'b'"]
    assert differences([{"text": "a"}], [], "tasks") != []
    assert differences([{"text": "bc"}], [{"text": "abcd"}], "targets") == []


def test_scan_with_the_stamp_of_a_signature_is_refused():
    with pytest.raises(UnreadableDocument) as refusal:
        read_case("04_signed_scan.pdf")
    assert any(word in str(refusal.value) for word in expected_of("04_signed_scan.pdf")["message_contains_any"])
    assert "hãy" in str(refusal.value)


@pytest.mark.parametrize("name", READ)
def test_every_place_points_at_its_piece(name):
    reading = read_case(name)
    said = lambda place: " ".join(reading.source[place.start : place.end].split())  # noqa: E731
    squeezed = lambda text: "".join(text.split())  # noqa: E731
    assert squeezed(said(reading.places["title"])) == squeezed(reading.title)
    assert said(reading.places["document_type"]) == reading.document_type
    for key in ("number", "theme", "motto"):
        if value := getattr(reading, key):
            assert squeezed(said(reading.places[key])) == squeezed(value)
    for task in reading.tasks:
        first = (task.title or task.text).split()[0]
        assert first in said(task.place)
        assert squeezed(said(task.place)).endswith(squeezed((task.text or task.title)[-8:]))
    for duty in reading.duties:
        assert duty.responsible.split()[0] in said(duty.place)
    for item in [*reading.targets, *reading.deadlines, *reading.general_requirements]:
        assert said(item.place) == item.text
    for recipient in reading.recipients:
        assert recipient.text in said(recipient.place)
    assert reading.signature.name in said(reading.signature.place)


def test_places_follow_each_other_in_the_real_directive():
    reading = read_case("00_hanam_2023.txt")
    items = [*reading.tasks, *reading.general_requirements, *reading.duties, *reading.recipients]
    for before, after in zip(items, items[1:], strict=False):
        assert before.place.end <= after.place.start


def test_real_directive_says_what_it_lacks_and_what_is_doubtful():
    reading = read_case("00_hanam_2023.txt")
    assert [missing.key for missing in reading.missing] == ["number", "issued_on", "targets", "deadlines"]
    assert [doubt.key for doubt in reading.doubts] == ["general_requirements", "duties", "duties"]
    assert "Trưởng khối thi đua" in reading.doubts[2].sentence
    assert "phân công 4" in reading.doubts[2].sentence
    assert all(missing.sentence.endswith(".") for missing in reading.missing)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "không có chữ"),
        (" \n\t\n", "không có chữ"),
        ("Xin chào các đồng chí.", "quá ngắn"),
        ("BÁO CÁO\nKết quả phong trào thi đua\n" + "Các đơn vị đã tổ chức tốt phong trào thi đua. " * 9, "tên loại"),
        ("Chỉ thị là một loại văn bản của cơ quan nhà nước dùng trong thi đua. " * 9, "tên loại"),
        (
            "KẾ HOẠCH\nPhòng chống bão lụt\nI. Mục đích\n" + "1. Bảo đảm an toàn cho người dân và tài sản.\n" * 9,
            "không nói về thi đua",
        ),
        ("QUYẾT ĐỊNH\nVề việc tặng Bằng khen\n" + "Căn cứ Luật Thi đua, khen thưởng năm 2022;\n" * 9, "việc khác"),
    ],
)
def test_a_text_that_is_no_directive_is_refused_in_one_sentence(text, why):
    with pytest.raises(NotADirective) as refusal:
        read_directive(text)
    sentence = str(refusal.value)
    assert why in sentence
    assert "hãy" in sentence
    assert sentence.count(".") == 1
    assert sentence.endswith(".")
