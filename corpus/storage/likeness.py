"""How much of one text another has."""

from __future__ import annotations

from corpus.languages.words import WORD

# Words of a text that are looked at: the longest articles have some thousand. Set by hand; not
# measured.
_MOST_WORDS = 20_000
_RUN = 3
# What a page shows of an article to those who have not paid, and the words with which it asks them
# to. Set by hand; not measured.
_ALL_OF_IT, _SHORT, _ASKED = 0.9, 0.7, 15


def runs_of_words(text: str) -> frozenset[tuple[str, ...]]:
    """Every three words in a row; a shorter text is one run."""
    words = WORD.findall(text.casefold())[:_MOST_WORDS]
    size = min(_RUN, len(words))
    return frozenset(
        zip(*(words[first:] for first in range(size)), strict=False) if words else [()]
    )


def shared(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """The part of the shorter text that the longer one has, too: a story grows as it is told."""
    return len(one & other) / max(1, min(len(one), len(other)))


def is_beginning(prose: str, of: str, *, is_partial: bool = False) -> bool:
    """Whether prose says what a much longer one says, and nothing else but a line at its end that
    asks for a subscription; of what is known to be partial, one that is longer at all."""
    *rest, last = prose.split("\n\n")
    whole = runs_of_words(of)
    if rest and len(WORD.findall(last)) <= _ASKED and not runs_of_words(last) <= whole:
        prose = "\n\n".join(rest)
    part = runs_of_words(prose)
    is_short = len(part) < (1 if is_partial else _SHORT) * len(whole)
    return is_short and shared(part, whole) >= _ALL_OF_IT
