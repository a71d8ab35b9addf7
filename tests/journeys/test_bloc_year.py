"""A bloc from its pledge to its acclaim, page by page, by the right people, without JavaScript."""

import datetime as dt
import io
import re

import pytest
from django.core.management import call_command

from awards.models import Acclaim, Envelope, Paper
from campaigns.bloc_scores.models import CriteriaTable, Score, ScoringRound
from campaigns.bloc_scores.services import rankings, tables
from campaigns.bloc_year.models import Pledge
from emulation.base import audit, clock
from emulation.base.models import Notification
from organisations.models import BlocMember
from tests import factories
from tests.factories import acting
from tests.journeys.walker import Walker

UNITS = ["Sở Công Thương", "Sở Tài chính", "Sở Xây dựng", "Sở Y tế"]
TABLE = {
    "title": "Bảng tiêu chí Khối Kinh tế năm 2023",
    "declared_total": "100",
    "stages": [
        {"code": "self", "label": "Tự chấm", "scorer": "self"},
        {"code": "verified", "label": "Thẩm định", "scorer": "leaders", "response": True, "objection_days": 5},
    ],
    "nodes": [
        {"code": "I", "title": "Nhiệm vụ chuyên môn", "max": "60", "kind": "free"},
        {"code": "II", "title": "Thi đua, khen thưởng", "max": "40", "kind": "free"},
    ],
}
# Points of each unit by criterion: as it scores itself, and as leader and deputy verify. Totals 92, 90, 88, 85.
SELF = {
    "Sở Công Thương": ("56", "36"),
    "Sở Tài chính": ("55", "35"),
    "Sở Xây dựng": ("54", "34"),
    "Sở Y tế": ("55", "40"),
}
VERIFIED = SELF | {"Sở Y tế": ("55", "30")}


def on(day: int, month: int, hour: int = 9):
    """Live on a day of 2023."""
    return clock.at(clock.moment(dt.date(2023, month, day), hour))


@pytest.fixture
def heads(cast) -> dict:
    """The head of each unit of the bloc."""
    return factories.heads(cast)


# --- Pledge -----------------------------------------------------------------------------------------------------------
def agree(cast, heads) -> Pledge:
    """The leader begins from its home, the units register, the leader writes what was agreed and opens the signing."""
    with on(6, 2):
        page = Walker(cast.leader).open("/").click("Mở đăng ký giao ước thi đua năm 2023").press("Mở đăng ký")
        page.sees("Đã mở đăng ký")
    pledge = Pledge.objects.get()
    for unit in UNITS:
        with on(10, 2):
            register(heads[unit], unit)
    with on(15, 2):
        page.open(f"/giao-uoc/{pledge.pk}/").click("Soạn nội dung")
        page.type("Nội dung giao ước", "Hoàn thành chỉ tiêu được giao.").type("Quy chế", "Quy chế số 01.")
        page.type("Tiêu chí", "Bảng tiêu chí 100 điểm.").type("Ngày ký", "23/3/2023").press("Lưu")
        tables.create(TABLE, by=acting(cast.leader), bloc=cast.bloc, year=2023)
        page.open(f"/giao-uoc/{pledge.pk}/").press("Mở ký").sees("còn 4 đơn vị chưa ký")
    return pledge


def register(head, unit: str) -> None:
    page = Walker(head).open("/").click("Đăng ký thi đua năm 2023").click("Soạn")
    page.type("Chỉ tiêu", f"{unit} hoàn thành 100% nhiệm vụ").type("Danh hiệu", "Cờ thi đua").press("Lưu")
    page.press("Xác nhận đăng ký").sees("Đã đăng ký")


def sign_all(cast, heads, pledge) -> None:
    """Every head signs on the day; the last signature freezes the table of criteria."""
    with on(23, 3):
        for unit in UNITS:
            assert CriteriaTable.objects.get().state == "draft"
            Walker(heads[unit]).open("/").click("Ký giao ước thi đua năm 2023").press("Ký giao ước").sees("Đã ký")
        Walker(cast.neighbour).open(f"/giao-uoc/{pledge.pk}/").sees("đã ký 4/4", "Đã ký")
    pledge.refresh_from_db()
    assert pledge.state == "complete"
    table = CriteriaTable.objects.get()
    assert (table.state, audit.last(table, "freeze").note) == ("frozen", "Chốt khi ký kết giao ước thi đua năm 2023.")


# --- Scores -----------------------------------------------------------------------------------------------------------
def score(cast, heads) -> ScoringRound:
    """Each unit scores itself; leader and deputy verify."""
    with on(1, 12):
        page = (
            Walker(cast.leader)
            .open("/cham-diem/them/")
            .choose("Bảng tiêu chí đã chốt", "Khối thi đua Kinh tế")
            .type("Tên kỳ chấm", "Chấm điểm năm 2023")
            .press("Lập kỳ chấm")
        )
        round_ = ScoringRound.objects.get()
        open_stage(page, round_)
        for unit in UNITS:
            fill(heads[unit], round_, {unit: SELF[unit]})
        page.open(f"/cham-diem/{round_.pk}/").press("Kết thúc bước chấm")
    with on(4, 12):
        open_stage(page, round_)
        fill(heads["Sở Tài chính"], round_, {u: p for u, p in VERIFIED.items() if u != "Sở Tài chính"})
        fill(heads["Sở Xây dựng"], round_, {"Sở Tài chính": VERIFIED["Sở Tài chính"]}, only=True)
        page.open(f"/cham-diem/{round_.pk}/").press("Kết thúc bước chấm")
    return round_


def open_stage(page, round_) -> None:
    page.open(f"/cham-diem/{round_.pk}/").click("Mở bước tiếp theo").type("Hạn chấm", "").press("Mở bước tiếp theo")


def fill(head, round_, points: dict, *, only: bool = False, reason: str = "Theo hồ sơ.") -> None:
    """Type the points of these units and hand in; who has other sheets as well fills them with the same points."""
    run = round_.runs.get(closed_at=None)
    page = Walker(head).open(f"/cham-diem/phieu/{run.pk}/")
    for unit, values in points.items():
        for code, value in zip(("I", "II"), values, strict=True):
            page.type(f"Điểm, {code}, {unit}", value).type(f"Lý do, {code}, {unit}", reason)
    page.press("Nộp phiếu").sees("Đã nộp")


def places(round_) -> dict[str, tuple]:
    """{unit: (total, rank)} of the newest version."""
    ranking = round_.rankings.order_by("-number").first()
    names = {row["id"]: row["name"] for row in ranking.result["units"]}
    return {names[row["unit"]]: (row["total"], row["rank"]) for row in ranking.result["ranking"]}


def object_and_correct(cast, heads, round_) -> None:
    """Sở Y tế asks to look again at one criterion; the leader accepts and scores it again: two records, both kept."""
    with on(6, 12):
        unit = cast.units["Sở Y tế"]
        page = Walker(cast.head).open(f"/cham-diem/{round_.pk}/don-vi/{unit.pk}/").sees("85,00")
        page.choose("Tiêu chí", "II").type("Nội dung đề nghị", "Đã gửi đủ báo cáo.").press("Gửi đề nghị")
        objection = round_.runs.get(stage__code="verified").objections.get()
        assert Walker(cast.neighbour).open(f"/cham-diem/y-kien/{objection.pk}/").status == 404
        page = Walker(cast.leader).open(f"/cham-diem/y-kien/{objection.pk}/").sees("Đã gửi đủ báo cáo.")
        page.type("Lý do", "Báo cáo gửi đúng hạn.").press("Chấp nhận, chấm lại")
        fill(heads["Sở Tài chính"], round_, {"Sở Y tế": ("55", "40")}, reason="Chấp nhận ý kiến.")
        Walker(cast.leader).open(f"/cham-diem/{round_.pk}/").press("Kết thúc bước chấm")


def publish(cast, round_) -> None:
    """After the windows the leader ranks, Sở Nội vụ publishes."""
    with on(15, 12):
        Walker(cast.leader).open(f"/cham-diem/{round_.pk}/").click("Xếp hạng tạm thời").press("Xếp hạng tạm thời")
    with on(26, 12):
        page = Walker(cast.dha).open(f"/cham-diem/{round_.pk}/").press("Công bố xếp hạng")
        page.open(f"/cham-diem/{round_.pk}/xep-hang/").sees("Sở Y tế", "95,00")


# --- Acclaim ----------------------------------------------------------------------------------------------------------
def prepare_acclaim(cast) -> Acclaim:
    """The leader asks for one flag, puts up the first and the second with the reason why, and opens."""
    with on(27, 12):
        page = Walker(cast.leader).open("/suy-ton/lap/").type("Danh hiệu", "Cờ thi đua của UBND tỉnh")
        page.type("Chỉ tiêu", "1").type("Mỗi phiếu chọn tối đa", "1").type("Số đơn vị tham gia tối thiểu", "2/3")
        page.type("Tỷ lệ phiếu cần đạt", "1/2").type("Căn cứ của tỷ lệ", "Quy chế khối")
        page.type("Bỏ phiếu đến hết ngày", "28/12/2023").type("Giờ kết thúc", "16:30").press("Lập và chọn đề cử")
        page.sees("95,00", "92,00")
        page.tick("Sở Y tế").tick("Sở Công Thương").press("Lưu danh sách đề cử")
        page.sees("Sở Công Thương xếp thứ 2 theo điểm. Hãy ghi lý do đề cử.")
        page.type("Lý do đề cử Sở Công Thương", "Dẫn đầu về cải cách hành chính.").press("Lưu danh sách đề cử")
        page.press("Mở bỏ phiếu").sees("0 trên 4")
    return Acclaim.objects.get()


def vote(heads, acclaim) -> dict[str, str]:
    """Each head votes from the home, looks at the paper once more and casts it. {unit: receipt code}."""
    codes = {}
    with on(28, 12, 10):
        for unit in UNITS:
            page = Walker(heads[unit]).open("/").click("Bỏ phiếu suy tôn: Cờ thi đua của UBND tỉnh")
            page.tick("Chọn Sở Y tế" if unit != "Sở Y tế" else "Chọn Sở Công Thương").press("Xem lại phiếu")
            page.press("Bỏ phiếu").sees("Đã bỏ phiếu. Mã phiếu của bạn")
            codes[unit] = re.search(r"Mã phiếu của bạn: (\S+)\.", page.text)[1]
            page.sees_not("Có 1/4", "Mã các phiếu đã đếm")
    assert Envelope.objects.count() == 4
    return codes


def count_and_conclude(cast, heads, acclaim, codes) -> None:
    """The papers are counted by themselves at the hour; each voter finds their code, nobody finds who chose whom."""
    with on(28, 12, 17):
        call_command("run_due", stdout=io.StringIO())
        page = Walker(cast.neighbour).open(f"/suy-ton/{acclaim.pk}/")
        page.sees("Có 3/4 (75%) tổng số thành viên đồng ý, cần 2 phiếu: đạt.", *codes.values())
        page.sees_not("Từng đơn vị chọn")
        Walker(cast.leader).open("/").click("Chốt danh sách suy tôn").press("Chốt danh sách suy tôn")
        page.open(f"/suy-ton/{acclaim.pk}/bien-ban/").sees("Lý do đề cử: Dẫn đầu về cải cách hành chính.")
    acclaim.refresh_from_db()
    assert acclaim.state == "concluded"
    assert [n.unit.label for n in acclaim.nominees.exclude(nominated_on=None)] == ["Sở Y tế"]
    assert Paper.objects.count() == 4


def test_a_blocs_year_from_pledge_to_acclaim(cast, heads):
    pledge = agree(cast, heads)
    sign_all(cast, heads, pledge)
    round_ = score(cast, heads)
    object_and_correct(cast, heads, round_)
    publish(cast, round_)
    assert places(round_) == {
        "Sở Y tế": ("95", 1),
        "Sở Công Thương": ("92", 2),
        "Sở Tài chính": ("90", 3),
        "Sở Xây dựng": ("88", 4),
    }
    acclaim = prepare_acclaim(cast)
    assert acclaim.ranking.state == "published"
    codes = vote(heads, acclaim)
    count_and_conclude(cast, heads, acclaim, codes)


def test_an_objection_changes_a_score_and_the_rank_and_leaves_its_trail(cast, heads):
    sign_all(cast, heads, agree(cast, heads))
    round_ = score(cast, heads)
    with on(5, 12):
        rankings.compute(round_, by=acting(cast.leader))
    assert places(round_)["Sở Y tế"] == ("85", 4)
    object_and_correct(cast, heads, round_)
    with on(15, 12):
        Walker(cast.leader).open(f"/cham-diem/{round_.pk}/").click("Xếp hạng tạm thời").press("Xếp hạng tạm thời")
        newest = round_.rankings.order_by("-number").first()
        assert places(round_)["Sở Y tế"] == ("95", 1)
        changed = {row["name"]: (row["total"], row["rank"]) for row in newest.changes}
        assert changed["Sở Y tế"] == (["85", "95"], [4, 1])
        criterion = round_.table.criteria.get(code="II")
        unit = cast.units["Sở Y tế"]
        trail = Score.objects.filter(criterion=criterion, sheet__unit=unit, sheet__run__stage__code="verified")
        kept = trail.order_by("sheet__run__number", "pk")
        assert [(s.sheet.run.number, str(s.points), s.reason) for s in kept][-1] == (2, "40.0000", "Chấp nhận ý kiến.")
        assert [(s.sheet.run.number, str(s.points)) for s in kept][0] == (1, "30.0000")
        page = Walker(cast.owner).open(f"/cham-diem/{round_.pk}/don-vi/{unit.pk}/")
        page.sees("Chấp nhận ý kiến.", "95,00")


def test_the_day_of_the_hand_over(cast, heads, django_capture_on_commit_callbacks):
    """The year-end meeting elects, Sở Nội vụ approves; until 31/12 the old leader acts, from 01/01 the new one."""
    with on(1, 12):
        page = Walker(cast.leader).open(f"/khoi-trong-nam/{cast.bloc.pk}/").click("Thêm hoạt động")
        page.choose("Loại", "Hội nghị tổng kết").type("Tên", "Hội nghị tổng kết năm 2023")
        page.type("Ngày dự kiến", "8/12/2023").press("Thêm hoạt động")
        page.sees("Đã lên kế hoạch")
    meeting = page.url
    with on(8, 12, 16):
        page.open(meeting).click("Điểm danh")
        for unit in UNITS:
            page.choose(f"Cấp dự: {unit}", "Thủ trưởng").type(f"Họ tên: {unit}", "Lê Văn Minh")
        page.press("Lưu điểm danh")
        page.open(meeting).click("Ghi kết luận").type("Kết luận", "Thống nhất.").press("Lưu")
        page.open(meeting).press("Xác nhận đã tổ chức")
        page.open(meeting).click("Ghi kết quả bầu").choose("Trưởng khối được bầu", "Sở Xây dựng").press(
            "Lưu kết quả bầu"
        )
        page.press("Trình Sở Nội vụ").sees("Chờ")
        page.open(f"{meeting}bien-ban/").sees("BIÊN BẢN", "Trưởng khối: Sở Xây dựng")
    with on(20, 12), django_capture_on_commit_callbacks(execute=True):
        page = Walker(cast.dha).open("/").click("Phê duyệt kết quả bầu").click("Phê duyệt")
        page.type("Căn cứ", "Biên bản hội nghị ngày 08/12/2023").press("Phê duyệt")
    new = BlocMember.objects.get(role="leader", unit=cast.units["Sở Xây dựng"]).bloc
    assert (new.year, new.code) == (2024, cast.bloc.code)
    told = Notification.objects.filter(title="Phê duyệt trưởng khối năm 2024")
    assert {cast.deputy.pk, cast.owner.pk} <= set(told.values_list("recipient_id", flat=True))
    begin = "Mở đăng ký giao ước thi đua năm 2024"
    with clock.at(clock.moment(dt.date(2023, 12, 31), 23, 59)):
        Walker(cast.deputy).open("/").sees_not(begin)
        assert Walker(cast.deputy).open(f"/khoi-trong-nam/{new.pk}/mo-dang-ky/").status == 403
    with clock.at(clock.moment(dt.date(2024, 1, 1), 0, 1)):
        Walker(cast.leader).open("/").sees_not(begin)
        assert Walker(cast.leader).open(f"/khoi-trong-nam/{new.pk}/mo-dang-ky/").status == 403
        Walker(cast.deputy).open("/").click(begin).press("Mở đăng ký").sees("Đã mở đăng ký")
    assert Pledge.objects.get().bloc == new
