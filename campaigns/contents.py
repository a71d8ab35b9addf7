"""Cutting a task's text into concrete contents."""

import re

# A capital after the mark: a range of letters would take small Vietnamese letters for capitals.
_END = re.compile(r"(?<=[.;])\s+(?=(\w))")


def content_items(text: str) -> list[str]:
    """The sentences of a text, each one concrete content (nội dung cụ thể), without the closing mark."""
    text = text or ""
    ends = [m for m in _END.finditer(text) if m[1].isupper()]
    starts = [0, *(m.end() for m in ends)]
    stops = [*(m.start() for m in ends), len(text)]
    parts = (text[a:b].strip(" ;.\n") for a, b in zip(starts, stops, strict=True))
    return [part for part in parts if part]
