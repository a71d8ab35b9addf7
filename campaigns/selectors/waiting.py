"""For whom a plan or report waits now, since when, and what comes after: in words, for the page and the receipt."""

from dataclasses import dataclass

from campaigns.enums import SubmissionKind
from campaigns.enums import SubmissionState as S
from campaigns.models import Period, Submission
from campaigns.selectors.routing import ended_sentence, receiver_units, reviewing_units
from emulation.base import clock
from organisations.enums import Role
from organisations.models import User
from organisations.selectors.people import officers

CHAIRMAN = "Văn phòng Ủy ban nhân dân tỉnh"


@dataclass(frozen=True)
class Waiting:
    """`who` waits for nobody when empty; `words` is a sentence without the moment, which is `submission.state_since`."""

    who: str
    words: str


def of(submission: Submission) -> Waiting:
    """Who has it in hand now."""
    unit = submission.unit.official_name
    if submission.ended_on:
        return Waiting("", f"{ended_sentence(submission)} Không còn việc phải làm.")
    if submission.state == S.AWAITING_HEAD:
        heads = head_names(submission)
        if not heads:
            words = "Chờ thủ trưởng duyệt và gửi, nhưng đơn vị chưa có thủ trưởng nào đăng nhập được. "
            return Waiting(unit, words + "Hãy báo quản trị tài khoản.")
        return Waiting(heads, f"Chờ {heads} duyệt và gửi.")
    if submission.state == S.SUBMITTED:
        who = reader(submission)
        return Waiting(who, f"Chờ {who} xác nhận.")
    if submission.state == S.ENDORSED:
        who = receiver(submission)
        return Waiting(who, f"Chờ {who} tiếp nhận.")
    if submission.state == S.ACCEPTED:
        return Waiting("", f"{receiver(submission)} đã tiếp nhận. Không còn việc phải làm.")
    return Waiting(unit, _IN_THE_UNIT[submission.state].format(unit=unit, again=" lại" if submission.number else ""))


_IN_THE_UNIT = {
    S.NOT_STARTED: "{unit} chưa bắt đầu soạn.",
    S.DRAFT: "{unit} đang soạn, thủ trưởng chưa gửi{again}.",
    S.RETURNED: "Chờ {unit} sửa và gửi lại.",
}


def head_names(submission: Submission) -> str:
    """Heads of the unit who can log in, each with the honorific where it is known."""
    heads = officers([submission.unit_id], [Role.UNIT_HEAD]).prefetch_related(None).order_by("pk")
    return " hoặc ".join(titled(p) for p in heads)


def titled(person: User) -> str:
    """“ông Đỗ Đức Thịnh, Giám đốc Sở”."""
    return ", ".join(filter(None, [f"{person.honorific.lower()} {person}".strip(), person.position]))


def reader(submission: Submission) -> str:
    """The units that review it in its bloc; the receiver where the bloc has no reviewer."""
    units = reviewing_units(submission)
    if not units:
        return receiver(submission)
    names = ", ".join(u.official_name for u in units)
    return f"{names} ({submission.bloc.name})"


def receiver(submission: Submission) -> str:
    """Who receives it for the province."""
    if "_receiver" not in submission.__dict__:
        names = [u.official_name for u in receiver_units(submission) if u.pk != submission.unit_id]
        submission.__dict__["_receiver"] = ", ".join(names) or CHAIRMAN
    return submission.__dict__["_receiver"]


def next_step(submission: Submission) -> str:
    """What comes after the present state, one sentence."""
    if submission.state == S.AWAITING_HEAD:
        return f"Thủ trưởng duyệt và gửi {reader(submission)}. Nếu cần sửa, thủ trưởng trả lại kèm lý do."
    if submission.state == S.SUBMITTED:
        return (
            f"{reader(submission)} xác nhận rồi chuyển {receiver(submission)}, hoặc trả lại kèm lý do. "
            "Đơn vị nhận thông báo ở từng bước."
        )
    if submission.state == S.ENDORSED:
        return f"{receiver(submission)} tiếp nhận hoặc trả lại kèm lý do. Đơn vị nhận thông báo."
    if submission.state == S.RETURNED:
        return f"{submission.unit.official_name} sửa rồi gửi lại. Bản gửi lại đi qua các bước như lần đầu."
    if submission.state == S.DRAFT:
        return "Sửa xong thì gửi lại. Bản đã gửi trước đó vẫn được giữ."
    return ""


def next_period(submission: Submission) -> Period | None:
    """The next obligation of the same kind whose day has not come."""
    if submission.kind == SubmissionKind.DUTY:
        return None
    return (
        Period.objects.filter(
            campaign_id=submission.campaign_id, purpose="report", ends_on__gt=submission.period.starts_on
        )
        .exclude(pk=submission.period_id)
        .filter(due_on__gte=clock.today())
        .order_by("due_on")
        .first()
    )
