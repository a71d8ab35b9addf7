"""Every page that can be reached, on a wide screen and on a phone: axe finds nothing serious, nothing scrolls sideways, weight holds.

The pages are walked from each role's home through the links of the frame and of the page; forms are not sent.
"""

import datetime as dt
import re
from urllib.parse import urlsplit

import pytest
import time_machine

from tests import factories
from tests.browser.looking import PHONE, Weight, overflow, serious_findings

pytestmark = pytest.mark.django_db(transaction=True)
DAY = dt.datetime(2023, 7, 5, 2, 0, tzinfo=dt.UTC)
# One page of each kind is enough: numbers in an address are one kind.
NUMBER = re.compile(r"(?<=/)(\d+|[0-9a-f-]{36})(?=/)")
NOT_A_PAGE = re.compile(r"^/(tep|static|accounts/logout)/|/(xuat|mau|tep)/")
MOST_PAGES = 60


@pytest.fixture(scope="module")
def _travel():
    with time_machine.travel(DAY, tick=True):
        yield


@pytest.fixture
def province(_travel, live_server):
    cast = factories.make_cast()
    campaign = factories.launch(cast)
    for state, unit in (("returned", "Sở Y tế"), ("endorsed", "Sở Tài chính"), ("endorsed", "Sở Nội vụ")):
        factories.report(cast, campaign, state, unit=unit)
    return cast


def links_of(page, site: str) -> list[str]:
    """Addresses inside the site, without queries and fragments."""
    found = page.eval_on_selector_all("a[href]", "links => links.map(a => a.href)")
    inside = [urlsplit(url).path for url in found if url.startswith(site)]
    return [path for path in inside if not NOT_A_PAGE.search(path)]


def walk(page, site: str):
    """Each kind of page once, from the home page on."""
    kinds, waiting = set(), [("/", "")]
    while waiting and len(kinds) < MOST_PAGES:
        path, linked_from = waiting.pop(0)
        kind = NUMBER.sub("N", path)
        if kind in kinds:
            continue
        kinds.add(kind)
        answer = page.goto(site + path)
        yield path, linked_from, answer
        waiting += [(link, path) for link in links_of(page, site)]


@pytest.mark.parametrize("width", [1280, PHONE["width"]])
@pytest.mark.parametrize("person", ["dha", "owner", "leader", "auditor", "admin"])
def test_nothing_serious_on_any_page(page, live_server, province, sign_in, person, width):
    sign_in(getattr(province, person))
    page.set_viewport_size({"width": width, "height": 800})
    faults, seen = [], 0
    for path, linked_from, answer in walk(page, live_server.url):
        seen += 1
        if answer.status != 200:
            # Nobody is shown a link to what they may not open.
            faults.append(f"{path}: {answer.status}, linked from {linked_from}")
            continue
        faults += [f"{path}: {finding}" for finding in serious_findings(page)]
        if overflow(page):
            faults.append(f"{path}: {overflow(page)} px too wide")
    assert faults == []
    assert seen > 8


def test_weight_of_the_first_and_of_the_next_pages(page, live_server, province, sign_in, compressed_static):
    """First load at most 300 kB, each next page at most 60 kB (issue: what must hold)."""
    sign_in(province.dha)
    with Weight(page) as first:
        page.goto(live_server.url + "/")
    assert first.bytes <= 300_000
    for path in ("/theo-doi/", "/bao-cao/", "/phong-trao/", "/don-vi/", "/nhat-ky/", "/lich/"):
        with Weight(page) as following:
            page.goto(live_server.url + path)
        assert following.bytes <= 60_000, path
