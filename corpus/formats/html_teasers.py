"""Other stories that a page offers beside and between the paragraphs of its article, by their
links."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from corpus.formats.html_known import letters_of
from corpus.formats.html_passages import Passage

_ADDRESS = re.compile(r"\s*(?:https?://|www\.)\S+\s*$")
_LABEL = re.compile(r"[^:|>»]{1,30}[:|>»]\s")  # "Related: "
_CLOSERS = "\"'”’»)]」』› "
_FULL_STOPS = (".", "。", "।", "۔")
# Set by hand; not measured.
_LONGEST_CREDIT = 3  # words: who wrote what stands above; other stories' headlines are longer
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


def cards_of(passages: list[tuple[Any, Passage]]) -> set[Any]:
    """The containers that hold a headline which is a link, and little else."""
    headed = {home for home, passage in passages if passage.is_heading and passage.is_link}
    besides: Counter[Any] = Counter()
    for home, passage in passages:
        besides[home] += passage.letters - passage.linked
    return {home for home in headed if besides[home] < _MOST_IN_CARD}
