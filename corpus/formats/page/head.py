"""Who wrote an article and when, as lines around its text, in any language: by the names that the
page gives for its authors, and by figures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.formats.page.passages import Passage

_DAY = re.compile(
    r"(?<!\d)(?:\d{1,2}([./-])\d{1,2}\1\d{2}(?:\d\d)?|\d{4}([./-])\d{1,2}\2\d{1,2}"
    r"|\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2})(?!\d)"
)
_CLOCK = re.compile(r"(?<![\d:.])(?:[01]?\d|2[0-3])[:.h][0-5]\d(?![\d:.])")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBER = re.compile(r"\d+")
# Set by hand; not measured.
_MOST_CHARACTERS = 120
_MOST_WORDS_OF_TIME = 8
_LAST = 3  # passages
_LONGEST_OF_AUTHOR = 400
_MOST_WORDS_OF_BYLINE = 5


def without_bylines(article: Sequence[Passage], byline: str | None) -> list[Passage]:
    """The article without the lines above its text that give nothing but its authors or a moment,
    and without those below it that give its authors or say who they are."""
    prose = [i for i, passage in enumerate(article) if passage.is_paragraph]
    if not prose:
        return list(article)
    names = byline.split("; ") if byline else []
    # A lead stands alone, with the byline above or below it.
    start = prose[0] if prose[:2] == [prose[0], prose[0] + 1] else prose[:2][-1]
    return [
        passage
        for i, passage in enumerate(article)
        if passage.is_row
        or not (
            (i < start and _tells_time(passage, names))
            or ((i < start or i > prose[-1]) and _names_authors(passage, names))
            or (start < i >= len(article) - _LAST and _is_of_author(passage, names))
        )
    ]


def _names_authors(passage: Passage, names: Sequence[str]) -> bool:
    if passage.place.tag == "h1" or passage.is_sentence or len(passage.text) > _MOST_CHARACTERS:
        return False
    rest = _without(names, passage.text)
    is_short = _count_words(rest) <= _MOST_WORDS_OF_BYLINE
    return rest != passage.text and is_short and not _NUMBER.search(rest)


def _is_of_author(passage: Passage, names: Sequence[str]) -> bool:
    """Whether it says of an author who that is, as the end of an article does."""
    is_short = len(passage.text) <= _LONGEST_OF_AUTHOR
    return is_short and any(" " in name and passage.text.startswith(name) for name in names)


def _tells_time(passage: Passage, names: Sequence[str]) -> bool:
    text = _without(names, passage.text)
    if passage.is_heading or passage.is_sentence or len(text) > _MOST_CHARACTERS:
        return False
    has_day = _DAY.search(text) or (_YEAR.search(text) and len(_NUMBER.findall(text)) > 1)
    is_short = _count_words(text) <= _MOST_WORDS_OF_TIME
    return bool(has_day or _CLOCK.search(text)) and is_short


def _count_words(text: str) -> int:
    return sum(any(map(str.isalpha, word)) for word in text.split())


def _without(names: Sequence[str], text: str) -> str:
    for name in names:
        text = re.sub(re.escape(name), "", text, flags=re.IGNORECASE)
    return text
