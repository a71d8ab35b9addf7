"""How a basis is written: article and text as in official papers, marked when the text has ended or is not verified."""

from collections.abc import Iterable
from datetime import date

from emulation.base.vietnamese import format_date

from .rows import DOUBTFUL, KNOWN, PATTERN, Cite, Law, Sourced, Text

MARKS = {PATTERN: "chưa kiểm chứng", DOUBTFUL: "chưa kiểm chứng", KNOWN: "chưa đối chiếu văn bản"}


def basis(law: Law, row: Sourced, version: str, on: date | None = None) -> str:
    """The articles a row rests on under a version; texts that do not hold on the day are marked with the date."""
    cited, mark = articles(law, row, version, on), MARKS.get(row.tag)
    if mark is None:
        return cited
    return f"{cited} ({mark})" if cited else f"chưa có căn cứ bằng văn bản ({mark})"


def articles(law: Law, row: Sourced, version: str, on: date | None = None) -> str:
    """The same without a word on how sure it is."""
    return "; ".join(_written(law.text_of(cite), cite, on) for cite in cites_of(row, version))


def cites_of(row: Sourced, version: str) -> list[Cite]:
    return [cite for cite in row.cites if not cite.versions or version in cite.versions]


def _written(text: Text, cite: Cite, on: date | None) -> str:
    named = f"{cite.article} {text.name}" if cite.article else text.name
    article = " (chưa xác định điều, khoản)" if cite.article is None else ""
    return f"{named}{article}{_when(text, on)}"


def _when(text: Text, on: date | None) -> str:
    if on is None:
        return ""
    if text.ended is not None and text.ended <= on:
        return f" (hết hiệu lực từ {format_date(text.ended)})"
    if text.effective is not None and on < text.effective:
        return f" (có hiệu lực từ {format_date(text.effective)})"
    return ""


def cited_texts(law: Law, rows: Iterable[Sourced], version: str, on: date) -> list[dict]:
    """The texts the rows rest on, each with its validity and whether it holds on the day."""
    texts = {cite.text: law.text_of(cite) for row in rows for cite in cites_of(row, version)}
    return [_text(text, on) for text in texts.values()]


def _text(text: Text, on: date) -> dict:
    return {
        "code": text.code,
        "name": text.name,
        "effective": text.effective and text.effective.isoformat(),
        "ended": text.ended and text.ended.isoformat(),
        "in_force": not _when(text, on),
        "verified": text.verified,
        "source": text.source,
        "note": text.note,
    }
