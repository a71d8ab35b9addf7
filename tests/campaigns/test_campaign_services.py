"""Writing campaigns: each change leaves its rows and one audit row, a refused one leaves nothing."""

import datetime as dt
from decimal import Decimal

import pytest

from campaigns.models import Campaign, Extension, Period, Submission
from campaigns.selectors import participants
from campaigns.services import campaigns as services
from campaigns.services import launching, periods
from campaigns.services.copying import copy_campaign
from campaigns.services.pieces import version_of
from campaigns.workflows import CAMPAIGN, SUBMISSION
from emulation.base import audit, clock
from emulation.base.concurrency import StaleVersion
from emulation.base.models import AuditEntry
from emulation.base.workflow import Refused
from organisations.services import units as unit_services
from tests import factories
from tests.factories import acting

pytestmark = pytest.mark.django_db
D = dt.date


@pytest.fixture
def dha(cast):
    return acting(cast.dha)


@pytest.fixture
def draft(cast):
    return factories.prepare(cast)


def actions(campaign: Campaign) -> list[str]:
    return list(audit.history(campaign).values_list("action", flat=True))


def refused(function, *args, **kwargs) -> str:
    """The sentence of a refusal; the campaign's history does not grow."""
    before = AuditEntry.objects.count()
    with pytest.raises(Refused) as refusal:
        function(*args, **kwargs)
    assert AuditEntry.objects.count() == before
    return str(refusal.value)


# --- The head ---------------------------------------------------------------------------------------------------------
def test_every_change_is_recorded_once_with_old_and_new(draft, dha):
    before = len(actions(draft))
    services.update_campaign(draft, version=draft.version, by=dha, theme="Đoàn kết", motto="")
    assert len(actions(draft)) == before + 1
    row = audit.last(draft, "update")
    assert (row.changes, row.actor_name) == ({"theme": ["", "Đoàn kết"]}, "Nguyễn Văn Dha")


def test_a_new_year_moves_deadlines_that_hang_on_the_year(draft, dha):
    services.update_campaign(draft, version=draft.version, by=dha, year=2024)
    assert dict(draft.periods.values_list("name", "due_on")) == {
        "Kế hoạch năm 2023": D(2024, 3, 31),
        # Relative to the end of its period, which has not moved.
        "Báo cáo 6 tháng năm 2023": D(2023, 7, 10),
        "Báo cáo năm 2023": D(2024, 12, 15),
    }


def test_a_stale_head_is_not_written(draft, dha):
    opened = draft.version
    services.update_campaign(draft, version=opened, by=dha, theme="Một")
    with pytest.raises(StaleVersion) as stale:
        services.update_campaign(draft, version=opened, by=dha, theme="Hai")
    assert stale.value.current.theme == "Một"
    assert Campaign.objects.get(pk=draft.pk).theme == "Một"


@pytest.mark.parametrize("move", ["close", "cancel"])
def test_what_is_over_is_not_changed(cast, dha, move):
    campaign = factories.launch(cast) if move == "close" else factories.prepare(cast)
    CAMPAIGN.perform(campaign, move, by=dha, note="Xong.")
    task, period = campaign.tasks.last(), campaign.periods.last()
    unit = cast.units["Sở Y tế"]
    sentence = "Phong trào đã kết thúc hoặc đã hủy nên không sửa được nữa."
    for change in (
        lambda: services.update_campaign(campaign, version=None, by=dha, theme="x"),
        lambda: services.save_task(campaign, title="x", by=dha),
        lambda: services.remove_task(task, reason="x", by=dha),
        lambda: services.save_duty(campaign, responsible="x", text="x", by=dha),
        lambda: services.set_participants(campaign, by=dha),
        lambda: periods.remove_period(period, reason="x", by=dha),
        lambda: periods.set_exception(period, until=D(2024, 2, 1), reason="x", by=dha),
        lambda: periods.extend(period, unit, until=D(2024, 2, 1), reason="x", by=dha),
    ):
        assert refused(change) == sentence


# --- Pieces -----------------------------------------------------------------------------------------------------------
def test_the_version_of_a_piece_is_its_content(draft, dha):
    first, second = draft.tasks.all()
    opened = version_of(first)
    assert version_of(first) == opened
    services.save_task(draft, task=second, title="Khác", by=dha)
    assert version_of(draft.tasks.get(pk=first.pk)) == opened
    services.save_task(draft, task=first, title=first.title, text=first.text, items=["Một"], by=dha)
    assert version_of(draft.tasks.get(pk=first.pk)) != opened


def test_a_piece_changed_meanwhile_is_not_overwritten(draft, dha, cast):
    duty = services.save_duty(draft, responsible="Sở Y tế", text="Việc", units=[cast.units["Sở Y tế"]], by=dha)
    opened = version_of(duty)
    services.save_duty(draft, duty=duty, units=[cast.units["Sở Xây dựng"]], by=dha)
    with pytest.raises(StaleVersion):
        services.save_duty(draft, duty=duty, units=[], version=opened, by=dha)
    assert [u.official_name for u in duty.units.all()] == ["Sở Xây dựng"]


def test_a_piece_taken_out_meanwhile_is_said(draft, dha):
    task = draft.tasks.last()
    opened = version_of(task)
    services.remove_task(draft.tasks.last(), reason="Gộp.", by=dha)
    assert "vừa được người khác bỏ" in refused(services.save_task, draft, task=task, title="x", version=opened, by=dha)


def test_a_task_somebody_wrote_on_stays(cast, dha):
    campaign = factories.launch(cast)
    factories.report(cast, campaign, "draft")
    task = campaign.tasks.last()
    assert "Đã có đơn vị viết về nhiệm vụ này" in refused(services.remove_task, task, reason="x", by=dha)
    assert campaign.tasks.count() == 2


def test_a_task_with_empty_sections_only_goes(cast, dha):
    campaign = factories.launch(cast)
    paper = factories.the_paper(campaign, cast.units["Sở Y tế"])
    with clock.at(clock.moment(D(2023, 7, 5))):
        SUBMISSION.perform(paper, "start", by=acting(cast.owner))
    services.remove_task(campaign.tasks.last(), reason="Gộp vào nhiệm vụ 1.", by=dha)
    assert paper.sections.count() == 1


@pytest.mark.parametrize("remove", ["task", "duty", "indicator", "target", "period"])
def test_nothing_is_taken_out_without_a_reason(draft, dha, remove):
    services.save_duty(draft, responsible="Sở Y tế", text="Việc", by=dha)
    piece = {
        "task": lambda: (services.remove_task, draft.tasks.last()),
        "duty": lambda: (services.remove_duty, draft.duties.get()),
        "indicator": lambda: (services.remove_indicator, draft.indicators.get()),
        "target": lambda: (services.remove_target, draft.indicators.get().targets.get()),
        "period": lambda: (periods.remove_period, draft.periods.last()),
    }[remove]
    function, row = piece()
    assert refused(function, row, reason="  ", by=dha).startswith("Hãy ghi lý do")
    function(row, reason="Không cần.", by=dha)
    assert audit.last(draft, remove).note == "Không cần."


def test_a_target_from_the_same_source_is_changed_not_doubled(draft, dha, cast):
    indicator = draft.indicators.get()
    services.set_target(indicator, source="Kế hoạch tỉnh", value=Decimal(96), by=dha)
    assert indicator.targets.get().value == Decimal(96)
    other = services.set_target(indicator, source="Trung ương", value=Decimal(97), by=dha)
    sentence = refused(services.set_target, indicator, target=other, source="Kế hoạch tỉnh", value=Decimal(97), by=dha)
    assert sentence == "Đã có mức giao của nguồn “Kế hoạch tỉnh” cho đơn vị và kỳ này. Hãy sửa mức đó."
    services.set_target(indicator, source="Kế hoạch tỉnh", unit=cast.units["Sở Y tế"], value=Decimal(98), by=dha)
    assert indicator.targets.count() == 3


def test_B88_targets_of_months_leave_the_year_as_it_was_set(draft, dha):
    indicator = draft.indicators.get()
    services.set_target(indicator, source="Kế hoạch tỉnh", value=Decimal(100), by=dha)
    for period in draft.periods.filter(purpose="report"):
        services.set_target(indicator, source="Kế hoạch tỉnh", period=period, value=Decimal(10), by=dha)
    assert indicator.targets.get(period=None).value == Decimal(100)


# --- Duties and what they make owed -----------------------------------------------------------------------------------
def test_a_named_duty_is_owed_by_its_units_at_once(cast, dha):
    campaign = factories.launch(cast)
    pair = [cast.units["Sở Y tế"], cast.units["Sở Xây dựng"]]
    duty = services.save_duty(campaign, responsible="Hai sở", text="Việc", units=pair, by=dha)
    assert duty.submissions.count() == 2
    services.save_duty(campaign, duty=duty, units=pair[:1], by=dha)
    assert [s.unit for s in duty.submissions.all()] == pair[:1]
    services.save_duty(campaign, duty=duty, audience="all_units", by=dha)
    assert duty.submissions.count() == 0


def test_a_unit_that_has_begun_stays_in_its_duty(cast, dha):
    campaign = factories.launch(cast)
    unit = cast.units["Sở Y tế"]
    duty = services.save_duty(campaign, responsible="Sở Y tế", text="Việc", units=[unit], by=dha)
    Submission.objects.filter(duty=duty).update(state="draft")
    assert "Sở Y tế đã soạn" in refused(services.save_duty, campaign, duty=duty, units=[], by=dha)
    assert list(duty.units.all()) == [unit]
    assert "nên không bỏ được" in refused(services.remove_duty, duty, reason="x", by=dha)


# --- Participants -----------------------------------------------------------------------------------------------------
def test_participants_exist_on_the_first_day_and_count_once(cast, draft, dha):
    gone = factories.make_unit("Công ty đã giải thể", kind="doanh_nghiep", valid_to=D(2022, 12, 31))
    late = factories.make_unit("Công ty lập sau", kind="doanh_nghiep", valid_from=D(2023, 2, 1))
    firm = factories.make_unit("Công ty A", kind="doanh_nghiep")
    services.set_participants(draft, kinds=["doanh_nghiep"], blocs=[cast.other_bloc], units=[firm, gone, late], by=dha)
    names = [u.official_name for u in participants.units_taking_part(draft)]
    assert names == ["Công ty A", "Hội Luật gia", "Sở Nội vụ"]


def test_B92_an_empty_choice_empties(draft, dha):
    services.set_participants(draft, kinds=[], blocs=[], units=[], by=dha)
    assert list(participants.units_taking_part(draft)) == []
    assert audit.last(draft, "participants").changes["rules"][1] == []


def test_participants_by_bloc_put_the_leader_first(cast, draft):
    first, second = participants.named_by_bloc(draft, participants.units_taking_part(draft))
    assert [(u.official_name, role) for u, role in first.units] == [
        ("Sở Tài chính", "Trưởng khối"),
        ("Sở Xây dựng", "Phó trưởng khối"),
        ("Sở Công Thương", ""),
        ("Sở Y tế", ""),
    ]
    assert second.name == "Khối thi đua các tổ chức hội"


def test_the_preview_of_a_launch_is_what_the_launch_makes(cast, draft, dha):
    services.save_duty(draft, responsible="Trưởng khối", text="Kế hoạch khối", audience="bloc_leaders", by=dha)
    services.save_duty(
        draft, responsible="Hai sở", text="Việc", units=[cast.units["Sở Y tế"], cast.units["Thanh tra tỉnh"]], by=dha
    )
    firm = factories.make_unit("Công ty A", kind="doanh_nghiep")
    services.set_participants(draft, blocs=[cast.bloc, cast.other_bloc], units=[firm], by=dha)
    draft = Campaign.objects.get(pk=draft.pk)
    told = launching.preview(draft)
    assert (told.plans, told.bloc_plans, told.reports, told.duty_reports, told.obligations) == (7, 1, 14, 2, 24)
    assert ([u.official_name for u in told.without_bloc], told.without_people) == (["Công ty A"], [firm])
    with clock.at(clock.moment(factories.LAUNCH_DAY)):
        CAMPAIGN.perform(draft, "launch", by=dha)
    made = Submission.objects.filter(campaign=draft)
    assert made.count() == 24
    assert made.filter(for_bloc=True).count() == 1
    assert launching.people_of(draft).count() == told.people == 9


# --- Periods ----------------------------------------------------------------------------------------------------------
QUARTER, HALF, YEAR = (D(2023, 1, 1), D(2023, 3, 31)), (D(2023, 1, 1), D(2023, 6, 30)), (D(2023, 1, 1), D(2023, 12, 31))


@pytest.mark.parametrize(
    ("dates", "stands"),
    [
        ((D(2023, 7, 1), D(2023, 9, 30)), True),  # after
        ((D(2022, 10, 1), D(2022, 12, 31)), True),  # before
        (QUARTER, True),  # grows from the same beginning
        (YEAR, True),
        ((D(2023, 4, 1), D(2023, 6, 30)), True),  # inside
        ((D(2023, 2, 1), D(2023, 2, 28)), True),
        (HALF, False),  # the same days twice
        ((D(2023, 6, 30), D(2023, 9, 30)), False),  # one day in common
        ((D(2023, 6, 1), D(2023, 8, 31)), False),
        ((D(2022, 12, 1), D(2023, 1, 1)), False),
    ],
)
def test_B42_periods_follow_or_contain_each_other_or_are_refused(draft, dha, dates, stands):
    draft.periods.filter(purpose="report").exclude(ends_on=HALF[1]).delete()
    fields = {"purpose": "report", "name": "Kỳ thử", "rule": "relative", "offset_days": 10}
    fields |= {"starts_on": dates[0], "ends_on": dates[1]}
    if stands:
        assert periods.save_period(draft, by=dha, **fields).pk
    else:
        sentence = refused(periods.save_period, draft, by=dha, **fields)
        assert sentence.startswith("Kỳ “Kỳ thử” chồng lên kỳ “Báo cáo 6 tháng năm 2023” (01/01/2023 – 30/06/2023).")
        assert not Period.objects.filter(name="Kỳ thử").exists()


def test_B42_plans_and_reports_do_not_clash(draft, dha):
    made = periods.save_period(
        draft, by=dha, purpose="plan", name="Kế hoạch 6 tháng", starts_on=HALF[0], ends_on=HALF[1], day=1, month=2
    )
    assert made.due_on == D(2023, 2, 1)


def test_changing_a_rule_works_the_deadline_out_anew(draft, dha):
    period = draft.periods.get(name="Báo cáo năm 2023")
    columns = {"rule": "window", "day": 10, "month": 1, "opens_day": 15, "opens_month": 12}
    saved = periods.save_period(draft, period=period, by=dha, **columns)
    assert (saved.opens_on, saved.due_on) == (D(2023, 12, 15), D(2024, 1, 10))
    assert audit.last(draft, "period").changes["rule"] == ["fixed", "window"]


def test_an_exception_is_later_than_the_rule_and_can_be_taken_back(draft, dha):
    period = draft.periods.get(name="Báo cáo năm 2023")
    assert "phải sau hạn thường 15/12/2023" in refused(
        periods.set_exception, period, until=D(2023, 12, 15), reason="x", by=dha
    )
    moved = periods.set_exception(period, until=D(2023, 12, 16), reason="Bão.", by=dha)
    assert (moved.due_on, moved.last_day) == (D(2023, 12, 15), D(2023, 12, 16))
    back = periods.set_exception(period, until=None, reason="Hết bão.", by=dha)
    assert (back.last_day, back.exception_reason) == (D(2023, 12, 15), "")
    assert [r.note for r in audit.history(draft).filter(action="exception")] == ["Hết bão.", "Bão."]


def test_a_second_extension_replaces_the_first_and_both_are_recorded(cast, draft, dha):
    period, unit = draft.periods.get(name="Báo cáo năm 2023"), cast.units["Sở Y tế"]
    periods.extend(period, unit, until=D(2023, 12, 20), reason="Một.", by=dha)
    periods.extend(period, unit, until=D(2023, 12, 22), reason="Hai.", by=dha)
    assert Extension.objects.get().until == D(2023, 12, 22)
    changes = [r.changes["until"] for r in audit.history(draft).filter(action="extend")]
    assert changes == [["2023-12-20", "2023-12-22"], [None, "2023-12-20"]]


def test_the_unit_hears_of_its_extension_and_others_do_not(cast, dha, django_capture_on_commit_callbacks):
    campaign = factories.launch(cast)
    period = campaign.periods.get(name="Báo cáo năm 2023")
    with django_capture_on_commit_callbacks(execute=True):
        row = periods.extend(period, cast.units["Sở Y tế"], until=D(2023, 12, 20), reason="Chờ số.", by=dha)
    assert list(cast.owner.notifications.values_list("title", "body")) == [
        ("Gia hạn Báo cáo năm 2023 đến 20/12/2023", "Chờ số.")
    ]
    assert not cast.neighbour.notifications.exists()
    with django_capture_on_commit_callbacks(execute=True):
        periods.withdraw_extension(row, reason="Đã có số.", by=dha)
    assert cast.owner.notifications.count() == 2


# --- Copy -------------------------------------------------------------------------------------------------------------
def test_a_copy_takes_the_shape_and_leaves_the_figures(cast, dha):
    source = factories.launch(cast)
    factories.report(cast, source, "accepted")
    services.save_duty(
        source, responsible="Sở Y tế", text="Việc", units=[cast.units["Sở Y tế"]], due_on=D(2023, 12, 20), by=dha
    )
    services.set_participants(source, kinds=["so_nganh"], blocs=[cast.bloc], by=dha)
    made = copy_campaign(Campaign.objects.get(pk=source.pk), year=2024, title="Năm 2024", by=dha)
    assert (made.state, made.starts_on, made.ends_on) == ("draft", D(2024, 1, 1), D(2024, 12, 31))
    assert [(t.title, t.items.count()) for t in made.tasks.all()] == [
        ("Thi đua nội dung 1", 2),
        ("Thi đua nội dung 2", 2),
    ]
    assert dict(made.periods.values_list("name", "due_on")) == {
        "Kế hoạch năm 2024": D(2024, 3, 31),
        "Báo cáo 6 tháng năm 2024": D(2024, 7, 10),
        "Báo cáo năm 2024": D(2024, 12, 15),
    }
    assert [(r.mode, r.kind) for r in made.participant_rules.all()] == [("kind", "so_nganh")]
    duty = made.duties.get()
    assert (duty.due_on, [u.official_name for u in duty.units.all()]) == (D(2024, 12, 20), ["Sở Y tế"])
    indicator = made.indicators.get()
    assert (indicator.previous, indicator.targets.count()) == (source.indicators.get(), 0)
    assert not Submission.objects.filter(campaign=made).exists()
    assert made.copied_from == source


def test_the_29th_of_february_becomes_the_28th(dha):
    source = services.create_campaign(
        title="Nhuận", year=2024, starts_on=D(2024, 2, 29), ends_on=D(2024, 12, 31), by=dha
    )
    assert copy_campaign(source, year=2025, title="Sau", by=dha).starts_on == D(2025, 2, 28)


def test_a_renamed_unit_keeps_taking_part(cast, dha):
    campaign = factories.launch(cast)
    unit = cast.units["Sở Y tế"]
    unit_services.rename_unit(unit, official_name="Sở Y tế và Dân số", on=D(2023, 6, 1), by=None)
    assert "Sở Y tế và Dân số" in [u.official_name for g in participants.by_bloc(campaign) for u, _ in g.units]
