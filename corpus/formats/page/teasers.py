"""Other stories that a page offers beside and between the paragraphs of its article, by their
links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from corpus.formats.page.known import letters_of
from corpus.formats.page.passages import Nearest, Passage

_ADDRESS = re.compile(r"\s*(?:https?://|www\.)\S+\s*$")
_LABEL = re.compile(r"[^:|>»]{1,30}[:|>»]\s")  # "Related: "
_CLOSERS = "\"'”’»)]」』› "
_FULL_STOPS = (".", "。", "।", "۔")
# Set by hand; not measured.
_LONGEST_CREDIT = 3  # words: who wrote what stands above; other stories' headlines are longer
_AROUND_HEADLINE = frozenset(("a", "span"))
_SHORTEST_HEADLINE = 20  # letters
_MOST_IN_CARD = 200  # letters besides the headline


def is_other_story(passage: Passage) -> bool:
    """Whether the passage is a link to something else, perhaps after a label."""
    if not passage.linked or _ADDRESS.match(passage.text):
        return False
    if passage.is_link and passage.is_heading:
        return True
    label = _LABEL.match(passage.text)
    unlinked = passage.letters - passage.linked
    is_labelled = label is not None and unlinked <= len(letters_of(label[0]))
    ends = passage.text.rstrip(_CLOSERS).endswith(_FULL_STOPS)
    return (passage.is_link or is_labelled) and not ends


def is_credit(passage: Passage) -> bool:
    """Whether a link is short enough for the name of a source."""
    return not passage.is_heading and len(passage.text.split()) <= _LONGEST_CREDIT


class Cards:
    """The elements that hold a headline which is a link, and little else; also those whose first
    line is a link that is as long as a headline, if `plain`."""

    def __init__(self, passages: Sequence[Passage], *, plain: bool = False) -> None:
        headed = {
            home
            for passage in passages
            if passage.is_link and (home := _held_by(passage, plain=plain)) is not None
        }
        self._headed_around = Nearest(headed.__contains__)
        self._besides: Counter[Any] = Counter()
        for passage in passages:
            self._besides[self._headed_around(passage.place)] += passage.letters - passage.linked

    def around(self, passage: Passage) -> Any:
        """The card that a passage is on, if it is on one."""
        headed = self._headed_around(passage.place)
        return headed if self._besides[headed] < _MOST_IN_CARD else None


def _held_by(passage: Passage, *, plain: bool) -> Any:
    """The card that a link is the headline of."""
    if passage.is_heading:
        around = passage.place.iterancestors()
        return next((each for each in around if each.tag not in _AROUND_HEADLINE), None)
    is_headline = plain and passage.letters >= _SHORTEST_HEADLINE
    return passage.place if is_headline and passage.place.tag in ("div", "li") else None
