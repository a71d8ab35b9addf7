"""Small documents for tests of the scoring engine."""

from campaigns.scoring import Refused, score_table


def leaf(code: str, kind: str = "free", maximum: str | None = "10", **more) -> dict:
    return {"code": code, "title": code, "max": maximum, "kind": kind, **more}


def document(
    nodes: list[dict], inputs: dict[str, dict], *, table: dict | None = None, ranking=None, facts=None
) -> dict:
    """One stage; `inputs` are entries by unit."""
    facts = facts or {}
    units = [
        {"id": unit, "inputs": {"verified": entries}, "facts": facts.get(unit)} for unit, entries in inputs.items()
    ]
    return {"table": {"id": "t", "nodes": nodes, **(table or {})}, "units": units, "ranking": ranking}


def score_one(nodes: list[dict], entries: dict, **table) -> dict:
    """The answer for a single unit `u`."""
    return score_table(document(nodes, {"u": entries}, table=table))


def final(answer: dict, unit: str = "u") -> dict:
    return next(found["final"] for found in answer["units"] if found["id"] == unit)


def criterion(answer: dict, code: str, unit: str = "u") -> dict:
    return next(found for found in final(answer, unit)["criteria"] if found["node"] == code)


def reported(answer: dict) -> list[tuple]:
    """Violations as (code, node, rule, entered, allowed)."""
    names = ("code", "node", "rule", "entered", "allowed")
    return [tuple(violation[name] for name in names) for violation in answer["violations"]]


def places(answer: dict) -> dict[str, tuple]:
    return {place["unit"]: (place["rank"], place["decided_by"]) for place in answer["ranking"]}


def refusal_paths(given) -> list[str]:
    """Where an input is refused; nothing if it is answered."""
    try:
        score_table(given)
    except Refused as refusal:
        return [fault.path for fault in refusal.faults]
    return []
