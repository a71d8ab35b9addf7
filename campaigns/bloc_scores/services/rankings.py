"""Rankings: computed from what was handed in, kept as frozen versions that say what changed."""

import datetime as dt
import hashlib
import json
from functools import reduce
from operator import or_

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from campaigns.bloc_scores.enums import RankingState, RoundState
from campaigns.bloc_scores.models import Ranking, RankingFact, ScoringRound, TieDecision
from campaigns.bloc_scores.selectors.documents import answer, read_round
from campaigns.bloc_scores.selectors.ties import decided, names_in, undecided
from campaigns.scoring import Refused as EngineRefused
from emulation.base import audit, clock, concurrency, notify
from emulation.base.workflow import Refused
from organisations.enums import UNIT_ROLES
from organisations.selectors.people import officers

NOT_YOURS = "Sở Nội vụ, trưởng khối quyết định thứ hạng; đơn vị không quyết định thứ hạng của chính mình."


def compute(round_: ScoringRound, *, by, state: str = RankingState.PROVISIONAL, note: str = "") -> Ranking:
    """Score the whole bloc and keep a version of its ranking. The caller holds the round; constant queries."""
    source, result = _with_decisions(round_, *_answered(round_))
    before = round_.rankings.first()
    text = json.dumps([source, result], ensure_ascii=False, sort_keys=True)
    return Ranking.objects.create(
        round=round_,
        number=before.number + 1 if before else 1,
        state=state,
        by_id=getattr(by, "pk", None),
        by_name=str(by) if by else "Hệ thống",
        note=note,
        source=source,
        result=result,
        changes=changes_between(before.result, result) if before else [],
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )


def _answered(round_: ScoringRound) -> tuple[dict, dict]:
    try:
        return answer(read_round(round_))
    except EngineRefused as refused:
        # A table or a fact the engine cannot read: said to whoever ranks, never a fault page.
        raise Refused("Chưa xếp hạng được vì bảng tiêu chí hoặc số liệu phụ có chỗ sai.", str(refused)) from None


def _with_decisions(round_: ScoringRound, source: dict, result: dict) -> tuple[dict, dict]:
    """What was decided on units that stay equal; no query where none waits for a decision."""
    groups = [set(group) for group in undecided(result)]
    if not groups:
        return source, result
    made = [one for one in round_.tie_decisions.all() if set(one.units) in groups]
    kept = [{"units": one.units, "reason": one.reason, "by": one.by_name} for one in made]
    return source | {"decisions": kept}, decided(result, [one.units for one in made])


def changes_between(old: dict, new: dict) -> list[dict]:
    """What differs: units whose total, rank or reason of not being ranked is another one."""
    before, after = ({row["unit"]: row for row in result["ranking"]} for result in (old, new))
    names = {unit["id"]: unit["name"] for result in (old, new) for unit in result["units"]}
    found = []
    for unit in sorted(before.keys() | after.keys(), key=int):
        pair = [before.get(unit, {}), after.get(unit, {})]
        shown = {key: [row.get(key) for row in pair] for key in ("total", "rank", "not_ranked")}
        if any(a != b for a, b in shown.values()):
            found.append({"unit": unit, "name": names[unit]} | shown)
    return found


def ranked(round_: ScoringRound, *, by, note: str = "", objections_until: dt.date | None = None, **_) -> None:
    """Effect of ranking: a provisional version, to which units may object until a day, where one is given."""
    if objections_until and objections_until < clock.today():
        raise Refused("Ngày cuối nhận ý kiến đã qua. Hãy ghi ngày từ hôm nay trở đi.")
    round_.objections_until = objections_until
    round_.save(update_fields=["objections_until"])
    made = compute(round_, by=by, note=note)
    if objections_until:
        _tell_units(round_, made)


def _tell_units(round_: ScoringRound, ranking: Ranking) -> None:
    units = [int(unit["id"]) for unit in ranking.result["units"]]
    notify.tell(
        officers(units, UNIT_ROLES),
        key=f"ranking:{ranking.pk}",
        title=f"Xếp hạng tạm thời: {round_.name}",
        body=f"Đơn vị gửi ý kiến về điểm, thứ hạng đến hết ngày {round_.objections_until:%d/%m/%Y}.",
        url=reverse("bloc_scores:round_ranking", args=[round_.pk]),
    )


@transaction.atomic
def set_facts(round_: ScoringRound, values: dict[int, dict[str, str]], *, by, version: int | None = None) -> int:
    """What the ranking asks beyond points, {unit: {code: value as in the contract, "" for unknown}}. Returns how many changed.

    Raises StaleVersion when the round changed since the form was opened at `version`.
    """
    locked = concurrency.lock(round_, version=version)
    if locked.state in (RoundState.PUBLISHED, RoundState.CANCELLED):
        raise Refused("Xếp hạng đã công bố hoặc kỳ chấm đã hủy nên số liệu phụ không đổi được.")
    known = {(f.unit_id, f.code): f.value for f in locked.facts.all()}
    wanted = {(unit, code): value for unit, facts in values.items() for code, value in facts.items()}
    new = {place: value for place, value in wanted.items() if known.get(place, "") != value}
    changes = {f"{unit}:{code}": [known.get((unit, code), ""), value] for (unit, code), value in new.items()}
    _write_facts(locked, new)
    if changes:
        concurrency.bump(locked)
        locked.save(update_fields=["version"])
        audit.record(locked, action="facts", label="Ghi số liệu phụ để xếp hạng", by=by, changes=changes)
    return len(changes)


def _write_facts(round_: ScoringRound, new: dict[tuple[int, str], str]) -> None:
    """Two statements: unknown again goes, the rest is there once."""
    gone = [Q(unit=unit, code=code) for (unit, code), value in new.items() if not value]
    if gone:
        round_.facts.filter(reduce(or_, gone)).delete()
    RankingFact.objects.bulk_create(
        [
            RankingFact(round=round_, unit_id=unit, code=code, value=value)
            for (unit, code), value in new.items()
            if value
        ],
        update_conflicts=True,
        unique_fields=["round", "unit", "code"],
        update_fields=["value"],
    )


@transaction.atomic
def decide_tie(round_: ScoringRound, units: list[int], *, reason: str, by) -> Ranking:
    """Order units that stay equal where the table asks for a decision, best first; a new provisional version says so."""
    locked = ScoringRound.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    row = TieDecision(round=locked, units=[str(unit) for unit in units], reason=reason.strip(), by_id=by.pk)
    if not by.has_perm("bloc_scores.decide_tie", row):
        raise PermissionDenied(NOT_YOURS)
    if locked.state != RoundState.PROVISIONAL:
        raise Refused("Chỉ quyết định thứ hạng khi xếp hạng đang tạm thời.")
    if not row.reason:
        raise Refused("Hãy ghi căn cứ, lý do quyết định thứ hạng.")
    if sorted(row.units) not in [sorted(group) for group in undecided(_answered(locked)[1])]:
        raise Refused("Các đơn vị này không còn bằng nhau. Hãy tính lại xếp hạng.")
    row.by_name, row.acting_as = str(by), str(by.acting)
    row.save(force_insert=True)
    made = compute(locked, by=by, note=row.reason)
    changes = {"units": [names_in(made.result, [unit]) for unit in row.units], "to": made.number}
    audit.record(locked, action="decide_tie", label="Quyết định thứ hạng", by=by, note=row.reason, changes=changes)
    return made


def tie_fault(result: dict) -> str | None:
    """Why a ranking cannot be published yet, as a sentence."""
    groups = "; ".join(names_in(result, group) for group in undecided(result))
    if not groups:
        return None
    return (
        f"Còn đơn vị bằng nhau, bảng tiêu chí giao quyết định: {groups}. Hãy ghi quyết định thứ hạng ở trang xếp hạng."
    )


def published(round_: ScoringRound, *, by, note: str = "", **_) -> None:
    """Effect of publishing: a version of its own, computed once more, so that nothing published rests on an old sum."""
    made = compute(round_, by=by, state=RankingState.PUBLISHED, note=note)
    if fault := tie_fault(made.result):
        raise Refused(fault)


@transaction.atomic
def recompute(round_: ScoringRound, *, by, note: str = "") -> Ranking:
    """A new provisional version; a published ranking stays, the round must be opened again to change it."""
    locked = ScoringRound.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    if locked.state != RoundState.PROVISIONAL:
        raise Refused("Chỉ tính lại được khi xếp hạng đang tạm thời. Xếp hạng đã công bố được giữ nguyên.")
    made = compute(locked, by=by, note=note)
    audit.record(locked, action="recompute", label="Tính lại xếp hạng", by=by, note=note, changes={"to": made.number})
    return made
