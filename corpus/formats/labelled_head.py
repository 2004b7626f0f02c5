"""The head of a pasted text whose lines say what they are: "Headline: …", "Published: …"."""

from __future__ import annotations

import re
from functools import cache

from corpus.formats.authors import byline_of
from corpus.formats.dates import parse_date
from corpus.formats.metadata import web_address
from corpus.formats.normalise import normalise_line
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.segmentation.lexicon import is_byline, is_time
from corpus.segmentation.shape import is_headline, unmarked
from corpus.types import Metadata

# Set by hand; not measured.
_FEWEST = 2
"""The different labels that make a head."""
_LONGEST = 300  # characters

_OF_NEWS = frozenset(("outlet", "published", "dateline"))
_BEHIND = re.compile(r"^|,\s+|\s[-–—]\s")


def split_labelled_head(text: str, *, language: Language = ENGLISH) -> tuple[Metadata, str]:
    """What the labelled lines at the top of a text say, and the text below them; the headline may
    stand above them without a label.

    A text that begins with none, or with a single one, is left as it is. So is one that names just
    a title and an author over more lines in the same block, or has a title of each kind: it may be
    of a book under review.
    """
    found: dict[str, str] = {}
    headline: str | None = None
    rest, is_apart = text, False
    while rest:
        line, _, below = rest.partition("\n")
        line = line.replace("*", "").strip(" \t\r_")
        if line:
            labelled = _read(line, language)
            if labelled is not None:
                found.setdefault(*labelled)
            elif headline is None and not found and is_headline(unmarked(line), language):
                headline = normalise_line(unmarked(line))
            else:
                break
        rest, is_apart = below, not line
    is_news = bool(found.keys() & _OF_NEWS)
    is_head = is_apart and is_news and "title" not in found if headline else is_apart or is_news
    if len(found) < _FEWEST or not is_head or not rest:
        return Metadata(), text
    return (
        Metadata(
            title=headline or found.get("title"),
            outlet=found.get("outlet"),
            byline=byline_of([found.get("byline", "")]),
            published=parse_date(found.get("published", "")) or _day(found.get("dateline", "")),
            url=web_address(found.get("url")),
        ),
        rest,
    )


def _day(dateline: str) -> str | None:
    """The day behind a place: "Orme, 4 March 2031"."""
    behind = (dateline[mark.end() :] for mark in _BEHIND.finditer(dateline))
    return next(filter(None, map(parse_date, behind)), None)


def _read(line: str, language: Language) -> tuple[str, str] | None:
    """Which kind of label a line has, and what stands behind it; None where that is in doubt."""
    if len(line) > _LONGEST:
        return None
    for kind, label in _labels(language).items():
        if (said := label.fullmatch(line)) is None:
            continue
        value = said["value"]
        if kind == "outlet" and web_address(value):
            return "url", value
        is_day = is_time(value, language) or parse_date(value) is not None
        return None if kind == "published" and not is_day else (kind, value)
    return ("byline", line) if is_byline(line, language) else None


@cache
def _labels(language: Language) -> dict[str, re.Pattern[str]]:
    return {
        kind: re.compile(rf"(?:{label})(?:\s*:|\s+[-–—])\s*(?P<value>\S.*)", re.I)
        for kind, label in language.bylines.labels.items()
    }
