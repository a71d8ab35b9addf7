"""Pages of acclaims and the ballot paper: who opens what, casting on the page, and no result before the count."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.models import Acclaim, BallotBox, Envelope, VoterMark
from awards.workflows import ACCLAIM
from emulation.base import audit, clock
from emulation.base.models import Draft, UsedToken
from tests.awards.acclaim_walk import EVENING, MORNING, counted, fresh, prepared, vote, voting
from tests.factories import acting

pytestmark = pytest.mark.django_db
FULL = {"Sở Công Thương": [2], "Sở Tài chính": [2], "Sở Xây dựng": [2], "Sở Y tế": [1]}


@pytest.fixture(autouse=True)
def morning():
    with clock.at(MORNING):
        yield


def url(name: str, acclaim: Acclaim | None = None) -> str:
    return reverse(f"awards:{name}", args=[acclaim.pk] if acclaim else [])


def page(client, name, acclaim=None) -> str:
    answer = client.get(url(name, acclaim))
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def signed_code(client, acclaim, *choices) -> str:
    """From choosing to the page that shows the paper once more."""
    text = client.post(url("ballot", acclaim), {"step": "review", "choice": choices}).content.decode()
    return re.search(r'name="code" value="([^"]+)"', text)[1]


def test_choose_look_cast(cast, as_):
    acclaim = voting(cast)
    client = as_(cast.head)
    text = page(client, "ballot", acclaim)
    assert "Đơn vị của bạn. Không ai bỏ phiếu cho đơn vị mình." in text
    code = signed_code(client, acclaim, 1)
    # Nothing is kept before it is cast.
    assert (Envelope.objects.count(), Draft.objects.count(), UsedToken.objects.count()) == (0, 0, 0)
    for _click in range(2):
        answer = client.post(url("ballot", acclaim), {"step": "cast", "choice": [1], "code": code})
        assert (answer.status_code, answer["Location"]) == (302, url("acclaim", acclaim))
    text = page(client, "acclaim", acclaim)
    assert "Đã bỏ phiếu. Mã phiếu của bạn:" in text
    assert "đã bỏ phiếu trước đó" not in text
    assert (Envelope.objects.count(), VoterMark.objects.count()) == (1, 1)


def test_another_paper_after_the_first_is_refused_in_words_b01(cast, as_):
    acclaim = voting(cast)
    client = as_(cast.head)
    first, second = signed_code(client, acclaim, 1), signed_code(client, acclaim)
    client.post(url("ballot", acclaim), {"step": "cast", "choice": [1], "code": first})
    client.post(url("ballot", acclaim), {"step": "cast", "choice": [], "code": second})
    assert "Phiếu đã bỏ không đổi được" in page(client, "acclaim", acclaim)
    assert Envelope.objects.count() == 1
    answer = client.get(url("ballot", acclaim))
    assert (answer.status_code, answer["Location"]) == (302, url("acclaim", acclaim))


def test_a_code_of_another_unit_or_of_ones_own_making_casts_nothing_b37(cast, as_):
    acclaim = voting(cast)
    code = signed_code(as_(cast.head), acclaim, 1)
    client = as_(cast.leader_head)
    assert client.post(url("ballot", acclaim), {"step": "cast", "code": code}).status_code == 404
    assert client.post(url("ballot", acclaim), {"step": "cast", "code": "AAAA-BBBB"}).status_code == 302
    assert Envelope.objects.count() == 0


def test_too_many_choices_are_said_on_the_paper(cast, as_):
    acclaim = voting(cast)
    text = as_(cast.leader_head).post(url("ballot", acclaim), {"step": "review", "choice": [1, 2]}).content.decode()
    assert "Bạn chọn 2 đơn vị, mỗi phiếu chọn tối đa 1. Hãy bỏ bớt." in text
    assert text.count(" checked><span>") == 2


def test_casting_costs_at_most_eight_queries(cast, as_):
    acclaim = voting(cast)
    client = as_(cast.head)
    code = signed_code(client, acclaim, 1)
    with CaptureQueriesContext(connection) as asked:
        client.post(url("ballot", acclaim), {"step": "cast", "choice": [1], "code": code})
    assert Envelope.objects.count() == 1
    assert len(asked) <= 8, "\n".join(q["sql"][:120] for q in asked)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("head", 200),
        ("leader_head", 200),
        ("owner", 403),
        ("dha", 403),
        ("auditor", 403),
        ("stranger", 404),
        ("admin", 404),
    ],
)
def test_who_opens_the_paper(cast, as_, who, status):
    acclaim = voting(cast)
    assert as_(getattr(cast, who)).get(url("ballot", acclaim)).status_code == status


def test_who_has_voted_is_visible_and_nothing_else_before_the_count_b09(cast, as_):
    acclaim = voting(cast)
    for name, choices in FULL.items():
        vote(acclaim, cast.units[name], *choices)
    addresses = [
        url("acclaim", acclaim),
        url("acclaim_list"),
        url("acclaim_minutes", acclaim),
        reverse("organisations:bloc", args=[cast.bloc.pk]),
        reverse("organisations:audit_list"),
        reverse("campaigns:home"),
    ]
    for who in ("head", "leader", "leader_head", "dha", "dha_head", "auditor", "office", "admin"):
        client = as_(getattr(cast, who))
        for address in addresses:
            answer = client.get(address)
            text = answer.content.decode()
            assert not re.search(r"\d+ phiếu: (không )?đạt|Số phiếu</th>|Mã các phiếu đã đếm", text), (who, address)
    text = page(as_(cast.neighbour), "acclaim", acclaim)
    assert "4 trên 4" in text
    assert text.count("Đã bỏ phiếu</span>") == 4


def test_after_the_count_the_page_shows_points_and_votes_but_no_pairs(cast, as_):
    acclaim = counted(cast, FULL)
    text = page(as_(cast.neighbour), "acclaim", acclaim)
    assert "Có 3/4 (75%) tổng số thành viên đồng ý, cần 3 phiếu: đạt." in text
    assert "Mã các phiếu đã đếm" in text
    assert "Từng đơn vị chọn" not in text
    assert "Từng đơn vị chọn" not in page(as_(cast.dha), "acclaim_minutes", acclaim)


def test_an_open_ballot_says_who_chose_whom_after_the_count(cast, as_):
    acclaim = counted(cast, FULL, secret=False)
    assert "Từng đơn vị chọn" in page(as_(cast.neighbour), "acclaim", acclaim)


def test_the_minutes_name_the_denominator_and_the_numbers(cast, as_):
    acclaim = counted(cast, FULL)
    text = page(as_(cast.dha), "acclaim_minutes", acclaim)
    assert "Tỷ lệ cần đạt: quá 1/2 tổng số đơn vị có quyền bỏ phiếu; căn cứ: Quy chế khối năm 2023." in text
    assert "Số đơn vị có quyền bỏ phiếu: 4; tham gia: 4, cần ít nhất 3." in text
    assert "Số phiếu thu về: 4; hợp lệ: 4; không hợp lệ: 0." in text


TYPED = {
    "award": "Bằng khen của Chủ tịch UBND tỉnh",
    "quota_kind": "number",
    "quota": "3",
    "mode": "online",
    "secret": "on",
    "choices_max": "3",
    "threshold_ratio": "80%",
    "threshold_denominator": "present",
    "threshold_basis": "Quy chế khối",
    "quorum_ratio": "2/3",
    "closes_on": "15/12/2023",
    "closes_time": "16:30",
}


def test_a_leader_prepares_and_opens_an_acclaim(cast, as_):
    client = as_(cast.leader)
    answer = client.post(url("acclaim_new"), TYPED | {"bloc": cast.bloc.pk})
    acclaim = Acclaim.objects.select_related("box").get()
    assert answer["Location"] == url("acclaim_nominees", acclaim)
    box = acclaim.box
    assert (box.threshold_ratio, box.threshold_denominator, box.quorum_ratio) == ("4/5", "present", "2/3")
    assert clock.moment(box.closes_at.date(), 16, 30) == box.closes_at
    unit = cast.units["Sở Y tế"].pk
    typed = {f"put_{unit}": "on", f"note_{unit}": "", "version": acclaim.version}
    assert client.post(url("acclaim_nominees", acclaim), typed)["Location"] == url("acclaim", acclaim)
    client.post(url("acclaim", acclaim), {"move": "open"})
    assert fresh(acclaim).state == "voting"
    assert BallotBox.objects.get().seats == 3


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("threshold_ratio", "120%", "Tỷ lệ phải lớn hơn 0 và không quá 100%."),
        ("threshold_ratio", "nửa", "“nửa” không phải tỷ lệ. Hãy ghi như 2/3 hoặc 80%."),
        ("threshold_ratio", "1/0", "“1/0” không phải tỷ lệ. Hãy ghi như 2/3 hoặc 80%."),
        ("quota", "0", "Hãy ghi số suất là số nguyên từ 1 trở lên."),
        ("closes_on", "", "Hãy ghi ngày kết thúc bỏ phiếu."),
        ("closes_time", "25:00", "Hãy ghi giờ:phút, ví dụ 16:30."),
    ],
)
def test_what_cannot_be_is_said_at_the_field(cast, as_, field, typed, sentence):
    text = as_(cast.leader).post(url("acclaim_new"), TYPED | {"bloc": cast.bloc.pk, field: typed}).content.decode()
    assert sentence in text
    assert Acclaim.objects.count() == 0


def test_paper_counts_are_typed_and_impossible_ones_refused(cast, as_):
    acclaim = voting(cast, mode="paper", closes_at=None)
    client = as_(cast.leader)
    numbers = {"present": "4", "returned": "5", "invalid": "0", "yes_1": "1", "yes_2": "3"}
    text = client.post(url("paper_count", acclaim), numbers).content.decode()
    assert "Thu về 5 phiếu nhưng chỉ có 4 người dự họp." in text
    assert fresh(acclaim).state == "voting"
    assert client.post(url("paper_count", acclaim), numbers | {"returned": "4"}).status_code == 302
    assert fresh(acclaim).state == "counted"


def test_the_card_of_the_head_says_until_when(cast, as_):
    acclaim = voting(cast)
    client = as_(cast.head)
    text = client.get("/").content.decode()
    assert "Bỏ phiếu suy tôn: Cờ thi đua của UBND tỉnh" in text
    assert "Bỏ phiếu đến 17:00 ngày 12/12/2023" in text
    vote(acclaim, cast.units["Sở Y tế"], 1)
    assert "Bỏ phiếu suy tôn" not in as_(cast.head).get("/").content.decode()
    assert "Bỏ phiếu suy tôn" not in as_(cast.owner).get("/").content.decode()


def test_the_leader_is_told_to_count_once_it_is_over(cast, as_):
    voting(cast)
    client = as_(cast.leader)
    assert "Kiểm phiếu: Cờ" not in client.get("/").content.decode()
    with clock.at(EVENING):
        assert "Kiểm phiếu: Cờ" in as_(cast.leader).get("/").content.decode()


def test_a_tie_is_decided_on_its_page(cast, as_):
    papers = {"Sở Công Thương": [2], "Sở Tài chính": [1], "Sở Xây dựng": [2], "Sở Y tế": [1]}
    acclaim = counted(cast, papers, threshold_strictly=False)
    client = as_(cast.leader)
    chosen = acclaim.nominees.get(unit=cast.units["Sở Y tế"]).pk
    assert "Phần mềm không tự chọn" in page(client, "acclaim_tie", acclaim)
    client.post(url("acclaim_tie", acclaim), {"chosen": [chosen], "reason": "Hội nghị khối thống nhất."})
    client.post(url("acclaim", acclaim), {"move": "conclude"})
    assert [n.unit.label for n in fresh(acclaim).nominees.exclude(nominated_on=None)] == ["Sở Y tế"]


def test_all_see_that_the_leader_is_put_up_itself(cast, as_):
    words = "Trưởng khối Sở Tài chính có trong danh sách đề cử."
    assert words in page(as_(cast.neighbour), "acclaim", voting(cast, put=("Sở Tài chính", "Sở Y tế")))
    assert words not in page(as_(cast.neighbour), "acclaim", voting(cast, award="Bằng khen"))


def test_no_page_browses_the_tables_of_ballots_b09():
    """There is no Django admin; a later one keeps away from ballots."""
    from django.apps import apps

    if apps.is_installed("django.contrib.admin"):
        from django.contrib import admin

        assert not {BallotBox, Envelope, VoterMark} & set(admin.site._registry)


def test_cancelling_asks_why(cast, as_):
    acclaim = prepared(cast)
    client = as_(cast.leader)
    client.post(url("acclaim_cancel", acclaim), {"reason": ""})
    assert fresh(acclaim).state == "preparing"
    client.post(url("acclaim_cancel", acclaim), {"reason": "Lập nhầm khối."})
    assert fresh(acclaim).state == "cancelled"


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(cast, as_, many, django_assert_num_queries):
    for number in range(many):
        voting(cast, award=f"Hình thức {number}")
    client = as_(cast.dha)
    client.get(url("acclaim_list"))
    with django_assert_num_queries(LIST_QUERIES):
        page(client, "acclaim_list")


LIST_QUERIES = 8


def test_two_people_prepare_at_once_nobody_overwrites(cast, as_):
    acclaim = prepared(cast)
    client = as_(cast.leader)
    typed = TYPED | {"bloc": cast.bloc.pk, "version": acclaim.version}
    assert client.post(url("acclaim_edit", acclaim), typed).status_code == 302
    assert client.post(url("acclaim_edit", acclaim), typed | {"award": "Khác"}).status_code == 409
    assert fresh(acclaim).award == TYPED["award"]


def test_a_logged_out_paper_is_not_kept(cast):
    acclaim = voting(cast)
    client = Client()
    client.post(url("ballot", acclaim), {"step": "review", "choice": [1]})
    assert not [key for key in client.session.keys() if "typed" in key or "text" in key]
    assert ACCLAIM.offers(acclaim, acting(cast.head)) == []


WHY = "Trưởng khối chậm 10 ngày so với kế hoạch."


def test_the_department_opens_and_cancels_only_with_the_reason_why(cast, as_):
    acclaim, client = prepared(cast), as_(cast.dha)
    assert "Mở bỏ phiếu (làm thay)" in page(client, "acclaim", acclaim)
    asked = client.get(url("acclaim", acclaim), {"chuyen": "open"}).content.decode()
    assert "Lý do làm thay trưởng khối" in asked
    answer = client.post(url("acclaim", acclaim), {"move": "open", "note": " "})
    assert "Hãy ghi lý do làm thay trưởng khối." in answer.content.decode()
    assert fresh(acclaim).state == "preparing"
    client.post(url("acclaim", acclaim), {"move": "open", "note": WHY})
    entry = audit.last(acclaim, "open")
    assert entry.label == "Mở bỏ phiếu (Sở Nội vụ làm thay trưởng khối Sở Tài chính)"
    assert (entry.note, entry.changes["in_place_of"]) == (WHY, "trưởng khối Sở Tài chính")
    text = page(client, "acclaim_cancel", acclaim)
    assert "Lý do hủy, gồm cả lý do làm thay trưởng khối" in text
    client.post(url("acclaim_cancel", acclaim), {"reason": "Lập nhầm; trưởng khối vắng."})
    assert audit.last(acclaim, "cancel").changes["in_place_of"] == "trưởng khối Sở Tài chính"


def test_the_department_says_why_it_prepares_in_the_leaders_place(cast, as_):
    client = as_(cast.dha)
    text = client.post(url("acclaim_new"), TYPED | {"bloc": cast.bloc.pk}).content.decode()
    assert "Hãy ghi lý do Sở Nội vụ làm thay trưởng khối." in text
    client.post(url("acclaim_new"), TYPED | {"bloc": cast.bloc.pk, "instead": WHY})
    acclaim = Acclaim.objects.get()
    assert audit.last(acclaim, "create").note == WHY
    unit = cast.units["Sở Y tế"].pk
    typed = {f"put_{unit}": "on", "version": acclaim.version}
    assert "Hãy ghi lý do" in client.post(url("acclaim_nominees", acclaim), typed).content.decode()
    client.post(url("acclaim_nominees", acclaim), typed | {"instead": WHY})
    assert audit.last(acclaim, "nominees").note == WHY
    assert "làm thay" not in page(as_(cast.leader), "acclaim_nominees", acclaim)
