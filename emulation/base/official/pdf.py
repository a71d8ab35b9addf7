"""A description as PDF, in the layout of the decree, with the shipped font Tinos (the metrics of Times New Roman) and no other."""

import logging
from functools import lru_cache
from pathlib import Path

from django.template.loader import render_to_string

from .default_template import MOTTO
from .description import Article, Description, Heading, Paragraph, Table
from .wording import printable

HERE = Path(__file__).parent
FACES = {
    "Tinos-Regular.ttf": ("normal", "normal"),
    "Tinos-Bold.ttf": ("bold", "normal"),
    "Tinos-Italic.ttf": ("normal", "italic"),
    "Tinos-BoldItalic.ttf": ("bold", "italic"),
}


class PdfUnavailable(RuntimeError):
    """This machine lacks a library of the system."""


def render(description: Description) -> bytes:
    """The document as a PDF file. Raises PdfUnavailable."""
    html = printable(render_to_string("documents/official.html", page_of(description)))
    try:
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration
    except (ImportError, OSError) as fault:
        logging.getLogger(__name__).error("WeasyPrint: %s", fault)
        raise PdfUnavailable(
            "Máy chủ chưa có thư viện để tạo PDF (libpango). Hãy dùng tệp Word và báo quản trị hệ thống."
        ) from fault
    fonts = FontConfiguration()
    style = CSS(string=_style_text(), font_config=fonts, url_fetcher=_fetcher())
    paper = HTML(string=html, url_fetcher=_fetcher())
    return paper.write_pdf(stylesheets=[style], font_config=fonts, presentational_hints=True)


def page_of(description: Description) -> dict:
    """What the template prints."""
    heads = description.annex_heads()
    return {
        "d": description,
        "motto": MOTTO,
        "blocks": [_shown(block) for block in description.blocks],
        "signatures": description.signatures,
        "annexes": [
            {"head": head, "landscape": annex.landscape, "blocks": [_shown(block) for block in annex.blocks]}
            for annex, head in zip(description.annexes, heads, strict=True)
        ],
    }


def _shown(block) -> dict:
    match block:
        case Heading():
            return {"kind": "heading", "text": block.text}
        case Article():
            first, *rest = block.text.split("\n")
            more = [line for text in (*rest, *block.more) for line in text.split("\n") if line.strip()]
            return {"kind": "article", "label": block.label, "text": first, "more": more}
        case Table():
            return {"kind": "table", **_table(block)}
        case Paragraph():
            classes = [block.align, *(name for name in ("bold", "italic", "indent") if getattr(block, name))]
            texts = [line.strip() for line in block.text.split("\n") if line.strip()]
            return {"kind": "paragraph", "lines": texts, "classes": " ".join(classes)}


def _table(table: Table) -> dict:
    whole = sum(column.width for column in table.columns)
    columns = [{"title": c.title, "percent": f"{100 * c.width / whole:.2f}", "align": c.align} for c in table.columns]
    rows = [
        {"across": len(table.columns), "text": row[0]}
        if len(row) == 1 < len(table.columns)
        else {"cells": [{"text": text, "align": c.align} for text, c in zip(row, table.columns, strict=True)]}
        for row in table.rows
    ]
    return {"columns": columns, "rows": rows}


@lru_cache(maxsize=1)
def _style_text() -> str:
    faces = [
        f'@font-face {{ font-family: Tinos; src: url("{address}"); font-weight: {weight}; font-style: {style}; }}'
        for address, (weight, style) in _fonts().items()
    ]
    return "\n".join([*faces, (HERE / "paper.css").read_text(encoding="utf-8")])


def _fonts() -> dict[str, tuple[str, str]]:
    return {(HERE / "fonts" / name).as_uri(): look for name, look in FACES.items()}


@lru_cache(maxsize=1)
def _fetcher():
    """A document fetches the shipped fonts and nothing else."""
    from weasyprint.urls import URLFetcher

    class OnlyFonts(URLFetcher):
        def fetch(self, url, headers=None):
            if url not in _fonts():
                raise ValueError(f"not fetched: {url}")
            return super().fetch(url, headers)

    return OnlyFonts(allowed_protocols=["file"])
