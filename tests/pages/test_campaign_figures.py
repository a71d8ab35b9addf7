"""Indicators, targets and periods of a campaign: numbers and days as people write them."""

import datetime as dt
from decimal import Decimal

import pytest

from campaigns.models import Extension, Period, Submission
from campaigns.services.pieces import version_of
from emulation.base import audit
from tests import factories
from tests.pages.campaign_pages import hidden, period_data, text_of, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("july")]


# --- Indicators and targets -------------------------------------------------------------------------------------------
def target_data(**changes) -> dict:
    data = {"source": "Trung ương giao", "unit": "", "period": "", "kind": "value", "value": "1.234,5", "value_to": ""}
    return data | {"verified": "on", "note": "", "version": 0} | changes


def test_targets_come_from_several_named_sources(cast, draft, as_):
    client = as_(cast.dha)
    indicator = draft.indicators.get()
    add = url("indicator_target_new", indicator.pk)
    client.post(add, target_data())
    client.post(add, target_data(source="Khối đăng ký", unit=cast.units["Sở Y tế"].pk, kind="minimum", value="98"))
    client.post(add, target_data(source="Khoảng", kind="range", value="12", value_to="15,5", verified=""))
    rows = {t.source: (t.kind, t.value, t.value_to, t.unit, t.verified) for t in indicator.targets.all()}
    assert rows == {
        "Kế hoạch tỉnh": ("minimum", Decimal(95), None, None, True),
        "Trung ương giao": ("value", Decimal("1234.5"), None, None, True),
        "Khối đăng ký": ("minimum", Decimal(98), None, cast.units["Sở Y tế"], True),
        "Khoảng": ("range", Decimal(12), Decimal("15.5"), None, False),
    }
    words = text_of(client.get(url("indicator", indicator.pk)))
    assert words.count("chưa kiểm chứng") == 1
    assert "12 – 15,5" in words
    assert audit.history(draft).filter(action="target").count() == 4


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"value": "1.234"}, "đọc được hai cách"),
        ({"value": "mười"}, "không phải số"),
        ({"value": ""}, "Mức (%)"),
        ({"kind": "range", "value": "12"}, "Hãy ghi mức trên của khoảng."),
        ({"kind": "range", "value": "12", "value_to": "12"}, "Mức trên của khoảng phải lớn hơn mức dưới."),
        ({"value": "12", "value_to": "15"}, "Chỉ ghi mức trên khi chọn dạng “Trong khoảng”."),
    ],
)
def test_a_number_is_never_guessed(cast, draft, as_, changes, sentence):
    indicator = draft.indicators.get()
    response = as_(cast.dha).post(url("indicator_target_new", indicator.pk), target_data(**changes))
    assert sentence in text_of(response)
    assert indicator.targets.count() == 1


def test_a_target_is_changed_and_taken_back(cast, draft, as_):
    client = as_(cast.dha)
    indicator = draft.indicators.get()
    target = indicator.targets.get()
    form = client.get(url("indicator_target_edit", target.pk))
    assert 'value="95"' in form.content.decode()
    data = target_data(source="Kế hoạch tỉnh", kind="minimum", value="96", version=hidden(form, "version"))
    client.post(url("indicator_target_edit", target.pk), data)
    target.refresh_from_db()
    assert target.value == Decimal(96)
    stale = client.post(url("indicator_target_edit", target.pk), data | {"value": "97"})
    assert stale.status_code == 409
    client.post(url("indicator_target_remove", target.pk), {"reason": "Nhầm nguồn."})
    assert not indicator.targets.exists()


def test_periodic_targets_that_do_not_add_up_warn(cast, draft, as_):
    client = as_(cast.dha)
    indicator = draft.indicators.get()
    first, second = draft.periods.filter(purpose="report")
    add = url("indicator_target_new", indicator.pk)
    for period, value in ((first, "40"), (second, "50")):
        client.post(add, target_data(source="Kế hoạch tỉnh", period=period.pk, value=value))
    sentence = "Kế hoạch tỉnh: Tổng các kỳ là 90, khác chỉ tiêu cả năm 95."
    for page in (url("indicator", indicator.pk), url("task", indicator.task_id), url("campaign", draft.pk)):
        assert sentence in text_of(client.get(page))
    half = indicator.targets.get(period=first)
    data = target_data(source="Kế hoạch tỉnh", period=first.pk, value="45", version=version_of(half))
    client.post(url("indicator_target_edit", half.pk), data)
    assert "Tổng các kỳ" not in text_of(client.get(url("indicator", indicator.pk)))


def test_an_indicator_with_figures_keeps_its_measure(cast, running, as_):
    factories.report(cast, running, "draft")
    indicator = running.indicators.get()
    data = {"task": indicator.task_id, "name": "Tên mới", "unit_of_measure": "hồ sơ", "direction": "up"}
    data |= {"nature": "in_period", "version": version_of(indicator)}
    client = as_(cast.dha)
    assert "không đổi được đơn vị tính" in text_of(client.post(url("indicator_edit", indicator.pk), data))
    client.post(url("indicator_edit", indicator.pk), data | {"unit_of_measure": "%", "baseline": "0,5"})
    indicator.refresh_from_db()
    assert (indicator.name, indicator.unit_of_measure, indicator.baseline) == ("Tên mới", "%", Decimal("0.5"))
    assert "nên không bỏ được" in text_of(client.post(url("indicator_remove", indicator.pk), {"reason": "Thử"}))


def test_the_indicator_page_shows_figures_of_those_one_may_read(cast, running, as_):
    factories.report(cast, running, "accepted", unit="Sở Y tế")
    factories.report(cast, running, "endorsed", unit="Sở Tài chính")
    page = url("indicator", running.indicators.get().pk)

    def units(person) -> list[str]:
        return [u.unit for u, _ in as_(person).get(page).context["rows"]]

    assert units(cast.dha) == ["Sở Tài chính", "Sở Y tế"]
    assert units(cast.owner) == units(cast.council) == ["Sở Y tế"]
    assert units(cast.stranger) == []
    assert "102,6%" in text_of(as_(cast.owner).get(page))


# --- Periods ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("changes", "due", "opens"),
    [
        ({}, dt.date(2023, 10, 10), None),
        ({"rule": "next_year", "last": "10/01"}, dt.date(2024, 1, 10), None),
        ({"rule": "window", "opens": "15/12", "last": "10/01"}, dt.date(2024, 1, 10), dt.date(2023, 12, 15)),
        ({"rule": "relative", "offset": "10", "last": ""}, dt.date(2023, 10, 10), None),
        ({"rule": "relative", "offset": "5", "side": "-1"}, dt.date(2023, 9, 25), None),
    ],
)
def test_every_kind_of_deadline_is_worked_out_and_shown(cast, draft, as_, changes, due, opens):
    client = as_(cast.dha)
    trial = client.post(url("period_new", draft.pk), period_data(**changes) | {"xem-truoc": "1"})
    assert trial.context["preview"]["due"] == due
    assert f"Hạn tính ra: hết ngày {due:%d/%m/%Y}" in text_of(trial)
    assert draft.periods.count() == 3
    client.post(url("period_new", draft.pk), period_data(**changes))
    made = draft.periods.get(name="Báo cáo 9 tháng năm 2023")
    assert (made.due_on, made.opens_on) == (due, opens)
    assert f"hết ngày {due:%d/%m/%Y}" in text_of(client.get(url("period", made.pk)))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"last": ""}, "Hãy ghi hạn nộp (ngày/tháng)."),
        ({"last": "31/02"}, "Không có ngày 31 tháng 2."),
        ({"last": "10-10-2023"}, "không phải ngày/tháng"),
        ({"last": "29/02"}, "Tháng 2 năm 2023 không có ngày 29."),
        ({"rule": "relative"}, "Hãy ghi số ngày tính từ cuối kỳ"),
        ({"rule": "window"}, "Hãy ghi ngày bắt đầu nhận"),
        ({"ends_on": "31/12/2022"}, "Ngày cuối kỳ phải sau ngày đầu kỳ."),
        ({"due_time": "25:00"}, "không phải giờ"),
        ({"name": "Báo cáo năm 2023"}, "Đã có kỳ tên “Báo cáo năm 2023”."),
    ],
)
def test_a_deadline_that_cannot_be_is_refused_with_a_sentence(cast, draft, as_, changes, sentence):
    assert sentence in text_of(as_(cast.dha).post(url("period_new", draft.pk), period_data(**changes)))
    assert draft.periods.count() == 3


def test_B42_two_overlapping_periods_are_refused(cast, draft, as_):
    data = period_data(starts_on="01/06/2023", ends_on="31/08/2023")
    words = text_of(as_(cast.dha).post(url("period_new", draft.pk), data))
    assert "Kỳ “Báo cáo 9 tháng năm 2023” chồng lên kỳ “Báo cáo 6 tháng năm 2023” (01/01/2023 – 30/06/2023)" in words
    assert draft.periods.count() == 3


def test_B48_midnight_typed_as_the_hour_means_the_whole_day(cast, draft, as_):
    as_(cast.dha).post(url("period_new", draft.pk), period_data(due_time="00:00"))
    assert draft.periods.get(name="Báo cáo 9 tháng năm 2023").due_time is None
    as_(cast.dha).post(
        url("period_new", draft.pk), period_data(name="Báo cáo 10 tháng", ends_on="31/10/2023", due_time="17 giờ")
    )
    assert draft.periods.get(name="Báo cáo 10 tháng").due_time == dt.time(17, 0)


def test_a_period_is_changed_and_its_units_are_told(cast, running, as_, django_capture_on_commit_callbacks):
    period = running.periods.get(name="Báo cáo năm 2023")
    client = as_(cast.dha)
    data = period_data(name=period.name, ends_on="31/12/2023", last="18/12", hard="on", document_required="on")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("period_edit", period.pk), data | {"version": version_of(period)})
    period.refresh_from_db()
    assert (period.due_on, period.hard, period.document_required) == (dt.date(2023, 12, 18), True, True)
    titles = list(cast.owner.notifications.values_list("title", flat=True))
    assert titles == ["Hạn mới của Báo cáo năm 2023: 18/12/2023"]


def test_the_deadline_is_moved_for_all_with_a_reason(cast, running, as_):
    period = running.periods.get(name="Báo cáo năm 2023")
    client, page = as_(cast.dha), url("period_exception", period.pk)
    early = client.post(page, {"until": "10/12/2023", "reason": "Họp sớm."})
    assert "Hạn ngoại lệ phải sau hạn thường 15/12/2023." in text_of(early)
    assert "Hãy ghi lý do." in text_of(client.post(page, {"until": "20/12/2023", "reason": ""}))
    client.post(page, {"until": "20/12/2023", "reason": "Bão số 5."})
    assert "Bão số 5." in text_of(client.get(url("period", period.pk)))
    assert "Bão số 5." in text_of(as_(cast.owner).get(url("campaign_log", running.pk)))
    as_(cast.dha).post(page, {"until": "", "reason": "Bão đã tan."})
    period.refresh_from_db()
    assert (period.exception_on, period.last_day) == (None, dt.date(2023, 12, 15))


def test_one_unit_gets_longer_with_a_reason(cast, running, as_):
    period, unit = running.periods.get(name="Báo cáo 6 tháng năm 2023"), cast.units["Sở Y tế"]
    client, page = as_(cast.dha), url("extension_new", period.pk)
    data = {"unit": unit.pk, "until": "10/07/2023", "reason": "Chờ số liệu."}
    assert "Ngày gia hạn phải sau hạn chung 10/07/2023." in text_of(client.post(page, data))
    assert "Hãy ghi lý do gia hạn." in text_of(client.post(page, data | {"until": "15/07/2023", "reason": ""}))
    assert not Extension.objects.exists()
    client.post(page, data | {"until": "15/07/2023"})
    row = Extension.objects.get()
    assert (row.unit, row.until, row.granted_by) == (unit, dt.date(2023, 7, 15), cast.dha)
    assert factories.the_paper(running, unit).due_on == dt.date(2023, 7, 15)
    assert "Chờ số liệu." in text_of(client.get(url("period", period.pk)))
    client.post(url("extension_remove", row.pk), {"reason": "Đã có số liệu."})
    assert not Extension.objects.exists()
    assert audit.last(running, "extend").note == "Đã có số liệu."


def test_nobody_extends_the_deadline_of_their_own_unit(cast, running, as_):
    period = running.periods.get(name="Báo cáo 6 tháng năm 2023")
    data = {"unit": cast.units["Sở Nội vụ"].pk, "until": "15/07/2023", "reason": "Bận."}
    assert as_(cast.dha).post(url("extension_new", period.pk), data).status_code == 200
    assert not Extension.objects.exists()


def test_only_participants_can_be_extended(cast, running, as_):
    period = running.periods.get(name="Báo cáo 6 tháng năm 2023")
    data = {"unit": cast.units["Thanh tra tỉnh"].pk, "until": "15/07/2023", "reason": "Bận."}
    assert as_(cast.dha).post(url("extension_new", period.pk), data).status_code == 200
    assert not Extension.objects.exists()


def test_a_period_begun_by_a_unit_is_not_taken_out(cast, running, as_):
    factories.report(cast, running, "draft")
    client = as_(cast.dha)
    half, year = running.periods.filter(purpose="report")
    assert "nên không bỏ được" in text_of(client.post(url("period_remove", half.pk), {"reason": "Thử"}))
    client.post(url("period_remove", year.pk), {"reason": "Không cần kỳ này."})
    assert set(Period.objects.filter(campaign=running, purpose="report")) == {half}
    assert not Submission.objects.filter(period=year).exists()
