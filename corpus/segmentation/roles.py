"""Which lines of an article are prose and which are not: wording, shape, repetition, place.

In doubt a line is prose: a caption that is quoted is a blemish, a paragraph that is lost is not
forgiven.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from corpus.segmentation.lexicon import (
    Furniture,
    furniture,
    is_byline,
    is_notice,
    is_source_note,
    is_time,
)
from corpus.segmentation.lines import Line
from corpus.segmentation.quotations import leaves_quotation_open, opens_with_quotation
from corpus.segmentation.shape import (
    is_heading,
    is_headline,
    is_label,
    is_marked_heading,
    is_plain_question,
    is_question,
    is_sentence,
    is_single_sentence,
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

# Lengths in words.
_LONGEST_CAPTION = 30
_LONGEST_BLURB = 30
_LONGEST_PHRASE = 30
_LONGEST_AFFILIATION = 8
_SHORTEST_HEADLINE = 4
_SHORTEST_TEASER = 6  # a shorter line is as likely a heading
_SHORTEST_STANDFIRST = 6
_SHORTEST_PARAGRAPH = 12

_LONGEST_RUN_OF_HEADINGS = 2  # more of them are a list
_CARD = 3  # lines within which a teaser repeats its headline
# Words that take up what was said before: a paragraph that begins so belongs to the article.
_CONNECTIVES = frozenset(
    "but and he she it they we his her its their this that these those however meanwhile still also"
    " yet so then there such both another despite according".split()
)


def assign_roles(lines: Sequence[Line], *, title: str | None) -> list[BlockKind]:
    """A kind for each line, in order."""
    return _Reading(lines, title).kinds()


class _Reading:
    """One reading of an article: each rule settles lines that those before it left open."""

    def __init__(self, lines: Sequence[Line], title: str | None) -> None:
        self.lines = lines
        self.texts = [unmarked(line.text) for line in lines]
        self.keys = [_key(text) for text in self.texts]
        self.marked = [is_marked_heading(line.text) for line in lines]
        self.title = title
        self.roles: list[BlockKind | None] = [None] * len(lines)
        self.labels: dict[int, Furniture] = {}

    def kinds(self) -> list[BlockKind]:
        self._settle_quotations()
        self._settle_furniture()
        self._settle_title()
        self._settle_repetitions()
        self._settle_labelled()
        self._settle_teasers()
        self._settle_head()
        self._settle_end()
        self._settle_headings()
        self._settle_lone_question()
        return [role or PROSE for role in self.roles]

    # What a line is, as far as it is settled

    def _open(self) -> Iterator[int]:
        return (i for i, role in enumerate(self.roles) if role is None)

    def _shares_block(self, i: int, j: int) -> bool:
        both = 0 <= i < len(self.lines) and 0 <= j < len(self.lines)
        return both and self.lines[i].position == self.lines[j].position

    def _could_head(self, i: int) -> bool:
        """Whether line `i` has a heading's shape and stands as one: alone, over a paragraph, or
        with the time of an entry above it."""
        text = self.texts[i]
        if self.marked[i]:
            return True
        if leaves_quotation_open(text) or not (is_heading(text) or is_time(text)):
            return False
        is_first = not self._shares_block(i - 1, i)
        is_last = not self._shares_block(i, i + 1)
        if is_first and is_last:
            return True
        if is_first:
            below = self.texts[i + 1]
            over_heading = is_time(text) and not self._shares_block(i + 1, i + 2)
            if over_heading and is_heading(below):
                return True
            long_enough = is_question(text) or len(words(below)) >= _SHORTEST_PARAGRAPH
            return is_sentence(below) and long_enough
        return is_last and is_time(self.texts[i - 1]) and not self._shares_block(i - 2, i)

    def _may_be_prose(self, i: int) -> bool:
        return self.roles[i] in (None, PROSE) and not self._could_head(i)

    def _is_paragraph(self, i: int) -> bool:
        """Whether line `i` may be prose and ends as prose does, or is too long for a phrase."""
        text = self.texts[i]
        ends_as_prose = is_sentence(text) or len(words(text)) > _LONGEST_PHRASE
        return ends_as_prose and self._may_be_prose(i)

    def _heads(self, i: int) -> bool:
        """Whether the next line that is not boilerplate may be prose."""
        rest = range(i + 1, len(self.lines))
        below = next((j for j in rest if self.roles[j] is not BOILERPLATE), None)
        return below is not None and self._may_be_prose(below)

    @cached_property
    def _first_paragraph(self) -> int:
        """The first line that reads as prose; the lines before it are the head of the article."""
        everything = range(len(self.lines))
        return next((i for i in everything if self._is_paragraph(i)), len(self.lines))

    # The rules, in the order in which they are applied

    def _settle_quotations(self) -> None:
        """What stands within a quotation that runs on is prose, however short."""
        for i in range(1, len(self.lines)):
            if opens_with_quotation(self.texts[i]) and leaves_quotation_open(self.texts[i - 1]):
                self.roles[i - 1] = self.roles[i] = PROSE

    def _settle_furniture(self) -> None:
        for i in self._open():
            if (kind := furniture(self.texts[i])) is not None:
                self.roles[i] = BOILERPLATE
                self.labels[i] = kind

    def _settle_title(self) -> None:
        """The known title where it stands, else the headline that prose follows."""
        title = _key(self.title) if self.title else None
        head = range(min(self._first_paragraph + 1, len(self.lines)))
        for i in head:
            if title and self.keys[i] == title:
                self.roles[i] = TITLE
                return
        for i in head:
            text = self.texts[i]
            if self.roles[i] is not None or is_byline(text) or is_time(text):
                continue
            long_enough = self.marked[i] or len(words(text)) >= _SHORTEST_HEADLINE
            if long_enough and is_headline(text):
                if self._could_be_title(i):
                    self.roles[i] = TITLE
                return
            if not is_label(text):
                return

    def _could_be_title(self, i: int) -> bool:
        if self.marked[i]:
            return True
        if self.title and 2 * len(_stems(self.texts[i]) & _stems(self.title)) < len(
            _stems(self.title)
        ):
            return False
        below = range(i + 1, len(self.lines))
        return any(self._is_paragraph(j) for j in below)

    def _settle_repetitions(self) -> None:
        """A headline that soon stands again is another story's, or the article's own once more."""
        seen: dict[str, int] = {}
        titles = {self.keys[i] for i, role in enumerate(self.roles) if role is TITLE}
        for i, key in enumerate(self.keys):
            if self.roles[i] is PROSE or not self._could_be_teaser(i):
                continue
            before = seen.get(key)
            if key in titles:
                self.roles[i] = self.roles[i] or BOILERPLATE
            elif before is not None and i - before <= _CARD:
                self.roles[i] = self.roles[before] = BOILERPLATE
                self._settle_card(before, i)
            seen[key] = i

    def _could_be_teaser(self, i: int) -> bool:
        return len(words(self.texts[i])) >= _SHORTEST_HEADLINE and is_headline(self.texts[i])

    def _settle_card(self, first: int, second: int) -> None:
        """The label between the two copies of a headline, and the blurb below them.

        A card shows its headline as the picture's text and as a link, with a label such as "Other
        topics of interest" between them, and tells the story in one sentence.
        """
        between = range(first + 1, second)
        for i in between:
            if self.roles[i] is None and is_label(self.texts[i]):
                self.roles[i] = BOILERPLATE
        labelled = len(between) > 0 and all(self.roles[i] is BOILERPLATE for i in between)
        if labelled and self._is_blurb(second + 1, headline=second):
            self.roles[second + 1] = BOILERPLATE

    def _is_blurb(self, i: int, *, headline: int) -> bool:
        """Whether line `i` is one sentence about the headline's story and not about this one."""
        if i >= len(self.lines) or self.roles[i] is not None or self._shares_block(i, i + 1):
            return False
        text = self.texts[i]
        if len(words(text)) > _LONGEST_BLURB or not is_single_sentence(text):
            return False
        told, retold = _stems(self.texts[headline]), _stems(text)
        shared = told & retold
        if 3 * len(shared) >= len(told) or any(self._is_new(stem, i) for stem in shared):
            return True
        taken_up = words(text)[0].casefold() in _CONNECTIVES or opens_with_quotation(text)
        names = {stem for stem in _stems(text, names=True) if stem not in told}
        return not taken_up and all(self._is_new(name, i) for name in names)

    def _is_new(self, stem: str, i: int) -> bool:
        """Whether no other line that may be prose has the word."""
        return self._stem_counts[stem] <= (stem in _stems(self.texts[i]))

    @cached_property
    def _stem_counts(self) -> Counter[str]:
        prose = (i for i, role in enumerate(self.roles) if role in (None, PROSE))
        return Counter(stem for i in prose for stem in _stems(self.texts[i]))

    def _settle_labelled(self) -> None:
        """What a bare label announces: a caption, or a notice of the editors."""
        for i in list(self._open()):
            label, text = self.labels.get(i - 1), self.texts[i]
            caption = label is Furniture.CAPTION_LABEL and len(words(text)) <= _LONGEST_CAPTION
            if caption or (label is Furniture.NOTICE_LABEL and is_notice(text)):
                self.roles[i] = BOILERPLATE

    def _settle_teasers(self) -> None:
        """Headlines of other stories, after a label that announces them."""
        announced = False
        for i, role in enumerate(self.roles):
            if role is BOILERPLATE:
                announced = announced or self.labels.get(i) is Furniture.TEASER_LABEL
            elif announced and role is None and not self.marked[i] and self._is_teaser(i):
                self.roles[i] = BOILERPLATE
            else:
                announced = False

    def _is_teaser(self, i: int) -> bool:
        """Whether line `i`, below such a label, is a headline and not the next heading."""
        if not is_headline(self.texts[i]):
            return False
        alone = not self._shares_block(i - 1, i) and not self._shares_block(i, i + 1)
        heads = i + 1 < len(self.lines) and self._is_paragraph(i + 1)
        return not (alone and heads and len(words(self.texts[i])) < _SHORTEST_TEASER)

    def _settle_head(self) -> None:
        """Bylines and what stands with them; times, labels and the standfirst before the text."""
        head = range(self._first_paragraph)
        for i in list(self._open()):
            text = self.texts[i]
            if is_byline(text) or (i in head and (is_time(text) or _is_breadcrumb(text))):
                self.roles[i] = BOILERPLATE
        self._settle_below_bylines()
        title = next((i for i in head if self.roles[i] is TITLE), 0)
        furnished = {self.lines[i].position for i in head if self.roles[i] is BOILERPLATE}
        for i in head:
            if self.roles[i] is not None or self.marked[i]:
                continue
            text = self.texts[i]
            if is_label(text) and (i < title or self.lines[i].position in furnished):
                self.roles[i] = BOILERPLATE
            elif len(words(text)) >= _SHORTEST_STANDFIRST and not is_question(text):
                self.roles[i] = PROSE

    def _settle_below_bylines(self) -> None:
        """The authors' office and the time, in one block with the byline."""
        bylined = {line.position for line in self.lines if is_byline(line.text)}
        for i in list(self._open()):
            if self.lines[i].position not in bylined:
                continue
            text = self.texts[i]
            is_office = self._shares_block(i - 1, i) and is_byline(self.texts[i - 1])
            short = len(words(text)) <= _LONGEST_AFFILIATION and not is_sentence(text)
            if is_time(text) or (is_office and short):
                self.roles[i] = BOILERPLATE

    def _settle_end(self) -> None:
        """A note that names the sources, as the last line that is not boilerplate."""
        for i in reversed(range(len(self.lines))):
            if self.roles[i] is not BOILERPLATE:
                if i and self.roles[i] is None and is_source_note(self.texts[i]):
                    self.roles[i] = BOILERPLATE
                return

    def _settle_headings(self) -> None:
        i = 0
        while i < len(self.lines):
            run = self._run_of_headings(i)
            unmarked_run = [j for j in run if not self.marked[j]]
            announced = i > 0 and self.texts[i - 1].endswith(":") and not is_time(self.texts[i])
            few = len(unmarked_run) <= _LONGEST_RUN_OF_HEADINGS
            if not (run and few and not announced and self._heads(run[-1])):
                for j in unmarked_run:
                    self.roles[j] = BOILERPLATE if is_time(self.texts[j]) else PROSE
            for j in run:
                self.roles[j] = self.roles[j] or HEADING
            i = run[-1] + 1 if run else i + 1

    def _settle_lone_question(self) -> None:
        """Among prose alone, a question that does not look like a heading is the author's."""
        headings = [i for i, role in enumerate(self.roles) if role is HEADING]
        if len(headings) != 1 or self.marked[headings[0]]:
            return
        text = self.texts[headings[0]]
        if is_question(text) and not is_plain_question(text):
            self.roles[headings[0]] = PROSE

    def _run_of_headings(self, start: int) -> list[int]:
        """The heading-shaped lines from `start` on, with only boilerplate between them."""
        run: list[int] = []
        for i in range(start, len(self.lines)):
            if self.roles[i] is None and self._could_head(i):
                run.append(i)
            elif not run or self.roles[i] is not BOILERPLATE:
                break
        return run


def _is_breadcrumb(text: str) -> bool:
    return " | " in text and not is_sentence(text)


def _key(text: str) -> str:
    return " ".join(words(text.casefold()))


def _stems(text: str, *, names: bool = False) -> set[str]:
    """The beginnings of the longer words, or of the capitalised ones after the first."""
    found = words(text)[1:] if names else words(text)
    return {
        word.casefold()[:6]
        for word in found
        if (word[0].isupper() if names else len(word) > 3 or word[0].isdigit())
    }
