"""Units that stay equal where the table leaves their order to a decision: which they are, and the ranking once it is made. Pure."""

from collections.abc import Iterable

DECIDED = "DECISION"


def undecided(result: dict) -> list[list[str]]:
    """Groups of units that wait for a decision, best first, each as ids in the order of the ranking."""
    groups: dict[frozenset, list[str]] = {}
    for place in result["ranking"]:
        if place["needs_decision"]:
            groups.setdefault(frozenset([place["unit"], *place["tied_with"]]), []).append(place["unit"])
    return list(groups.values())


def decided(result: dict, orders: Iterable[list[str]]) -> dict:
    """The answer of the engine with these decisions: each sets apart exactly the units it named, the last one of them counts."""
    newest = {frozenset(order): order for order in orders}
    found = []
    for place in result["ranking"]:
        order = newest.get(frozenset([place["unit"], *place["tied_with"]])) if place["needs_decision"] else None
        if order is None:
            found.append(place)
            continue
        rank = place["rank"] + order.index(place["unit"])
        found.append(place | {"rank": rank, "decided_by": DECIDED, "tied_with": [], "needs_decision": False})
    ranked = sorted((p for p in found if p["rank"] is not None), key=lambda place: place["rank"])
    return result | {"ranking": ranked + [p for p in found if p["rank"] is None]}


def names_in(result: dict, group: list[str]) -> str:
    """“Sở A, Sở B”: units of a group, in the order of the bloc."""
    return ", ".join(unit["name"] for unit in result["units"] if unit["id"] in group)
