"""The table of moves of a file of nominations."""

from awards.nominations.enums import LOOKS
from awards.nominations.enums import FileState as F
from awards.nominations.selectors.checks import check_file, differences_now
from awards.nominations.services import files
from campaigns.standing_in import for_leader
from emulation.base import clock
from emulation.base.workflow import State, Transition, Workflow

MOST_NAMED = 6


def _route_open(file, user):
    if file.route.is_closed:
        return "Đợt này đã đóng nên không gửi được nữa. Hãy liên hệ Sở Nội vụ."
    opens = file.route.opens_on
    if opens and clock.today() < opens:
        return f"Đợt này nhận từ ngày {opens:%d/%m/%Y}. Bạn có thể soạn và lưu trước."
    return None


def _in_time(file, user):
    if file.route.refuses_late and file.sent_at is None and clock.today() > file.due_on:
        return f"Đã quá hạn {file.due_on:%d/%m/%Y} và đợt này không nhận hồ sơ muộn. Hãy đề nghị Sở Nội vụ gia hạn."
    return None


def _has_nominees(file, user):
    return None if file.nominees.exists() else "Hồ sơ chưa có cá nhân, tập thể nào."


def _head_complete(file, user):
    """What the law asks of every file: the letter and the minutes of the meeting."""
    missing = [
        words
        for words, value in (
            ("số tờ trình", file.letter_number),
            ("ngày tờ trình", file.letter_date),
            ("ngày họp Hội đồng đơn vị", file.met_on),
            ("biên bản họp", file.minutes_id),
        )
        if not value
    ]
    return f"Còn thiếu: {', '.join(missing)}." if missing else None


def _differences_explained(file, user):
    if file.differences:
        return None
    rows = differences_now(file)
    if not rows:
        return None
    names = ", ".join(row.name for row in rows[:MOST_NAMED])
    return f"Khác với đăng ký đầu năm: {names}. Hãy ghi giải trình ở Tờ trình, biên bản."


def _nominees_complete(file, user):
    """Each nominee stands for an award of the route, has its papers, and fulfils the law or is proposed in spite of it."""
    rows = check_file(file)
    strange = [row for row in rows if row.assessment is None or row.nominee.award not in file.route.awards]
    lacking = [row for row in rows if row.missing_papers and row not in strange]
    blocked = [row for row in rows if row.blocks and row not in strange]
    faults = []
    if strange:
        faults.append(_named("Danh hiệu, hình thức không thuộc đợt này", strange) + " Hãy đổi hoặc bỏ khỏi hồ sơ.")
    if lacking:
        faults.append(_named("Chưa đủ tài liệu", lacking))
    if blocked:
        said = " Bỏ khỏi hồ sơ, hoặc thủ trưởng ghi lý do vẫn đề nghị."
        faults.append(_named("Chưa đủ điều kiện", blocked) + said)
    return " ".join(faults) or None


def _named(words: str, rows) -> str:
    names = ", ".join(row.nominee.name for row in rows[:MOST_NAMED])
    more = f" và {len(rows) - MOST_NAMED} trường hợp khác" if len(rows) > MOST_NAMED else ""
    return f"{words}: {names}{more}."


def _returned_before(file, user):
    """One return for supplement: what is missing is said at once, not in instalments."""
    if file.returns:
        return "Hồ sơ đã được trả lại một lần để bổ sung; chỉ trả lại một lần. Tiếp nhận rồi kết luận khi thẩm định."
    return None


def _not_yet_endorsed(file, user):
    if file.endorsed_at:
        return "Trưởng khối đã xác nhận nên không rút được. Hãy đề nghị Sở Nội vụ trả lại."
    return None


FOR_LEADER = for_leader("nominations.act_for_leader")
_READY = [_route_open, _has_nominees, _head_complete, _nominees_complete]

NOMINATION = Workflow(
    "nomination_file",
    "Hồ sơ đề nghị khen thưởng của đơn vị",
    {value: State(F(value).label, *LOOKS[value]) for value in F},
    [
        Transition(
            "present",
            "Trình thủ trưởng",
            [F.DRAFT, F.RETURNED],
            F.AWAITING_HEAD,
            "nominations.prepare",
            guards=[_has_nominees],
            effect=files.presented,
            style="primary",
            icon="send",
            done="Trình thủ trưởng",
        ),
        Transition(
            "submit",
            "Duyệt và gửi",
            [F.DRAFT, F.RETURNED, F.AWAITING_HEAD],
            files.after_sending,
            "nominations.send",
            targets=[F.WITH_BLOC, F.WITH_DEPARTMENT],
            guards=[*_READY, _differences_explained, _in_time],
            stamp=files.stamp_sent,
            effect=files.sent,
            style="primary",
            icon="send",
            done="Duyệt và gửi",
        ),
        Transition(
            "recall",
            "Lấy lại để sửa",
            [F.AWAITING_HEAD],
            files.with_the_unit,
            "nominations.prepare",
            targets=[F.DRAFT, F.RETURNED],
            icon="arrow-counterclockwise",
            done="Lấy lại để sửa",
        ),
        Transition(
            "withdraw",
            "Rút hồ sơ",
            [F.WITH_BLOC, F.WITH_DEPARTMENT],
            F.DRAFT,
            "nominations.send",
            guards=[_not_yet_endorsed],
            stamp=files.stamp_withdrawn,
            effect=files.withdrawn,
            note_required=True,
            note_label="lý do rút",
            own_page=True,
            icon="arrow-counterclockwise",
            done="Rút hồ sơ",
        ),
        Transition(
            "endorse",
            "Xác nhận và chuyển Sở Nội vụ",
            [F.WITH_BLOC],
            F.WITH_DEPARTMENT,
            "nominations.endorse",
            stand_in=FOR_LEADER,
            stamp=files.stamp_endorsed,
            effect=files.endorsed,
            style="primary",
            icon="check2",
            done="Trưởng khối xác nhận",
        ),
        Transition(
            "bloc_return",
            "Trả lại để sửa",
            [F.WITH_BLOC],
            F.RETURNED,
            "nominations.endorse",
            stamp=files.stamp_returned_by_bloc,
            effect=files.returned,
            note_required=True,
            note_label="lý do trả lại",
            own_page=True,
            icon="arrow-return-left",
            done="Trưởng khối trả lại",
        ),
        Transition(
            "receive",
            "Tiếp nhận",
            [F.WITH_DEPARTMENT],
            F.RECEIVED,
            "nominations.receive",
            stamp=files.stamp_received,
            effect=files.received,
            style="primary",
            icon="check2-circle",
            done="Tiếp nhận hồ sơ",
        ),
        Transition(
            "dha_return",
            "Trả lại để bổ sung",
            [F.WITH_DEPARTMENT],
            F.RETURNED,
            "nominations.receive",
            guards=[_returned_before],
            stamp=files.stamp_returned_by_department,
            effect=files.returned,
            note_required=True,
            note_label="cần bổ sung",
            own_page=True,
            icon="arrow-return-left",
            done="Trả lại để bổ sung",
        ),
    ],
)
