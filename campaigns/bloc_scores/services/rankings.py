"""Rankings: computed from what was handed in, kept as frozen versions that say what changed."""

import hashlib
import json

from django.db import transaction

from campaigns.bloc_scores.enums import RankingState, RoundState
from campaigns.bloc_scores.models import Ranking, ScoringRound
from campaigns.bloc_scores.selectors.documents import answer, read_round
from emulation.base import audit
from emulation.base.workflow import Refused


def compute(round_: ScoringRound, *, by, state: str = RankingState.PROVISIONAL, note: str = "") -> Ranking:
    """Score the whole bloc and keep a version of its ranking. The caller holds the round; constant queries."""
    source, result = answer(read_round(round_))
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


def changes_between(old: dict, new: dict) -> list[dict]:
    """What differs: units whose total, rank or reason of not being ranked is another one."""
    before, after = ({row["unit"]: row for row in result["ranking"]} for result in (old, new))
    names = {unit["id"]: unit["name"] for result in (old, new) for unit in result["units"]}
    found = []
    for unit in sorted(before.keys() | after.keys(), key=int):
        pair = [before.get(unit, {}), after.get(unit, {})]
        shown = {key: [row.get(key) for row in pair] for key in ("total", "rank", "not_ranked")}
        if any(a != b for a, b in shown.values()):
            found.append({"unit": unit, "name": names[unit], "total": shown["total"], "rank": shown["rank"]})
    return found


def ranked(round_: ScoringRound, *, by, note: str = "", **_) -> None:
    """Effect of ranking."""
    compute(round_, by=by, note=note)


def published(round_: ScoringRound, *, by, note: str = "", **_) -> None:
    """Effect of publishing: a version of its own, computed once more, so that nothing published rests on an old sum."""
    compute(round_, by=by, state=RankingState.PUBLISHED, note=note)


@transaction.atomic
def recompute(round_: ScoringRound, *, by, note: str = "") -> Ranking:
    """A new provisional version; a published ranking stays, the round must be opened again to change it."""
    locked = ScoringRound.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    if locked.state != RoundState.PROVISIONAL:
        raise Refused("Chỉ tính lại được khi xếp hạng đang tạm thời. Xếp hạng đã công bố được giữ nguyên.")
    made = compute(locked, by=by, note=note)
    audit.record(locked, action="recompute", label="Tính lại xếp hạng", by=by, note=note, changes={"to": made.number})
    return made
