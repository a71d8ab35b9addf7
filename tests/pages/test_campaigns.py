"""Pages of campaigns: who sees and who changes, the list, the overview, launch and close."""

import datetime as dt
from decimal import Decimal

import pytest

from campaigns.models import Indicator, Submission, Task
from campaigns.services import campaigns as services
from campaigns.services import periods as period_services
from campaigns.services import submissions
from emulation.base import audit
from tests import factories
from tests.factories import acting
from tests.pages.campaign_pages import editing_pages, piece_pages, text_of, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("july")]


# --- Who sees, who changes --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "person", ["owner", "neighbour", "stranger", "leader", "office", "auditor", "council", "admin"]
)
def test_a_running_campaign_is_read_by_every_role_and_changed_by_none_of_these(cast, running, as_, person):
    client = as_(getattr(cast, person))
    for name, page in piece_pages(running).items():
        assert client.get(page).status_code == 200, name
    assert running.title in text_of(client.get(url("campaign_list")))
    for page in editing_pages(running):
        if person == "office" and "/gia-han/" in page and page.startswith("/phong-trao/ky/"):
            continue  # the one thing the Chairman's office does: tests of more time for Sở Nội vụ
        assert client.get(page).status_code == 403, page
        assert client.post(page, {}).status_code == 403, page
    assert client.get(url("campaign_launched", running.pk)).status_code == 403
    assert client.get(url("campaign_new")).status_code == 403


@pytest.mark.parametrize("person", ["owner", "stranger", "office", "auditor", "council", "admin", "nobody"])
def test_a_campaign_in_preparation_exists_only_for_the_dha(cast, draft, as_, person):
    client = as_(getattr(cast, person))
    for page in [*piece_pages(draft).values(), *editing_pages(draft)]:
        assert client.get(page).status_code == 404, page
    assert draft.title not in client.get(url("campaign_list")).content.decode()


@pytest.mark.parametrize("person", ["dha", "dha_head"])
def test_the_dha_reads_and_changes(cast, draft, as_, person):
    client = as_(getattr(cast, person))
    for page in [*piece_pages(draft).values(), *editing_pages(draft)]:
        assert client.get(page).status_code == 200, page


def test_one_without_a_role_sees_no_campaign(cast, running, as_):
    client = as_(cast.nobody)
    assert all(client.get(page).status_code == 404 for page in piece_pages(running).values())


def test_strangers_to_the_system_are_sent_to_the_login(client, running):
    assert client.get(url("campaign", running.pk))["Location"].startswith("/accounts/login/")


def test_pages_that_only_read_take_no_post(cast, running, as_):
    client = as_(cast.dha)
    pages = {n: p for n, p in piece_pages(running).items() if n != "campaign"}
    assert {n: client.post(p).status_code for n, p in pages.items()} == dict.fromkeys(pages, 405)
    assert client.post(url("campaign_list")).status_code == 405
    assert client.post(url("unit_options")).status_code == 405


def test_nothing_is_removed_by_a_get(cast, draft, as_):
    client = as_(cast.dha)
    task, indicator = draft.tasks.last(), draft.indicators.first()
    for page in (url("task_remove", task.pk), url("indicator_remove", indicator.pk)):
        client.get(page)
    assert Task.objects.filter(pk=task.pk).exists()
    assert Indicator.objects.filter(pk=indicator.pk).exists()


# --- The list ---------------------------------------------------------------------------------------------------------
def test_the_list_is_narrowed_by_its_address(cast, running, as_):
    by = acting(cast.dha)
    other = services.create_campaign(
        title="Phong trào chuyên đề Cải cách hành chính",
        year=2022,
        kind="thematic",
        level="province",
        starts_on=dt.date(2022, 1, 1),
        ends_on=dt.date(2022, 12, 31),
        parent=running,
        by=by,
    )
    client = as_(cast.dha)

    def shown(query: str) -> set[str]:
        words = text_of(client.get(url("campaign_list") + query))
        return {c.title for c in (running, other) if f" {c.title} " in words.replace("Thuộc " + running.title, "")}

    both = {running.title, other.title}
    assert shown("") == both
    assert shown("?nam=2022") == {other.title}
    assert shown("?loai=thematic") == {other.title}
    assert shown("?loai=burst") == set()
    assert shown("?cap=province") == both
    assert shown("?trang-thai=launched") == {running.title}
    assert shown("?ten=cai cach hanh chinh") == {other.title}
    assert shown("?nam=abc&loai=la&cap=1&trang-thai=%00") == both


def test_parent_and_children_lead_to_each_other(cast, running, as_):
    child = services.create_campaign(
        title="Đợt thi đua nước rút",
        year=2023,
        starts_on=dt.date(2023, 9, 1),
        ends_on=dt.date(2023, 11, 30),
        parent=running,
        by=acting(cast.dha),
    )
    client = as_(cast.dha)
    assert url("campaign", child.pk) in client.get(url("campaign", running.pk)).content.decode()
    assert url("campaign", running.pk) in client.get(url("campaign", child.pk)).content.decode()
    # The child is in preparation: a unit does not learn of it.
    assert "nước rút" not in as_(cast.owner).get(url("campaign", running.pk)).content.decode()


# --- The page of one campaign -----------------------------------------------------------------------------------------
def test_the_page_counts_what_was_written_and_received(cast, running, as_):
    factories.report(cast, running, "accepted", unit="Sở Y tế")
    factories.report(cast, running, "endorsed", unit="Sở Tài chính")
    response = as_(cast.dha).get(url("campaign", running.pk))
    rows = response.context["task_rows"]
    assert [(r.wrote, r.accepted) for r in rows] == [(2, 1), (2, 1)]
    (found, bullet), *_ = rows[0].cards
    # 97,5 against ≥ 95, twice.
    assert (found.met, len(found.judged), bullet) == (2, 2, None)
    assert "2 trên 2 đơn vị đạt" in text_of(response)


def test_a_draft_is_not_counted_and_not_shown(cast, running, as_):
    factories.report(cast, running, "draft", unit="Sở Y tế")
    response = as_(cast.dha).get(url("campaign", running.pk))
    assert [(r.wrote, r.accepted) for r in response.context["task_rows"]] == [(0, 0), (0, 0)]
    assert "Đã hoàn thành." not in as_(cast.dha).get(url("task", running.tasks.first().pk)).content.decode()


def test_what_changes_after_a_return_stays_with_the_unit(cast, running, as_):
    paper = factories.report(cast, running, "returned")
    marked = paper.sections.get(flagged=True)
    submissions.save(
        paper,
        sections={marked.pk: submissions.SectionInput({"content": "Bản đang sửa dở."})},
        values={running.indicators.get().pk: submissions.ValueInput(Decimal("12.5"))},
        version=paper.version,
        by=acting(cast.owner),
    )
    for person in (cast.dha, cast.leader):
        page = text_of(as_(person).get(url("task", running.tasks.first().pk)))
        assert "Đã hoàn thành." in page
        assert "dở" not in page
        assert "12,5" not in page


def test_the_steps_say_where_the_year_is(cast, running, as_):
    steps = as_(cast.owner).get(url("campaign", running.pk)).context["steps"]
    assert [(s["name"], s["state"]) for s in steps] == [
        ("Phát động", "done"),
        ("Kế hoạch", "done"),
        ("Báo cáo", "now"),
        ("Kết thúc", ""),
    ]
    assert steps[1]["fact"] == "0/6 đơn vị"
    assert steps[2]["fact"] == "báo cáo 6 tháng năm 2023, đến 10/07/2023"


def test_a_unit_reads_no_reasons_of_other_units_in_the_history(cast, running, as_):
    period = running.periods.get(name="Báo cáo 6 tháng năm 2023")
    period_services.extend(
        period, cast.units["Sở Công Thương"], until=dt.date(2023, 7, 20), reason="Cán bộ ốm.", by=acting(cast.dha)
    )
    assert "Cán bộ ốm" in as_(cast.auditor).get(url("campaign_log", running.pk)).content.decode()
    for page in (url("campaign_log", running.pk), url("campaign", running.pk), url("period", period.pk)):
        assert "Cán bộ ốm" not in as_(cast.owner).get(page).content.decode()
    assert "Cán bộ ốm" in as_(cast.neighbour).get(url("period", period.pk)).content.decode()


def test_readiness_leads_to_what_is_missing(cast, as_):
    row = services.create_campaign(
        title="Trống", year=2023, starts_on=dt.date(2023, 1, 1), ends_on=dt.date(2023, 12, 31), by=acting(cast.dha)
    )
    client = as_(cast.dha)
    response = client.get(url("campaign", row.pk))
    body = response.content.decode()
    assert "Còn 4 việc trước khi phát động" in body
    links = [item.url for item in response.context["ready"] if item.is_missing]
    assert links == [
        url("task_new", row.pk),
        url("campaign_units_edit", row.pk),
        url("period_new", row.pk) + "?loai=plan",
        url("period_new", row.pk) + "?loai=report",
    ]
    assert all(client.get(link).status_code == 200 for link in links)
    assert "?chuyen=launch" not in body
    client.post(url("campaign", row.pk), {"move": "launch"})
    row.refresh_from_db()
    assert row.state == "draft"


# --- Launch, close, cancel --------------------------------------------------------------------------------------------
def test_launch_says_before_what_it_makes_and_after_what_it_made(cast, draft, as_):
    client = as_(cast.dha)
    asked = client.get(url("campaign", draft.pk) + "?chuyen=launch")
    preview = asked.context["preview"]
    assert (len(preview.units), len(preview.blocs)) == (6, 2)
    assert (preview.plans, preview.bloc_plans, preview.reports, preview.duty_reports) == (6, 0, 12, 1)
    assert preview.people == 9
    assert [u.official_name for u in preview.without_people] == []
    done = client.post(url("campaign", draft.pk), {"move": "launch"})
    assert done["Location"] == url("campaign_launched", draft.pk)
    assert Submission.objects.filter(campaign=draft).count() == preview.obligations == 19
    sent = text_of(client.get(done["Location"]))
    assert "6 đơn vị, 2 khối thi đua; 9 người được báo" in sent
    assert "19: 6 kế hoạch, 12 báo cáo, 1 báo cáo thực hiện phân công" in sent


def test_launch_clicked_twice_launches_once(cast, draft, as_):
    client = as_(cast.dha)
    client.post(url("campaign", draft.pk), {"move": "launch"})
    again = client.post(url("campaign", draft.pk), {"move": "launch"}, follow=True)
    assert "đã được làm trước đó" in text_of(again)
    assert audit.history(draft).filter(action="launch").count() == 1


def test_closing_asks_for_its_basis_on_a_page_of_its_own(cast, running, as_):
    client = as_(cast.dha)
    page = url("campaign", running.pk)
    assert "Căn cứ kết thúc" in text_of(client.get(page + "?chuyen=close"))
    refused = client.post(page, {"move": "close", "note": " "}, follow=True)
    assert "Hãy ghi căn cứ kết thúc." in text_of(refused)
    client.post(page, {"move": "close", "note": "Hội nghị tổng kết 08/01/2024."})
    running.refresh_from_db()
    assert running.state == "closed"
    assert audit.last(running, "close").note == "Hội nghị tổng kết 08/01/2024."
    # Nothing is changed any more: the page says so instead of saving.
    response = client.post(url("task_new", running.pk), {"title": "Thêm"})
    assert "Phong trào đã kết thúc hoặc đã hủy nên không sửa được nữa." in text_of(response)
    assert running.tasks.count() == 2


def test_a_move_that_is_not_offered_has_no_page(cast, running, as_):
    client = as_(cast.dha)
    for name in ("launch", "cancel", "gi-do"):
        response = client.get(url("campaign", running.pk) + f"?chuyen={name}")
        assert response["Location"] == url("campaign", running.pk)


def test_a_unit_cannot_launch_or_close(cast, running, as_):
    assert as_(cast.owner).post(url("campaign", running.pk), {"move": "close", "note": "x"}).status_code == 403
