"""An article's passages as text: paragraphs apart by blank lines, items, rows and broken lines on
lines of their own, headings with Markdown's marks, block quotations marked as such."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from corpus.formats.blocks import mark_block
from corpus.formats.page.leads import is_standfirst
from corpus.formats.page.passages import HEADINGS, ITEMS, Nearest, Passage


def text_of(passages: Iterable[Passage]) -> str:
    return "\n\n".join(_blocks(passages))


def _blocks(passages: Iterable[Passage]) -> Iterator[str]:
    quote_around = Nearest(lambda element: element.tag == "blockquote")
    for quote, group in groupby(passages, key=lambda passage: quote_around(passage.place)):
        text = "\n\n".join(_paragraphs(group))
        yield text if quote is None else mark_block(text)


def _paragraphs(passages: Iterable[Passage]) -> Iterator[str]:
    for _, group in groupby(passages, key=_list_or_table):
        yield "\n".join(map(_marked, group))


def _list_or_table(passage: Passage) -> Any:
    """What makes one block of its items or rows; any other passage makes one alone."""
    place = passage.place
    if place.tag in ITEMS:
        return place.getparent()
    if place.tag == "tr":
        return next(place.iterancestors("table"), place)
    return passage


def _marked(passage: Passage) -> str:
    level = HEADINGS.get(passage.place.tag)
    if level is None or is_standfirst(passage):
        return passage.text
    return f"{'#' * level} {' '.join(passage.text.split())}"
