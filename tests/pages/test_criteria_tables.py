"""Pages of criteria tables for an owner, a neighbour and a stranger."""

import uuid

import lxml.html
import pytest
from django.urls import reverse

from campaigns.bloc_scores.enums import CriterionKind, TableState
from campaigns.bloc_scores.models import CriteriaTable
from campaigns.bloc_scores.services import tables
from campaigns.bloc_scores.services.templates import load_templates
from tests.bloc_scores.criteria_tables import make_bloc_table, make_template
from tests.factories import acting

pytestmark = pytest.mark.django_db


def login(client, person):
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page(name, pk):
    return reverse(f"bloc_scores:{name}", args=[pk])


@pytest.mark.parametrize(("who", "status"), [("leader", 200), ("neighbour", 200), ("dha", 200), ("stranger", 404)])
def test_who_opens_the_table_of_a_bloc(client, cast, who, status):
    table = make_bloc_table(cast)
    assert login(client, getattr(cast, who)).get(page("table", table.pk)).status_code == status


@pytest.mark.parametrize(("who", "status"), [("neighbour", 403), ("deputy", 403), ("stranger", 404)])
def test_others_change_nothing(client, cast, who, status):
    table = make_bloc_table(cast)
    login(client, getattr(cast, who))
    answer = client.post(page("table", table.pk), {"move": "withdraw", "note": "x"})
    assert answer.status_code == status
    row = table.criteria.get(code="I.1")
    assert client.post(page("criterion_move", row.pk), {"huong": "len"}).status_code == status
    table.refresh_from_db()
    assert table.state == TableState.DRAFT


def test_the_leader_copies_edits_and_freezes(client, cast):
    template = make_template()
    login(client, cast.leader)
    answer = client.post(
        page("table_copy", template.pk), {"bloc": cast.bloc.pk, "title": "Bảng khối", "token": uuid.uuid4()}
    )
    table = CriteriaTable.objects.get(bloc=cast.bloc)
    assert answer["Location"] == page("table", table.pk)
    part = table.criteria.get(code="I")
    text = client.get(page("table", table.pk)).content.decode()
    assert "Nhiệm vụ chính trị" in text
    # A locked part takes new criteria but has no button to change it.
    assert f"{page('criterion_new', table.pk)}?cha={part.pk}" in text
    assert f'href="{page("criterion_edit", part.pk)}"' not in text
    row = table.criteria.get(code="I.2")
    fields = {"code": "I.2", "title": "Cải cách", "max": "22,5", "role": "standard"}
    assert client.post(page("criterion_edit", row.pk), fields).status_code == 302
    new = {"code": "I.3", "title": "Chuyển đổi số", "max": "7,5", "role": "standard", "r_grades": "A | 7,5\nB | 5"}
    address = f"{page('criterion_new', table.pk)}?cha={part.pk}&cach-tinh=grade"
    assert client.post(address, new).status_code == 302
    made = table.criteria.get(code="I.3")
    assert (made.rule, made.parent_id) == ({"grades": {"A": "7.5", "B": "5"}}, part.pk)
    client.post(page("table", table.pk), {"move": "freeze", "note": "Ký giao ước ngày 31/01/2023"})
    table.refresh_from_db()
    assert (table.state, table.frozen_note) == (TableState.FROZEN, "Ký giao ước ngày 31/01/2023")


def test_too_many_points_are_said_at_the_form(client, cast):
    table = make_bloc_table(cast)
    login(client, cast.leader)
    row = table.criteria.get(code="I.2")
    answer = client.post(page("criterion_edit", row.pk), {"code": "I.2", "title": "x", "max": "31", "role": "standard"})
    assert answer.status_code == 200
    assert "Tổng điểm của mục I được khóa ở 80" in answer.content.decode()


def test_a_frozen_table_offers_a_new_version_and_says_what_changed(client, cast):
    table = make_bloc_table(cast, frozen=True)
    login(client, cast.leader)
    assert client.post(page("table_version", table.pk), {"reason": "Khối thống nhất"}).status_code == 302
    new = table.next_versions.get()
    row = new.criteria.get(code="I.1")
    client.post(
        page("criterion_edit", row.pk), {"code": "I.1", "title": "Chỉ tiêu kinh tế", "max": "45", "role": "standard"}
    )
    text = client.get(page("table_compare", new.pk)).content.decode()
    assert "<del>50</del> <ins>45</ins>" in text
    assert client.get(page("table_compare", table.pk)).status_code == 404


def test_a_frozen_table_is_not_edited_through_its_forms(client, cast):
    table = make_bloc_table(cast, frozen=True)
    login(client, cast.leader)
    row = table.criteria.get(code="I.2")
    answer = client.post(page("criterion_edit", row.pk), {"code": "I.2", "title": "x", "max": "1", "role": "standard"})
    assert "Bảng này đã chốt" in answer.content.decode()
    assert table.criteria.get(code="I.2").max == 30


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_a_fixed_number_of_questions(client, cast, django_assert_num_queries, count):
    for _ in range(count):
        make_template()
    login(client, cast.leader)
    client.get(reverse("bloc_scores:table_list"))
    with django_assert_num_queries(LIST_QUERIES):
        assert client.get(reverse("bloc_scores:table_list")).status_code == 200


LIST_QUERIES = 11


def test_a_withdrawn_draft_makes_room_for_another(cast, client):
    table = make_bloc_table(cast, frozen=True)
    first = tables.new_version(table, by=acting(cast.leader), reason="Sửa")
    login(client, cast.leader).post(page("table", first.pk), {"move": "withdraw", "note": "Không cần nữa"})
    second = tables.new_version(table, by=acting(cast.leader), reason="Sửa lại")
    assert second.number == 2


def test_ranking_rules_are_set_on_a_draft_and_refused_on_a_frozen_table(client, cast):
    table = make_bloc_table(cast)
    url = page("table_ranking", table.pk)
    login(client, cast.leader)
    assert client.get(url).status_code == 200
    sent = {"use": "total", "unresolved": "manual", "tie_1": "node:I", "order_1": "desc", "version": table.version}
    sent |= {"condition_1": "total_min", "value_1": "50", "level_1": "Tốt", "min_1": "80"}
    assert client.post(url, sent).status_code == 302
    saved = CriteriaTable.objects.get(pk=table.pk)
    assert saved.ranking["tie_breaks"] == [{"kind": "node", "order": "desc", "node": "I"}]
    text = client.get(page("table", table.pk)).content.decode()
    assert "Bằng điểm thì xét (1): điểm mục I. Nhiệm vụ chính trị, cao hơn xếp trước." in text
    assert "Chỉ xếp hạng khi tổng điểm từ 50 trở lên." in text
    tables.freeze(saved, by=acting(cast.leader), note="Ký giao ước")
    assert "Bảng này đã chốt" in client.post(url, sent).content.decode()
    back = client.get(url, follow=True)
    assert back.redirect_chain[0][0] == page("table", table.pk)
    assert "Bảng này đã chốt nên không sửa được. Hãy lập bản mới." in back.content.decode()


def test_two_people_at_the_ranking_get_both_texts(client, cast):
    table = make_bloc_table(cast)
    login(client, cast.leader)
    tables.change_head(table, by=acting(cast.dha), ranking={"unresolved": "manual"})
    sent = {"use": "strict_total", "unresolved": "shared", "version": table.version}
    assert client.post(page("table_ranking", table.pk), sent).status_code == 409


def test_two_people_at_the_stages_get_both_texts(client, cast):
    table = make_bloc_table(cast)
    login(client, cast.leader)
    stages = [
        {"code": "self", "label": "Tự chấm", "scorer": "self"},
        {"code": "dha", "label": "Sở", "scorer": "standing_body"},
    ]
    tables.set_stages(table, stages, by=acting(cast.dha))
    sent = {"label_1": "A", "code_1": "self", "scorer_1": "self", "label_2": "B", "scorer_2": "leaders"}
    assert client.post(page("table_stages", table.pk), sent | {"version": table.version}).status_code == 409
    assert list(table.stages.values_list("label", flat=True)) == ["Tự chấm", "Sở"]


def test_a_criterion_is_moved_on_its_page(client, cast):
    table = make_bloc_table(cast)
    login(client, cast.leader)
    row, part = table.criteria.get(code="I.2"), table.criteria.get(code="I")
    text = client.get(page("criterion_place", row.pk)).content.decode()
    assert "Mục I. Nhiệm vụ chính trị: sau I.1. Chỉ tiêu kinh tế" in text
    assert client.post(page("criterion_place", row.pk), {"where": f"{part.pk}:"}).status_code == 302
    assert list(table.criteria.order_by("order").values_list("code", flat=True)) == ["I", "I.2", "I.1", "II"]
    assert "Hãy chọn vị trí mới" in client.post(page("criterion_place", row.pk), {}).content.decode()


def test_every_kind_says_what_it_is_by_an_example(client, cast):
    table = make_bloc_table(cast)
    login(client, cast.leader)
    text = client.get(page("criterion_new", table.pk)).content.decode()
    assert text.count("Ví dụ: ") == 12
    for kind in CriterionKind.values:
        answer = client.get(page("criterion_new", table.pk), {"cach-tinh": kind})
        assert "Ví dụ: " in answer.content.decode()


def test_the_blank_sheet_has_a_column_for_each_stage_and_shuts_what_a_stage_does_not_score(client, cast):
    table = make_bloc_table(cast)
    row = table.criteria.get(code="I.2")
    row.rule = {"stages": ["leaders"], "final_stage": "leaders"}
    row.save()
    text = login(client, cast.neighbour).get(page("table_print", table.pk)).content.decode()
    sheet = lxml.html.fromstring(text).xpath("//article")[0]
    assert [th.text_content() for th in sheet.xpath(".//thead//th")] == [
        "TT",
        "Nội dung, cách tính",
        "Tối đa",
        "Đơn vị tự chấm",
        "Trưởng khối thẩm định",
        "Lý do, minh chứng",
    ]
    shut = {tr[0].text_content(): len(tr.xpath("td[@class='blank-shut']")) for tr in sheet.xpath(".//tbody/tr")}
    assert shut == {"I": 2, "I.1": 0, "I.2": 1, "II": 0, "": 0}
    assert cast.bloc.name.upper() in sheet.text_content()


def test_the_page_of_a_table_asks_the_same_for_seven_rows_and_for_fifty(client, cast, django_assert_num_queries):
    small = make_template()
    large = next(one for one in load_templates() if one.shipped_as == "tiengiang_stnmt_2022")
    login(client, cast.dha)
    for table in (small, large):
        client.get(page("table", table.pk))
        with django_assert_num_queries(TABLE_QUERIES):
            assert client.get(page("table", table.pk)).status_code == 200


TABLE_QUERIES = 12


def test_the_kind_of_a_criterion_is_changed_and_its_rule_stays_as_words(client, cast):
    table = make_bloc_table(cast)
    login(client, cast.leader)
    row = table.criteria.get(code="I.1")
    url = page("criterion_edit", row.pk)
    assert f'href="{url}?cach-tinh=chon"' in client.get(url).content.decode()
    chooser = client.get(url, {"cach-tinh": "chon"}).content.decode()
    assert "Đổi cách tính của mục I.1" in chooser
    assert 'value="proportional" aria-describedby="v-proportional" checked' in chooser
    form = client.get(url, {"cach-tinh": "boolean"}).context["form"]
    assert form.initial["note"] == "Điểm tối đa × thực hiện / kế hoạch, không quá điểm tối đa.\nKế hoạch: 100."
    sent = {"code": "I.1", "title": "Chỉ tiêu kinh tế", "max": "50", "role": "standard", "note": form.initial["note"]}
    assert client.post(f"{url}?cach-tinh=boolean", sent).status_code == 302
    row.refresh_from_db()
    assert (row.kind, row.rule) == ("boolean", {})
    assert "Kế hoạch: 100." in row.note
