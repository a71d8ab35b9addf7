"""Editing a campaign: two people, two clicks, unsaved words; tasks, duties, participants."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from campaigns.forms.choices import NamesField
from campaigns.models import Campaign, IndicatorTarget, Submission, Task
from campaigns.services import campaigns as services
from campaigns.services.pieces import version_of
from emulation.base import audit
from emulation.base.models import Draft
from tests import factories
from tests.factories import acting
from tests.pages.campaign_pages import hidden, period_data, text_of, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("july")]


# --- The head: two people, two clicks, unsaved words ------------------------------------------------------------------
def head(campaign: Campaign, **changes) -> dict:
    data = {
        "title": campaign.title,
        "year": campaign.year,
        "kind": campaign.kind,
        "level": campaign.level,
        "starts_on": "01/01/2023",
        "ends_on": "31/12/2023",
        "theme": campaign.theme,
        "motto": campaign.motto,
        "scope": campaign.scope,
        "parent": "",
        "version": campaign.version,
    }
    return data | changes


def test_the_head_is_saved_and_recorded(cast, draft, as_):
    data = head(draft, theme="Đoàn kết,  sáng tạo", starts_on="5/1/2023")
    response = as_(cast.dha).post(url("campaign_edit", draft.pk), data)
    assert response["Location"] == url("campaign", draft.pk)
    draft.refresh_from_db()
    assert (draft.theme, draft.starts_on) == ("Đoàn kết, sáng tạo", dt.date(2023, 1, 5))
    assert audit.last(draft, "update").changes["theme"] == ["", "Đoàn kết, sáng tạo"]


def test_a_stale_save_shows_both_texts_and_loses_neither(cast, draft, as_):
    client = as_(cast.dha)
    services.update_campaign(draft, version=draft.version, by=acting(cast.dha_head), theme="Chủ đề của lãnh đạo")
    response = client.post(url("campaign_edit", draft.pk), head(draft, theme="Chủ đề của tôi"))
    assert response.status_code == 409
    words = text_of(response)
    assert "Chủ đề của tôi" in words
    assert "Chủ đề của lãnh đạo" in words
    assert "Nguyễn Văn Dhahead" in words
    assert Campaign.objects.get(pk=draft.pk).theme == "Chủ đề của lãnh đạo"
    # “Giữ bản của bạn” saves what was typed over the version that was shown.
    current = Campaign.objects.get(pk=draft.pk)
    client.post(url("campaign_edit", draft.pk), head(current, theme="Chủ đề của tôi"))
    assert Campaign.objects.get(pk=draft.pk).theme == "Chủ đề của tôi"


def test_unsaved_words_come_back_without_being_judged(cast, draft, as_):
    client = as_(cast.dha)
    Draft.objects.create(
        user=cast.dha,
        key=f"campaign:{draft.pk}",
        data={"title": ["Đang gõ dở"], "year": ["20"]},
        based_on=draft.version,
    )
    response = client.get(url("campaign_edit", draft.pk))
    body = response.content.decode()
    assert "đã được đưa lại" in body
    assert "Đang gõ dở" in body
    assert "data-error-summary" not in body
    client.post(url("campaign_edit", draft.pk), head(draft))
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Tên phong trào"),
        ({"starts_on": "31/2/2023"}, "Tháng 2 năm 2023 không có ngày 31."),
        ({"ends_on": "31/12/2022"}, "Ngày kết thúc phải sau ngày bắt đầu."),
        ({"year": "hai nghìn"}, "Hãy ghi năm bằng bốn chữ số"),
        ({"starts_on": "12/2023"}, "chưa đủ ngày, tháng, năm"),
    ],
)
def test_faults_are_said_and_what_was_typed_stays(cast, draft, as_, changes, sentence):
    response = as_(cast.dha).post(url("campaign_edit", draft.pk), head(draft, motto="Chữ của tôi", **changes))
    assert response.status_code == 200
    assert sentence in text_of(response)
    assert "Chữ của tôi" in response.content.decode()
    assert Campaign.objects.get(pk=draft.pk).motto == ""


def test_a_campaign_is_not_part_of_itself(cast, draft, as_):
    by = acting(cast.dha)
    child = services.create_campaign(
        title="Con", year=2023, starts_on=dt.date(2023, 1, 1), ends_on=dt.date(2023, 12, 31), parent=draft, by=by
    )
    response = as_(cast.dha).post(url("campaign_edit", draft.pk), head(draft, parent=child.pk))
    assert "Phong trào không thể thuộc về chính nó" in text_of(response)


def test_the_year_of_a_running_campaign_stands(cast, running, as_):
    as_(cast.dha).post(url("campaign_edit", running.pk), head(running, year=2025, motto="Mới"))
    running.refresh_from_db()
    assert (running.year, running.motto) == (2023, "Mới")


def test_a_new_campaign_is_made_once_by_two_clicks(cast, as_):
    client = as_(cast.dha)
    form = client.get(url("campaign_new"))
    data = {"title": "Phong trào mới", "year": 2023, "kind": "burst", "level": "province", "starts_on": "1/9/2023"}
    data |= {"ends_on": "30/11/2023", "token": hidden(form, "token"), "version": 0}
    first = client.post(url("campaign_new"), data)
    second = client.post(url("campaign_new"), data)
    made = Campaign.objects.get(title="Phong trào mới")
    assert first["Location"] == second["Location"] == url("campaign", made.pk)
    assert (made.state, made.kind, made.created_by) == ("draft", "burst", cast.dha)


def test_a_refused_save_does_not_use_up_the_form(cast, draft, as_):
    client = as_(cast.dha)
    form = client.get(url("period_new", draft.pk))
    data = period_data(token=hidden(form, "token"), starts_on="01/06/2023", ends_on="31/08/2023", name="Kỳ hè")
    assert "chồng lên" in text_of(client.post(url("period_new", draft.pk), data))
    data |= {"starts_on": "01/09/2023", "ends_on": "31/10/2023"}
    client.post(url("period_new", draft.pk), data)
    assert draft.periods.filter(name="Kỳ hè").count() == 1


def test_last_years_campaign_is_copied(cast, running, as_):
    client = as_(cast.dha)
    form = client.get(url("campaign_copy", running.pk))
    assert 'value="2024"' in form.content.decode()
    response = client.post(url("campaign_copy", running.pk), {"year": "2024", "title": "Phong trào năm 2024"})
    made = Campaign.objects.get(title="Phong trào năm 2024")
    assert response["Location"] == url("campaign", made.pk)
    assert (made.state, made.copied_from, made.tasks.count()) == ("draft", running, 2)
    assert made.indicators.get().previous == running.indicators.get()
    assert not IndicatorTarget.objects.filter(indicator__campaign=made).exists()


# --- Tasks ------------------------------------------------------------------------------------------------------------
def test_a_task_is_added_with_its_contents(cast, draft, as_):
    client = as_(cast.dha)
    client.post(url("task_new", draft.pk), {"title": "Thi đua nội dung 3", "text": "Việc a. Việc b.", "items": ""})
    made = draft.tasks.get(order=3)
    assert [i.text for i in made.items.all()] == ["Việc a", "Việc b"]
    client.post(url("task_new", draft.pk), {"title": "Bốn", "text": "Việc a. Việc b.", "items": "Một\n\nHai"})
    assert [i.text for i in draft.tasks.get(order=4).items.all()] == ["Một", "Hai"]


def test_B92_an_empty_list_of_contents_really_empties(cast, draft, as_):
    task = draft.tasks.first()
    assert task.items.count() == 2
    data = {"title": task.title, "text": task.text, "items": "", "version": version_of(task)}
    as_(cast.dha).post(url("task_edit", task.pk), data)
    assert task.items.count() == 0


def test_two_people_at_one_task_meet_two_at_different_tasks_do_not(cast, draft, as_):
    client = as_(cast.dha)
    first, second = draft.tasks.all()
    opened = {t: version_of(t) for t in (first, second)}
    services.save_task(draft, task=first, title="Tên của lãnh đạo", text=first.text, by=acting(cast.dha_head))
    data = {"title": "Tên của tôi", "text": "", "items": ""}
    other = client.post(url("task_edit", second.pk), data | {"version": opened[second]})
    assert other.status_code == 302
    same = client.post(url("task_edit", first.pk), data | {"version": opened[first]})
    assert same.status_code == 409
    assert "Tên của lãnh đạo" in text_of(same)
    assert Task.objects.get(pk=first.pk).title == "Tên của lãnh đạo"


def test_a_task_is_taken_out_with_a_reason_only(cast, draft, as_):
    client = as_(cast.dha)
    last = draft.tasks.last()
    assert "Hãy ghi lý do." in text_of(client.post(url("task_remove", last.pk), {"reason": "  "}))
    client.post(url("task_remove", last.pk), {"reason": "Gộp vào nhiệm vụ 1."})
    assert draft.tasks.count() == 1
    assert audit.last(draft, "task").note == "Gộp vào nhiệm vụ 1."
    first = draft.tasks.get()
    refused = client.post(url("task_remove", first.pk), {"reason": "Thử"})
    assert "Nhiệm vụ còn chỉ tiêu." in text_of(refused)


def test_the_task_page_leads_up_and_down(cast, running, as_):
    paper = factories.report(cast, running, "accepted")
    task = running.tasks.first()
    body = as_(cast.dha).get(url("task", task.pk)).content.decode()
    section = paper.sections.get(task=task)
    assert url("submission", paper.pk) + f"#phan-{section.pk}" in body
    assert reverse("organisations:unit", args=[paper.unit_id]) in body
    assert reverse("organisations:bloc", args=[paper.bloc_id]) in body
    assert url("campaign", running.pk) in body
    assert url("indicator", task.indicators.get().pk) in body
    assert url("task", running.tasks.last().pk) in body


def test_the_task_page_shows_each_person_only_what_they_may_read(cast, running, as_):
    factories.report(cast, running, "accepted", unit="Sở Y tế")
    factories.report(cast, running, "endorsed", unit="Sở Tài chính")
    page = url("task", running.tasks.first().pk)

    def units(person) -> list[str]:
        return [w.submission.unit.official_name for w in as_(person).get(page).context["written"]]

    assert units(cast.dha) == ["Sở Tài chính", "Sở Y tế"]
    assert units(cast.auditor) == ["Sở Tài chính", "Sở Y tế"]
    assert units(cast.leader) == ["Sở Tài chính", "Sở Y tế"]
    assert units(cast.owner) == ["Sở Y tế"]
    assert units(cast.council) == ["Sở Y tế"]
    assert units(cast.stranger) == units(cast.neighbour) == []


def test_reports_on_a_task_are_narrowed_by_period_and_bloc(cast, running, as_):
    factories.report(cast, running, "accepted", unit="Sở Y tế")
    client, page = as_(cast.dha), url("task", running.tasks.first().pk)
    half = running.periods.get(name="Báo cáo 6 tháng năm 2023")
    year = running.periods.get(name="Báo cáo năm 2023")

    def count(query: str) -> int:
        return len(client.get(page + query).context["written"])

    assert [count(""), count(f"?ky={half.pk}"), count(f"?ky={year.pk}")] == [1, 1, 0]
    assert [count(f"?khoi={cast.bloc.pk}"), count(f"?khoi={cast.other_bloc.pk}")] == [1, 0]
    assert count("?ky=la&khoi=la") == 1


# --- Duties -----------------------------------------------------------------------------------------------------------
def duty_data(**changes) -> dict:
    data = {"responsible": "Sở Tài chính, Sở Y tế", "text": "Bố trí kinh phí.", "audience": "named", "due_on": ""}
    return data | {"units": [], "names": "", "version": 0} | changes


def test_units_of_a_duty_are_chosen_or_named_in_a_list(cast, draft, as_):
    data = duty_data(units=[cast.units["Sở Tài chính"].pk], names="sở y tế;\nSo Tai chinh la", due_on="20/12/2023")
    client = as_(cast.dha)
    response = client.post(url("duty_new", draft.pk), data)
    assert "Không có đơn vị tên “So Tai chinh la”." in text_of(response)
    assert "Sở Tài chính" in response.content.decode()
    client.post(url("duty_new", draft.pk), data | {"names": "sở y tế;"})
    made = draft.duties.get(order=2)
    assert {u.official_name for u in made.units.all()} == {"Sở Tài chính", "Sở Y tế"}
    assert made.due_on == dt.date(2023, 12, 20)


def test_B92_an_empty_list_of_units_really_empties(cast, draft, as_):
    duty = draft.duties.get()
    data = duty_data(responsible=duty.responsible, text=duty.text, version=version_of(duty))
    as_(cast.dha).post(url("duty_edit", duty.pk), data)
    assert duty.units.count() == 0


def test_a_duty_of_a_running_campaign_moves_with_its_units(cast, running, as_):
    client, duty = as_(cast.dha), running.duties.get()
    data = duty_data(responsible=duty.responsible, text=duty.text, units=[cast.units["Sở Y tế"].pk])
    client.post(url("duty_edit", duty.pk), data | {"version": version_of(duty)})
    assert [s.unit.official_name for s in duty.submissions.all()] == ["Sở Y tế"]


def test_the_duty_page_says_what_was_reported(cast, running, as_):
    duty = running.duties.get()
    page = text_of(as_(cast.owner).get(url("duty", duty.pk)))
    assert "Sở Xây dựng Chưa gửi" in page
    assert "Hướng dẫn tuyên truyền." in page


# --- Participants -----------------------------------------------------------------------------------------------------
def test_participants_are_seen_before_they_are_saved(cast, draft, as_):
    client, page = as_(cast.dha), url("campaign_units_edit", draft.pk)
    data = {"blocs": [cast.other_bloc.pk], "names": "Thanh tra tỉnh", "version": draft.version}
    response = client.post(page, data | {"xem-truoc": "1"})
    assert "Lựa chọn này gồm 3 đơn vị" in text_of(response)
    assert draft.participant_rules.count() == 2
    client.post(page, data)
    words = text_of(client.get(url("campaign_units", draft.pk)))
    assert "3 đơn vị sẽ tham gia" in words
    assert "Thanh tra tỉnh" in words
    assert {r.mode for r in draft.participant_rules.all()} == {"bloc", "unit"}


def test_B92_an_empty_choice_of_participants_really_empties(cast, draft, as_):
    as_(cast.dha).post(url("campaign_units_edit", draft.pk), {"version": draft.version})
    assert draft.participant_rules.count() == 0


def test_a_running_campaign_gains_units_and_loses_none(cast, running, as_):
    client, page = as_(cast.dha), url("campaign_units_edit", running.pk)
    data = {"units": [cast.units["Thanh tra tỉnh"].pk], "version": running.version}
    preview = text_of(client.post(page, data | {"xem-truoc": "1"}))
    assert "1 đơn vị sẽ thêm vào phong trào đang diễn ra: Thanh tra tỉnh" in preview
    assert "6 đơn vị đang tham gia không nằm trong lựa chọn vẫn tham gia" in preview
    client.post(page, data)
    assert running.participations.count() == 7
    assert Submission.objects.filter(campaign=running, unit=cast.units["Thanh tra tỉnh"]).count() == 3


def test_units_are_found_by_part_of_a_name(cast, as_):
    found = as_(cast.dha).get(url("unit_options") + "?q=y te").json()["results"]
    assert found == [{"value": cast.units["Sở Y tế"].pk, "text": "Sở Y tế"}]
    assert as_(cast.dha).get(url("unit_options")).json() == {"results": []}


@pytest.mark.parametrize(("typed", "found"), [("so noi vu", True), ("Sở nội vụ", True), ("Sợ Nội vụ", False)])
def test_names_of_units_are_read_without_accents_but_a_wrong_one_is_not_guessed_at(cast, typed, found):
    field = NamesField()
    if found:
        assert field.clean(f"{typed};") == [cast.units["Sở Nội vụ"]]
    else:
        with pytest.raises(ValidationError, match="Không có đơn vị tên “Sợ Nội vụ”"):
            field.clean(typed)


# --- More time for Sở Nội vụ itself -------------------------------------------------------------------------------------
def test_the_chairmans_office_gives_the_department_more_time(cast, campaign, as_):
    period = campaign.periods.get(name="Báo cáo năm 2023")
    client, way = as_(cast.office), f"/phong-trao/ky/{period.pk}/gia-han/"
    assert way in client.get(f"/phong-trao/ky/{period.pk}/").content.decode()
    page = client.get(way).content.decode()
    assert "Sở Nội vụ</option>" in page
    assert "Sở Y tế</option>" not in page
    fields = {"unit": cast.units["Sở Nội vụ"].pk, "until": "20/12/2023", "reason": "Chờ số liệu của các đơn vị"}
    assert "Đã gia hạn cho Sở Nội vụ đến 20/12/2023" in client.post(way, fields, follow=True).content.decode()
    row = period.extensions.get()
    assert row.granted_by == cast.office
    assert client.post(way, {**fields, "unit": cast.units["Sở Y tế"].pk}).status_code == 200
    assert period.extensions.count() == 1
    take_back = f"/phong-trao/gia-han/{row.pk}/thu-lai/"
    assert take_back in client.get(f"/phong-trao/ky/{period.pk}/").content.decode()
    assert as_(cast.dha).post(take_back, {"reason": "x"}).status_code == 403
    as_(cast.office).post(take_back, {"reason": "Đã có số liệu"})
    assert period.extensions.count() == 0


def test_nobody_is_offered_more_time_for_their_own_unit(cast, campaign, as_):
    period = campaign.periods.get(name="Báo cáo năm 2023")
    page = as_(cast.dha).get(f"/phong-trao/ky/{period.pk}/gia-han/").content.decode()
    assert "Sở Y tế</option>" in page
    assert "Sở Nội vụ</option>" not in page
