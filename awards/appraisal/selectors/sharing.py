"""Handing out dossiers: pure. Files stay whole where nobody of them is in the way."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field


@dataclass
class Plan:
    """{dossier: officer}, and dossiers that nobody of those chosen may have."""

    given: dict[int, int] = field(default_factory=dict)
    left: list[int] = field(default_factory=list)

    def numbers(self) -> dict[int, int]:
        """How many each officer gets."""
        found: dict[int, int] = defaultdict(int)
        for officer in self.given.values():
            found[officer] += 1
        return dict(found)


Blocked = Mapping[int, set[int]]  # officer → dossiers in which the officer has a part


def evenly(files: Mapping[Hashable, list[int]], load: Mapping[int, int], blocked: Blocked) -> Plan:
    """Largest file first, each to whoever has the least (then the smallest number); those the officer may not have go to the next.

    files: file → its dossiers. load: officer → how many open ones the officer has already.
    """
    plan, has = Plan(), dict(load)
    order = sorted(files.items(), key=lambda pair: (-len(pair[1]), str(pair[0])))
    for _, dossiers in order:
        _share(list(dossiers), has, blocked, plan)
    return plan


def _share(dossiers: list[int], has: dict[int, int], blocked: Blocked, plan: Plan) -> None:
    tried: set[int] = set()
    while dossiers:
        free = [officer for officer in has if officer not in tried]
        if not free:
            plan.left += dossiers
            return
        officer = min(free, key=lambda one: (has[one], one))
        tried.add(officer)
        not_for = blocked.get(officer, set())
        taken = [pk for pk in dossiers if pk not in not_for]
        plan.given |= dict.fromkeys(taken, officer)
        has[officer] += len(taken)
        dossiers = [pk for pk in dossiers if pk in not_for]


def by_field(fields: Mapping[int, int | None], blocked: Blocked) -> Plan:
    """Each to the officer of its field; left where the field has none or the officer has a part in it."""
    plan = Plan()
    for dossier, officer in fields.items():
        if officer is None or dossier in blocked.get(officer, set()):
            plan.left.append(dossier)
        else:
            plan.given[dossier] = officer
    return plan


def to_one(dossiers: Iterable[int], officer: int, blocked: Blocked) -> Plan:
    """All to one officer, save those in which the officer has a part."""
    return by_field(dict.fromkeys(dossiers, officer), blocked)
