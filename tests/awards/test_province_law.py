"""What the province lays on top: asked by the day of filing, never instead of the nation, every citation from a row."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.models import ProvinceRule
from awards.selectors.cases import assess_claims, prospects_of
from awards.selectors.claims import Claim
from awards.selectors.province_law import NamesOfAwards, rules_in_use
from awards.services import facts, people, province_law
from emulation.base import audit, clock
from emulation.base.models import AuditEntry
from emulation.base.workflow import Refused
from organisations.selectors.audit import lines
from tests.factories import acting
from tests.factories.province_law import TEXT, rule_of, text_of

pytestmark = pytest.mark.django_db
FILED = dt.date(2025, 2, 10)


@pytest.fixture(autouse=True)
def february():
    with clock.at(clock.moment(FILED)):
        yield


@pytest.fixture
def good_worker(cast):
    """Good work in 2024, nothing on record before: enough for the nation, not for the province's rule."""
    dha = acting(cast.dha)
    row = people.create_person(full_name="Lê Minh Tuấn", by=dha)
    people.add_place(row, unit=cast.units["Sở Y tế"], by=dha)
    facts.rate(row, year=2024, rating="HTT", basis="QĐ 1", by=dha)
    facts.set_work_year(row, year=2024, months_worked=12, by=dha)
    return row


def assessed(person, filed_on=FILED):
    (one,) = assess_claims([Claim(award="LDTT", filed_on=filed_on, achievement_year=2024, person=person)])
    return one


def test_the_nation_alone_passes_and_the_province_asks_for_one_year_more(cast, good_worker):
    alone = assessed(good_worker)
    assert alone.verdict == "eligible"
    rule = rule_of(cast)
    found = assessed(good_worker)
    assert found.verdict == "manual_review"
    (more,) = [f for f in found.findings if f.rule.startswith("TINH-")]
    assert (more.rule, more.passed) == (f"{rule.code}/rated", None)
    assert more.basis == f"khoản 1 Điều 5 {TEXT}"
    assert [f for f in found.findings if f is not more] == alone.findings


def test_a_verified_rule_decides_and_an_unverified_one_only_asks_for_a_look(cast, good_worker):
    facts.rate(good_worker, year=2023, rating="HT", basis="QĐ 1", by=acting(cast.dha))
    rule = rule_of(cast, verified=True)
    assert assessed(good_worker).verdict == "not_eligible"
    province_law.end_rule(rule, reason="Ghi nhầm", by=acting(cast.dha))
    facts.rate(good_worker, year=2023, rating="HTT", basis="QĐ 1", by=acting(cast.dha))
    doubtful = rule_of(cast, rule.text, verified=False)
    assert assessed(good_worker).verdict == "manual_review"
    province_law.confirm_rule(doubtful, by=acting(cast.dha))
    assert assessed(good_worker).verdict == "eligible"


@pytest.mark.parametrize(
    ("filed_on", "asked"),
    [
        (dt.date(2024, 12, 31), False),
        (dt.date(2025, 1, 1), True),
        (dt.date(2025, 3, 31), True),
        (dt.date(2025, 4, 1), False),
    ],
)
def test_the_day_of_filing_decides(cast, good_worker, filed_on, asked):
    rule_of(cast, valid_from=dt.date(2025, 1, 1), valid_to=dt.date(2025, 3, 31))
    found = assessed(good_worker, filed_on)
    assert any(f.rule.startswith("TINH-") for f in found.findings) is asked


def test_a_document_that_has_ended_is_marked_in_the_citation(cast, good_worker):
    text = text_of(cast, effective=dt.date(2023, 1, 1), ended=dt.date(2025, 2, 1))
    rule_of(cast, text)
    (more,) = [f for f in assessed(good_worker).findings if f.rule.startswith("TINH-")]
    assert more.basis == f"khoản 1 Điều 5 {TEXT} (hết hiệu lực từ 01/02/2025)"


def test_a_rule_withdrawn_as_a_mistake_is_asked_of_nobody_and_a_rule_that_ends_stays_for_its_days(cast, good_worker):
    dha = acting(cast.dha)
    mistake, ends = rule_of(cast), rule_of(cast, text_of(cast, "Quyết định 100"))
    province_law.end_rule(mistake, reason="Ghi nhầm", by=dha)
    province_law.end_rule(ends, last_day=dt.date(2025, 2, 9), reason="Văn bản mới", by=dha)
    assert [rule.code for rule in rules_in_use()] == [ends.code]
    assert not any(f.rule.startswith("TINH-") for f in assessed(good_worker).findings)
    assert any(f.rule.startswith("TINH-") for f in assessed(good_worker, dt.date(2025, 2, 9)).findings)
    with pytest.raises(Refused):
        province_law.end_rule(ends, last_day=FILED, reason="Lần nữa", by=dha)


def test_a_rule_whose_end_is_still_to_come_ends_earlier_or_is_withdrawn(cast, as_):
    dha, last = acting(cast.dha), dt.date(2025, 12, 31)
    rule, mistake = rule_of(cast, valid_to=last), rule_of(cast, text_of(cast, "Quyết định 100"), valid_to=last)
    page = reverse("awards:province_rule_end", args=[rule.pk])
    assert page in as_(cast.dha).get(reverse("awards:province_rule", args=[rule.pk])).content.decode()
    with pytest.raises(Refused, match="đến hết 31/12/2025"):
        province_law.end_rule(rule, last_day=dt.date(2026, 1, 1), reason="Kéo dài", by=dha)
    province_law.end_rule(rule, last_day=dt.date(2025, 6, 30), reason="Văn bản mới", by=dha)
    province_law.end_rule(mistake, reason="Ghi nhầm", by=dha)
    mistake.refresh_from_db()
    assert ([one.code for one in rules_in_use()], mistake.valid_to) == ([rule.code], last)
    (line,) = lines(audit.history(rule).filter(action="end"), dha)
    assert [(c.field, c.old, c.new) for c in line.changes] == [("Đến hết ngày", "31/12/2025", "30/06/2025")]
    with clock.at(clock.moment(dt.date(2025, 7, 1))), pytest.raises(Refused, match="đã kết thúc"):
        province_law.end_rule(rule, reason="Lần nữa", by=dha)


def test_prospects_know_the_province(cast, good_worker):
    rule_of(cast)
    verdicts = {one.award: one.verdict for one in prospects_of(good_worker, year=2024, filed_on=FILED)}
    assert verdicts["LDTT"] == "manual_review"


def test_rules_cost_one_query_however_many_they_are(cast, good_worker):
    counts = []
    for number in range(2):
        rule_of(cast, text_of(cast, f"Quyết định {number}"))
        with CaptureQueriesContext(connection) as captured:
            assessed(good_worker)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_only_the_department_writes_and_it_is_written_down(cast):
    rule = rule_of(cast)
    for move in (
        lambda: province_law.end_rule(rule, reason="x", by=acting(cast.owner)),
        lambda: province_law.add_text(name="x", by=acting(cast.owner)),
        lambda: province_law.add_name(award="CTDT", name="x", by=acting(cast.owner)),
    ):
        with pytest.raises(PermissionDenied):
            move()
    entry = AuditEntry.objects.get(action="create", object_label=str(rule))
    assert (entry.label, entry.note) == ("Ghi điều kiện của tỉnh", "Lao động tiên tiến")


def test_what_the_vocabulary_does_not_know_is_refused_and_leaves_nothing(cast):
    text = text_of(cast)
    with pytest.raises(Refused):
        rule_of(cast, text, params={"at_least": "HTT"})
    assert not ProvinceRule.objects.exists()


def test_a_name_of_the_province_is_understood_and_never_stands_for_two_awards(cast):
    dha = acting(cast.dha)
    assert NamesOfAwards().find("cờ đơn vị dẫn đầu") is None
    province_law.add_name(award="CTDT", name="Cờ đơn vị dẫn đầu", by=dha)
    assert NamesOfAwards().find("CỜ ĐƠN VỊ DẪN ĐẦU").code == "CTDT"
    for taken in ("cờ đơn vị dẫn đầu", "Lao động tiên tiến"):
        with pytest.raises(Refused):
            province_law.add_name(award="BKT", name=taken, by=dha)
