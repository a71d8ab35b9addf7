"""Cutting a task's text into concrete contents."""

import re

_END = re.compile(r"(?<=[.;])\s+(?=[A-ZĐÀ-Ỹ])")


def content_items(text: str) -> list[str]:
    """The sentences of a text, each one concrete content (nội dung cụ thể), without the closing mark."""
    parts = (part.strip(" ;.\n") for part in _END.split(text or ""))
    return [part for part in parts if part]
