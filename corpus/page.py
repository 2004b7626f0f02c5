"""An HTML page to the prose of its article and what the page says of it, by trafilatura."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from corpus.metadata import parse_date, web_address
from corpus.normalise import normalise_line
from corpus.types import Metadata

_HEADING_LEVELS = {f"h{level}": level for level in range(1, 7)}


def read_page(page: str) -> tuple[str, Metadata]:
    """The article's text, paragraphs apart by blank lines, and its metadata.

    Navigation, comments, forms and scripts are left out; where trafilatura is in doubt it keeps.
    Headings carry Markdown's `#` marks. A date is taken where the page states one, never inferred
    from numbers in its text.
    """
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    document: Any = trafilatura.bare_extraction(
        page,
        favor_recall=True,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if document is None:
        return "", Metadata()
    body = "" if document.body is None else "\n\n".join(_paragraphs(document.body))
    return body or document.text or "", Metadata(
        title=_line(document.title),
        outlet=_line(document.sitename),
        byline=_line(document.author),
        published=parse_date(document.date) if document.date else None,
        url=web_address(_line(document.url)),
        language=_line(document.language),
    )


def _line(value: str | None) -> str | None:
    return normalise_line(value) or None if value else None


def _paragraphs(body: Any) -> Iterator[str]:
    """The texts of trafilatura's elements, items and rows on lines of their own."""
    for element in body:
        if element.tag == "list":
            text = "\n".join(filter(None, map(_text, element.iter("item"))))
        elif element.tag == "table":
            rows = (map(_text, row.iter("cell")) for row in element.iter("row"))
            text = "\n".join(" | ".join(filter(None, cells)) for cells in rows)
        elif element.tag == "quote" and len(element):
            yield from _paragraphs(element)
            continue
        elif element.tag == "head":
            text = f"{'#' * _HEADING_LEVELS.get(element.get('rend'), 2)} {_text(element)}"
        else:
            text = _text(element)
        if text.strip("# \n"):
            yield text


def _text(element: Any) -> str:
    """All the text in an element: white space folded, line breaks where the page has them."""
    words = []
    for node in element.iter():
        if node.tag == "lb":
            words.append("\n")
        words.append(node.text or "")
        if node is not element:
            words.append(node.tail or "")
    lines = "".join(words).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip()
