"""Health, faults and strangers: every answer is a page that says what to do."""

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.workflows import SUBMISSION
from emulation.base import views
from tests import factories


def test_healthz_is_open_and_names_each_part(client, db):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": "ok", "queue": "ok", "storage": "ok"}


def test_healthz_says_which_part_is_at_fault(client, db, monkeypatch):
    def full():
        raise OSError("disk full")

    monkeypatch.setattr(views, "_storage", full)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["storage"] == "OSError"
    assert response.json()["database"] == "ok"


def test_B96_unknown_address_is_a_friendly_page(as_, cast):
    response = as_(cast.owner).get("/khong-co-trang-nay/")
    assert response.status_code == 404
    assert "Việc cần làm" in response.content.decode()


def test_B96_an_unknown_state_is_shown_not_a_crash(cast, campaign):
    paper = factories.report(cast, campaign, "draft")
    paper.state = "trạng thái cũ"
    assert SUBMISSION.state_of(paper).label == "Trạng thái “trạng thái cũ”"
    assert SUBMISSION.offers(paper, factories.acting(cast.owner)) == []


POST_ONLY = ["base:notification_read_all", "base:draft_save", "base:draft_forget"]


@pytest.mark.parametrize("name", POST_ONLY)
def test_B32_what_changes_something_is_never_a_get(as_, cast, name):
    assert as_(cast.owner).get(reverse(name)).status_code == 405


@pytest.mark.parametrize("name", POST_ONLY)
def test_B32_another_site_cannot_post(cast, name):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    response = client.post(reverse(name))
    assert response.status_code == 403
    assert "tải lại" in response.content.decode().lower()


@pytest.mark.parametrize(
    "path", ["/", "/bao-cao/", "/theo-doi/", "/phong-trao/", "/don-vi/", "/thong-bao/", "/nhat-ky/"]
)
def test_login_is_the_default(client, db, path):
    response = client.get(path)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_the_policy_lets_nothing_in_from_outside(client, db):
    policy = client.get(reverse("account_login"))["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy


def test_B55_another_language_in_the_browser_changes_nothing(client, cast):
    response = client.post(
        reverse("account_login"),
        {"login": "owner", "password": "sai"},
        headers={"Accept-Language": "en-US,en;q=0.9"},
    )
    assert 'lang="vi"' in response.content.decode()
    assert "chưa đúng" in response.content.decode()
