"""The table of moves of a file of nominations."""

from awards.nominations.enums import LOOKS, OPEN
from awards.nominations.enums import FileState as F
from awards.nominations.selectors.checks import check_file, differences_now
from awards.nominations.services import files
from campaigns.review_chain import Steps, Way, chain
from campaigns.standing_in import for_leader
from emulation.base import clock
from emulation.base.workflow import State, Workflow

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
    unsettled = [row for row in rows if row.unsettled]
    faults = []
    if strange:
        faults.append(_named("Danh hiệu, hình thức không thuộc đợt này", strange) + " Hãy đổi hoặc bỏ khỏi hồ sơ.")
    if lacking:
        faults.append(_named("Chưa đủ tài liệu", lacking))
    if blocked:
        said = " Bỏ khỏi hồ sơ, hoặc thủ trưởng ghi lý do vẫn đề nghị."
        faults.append(_named("Chưa đủ điều kiện", blocked) + said)
    if unsettled:
        faults.append(_named("Truy tặng chưa ghi ngày mất", unsettled) + " Ghi ở nút Sửa của đề nghị.")
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


READY = [_route_open, _has_nominees, _head_complete, _nominees_complete]
WAY = Way(
    editable=OPEN,
    awaiting_head=F.AWAITING_HEAD,
    with_bloc=F.WITH_BLOC,
    with_receiver=F.WITH_DEPARTMENT,
    returned=F.RETURNED,
    received=F.RECEIVED,
    prepare="nominations.prepare",
    send="nominations.send",
    endorse="nominations.endorse",
    receive="nominations.receive",
    back=files.with_the_unit,
    backs=[F.DRAFT, F.RETURNED],
    for_leader=for_leader("nominations.act_for_leader"),
)
STEPS = Steps(
    after_sending=files.after_sending,
    presented=files.presented,
    stamp_sent=files.stamp_sent,
    sent=files.sent,
    head_returned=files.head_returned,
    stamp_withdrawn=files.stamp_withdrawn,
    withdrawn=files.withdrawn,
    stamp_endorsed=files.stamp_endorsed,
    endorsed=files.endorsed,
    returned=files.returned,
    stamp_received=files.stamp_received,
    received=files.received,
)

NOMINATION = Workflow(
    "nomination_file",
    "Hồ sơ đề nghị khen thưởng của đơn vị",
    {value: State(F(value).label, *LOOKS[value]) for value in F},
    chain(
        WAY,
        STEPS,
        may_present=[_has_nominees],
        may_send=[*READY, _differences_explained, _in_time],
        may_withdraw=[_not_yet_endorsed],
        differs={
            "withdraw": {"label": "Rút hồ sơ", "target": F.DRAFT, "note_label": "lý do rút", "done": "Rút hồ sơ"},
            "endorse": {"label": "Xác nhận và chuyển Sở Nội vụ"},
            "bloc_return": {"stamp": files.stamp_returned_by_bloc},
            "receive": {"done": "Tiếp nhận hồ sơ"},
            "dha_return": {
                "label": "Trả lại để bổ sung",
                "guards": [_returned_before],
                "stamp": files.stamp_returned_by_department,
                "note_label": "cần bổ sung",
                "done": "Trả lại để bổ sung",
            },
        },
    ),
)
