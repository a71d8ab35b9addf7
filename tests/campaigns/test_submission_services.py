"""Writing a plan or report: what is saved, what is locked, what history keeps."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from campaigns.models import Evidence, Section, Snapshot, Submission, Task, ValueChange
from campaigns.services import submissions
from campaigns.services.submissions import SectionInput, ValueInput
from campaigns.workflows import SUBMISSION
from emulation.base import audit, clock, files
from emulation.base.workflow import Refused
from tests import factories
from tests.factories import acting

PDF = b"%PDF-1.4\n%%EOF\n"


def upload(name="minh chứng.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def save(paper, cast, *, sections=None, values=None, by=None):
    return submissions.save(
        paper, sections=sections or {}, values=values or {}, version=paper.version, by=acting(by or cast.owner)
    )


def test_starting_gives_each_task_its_section(cast, campaign):
    paper = factories.the_paper(campaign, cast.units["Sở Y tế"])
    paper = SUBMISSION.perform(paper, "start", by=acting(cast.owner))
    assert paper.state == "draft"
    assert [s.task.order for s in paper.sections.select_related("task")] == [1, 2]


def test_B56_a_task_added_later_gets_its_section(cast, campaign, draft):
    Task.objects.create(campaign=campaign, order=3, title="Thi đua nội dung 3")
    submissions.complete_sections(draft)
    submissions.complete_sections(draft)
    assert draft.sections.count() == 3


def test_saving_without_a_change_writes_nothing(cast, draft):
    rows, version = audit.history(draft).count(), draft.version
    section = draft.sections.first()
    again = save(draft, cast, sections={section.pk: SectionInput({"content": section.content})})
    assert again.version == version
    assert audit.history(draft).count() == rows


def test_what_is_there_already_is_no_fault_after_sending_but_a_change_is(cast, campaign):
    """The second click on what saves and sends brings the same text once more."""
    sent = factories.report(cast, campaign, "submitted")
    section, value = sent.sections.first(), sent.values.get()
    same = {value.indicator_id: ValueInput(Decimal("97.5"))}
    again = save(sent, cast, sections={section.pk: SectionInput({"content": "Đã hoàn thành."})}, values=same)
    assert (again.state, again.version) == ("submitted", sent.version)
    with pytest.raises(Refused, match="nên không sửa được"):
        save(sent, cast, sections={section.pk: SectionInput({"content": "Đã hoàn thành. Thêm."})})
    with pytest.raises(Refused, match="nên không sửa được"):
        save(sent, cast, values={value.indicator_id: ValueInput(Decimal("98"))})
    section.refresh_from_db()
    value.refresh_from_db()
    assert (section.content, value.value) == ("Đã hoàn thành.", Decimal("97.5"))


def test_every_change_of_a_value_is_kept_with_who_when_and_why(cast, campaign, draft):
    indicator = campaign.indicators.get()
    with clock.at(clock.moment(dt.date(2023, 7, 6), 14, 30)):
        save(draft, cast, values={indicator.pk: ValueInput(Decimal("96"), reason="Cộng nhầm hai xã")})
    newest, first = ValueChange.objects.filter(value__submission=draft)
    assert (first.old, first.new) == (None, Decimal("97.5"))
    assert (newest.old, newest.new, newest.reason) == (Decimal("97.5"), Decimal("96"), "Cộng nhầm hai xã")
    assert newest.by_name == "Nguyễn Văn Owner"
    assert newest.at == clock.moment(dt.date(2023, 7, 6), 14, 30)


def test_zero_is_a_value_and_empty_is_not(cast, campaign, draft):
    indicator = campaign.indicators.get()
    paper = save(draft, cast, values={indicator.pk: ValueInput(Decimal("0"))})
    assert paper.values.get().value == 0
    paper = save(paper, cast, values={indicator.pk: ValueInput(None, explanation="Chưa thu thập")})
    assert paper.values.get().value is None


def test_after_a_return_only_marked_sections_are_open(cast, campaign):
    paper = factories.report(cast, campaign, "returned")  # the first section is marked
    first, second = paper.sections.all()
    assert submissions.editable_section_ids(paper) == {first.pk}
    paper = save(paper, cast, sections={first.pk: SectionInput({"content": "Đã nêu số liệu."})})
    with pytest.raises(Refused, match="đang khóa"):
        save(paper, cast, sections={second.pk: SectionInput({"content": "Lén sửa."})})


def test_after_a_return_values_of_unmarked_tasks_are_locked(cast, campaign):
    paper = factories.report(cast, campaign, "returned")
    indicator = campaign.indicators.get()  # belongs to task 1, which is marked
    paper = save(paper, cast, values={indicator.pk: ValueInput(Decimal("98"))})
    Section.objects.filter(submission=paper, task__order=1).update(flagged=False)
    Section.objects.filter(submission=paper, task__order=2).update(flagged=True)
    with pytest.raises(Refused, match="đang khóa"):
        save(paper, cast, values={indicator.pk: ValueInput(Decimal("99"))})


@pytest.mark.parametrize("state", ["awaiting_head", "submitted", "endorsed", "accepted"])
def test_what_is_out_of_hand_is_not_edited(cast, campaign, state):
    paper = factories.report(cast, campaign, state)
    with pytest.raises(Refused, match="không sửa được"):
        save(paper, cast, sections={paper.sections.first().pk: SectionInput({"content": "Muộn"})})
    with pytest.raises(Refused, match="không sửa được"):
        submissions.add_file(paper, upload(), by=acting(cast.owner))


def test_B49_the_same_file_five_times_is_one_piece_of_evidence(cast, draft):
    section = draft.sections.first()
    for _ in range(5):
        submissions.add_file(draft, upload(), by=acting(cast.owner), section=section)
    assert draft.evidence.count() == 1


def test_B57_other_content_under_the_same_name_is_another_file(cast, draft):
    submissions.add_file(draft, upload(content=PDF), by=acting(cast.owner))
    submissions.add_file(draft, upload(content=PDF + b" "), by=acting(cast.owner))
    assert [e.file.name for e in draft.evidence.all()] == ["minh chứng.pdf", "minh chứng.pdf"]


def test_B59_B60_a_refused_file_leaves_nothing(cast, draft):
    with pytest.raises(files.FileRefused):
        submissions.add_file(draft, upload("anh.jpg", b"<?php ?>"), by=acting(cast.owner))
    assert not Evidence.objects.exists()


def test_a_snapshot_holds_exactly_what_was_sent(cast, campaign):
    paper = factories.report(cast, campaign, "returned")
    sent = paper.snapshots.get()
    assert sent.receipt == f"BC-2023-{paper.pk:05d}/1"
    assert sent.sent_to == "Sở Tài chính (Khối thi đua Kinh tế)"
    assert [s["content"] for s in sent.content["sections"]] == ["Đã hoàn thành.", "Đã hoàn thành."]
    assert sent.content["sections"][0]["values"][0]["value"] == "97.5"
    save(paper, cast, sections={paper.sections.first().pk: SectionInput({"content": "Bản mới."})})
    sent.refresh_from_db()
    assert sent.content["sections"][0]["content"] == "Đã hoàn thành."


def test_B25_a_text_that_was_emptied_is_empty_in_what_is_sent_next(cast, campaign):
    paper = factories.report(cast, campaign, "draft")
    first = paper.sections.first()
    paper = save(paper, cast, sections={first.pk: SectionInput({"difficulties": "Thiếu kinh phí."})})
    paper = SUBMISSION.perform(paper, "submit", by=acting(cast.head))
    paper = SUBMISSION.perform(paper, "withdraw", by=acting(cast.head), note="Bỏ một ý")
    paper = save(paper, cast, sections={first.pk: SectionInput({"difficulties": ""})})
    paper = SUBMISSION.perform(paper, "submit", by=acting(cast.head))
    newest, before = paper.snapshots.all()
    assert newest.content["sections"][0]["difficulties"] == ""
    assert before.content["sections"][0]["difficulties"] == "Thiếu kinh phí."


def test_evidence_of_what_was_sent_can_still_be_opened_after_it_was_taken_out(cast, campaign):
    paper = factories.report(cast, campaign, "draft")
    piece = submissions.add_file(paper, upload(), by=acting(cast.owner), section=paper.sections.first())
    stored = piece.file
    with clock.at(clock.moment(dt.date(2023, 7, 6))):
        SUBMISSION.perform(paper, "submit", by=acting(cast.head))
        paper = SUBMISSION.perform(paper, "withdraw", by=acting(cast.head), note="Nhầm tệp")
    submissions.remove_evidence(piece, by=acting(cast.owner))
    assert files.read(stored) == PDF
    assert files.may_open(stored, acting(cast.leader))


def test_plan_below_the_assigned_target_needs_a_reason(cast, campaign):
    paper = factories.report(cast, campaign, "draft", period="Kế hoạch năm 2023", day=dt.date(2023, 3, 20))
    indicator = campaign.indicators.get()
    paper = save(paper, cast, values={indicator.pk: ValueInput(Decimal("90"))})
    with pytest.raises(Refused, match="thấp hơn mức được giao 95"):
        SUBMISSION.perform(paper, "present", by=acting(cast.owner))
    paper = save(paper, cast, values={indicator.pk: ValueInput(Decimal("90"), explanation="Thiếu phần mềm một cửa")})
    assert SUBMISSION.perform(paper, "present", by=acting(cast.owner)).state == "awaiting_head"


PEOPLE = [
    "owner",
    "head",
    "neighbour",
    "leader",
    "deputy",
    "stranger",
    "dha",
    "auditor",
    "office",
    "council",
    "admin",
    "nobody",
]
# Who sees the paper of Sở Y tế in each state. Drafts are the unit's own (B62); what was once sent stays readable as sent.
SEES = {
    "not_started": {"owner", "head"},
    "draft": {"owner", "head"},
    "awaiting_head": {"owner", "head"},
    "submitted": {"owner", "head", "leader", "deputy", "dha", "auditor", "office"},
    "endorsed": {"owner", "head", "leader", "deputy", "dha", "auditor", "office"},
    "returned": {"owner", "head", "leader", "deputy", "dha", "auditor", "office"},
    "accepted": {"owner", "head", "leader", "deputy", "dha", "auditor", "office", "council"},
}


@pytest.mark.parametrize("state", list(SEES))
def test_B34_B35_B62_rows_each_person_sees(cast, campaign, state):
    paper = factories.report(cast, campaign, state)
    for name in PEOPLE:
        sees = Submission.objects.visible_to(acting(getattr(cast, name))).filter(pk=paper.pk).exists()
        assert sees == (name in SEES[state]), f"{state}: {name}"


def test_records_that_only_grow_refuse_to_change(cast, campaign):
    factories.report(cast, campaign, "submitted")
    for model, field in ((Snapshot, "receipt"), (ValueChange, "reason")):
        for attempt in (
            lambda m=model, f=field: m.objects.update(**{f: "x"}),
            lambda m=model: m.objects.all().delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                attempt()
