"""Two people at one paper, a lost login, an old draft: both texts are seen and none is lost."""

import datetime as dt

import pytest
from django.urls import reverse

from campaigns.models import Submission, Task
from campaigns.services import submissions
from campaigns.services.submissions import SectionInput
from emulation.base import clock
from emulation.base.models import Draft
from tests import factories
from tests.campaigns.parallel import browser
from tests.factories import acting
from tests.pages.papers import fields, open_form, post, text_of, url

PLAN = {"period": "Kế hoạch năm 2023", "day": dt.date(2023, 3, 20)}


@pytest.fixture(autouse=True)
def july():
    with clock.at(clock.moment(dt.date(2023, 7, 6), 9, 41)):
        yield


@pytest.fixture
def draft(cast, campaign):
    return factories.report(cast, campaign, "draft")


# --- Two people, lost logins, old drafts ------------------------------------------------------------------------------
def test_two_people_in_different_parts_both_keep_theirs(cast, draft, as_, parts):
    client = as_(cast.owner)
    mine = open_form(client, draft)
    first, second = draft.sections.all()
    submissions.save(
        draft, sections={second.pk: SectionInput({"content": "Của thủ trưởng"})}, values={}, version=None, by=cast.head
    )
    answer = post(client, draft, mine, **{f"{parts[0]}-content": "Của cán bộ"})
    assert answer.status_code == 302
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.content, second.content) == ("Của cán bộ", "Của thủ trưởng")


def test_two_people_in_one_part_see_both_texts_and_lose_neither(cast, draft, as_, parts):
    client = as_(cast.owner)
    mine = open_form(client, draft)
    first, second = draft.sections.all()
    theirs = {
        first.pk: SectionInput({"content": "Của thủ trưởng"}),
        second.pk: SectionInput({"content": "Phần hai của thủ trưởng"}),
    }
    submissions.save(draft, sections=theirs, values={}, version=None, by=acting(cast.head))
    answer = post(client, draft, mine, **{f"{parts[0]}-content": "Của cán bộ", "move": "present"})
    assert answer.status_code == 409
    shown = text_of(answer)
    assert "Nguyễn Văn Head" in shown
    assert "Nhiệm vụ 1: Kết quả thực hiện" in shown
    assert "Của thủ trưởng" in shown
    assert "Của cán bộ" in shown
    assert "Phần hai của thủ trưởng" not in shown  # no clash there
    first.refresh_from_db()
    assert first.content == "Của thủ trưởng"
    # “Giữ bản của bạn” saves, and does not send although that button was pressed.
    kept = fields(answer.content.decode(), f'action="{url("submission_edit", draft)}"')
    assert "move" not in kept
    assert post(client, draft, kept)["Location"] == url("submission_edit", draft)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.content, second.content) == ("Của cán bộ", "Phần hai của thủ trưởng")
    assert Submission.objects.get(pk=draft.pk).state == "draft"


def test_a_paper_that_a_colleague_sent_first_keeps_what_one_typed(cast, draft, parts):
    owner, head = browser(cast.owner), browser(cast.head)
    mine = open_form(owner, draft)
    theirs = open_form(head, draft)
    assert post(head, draft, theirs, move="submit", **{f"{parts[0]}-content": "Của thủ trưởng"}).status_code == 302
    answer = post(owner, draft, mine, move="present", **{f"{parts[0]}-content": "Của cán bộ"})
    assert answer["Location"] == url("submission", draft)
    assert "Phần bạn vừa viết vẫn được giữ" in text_of(owner.get(answer["Location"]))
    assert Draft.objects.get(user=cast.owner).data[f"{parts[0]}-content"] == ["Của cán bộ"]
    # One's own second click is no loss: it finds the receipt.
    again = post(head, draft, theirs, move="submit", **{f"{parts[0]}-content": "Của thủ trưởng"})
    assert again["Location"] == url("submission_sent", draft)


def test_another_head_who_sends_after_it_was_sent_is_told_and_keeps_the_text(cast, draft, parts):
    second = factories.make_person("head2", "unit_head", cast.units["Sở Y tế"])
    one, other = browser(cast.head), browser(second)
    mine = open_form(other, draft)
    post(one, draft, open_form(one, draft), move="submit", **{f"{parts[0]}-content": "Của người thứ nhất"})
    answer = post(other, draft, mine, move="submit", **{f"{parts[0]}-content": "Của người thứ hai"})
    assert answer["Location"] == url("submission", draft)
    assert Draft.objects.get(user=second).data[f"{parts[0]}-content"] == ["Của người thứ hai"]


def test_what_was_typed_comes_back_until_it_is_saved(cast, draft, as_, parts, figure):
    client = as_(cast.owner)
    form = open_form(client, draft)
    typed = {**form, f"{parts[0]}-content": "Viết dở", f"{figure}-value": "1.234"}
    client.post(reverse("base:draft_save"), typed)
    page = client.get(url("submission_edit", draft))
    assert "Phần bạn viết 06/07/2023 lúc 09:41 đã được đưa lại" in text_of(page)
    again = fields(page.content.decode())
    assert again[f"{parts[0]}-content"] == "Viết dở"
    assert again[f"{figure}-value"] == "1.234"
    assert draft.sections.first().content == "Đã hoàn thành."
    assert "Viết dở" not in text_of(as_(cast.head).get(url("submission", draft)))


def test_B52_after_a_lost_login_the_text_is_back(cast, draft, as_, client, parts):
    form = open_form(as_(cast.owner), draft)
    client.logout()
    answer = post(client, draft, form, **{f"{parts[0]}-content": "Viết ba giờ"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=")
    client.post(answer["Location"], {"login": "owner", "password": factories.PASSWORD})
    page = client.get(url("submission_edit", draft))
    assert fields(page.content.decode())[f"{parts[0]}-content"] == "Viết ba giờ"
    # A fragment never holds a login page: the whole window goes there.
    client.logout()
    partial = client.post(url("submission_edit", draft), {"add_row": parts[0][1:]}, headers={"HX-Request": "true"})
    assert partial.status_code == 204
    assert partial["HX-Redirect"].startswith("/accounts/login/")


def test_B56_an_old_draft_opens_and_saves_after_a_task_was_added(cast, campaign, draft, as_, parts):
    client = as_(cast.owner)
    old = open_form(client, draft)
    del old["base"]  # a draft of before the form carried it
    client.post(reverse("base:draft_save"), {**old, f"{parts[0]}-content": "Bản nháp cũ", "s0-bo-di": "x"})
    Task.objects.create(campaign=campaign, order=3, title="Nhiệm vụ mới")
    form = open_form(client, draft)
    added = draft.sections.get(task__order=3)
    assert form[f"{parts[0]}-content"] == "Bản nháp cũ"
    assert form[f"s{added.pk}-content"] == ""
    answer = post(client, draft, form, **{f"s{added.pk}-content": "Viết cho nhiệm vụ mới"})
    assert answer["Location"] == url("submission_edit", draft)
    assert [s.content for s in draft.sections.all()] == ["Bản nháp cũ", "Đã hoàn thành.", "Viết cho nhiệm vụ mới"]


def test_B56_a_task_added_after_a_return_can_be_written(cast, campaign, as_):
    paper = factories.report(cast, campaign, "returned")
    Task.objects.create(campaign=campaign, order=3, title="Nhiệm vụ mới")
    form = open_form(as_(cast.owner), paper)
    added = paper.sections.get(task__order=3)
    assert form[f"s{added.pk}-content"] == ""
