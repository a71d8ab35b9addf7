"""The way of what a unit hands in: clerk, head, leader of the bloc, who receives it for the province. One table (decision 0014).

An app says its states and permissions (`Way`), what else happens at each move (`Steps`), and what differs by the name of a move.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from emulation.base.workflow import Effect, Guard, Stamp, StandIn, Transition

Target = str | Callable[[Any], str]


@dataclass(frozen=True)
class Way:
    """States on the way and who may make its moves. `back`: where it is when the unit gets it into its hands again."""

    editable: Sequence[str]
    awaiting_head: str
    with_bloc: str
    with_receiver: str
    returned: str
    received: str
    prepare: str
    send: str
    endorse: str
    receive: str
    back: Target
    backs: Sequence[str] = ()
    for_leader: StandIn | None = None


@dataclass(frozen=True)
class Steps:
    """What else happens. `after_sending`: whom a sent paper waits for; `returned`: sent back by a reader outside the unit."""

    after_sending: Callable[[Any], str]
    presented: Effect
    stamp_sent: Stamp
    sent: Effect
    head_returned: Effect
    stamp_withdrawn: Stamp
    withdrawn: Effect
    stamp_endorsed: Stamp
    endorsed: Effect
    returned: Effect
    stamp_received: Stamp
    received: Effect
    stamp_returned: Stamp | None = None


UNDO, RETURN = {"icon": "arrow-counterclockwise"}, {"icon": "arrow-return-left"}
SEND = {"style": "primary", "icon": "send"}


def _asks(label: str) -> dict[str, Any]:
    return {"note_required": True, "note_label": label, "own_page": True}


def chain(
    way: Way,
    steps: Steps,
    *,
    may_present: Sequence[Guard],
    may_send: Sequence[Guard],
    may_withdraw: Sequence[Guard],
    differs: dict[str, dict[str, Any]] | None = None,
) -> list[Transition]:
    """The moves. `differs`: {name of a move: fields that are otherwise for this paper, its own name among them}."""
    moves = [*_forward(way, steps, may_present, may_send), *_back(way, steps, may_withdraw), *_of_readers(way, steps)]
    differs = differs or {}
    return [replace(move, **differs.get(move.name, {})) for move in moves]


def _forward(way: Way, steps: Steps, may_present: Sequence[Guard], may_send: Sequence[Guard]) -> list[Transition]:
    """The clerk presents, the head sends."""
    return [
        Transition(
            "present",
            "Trình thủ trưởng",
            way.editable,
            way.awaiting_head,
            way.prepare,
            guards=may_present,
            effect=steps.presented,
            done="Trình thủ trưởng",
            **SEND,
        ),
        Transition(
            "submit",
            "Duyệt và gửi",
            [*way.editable, way.awaiting_head],
            steps.after_sending,
            way.send,
            targets=[way.with_bloc, way.with_receiver],
            guards=may_send,
            stamp=steps.stamp_sent,
            effect=steps.sent,
            done="Duyệt và gửi",
            **SEND,
        ),
    ]


def _back(way: Way, steps: Steps, may_withdraw: Sequence[Guard]) -> list[Transition]:
    """The unit gets it into its hands again."""
    return [
        Transition(
            "recall",
            "Lấy lại để sửa",
            [way.awaiting_head],
            way.back,
            way.prepare,
            targets=way.backs,
            done="Lấy lại để sửa",
            **UNDO,
        ),
        Transition(
            "head_return",
            "Trả cán bộ sửa",
            [way.awaiting_head],
            way.back,
            way.send,
            targets=way.backs,
            effect=steps.head_returned,
            done="Thủ trưởng trả lại",
            **_asks("lý do trả lại"),
            **RETURN,
        ),
        Transition(
            "withdraw",
            "Rút lại",
            [way.with_bloc, way.with_receiver],
            way.back,
            way.send,
            targets=way.backs,
            guards=may_withdraw,
            stamp=steps.stamp_withdrawn,
            effect=steps.withdrawn,
            done="Rút lại",
            **_asks("lý do rút lại"),
            **UNDO,
        ),
    ]


def _of_readers(way: Way, steps: Steps) -> list[Transition]:
    """What the leader of the bloc and who receives it do."""
    back = {"stamp": steps.stamp_returned, "effect": steps.returned, **_asks("lý do trả lại"), **RETURN}
    return [
        Transition(
            "endorse",
            "Xác nhận và chuyển tiếp",
            [way.with_bloc],
            way.with_receiver,
            way.endorse,
            stamp=steps.stamp_endorsed,
            effect=steps.endorsed,
            style="primary",
            icon="check2",
            done="Trưởng khối xác nhận",
            stand_in=way.for_leader,
        ),
        Transition(
            "bloc_return",
            "Trả lại để sửa",
            [way.with_bloc],
            way.returned,
            way.endorse,
            done="Trưởng khối trả lại",
            **back,
        ),
        Transition(
            "receive",
            "Tiếp nhận",
            [way.with_receiver],
            way.received,
            way.receive,
            stamp=steps.stamp_received,
            effect=steps.received,
            style="primary",
            icon="check2-circle",
            done="Tiếp nhận",
        ),
        Transition(
            "dha_return",
            "Trả lại để sửa",
            [way.with_receiver],
            way.returned,
            way.receive,
            done="Trả lại để sửa",
            **back,
        ),
    ]
