"""Which lines of an article are prose and which are not: wording, shape, repetition, place.

In doubt a line is prose: a caption that is quoted is a blemish, a paragraph that is lost is not
forgiven.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.segmentation.lexicon import Furniture, furniture, is_byline, is_time
from corpus.segmentation.lines import Line
from corpus.segmentation.quotations import leaves_quotation_open, opens_with_quotation
from corpus.segmentation.shape import (
    is_heading,
    is_headline,
    is_label,
    is_marked_heading,
    is_sentence,
    unmarked,
    words,
)
from corpus.types import BlockKind

PROSE, HEADING, TITLE, BOILERPLATE = (
    BlockKind.PROSE,
    BlockKind.HEADING,
    BlockKind.TITLE,
    BlockKind.BOILERPLATE,
)
_LONGEST_CAPTION = 30  # words
_LONGEST_BLURB = 60  # words
_SHORTEST_HEADLINE = 4  # words
_SHORTEST_TEASER = 6  # words; shorter lines are as likely headings
_LONGEST_RUN_OF_HEADINGS = 2
_PARAGRAPH_WORDS = 12
_LONGEST_PHRASE = 30


def assign_roles(lines: Sequence[Line], *, title: str | None) -> list[BlockKind]:
    """A kind for each line, in order."""
    return _Reading(lines, title).kinds()


class _Reading:
    """One pass over an article: each rule settles lines that those before it left open."""

    def __init__(self, lines: Sequence[Line], title: str | None) -> None:
        self.lines = lines
        self.texts = [unmarked(line.text) for line in lines]
        self.marked = [is_marked_heading(line.text) for line in lines]
        self.title = _key(title) if title else None
        self.roles: list[BlockKind | None] = [None] * len(lines)
        self.labels: dict[int, Furniture] = {}

    def kinds(self) -> list[BlockKind]:
        self._settle_quotations()
        self._settle_title()
        self._settle_furniture()
        self._settle_repetitions()
        self._settle_captions()
        self._settle_teasers()
        self._settle_head()
        self._settle_headings()
        return [role or PROSE for role in self.roles]

    def _open(self) -> Iterator[int]:
        return (i for i, role in enumerate(self.roles) if role is None)

    def _neighbour(self, i: int) -> int | None:
        """The next line that is not boilerplate."""
        rest = range(i + 1, len(self.lines))
        return next((j for j in rest if self.roles[j] is not BOILERPLATE), None)

    def _could_head(self, i: int) -> bool:
        """Whether line `i` has a heading's shape and stands as one: alone, or over a paragraph."""
        if self.marked[i]:
            return True
        if not is_heading(self.texts[i]) or (i and self._same_block(i - 1, i)):
            return False
        if i + 1 == len(self.lines) or not self._same_block(i, i + 1):
            return True
        below = self.texts[i + 1]
        return is_sentence(below) and len(words(below)) > _PARAGRAPH_WORDS

    def _is_prose(self, i: int | None) -> bool:
        """Whether line `i` is there, may be prose, and is no heading."""
        return i is not None and self.roles[i] in (None, PROSE) and not self._could_head(i)

    def _is_sentence(self, i: int) -> bool:
        """Whether line `i` may be prose and ends as prose does, or is too long for a phrase."""
        text = self.texts[i]
        return self._is_prose(i) and (is_sentence(text) or len(words(text)) > _LONGEST_PHRASE)

    def _same_block(self, i: int, j: int) -> bool:
        return self.lines[i].position == self.lines[j].position

    def _settle_quotations(self) -> None:
        """What stands within a quotation that runs on is prose, however short."""
        for i in range(1, len(self.lines)):
            if opens_with_quotation(self.texts[i]) and leaves_quotation_open(self.texts[i - 1]):
                self.roles[i - 1] = self.roles[i] = PROSE

    def _settle_title(self) -> None:
        """The known title where it stands, else the headline before the first prose."""
        head = self._head()
        if self.title:
            for i in head:
                if _key(self.texts[i]) == self.title:
                    self.roles[i] = TITLE
                    return
        for i in head:
            text = self.texts[i]
            if furniture(text) or is_byline(text) or is_time(text):
                continue
            if is_headline(text) and (
                self.marked[i] or len(words(text)) >= _SHORTEST_HEADLINE or i == head[-1]
            ):
                if self.marked[i] or self._is_followed_by_prose(i):
                    self.roles[i] = TITLE
                return
            if not is_label(text):
                return

    def _is_followed_by_prose(self, i: int) -> bool:
        return any(self._is_sentence(j) for j in range(i + 1, len(self.lines)))

    def _head(self) -> list[int]:
        """The lines before the first sentence of prose, and that one, which may be a headline."""
        for i in range(len(self.lines)):
            if self._is_sentence(i) and not furniture(self.texts[i]):
                return list(range(i + 1))
        return list(range(len(self.lines)))

    def _settle_furniture(self) -> None:
        for i in self._open():
            if (kind := furniture(self.texts[i])) is not None:
                self.roles[i] = BOILERPLATE
                self.labels[i] = kind

    def _settle_repetitions(self) -> None:
        """A headline that stands twice is another story's, or the article's own once more."""
        keys = [_key(text) for text in self.texts]
        counts = Counter(keys)
        for i in self._open():
            long_enough = len(words(self.texts[i])) >= _SHORTEST_HEADLINE
            if counts[keys[i]] > 1 and long_enough and is_headline(self.texts[i]):
                self.roles[i] = BOILERPLATE

    def _settle_captions(self) -> None:
        """What a bare caption label announces."""
        for i in self._open():
            labelled = self.labels.get(i - 1) is Furniture.CAPTION_LABEL
            if labelled and len(words(self.texts[i])) <= _LONGEST_CAPTION:
                self.roles[i] = BOILERPLATE

    def _settle_teasers(self) -> None:
        """Headlines after a label that announces other stories, and the blurb of a repeated one."""
        for label, kind in self.labels.items():
            if kind is not Furniture.TEASER_LABEL:
                continue
            last = label
            for i in range(label + 1, len(self.lines)):
                if self.roles[i] is BOILERPLATE:
                    last = i
                elif self.roles[i] is None and is_headline(self.texts[i]) and not self.marked[i]:
                    if len(words(self.texts[i])) < _SHORTEST_TEASER and self._heads_apart(i):
                        break
                    self.roles[i] = BOILERPLATE
                    last = i
                else:
                    break
            if last + 1 < len(self.lines) and last != label:
                self._settle_blurb(last, last + 1)

    def _heads_apart(self, i: int) -> bool:
        """Whether line `i` stands as a heading does, over a sentence in the next block."""
        last = i + 1 == len(self.lines)
        alone = self._could_head(i) and not last and not self._same_block(i, i + 1)
        return alone and self._is_sentence(i + 1)

    def _settle_blurb(self, headline: int, i: int) -> None:
        """One sentence that retells the repeated headline right before it."""
        text = self.texts[i]
        repeated = sum(_key(other) == _key(self.texts[headline]) for other in self.texts) > 1
        if self.roles[i] is not None or not repeated or len(words(text)) > _LONGEST_BLURB:
            return
        told, retold = _stems(self.texts[headline]), _stems(text)
        elsewhere: set[str] = set()
        for j, other in enumerate(self.texts):
            if j != i and self.roles[j] in (None, PROSE):
                elsewhere |= _stems(other)
        shared = told & retold
        if shared - elsewhere or 3 * len(shared) >= len(told):
            self.roles[i] = BOILERPLATE

    def _settle_head(self) -> None:
        """Bylines, times and labels before the text, and bylines and times standing alone."""
        first_prose = next((i for i in self._open() if self._is_sentence(i)), len(self.lines))
        for i in self._open():
            text = self.texts[i]
            if is_byline(text) or (is_time(text) and (i < first_prose or not self._heads(i))):
                self.roles[i] = BOILERPLATE
        title = next((i for i, role in enumerate(self.roles) if role is TITLE), -1)
        for i in [i for i in self._open() if i < first_prose and is_label(self.texts[i])]:
            block = [j for j in range(first_prose) if self._same_block(i, j)]
            with_furniture = any(self.roles[j] is BOILERPLATE for j in block)
            if i < title or with_furniture:
                self.roles[i] = BOILERPLATE

    def _heads(self, i: int) -> bool:
        return self._is_prose(self._neighbour(i))

    def _settle_headings(self) -> None:
        i = 0
        while i < len(self.lines):
            run = self._run_of_headings(i)
            plain = [j for j in run if not self.marked[j]]
            announced = i > 0 and self.texts[i - 1].endswith(":")
            heads = bool(run) and self._heads(run[-1])
            if heads and not announced and len(plain) <= _LONGEST_RUN_OF_HEADINGS:
                settled = run
            else:
                settled = [j for j in run if self.marked[j]]
            for j in settled:
                self.roles[j] = HEADING
            i = run[-1] + 1 if run else i + 1

    def _run_of_headings(self, start: int) -> list[int]:
        """The heading-shaped lines from `start` on, with only boilerplate between them."""
        run: list[int] = []
        for i in range(start, len(self.lines)):
            if self.roles[i] is None and self._could_head(i):
                run.append(i)
            elif not run or self.roles[i] is not BOILERPLATE:
                break
        return run


def _key(text: str) -> str:
    return " ".join(words(text.casefold()))


def _stems(text: str) -> set[str]:
    return {word.casefold()[:6] for word in words(text) if len(word) > 3 or word[0].isdigit()}
