"""The workflow engine: one table of transitions drives everything.

From the table come the buttons of a page with the reason of each disabled one, the POST (`perform`), the list of work that waits
for a role, the audit row and docs/workflows.md (`manage.py draw_workflows`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from emulation.base import audit, clock
from emulation.base.vietnamese import lower_first

Guard = Callable[[Any, Any], str | None]
# A dict that an effect returns stands in the audit row beside the states.
Effect = Callable[..., Any]
Stamp = Callable[[Any], Sequence[str]]


class Refused(Exception):
    """A move that the object does not allow now. `reasons` are sentences for the user, each says what to do."""

    def __init__(self, *reasons: str):
        super().__init__(" ".join(reasons))
        self.reasons = list(reasons)


class AlreadyDone(Refused):
    """The object is already where the move leads: a second click, a back button. Nothing is done twice."""


@dataclass(frozen=True)
class State:
    """How a state looks (ui.md §5) and for whom it waits (a key the app gives a meaning, '' for nobody)."""

    label: str
    family: str = ""
    icon: str = "circle"
    waits_for: str = ""

    @property
    def within(self) -> str:
        """The label inside a sentence; names keep their capitals."""
        return lower_first(self.label)


@dataclass(frozen=True)
class StandIn:
    """Who makes a move in the place of somebody late, always with the reason why; the record says in whose place.

    `of` is the place (“trưởng khối”); `holder` names who holds it, for the record.
    """

    permission: str
    who: str
    of: str
    holder: Callable[[Any], str] | None = None

    @property
    def why(self) -> str:
        """What is asked for."""
        return f"lý do làm thay {self.of}"

    def place(self, obj: Any) -> str:
        """“trưởng khối Sở Tài chính”."""
        return f"{self.of} {self.holder(obj) if self.holder else ''}".strip()


@dataclass(frozen=True)
class Transition:
    """One row of the table."""

    name: str
    label: str
    sources: Sequence[str]
    target: str | Callable[[Any], str]
    permission: str
    targets: Sequence[str] = ()
    guards: Sequence[Guard] = ()
    # Sets fields that are saved together with the state and names them: moments, counters.
    stamp: Stamp | None = None
    effect: Effect | None = None
    style: str = "plain"
    icon: str = ""
    note_required: bool = False
    note_label: str = ""
    own_page: bool = False
    # What the audit row says was done; where it depends on the object, a function of it.
    done: str | Callable[[Any], str] = ""
    # Who else may make it, in the place of its owner (docs/decisions: acting in somebody's place).
    stand_in: StandIn | None = None
    # Whether `run_due` makes it when its time has come, with nobody's permission.
    when_due: bool = False

    @property
    def in_place(self) -> bool:
        """Whether this is the move as made in the owner's place."""
        return self.stand_in is not None and self.permission == self.stand_in.permission

    def by_stand_in(self) -> "Transition":
        """The same move as its stand-in sees and makes it: on a page of its own that asks why."""
        own = f"{self.note_label or 'lý do'}, gồm cả " if self.note_required else ""
        return replace(
            self,
            label=f"{self.label} (làm thay)",
            permission=self.stand_in.permission,
            note_required=True,
            note_label=own + self.stand_in.why,
            own_page=True,
            style="plain",
            done=lambda obj: f"{self.done_to(obj)} ({self.stand_in.who} làm thay {self.stand_in.place(obj)})",
        )

    def made_by(self, user: Any, obj: Any) -> "Transition | None":
        """The move as this person makes it: as its owner, in the owner's place, or not at all."""
        if user.has_perm(self.permission, obj):
            return self
        if self.stand_in and user.has_perm(self.stand_in.permission, obj):
            return self.by_stand_in()
        return None

    def done_to(self, obj: Any) -> str:
        """The words of the audit row."""
        return (self.done(obj) if callable(self.done) else self.done) or self.label

    def target_of(self, obj: Any) -> str:
        """State the object goes to."""
        return self.target if isinstance(self.target, str) else self.target(obj)

    @property
    def possible_targets(self) -> Sequence[str]:
        """Every state this move can lead to, for the drawing and the double-click check."""
        return [self.target] if isinstance(self.target, str) else self.targets


@dataclass(frozen=True)
class Offer:
    """A move shown to a person: enabled, or disabled with its reasons."""

    transition: Transition
    reasons: list[str] = field(default_factory=list)

    @property
    def enabled(self) -> bool:
        return not self.reasons

    @property
    def stands_out(self) -> bool:
        """Disabled, a main button stays in its place with its reason; others are folded away with theirs."""
        return self.transition.style == "primary" and not self.transition.in_place


class Workflow:
    """States and transitions of one kind of object. The object has a `state` field and, where edited by people, a `version`."""

    def __init__(self, name: str, label: str, states: dict[str, State], transitions: Sequence[Transition]):
        self.name, self.label, self.states, self.transitions = name, label, states, list(transitions)
        self._by_name = {t.name: t for t in self.transitions}

    def __getitem__(self, name: str) -> Transition:
        return self._by_name[name]

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    def state_of(self, obj: Any) -> State:
        """Look of the object's state; an unknown value is shown, never a crash (B96)."""
        return self.states.get(obj.state, State(label=f"Trạng thái “{obj.state}”"))

    def waiting_for(self, who: str) -> list[str]:
        """State values in which an object waits for `who`."""
        return [value for value, state in self.states.items() if state.waits_for == who]

    def offers(self, obj: Any, user: Any) -> list[Offer]:
        """The buttons for this person: no row in the table or no permission, no button."""
        moves = [t.made_by(user, obj) for t in self.transitions if obj.state in t.sources]
        return [Offer(move, self._reasons(move, obj, user)) for move in moves if move]

    def offer(self, name: str, obj: Any, user: Any) -> Offer | None:
        """One of the offers, by name."""
        return next((o for o in self.offers(obj, user) if o.transition.name == name), None)

    @transaction.atomic
    def perform(
        self,
        obj: models.Model,
        name: str,
        *,
        by: Any,
        note: str = "",
        rows: models.QuerySet | None = None,
        **data: Any,
    ) -> models.Model:
        """Make a move: lock the row, check permission, source, guards and note, set the state, run the effect, write the audit row.

        Only `obj.pk` is read. `rows` are those the person sees: outside of them the object does not exist (DoesNotExist).
        Raises PermissionDenied, AlreadyDone or Refused; then nothing is written. Returns the locked, saved object.
        """
        locked = self._lock(obj, rows)
        move = self[name].made_by(by, locked)
        if move is None:
            raise PermissionDenied(f"{self[name].label}: không thuộc quyền của bạn.")
        return self._make(locked, move, by=by, note=note, data=data)

    @transaction.atomic
    def perform_due(self, obj: models.Model, name: str, *, note: str = "", **data: Any) -> models.Model:
        """The same for a move whose time has come: the system makes it. Safe for two workers: the second gets AlreadyDone."""
        move = self[name]
        if not move.when_due:
            raise PermissionDenied(f"{move.label}: không phải việc hệ thống tự làm.")
        return self._make(self._lock(obj, None), move, by=None, note=note, data=data)

    def _make(self, locked: Any, move: Transition, *, by: Any, note: str, data: dict) -> Any:
        self._check_source(move, locked)
        reasons = self._reasons(move, locked, by)
        note = note.strip()
        if move.note_required and not note:
            reasons.append(f"Hãy ghi {lower_first(move.note_label or 'lý do')}.")
        if reasons:
            raise Refused(*reasons)
        self._move(locked, move, by=by, note=note, data=data)
        return locked

    def _lock(self, obj: models.Model, rows: models.QuerySet | None) -> Any:
        """The row, locked and fresh, with what its pages show where its manager says so (`for_page`)."""
        rows = (type(obj)._default_manager if rows is None else rows).select_for_update(of=("self",))
        return (rows.for_page() if hasattr(rows, "for_page") else rows).get(pk=obj.pk)

    def _move(self, obj: Any, move: Transition, *, by: Any, note: str, data: dict) -> None:
        before = obj.state
        obj.state = move.target_of(obj)
        changed = ["state"]
        if hasattr(obj, "version"):
            obj.version += 1
            changed.append("version")
        if hasattr(obj, "state_since"):
            obj.state_since = clock.now()
            changed.append("state_since")
        changed += move.stamp(obj) if move.stamp else ()
        obj.save(update_fields=changed)
        found = move.effect(obj, by=by, note=note, **data) if move.effect else None
        details = {"from": before, "to": obj.state}
        details.update({k: v for k, v in data.items() if isinstance(v, str | int | list | dict)})
        details.update(found if isinstance(found, dict) else {})
        if move.in_place:
            details["in_place_of"] = move.stand_in.place(obj)
        audit.record(obj, action=move.name, label=move.done_to(obj), by=by, note=note, changes=details)

    def _check_source(self, move: Transition, obj: Any) -> None:
        if obj.state in move.sources:
            return
        now_is = self.state_of(obj).within
        if obj.state in move.possible_targets:
            raise AlreadyDone(f"Việc “{move.label}” đã được làm trước đó: hồ sơ đang ở trạng thái {now_is}.")
        raise Refused(
            f"Không thể “{move.label}” khi hồ sơ đang ở trạng thái {now_is}. Hãy tải lại trang để xem việc cần làm."
        )

    def _reasons(self, move: Transition, obj: Any, user: Any) -> list[str]:
        return [reason for guard in move.guards if (reason := guard(obj, user))]
