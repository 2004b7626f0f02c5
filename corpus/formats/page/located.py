"""Where an article stands, by whoever can say: trafilatura, which knows many pages, or where it
cannot be asked or says next to nothing, the paragraphs themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from corpus.formats.page.furniture import Furnished
from corpus.formats.page.ground import is_for_article
from corpus.formats.page.known import SHORTEST_SURE, Known, letters_of
from corpus.formats.page.passages import Nearest, Passage

_LITTLE = 0.3  # of the paragraphs of an article; set by hand, not measured


def locate(passages: Sequence[Passage], extracted: str) -> Known:
    """The text by which the article's passages are known: what was `extracted`, and all paragraphs
    of the element for an article in which it stands, where it is but a small part of them."""
    known = Known(extracted)
    if run_together := _run_together(passages, extracted, known):
        known = Known("\n".join([extracted, *run_together]))
    article, paragraphs = _fullest(passages)
    shared = sum(passage.letters for passage in paragraphs if known.has(passage.text, passage.key))
    every = sum(passage.letters for passage in paragraphs)
    is_part = 0 < shared < _LITTLE * every and article.tag != "body"
    if is_part or not extracted:
        return Known("\n".join([extracted, *(passage.text for passage in paragraphs)]))
    return known


def _run_together(passages: Sequence[Passage], extracted: str, known: Known) -> list[str]:
    """The passages of which an extractor made one line, as it does of short pages, or a line of
    each of their words in bold. A short one is told only where it follows the one before."""
    long = (each for each in passages if each.letters >= SHORTEST_SURE)
    if "\n" in extracted and any(known.has(each.text, each.key) for each in long):
        return []
    line, end = letters_of(extracted), 0
    found = []
    for passage in passages:
        if passage.letters >= SHORTEST_SURE:
            start = line.find(passage.key, end)
        else:
            start = end if line.startswith(passage.key, end) else -1
        if start >= 0:
            end = start + passage.letters
            found.append(passage.text)
    return found


def _fullest(passages: Sequence[Passage]) -> tuple[Any, list[Passage]]:
    """The element for an article that has most paragraphs, and these."""
    furnished = Furnished(lambda element: element.tag in ("html", "body"))
    article_around = Nearest(is_for_article)
    paragraphs = [
        (article_around(passage.place), passage)
        for passage in passages
        if passage.is_paragraph and passage.place not in furnished
    ]
    letters: Counter[Any] = Counter()
    for article, passage in paragraphs:
        letters[article] += passage.letters
    if not letters:
        return None, []
    fullest, _ = letters.most_common(1)[0]
    return fullest, [passage for article, passage in paragraphs if article is fullest]
