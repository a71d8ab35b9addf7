"""Writing a directive: taking, correcting, splitting, joining, moving, adding, removing, putting aside, the campaign."""

import datetime as dt
import io
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from campaigns.enums import CampaignState, DirectiveState, ItemKind
from campaigns.models import Campaign, Directive, DirectiveItem
from campaigns.services import directive_items as items
from campaigns.services import directives
from emulation.base import audit
from emulation.base.concurrency import StaleVersion
from emulation.base.documents import UnreadableDocument
from emulation.base.models import StoredFile
from emulation.base.workflow import Refused
from tests.factories import acting

pytestmark = pytest.mark.django_db
CASES = Path(__file__).parents[1] / "cases" / "directives"


def upload(content: bytes, name: str = "Chỉ thị.txt") -> io.BytesIO:
    file = io.BytesIO(content)
    file.name = name
    return file


@pytest.fixture
def by(cast):
    return acting(cast.dha)


@pytest.fixture
def directive(by) -> Directive:
    """The real directive of 2023 as it was read."""
    return directives.take_directive(upload((CASES / "00_hanam_2023.txt").read_bytes()), by=by)


def piece(directive: Directive, kind: str, order: int) -> DirectiveItem:
    return directive.items.get(kind=kind, order=order)


def orders(directive: Directive, kind: str) -> list[int]:
    return list(directive.items.filter(kind=kind).order_by("order").values_list("order", flat=True))


def words_at(item: DirectiveItem) -> str:
    return " ".join(item.directive.source[item.start : item.end].split())


# --- Taking -------------------------------------------------------------------------------------------------------------
def test_the_real_directive_is_kept_with_its_places(directive, cast):
    assert (directive.number, directive.issued_on, directive.year) == ("", None, 2023)
    assert directive.theme == "Đoàn kết, sáng tạo, thi đua xây dựng và bảo vệ Tổ quốc"
    counts = [
        directive.items.filter(kind=kind).count() for kind in ("task", "requirement", "duty", "target", "deadline")
    ]
    assert counts == [5, 2, 5, 0, 0]
    assert words_at(piece(directive, "duty", 3)).startswith("3. Giao Sở Thông tin và Truyền thông chủ trì")
    start, end = directive.places["recipients"]
    assert directive.source[start:end].startswith("- Như trên;")
    assert directive.source[start:end].endswith("Lưu: VT, TCDNC(T).")
    assert directive.file.holder == directive
    assert audit.last(directive, "read").actor_name == str(cast.dha)


def test_a_doubt_goes_with_the_pieces_it_is_about(directive):
    doubtful = directive.items.exclude(doubt="")
    assert {(i.kind, i.order) for i in doubtful} == {("requirement", 1), ("requirement", 2)}
    assert "được hiểu là yêu cầu chung" in piece(directive, "requirement", 1).doubt
    assert not directive.items.filter(checked=True).exists()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ((CASES / "04_signed_scan.pdf").read_bytes(), "bản quét.pdf"),
        (("Thông báo lịch nghỉ của cơ quan. " * 20).encode(), "thông báo.txt"),
    ],
)
def test_what_cannot_be_read_leaves_nothing_behind(by, content, name):
    def kept() -> list:
        return [default_storage.listdir(d)[1] for d in default_storage.listdir("")[0]]

    before = kept()
    with pytest.raises(UnreadableDocument):
        directives.take_directive(upload(content, name), by=by)
    assert not StoredFile.objects.exists()
    assert not Directive.objects.exists()
    assert kept() == before


def test_the_same_file_is_read_again_beside_the_earlier_reading(directive, by):
    again = directives.read_again(directive, by=by)
    assert again.pk != directive.pk
    assert again.file_id != directive.file_id
    assert again.file.sha256 == directive.file.sha256
    assert again.items.count() == 12


# --- The head -----------------------------------------------------------------------------------------------------------
def test_head_is_corrected_under_its_version(directive, by):
    directives.update_head(directive, version=1, by=by, number="01/CT-UBND", issued_on=dt.date(2023, 1, 10))
    with pytest.raises(StaleVersion):
        directives.update_head(directive, version=1, by=by, number="02/CT-UBND")
    directive.refresh_from_db()
    assert (directive.number, directive.version) == ("01/CT-UBND", 2)
    entry = audit.last(directive, "update")
    assert entry.changes == {"number": ["", "01/CT-UBND"], "issued_on": [None, "2023-01-10"]}


def test_work_on_pieces_does_not_make_a_head_form_stale(directive, by):
    items.check_item(piece(directive, "task", 1), by=by)
    directives.update_head(directive, version=1, by=by, motto="Đổi mới")
    assert Directive.objects.get(pk=directive.pk).motto == "Đổi mới"


def test_number_and_date_may_follow_after_the_campaign_the_rest_not(directive, by):
    directives.create_campaign(directive, by=by)
    directive.refresh_from_db()
    directives.update_head(directive, version=1, by=by, number="01/CT-UBND", issued_on=dt.date(2023, 1, 10))
    with pytest.raises(Refused, match="đã dùng để tạo phong trào"):
        directives.update_head(directive, version=None, by=by, number="01/CT-UBND", theme="Khác")
    assert Directive.objects.get(pk=directive.pk).number == "01/CT-UBND"


def test_a_doubt_about_no_piece_is_settled_once(directive, by):
    Directive.objects.filter(pk=directive.pk).update(
        doubts=[{"key": "source", "message": "Bảng mã cũ.", "place": None}]
    )
    for _ in range(2):
        directives.settle_doubt(directive, message="Bảng mã cũ.", by=by)
    directive.refresh_from_db()
    assert directive.doubts == [{"key": "source", "message": "Bảng mã cũ.", "place": None, "seen": True}]
    assert audit.history(directive).filter(action="doubt").count() == 1


# --- Pieces: check and edit ---------------------------------------------------------------------------------------------
def test_checking_twice_is_recorded_once(directive, by):
    for _ in range(2):
        items.check_item(piece(directive, "task", 2), by=by)
    assert piece(directive, "task", 2).checked
    assert [e.label for e in audit.history(directive).filter(action="item")] == ["Đối chiếu nhiệm vụ 2"]
    items.uncheck_item(piece(directive, "task", 2), by=by)
    assert not piece(directive, "task", 2).checked


def test_a_piece_that_changed_meanwhile_is_not_checked_unseen(directive, by):
    task = piece(directive, "task", 2)
    seen = items.version_of(task)
    items.update_item(task, by=by, title="Tên mới")
    items.uncheck_item(task, by=by)
    with pytest.raises(Refused, match="Nhiệm vụ 2 vừa được người khác sửa"):
        items.check_item(task, version=seen, by=by)
    assert not piece(directive, "task", 2).checked


def test_editing_is_recorded_with_both_texts_and_never_over_another_persons(directive, by):
    duty = piece(directive, "duty", 5)
    version = items.version_of(duty)
    items.update_item(duty, version=version, by=by, responsible="Sở Nội vụ (Ban Thi đua)")
    with pytest.raises(StaleVersion) as stale:
        items.update_item(duty, version=version, by=by, responsible="Sở khác")
    assert stale.value.current.responsible == "Sở Nội vụ (Ban Thi đua)"
    entry = audit.last(directive, "item")
    assert (entry.label, entry.changes) == (
        "Sửa phân công thực hiện 5",
        {"responsible": ["Sở Nội vụ", "Sở Nội vụ (Ban Thi đua)"]},
    )
    assert piece(directive, "duty", 5).checked


# --- Split --------------------------------------------------------------------------------------------------------------
def test_split_cuts_text_and_place_and_moves_the_rest_on(directive, by):
    duty = piece(directive, "duty", 1)
    whole, end = duty.text, duty.end
    at = items.position_of(duty.text, "Tổ chức kiểm tra, sơ kết")
    new = items.split_item(duty, at=at, by=by)
    duty.refresh_from_db()
    assert new.text.startswith("Tổ chức kiểm tra, sơ kết, tổng kết")
    assert duty.text.endswith("triển khai trong năm 2023.")
    assert f"{duty.text} {new.text}" == whole
    assert words_at(duty).endswith("triển khai trong năm 2023.")
    assert words_at(new).startswith("Tổ chức kiểm tra, sơ kết, tổng kết")
    assert new.end == end
    assert (new.kind, new.order, new.responsible) == ("duty", 2, duty.responsible)
    assert orders(directive, "duty") == [1, 2, 3, 4, 5, 6]
    assert piece(directive, "duty", 3).text.startswith("Đề nghị Ủy ban Mặt trận Tổ quốc tỉnh")
    assert audit.last(directive, "item").label == "Tách phân công thực hiện 1"


@pytest.mark.parametrize("at", [0, 5000])
def test_split_needs_two_parts(directive, by, at):
    with pytest.raises(Refused, match="ở giữa nội dung"):
        items.split_item(piece(directive, "duty", 1), at=at, by=by)
    assert orders(directive, "duty") == [1, 2, 3, 4, 5]


def test_the_place_to_split_is_said_by_words_that_stand_there_once():
    text = "Giao Sở A làm việc một. Giao Sở B làm việc hai."
    assert items.position_of(text, " Giao  Sở B ") == text.index("Giao Sở B")
    with pytest.raises(Refused, match="có ở 2 chỗ"):
        items.position_of(text, "Giao Sở")
    with pytest.raises(Refused, match="Không thấy"):
        items.position_of(text, "Giao Sở C")


def test_split_of_a_stale_piece_is_refused(directive, by):
    duty = piece(directive, "duty", 1)
    version = items.version_of(duty)
    items.update_item(duty, by=by, text="Việc một. Việc hai.")
    with pytest.raises(StaleVersion):
        items.split_item(duty, at=10, version=version, by=by)
    assert directive.items.filter(kind="duty").count() == 5


# --- Join ---------------------------------------------------------------------------------------------------------------
def test_join_undoes_split(directive, by):
    before = piece(directive, "duty", 1)
    items.split_item(before, at=items.position_of(before.text, "Tổ chức kiểm tra"), by=by)
    joined = items.join_items(piece(directive, "duty", 1), by=by)
    assert (joined.text, joined.start, joined.end) == (before.text, before.start, before.end)
    assert joined.responsible == before.responsible
    assert orders(directive, "duty") == [1, 2, 3, 4, 5]
    assert audit.last(directive, "item").label == "Gộp phân công thực hiện 1 với mục sau"


def test_join_keeps_who_is_responsible_in_both(directive, by):
    following = piece(directive, "duty", 5)
    joined = items.join_items(piece(directive, "duty", 4), following=following.pk, by=by)
    assert joined.responsible == "Trưởng các Khối thi đua của tỉnh; Sở Nội vụ"
    assert joined.text.endswith("thi đua của tỉnh./.")
    assert words_at(joined).startswith("4. Trưởng các Khối thi đua")
    assert words_at(joined).endswith("trong phong trào thi đua của tỉnh./.")


def test_join_is_refused_at_the_end_and_when_the_next_is_another_than_was_seen(directive, by):
    with pytest.raises(Refused, match="mục cuối"):
        items.join_items(piece(directive, "duty", 5), by=by)
    with pytest.raises(Refused, match="Mục sau vừa thay đổi"):
        items.join_items(piece(directive, "duty", 1), following=piece(directive, "duty", 3).pk, by=by)
    assert orders(directive, "duty") == [1, 2, 3, 4, 5]


def test_joined_pieces_that_stand_apart_keep_the_place_of_the_first(directive, by):
    first = piece(directive, "duty", 1)
    items.move_item(piece(directive, "task", 1), kind=ItemKind.DUTY, by=by)  # now before it: far away in the text
    joined = items.join_items(piece(directive, "duty", 1), by=by)
    assert words_at(joined).startswith("1. Thi đua hoàn thành vượt mức")
    assert joined.end < first.start


# --- Move, add, remove --------------------------------------------------------------------------------------------------
def test_a_moved_piece_goes_where_the_text_has_it(directive, by):
    moved = items.move_item(piece(directive, "requirement", 2), kind=ItemKind.DUTY, by=by)
    assert (moved.kind, moved.order) == ("duty", 1)
    assert orders(directive, "duty") == [1, 2, 3, 4, 5, 6]
    assert orders(directive, "requirement") == [1]
    entry = audit.last(directive, "item")
    assert entry.label == "Chuyển yêu cầu chung 2 thành phân công thực hiện"
    assert entry.changes == {"kind": ["requirement", "duty"]}


def test_moving_the_first_closes_the_gap(directive, by):
    items.move_item(piece(directive, "task", 1), kind=ItemKind.REQUIREMENT, by=by)
    assert orders(directive, "task") == [1, 2, 3, 4]
    assert piece(directive, "task", 1).title.startswith("Thi đua phát triển toàn diện")
    assert piece(directive, "requirement", 1).title.startswith("Thi đua hoàn thành vượt mức")


def test_an_added_piece_finds_its_words_in_the_text(directive, by):
    text = "phát huy sức mạnh khối đại đoàn kết toàn dân để tham gia thực hiện các phong trào thi đua của tỉnh"
    added = items.add_item(directive, kind=ItemKind.DUTY, text=text, responsible="Mọi người", by=by)
    assert words_at(added) == text
    assert (added.order, added.checked) == (3, True)  # it stands inside duty 2
    own = items.add_item(directive, kind=ItemKind.DUTY, text="Việc không có trong văn bản", by=by)
    assert (own.start, own.end, own.order) == (None, None, 7)
    assert audit.last(directive, "item").label == "Thêm phân công thực hiện 7"


def test_a_removed_piece_stays_in_the_record_with_the_reason(directive, by):
    with pytest.raises(Refused, match="lý do"):
        items.remove_item(piece(directive, "requirement", 1), reason="  ", by=by)
    items.remove_item(piece(directive, "requirement", 1), reason="Trùng với phân công 1", by=by)
    assert orders(directive, "requirement") == [1]
    entry = audit.last(directive, "item")
    assert (entry.label, entry.note) == ("Bỏ yêu cầu chung 1", "Trùng với phân công 1")
    assert entry.changes["text"][0].startswith("Đề nghị các cơ quan, đơn vị quán triệt")


def test_work_on_a_piece_that_is_gone_is_refused_with_a_sentence(directive, by):
    gone = piece(directive, "task", 3)
    items.remove_item(piece(directive, "task", 3), reason="Thừa", by=by)
    with pytest.raises(Refused, match="vừa được người khác bỏ"):
        items.update_item(gone, by=by, title="X")


# --- The end ------------------------------------------------------------------------------------------------------------
def test_discarding_needs_a_reason_and_closes_the_reading(directive, by):
    with pytest.raises(Refused, match="lý do"):
        directives.discard(directive, reason=" ", by=by)
    directives.discard(directive, reason="Nhầm tệp", by=by)
    directive.refresh_from_db()
    assert directive.state == DirectiveState.DISCARDED
    assert audit.last(directive, "discard").note == "Nhầm tệp"
    for act in (
        lambda: items.check_item(piece(directive, "task", 1), by=by),
        lambda: directives.create_campaign(directive, by=by),
        lambda: directives.discard(directive, reason="Lần nữa", by=by),
    ):
        with pytest.raises(Refused, match="đã bỏ"):
            act()


def test_the_campaign_is_made_once_with_every_task_tied_to_its_words(directive, by):
    first = directives.create_campaign(directive, by=by)
    second = directives.create_campaign(directive, by=by)
    assert first == second
    assert Campaign.objects.count() == 1
    assert (first.starts_on, first.ends_on) == (dt.date(2023, 1, 1), dt.date(2023, 12, 31))
    assert [t.source_item.order for t in first.tasks.all()] == [1, 2, 3, 4, 5]
    directive.refresh_from_db()
    assert directive.state == DirectiveState.USED
    assert audit.history(directive).filter(action="campaign").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_at_the_same_moment_make_one_campaign(at_once, cast):
    file = upload((CASES / "00_hanam_2023.txt").read_bytes())
    directive = directives.take_directive(file, by=acting(cast.dha))
    people = [acting(cast.dha), acting(cast.dha_head)]
    made = at_once(*(lambda who=who: directives.create_campaign(directive, by=who) for who in people))
    assert [type(m) for m in made] == [Campaign, Campaign]
    assert made[0] == made[1]
    assert Campaign.objects.count() == 1


def test_without_a_task_or_a_year_there_is_no_campaign(directive, by):
    Directive.objects.filter(pk=directive.pk).update(year=None)
    with pytest.raises(Refused, match="năm"):
        directives.create_campaign(directive, by=by)
    directive.items.filter(kind="task").delete()
    with pytest.raises(Refused, match="Chưa có nhiệm vụ"):
        directives.create_campaign(directive, year=2023, by=by)
    assert not Campaign.objects.exists()


def test_a_cancelled_campaign_is_not_given_back(directive, by):
    made = directives.create_campaign(directive, by=by)
    Campaign.objects.filter(pk=made.pk).update(state=CampaignState.CANCELLED)
    with pytest.raises(Refused):
        directives.create_campaign(directive, by=by)


def test_a_title_in_capitals_becomes_a_sentence_in_the_campaign(directive, by):
    Directive.objects.filter(pk=directive.pk).update(title="PHÁT ĐỘNG THI ĐUA YÊU NƯỚC TỈNH HÀ NAM NĂM 2023")
    made = directives.create_campaign(Directive.objects.get(pk=directive.pk), by=by)
    assert made.title == "Phát động thi đua yêu nước tỉnh Hà Nam năm 2023"
