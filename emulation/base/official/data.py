"""A description as JSON and back: what is kept of a document is all that is needed to print it again. Pure."""

import dataclasses
import datetime as dt
import hashlib
import json

from .description import Annex, Article, Block, Column, Description, Heading, Paragraph, Signature, Table

_BLOCKS = {"paragraph": Paragraph, "heading": Heading, "article": Article, "table": Table}
_NAMES = {kind: name for name, kind in _BLOCKS.items()}


def to_data(description: Description) -> dict:
    """Plain JSON values."""
    data = {f.name: getattr(description, f.name) for f in dataclasses.fields(description)}
    return data | {
        "day": description.day.isoformat() if description.day else None,
        "blocks": [_block(block) for block in description.blocks],
        "signatures": [dataclasses.asdict(one) for one in description.signatures],
        "annexes": [
            {"title": a.title, "landscape": a.landscape, "blocks": [_block(b) for b in a.blocks]}
            for a in description.annexes
        ],
        **{name: list(data[name]) for name in ("addressees", "grounds", "recipients")},
    }


def _block(block: Block) -> dict:
    return {"kind": _NAMES[type(block)], **json.loads(json.dumps(dataclasses.asdict(block)))}


def from_data(data: dict) -> Description:
    """The description that `to_data` wrote down."""
    return Description(
        **{
            **data,
            "day": dt.date.fromisoformat(data["day"]) if data["day"] else None,
            "blocks": _read_blocks(data["blocks"]),
            "signatures": tuple(Signature(**one) for one in data["signatures"]),
            "annexes": tuple(Annex(a["title"], _read_blocks(a["blocks"]), a["landscape"]) for a in data["annexes"]),
            **{name: tuple(data[name]) for name in ("addressees", "grounds", "recipients")},
        }
    )


def _read_blocks(rows: list[dict]) -> tuple[Block, ...]:
    return tuple(_read_block(dict(row)) for row in rows)


def _read_block(row: dict) -> Block:
    kind = _BLOCKS[row.pop("kind")]
    if kind is Table:
        return Table(tuple(Column(**c) for c in row["columns"]), tuple(tuple(cells) for cells in row["rows"]))
    if kind is Article:
        row["more"] = tuple(row["more"])
    return kind(**row)


def fingerprint(data: dict) -> str:
    """The sha256 of what a document says: two prints of the same text are the same version."""
    return hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
