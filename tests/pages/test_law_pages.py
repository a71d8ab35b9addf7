"""Pages of the law: what a reader finds, what Sở Nội vụ adds."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.law import law
from awards.models import ProvinceRule
from emulation.base import clock
from tests.factories.province_law import rule_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def day():
    with clock.at(clock.moment(dt.date(2024, 3, 5))):
        yield


def client_of(person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page(person, name, *args, **query) -> str:
    answer = client_of(person).get(reverse(f"awards:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_version_follows_the_day(cast):
    old, new = page(cast.owner, "law", ngay="31/12/2023"), page(cast.owner, "law", ngay="1/1/2024")
    assert "Áp dụng: <b>Luật Thi đua, khen thưởng năm 2003</b>" in old
    assert "Áp dụng: <b>Luật Thi đua, khen thưởng năm 2022 và Nghị định số 98/2023/NĐ-CP</b>" in new
    assert 'name="ngay" value="01/01/2024"' in new


def test_one_award_in_readable_words(cast):
    text = page(cast.owner, "law_award", "CSTDT")
    assert "Chiến sĩ thi đua cơ sở trong 3 năm liên tục, tính đến năm đề nghị." in text
    assert "Từ 90% tổng số thành viên Hội đồng đồng ý." in text
    # Coefficient 3 × 1.800.000.
    assert "hệ số 3, 5.400.000 đồng nếu quyết định ngày" in text


@pytest.mark.parametrize("version_day", ["1/6/2023", "1/2/2024", "1/8/2025", "1/11/2026"])
@pytest.mark.parametrize("code", sorted(law().awards))
def test_every_award_opens_under_every_version(cast, code, version_day):
    assert law().awards[code].name in page(cast.owner, "law_award", code, ngay=version_day)


def test_shares_are_said_as_people_say_them(cast):
    text = page(cast.owner, "law_award", "TTLDXS")
    assert "Toàn bộ thành viên tập thể hoàn thành nhiệm vụ." in text
    assert "Từ 70% trở lên thành viên tập thể đạt Lao động tiên tiến." in text


def test_an_unknown_award_is_not_found(cast):
    assert client_of(cast.owner).get(reverse("awards:law_award", args=["XYZ"])).status_code == 404


def test_a_day_before_the_data_is_said(cast):
    assert "Dữ liệu luật có từ ngày 01/10/2017" in page(cast.owner, "law", ngay="1/1/1990")


def test_texts_that_have_ended_are_flagged_by_the_day(cast):
    assert "Hết hiệu lực từ 01/01/2024" in page(cast.owner, "law_texts")
    assert "Hết hiệu lực từ 01/01/2024" not in page(cast.owner, "law_texts", ngay="31/12/2023")


def test_rows_are_found_without_accents_and_say_how_sure_they_are(cast):
    found = page(cast.auditor, "law_rows", q="lam tron", muc="open")
    assert "Không làm tròn" in found
    assert "Chưa kiểm chứng" in found
    assert "hàng chục nghìn đồng gần nhất" not in found


def test_rows_and_texts_ask_no_more_queries_than_a_page_without_data(cast, django_assert_max_num_queries):
    client = client_of(cast.owner)
    for name in ("law_rows", "law_texts", "law_award"):
        url = reverse(f"awards:{name}", args=["CSTDT"] if name == "law_award" else [])
        client.get(url)
        with django_assert_max_num_queries(9):
            client.get(url)


def test_the_department_adds_a_rule_and_everybody_reads_it(cast):
    text = text_of(cast)
    form = {
        "awards": ["LDTT"],
        "text": text.pk,
        "article": "Điều 5",
        "at_least": "HTT",
        "years": "2",
        "valid_from": "1/3/2024",
        "verified": "on",
    }
    answer = client_of(cast.dha).post(reverse("awards:province_rule_new", args=["xep-loai"]), form)
    rule = ProvinceRule.objects.get()
    assert answer["Location"] == reverse("awards:province_rule", args=[rule.pk])
    assert rule.params == {"at_least": "HTT", "years": 2}
    sentence = "Xếp loại từ hoàn thành tốt nhiệm vụ trở lên trong 2 năm tính đến năm đề nghị."
    assert sentence in page(cast.owner, "province_law")
    assert sentence in page(cast.owner, "law_award", "LDTT")
    assert sentence not in page(cast.owner, "law_award", "LDTT", ngay="29/2/2024")


def test_who_only_reads_sees_no_buttons(cast):
    rule = rule_of(cast, verified=False)
    mine, theirs = page(cast.dha, "province_rule", rule.pk), page(cast.owner, "province_rule", rule.pk)
    for words in ("Xác nhận đã đối chiếu", "Kết thúc</a>"):
        assert words in mine
        assert words not in theirs


def test_the_list_of_rules_asks_the_same_at_one_and_at_three(cast):
    client, counts = client_of(cast.owner), []
    for number in (1, 2, 3):
        rule_of(cast, text_of(cast, f"Quyết định {number}"))
        client.get(reverse("awards:province_law"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("awards:province_law"))
        counts.append(len(captured))
    assert counts[0] == counts[2]
