"""Pages of the desk, as people use them: the queue, the split view, next by link, several at once, telling the unit."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.appraisal.enums import OPEN
from awards.appraisal.models import Dossier, Limit, OwnRecord
from awards.appraisal.selectors.findings import articles_of, checked_of
from awards.appraisal.services import assignment
from awards.nominations.models import NominationFile
from campaigns.selectors import todo
from emulation.base import clock
from emulation.base.models import Draft
from organisations.enums import Role
from tests.appraisal.walk import appraised, colleague, dossier, fresh, of, proposed, received
from tests.factories import acting, make_person
from tests.nominations import walk
from tests.nominations.walk import MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning():
    with clock.at(MORNING):
        yield


def at(name: str, *args) -> str:
    return reverse(f"appraisal:{name}", args=args)


def text_of(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def form_of(row: Dossier, **values) -> dict:
    """The form of the desk as a browser sends it, everything looked at."""
    row = fresh(row)
    from awards.appraisal.selectors.findings import points_of

    seen = [point.code for point in points_of(checked_of(row))]
    return {"version": row.version, "seen": seen, "verdict": "supported", "reason": "", "note": ""} | values


def test_from_the_queue_over_the_desk_to_the_unit(cast, as_):
    row = dossier(cast)
    client = as_(cast.dha)
    shown = text_of(client.get(at("queue"), {"muc": "chua-phan-cong"}))
    assert "Lê Minh Tuấn" in shown
    assert "Còn 25 ngày làm việc" in shown
    desk = text_of(client.get(at("desk", row.pk)))
    for words in ("Tóm tắt thành tích", "BAO_CAO.pdf", "125/TTr-SYT", "Đối chiếu với luật", "Trình lãnh đạo"):
        assert words in desk
    answer = client.post(at("desk", row.pk), form_of(row, note="Xem lại bản giấy"), follow=True)
    assert "Lãnh đạo chưa thấy cho đến khi bạn trình" in text_of(answer)
    assert (fresh(row).state, fresh(row).officer) == ("appraising", cast.dha)
    answer = client.post(at("desk", row.pk), form_of(row, trinh="1"), follow=True)
    assert "Đã trình lãnh đạo kết luận về Lê Minh Tuấn" in text_of(answer)
    head = as_(cast.dha_head)
    assert "Lê Minh Tuấn" in text_of(head.get(at("queue")))
    answer = head.post(at("desk", row.pk), {"move": "agree"}, follow=True)
    assert "Đã đồng ý kết luận về Lê Minh Tuấn" in text_of(answer)
    outcome = at("outcome", row.nominee.file_id)
    assert "Đủ điều kiện, đề nghị khen thưởng" not in text_of(as_(cast.head).get(outcome))
    head = as_(cast.dha_head)
    assert "Báo kết quả cho đơn vị" in text_of(head.get(at("file", row.nominee.file_id)))
    head.post(at("file_tell", row.nominee.file_id))
    told = text_of(as_(cast.head).get(outcome))
    assert "Đủ điều kiện, đề nghị khen thưởng" in told
    assert "Xem lại bản giấy" not in told
    assert cast.dha.full_name not in told


def test_a_refused_verdict_comes_back_with_what_was_typed(cast, as_):
    row = dossier(cast)
    values = form_of(row, verdict="refused", note="GHI CHÚ ĐÃ GÕ", trinh="1")
    shown = text_of(as_(cast.dha).post(at("desk", row.pk), values))
    assert "phải ghi lý do" in shown
    assert "GHI CHÚ ĐÃ GÕ" in shown
    assert fresh(row).state == "waiting"


def test_two_people_at_one_dossier_get_both_texts(cast, as_):
    row = dossier(cast)
    old = form_of(row, reason="Của tôi")
    as_(cast.dha_head).post(at("desk", row.pk), form_of(row, reason="Của lãnh đạo"))
    Dossier.objects.update(officer=cast.dha)
    answer = as_(cast.dha).post(at("desk", row.pk), old)
    assert answer.status_code == 409
    assert "Của tôi" in answer.content.decode()
    assert "Của lãnh đạo" in answer.content.decode()
    assert fresh(row).reason == "Của lãnh đạo"


def test_what_was_typed_and_not_saved_comes_back(cast, as_):
    row = dossier(cast)
    client = as_(cast.dha)
    client.post(reverse("base:draft_save"), form_of(row, reason="Đang gõ dở", draft_key=f"dossier:{row.pk}"))
    assert Draft.objects.exists()
    assert "Đang gõ dở" in text_of(client.get(at("desk", row.pk)))


def test_next_and_previous_stay_in_the_list_one_came_from(cast, as_):
    file = received(cast, more=2)
    assignment.assign({row.pk: cast.dha for row in Dossier.objects.all()}, by=acting(cast.dha_head))
    keys = list(Dossier.objects.order_by("pk").values_list("pk", flat=True))
    client = as_(cast.dha)
    query = f"?muc=cua-toi&ho-so={file.pk}"
    desk = text_of(client.get(at("desk", keys[1]) + query))
    escaped = query.replace("&", "&amp;")
    assert f'rel="prev" href="{at("desk", keys[0])}{escaped}"' in desk
    assert f'rel="next" href="{at("desk", keys[2])}{escaped}"' in desk
    assert "2 trên 3 trong danh sách" in desk
    row = Dossier.objects.get(pk=keys[1])
    answer = client.post(at("desk", keys[1]) + query, form_of(row, trinh="1"))
    assert answer["Location"] == at("desk", keys[2]) + query


def test_several_at_once_only_those_without_findings_and_after_a_look(cast, as_):
    file = received(cast, more=1, blocked=1)
    keys = list(Dossier.objects.values_list("pk", flat=True))
    assignment.assign(dict.fromkeys(keys, cast.dha), by=acting(cast.dha_head))
    client = as_(cast.dha)
    url = at("together") + "?muc=cua-toi"
    shown = text_of(client.post(url, {"chon": keys}))
    assert "Kết luận đủ điều kiện và trình lãnh đạo 2 hồ sơ?" in shown
    assert "Phạm Văn Nam 0</a>: Còn vướng mắc khi đối chiếu" in shown
    assert set(Dossier.objects.values_list("state", flat=True)) == {"waiting"}
    go = [of(file), of(file, "Trần Thị Mai 0")]
    versions = ",".join(f"{row.pk}.{row.version}" for row in go)
    sent = {"chon": [row.pk for row in go], "xac-nhan": "1", "phien-ban": versions}
    sent["token"] = "6f8f1a52-3a56-4c57-9c1c-3f5a2d1f0001"
    for _ in range(2):  # a double click
        client.post(url, sent)
    states = dict(Dossier.objects.values_list("nominee__name", "state"))
    assert states == {"Lê Minh Tuấn": "proposed", "Trần Thị Mai 0": "proposed", "Phạm Văn Nam 0": "waiting"}
    head = as_(cast.dha_head)
    url = at("together") + "?muc=cho-lanh-dao"
    assert "Đồng ý 2 kết luận?" in text_of(head.post(url, {"chon": keys}))
    versions = ",".join(f"{row.pk}.{fresh(row).version}" for row in go)
    head.post(url, sent | {"phien-ban": versions, "token": "6f8f1a52-3a56-4c57-9c1c-3f5a2d1f0002"})
    assert Dossier.objects.filter(state="appraised").count() == 2


def test_several_at_once_not_when_one_changed_meanwhile(cast, as_):
    row = dossier(cast)
    assignment.assign({row.pk: cast.dha}, by=acting(cast.dha_head))
    sent = {"chon": [row.pk], "xac-nhan": "1", "phien-ban": f"{row.pk}.{row.version}", "token": ""}
    answer = as_(cast.dha).post(at("together") + "?muc=cua-toi", sent, follow=True)
    assert "Danh sách đã thay đổi từ khi bạn xem" in text_of(answer)
    assert fresh(row).state == "waiting"


def test_filters_order_and_who_is_late(cast, as_):
    received(cast, more=1, blocked=1)
    client = as_(cast.dha_head)

    def names(**query) -> list[str]:
        rows = client.get(at("queue"), {"muc": "tat-ca"} | query).context["rows"]
        return [line.dossier.nominee.name for line in rows]

    assert len(names()) == 3
    assert names(ten="le minh tuan") == ["Lê Minh Tuấn"]
    assert names(ten="so y te tran") == ["Trần Thị Mai 0"]
    assert names(ten="khong co") == []
    assert names(**{"danh-hieu": "CSTDT"}) == ["Phạm Văn Nam 0"]
    assert names(**{"doi-chieu": "clean", "sap-xep": "ten"}) == ["Lê Minh Tuấn", "Trần Thị Mai 0"]
    assert names(**{"qua-han": "1"}) == []
    Limit.objects.create(kind="appraisal", award="CSTDT", days=1, basis="Quy chế")
    with clock.at(clock.moment(dt.date(2024, 12, 5))):
        assert names(**{"qua-han": "1"}) == ["Phạm Văn Nam 0"]
        assert names()[0] == "Phạm Văn Nam 0"


def test_B87_the_counts_of_tabs_and_home_are_the_lengths_of_their_lists(cast, as_):
    file = received(cast, more=3)
    keys = list(Dossier.objects.order_by("pk").values_list("pk", flat=True))
    assignment.assign(dict.fromkeys(keys[:2], cast.dha), by=acting(cast.dha_head))
    proposed(cast, Dossier.objects.get(pk=keys[1]))
    page = as_(cast.dha_head).get(at("queue"), {"muc": "tat-ca"})
    counts = {tab: n for tab, _, n in page.context["tabs"]}
    assert counts == {"cua-toi": 0, "chua-phan-cong": 2, "cho-lanh-dao": 1, "da-xong": 0, "tat-ca": 4}
    for who, titles in {
        "dha": ["Thẩm định hồ sơ: Sở Y tế"],
        "dha_head": ["Xem lại kết luận thẩm định: Sở Y tế", "Phân công thẩm định: Sở Y tế"],
        "office": [],
        "owner": [],
    }.items():
        user = acting(getattr(cast, who))
        cards = [card for card in todo.for_user(user) if "thẩm định" in card.title.lower()]
        assert sorted(card.title for card in cards) == sorted(titles), who
        assert todo.count(acting(getattr(cast, who))) == len(todo.for_user(user))
        assert all(card.due == dt.date(2025, 1, 6) for card in cards)
    assert file.pk


def test_a_head_is_not_asked_to_look_at_the_own_verdict(cast):
    proposed(cast, dossier(cast), by=cast.dha_head)
    second = colleague(cast, "dhahead2", Role.DHA_HEAD)
    assert [card.title for card in todo.for_user(acting(cast.dha_head))] == []
    assert todo.count(acting(cast.dha_head)) == 0
    assert [card.title for card in todo.for_user(acting(second))] == ["Xem lại kết luận thẩm định: Sở Y tế"]


def test_what_the_department_proposes_is_work_of_the_office(cast, as_):
    row = dossier(cast)
    NominationFile.objects.filter(pk=row.nominee.file_id).update(unit=cast.units["Sở Nội vụ"])
    second = make_person("vanphong2", Role.CHAIRMAN_OFFICE, cast.units["Văn phòng UBND tỉnh"])

    def titles(who):
        user = acting(who)
        assert todo.count(acting(who)) == len(todo.for_user(user))
        return [card.title for card in todo.for_user(user) if "hẩm định" in card.title]

    assert titles(cast.office) == titles(second) == ["Thẩm định hồ sơ: Sở Nội vụ"]
    assert titles(cast.dha_head) == []
    assert "Lê Minh Tuấn" in text_of(as_(cast.office).get(at("queue")))
    as_(cast.office).post(at("desk", row.pk), form_of(row, trinh="1"))
    assert (titles(cast.office), titles(second)) == ([], ["Xem lại kết luận thẩm định: Sở Nội vụ"])
    as_(cast.office).post(at("desk", row.pk), {"move": "agree"})
    assert fresh(row).state == "proposed"
    as_(second).post(at("desk", row.pk), {"move": "agree"})
    assert fresh(row).state == "appraised"


def test_a_head_is_asked_to_tell_and_then_no_more(cast, as_):
    row = appraised(cast, dossier(cast))

    def titles():
        return [card.title for card in todo.for_user(acting(cast.dha_head))]

    assert titles() == ["Báo kết quả thẩm định: Sở Y tế"]
    as_(cast.dha_head).post(at("file_tell", row.nominee.file_id))
    assert titles() == []


def test_handing_out_shows_the_plan_first(cast, as_):
    row = dossier(cast)
    OwnRecord.objects.create(user=cast.dha, person=row.nominee.person)
    client = as_(cast.dha_head)
    post = {"tep": row.nominee.file_id, "cach": "mot-nguoi", "nguoi": cast.dha.pk, "xem-truoc": "1"}
    shown = text_of(client.post(at("assign"), post))
    assert "Không giao được hồ sơ nào" in shown
    assert "Lê Minh Tuấn (Sở Y tế)" in shown
    second = colleague(cast)
    people = [cast.dha.pk, second.pk]
    shown = text_of(client.post(at("assign"), post | {"cach": "chia-deu", "nguoi": people}))
    assert f"{second}: thêm 1 đối tượng" in shown
    assert fresh(row).officer is None
    client.post(at("assign"), {"giao": f"{row.pk}:{second.pk}", "token": "6f8f1a52-3a56-4c57-9c1c-3f5a2d1f0003"})
    assert fresh(row).officer == second
    # By hand, on the dossier's own page.
    answer = client.post(at("desk_assign", row.pk), {"nguoi": cast.dha.pk}, follow=True)
    assert "chính là người được xét" in text_of(answer)
    client.post(at("desk_assign", row.pk), {"nguoi": cast.dha_head.pk})
    assert fresh(row).officer == cast.dha_head


def test_the_unit_reads_its_own_and_nobody_elses(cast, as_):
    row = appraised(cast, dossier(cast))
    as_(cast.dha_head).post(at("file_tell", row.nominee.file_id))
    url = at("outcome", row.nominee.file_id)
    assert "Kết quả thẩm định" in text_of(
        as_(cast.owner).get(reverse("organisations:unit", args=[row.nominee.file.unit_id]))
    )
    for who in ("neighbour", "leader", "deputy", "stranger", "council", "admin", "dha_unit_clerk"):
        assert as_(getattr(cast, who)).get(url).status_code in (403, 404), who
        assert as_(getattr(cast, who)).get(at("desk", row.pk)).status_code in (403, 404), who
    assert as_(cast.owner).get(at("desk", row.pk)).status_code == 404


def test_the_page_of_the_file_says_how_far_the_desk_is(cast, as_):
    row = dossier(cast)
    page = reverse("nominations:file", args=[row.nominee.file_id])
    assert "Đã thẩm định 0 trên 1 đối tượng" in text_of(as_(cast.dha).get(page))
    assert "Đang thẩm định. Đơn vị được báo khi xong" in text_of(as_(cast.owner).get(page))
    appraised(cast, row)
    as_(cast.dha_head).post(at("file_tell", row.nominee.file_id))
    assert "Xem kết quả thẩm định" in text_of(as_(cast.owner).get(page))


def test_who_oversees_reads_what_is_appraised_without_the_notes(cast, as_):
    row = proposed(cast, dossier(cast), note="NỘI BỘ")
    assert as_(cast.auditor).get(at("desk", row.pk)).status_code == 404
    from awards.appraisal.workflows import DOSSIER

    DOSSIER.perform(row, "agree", by=acting(cast.dha_head))
    shown = text_of(as_(cast.auditor).get(at("desk", row.pk)))
    assert "Đủ điều kiện, đề nghị khen thưởng" in shown
    assert "NỘI BỘ" not in shown


def test_reception_shows_clock_and_pause(cast, as_):
    file = walk.with_department(cast, endorsed_by_bloc=False)
    from awards.nominations.workflows import NOMINATION

    client = as_(cast.dha)
    assert "Còn 5 ngày làm việc" in text_of(client.get(at("reception")))
    NOMINATION.perform(file, "dha_return", by=acting(cast.dha), note="Thiếu")
    assert "Tạm dừng" in text_of(client.get(at("reception")))


def test_limits_are_kept_with_their_source(cast, as_):
    client = as_(cast.dha)
    assert "Chưa kiểm chứng" in text_of(client.get(at("limit_list")))
    row = Limit.objects.get(kind="appraisal")
    values = {"kind": "appraisal", "award": "", "days": "20", "basis": "", "version": row.version}
    assert "phải ghi nguồn" in text_of(client.post(at("limit_edit", row.pk), values))
    client.post(at("limit_edit", row.pk), values | {"basis": "QĐ 1", "verified": "on"})
    row.refresh_from_db()
    assert (row.days, row.verified) == (20, True)
    again = client.post(at("limit_new"), values | {"basis": "QĐ 2", "verified": "on"})
    assert "Đã có thời hạn cho việc" in text_of(again)


def test_fields_and_own_records_are_kept(cast, as_):
    row = dossier(cast)
    client = as_(cast.dha_head)
    client.post(at("field_new"), {"bloc": cast.bloc.pk, "kind": "", "officer": cast.dha.pk})
    assert f"{cast.bloc}: {cast.dha}" in text_of(client.get(at("assign")))
    assert "Chọn một khối, hoặc một nhóm" in text_of(client.post(at("field_new"), {"officer": cast.dha.pk}))
    assert "Không có hồ sơ cá nhân số này" in text_of(client.post(at("own_record", cast.dha.pk), {"number": "999"}))
    client.post(at("own_record", cast.dha.pk), {"number": row.nominee.person_id})
    assert OwnRecord.objects.get().person == row.nominee.person


QUERIES = {"queue": 23, "desk": 50, "file": 20}


@pytest.mark.parametrize("name", QUERIES)
def test_one_and_three_rows_cost_the_same(cast, as_, name):
    file = received(cast)
    client = as_(cast.dha_head)
    urls = {
        "queue": at("queue") + "?muc=tat-ca",
        "desk": at("desk", of(file).pk),
        "file": at("file", file.pk),
    }
    client.get(urls[name])
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(urls[name])
    Dossier.objects.all().delete()
    file.nominees.all()
    received_more = walk.person(cast, "Trần Thị Mai"), walk.person(cast, "Lý Văn Ba")
    file.__class__.objects.filter(pk=file.pk).update(state="draft")
    for who in received_more:
        walk.nominate(cast, walk.fresh(file), who)
    file.__class__.objects.filter(pk=file.pk).update(state="received")
    from awards.appraisal.services.dossiers import open_dossiers

    open_dossiers(walk.fresh(file), by=acting(cast.dha))
    assert Dossier.objects.filter(state__in=OPEN).count() == 3
    urls["desk"] = at("desk", of(file).pk)
    with CaptureQueriesContext(connection) as three:
        client.get(urls[name])
    assert len(three) == len(one) <= QUERIES[name], (len(one), len(three))


def test_articles_come_from_the_laws_rows(cast):
    row = of(received(cast, blocked=1), "Phạm Văn Nam 0")
    found = articles_of(checked_of(row))
    assert found
    assert all(one["basis"] and one["sentence"] for one in found)
