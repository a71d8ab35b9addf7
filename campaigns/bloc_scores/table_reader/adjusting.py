"""What a person changes of what was understood, before it becomes a table."""

import copy
from collections.abc import Mapping
from decimal import Decimal

from campaigns.bloc_scores.rule_words import words_of
from campaigns.bloc_scores.table_document import RULE_FIELDS, nodes_in_order

from .kinds import plain

KEPT = ("stages", "final_stage")


def adjusted(
    document: dict, *, kinds: Mapping[str, str], most: Mapping[str, Decimal | None], lock: bool = False
) -> dict:
    """The document with other kinds and other maxima by code. The rule of a kind that is given up stays as words in the note.

    lock: the parts at the top are fixed for those who copy the table.
    """
    made = copy.deepcopy(document)
    for node, _ in nodes_in_order(made["nodes"]):
        code = node["code"]
        if "kind" in node and kinds.get(code, node["kind"]) != node["kind"]:
            _change_kind(node, kinds[code])
        if code in most:
            node.pop("max", None)
            if most[code] is not None:
                node["max"] = plain(most[code])
    for node in made["nodes"]:
        if lock and node.get("children"):
            node["locked"] = True
    return made


def _change_kind(node: dict, kind: str) -> None:
    has_rule = any(name in node for name in RULE_FIELDS if name not in KEPT)
    said = [line for line in words_of(node) if line not in node.get("note", "")] if has_rule else []
    for name in RULE_FIELDS:
        if name not in KEPT:
            node.pop(name, None)
    node["kind"] = kind
    if kind == "disqualify":
        node.pop("max", None)
    if said:
        node["note"] = "\n".join(filter(None, [node.get("note", ""), *said]))
