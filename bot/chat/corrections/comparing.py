"""What of a text is still in a later version of it, and what stands in its place. Pure.

Nobody is told of quotation marks, spaces and counters, nor of a sentence that has moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from corpus.feeds.sameness import words_of
from corpus.languages.sentences import split_sentences
from corpus.types import Paragraph, Span

# The words in common, in order, from which on one sentence stands in another's place. Set by hand;
# not measured.
_ALIKE = 0.5
# Words of a sentence that are compared; longer ones are not news.
_MOST_WORDS = 200


@dataclass(frozen=True, slots=True)
class Spot:
    """A part of a paragraph."""

    paragraph: Paragraph
    span: Span

    @property
    def text(self) -> str:
        return self.span.of(self.paragraph.text)


@dataclass(frozen=True, slots=True)
class Difference:
    """A paragraph that changed, came (`then` is None) or went (`now` is None)."""

    then: Paragraph | None
    now: Paragraph | None


def lost(quoted: Spot, paragraphs: Sequence[Paragraph]) -> list[Spot]:
    """The sentences of a quotation that a version does not have any more, wherever it had them."""
    stock = _joined("\n".join(paragraph.text for paragraph in paragraphs))
    return [
        Spot(quoted.paragraph, sentence.shifted(quoted.span.start))
        for sentence in split_sentences(quoted.text)
        if _joined(sentence.of(quoted.text)) not in stock
    ]


def in_place_of(gone: Spot, paragraphs: Sequence[Paragraph], *, before: str) -> Spot | None:
    """The sentence that says now what `gone` said, which was not there `before`; None if none."""
    had, words = _joined(before), _words(gone.text)
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(words)
    best: tuple[float, Spot] | None = None
    for paragraph in paragraphs:
        for sentence in split_sentences(paragraph.text):
            said = sentence.of(paragraph.text)
            if _joined(said) in had:
                continue
            matcher.set_seq1(_words(said))
            alike = matcher.ratio()
            if alike >= _ALIKE and (best is None or alike > best[0]):
                best = (alike, Spot(paragraph, sentence))
    return None if best is None else best[1]


def differences(then: Sequence[Paragraph], now: Sequence[Paragraph]) -> list[Difference]:
    """Paragraph by paragraph, in the order in which they stand."""
    old, new = ([_joined(each.text) for each in side] for side in (then, now))
    found: list[Difference] = []
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for what, start, stop, first, last in steps:
        if what == "equal":
            continue
        gone, came = then[start:stop], now[first:last]
        found += [Difference(*pair) for pair in zip_longest(gone, came)]
    return found


def _words(text: str) -> list[str]:
    return [word.casefold() for word in words_of(text)[:_MOST_WORDS]]


def _joined(text: str) -> str:
    return f" {' '.join(word.casefold() for word in words_of(text))} "
