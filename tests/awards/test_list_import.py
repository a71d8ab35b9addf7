"""Writing lists of awards and nominees: all or nothing, nothing twice, the doubtful put up to be looked at."""

import datetime as dt
import unicodedata

import pytest

from awards.models import AwardRecord, Collective, Household, ListedNominee, Person, PersonDoubt, PersonPlace
from awards.selectors.registry import find_records
from awards.services import merging
from organisations.services.units import rename_unit
from tests import factories
from tests.awards.test_import_commands import CASES, award_file, run

pytestmark = pytest.mark.django_db
BK = "Bằng khen của Chủ tịch UBND tỉnh"


def line(name, unit="Sở Y tế", *, number="12/QĐ-UBND", day="05/3/2023", award=BK, kind="Cá nhân"):
    return f"{name};Chuyên viên;{unit};{kind};{award};{number};{day};1,5;2.235.000"


def commit(tmp_path, *lines):
    code, report, _ = run("import_awards", award_file(tmp_path, *lines), "--commit")
    return code, report


@pytest.fixture
def health():
    return factories.make_unit("Sở Y tế")


def test_everything_of_a_line_is_kept(tmp_path, health):
    assert commit(tmp_path, line("Ông Lê Văn Cường"))[1]["counts"]["written"] == 1
    record = AwardRecord.objects.get()
    assert (record.award, record.award_text, record.decision_number) == ("BKT", BK, "12/QĐ-UBND")
    assert (str(record.decided_on), record.coefficient, record.amount) == ("2023-03-05", 1.5, 2235000)
    assert (record.subject_text, record.person.full_name, record.person.honorific) == (
        "Lê Văn Cường",
        "Lê Văn Cường",
        "Ông",
    )
    assert (record.unit, record.source_row, record.source.name) == (health, 2, "khen thưởng.csv")
    assert record.original["name"] == "Ông Lê Văn Cường"
    assert [(p.unit, p.position) for p in record.person.places.all()] == [(health, "Chuyên viên")]
    assert record.person.gender == ""


def test_a_second_import_writes_nothing_and_says_so(tmp_path, health):
    lines = [line("Lê Văn Cường"), line("Phòng Hành chính", kind="Tập thể"), line("Hộ ông Tiến", kind="Hộ gia đình")]
    assert commit(tmp_path, *lines)[1]["counts"]["written"] == 3
    code, report = commit(tmp_path, *lines)
    assert (code, report["counts"]["written"], report["counts"]["warnings"]) == (0, 0, 3)
    assert "đã có trong sổ" in report["warnings"][0]["message"]
    assert (AwardRecord.objects.count(), Person.objects.count()) == (3, 1)
    assert (Collective.objects.count(), Household.objects.count()) == (1, 1)


def test_another_name_of_the_same_award_is_no_second_award(tmp_path, health):
    code, report = commit(tmp_path, line("Lê Văn Cường"), line("Lê Văn Cường", award="Bằng khen của UBND tỉnh"))
    assert (code, AwardRecord.objects.count()) == (1, 0)
    assert [(f["row"], f["column"]) for f in report["errors"]] == [(3, "Tên tập thể/cá nhân/hộ gia đình")]


def test_b72_one_bad_row_of_a_thousand_and_nothing_is_stored(tmp_path, health):
    lines = [line(f"Lê Văn {i}") for i in range(1000)]
    lines[995] = line("Lê Văn 995", day="31/02/2024")  # line 997 of the file
    code, report = commit(tmp_path, *lines)
    assert code == 1
    assert [(f["row"], f["column"], f["value"]) for f in report["errors"]] == [(997, "Ngày quyết định", "31/02/2024")]
    assert (AwardRecord.objects.count(), Person.objects.count(), PersonPlace.objects.count()) == (0, 0, 0)


def test_b67_a_name_in_any_unicode_form_is_the_same_person(tmp_path, health):
    commit(tmp_path, line("Nguyễn Thị Hiếu"))
    decomposed = unicodedata.normalize("NFD", "Nguyễn Thị Hiếu")
    tone_first = "Nguye\u0303\u0302n Thi\u0323 Hie\u0301\u0302u"
    commit(tmp_path, line(decomposed, number="13/QĐ-UBND"))
    commit(tmp_path, line(tone_first, number="14/QĐ-UBND"))
    assert AwardRecord.objects.count() == 3
    assert Person.objects.get().awardrecords.count() == 3


def test_b68_names_are_found_without_accents(tmp_path, health, reader):
    commit(tmp_path, line("Nguyễn Thị Hiếu"), line("Đỗ Văn Hùng"), line("Lê Văn Zơ"))

    def found(text):
        return [record.subject_text for record in find_records(reader, text)]

    assert found("nguyen thi hieu") == found(unicodedata.normalize("NFD", "Nguyễn Thị Hiếu")) == ["Nguyễn Thị Hiếu"]
    assert found("do") == found("Ðỗ") == found("ĐỖ") == ["Đỗ Văn Hùng"]
    assert found("z") == ["Lê Văn Zơ"]
    assert found("hieu nguyen") == ["Nguyễn Thị Hiếu"]
    assert found("hieu le") == []
    assert len(found("12/QĐ")) == 3
    assert len(found("")) == 3


def test_b78_namesakes_of_two_units_stay_apart_and_are_put_up(tmp_path, health):
    factories.make_unit("Sở Nội vụ")
    commit(tmp_path, line("Nguyễn Văn An"))
    code, report = commit(tmp_path, line("Nguyễn Văn An", "Sở Nội vụ"))
    assert code == 0
    assert "chưa chắc là một người" in report["warnings"][0]["message"]
    assert Person.objects.count() == 2
    assert [doubt.why for doubt in PersonDoubt.objects.all()] == ["Cùng tên, nơi công tác khác nhau"]


def test_b78_after_a_merge_lines_of_both_units_are_one_history(tmp_path, health):
    commit(tmp_path, line("Nguyễn Văn An"), line("Nguyễn Văn An", "Sở Nội vụ", number="13/QĐ-UBND"))
    one, other = Person.objects.order_by("pk")
    merging.merge_people(one, other, reason="Điều động năm 2022", by=None)
    commit(
        tmp_path, line("Nguyễn Văn An", number="14/QĐ-UBND"), line("Nguyễn Văn An", "Sở Nội vụ", number="15/QĐ-UBND")
    )
    assert one.awardrecords.count() == 4
    assert Person.objects.standing().count() == 1


def test_a_unit_that_was_renamed_is_the_same_place(tmp_path, health):
    commit(tmp_path, line("Lê Văn Cường"))
    rename_unit(health, official_name="Sở Y tế và Dân số", on=dt.date(2023, 2, 1), by=None)
    commit(tmp_path, line("Lê Văn Cường", "Sở Y tế và Dân số", number="13/QĐ-UBND"))
    assert Person.objects.get().awardrecords.count() == 2


def test_ong_and_ba_of_one_name_in_one_unit_are_two_people(tmp_path, health):
    commit(tmp_path, line("Ông Nguyễn Văn An"))
    commit(tmp_path, line("Bà Nguyễn Văn An", number="13/QĐ-UBND"))
    assert Person.objects.count() == 2
    assert PersonDoubt.objects.get().why == "Cùng tên, cùng nơi công tác"


def test_a_line_without_a_unit_is_never_matched_by_the_name_alone(tmp_path, health):
    commit(tmp_path, line("Lê Văn Cường"), line("Lê Văn Cường", "", number="13/QĐ-UBND"))
    assert Person.objects.count() == 2
    assert PersonDoubt.objects.count() == 1


def test_a_name_of_many_people_is_not_put_up(tmp_path):
    commit(tmp_path, *(line("Nguyễn Văn An", f"Phòng {n}", number=f"{n}/QĐ-UBND") for n in range(6)))
    _, report = commit(tmp_path, line("Nguyễn Văn An", "Phòng 7"))
    assert Person.objects.count() == 7
    assert PersonDoubt.objects.filter(second=Person.objects.last()).count() == 0
    assert report["counts"]["warnings"] == 0


def test_a_collective_that_is_a_unit_is_that_unit(tmp_path, health):
    commit(tmp_path, line("Sở Y tế", "", kind="Tập thể"), line("Phòng Hành chính", kind="Tập thể"))
    assert [(c.name, c.is_unit, c.unit) for c in Collective.objects.order_by("pk")] == [
        ("Sở Y tế", True, health),
        ("Phòng Hành chính", False, health),
    ]


def test_nominees_are_kept_as_draft_lines_with_their_people():
    path = CASES / "02_nominees_official_form.xlsx"
    code, report, _ = run("import_nominees", path, "--commit")
    assert (code, report["counts"]["written"], report["committed"]) == (0, 11, True)
    assert ListedNominee.objects.count() == 11
    assert Person.objects.filter(full_name="Nguyễn Văn An").count() == 2
    code, report, _ = run("import_nominees", path, "--commit")
    assert (code, report["counts"]["written"]) == (0, 0)
    assert ListedNominee.objects.count() == 11


def test_a_thousand_lines_take_a_few_queries(tmp_path, health, django_assert_max_num_queries):
    path = award_file(tmp_path, *(line(f"Lê Văn {i}") for i in range(1000)))
    with django_assert_max_num_queries(100):
        run("import_awards", path, "--commit")
    assert AwardRecord.objects.count() == 1000
