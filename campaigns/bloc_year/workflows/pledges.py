"""The tables of moves of pledges and of what units register with them."""

from campaigns.bloc_year.enums import PledgeState as P
from campaigns.bloc_year.enums import RegistrationState as R
from campaigns.bloc_year.selectors import pledges as reading
from campaigns.bloc_year.selectors.looks import look
from campaigns.bloc_year.selectors.members import member_ids
from campaigns.bloc_year.services import pledges
from campaigns.standing_in import for_leader
from emulation.base import clock
from emulation.base.workflow import Transition, Workflow
from organisations.rules import unit_id_of

FOR_LEADER = for_leader("bloc_year.act_for_bloc")


# --- Pledge -----------------------------------------------------------------------------------------------------------
def _text_agreed(pledge, user):
    if not pledge.goals or not pledge.regulation or not pledge.criteria:
        return "Hãy ghi đủ nội dung giao ước, quy chế và tiêu chí trước khi mở ký."
    return None


def _day_set(pledge, user):
    return None if pledge.signing_on else "Hãy ghi ngày ký trước khi mở ký."


def _nobody_signed(pledge, user):
    if pledge.signatures.exists():
        return "Đã có đơn vị ký nên không dừng lại được. Hãy dùng “Điều chỉnh” để lập bản mới."
    return None


def _belongs(pledge, user):
    if unit_id_of(user) not in member_ids(pledge.bloc):
        return "Đơn vị bạn không còn trong khối nên không ký giao ước này."
    return None


def _not_signed(pledge, user):
    return "Đơn vị bạn đã ký giao ước này." if pledges.has_signed(pledge, user) else None


def _registered(pledge, user):
    own = reading.own_registration(pledge, user)
    if own is None or own.state != R.CONFIRMED:
        return "Hãy xác nhận bản đăng ký thi đua của đơn vị trước khi ký."
    return None


def _day_come(pledge, user):
    if pledge.signing_on and clock.today() < pledge.signing_on:
        return f"Ngày ký là {pledge.signing_on:%d/%m/%Y}. Hãy ký từ ngày đó."
    return None


def _newest(pledge, user):
    return "Giao ước này đã có bản điều chỉnh. Hãy mở bản mới nhất." if pledge.next_versions.exists() else None


def _move_of_leader(name, label, sources, target, **how):
    """A move of the leader; Sở Nội vụ makes it in the place of one that is late."""
    return Transition(name, label, sources, target, "bloc_year.lead", stand_in=FOR_LEADER, **how)


PLEDGE = Workflow(
    "pledge",
    "Giao ước thi đua của khối",
    {
        P.DRAFT: look(P, P.DRAFT, "leader"),
        P.SIGNING: look(P, P.SIGNING, "heads"),
        P.COMPLETE: look(P, P.COMPLETE, ""),
        P.REPLACED: look(P, P.REPLACED, ""),
    },
    [
        _move_of_leader(
            "open_signing",
            "Mở ký",
            [P.DRAFT],
            P.SIGNING,
            guards=[_text_agreed, _day_set],
            effect=pledges.opened,
            style="primary",
            icon="pen",
            done="Mở ký giao ước",
        ),
        _move_of_leader(
            "take_back",
            "Dừng ký để sửa",
            [P.SIGNING],
            P.DRAFT,
            guards=[_nobody_signed],
            effect=pledges.taken_back,
            note_required=True,
            own_page=True,
            done="Dừng ký giao ước để sửa",
        ),
        Transition(
            "sign",
            "Ký giao ước",
            [P.SIGNING],
            pledges.after_signature,
            "bloc_year.sign",
            targets=[P.SIGNING, P.COMPLETE],
            guards=[_belongs, _not_signed, _registered, _day_come],
            stamp=pledges.stamp_signed,
            effect=pledges.signed,
            style="primary",
            icon="pen",
            done="Ký giao ước thi đua",
        ),
        _move_of_leader(
            "close",
            "Kết thúc ký",
            [P.SIGNING],
            P.COMPLETE,
            stamp=pledges.stamp_complete,
            effect=pledges.closed,
            note_required=True,
            own_page=True,
            done="Kết thúc ký khi chưa đủ đơn vị",
        ),
        _move_of_leader(
            "correct",
            "Điều chỉnh",
            [P.SIGNING, P.COMPLETE],
            pledges.after_correction,
            targets=[P.REPLACED, P.COMPLETE],
            guards=[_newest],
            effect=pledges.corrected,
            note_required=True,
            own_page=True,
            done="Lập bản điều chỉnh",
        ),
    ],
)


# --- Registration -----------------------------------------------------------------------------------------------------
def _filled(registration, user):
    return None if registration.targets else "Hãy ghi chỉ tiêu, nội dung thi đua trước."


def _pledge_open(registration, user):
    if registration.pledge.state not in (P.DRAFT, P.SIGNING):
        return "Giao ước đã ký kết nên không sửa đăng ký được nữa. Trưởng khối lập bản điều chỉnh nếu cần."
    return None


def _own_not_signed(registration, user):
    if registration.pledge.signatures.filter(unit_id=registration.unit_id).exists():
        return "Đơn vị đã ký giao ước nên không sửa đăng ký được. Trưởng khối lập bản điều chỉnh nếu cần."
    return None


REGISTRATION = Workflow(
    "registration",
    "Đăng ký thi đua của đơn vị",
    {
        R.DRAFT: look(R, R.DRAFT, "clerk"),
        R.AWAITING_HEAD: look(R, R.AWAITING_HEAD, "head"),
        R.CONFIRMED: look(R, R.CONFIRMED, ""),
    },
    [
        Transition(
            "present",
            "Trình thủ trưởng",
            [R.DRAFT],
            R.AWAITING_HEAD,
            "bloc_year.register",
            guards=[_pledge_open, _filled],
            effect=pledges.presented,
            style="primary",
            icon="send",
        ),
        Transition(
            "recall",
            "Lấy lại để sửa",
            [R.AWAITING_HEAD],
            R.DRAFT,
            "bloc_year.register",
            icon="arrow-counterclockwise",
        ),
        Transition(
            "confirm",
            "Xác nhận đăng ký",
            [R.DRAFT, R.AWAITING_HEAD],
            R.CONFIRMED,
            "bloc_year.confirm_registration",
            guards=[_pledge_open, _filled],
            effect=pledges.confirmed,
            style="primary",
            icon="check2-circle",
        ),
        Transition(
            "return",
            "Trả lại để sửa",
            [R.AWAITING_HEAD],
            R.DRAFT,
            "bloc_year.confirm_registration",
            effect=pledges.returned,
            icon="arrow-return-left",
            note_required=True,
            note_label="Chỗ cần sửa",
            own_page=True,
        ),
        Transition(
            "reopen",
            "Mở lại để sửa",
            [R.CONFIRMED],
            R.DRAFT,
            "bloc_year.confirm_registration",
            guards=[_pledge_open, _own_not_signed],
            icon="pencil",
            note_required=True,
            own_page=True,
        ),
    ],
)
