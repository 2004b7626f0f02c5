"""An HTML page to the prose of its article and what the page says of it, by trafilatura."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from corpus.formats.blocks import mark_block
from corpus.formats.page_data import read_page_data
from corpus.types import Metadata

_WHITE_SPACE = re.compile(r"\s+")
_BLOCKS = frozenset(("p", "head", "list", "table", "code"))
_TEXT = frozenset(("p", "head", "item", "cell"))
_LINES = frozenset(("item", "row", "lb"))
_HEADING_LEVELS = {f"h{level}": level for level in range(1, 7)}


def read_page(page: str) -> tuple[str, Metadata]:
    """The article's text, paragraphs apart by blank lines, and its metadata.

    Navigation, comments, forms and scripts are left out; where trafilatura is in doubt it keeps.
    Headings carry Markdown's `#` marks.
    """
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    tree = trafilatura.load_html(page)
    if tree is None:
        return "", Metadata()
    described = read_page_data(tree)
    document: Any = trafilatura.bare_extraction(
        tree,
        favor_recall=True,
        include_comments=False,
        include_tables=True,
        with_metadata=False,
    )
    if document is None:
        return "", Metadata()
    body = "" if document.body is None else "".join(_pieces(document.body))
    return body, described


def _pieces(element: Any) -> Iterator[str]:
    """An element of trafilatura's as text: paragraphs apart, items, rows and broken lines on lines
    of their own. The lines of a block quotation are marked."""
    if element.tag == "quote" and _stands_apart(element):
        yield "\n\n"
        yield mark_block("".join(_inside(element)))
        yield "\n\n"
    else:
        yield from _inside(element)


def _stands_apart(quote: Any) -> bool:
    """Whether it is a block; what `<q>` sets in marks is within a paragraph."""
    return quote.getparent() is None or quote.getparent().tag not in _TEXT


def _inside(element: Any) -> Iterator[str]:
    is_block = element.tag in _BLOCKS
    yield "\n\n" if is_block else "\n" if element.tag in _LINES else ""
    if element.tag == "head":
        yield "#" * _HEADING_LEVELS.get(element.get("rend"), 2) + " "
    elif element.tag == "cell" and element.getprevious() is not None:
        yield " | "
    yield _WHITE_SPACE.sub(" ", element.text or "")
    for child in element:
        yield from _pieces(child)
        yield _WHITE_SPACE.sub(" ", child.tail or "")
    yield "\n\n" if is_block else ""
