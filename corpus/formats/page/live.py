"""The entries of a live blog: each a moment, perhaps a headline, and paragraphs.

They are told by what they are built of, since their pages call them anything: elements of one kind,
each of which shows a time of day and holds paragraphs of the article. What else stands above the
paragraphs is who wrote them and what readers may do.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby, islice
from typing import Any

from corpus.formats.page.ground import kind_of
from corpus.formats.page.passages import Nearest, Passage
from corpus.formats.page.text import text_of

_CLOCK = re.compile(r"(?<![\d:.])\d{1,2}\s?[:.h]\s?\d{2}(?![\d%])")
# Set by hand; not measured.
_FEWEST = 3
_LONGEST_MOMENT = 40  # characters
_LONGEST_LINE = 120
_PIECES = 12  # of text that are looked at for a moment
_SEPARATORS = " ·|:–—-"
_FULL_STOPS = (".", "!", "?", "…", "”", "。", "।")

Article = Sequence[Passage]


def live_text(article: Article, passages: Sequence[Passage]) -> str | None:
    """The text of an `article` that is a live blog; None where it is none.

    Each entry begins with its moment and its headline, marked as headings.
    """
    moments = _entries(article, passages)
    if not moments:
        return None
    entry_of = Nearest(moments.__contains__)
    inside: dict[Any, list[Passage]] = defaultdict(list)
    for passage in passages:
        if (entry := entry_of(passage.place)) is not None:
            inside[entry].append(passage)
    heads = {entry: _head(found) for entry, found in inside.items()}
    lines = {entry: _lines(head, moments[entry]) for entry, head in heads.items()}
    everywhere = Counter(line for entry in lines.values() for line in {line for _, line in entry})
    texts = []
    for entry, group in groupby(article, key=lambda passage: entry_of(passage.place)):
        if entry is None:
            texts.append(text_of(group))
            continue
        own = [each for each in lines[entry] if everywhere[each[1]] == 1]
        texts.append("\n".join(f"### {line}" for line in [moments[entry], *_headline(own)]))
        above = set(map(id, heads[entry]))
        texts.append(text_of(passage for passage in group if id(passage) not in above))
    return "\n\n".join(filter(None, texts))


def _entries(article: Article, passages: Sequence[Passage]) -> dict[Any, str]:
    """The moment of each entry."""
    timed = [(passage.place, moment) for passage in passages if (moment := _moment(passage))]
    if len(timed) < _FEWEST:
        return {}
    holding = _above(passage.place for passage in article if passage.is_paragraph)
    entry_of = Nearest(holding.__contains__)
    found: dict[Any, str] = {}
    for place, moment in timed:
        if (entry := entry_of(place)) is not None:
            found.setdefault(entry, moment)
    kinds = Counter(map(kind_of, found))
    kind, count = kinds.most_common(1)[0] if kinds else (None, 0)
    if count < _FEWEST:
        return {}
    return {entry: moment for entry, moment in found.items() if kind_of(entry) == kind}


def _above(places: Iterable[Any]) -> set[Any]:
    """The places and all that is around them."""
    seen: set[Any] = set()
    for place in places:
        element = place
        while element is not None and element not in seen:
            seen.add(element)
            element = element.getparent()
    return seen


def _moment(passage: Passage) -> str | None:
    """The time of day that a short line shows, as it is written."""
    if len(passage.text) > _LONGEST_LINE or not _CLOCK.search(passage.text):
        return None
    pieces = (" ".join(piece.split()) for piece in islice(passage.place.itertext(), _PIECES))
    short = (piece for piece in pieces if 0 < len(piece) <= _LONGEST_MOMENT)
    moment = next((piece for piece in short if _CLOCK.search(piece)), None)
    if moment is None or moment not in passage.text:
        return None
    return None if _without(moment, passage.text).endswith(_FULL_STOPS) else moment


def _head(entry: Sequence[Passage]) -> list[Passage]:
    """What stands above the first paragraph."""
    stop = (i for i, passage in enumerate(entry) if _is_prose(passage))
    return list(entry[: next(stop, len(entry))])


def _is_prose(passage: Passage) -> bool:
    if passage.is_heading or _moment(passage):
        return False
    return passage.is_paragraph or (passage.is_sentence and not passage.is_link)


def _lines(head: Sequence[Passage], moment: str) -> list[tuple[Passage, str]]:
    """What stands there besides the moment."""
    lines = [(passage, _without(moment, passage.text)) for passage in head]
    return [(passage, line) for passage, line in lines if line]


def _headline(lines: Sequence[tuple[Passage, str]]) -> list[str]:
    """What is marked as a headline, else the first line that may be one."""
    marked = [line for passage, line in lines if passage.is_heading]
    unmarked = [line for passage, line in lines if not passage.is_link and " " in line]
    return marked or unmarked[:1]


def _without(moment: str, text: str) -> str:
    return " ".join(text.replace(moment, " ", 1).split()).strip(_SEPARATORS)
