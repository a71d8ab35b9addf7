"""Writing facts: nothing is taken over or overwritten in silence, who may end a hold, and the record of changes says it in words."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from awards.models import Collective, CompositionYear, Initiative, InitiativeUse, RestrictionRecord, YearRating
from awards.services import facts, initiatives, people
from awards.services.merging import merge_people, unmerge_people
from awards.services.registry import edit_record
from emulation.base import audit, clock
from emulation.base.concurrency import StaleVersion
from emulation.base.workflow import Refused
from organisations.selectors.audit import lines
from tests.awards.acclaim_walk import prepared
from tests.awards.test_cases import award, initiative, person
from tests.factories import acting

pytestmark = pytest.mark.django_db
TITLE = {"title": "Đối chiếu dự toán tự động", "year": 2024}


@pytest.fixture(autouse=True)
def february():
    with clock.at(clock.moment(dt.date(2025, 2, 10))):
        yield


@pytest.fixture
def office(cast) -> Collective:
    return Collective.objects.create(
        name="Phòng Nghiệp vụ Y", unit=cast.units["Sở Y tế"], comparison_key="phong nghiep vu y", unit_key="so y te"
    )


def told(subject, user) -> list[tuple[str, list[tuple]]]:
    """The record of changes as it is read, the newest first; fields by name, as PostgreSQL keeps no order."""
    rows = lines(audit.history(subject), user)
    return [(row.entry.label, sorted((c.field, c.old, c.new) for c in row.changes)) for row in rows]


# --- Initiatives --------------------------------------------------------------------------------------------------------
def test_an_initiative_of_the_same_title_elsewhere_is_another_one(cast):
    mine, theirs = person(cast, "Lê Minh Tuấn"), person(cast, "Trần Thị Mai", "Sở Tài chính")
    certified = initiative(cast, theirs, **TITLE)
    row = initiatives.add_initiative(mine, by=acting(cast.owner), scope="", certified=None, certificate="", **TITLE)
    assert (row.pk != certified.pk, row.certified) == (True, None)
    assert list(certified.authors.all()) == [theirs]


def test_the_certificate_that_comes_later_is_kept(cast):
    who, by = person(cast), acting(cast.owner)
    first = initiatives.add_initiative(who, by=by, scope="co_so", certified=None, certificate="", **TITLE)
    again = TITLE | {"title": "Ðối chiếu  dự toán tự động"}
    initiatives.add_initiative(who, by=by, scope="tinh", certified=True, certificate="QĐ 12", **again)
    row = Initiative.objects.get()
    assert (row.pk, row.certified, row.certificate, row.scope, row.version) == (first.pk, True, "QĐ 12", "tinh", 2)
    label, changes = told(who, cast.dha)[0]
    assert label == "Sửa sáng kiến"
    assert ("Phạm vi ảnh hưởng", "Cơ sở", "Tỉnh, bộ, ngành") in changes
    assert ("Văn bản công nhận", "(trống)", "QĐ 12") in changes


def test_the_form_of_a_new_initiative_never_writes_over_one_on_record(cast, as_):
    who, client = person(cast), as_(cast.owner)
    there = reverse("awards:person_fact", args=[who.pk, "sang-kien"])
    typed = {"title": TITLE["title"], "year": "2024"}
    client.post(there, typed)
    shown = client.post(there, typed | {"certified": "true", "certificate": "QĐ 12"}).content.decode()
    assert "Hồ sơ đã có sáng kiến này" in shown
    assert "QĐ 12" in shown
    row = Initiative.objects.get()
    edit = reverse("awards:person_fact_edit", args=[who.pk, "sang-kien", row.pk])
    assert edit in client.get(reverse("awards:person", args=[who.pk])).content.decode()
    client.post(edit, typed | {"version": "1", "certified": "true", "certificate": "QĐ 12"})
    row.refresh_from_db()
    assert (row.certified, row.certificate) == (True, "QĐ 12")


def test_a_co_author_joins_by_choice(cast, as_):
    first, second = person(cast, "Lê Minh Tuấn"), person(cast, "Trần Thị Mai")
    elsewhere = initiative(cast, person(cast, "Đỗ Văn Hùng", "Sở Tài chính"), title="Sáng kiến khác")
    row = initiative(cast, first, **TITLE)
    there = reverse("awards:person_fact", args=[second.pk, "dong-tac-gia"])
    shown = as_(cast.owner).get(there).content.decode()
    assert (TITLE["title"] in shown, "Sáng kiến khác" in shown) == (True, False)
    as_(cast.owner).post(there, {"initiative": row.pk})
    assert set(row.authors.all()) == {first, second}
    assert told(second, cast.dha)[0][0] == "Ghi đồng tác giả sáng kiến"
    with pytest.raises(PermissionDenied):
        initiatives.join_initiative(second, elsewhere, by=acting(cast.owner))
    with pytest.raises(Refused, match="đã ghi cho người này"):
        initiatives.join_initiative(second, row, by=acting(cast.owner))


def test_an_initiative_with_an_author_of_another_unit_is_corrected_by_the_department(cast):
    mine, theirs = person(cast, "Lê Minh Tuấn"), person(cast, "Trần Thị Mai", "Sở Tài chính")
    row = initiative(cast, mine, **TITLE)
    initiatives.join_initiative(theirs, row, by=acting(cast.dha))
    with pytest.raises(PermissionDenied):
        initiatives.edit_initiative(row, version=None, by=acting(cast.owner), scope="toan_quoc")
    initiatives.edit_initiative(row, version=None, by=acting(cast.dha), scope="toan_quoc")
    assert [told(who, cast.dha)[0][0] for who in (mine, theirs)] == ["Sửa sáng kiến", "Sửa sáng kiến"]


def test_the_department_writes_down_what_an_initiative_was_used_for(cast, as_):
    who = person(cast)
    row = initiative(cast, who, **TITLE)
    there = reverse("awards:person_fact", args=[who.pk, "dung-sang-kien"])
    assert as_(cast.owner).get(there).status_code == 403
    as_(cast.dha).post(there, {"initiative": row.pk, "award": "BKT", "year": "2024"})
    assert [(use.award, use.year) for use in InitiativeUse.objects.all()] == [("BKT", 2024)]
    shown = as_(cast.owner).get(reverse("awards:person", args=[who.pk])).content.decode()
    assert "Đã dùng cho Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh năm 2024" in shown
    assert there not in shown
    with pytest.raises(PermissionDenied):
        initiatives.use_initiative(row, who, award="BKT", year=2023, by=acting(cast.owner))


def test_two_records_that_used_one_initiative_alike_become_one_and_two_again(cast):
    kept, gone = person(cast, "Nguyễn Văn An"), person(cast, "Nguyễn Văn An")
    row = initiative(cast, kept, **TITLE)
    initiatives.join_initiative(gone, row, by=acting(cast.dha))
    for who, year in ((kept, 2024), (gone, 2024), (gone, 2023)):
        initiatives.use_initiative(row, who, award="BKT", year=year, by=acting(cast.dha))
    merge = merge_people(kept, gone, reason="Một người", by=cast.dha)
    assert sorted(kept.initiative_uses.values_list("year", flat=True)) == [2023, 2024]
    unmerge_people(merge, by=cast.dha)
    assert [sorted(one.initiative_uses.values_list("year", flat=True)) for one in (kept, gone)] == [
        [2024],
        [2023, 2024],
    ]


# --- Two people, two clicks -----------------------------------------------------------------------------------------------
def test_the_form_of_a_year_shows_what_is_on_record_and_loses_nothing(cast, as_, office):
    counts = {"members": 10, "ldtt": 7, "unity": True}
    facts.set_composition(office, year=2024, by=acting(cast.dha), **counts)
    client = as_(cast.owner)
    edit = reverse("awards:collective_fact_edit", args=[office.pk, "co-cau", 2024])
    form = client.get(edit).context["form"]
    assert [form[name].value() for name in ("year", "members", "ldtt", "unity")] == [2024, "10", "7", "true"]
    client.post(edit, {"version": "1", "members": "10", "ldtt": "8", "unity": "true"})
    row = CompositionYear.objects.get()
    assert (row.members, row.ldtt, row.unity, row.version) == (10, 8, True, 2)
    new = reverse("awards:collective_fact", args=[office.pk, "co-cau"])
    assert "Hồ sơ đã có cơ cấu tập thể năm 2024" in client.post(new, {"year": "2024", "ldtt": "9"}).content.decode()
    row.refresh_from_db()
    assert (row.members, row.ldtt) == (10, 8)


def test_a_form_opened_before_a_colleague_saved_shows_both_texts(cast, as_):
    who = person(cast)
    facts.rate(who, year=2024, rating="HTT", basis="QĐ 3", by=acting(cast.owner))
    edit = reverse("awards:person_fact_edit", args=[who.pk, "xep-loai", 2024])
    facts.rate(who, year=2024, rating="HT", basis="QĐ 4", by=acting(cast.dha))
    answer = as_(cast.owner).post(edit, {"version": "1", "rating": "HTXS", "basis": "QĐ 3"})
    assert answer.status_code == 409
    assert ("Văn bản", "QĐ 3", "QĐ 4") in [(d.label, d.mine, d.theirs) for d in answer.context["differences"]]
    assert YearRating.objects.get().rating == "HT"
    with pytest.raises(StaleVersion):
        facts.rate(who, year=2024, rating="HTXS", basis="", by=acting(cast.owner), version=1)
    assert as_(cast.owner).get(reverse("awards:person_fact_edit", args=[who.pk, "xep-loai", 2020])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_clerks_who_write_one_year_at_once_leave_one_row(cast, at_once):
    who = person(cast)

    clerks = [acting(cast.owner) for _ in range(8)]

    def write(clerk) -> str:
        facts.rate(who, year=2024, rating="HTT", basis="", by=clerk)
        return "written"

    assert at_once(*(lambda clerk=clerk: write(clerk) for clerk in clerks)) == ["written"] * 8
    assert YearRating.objects.count() == 1


def test_a_merged_record_takes_no_more_facts(cast):
    kept, gone = person(cast, "Nguyễn Văn An"), person(cast, "Nguyễn Văn An")
    merge_people(kept, gone, reason="Một người", by=cast.dha)
    with pytest.raises(Refused, match=f"hồ sơ số {kept.pk}"):
        facts.rate(gone, year=2024, rating="HTT", basis="", by=acting(cast.dha))
    with pytest.raises(Refused, match=f"hồ sơ số {kept.pk}"):
        people.edit_person(gone, version=None, honours="Nhà giáo ưu tú", by=acting(cast.dha))
    with pytest.raises(Refused, match=f"hồ sơ số {kept.pk}"):
        people.add_place(gone, unit=cast.units["Sở Tài chính"], by=acting(cast.dha))


def test_saving_what_is_already_on_record_changes_nothing(cast):
    who, by = person(cast), acting(cast.dha)
    record = award(who, "BKT", 2023)
    people.edit_person(who, version=1, full_name=" Lê Minh Tuấn", birth_year=1980, by=by)
    people.edit_person(who, version=2, full_name=" Lê Minh Tuấn", birth_year=1980, by=by)
    edit_record(record, version=1, year=2023, type="CONG_TRANG", by=by)
    who.refresh_from_db()
    record.refresh_from_db()
    assert (who.version, record.version) == (2, 1)
    assert [label for label, _ in told(who, cast.dha)][:2] == ["Sửa hồ sơ cá nhân", "Thêm nơi công tác Sở Y tế"]
    assert told(record, cast.dha) == []


# --- The end of a hold ----------------------------------------------------------------------------------------------------
def test_only_the_department_ends_what_is_looked_into_and_both_papers_stay(cast, as_):
    who = person(cast)
    row = facts.restrict(who, kind="complaint", starts_on=dt.date(2025, 1, 15), basis="Công văn 5", by=acting(cast.dha))
    end = {"ends_on": dt.date(2025, 2, 5), "outcome": "cleared", "basis": "Kết luận 7"}
    for other in (cast.owner, cast.head, cast.auditor, cast.neighbour):
        with pytest.raises(PermissionDenied):
            facts.release(row, by=acting(other), **end)
    page = reverse("awards:restriction_end", args=[row.pk])
    assert as_(cast.owner).get(page).status_code == 403
    assert page not in as_(cast.owner).get(reverse("awards:person", args=[who.pk])).content.decode()
    facts.release(row, by=acting(cast.dha), **end)
    row = RestrictionRecord.objects.get()
    assert (row.basis, row.outcome_basis) == ("Công văn 5", "Kết luận 7")
    assert told(who, cast.dha)[0] == (
        "Kết thúc việc xem xét, xác minh",
        [
            ("Kết luận", "(trống)", "Không có vi phạm"),
            ("Kết thúc ngày", "(trống)", "05/02/2025"),
            ("Từ ngày", None, "15/01/2025"),
            ("Việc", None, "Đơn thư khiếu nại, tố cáo hoặc tin báo đang được xác minh"),
            ("Văn bản kết luận", "(trống)", "Kết luận 7"),
        ],
    )


# --- The record of changes ------------------------------------------------------------------------------------------------
def test_a_correction_is_read_in_words_and_writing_the_same_again_is_none(cast, office):
    facts.rate(office, year=2024, rating="HTT", basis="QĐ 3", by=acting(cast.owner))
    facts.rate(office, year=2024, rating="HTXS", basis="QĐ 3", by=acting(cast.owner))
    facts.rate(office, year=2024, rating="HTXS", basis="QĐ 3", by=acting(cast.dha))  # somebody else, nothing new
    words = ("Hoàn thành tốt nhiệm vụ", "Hoàn thành xuất sắc nhiệm vụ")
    assert told(office, cast.dha) == [
        ("Ghi xếp loại năm", [("Năm", None, "2024"), ("Xếp loại", *words)]),
        (
            "Ghi xếp loại năm",
            [("Năm", None, "2024"), ("Văn bản", "(trống)", "QĐ 3"), ("Xếp loại", "(trống)", words[0])],
        ),
    ]
    assert YearRating.objects.get().recorded_by == cast.owner


def test_the_record_of_changes_leads_to_the_collective(cast, office):
    facts.rate(office, year=2024, rating="HTT", basis="", by=acting(cast.owner))
    (line,) = lines(audit.history(office), acting(cast.dha))
    assert (line.kind, line.url) == ("Tập thể", reverse("awards:collective", args=[office.pk]))


def test_what_happens_to_a_person_and_an_award_is_read_in_words(cast, as_):
    dha = acting(cast.dha)
    kept, gone = person(cast, "Nguyễn Văn An"), person(cast, "Nguyễn Văn An")
    people.edit_person(kept, version=None, gender="male", citizen_number="035123456789", by=dha)
    assert told(kept, cast.dha)[0][1] == [
        ("Giới tính", "(trống)", "Nam"),
        ("Số định danh cá nhân", "(trống)", "đã ghi"),
    ]
    place = people.add_place(gone, unit=cast.units["Sở Tài chính"], position="Trưởng phòng", by=dha)
    label, changes = told(gone, cast.dha)[0]
    assert (label, changes) == ("Thêm nơi công tác Sở Tài chính", [("Chức vụ", "(trống)", "Trưởng phòng")])
    people.end_place(place, on=dt.date(2024, 5, 31), by=dha)
    assert ("Hiệu lực đến", "(trống)", "31/05/2024") in told(gone, cast.dha)[0][1]
    award(gone, "BKT", 2023)
    merge_people(kept, gone, reason="Một người", by=dha)
    assert told(kept, cast.dha)[0][1] == [("Số khen thưởng", "(trống)", "1"), ("Số nơi công tác", "(trống)", "2")]


def test_an_acclaim_is_read_in_words(cast):
    acclaim = prepared(cast)
    (_, nominees), (_, made) = told(acclaim, cast.dha)
    assert nominees == [("Đề cử", None, "Sở Công Thương, Sở Y tế")]
    named = {field: new for field, _, new in made}
    assert (named["Cách bỏ phiếu"], named["Phiếu kín"]) == ("Bỏ phiếu trên hệ thống", "Có")
    assert named["Danh hiệu, hình thức khen thưởng"] == "Cờ thi đua của UBND tỉnh"
    assert not [field for field in named if field.isascii()]
