"""How much of one text another has."""

from __future__ import annotations

from itertools import islice

from corpus.languages.words import WORD

# Words of a text that are looked at: the longest articles have some thousand. Set by hand; not
# measured.
_MOST_WORDS = 20_000
_RUN = 3
# What a page shows of an article to those who have not paid. Set by hand; not measured.
_ALL_OF_IT, _SHORT = 0.9, 0.5


def runs_of_words(text: str) -> frozenset[tuple[str, ...]]:
    """Every three words in a row; a shorter text is one run."""
    words = [found[0] for found in islice(WORD.finditer(text.casefold()), _MOST_WORDS)]
    size = min(_RUN, len(words))
    return frozenset(tuple(words[i : i + size]) for i in range(len(words) - size + 1))


def shared(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """The part of the shorter text that the longer one has, too: a story grows as it is told."""
    return len(one & other) / max(1, min(len(one), len(other)))


def is_beginning(text: str, of: str) -> bool:
    """Whether a text says what a much longer one says, and nothing else."""
    part, whole = runs_of_words(text), runs_of_words(of)
    return len(part) < _SHORT * len(whole) and shared(part, whole) >= _ALL_OF_IT
