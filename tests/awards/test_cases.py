"""From the record to the question of the law. What the law asks is known from law.md; expected answers are worked out by hand."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.models import AwardRecord, Collective, Initiative, Person, RestrictionRecord, YearRating
from awards.selectors.cases import assess_claims, prospects_of
from awards.selectors.claims import Claim
from awards.services import facts, initiatives, people
from awards.services.merging import merge_people, unmerge_people
from emulation.base import clock
from emulation.base.workflow import Refused
from tests.factories import acting

pytestmark = pytest.mark.django_db
TODAY = dt.date(2025, 2, 10)
FILED = dt.date(2025, 2, 10)


@pytest.fixture(autouse=True)
def february():
    with clock.at(clock.moment(TODAY)):
        yield


def person(cast, name="Lê Minh Tuấn", unit="Sở Y tế") -> Person:
    row = people.create_person(full_name=name, by=acting(cast.dha))
    people.add_place(row, unit=cast.units[unit], by=acting(cast.dha))
    return row


def award(subject, code: str, year: int | None, **fields) -> AwardRecord:
    number = AwardRecord.objects.count() + 1
    key = {"person": subject} if isinstance(subject, Person) else {"collective": subject}
    kind = "individual" if isinstance(subject, Person) else "collective"
    values = {
        "subject_kind": kind,
        "subject_text": str(subject),
        "award": code,
        "award_text": code,
        "decision_number": f"{number}/QĐ-UBND",
        "decided_on": dt.date((year or 2024) + 1, 1, 20),
        "type": "CONG_TRANG",
        "year": year,
        "identity": str(number),
    }
    return AwardRecord.objects.create(**key, **values | fields)


def initiative(cast, subject, scope="tinh", **fields) -> Initiative:
    values = {"title": f"Sáng kiến {scope}", "year": 2024, "scope": scope, "certified": True, "certificate": "QĐ 12"}
    return initiatives.add_initiative(subject, by=acting(cast.dha), **values | fields)


def claim(subject, code="CSTDT", **fields) -> Claim:
    key = {"person": subject} if isinstance(subject, Person) else {"collective": subject}
    return Claim(award=code, filed_on=FILED, achievement_year=2024, **key | fields)


def assessed(subject, code="CSTDT", **fields):
    (one,) = assess_claims([claim(subject, code, **fields)])
    return one


def finding(assessment, rule):
    return next(f for f in assessment.findings if f.rule == rule)


# --- The example of the contract, from the database -----------------------------------------------------------------------
def test_three_years_and_a_provincial_initiative_are_enough(cast):
    who = person(cast)
    records = [award(who, "CSTDCS", year) for year in (2022, 2023, 2024)]
    initiative(cast, who)
    found = assessed(who)
    assert (found.verdict, found.law_version) == ("eligible", "L2022A")
    assert (found.vote["ratio"], found.vote["denominator"]) == ("0.9", "total_members")
    chain = finding(found, "T-CSTDT-22/chain")
    assert (chain.passed, chain.found) == (True, 3)
    chained = "Phải đạt “Chiến sĩ thi đua cơ sở” 3 năm liên tục tính đến năm 2024; hiện có 3 năm liên tục."
    assert (chain.sentence, chain.basis) == (f"Đạt. {chained}", "Điều 22 Luật Thi đua, khen thưởng số 06/2022/QH15")
    assert found.sentence == "Mọi điều kiện đã có trong hồ sơ."
    assert [link.url for link in chain.links] == [reverse("awards:award_record", args=[r.pk]) for r in records]


def test_a_gap_breaks_the_chain_and_says_what_is_missing(cast):
    who = person(cast)
    for year in (2021, 2022, 2024):
        award(who, "CSTDCS", year)
    initiative(cast, who)
    found = assessed(who)
    assert found.verdict == "not_eligible"
    assert [f.rule for f in found.unmet if f.passed is False] == ["T-CSTDT-22/chain"]
    asked = "Phải đạt “Chiến sĩ thi đua cơ sở” 3 năm liên tục tính đến năm 2024"
    assert found.sentence == f"Không đạt. {asked}; hiện có 1 năm liên tục, thiếu năm 2023."


def test_a_revoked_award_does_not_count(cast):
    who = person(cast)
    for year in (2022, 2023):
        award(who, "CSTDCS", year)
    award(who, "CSTDCS", 2024, revoked_on=dt.date(2025, 2, 1), revoked_basis="QĐ")
    initiative(cast, who)
    assert assessed(who).verdict == "not_eligible"


def test_an_award_without_its_year_is_not_guessed(cast):
    who = person(cast)
    for year in (2022, 2023):
        award(who, "CSTDCS", year)
    award(who, "CSTDCS", None)
    found = assessed(who)
    assert finding(found, "T-CSTDT-22/chain").passed is False
    assert found.notes == ["CSTDCS theo quyết định 3/QĐ-UBND chưa ghi năm thành tích nên chưa được tính."]


def test_an_initiative_used_for_a_commendation_serves_no_more(cast):
    who = person(cast)
    for year in (2022, 2023, 2024):
        award(who, "CSTDCS", year)
    row = initiative(cast, who)
    initiatives.use_initiative(row, who, award="CSTDCS", year=2024, by=acting(cast.dha))
    assert assessed(who).verdict == "eligible"  # a title does not spend it
    initiatives.use_initiative(row, who, award="BKT", year=2024, by=acting(cast.dha))
    assert finding(assessed(who), "T-CSTDT-22/initiative").passed is False


def test_what_is_being_looked_into_holds_and_is_released(cast):
    who = person(cast)
    for year in (2022, 2023, 2024):
        award(who, "CSTDCS", year)
    initiative(cast, who)
    row = facts.restrict(
        who, kind="complaint", starts_on=dt.date(2025, 1, 15), basis="Công văn 5", by=acting(cast.owner)
    )
    assert assessed(who).verdict == "on_hold"
    facts.release(row, ends_on=dt.date(2025, 2, 5), outcome="cleared", basis="Kết luận 7", by=acting(cast.dha))
    assert assessed(who).verdict == "eligible"


def test_after_a_discipline_counting_begins_anew(cast):
    who = person(cast)
    for year in (2022, 2023, 2024):
        award(who, "CSTDCS", year)
    initiative(cast, who)
    days = {"decided_on": dt.date(2023, 3, 1), "ends_on": dt.date(2023, 9, 1)}
    facts.discipline(who, kind="khien_trach", basis="QĐ 9", by=acting(cast.dha), **days)
    chain = finding(assessed(who), "T-CSTDT-22/chain")
    assert (chain.passed, chain.found) == (False, 1)
    # The award of 2023 is on record: the sentence does not call it missing.
    assert chain.sentence.endswith("; hiện có 1 năm liên tục, năm 2023 không được tính vì kỷ luật.")


def test_months_of_maternity_count_towards_six(cast):
    who = person(cast)
    facts.rate(who, year=2024, rating="HTT", basis="QĐ 3", by=acting(cast.owner))
    months = {"months_worked": 2, "maternity_months": 4, "injury_months": None}
    facts.set_work_year(who, year=2024, by=acting(cast.owner), **months)
    assert assessed(who, "LDTT").verdict == "eligible"
    facts.set_work_year(who, year=2024, by=acting(cast.owner), **months | {"maternity_months": 3})
    months = finding(assessed(who, "LDTT"), "T-LDTT-22/months")
    asked = "Phải có từ 6 tháng công tác, tính cả thời gian nghỉ thai sản và điều trị"
    assert (months.passed, months.sentence) == (False, f"Không đạt. {asked}; hiện có 5 tháng.")


def test_a_collective_by_its_composition(cast):
    row = Collective.objects.create(
        name="Phòng Nghiệp vụ Y", unit=cast.units["Sở Y tế"], comparison_key="phong nghiep vu y", unit_key="so y te"
    )
    facts.rate(row, year=2024, rating="HTXS", basis="QĐ 4", by=acting(cast.owner))
    counts = {"members": 10, "ldtt": 7, "completed": 10, "cstdcs": 1, "disciplined": 0, "unity": True}
    facts.set_composition(row, year=2024, by=acting(cast.owner), **counts)
    assert assessed(row, "TTLDXS").verdict == "eligible"  # 7 of 10 are exactly 70 %
    facts.set_composition(row, year=2024, by=acting(cast.owner), **counts | {"ldtt": 6})
    share = finding(assessed(row, "TTLDXS"), "T-TTLDXS-22/share_ldtt")
    assert (share.passed, share.found) == (False, "0.6")
    asked = "Phải có từ 70% số người đạt Lao động tiên tiến"
    assert share.sentence == f"Không đạt. {asked}; hiện có 6/10 người (60%)."
    with pytest.raises(Refused, match="nhiều hơn tổng số người"):
        facts.set_composition(row, year=2024, by=acting(cast.owner), **counts | {"ldtt": 11})


def test_what_is_missing_of_an_initiative_and_what_is_looked_into_is_said(cast):
    who = person(cast)
    initiative(cast, who, "co_so")
    one = finding(assessed(who), "T-CSTDT-22/initiative")
    asked = "Phải có 1 sáng kiến, đề tài được công nhận phạm vi tỉnh trở lên, chưa dùng"
    assert one.sentence == f"Không đạt. {asked}; hiện có 0 sáng kiến, đề tài dùng được."
    facts.restrict(who, kind="complaint", starts_on=dt.date(2025, 1, 15), basis="Công văn 5", by=acting(cast.owner))
    held = finding(assessed(who), "C-05")
    asked = "Không đề nghị khi đang bị xem xét kỷ luật, điều tra, thanh tra, kiểm toán hoặc xác minh đơn thư"
    assert held.sentence == f"Không đạt. {asked}; đang có 1 việc chưa kết thúc, tạm dừng xét."
    assert held.basis == "khoản 4 Điều 4 Nghị định số 98/2023/NĐ-CP"


# --- Whose record, whose unit -----------------------------------------------------------------------------------------------
def test_a_claim_of_a_merged_record_is_answered_by_the_record_that_stands(cast):
    first, second, third = (person(cast, "Nguyễn Văn An") for _ in range(3))
    for year in (2022, 2023, 2024):
        award(first, "CSTDCS", year)
    initiative(cast, first)
    merge_people(second, first, reason="Một người", by=cast.dha)
    merge_people(third, second, reason="Một người", by=cast.dha)
    first.refresh_from_db()
    found = assessed(first)
    assert (found.verdict, found.claim.person) == ("eligible", third)
    best = prospects_of(first, year=2024, filed_on=FILED)
    assert "CSTDT" in [one.award for one in best if one.verdict == "eligible"]


OLD_LAW = {"filed_on": dt.date(2023, 12, 1), "achievement_year": 2023}


def quota(subject, code: str, others=()) -> tuple:
    claims = [Claim(award=code, **OLD_LAW, **{one: who}) for one, who in [*subject, *others]]
    found = assess_claims(claims)[0]
    row = next(f for f in found.findings if f.rule.endswith("/quota"))
    return row.passed, row.found, found.law_version


def test_the_share_of_a_title_is_counted_in_the_unit_of_the_day_of_filing(cast):
    health, finance = cast.units["Sở Y tế"], cast.units["Sở Tài chính"]
    for number in range(10):
        award(person(cast, f"Người {number}"), "LDTT", 2023, unit=health)
    award(person(cast, "Người Tài chính", "Sở Tài chính"), "LDTT", 2023, unit=finance)
    who = people.create_person(full_name="Lê Minh Tuấn", by=acting(cast.dha))
    places = [
        (finance, dt.date(2015, 1, 1), dt.date(2023, 6, 30)),
        (health, dt.date(2023, 7, 1), dt.date(2024, 3, 31)),  # the end was known when the place was written down
        (finance, dt.date(2024, 4, 1), None),
    ]
    for unit, start, end in places:
        people.add_place(who, unit=unit, valid_from=start, valid_to=end, by=acting(cast.dha))
    assert quota([("person", who)], "CSTDCS") == (True, "0.1", "L2003")
    award(who, "CSTDCS", 2023, unit=health)  # one person is counted once, decided or asked for
    assert quota([("person", who)], "CSTDCS") == (True, "0.1", "L2003")
    assert quota([("person", who)], "CSTDCS", [("person", person(cast, "Người Mới"))]) == (False, "0.2", "L2003")


def collective(cast, name: str) -> Collective:
    unit = cast.units["Sở Y tế"]
    return Collective.objects.create(name=name, unit=unit, comparison_key=name, unit_key="x", is_unit=True)


def test_flags_of_the_government_are_a_fifth_of_the_flags_of_the_province(cast):
    rows = [collective(cast, f"Tập thể {number}") for number in range(6)]
    assert quota([("collective", rows[0])], "CTDCP")[0] is None
    for row in rows[:5]:
        award(row, "CTDT", 2023)
    assert quota([("collective", rows[0])], "CTDCP") == (True, "0.2", "L2003")
    assert quota([("collective", rows[0])], "CTDCP", [("collective", rows[1])]) == (False, "0.4", "L2003")


def test_a_list_of_collectives_costs_as_many_queries_as_one(cast):
    names = [collective(cast, f"Tập thể {number}").pk for number in range(12)]

    def cost(keys) -> int:
        claims = [claim(row, "CTDT") for row in Collective.objects.filter(pk__in=keys)]
        with CaptureQueriesContext(connection) as captured:
            assess_claims(claims)
        return len(captured)

    assert cost(names[:1]) == cost(names)


# --- Properties over the database -------------------------------------------------------------------------------------------
ORDER = ["not_eligible", "manual_review", "on_hold", "eligible"]


def test_another_good_year_never_makes_a_person_less_eligible(cast):
    who = person(cast)
    initiative(cast, who)
    seen = []
    for year in (2024, 2023, 2022, 2021, 2020):
        award(who, "CSTDCS", year)
        seen.append(ORDER.index(assessed(who).verdict))
    assert seen == sorted(seen)
    assert seen[2:] == [ORDER.index("eligible")] * 3


def test_a_whole_list_costs_as_many_queries_as_one(cast):
    few = [person(cast, "Người Một")]
    many = few + [person(cast, f"Người {n}") for n in range(2, 30)]
    for who in many:
        award(who, "CSTDCS", 2024)
        initiative(cast, who, title=f"Sáng kiến của {who}")

    def cost(subjects) -> int:
        with CaptureQueriesContext(connection) as captured:
            assess_claims([claim(who) for who in subjects])
        return len(captured)

    assert cost(few) == cost(many)


# --- Who writes and sees ------------------------------------------------------------------------------------------------------
def test_only_the_own_unit_and_the_department_write(cast):
    who = person(cast)
    for writer in (cast.owner, cast.head, cast.dha):
        facts.rate(who, year=2024, rating="HTT", basis="QĐ", by=acting(writer))
    for stranger in (cast.neighbour, cast.stranger, cast.auditor, cast.council, cast.admin):
        with pytest.raises(PermissionDenied):
            facts.rate(who, year=2024, rating="HTT", basis="QĐ", by=acting(stranger))
    assert YearRating.objects.count() == 1


def test_the_page_of_a_person_shows_what_is_missing_and_who_may_see_conduct(cast, as_):
    who = person(cast)
    for year in (2023, 2024):
        award(who, "CSTDCS", year)
    facts.restrict(who, kind="complaint", starts_on=dt.date(2025, 1, 15), basis="Công văn 5", by=acting(cast.dha))
    page = reverse("awards:person", args=[who.pk])
    shown = as_(cast.owner).get(f"{page}?nam=2025").content.decode()
    assert "Có thể đề nghị gì" in shown
    assert "Chiến sĩ thi đua cấp tỉnh" in shown
    assert "Công văn 5" in shown
    shown = as_(cast.council).get(page).content.decode()
    assert "Công văn 5" not in shown
    assert "Ghi xếp loại năm" not in shown


def test_facts_are_written_on_screen_and_a_mistake_is_said(cast, as_):
    who = person(cast)
    client = as_(cast.owner)
    there = reverse("awards:person_fact", args=[who.pk, "xep-loai"])
    client.post(there, {"year": "2024", "rating": "HTXS", "basis": "QĐ 3"})
    again = reverse("awards:person_fact_edit", args=[who.pk, "xep-loai", 2024])
    client.post(again, {"version": "1", "rating": "HTT", "basis": "QĐ 3"})  # a correction, not a second one
    assert [(r.year, r.rating) for r in YearRating.objects.all()] == [(2024, "HTT")]
    assert "Năm này chưa đến" in client.post(there, {"year": "2030", "rating": "HTT"}).content.decode()
    there = reverse("awards:person_fact", args=[who.pk, "sang-kien"])
    wrong = client.post(there, {"title": "X", "year": "2024", "certified": "true"}).content.decode()
    assert "phải ghi số, ngày văn bản công nhận" in wrong
    there = reverse("awards:person_fact", args=[who.pk, "xem-xet"])
    client.post(there, {"kind": "complaint", "starts_on": "1/2/2025", "basis": "Công văn 8"})
    row = RestrictionRecord.objects.get()
    as_(cast.dha).post(
        reverse("awards:restriction_end", args=[row.pk]),
        {"ends_on": "5/2/2025", "outcome": "cleared", "basis": "Kết luận 9"},
    )
    row.refresh_from_db()
    assert (row.outcome, row.ends_on) == ("cleared", dt.date(2025, 2, 5))
    assert as_(cast.neighbour).get(there).status_code == 404
    assert as_(cast.owner).get(reverse("awards:person_fact", args=[who.pk, "co-cau"])).status_code == 404


# --- Two records become one ---------------------------------------------------------------------------------------------------
def test_B78_facts_move_with_a_merge_and_go_back(cast):
    kept, gone = person(cast, "Nguyễn Văn An"), person(cast, "Nguyễn Văn An")
    facts.rate(kept, year=2024, rating="HTT", basis="", by=acting(cast.dha))
    facts.rate(gone, year=2024, rating="HTT", basis="", by=acting(cast.dha))
    facts.rate(gone, year=2023, rating="HTXS", basis="", by=acting(cast.dha))
    row = initiative(cast, gone)
    merge = merge_people(kept, gone, reason="Một người", by=cast.dha)
    assert sorted(kept.yearratings.values_list("year", flat=True)) == [2023, 2024]
    assert list(row.authors.all()) == [kept]
    unmerge_people(merge, by=cast.dha)
    assert sorted(gone.yearratings.values_list("year", flat=True)) == [2023, 2024]
    assert list(row.authors.all()) == [gone]


def test_B78_different_ratings_of_one_year_stop_a_merge(cast):
    kept, gone = person(cast, "Nguyễn Văn An"), person(cast, "Nguyễn Văn An")
    facts.rate(kept, year=2024, rating="HTT", basis="", by=acting(cast.dha))
    facts.rate(gone, year=2024, rating="HT", basis="", by=acting(cast.dha))
    with pytest.raises(Refused, match="xếp loại khác nhau năm 2024"):
        merge_people(kept, gone, reason="Một người", by=cast.dha)


def test_prospects_name_the_nearest_first(cast):
    who = person(cast)
    for year in (2022, 2023, 2024):
        award(who, "CSTDCS", year)
    initiative(cast, who)
    found = prospects_of(who, year=2024, filed_on=FILED)
    assert found[0].verdict == "eligible"
    assert "CSTDT" in [one.award for one in found if one.verdict == "eligible"]
