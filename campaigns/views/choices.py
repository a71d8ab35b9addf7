"""Choices of filters as HTML. The same few are asked for again and again, so each is made once."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

ALL_BLOCS = "Tất cả khối"


@lru_cache(maxsize=512)
def options(pairs: tuple[tuple[Any, str], ...], chosen: Any) -> SafeString:
    """The options of a select: (value, words) of each, and the chosen value."""
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((value, mark_safe(" selected") if value == chosen else "", words) for value, words in pairs),
    )


@lru_cache(maxsize=512)
def boxes(pairs: tuple[tuple[int, str], ...], chosen: tuple[int, ...]) -> SafeString:
    """A box to tick for each bloc: (key, name) of each, and the chosen keys."""
    return format_html_join(
        "",
        '<div class="form-check"><input class="form-check-input" type="checkbox" name="khoi" value="{0}" id="f-khoi-{0}"'
        '{1}><label class="form-check-label" for="f-khoi-{0}">{2}</label></div>',
        ((pk, mark_safe(" checked") if pk in chosen else "", name) for pk, name in pairs),
    )


def bloc_chip(label: str) -> str:
    """A bloc in a sentence: “Khối Kinh tế”, “Khối các huyện, thị xã, thành phố”."""
    return f"Khối {label[:1].lower()}{label[1:]}" if label.startswith("Các ") else f"Khối {label}"


def chosen_words(pairs: Iterable[tuple[int, str]], chosen: tuple[int, ...]) -> str:
    """What the closed choice of blocs says."""
    names = [name for pk, name in pairs if pk in chosen]
    if not names:
        return ALL_BLOCS
    return names[0] if len(names) == 1 else f"{names[0]} và {len(names) - 1} khối khác"
