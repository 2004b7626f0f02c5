"""Whether two texts are one article, and whether anything in it has changed. Pure.

Feeds and pages change all the time without a word of the article changing: quotation marks,
spaces, counters, the hour. And pages that are no article, to log in, to agree, to say that
something went wrong, come in an article's place with the status of success.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.languages.en.feeds import COUNTED, CUT
from corpus.storage.likeness import runs_of_words

# Numbers with their points and commas, which make another number, and words; nothing else counts.
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_APOSTROPHE = str.maketrans("’ʼ", "''")
_PRINT = re.compile(r"\b(?=[0-9a-zA-Z]*\d)(?=[0-9a-zA-Z]*[a-zA-Z])[0-9a-zA-Z]{10,}\b")
_ENDS = (".", "!", "?", "…", ":", '"', "”", "»")
_CLOSERS = " \"'”’»)]"
# A line with so few words and a word for something that is counted is a counter. Set by hand; not
# measured.
_MOST_OF_A_COUNTER = 8
# Parts of an article's words that a new version still has. Unlike pages share none: of the 7,503
# pairs of 123 publishers' pages none more than .24.
KEPT = 0.3
_ANCHORED = 0.5
_FEWEST_RUNS = 8  # of a summary that can be told by. Set by hand; not measured.
_SUMMARY_KEPT = 0.3
_SUMMARY_LOST = 0.05
_TELLING = 4  # words of a headline that are chance in no other text. Set by hand; not measured.
_STEM = 5  # letters by which an inflected word is known. Set by hand; not measured.
_SHORTEST_WORD = 4


def same_words(one: str, other: str) -> bool:
    """Whether two texts have the same words and numbers in the same order, counters apart."""
    return words_of(one) == words_of(other)


def words_of(text: str) -> tuple[str, ...]:
    """What of a text matters when it is compared with another version of itself."""
    return tuple(
        token.translate(_APOSTROPHE)
        for line in text.splitlines()
        if not _is_counter(line)
        for token in _TOKEN.findall(_PRINT.sub(" ", line))
    )


def kept(old: str, new: str) -> float:
    """The part of the old text's runs of words that the new one has."""
    runs = runs_of_words(old)
    return len(runs & runs_of_words(new)) / max(1, len(runs))


def speaks_of(prose: str, *, title: str | None, summary: str) -> bool:
    """Whether a page's prose can be what a feed announces by a headline and a summary.

    Where neither says enough to tell, it can.
    """
    runs = runs_of_words(summary)
    said = len(runs & runs_of_words(prose)) / max(1, len(runs))
    if len(runs) >= _FEWEST_RUNS and said >= _SUMMARY_KEPT:
        return True
    wanted = _stems(title or "")
    if not wanted:
        return len(runs) < _FEWEST_RUNS
    share = len(wanted & _stems(prose)) / len(wanted)
    if len(runs) >= _FEWEST_RUNS and said < _SUMMARY_LOST:
        return share == 1.0 and len(wanted) >= _TELLING
    return share >= _ANCHORED


def looks_cut(text: str) -> bool:
    """Whether it ends as a summary does: with dots, or a call to read on."""
    last = text.rstrip().rsplit("\n", 1)[-1].strip()
    return bool(last) and CUT.search(last.rstrip(_CLOSERS.replace("]", ""))) is not None


def paragraphs_of(text: str) -> Sequence[str]:
    """Its paragraphs that end as sentences do."""
    return [
        each
        for each in (block.strip() for block in text.split("\n\n"))
        if each.endswith(_ENDS) or each.rstrip(_CLOSERS).endswith(_ENDS)
    ]


def _is_counter(line: str) -> bool:
    line = line.strip()
    if line.endswith(_ENDS[:2]) or len(line.split()) > _MOST_OF_A_COUNTER:
        return False
    return COUNTED.search(line) is not None


def _stems(text: str) -> frozenset[str]:
    return frozenset(
        token.casefold()[:_STEM]
        for token in _TOKEN.findall(text)
        if len(token) >= _SHORTEST_WORD or token.isdecimal()
    )
