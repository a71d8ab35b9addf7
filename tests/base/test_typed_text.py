"""B52: the session ended while a form was open; the text is back after the login, for its author only."""

import pytest
from django.urls import reverse

from emulation.base import drafts
from tests.factories import PASSWORD

KEY = "submission:12"


@pytest.fixture
def form(cast):
    return {
        "draft_key": KEY,
        "draft_user": str(cast.owner.pk),
        "draft_back": "/bao-cao/12/soan/",
        "version": "3",
        "phan-1-content": "Đã viết ba giờ",
    }


def log_in(client, name, location="/accounts/login/"):
    return client.post(location, {"login": name, "password": PASSWORD})


def test_B52_text_of_a_lost_login_comes_back(client, cast, form):
    asked = client.post("/bao-cao/12/soan/", form)
    assert asked.status_code == 302
    assert asked["Location"] == "/accounts/login/?next=%2Fbao-cao%2F12%2Fsoan%2F"
    back = log_in(client, "owner", asked["Location"])
    assert back["Location"] == "/bao-cao/12/soan/"
    draft = drafts.find(cast.owner, KEY)
    assert drafts.typed(draft)["phan-1-content"] == "Đã viết ba giờ"
    assert draft.based_on == 3


def test_B52_somebody_else_at_the_same_computer_gets_nothing(client, cast, form):
    client.post("/bao-cao/12/soan/", form)
    log_in(client, "neighbour")
    assert drafts.find(cast.neighbour, KEY) is None
    assert drafts.find(cast.owner, KEY) is None


def test_B52_htmx_sends_the_whole_window_to_the_login(client, cast):
    response = client.get(reverse("base:notification_list"), headers={"HX-Request": "true"})
    assert response.status_code == 204
    assert response["HX-Redirect"].startswith("/accounts/login/")


def test_B52_autosave_is_told_401(client, cast, form):
    response = client.post(reverse("base:draft_save"), form, headers={"X-Autosave": "1"})
    assert response.status_code == 401


def test_B30_the_way_back_never_leaves_the_site(client, cast, form):
    form["draft_back"] = "https://xau.vidu.com/"
    asked = client.post("/bao-cao/12/soan/", form)
    assert asked["Location"] == "/accounts/login/?next=%2Fbao-cao%2F12%2Fsoan%2F"


def test_B32_another_site_cannot_leave_text_here(cast, form):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/bao-cao/12/soan/", form).status_code == 403
    assert "typed_before_login" not in strict.session


def test_autosave_keeps_and_forgets(as_, cast, form):
    client = as_(cast.owner)
    answer = client.post(reverse("base:draft_save"), form)
    assert set(answer.json()) == {"saved_at"}
    assert drafts.find(cast.owner, KEY).data["phan-1-content"] == ["Đã viết ba giờ"]
    assert "csrfmiddlewaretoken" not in drafts.find(cast.owner, KEY).data
    gone = client.post(reverse("base:draft_forget"), {"draft_key": KEY, "draft_back": "//xau.vidu.com"})
    assert gone["Location"] == "/"
    assert drafts.find(cast.owner, KEY) is None
