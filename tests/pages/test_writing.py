"""Writing a plan or report: nothing typed or uploaded is lost, nothing is guessed, nothing is done twice."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.models import Evidence, Snapshot, Submission, ValueChange
from campaigns.services import campaigns as campaign_services
from campaigns.workflows import CAMPAIGN, SUBMISSION
from emulation.base import audit, clock, drafts
from emulation.base.models import Draft, StoredFile
from tests import factories
from tests.factories import acting
from tests.pages.papers import PDF, fields, open_form, pdf, post, text_of, url

PLAN = {"period": "Kế hoạch năm 2023", "day": dt.date(2023, 3, 20)}


@pytest.fixture(autouse=True)
def july():
    with clock.at(clock.moment(dt.date(2023, 7, 6), 9, 41)):
        yield


@pytest.fixture
def draft(cast, campaign):
    return factories.report(cast, campaign, "draft")


# --- Who may write, and when ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("owner", 200),
        ("head", 200),
        ("neighbour", 404),
        ("leader", 403),
        ("dha", 403),
        ("auditor", 403),
        ("admin", 404),
    ],
)
def test_only_the_unit_writes(cast, campaign, as_, person, status):
    paper = factories.report(cast, campaign, "returned")
    client = as_(getattr(cast, person))
    assert client.get(url("submission_edit", paper)).status_code == status
    refused = client.post(url("submission_upload", paper), {"ky-files": pdf()})
    assert refused.status_code == status
    assert Evidence.objects.exists() == (status == 200)


@pytest.mark.parametrize("state", ["not_started", "awaiting_head", "submitted", "endorsed", "accepted"])
def test_out_of_hand_leads_to_the_page_and_keeps_what_was_typed(cast, campaign, as_, state):
    paper = factories.report(cast, campaign, state)
    client = as_(cast.owner)
    assert client.get(url("submission_edit", paper))["Location"] == url("submission", paper)
    answer = post(client, paper, {"draft_key": f"submission:{paper.pk}", "s1-content": "Viết muộn", "version": "1"})
    assert answer["Location"] == url("submission", paper)
    assert "vẫn được giữ" in text_of(client.get(answer["Location"]))
    assert drafts.find(cast.owner, f"submission:{paper.pk}").data["s1-content"] == ["Viết muộn"]


def test_after_a_return_only_marked_parts_are_inputs(cast, campaign, as_):
    paper = factories.report(cast, campaign, "returned")
    first, second = paper.sections.all()
    client = as_(cast.owner)
    form = open_form(client, paper)
    assert f"s{first.pk}-content" in form
    assert f"s{second.pk}-content" not in form
    forged = post(client, paper, form, **{f"s{second.pk}-content": "Lén sửa", f"s{first.pk}-content": "Bổ sung"})
    assert forged.status_code == 302
    second.refresh_from_db()
    first.refresh_from_db()
    assert (first.content, second.content) == ("Bổ sung", "Đã hoàn thành.")
    answer = client.post(url("submission_upload", paper), {f"s{second.pk}-files": pdf()})
    assert answer.status_code == 400
    assert "đang khóa" in answer.json()["message"]


# --- Saving -----------------------------------------------------------------------------------------------------------
def test_save_stays_and_says_when(cast, draft, as_, parts, figure):
    client = as_(cast.owner)
    form = open_form(client, draft)
    answer = post(
        client,
        draft,
        form,
        **{
            f"{parts[0]}-content": "Ðạt  kế hoạch.\r\nVượt 2 chỉ tiêu.",
            f"{parts[0]}-self_assessment": "excellent",
            f"{figure}-value": "1.234,5",
            f"{figure}-estimated": "on",
            f"{figure}-explanation": "Số ước từ sổ",
        },
    )
    assert answer["Location"] == url("submission_edit", draft)
    assert "Đã lưu lúc 09:41:00." in text_of(client.get(answer["Location"]))
    section = draft.sections.first()
    assert section.content == "Đạt kế hoạch.\nVượt 2 chỉ tiêu."
    assert section.self_assessment == "excellent"
    value = draft.values.get()
    assert (value.value, value.estimated, value.explanation) == (Decimal("1234.5"), True, "Số ước từ sổ")
    assert not Draft.objects.exists()
    assert open_form(client, draft)[f"{figure}-value"] == "1234,5"


def test_saving_an_untouched_form_changes_nothing(cast, draft, as_):
    client = as_(cast.owner)
    before = (Submission.objects.get(pk=draft.pk).version, audit.history(draft).count(), ValueChange.objects.count())
    post(client, draft, open_form(client, draft))
    after = (Submission.objects.get(pk=draft.pk).version, audit.history(draft).count(), ValueChange.objects.count())
    assert after == before


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("1.234", "“1.234” đọc được hai cách"),
        ("1.234.5", "Hãy viết 1.234,5 hoặc 12.345."),
        ("chín mươi", "“chín mươi” không phải số"),
        ("0,00001", "quá lẻ"),
    ],
)
def test_B66_a_doubtful_number_is_said_at_its_field_and_everything_typed_stays(
    cast, draft, as_, parts, figure, typed, sentence
):
    client = as_(cast.owner)
    form = open_form(client, draft)
    answer = post(client, draft, form, **{f"{figure}-value": typed, f"{parts[1]}-content": "Viết ở phần hai"})
    body = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in text_of(answer)
    # The list on top leads to the field, which is there, holds what was typed and points to its error.
    summary = re.search(r"data-error-summary.*?</section>", body, re.S)[0]
    assert f'href="#{figure}-value"' in summary
    field = re.search(rf'<input[^>]*id="{figure}-value"[^>]*>', body)[0]
    assert f'value="{typed}"' in field
    assert 'aria-invalid="true"' in field
    assert f'aria-describedby="{figure}-value_error"' in field
    assert fields(body)[f"{parts[1]}-content"] == "Viết ở phần hai"
    assert draft.values.get().value == Decimal("97.5")
    assert draft.sections.last().content == "Đã hoàn thành."
    assert "Đã lưu lúc" not in text_of(answer)


def test_a_too_long_text_is_refused_whole_not_cut(cast, draft, as_, parts):
    client = as_(cast.owner)
    answer = post(client, draft, open_form(client, draft), **{f"{parts[0]}-proposals": "x" * 4001})
    assert "Dài 4001 ký tự, tối đa 4000." in text_of(answer)
    assert len(fields(answer.content.decode())[f"{parts[0]}-proposals"]) == 4001


def test_a_sent_figure_changes_with_a_reason_and_history_keeps_it(cast, campaign, as_, figure):
    paper = factories.report(cast, campaign, "returned")
    client = as_(cast.owner)
    form = open_form(client, paper)
    answer = post(client, paper, form, **{f"{figure}-value": "96"})
    name = paper.values.get().indicator.name
    assert f"{name}, lý do sửa số đã gửi: Số đã gửi là 97,5. Hãy ghi lý do sửa số." in text_of(answer)
    answer = post(client, paper, form, **{f"{figure}-value": "96", f"{figure}-reason": "Cộng trùng hai xã"})
    assert answer.status_code == 302
    newest = ValueChange.objects.filter(value__submission=paper).first()
    assert (newest.old, newest.new, newest.reason) == (Decimal("97.5"), Decimal("96"), "Cộng trùng hai xã")
    assert "Cộng trùng hai xã" in text_of(client.get(url("submission", paper)))


def test_a_warning_stands_at_the_figure_and_its_explanation_beside_it(cast, draft, as_, figure):
    client = as_(cast.owner)
    post(client, draft, open_form(client, draft), **{f"{figure}-value": "120"})
    shown = text_of(client.get(url("submission_edit", draft)))
    assert "Tỷ lệ 120% vượt quá 100%." in shown
    assert "Nên giải trình, không bắt buộc" in shown
    post(client, draft, open_form(client, draft), **{f"{figure}-explanation": "Tính cả hồ sơ năm trước"})
    assert "Đã giải trình" in text_of(client.get(url("submission_edit", draft)))


# --- Sending from the form --------------------------------------------------------------------------------------------
def test_clerk_saves_and_presents_in_one_go(cast, draft, as_, parts):
    client = as_(cast.owner)
    answer = post(client, draft, open_form(client, draft), **{f"{parts[0]}-content": "Câu cuối.", "move": "present"})
    assert answer["Location"] == url("submission_sent", draft)
    draft.refresh_from_db()
    assert draft.state == "awaiting_head"
    assert draft.sections.first().content == "Câu cuối."


def test_head_saves_and_sends_exactly_what_was_typed(cast, draft, as_, parts):
    client = as_(cast.head)
    answer = post(client, draft, open_form(client, draft), **{f"{parts[0]}-content": "Câu cuối.", "move": "submit"})
    assert answer["Location"] == url("submission_sent", draft)
    assert draft.snapshots.get().content["sections"][0]["content"] == "Câu cuối."


def test_clerk_cannot_send_by_a_forged_button(cast, draft, as_):
    client = as_(cast.owner)
    form = open_form(client, draft)
    assert post(client, draft, form, move="submit").status_code == 403
    assert post(client, draft, open_form(client, draft), move="accept").status_code == 403
    assert Submission.objects.get(pk=draft.pk).state == "draft"


def test_what_is_missing_is_said_after_saving(cast, draft, as_, parts):
    client = as_(cast.owner)
    form = open_form(client, draft)
    answer = post(client, draft, form, **{f"{parts[1]}-content": "", f"{parts[0]}-content": "Có", "move": "present"})
    assert answer["Location"] == url("submission_edit", draft)
    shown = text_of(client.get(answer["Location"]))
    assert "Đã lưu lúc 09:41:00, nhưng chưa trình thủ trưởng được." in shown
    assert "Nhiệm vụ 2 chưa có kết quả." in shown
    assert "Còn 1 việc trước khi trình" in shown
    assert draft.sections.first().content == "Có"


def test_B49_five_quick_clicks_with_three_files_make_one_sending_with_three_files(cast, draft, as_, parts):
    client = as_(cast.head)
    form = open_form(client, draft)
    answers = []
    for _ in range(5):
        uploads = [pdf(f"{n}.pdf", PDF + str(n).encode()) for n in range(3)]
        answers.append(post(client, draft, form, **{f"{parts[0]}-files": uploads, "move": "submit"}))
    assert {a["Location"] for a in answers} == {url("submission_sent", draft)}
    assert client.get(answers[-1]["Location"]).status_code == 200
    assert Evidence.objects.count() == StoredFile.objects.count() == 3
    assert Snapshot.objects.count() == 1
    assert audit.history(draft).filter(action="submit").count() == 1


# --- Plans ------------------------------------------------------------------------------------------------------------
def test_a_row_of_measures_is_added_without_script_and_nothing_typed_is_lost(cast, campaign, as_, figure):
    paper = factories.report(cast, campaign, "draft", **PLAN)
    client = as_(cast.owner)
    first = paper.sections.first()
    form = open_form(client, paper)
    assert f"s{first.pk}-m0-what" in form
    typed = {f"s{first.pk}-m0-what": "Tập huấn", f"s{first.pk}-m0-who": "Văn phòng", f"s{first.pk}-content": "Mục tiêu"}
    answer = post(client, paper, form, **typed, add_row=first.pk)
    assert answer.status_code == 200
    again = fields(answer.content.decode())
    assert {k: again[k] for k in typed} == typed
    assert again[f"s{first.pk}-m1-what"] == ""
    answer = post(client, paper, again, **{f"s{first.pk}-m1-what": "Kiểm tra", f"s{first.pk}-m1-when": "Quý II"})
    assert answer.status_code == 302
    steps = [(m.what, m.who, m.when) for m in first.measures.all()]
    assert steps == [("Tập huấn", "Văn phòng", ""), ("Kiểm tra", "", "Quý II")]
    # A row without its work is an error; a row wiped clean goes.
    form = open_form(client, paper)
    bad = post(client, paper, form, **{f"s{first.pk}-m0-what": ""})
    assert "Nhiệm vụ 1: Việc làm: Hãy ghi việc làm, hoặc bỏ trống cả dòng." in text_of(bad)
    post(client, paper, form, **{f"s{first.pk}-m0-what": "", f"s{first.pk}-m0-who": ""})
    assert [m.what for m in first.measures.all()] == ["Kiểm tra"]


def test_own_target_below_the_assigned_one_needs_a_reason(cast, campaign, as_, figure):
    paper = factories.report(cast, campaign, "draft", **PLAN)
    client = as_(cast.owner)
    post(client, paper, open_form(client, paper), **{f"{figure}-value": "90"})
    shown = text_of(client.get(url("submission_edit", paper)))
    assert "Chỉ tiêu tự đặt 90 thấp hơn mức được giao 95. Hãy ghi lý do." in shown
    answer = post(client, paper, open_form(client, paper), move="present")
    assert answer["Location"] == url("submission_edit", paper)
    post(client, paper, open_form(client, paper), **{f"{figure}-explanation": "Thiếu phần mềm", "move": "present"})
    paper.refresh_from_db()
    assert paper.state == "awaiting_head"


# --- Duties and blocs -------------------------------------------------------------------------------------------------
def test_a_report_on_a_duty_has_one_text_and_the_same_chain(cast, as_):
    campaign = launched_with_duty(cast)
    paper = Submission.objects.get(campaign=campaign, kind="duty")
    client = as_(cast.owner)
    assert "Tuyên truyền phong trào" in text_of(client.get(url("submission", paper)))
    client.post(url("submission", paper), {"move": "start"})
    form = open_form(client, paper)
    section = paper.sections.get()
    assert [k for k in form if k.startswith(f"s{section.pk}-")] == [
        f"s{section.pk}-content",
        f"s{section.pk}-url",
        f"s{section.pk}-label",
    ]
    answer = post(client, paper, form, **{f"s{section.pk}-content": "Đã đăng 12 tin.", "move": "present"})
    assert answer["Location"] == url("submission_sent", paper)
    as_(cast.head).post(url("submission", paper), {"move": "submit"})
    sheet = text_of(as_(cast.dha).get(url("submission_print", paper)))
    assert "Nội dung được phân công: Tuyên truyền phong trào" in sheet
    assert "Đã đăng 12 tin." in sheet


def launched_with_duty(cast, audience="named"):
    campaign = factories.prepare(cast)
    with clock.at(clock.moment(factories.LAUNCH_DAY)):
        campaign_services.save_duty(
            campaign,
            responsible="Sở Y tế",
            text="Tuyên truyền phong trào",
            audience=audience,
            units=[cast.units["Sở Y tế"]] if audience == "named" else [],
            by=acting(cast.dha),
        )
        campaign.refresh_from_db()
        CAMPAIGN.perform(campaign, "launch", by=acting(cast.dha))
    return campaign


def test_the_plan_of_a_bloc_is_written_by_its_leader_and_goes_to_the_dha(cast, as_):
    campaign = launched_with_duty(cast, audience="bloc_leaders")
    paper = Submission.objects.get(campaign=campaign, for_bloc=True)
    client = as_(cast.leader)
    title = "Kế hoạch năm 2023 của Khối thi đua Kinh tế"
    assert title in text_of(client.get(url("submission", paper)))
    client.post(url("submission", paper), {"move": "start"})
    form = open_form(client, paper)
    assert not [k for k in form if k.endswith("-value")]  # figures are the units' own
    typed = {k: "Ký giao ước, kiểm tra chéo." for k in form if k.endswith("-content")}
    assert post(client, paper, {**form, **typed}, move="present")["Location"] == url("submission_sent", paper)
    head = as_(cast.leader_head)
    receipt = text_of(head.get(head.post(url("submission", paper), {"move": "submit"})["Location"]))
    assert "Đã gửi kế hoạch năm 2023 của Khối thi đua Kinh tế" in receipt
    assert "Người nhận Sở Nội vụ" in receipt
    paper.refresh_from_db()
    assert paper.state == "endorsed"
    assert title in text_of(as_(cast.dha).get(url("submission_print", paper)))
    assert as_(cast.owner).get(url("submission", paper)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_costs_the_same_at_one_and_three_tasks(cast, as_, count):
    campaign = factories.launch(cast, tasks=count)
    paper = factories.report(cast, campaign, "draft", **PLAN)
    client = as_(cast.owner)
    client.get(url("submission_edit", paper))
    with CaptureQueriesContext(connection) as captured:
        client.get(url("submission_edit", paper))
    own = [q["sql"] for q in captured if "usersession" not in q["sql"] and "SAVEPOINT" not in q["sql"]]
    COSTS.append(len(own))
    assert len(set(COSTS)) == 1
    assert len(own) <= 26, "\n".join(own)


COSTS: list[int] = []


def test_withdrawn_papers_are_written_again(cast, campaign, as_):
    paper = factories.report(cast, campaign, "submitted")
    client = as_(cast.head)
    answer = client.post(url("submission", paper), {"move": "withdraw", "note": "Gửi nhầm bản"})
    assert answer["Location"] == url("submission_sent", paper)
    assert "“Gửi nhầm bản”" in text_of(client.get(answer["Location"]))
    form = open_form(client, paper)
    assert len([k for k in form if k.endswith("-content")]) == 2
    assert SUBMISSION.state_of(Submission.objects.get(pk=paper.pk)).label == "Đang soạn"


def bar_of(html: str) -> str:
    return html[html.index("data-saved role") :].split("</div>")[0]


def test_the_bar_never_says_saved_after_a_refused_save(cast, draft, as_, parts, figure):
    client = as_(cast.owner)
    post(client, draft, open_form(client, draft), **{f"{parts[0]}-content": "Bản một"})
    assert "Đã lưu" in bar_of(client.get(url("submission_edit", draft)).content.decode())
    answer = post(client, draft, open_form(client, draft), **{f"{parts[0]}-content": "x" * 30_000})
    assert "Chưa lưu: còn lỗi ở trên. Phần vừa viết vẫn được giữ." in bar_of(answer.content.decode())
    assert "Đã lưu" not in bar_of(answer.content.decode())
