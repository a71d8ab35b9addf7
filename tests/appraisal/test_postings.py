"""Public posting: whose rule asks, which days, what anybody reads, what keeps a dossier from the Council, comments, work, pages."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.appraisal.models import Dossier, Limit, Posting, PostingComment, Tabled
from awards.appraisal.selectors import postings as pages
from awards.appraisal.selectors.ready import must_be_ready, ready_for_council
from awards.appraisal.services import postings, tabling
from awards.council.models import AgendaItem
from awards.nominations.models import Nominee
from campaigns.selectors.open_deadlines import kinds
from emulation.base import clock
from emulation.base.models import AuditEntry
from emulation.base.workflow import Refused
from tests.appraisal.walk import appraised, dossier, fresh, of, received
from tests.council import walk as council_walk
from tests.factories import acting
from tests.nominations.walk import DAY, MORNING

pytestmark = pytest.mark.django_db
# Ten working days after Monday 2/12/2024 (law.md P-02: NĐ 98/2023, Điều 46 khoản 2).
UNTIL = dt.date(2024, 12, 16)
AFTER = clock.moment(UNTIL + dt.timedelta(days=1), 9)


@pytest.fixture(autouse=True)
def morning():
    with clock.at(MORNING):
        yield


def asking(row: Dossier, award="HCLD3", sent=None) -> Dossier:
    """Appraised for an award whose rule asks for posting."""
    Nominee.objects.filter(pk=row.nominee_id).update(award=award)
    if sent:
        file = fresh(row).nominee.file
        file.sent_at = sent
        file.save(update_fields=["sent_at"])
    return fresh(row)


@pytest.fixture
def row(cast) -> Dossier:
    return asking(appraised(cast, dossier(cast)))


def posted(cast, row, *, by=None) -> Posting:
    return postings.post([row], starts=clock.today(), by=acting(by or cast.dha_head))


def commented(cast, made: Posting, **fields) -> PostingComment:
    values = {"sender": "Nguyễn Văn Thư", "contact": "0912 000 111", "received_on": clock.today(), "text": "Chưa đúng"}
    return postings.record_comment(made.items.first(), by=acting(cast.dha_head), **values | fields)


def at(name: str, *args) -> str:
    return reverse(f"appraisal:{name}", args=args)


def is_ready(row) -> bool:
    return ready_for_council().filter(pk=row.pk).exists()


@pytest.mark.parametrize(
    ("award", "posting", "day", "comment", "ready", "why"),
    [
        ("LDTT", False, MORNING, None, True, ""),
        ("CTDCP", False, MORNING, None, True, ""),  # P-03 is a practice, not a duty
        ("HCLD3", False, MORNING, None, False, "chưa công khai danh sách theo quy định"),
        ("HCLD3", True, MORNING, None, False, "danh sách công khai đến hết ngày 16/12/2024"),
        ("HCLD3", True, clock.moment(UNTIL, 23), None, False, "danh sách công khai đến hết ngày 16/12/2024"),
        ("HCLD3", True, AFTER, None, True, ""),
        ("HCLD3", True, AFTER, "open", False, "còn ý kiến về danh sách công khai chưa giải quyết"),
        ("HCLD3", True, AFTER, "resolved", True, ""),
        ("HCLD3", "down", AFTER, None, False, "chưa công khai danh sách theo quy định"),
    ],
)
def test_when_a_dossier_may_go_to_the_council(cast, award, posting, day, comment, ready, why):
    row = asking(appraised(cast, dossier(cast)), award)
    if posting:
        made = posted(cast, row)
    if comment:
        made_comment = commented(cast, made)
    if comment == "resolved":
        postings.resolve(made_comment, version=1, identified=True, answer="Không có căn cứ", by=acting(cast.dha_head))
    if posting == "down":
        postings.withdraw(made, version=1, reason="Sai tóm tắt", by=acting(cast.dha_head))
    with clock.at(day):
        assert (is_ready(row), pages.stop_of(fresh(row))) == (ready, why)


def test_put_on_by_hand_the_reason_is_said(cast, row):
    session = council_walk.prepared(cast)
    item = AgendaItem(session=session, award="HCLD3", label="Lê Minh Tuấn", person=row.nominee.person)
    item.subject_kind = "individual"
    session.year = row.nominee.file.route.year
    with pytest.raises(Refused, match="chưa công khai danh sách theo quy định"):
        must_be_ready(session, [item])


def test_ten_working_days_by_the_law_and_the_basis_is_kept(cast, row):
    made = posted(cast, row)
    assert (made.starts, made.until, made.verified) == (DAY, UNTIL, True)
    assert "Điều 46" in made.basis
    with pytest.raises(Refused, match="không còn chờ công khai"):
        posted(cast, row)


def test_without_a_number_in_the_text_the_limit_of_the_office_counts_and_is_marked(cast, as_):
    """L2003 for a file sent in 2023: NĐ 91/2017 names no days; three working days after Monday 2/12 end on Thursday."""
    row = asking(appraised(cast, dossier(cast)), "CSTDTQ", sent=clock.moment(dt.date(2023, 6, 1)))
    Limit.objects.filter(kind="posting").update(days=3)
    made = posted(cast, row)
    assert (made.until, made.verified) == (dt.date(2024, 12, 5), False)
    assert "Số ngày chưa kiểm chứng" in as_(cast.dha_head).get(at("posting_list")).content.decode()
    postings.withdraw(made, version=1, reason="x", by=acting(cast.dha_head))
    Limit.objects.filter(kind="posting").delete()
    with pytest.raises(Refused, match="Hãy ghi số ngày ở trang Thời hạn"):
        posted(cast, row)


def test_anybody_reads_name_unit_award_summary_while_it_runs_and_nothing_else(cast, row):
    Nominee.objects.update(position="Phó Giám đốc", summary="Cứu người trong lũ")
    Dossier.objects.update(note="Ghi chú nội bộ", reason="Lý do riêng")
    commented(cast, posted(cast, row), text="Đơn thư tố cáo")
    answer = Client().get(at("public"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "noindex" in answer["X-Robots-Tag"]
    assert '<meta name="robots" content="noindex, nofollow">' in page
    for words in ("Lê Minh Tuấn", "Sở Y tế", "Huân chương Lao động hạng Ba", "Cứu người trong lũ"):
        assert words in page
    for words in ("Phó Giám đốc", "Ghi chú", "Lý do riêng", "Đơn thư tố cáo", "Nguyễn Văn Thư", "0912", "1980"):
        assert words not in page
    assert Client().post(at("public")).status_code == 405
    with clock.at(AFTER):
        assert "Lê Minh Tuấn" not in Client().get(at("public")).content.decode()


def test_not_before_its_first_day_and_not_once_taken_down(cast, row):
    made = postings.post([row], starts=DAY + dt.timedelta(days=2), by=acting(cast.dha_head))
    assert pages.in_public() == []
    with clock.at(clock.moment(DAY + dt.timedelta(days=2))):
        assert pages.in_public() == [made]
        with pytest.raises(Refused, match="lý do gỡ"):
            postings.withdraw(made, version=1, reason=" ", by=acting(cast.dha_head))
        postings.withdraw(made, version=1, reason="Sai tên", by=acting(cast.dha_head))
        assert pages.in_public() == []
        assert posted(cast, row).pk != made.pk
    with pytest.raises(Refused, match="không thể đã qua"):
        postings.post([row], starts=DAY - dt.timedelta(days=1), by=acting(cast.dha_head))


def test_who_may(cast, row):
    made = posted(cast, row)
    for who in (cast.owner, cast.auditor, cast.office):
        with pytest.raises((PermissionDenied, Refused)):
            posted(cast, row, by=who)
        with pytest.raises(PermissionDenied):
            postings.record_comment(
                made.items.first(), sender="x", contact="x", received_on=DAY, text="x", by=acting(who)
            )
    with pytest.raises(PermissionDenied):
        postings.withdraw(made, version=1, reason="x", by=acting(cast.dha))


def test_a_comment_has_a_day_an_answer_and_leaves_no_words_in_the_record_of_changes(cast, row):
    made = posted(cast, row)
    for day in (DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1)):
        with pytest.raises(Refused, match="Ngày nhận"):
            commented(cast, made, received_on=day)
    with pytest.raises(Refused, match="người gửi, liên hệ"):
        commented(cast, made, contact=" ")
    comment = commented(cast, made)
    with pytest.raises(Refused, match="kết quả giải quyết"):
        postings.resolve(comment, version=1, identified=True, answer="", by=acting(cast.dha_head))
    postings.resolve(comment, version=1, identified=True, answer="Đã xác minh", by=acting(cast.dha_head))
    said = " ".join(f"{e.label} {e.note} {e.changes}" for e in AuditEntry.objects.all())
    assert "Nguyễn Văn Thư" not in said
    assert "Chưa đúng" not in said
    assert "Đã xác minh" not in said


def test_a_late_comment_takes_it_off_an_agenda_that_is_being_made(cast, row):
    made = posted(cast, row)
    with clock.at(AFTER):
        tabling.table(council_walk.prepared(cast, year=row.nominee.file.route.year), [row], by=acting(cast.dha_head))
        commented(cast, made)
        assert not Tabled.objects.exists()
        assert not is_ready(row)


def test_the_last_day_stands_until_every_comment_is_resolved(cast, row):
    made = posted(cast, row)
    assert [d.due for d in kinds["posting"].open(DAY, UNTIL)] == [UNTIL]
    comment = commented(cast, made)
    with clock.at(AFTER):
        assert len(list(kinds["posting"].open(DAY, UNTIL))) == 1
        postings.resolve(comment, version=1, identified=False, answer="Xong", by=acting(cast.dha_head))
        assert list(kinds["posting"].open(DAY, UNTIL)) == []


def test_from_page_to_page(cast, row, as_):
    client = as_(cast.dha_head)
    assert "chưa công khai danh sách theo quy định" in client.get(at("desk", row.pk)).content.decode()
    client.post(at("posting_new"), {"chosen": [row.pk], "starts": "02/12/2024"})
    made = Posting.objects.get()
    item = made.items.get()
    values = {"sender": "Trần A", "contact": "Phủ Lý", "received_on": "02/12/2024", "text": "Cần xem lại"}
    client.post(at("posting_comment_new", item.pk), values)
    comment = PostingComment.objects.get()
    page = client.get(at("desk", row.pk)).content.decode()
    assert "Cần xem lại" in page
    assert "Chưa giải quyết" in page
    assert "Cần xem lại" in client.get(at("posting_comment", comment.pk)).content.decode()
    client.post(at("posting_comment", comment.pk), {"answer": "Không có căn cứ", "identified": "on", "version": 1})
    comment.refresh_from_db()
    assert (comment.identified, comment.resolved_by) == (True, cast.dha_head)
    client.post(at("posting_withdraw", made.pk), {"reason": "Sai", "version": 1})
    made.refresh_from_db()
    assert made.withdrawn_reason == "Sai"
    assert "Cần xem lại" not in as_(cast.auditor).get(at("desk", row.pk)).content.decode()


@pytest.mark.parametrize("name", ["public", "posting_list"])
def test_the_pages_cost_the_same_for_one_and_three(cast, as_, name):
    file = received(cast, more=2)
    rows = [asking(appraised(cast, of(file, n))) for n in ("Lê Minh Tuấn", "Trần Thị Mai 0", "Trần Thị Mai 1")]
    client = Client() if name == "public" else as_(cast.dha_head)
    posted(cast, rows[0])
    client.get(at(name))
    with CaptureQueriesContext(connection) as one:
        client.get(at(name))
    postings.post(rows[1:], starts=clock.today(), by=acting(cast.dha_head))
    with CaptureQueriesContext(connection) as three:
        client.get(at(name))
    assert len(three) == len(one)
