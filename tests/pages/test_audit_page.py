"""The page of the record of changes."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from emulation.base import clock
from organisations.services import accounts, units
from tests import factories
from tests.pages.organisation_helpers import TODAY, at, queries_of, text_of


@pytest.fixture(autouse=True)
def december():
    with clock.at(clock.moment(TODAY)):
        yield


# --- The record of changes --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("who", "status"),
    [("dha", 200), ("auditor", 200), ("admin", 200), ("owner", 403), ("stranger", 403), ("nobody", 403)],
)
def test_who_reads_the_record(as_, cast, who, status):
    client = as_(getattr(cast, who))
    assert client.get(at("audit_list")).status_code == status
    assert client.post(at("audit_list")).status_code == 405


def test_the_record_says_who_what_as_whom_and_why(as_, cast):
    units.rename_unit(
        cast.units["Sở Y tế"],
        official_name="Sở Sức khỏe",
        on=dt.date(2023, 12, 1),
        basis="QĐ 12/QĐ-UBND",
        by=factories.acting(cast.dha),
    )
    shown = text_of(as_(cast.auditor).get(f"{at('audit_list')}?viec=rename&tu=12/12/2023&den=12/12/2023&nguoi=dha"))
    for words in (
        "Đổi tên đơn vị",
        "QĐ 12/QĐ-UBND",
        "Nguyễn Văn Dha",
        "Chuyên viên",
        "<del>Sở Y tế</del>",
        "Sở Sức khỏe",
    ):
        assert words in shown


def test_a_filter_that_cannot_be_read_is_said(as_, cast):
    shown = text_of(as_(cast.auditor).get(f"{at('audit_list')}?tu=31/2/2023&loai=abc&viec=%00"))
    assert "không có ngày 31" in shown


def test_B80_markup_in_the_record_is_text(as_, cast):
    nasty = '<img src=x onerror="alert(1)">'
    units.update_unit(cast.units["Sở Y tế"], note=nasty, by=None)
    accounts.lock_account(cast.owner, reason=nasty, by=cast.admin)
    client = as_(cast.admin)
    for url in (at("audit_list"), at("account", cast.owner.pk)):
        shown = text_of(client.get(url))
        assert "<img src=x" not in shown
        assert "&lt;img src=x" in shown


def test_the_record_costs_the_same_at_one_and_three_rows(as_, cast):
    for number in range(3):
        units.update_unit(cast.units["Sở Y tế"], note=f"lần {number}", by=None)
    client = as_(cast.auditor)
    client.get(at("audit_list"))
    three = queries_of(client, f"{at('audit_list')}?viec=update")
    assert queries_of(client, f"{at('audit_list')}?viec=update&q=y te") == three
    units.update_unit(cast.units["Sở Xây dựng"], note="một lần", by=None)
    assert queries_of(client, f"{at('audit_list')}?viec=update&q=xay dung") == three


def test_the_record_links_only_to_pages_the_reader_may_open(as_, cast):
    """An account's page is the administrator's; for the others its name is plain text."""
    account = re.compile(r'href="/tai-khoan/\d+/"')
    for reader, linked in ((cast.admin, True), (cast.auditor, False)):
        html = as_(reader).get(reverse("organisations:audit_list")).content.decode()
        assert bool(account.search(html)) is linked
