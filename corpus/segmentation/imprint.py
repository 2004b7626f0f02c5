"""Lines in the head of an article that say who published it, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import permutations

from corpus.languages.language import Language
from corpus.segmentation.lexicon import is_byline, is_time
from corpus.segmentation.shape import is_headline, length

# Set by hand; not measured.
HEAD = 8
"""How many lines at the beginning of a text may say so."""
_LONGEST = 120  # characters
_MOST_WORDS = 5
_SHORTEST_HEADLINE = 4  # words

_BEFORE_BYLINE = re.compile(r"\s*[.,;|·•]\s+|\s+[-–—]\s+")
_COLUMN = re.compile(r"\s+[|·•]\s+")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# "LOWER TAMSIN, Oct 7, 2031 (VPS) - ", before what an agency tells.
_DATELINE = re.compile(
    r"[^\W\d_a-z][^(),a-z]{1,40}, (?P<time>[^()]{8,30}) \([A-Z]{2,6}\) ?[-–—] ?\w"
)
_APART = re.compile(r"\s{3,}|\s*[,|·•]\s+|\s+[-–—]\s+")


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a line says: the outlet, the text of a date or time, and an author."""

    outlet: str | None = None
    time: str | None = None
    author: str | None = None


def read_imprints(lines: Sequence[str], language: Language) -> list[Imprint | None]:
    """What each of the head's lines says; None for one that does not clearly say either.

    A name alone on its line is an outlet's only right above or below a time; the first line may be
    the headline, unless another one follows.
    """
    found = [_read(line, language) for line in lines]
    for i, line in enumerate(lines):
        beside = [*found[max(0, i - 1) : i], *found[i + 1 : i + 2]]
        is_dated = any(each is not None and each.time and not each.outlet for each in beside)
        if (
            found[i] is None
            and is_dated
            and is_outlet_name(line, language)
            and (i > 0 or is_headline_among(lines[1:], language))
        ):
            found[i] = Imprint(outlet=line)
    return found


def time_beside_name(line: str, language: Language) -> str | None:
    """The day of "Ann Lee, 4 March 2031", whether that is somebody's name or a place's."""
    name, _, time = line.partition(", ")
    is_dated = _YEAR.search(time) is not None and is_time(time, language)
    return time if is_dated and _is_person(name, language) else None


def time_of_dateline(line: str, language: Language) -> str | None:
    """The day in the dateline of an agency that a paragraph begins with."""
    found = _DATELINE.match(line)
    is_dated = (
        found is not None and _YEAR.search(found["time"]) and is_time(found["time"], language)
    )
    return found["time"] if found is not None and is_dated else None


def is_headline_among(lines: Sequence[str], language: Language) -> bool:
    """Whether one of the lines could be the headline, and is neither an imprint nor a byline."""
    return any(
        _read(line, language) is None
        and length(line) >= _SHORTEST_HEADLINE
        and is_headline(line, language)
        and not is_byline(line, language)
        for line in lines
    )


def is_outlet_name(text: str, language: Language) -> bool:
    """Whether it is surely an outlet's: a few capitalised words, of which one is what newspapers
    are called, and another is its own. "Breaking News" could be anybody's."""
    words = language.bylines
    if text.casefold() in words.agencies:
        return True
    if not is_name(text, language):
        return False
    tokens = [token.casefold() for token in text.split()]
    kinds = [token for token in tokens if token in words.outlets]
    own = set(tokens) - words.outlets - words.common_to_outlets - {words.article}
    return bool(kinds) and bool(own or (tokens[0] == words.article and len(tokens) == 2))


def _read(line: str, language: Language) -> Imprint | None:
    if len(line) > _LONGEST:
        return None
    bare = line.removesuffix(".").strip("()[]")
    if is_time(line, language):
        return Imprint(time=_published(language).sub("", line))
    if said := _publisher(language).fullmatch(bare):
        name, time = said["name"], said["time"]
        is_named = is_name(name, language) and bool(said["article"])
        if is_named or is_outlet_name(name, language):
            is_dated = time is not None and is_time(time, language)
            return Imprint(name, time) if is_dated or time is None else None
    for name, time in _sides(bare):
        if is_time(time, language) and (
            is_outlet_name(name, language) or is_byline(name, language)
        ):
            return Imprint(None if is_byline(name, language) else name, time)
    return _of_three(bare, language) or _before_byline(bare, language)


def _before_byline(line: str, language: Language) -> Imprint | None:
    """What "The Lantern Post, 4 March 2031. By Ann Lee" says."""
    for mark in _BEFORE_BYLINE.finditer(line):
        front, author = line[: mark.start()], line[mark.end() :]
        if is_byline(author, language) and (imprint := _read(front, language)) is not None:
            return replace(imprint, author=author)
    return None


def _of_three(line: str, language: Language) -> Imprint | None:
    """What "The Lantern Post | 4 March 2031 | Ann Lee" says, in any order."""
    for outlet, time, author in permutations(_COLUMN.split(line)) if _has_three(line) else ():
        if (
            is_time(time, language)
            and is_outlet_name(outlet, language)
            and (is_byline(author, language) or _is_person(author, language))
        ):
            return Imprint(outlet, time, author)
    return None


def _has_three(line: str) -> bool:
    return len(_COLUMN.findall(line)) == 2


def _is_person(text: str, language: Language) -> bool:
    """Whether it is two names or more, none of them a word of outlets or their sections."""
    words = language.bylines
    tokens = text.casefold().split()
    return (
        len(tokens) > 1
        and is_name(text, language)
        and not words.common_to_outlets.union(words.outlets).intersection(tokens)
        and text.casefold() not in words.agencies
    )


def _sides(line: str) -> Iterator[tuple[str, str]]:
    """What stands on both sides of each mark, in both orders."""
    for mark in _APART.finditer(line):
        one, other = line[: mark.start()].strip(), line[mark.end() :].strip()
        yield one, other
        yield other, one


def is_name(text: str, language: Language) -> bool:
    """Whether it is a few capitalised words."""
    words = text.split()
    small = language.furniture.small_words
    return (
        0 < len(words) <= _MOST_WORDS
        and is_headline(text, language)
        and ":" not in text
        and words[0][0].isupper()
        and all(word[0].isupper() or word in small for word in words)
    )


@cache
def _publisher(language: Language) -> re.Pattern[str]:
    article = language.bylines.article
    return re.compile(
        rf"(?:{language.bylines.published_by})\s+(?P<article>(?i:{article}\s+(?=[A-Z])))?"
        rf"(?P<name>.+?)(?:(?:,|\s+[-–—|·•]|\s+{language.bylines.on})\s+(?P<time>[^,]*\d.*))?"
    )


@cache
def _published(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?:{language.bylines.published})\s+")
