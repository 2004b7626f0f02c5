"""An article's lines as they are told apart: what is settled about each, and what may be asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from corpus.languages.language import Language
from corpus.segmentation.lexicon import is_time
from corpus.segmentation.lines import Line
from corpus.segmentation.quotations import leaves_quotation_open
from corpus.segmentation.shape import (
    is_heading,
    is_headline,
    is_question,
    is_sentence,
    length,
)
from corpus.types import BlockKind

# Lengths in words.
_LONGEST_PHRASE = 30
_SHORTEST_PARAGRAPH = 12


class Labelling:
    """Lines by index, with the kind that a rule has settled on; None is open still."""

    def __init__(self, lines: Sequence[Line], language: Language) -> None:
        self.language = language
        self.positions = [line.position for line in lines]
        self.texts = [line.text for line in lines]
        self.levels = [line.level for line in lines]
        self.marked = [level > 0 for level in self.levels]
        self.marked_title = _only([i for i, level in enumerate(self.levels) if level == 1])
        self.kinds: list[BlockKind | None] = [None] * len(lines)

    def __len__(self) -> int:
        return len(self.texts)

    def open(self) -> Iterator[int]:
        """The lines that are open when their turn comes."""
        return (i for i in range(len(self)) if self.kinds[i] is None)

    def drop(self, i: int) -> None:
        self.kinds[i] = BlockKind.BOILERPLATE

    def is_dropped(self, i: int) -> bool:
        """Whether it is settled that the line is no part of the article's own text."""
        return self.kinds[i] in (BlockKind.BOILERPLATE, BlockKind.CORRECTION)

    def shares_block(self, i: int, j: int) -> bool:
        """Whether both lines are there and no blank line stands between them."""
        both = 0 <= i < len(self) and 0 <= j < len(self)
        return both and self.positions[i] == self.positions[j]

    def stands_alone(self, i: int) -> bool:
        return not self.shares_block(i - 1, i) and not self.shares_block(i, i + 1)

    def could_head(self, i: int) -> bool:
        """Whether line `i` has a heading's shape and stands as one: alone, over a paragraph, or
        with the time of an entry above it."""
        text = self.texts[i]
        if self.marked[i]:
            return True
        if not (self._headings[i] or self.is_time(i)) or leaves_quotation_open(text):
            return False
        if self.stands_alone(i):
            return True
        if self.shares_block(i - 1, i):
            return self._is_timed_heading(i - 1)
        below = self.texts[i + 1]
        long_enough = is_question(text) or length(below) >= _SHORTEST_PARAGRAPH
        return self._is_timed_heading(i) or (is_sentence(below) and long_enough)

    def _is_timed_heading(self, i: int) -> bool:
        """Whether line `i` is a time, and with a heading below it makes a block."""
        pair = not self.shares_block(i - 1, i) and not self.shares_block(i + 1, i + 2)
        return pair and self.is_time(i) and self._headings[i + 1]

    def is_time(self, i: int) -> bool:
        return self._times[i]

    @cached_property
    def _headings(self) -> list[bool]:
        return [is_heading(text, self.language) for text in self.texts]

    @cached_property
    def _times(self) -> list[bool]:
        return [is_time(text, self.language) for text in self.texts]

    def is_headline(self, i: int) -> bool:
        return is_headline(self.texts[i], self.language)

    def may_be_prose(self, i: int) -> bool:
        kind = self.kinds[i]
        return kind is BlockKind.PROSE or (kind is None and not self.could_head(i))

    def is_paragraph(self, i: int) -> bool:
        """Whether line `i` may be prose and ends as prose does, or is too long for a phrase."""
        text = self.texts[i]
        ends_as_prose = is_sentence(text) or length(text) > _LONGEST_PHRASE
        return ends_as_prose and self.may_be_prose(i)

    @cached_property
    def head(self) -> range:
        """The lines before the first paragraph, as it was when this was first asked."""
        everything = range(len(self))
        return range(next((i for i in everything if self.is_paragraph(i)), len(self)))


def _only(found: list[int]) -> int | None:
    """The one that there is; where all headings are of the first level, none is the title."""
    return found[0] if len(found) == 1 else None
