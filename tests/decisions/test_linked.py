"""Corrections and revocations: linked decisions change the registry by link, hold the money, flag what relied on them."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from awards.decisions import documents as descriptions
from awards.decisions.models import DecisionChange, ReliantAward, RewardDecision, RewardPayment, SignedDecision
from awards.decisions.selectors.reliance import awards_asking_for
from awards.decisions.services import linking, payments
from awards.decisions.workflows import DECISION
from awards.models import AwardRecord, RecordWord
from emulation.base import clock
from emulation.base.official import pdf
from emulation.base.official.data import from_data
from emulation.base.official.services import documents
from emulation.base.workflow import Refused
from tests.base.official.papers import text_of_pdf
from tests.decisions import walk
from tests.decisions.walk import PDF, SIGNED, THREE, Who
from tests.factories import acting

pytestmark = pytest.mark.django_db
LATER = dt.date(2023, 12, 28)
GROUND = {"ground": "a", "reason": "Kết luận thanh tra số 5/KL-TTr ngày 26/12/2023"}


@pytest.fixture(autouse=True)
def day():
    with clock.at(clock.moment(LATER, 9)):
        yield


def to_the_end(cast, draft: RewardDecision) -> SignedDecision:
    """Submitted, signed, attached, issued on 28/12/2023."""
    DECISION.perform(draft, "present", by=acting(cast.dha))
    DECISION.perform(draft, "submit", by=acting(cast.dha_head))
    row = walk.sign(cast, draft, LATER)
    documents.attach_signed(row.document, SimpleUploadedFile("hb.pdf", PDF), by=acting(cast.office))
    with clock.at(clock.moment(LATER, 16)):
        DECISION.perform(draft, "issue", by=acting(cast.dha_head))
    return SignedDecision.objects.select_related("document", "decision").get(pk=row.pk)


def person_line(row):
    return row.decision.lines.get(subject_kind="individual")


def test_only_what_was_issued_can_be_revoked(cast):
    row = walk.signed(cast, *THREE)
    with pytest.raises(Refused, match="đã ban hành"):
        linking.add_revocation(person_line(row), by=acting(cast.dha), **GROUND)
    issued = walk.issued(cast, Who("BKT", "collective", "Sở Xây dựng", unit="Sở Xây dựng"))
    with pytest.raises(Refused, match="ghi căn cứ"):
        linking.add_revocation(issued.decision.lines.get(), ground="a", reason=" ", by=acting(cast.dha))


def test_a_revocation_changes_the_registry_only_when_it_is_issued(cast):
    row = walk.issued(cast, *THREE)
    line = person_line(row)
    draft = linking.add_revocation(line, by=acting(cast.dha), **GROUND)
    assert (draft.kind, draft.target) == ("revocation", row)
    assert not AwardRecord.objects.exclude(revoked_on=None).exists()
    done = to_the_end(cast, draft)
    assert done.number_text == "02/QĐ-UBND"
    records = {r.subject_text: r for r in AwardRecord.objects.all()}
    assert len(records) == 3  # nothing is deleted
    gone = records["Ông Lê Văn An"]
    assert gone.revoked_on == LATER
    assert "Quyết định số 02/QĐ-UBND ngày 28/12/2023: gian dối trong kê khai thành tích." in gone.revoked_basis
    assert [r.revoked_on for name, r in records.items() if name != "Ông Lê Văn An"] == [None, None]
    assert {n.name for n in done.notices.all()} == {"Sở Y tế"}
    with pytest.raises(Refused, match="đã ở trong một quyết định hủy bỏ"):
        linking.add_revocation(line, by=acting(cast.dha), **GROUND)


def test_money_not_paid_is_held_and_money_paid_is_asked_back(cast):
    row = walk.issued(cast, *THREE)
    by = acting(cast.dha)
    paid = RewardPayment.objects.get(line=person_line(row))
    payments.pay(row, [paid.pk], paid_on=LATER, voucher="UNC 1", by=by)
    draft = linking.add_revocation(person_line(row), by=by, **GROUND)
    linking.add_revocation(row.decision.lines.get(subject_kind="collective"), by=by, **GROUND)
    assert RewardDecision.objects.filter(kind="revocation").count() == 1
    to_the_end(cast, draft)
    found = {p.line.subject_kind: p.state for p in RewardPayment.objects.select_related("line")}
    assert found == {"individual": "recover", "collective": "not_paid", "household": "open"}
    paid.refresh_from_db()
    with pytest.raises(Refused, match="từ ngày chi"):
        payments.recover(paid, recovered_on=SIGNED, voucher="PT 2", by=by)
    payments.recover(paid, recovered_on=LATER, voucher="PT 2", by=by)
    paid.refresh_from_db()
    assert (paid.state, paid.recovery_voucher) == ("recovered", "PT 2")


def test_a_lower_title_of_the_period_is_looked_at_again(cast):
    row = walk.issued(cast, *(Who(award, "collective", "Sở Y tế") for award in ("CTDT", "TTLDXS")))
    line = row.decision.lines.get(award="CTDT")
    to_the_end(cast, linking.add_revocation(line, by=acting(cast.dha), **GROUND))
    found = {p.line.award: p.state for p in RewardPayment.objects.select_related("line")}
    assert found == {"CTDT": "not_paid", "TTLDXS": "open"}


def test_later_awards_that_needed_the_revoked_one_are_flagged(cast):
    # BKTTG asks for BKT (rows F-BKTTG of the law); CTDT asks for nothing of the kind.
    assert "BKTTG" in awards_asking_for("BKT")
    assert {"BKT", "CSTDT", "BKTTG", "HCLD3"} <= awards_asking_for("CSTDCS")
    assert "CTDT" not in awards_asking_for("BKT")
    row = walk.issued(cast, *THREE)
    line = person_line(row)
    shared = {
        "subject_kind": "individual",
        "subject_text": "x",
        "person": line.person,
        "award_text": "x",
        "decision_number": "9",
    }
    higher = AwardRecord.objects.create(award="BKTTG", decided_on=LATER, identity="1", search_key="x", **shared)
    AwardRecord.objects.create(award="BKTTG", decided_on=dt.date(2022, 1, 1), identity="2", search_key="x", **shared)
    AwardRecord.objects.create(award="LDTT", decided_on=LATER, identity="3", search_key="x", **shared)
    to_the_end(cast, linking.add_revocation(line, by=acting(cast.dha), **GROUND))
    flag = ReliantAward.objects.get()
    assert flag.record == higher
    linking.settle_reliant(flag, outcome="Đề nghị cấp trên hủy bỏ", by=acting(cast.dha))
    with pytest.raises(Refused, match="đã được xem xét"):
        linking.settle_reliant(flag, outcome="x", by=acting(cast.dha))


def test_a_correction_changes_the_name_by_link(cast):
    row = walk.issued(cast, *THREE)
    line, by = person_line(row), acting(cast.dha)
    with pytest.raises(Refused, match="phải khác"):
        linking.add_correction(line, new_name=line.name, new_detail=line.detail, reason="", by=by)
    draft = linking.add_correction(line, new_name="Ông Lê Văn Ân", new_detail="Trưởng phòng", reason="", by=by)
    done = to_the_end(cast, draft)
    said = text_of_pdf(pdf.render(from_data(done.document.content)))
    assert "Điều 1. Đính chính 1 trường hợp tại Quyết định số 01/QĐ-UBND ngày 25/12/2023" in said
    assert "Điều 2. Chánh Văn phòng" in said
    assert "- Như Điều 2;" in said
    record = AwardRecord.objects.get(pk=line.record_id)
    assert (record.subject_text, record.decision_number, record.revoked_on) == ("Ông Lê Văn Ân", "01/QĐ-UBND", None)
    line.refresh_from_db()
    assert line.name == "Ông Lê Văn An"  # as it was signed
    change = DecisionChange.objects.get()
    assert (change.old_name, change.new_name) == ("Ông Lê Văn An", "Ông Lê Văn Ân")
    assert RecordWord.objects.filter(record=record, word="an").exists()
    assert RewardPayment.objects.get(line=line).state == "to_pay"


def test_a_dropped_draft_frees_the_award(cast):
    row = walk.issued(cast, *THREE)
    draft = linking.add_revocation(person_line(row), by=acting(cast.dha), **GROUND)
    DECISION.perform(draft, "cancel", by=acting(cast.dha), note="Chưa đủ căn cứ")
    again = linking.add_revocation(person_line(row), by=acting(cast.dha), **GROUND)
    linking.drop_change(again.changes.get(), reason="x", by=acting(cast.dha))
    assert "chưa có trường hợp nào" in DECISION.offer("present", again, acting(cast.dha)).reasons[0]


def test_the_papers_of_a_revocation(cast):
    row = walk.issued(cast, *THREE)
    draft = linking.add_revocation(person_line(row), by=acting(cast.dha), **GROUND)
    done = to_the_end(cast, draft)
    said = text_of_pdf(pdf.render(from_data(done.document.content)))
    for words in (
        "Số: 02/QĐ-UBND",
        "Về việc hủy bỏ khen thưởng tại Quyết định số 01/QĐ-UBND ngày 25/12/2023",
        "Điều 1. Hủy bỏ khen thưởng đối với 1 trường hợp",
        "Điều 2. Thu hồi hiện vật khen thưởng và tiền thưởng",
        "Gian dối trong",
        "Tờ trình số 02/TTr-SNV ngày 28/12/2023",
    ):
        assert words in said, words
    letter = text_of_pdf(pdf.render(descriptions.letter_paper(draft.letters.get())))
    assert "quyết định hủy bỏ khen thưởng 1 trường hợp tại Quyết định số 01/QĐ-UBND" in letter
    notice = text_of_pdf(pdf.render(descriptions.notice_paper(done)))
    assert "Việc hủy bỏ khen thưởng tại Quyết định số 01/QĐ-UBND" in notice


def test_the_chain_is_shown_both_ways_and_the_way_on_screen(cast, as_):
    row = walk.issued(cast, *THREE)
    line, dha = person_line(row), as_(cast.dha)
    signed = f"/quyet-dinh/da-ky/{row.pk}/"
    assert f"/quyet-dinh/dong/{line.pk}/huy-bo/" in dha.get(signed).content.decode()
    answer = dha.post(f"/quyet-dinh/dong/{line.pk}/huy-bo/", GROUND, follow=True).content.decode()
    assert "Khen thưởng bị hủy bỏ" in answer
    draft = RewardDecision.objects.get(kind="revocation")
    assert f"/quyet-dinh/{draft.pk}/" in dha.get(signed).content.decode()
    # A unit sees nothing of the draft.
    assert f"/quyet-dinh/{draft.pk}/" not in as_(cast.owner).get(signed).content.decode()
    done = to_the_end(cast, draft)
    after = f"/quyet-dinh/da-ky/{done.pk}/"
    owner = as_(cast.owner)
    for here, there in ((signed, after), (after, signed), (f"/so-khen-thuong/{line.record_id}/", after)):
        assert there in owner.get(here).content.decode(), here
    assert "Đã hủy bỏ" in owner.get(signed).content.decode()
    page = as_(cast.dha).get("/quyet-dinh/").content.decode()
    assert "1 thay đổi" in page
