"""What publishers' articles mention, whoever says it and however it was read.

That an outlet has nothing of a claim or a figure is said of it in public, so it may be said only
where the words, or the figure, stand nowhere in its articles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from corpus.figures.amounts import amounts
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from index.claims.figures.grouping import Reported
from index.claims.publishers import Publishers
from index.query.terms import content_words
from index.query.words import stem
from index.types import Passage

# The part of a claim's stems that a paragraph has which may say the same; where it has all of the
# claim's figures; and the part that all texts of a publisher together have, which may have said it
# bit by bit. Set by hand on the rows of a dozen stories.
_MAY_SAY, _WITH_FIGURES, _IN_ALL = 0.4, 0.25, 0.6
_CLOSE = 0.01  # values within it are one, as elsewhere


@dataclass(frozen=True, slots=True)
class _Text:
    """A paragraph or a headline."""

    stems: frozenset[str]
    values: frozenset[float]
    words: str


@dataclass(frozen=True, slots=True)
class Mentioned:
    """The texts of each publisher, and the stems of all of them; `common` are those that most texts
    have, which tell of the story and of no claim."""

    texts: Mapping[str, tuple[_Text, ...]]
    stems: Mapping[str, frozenset[str]]
    common: frozenset[str]
    language: Language

    def may_have_said(self, words: str) -> Iterator[str]:
        """The publishers of a text with so much of these words that it may say the same."""
        said = _text(words, self.language)
        for publisher, some in self.texts.items():
            is_there = len(self.stems[publisher] & said.stems) >= _IN_ALL * len(said.stems)
            if is_there or any(_may_say(said, text, self.common) for text in some):
                yield publisher

    def have_figure(self, reported: Reported) -> Iterator[str]:
        """The publishers of a text with this value in any form, or with the same vague words."""
        value, quote, passage = reported.amount.value, reported.quote, reported.passage
        printed = quote.of(passage.paragraph.text) if passage is not None and quote else ""
        for publisher, some in self.texts.items():
            if value is None:
                is_there = any(f" {printed.casefold()} " in text.words for text in some)
            else:
                close = _CLOSE * abs(value)
                is_there = any(abs(v - value) <= close for text in some for v in text.values)
            if is_there:
                yield publisher


def mentioned_in(
    passages: Iterable[Passage], publishers: Publishers, language: Language = ENGLISH
) -> Mentioned:
    """What the articles of these passages mention, in their headlines too."""
    found: dict[str, dict[str, _Text]] = {}
    for passage in passages:
        article = passage.article
        publisher = publishers.family(article)
        if publisher is not None:
            texts = found.setdefault(publisher, {})
            for words in filter(None, (article.title, passage.paragraph.text)):
                if words not in texts:
                    texts[words] = _text(words, language)
    texts_of = {publisher: tuple(texts.values()) for publisher, texts in found.items()}
    counts = Counter(root for some in texts_of.values() for text in some for root in text.stems)
    most = sum(map(len, texts_of.values())) / 2
    common = frozenset(root for root, count in counts.items() if count > most)
    stems = {
        publisher: frozenset(root for text in some for root in text.stems)
        for publisher, some in texts_of.items()
    }
    return Mentioned(texts_of, stems, common, language)


@lru_cache(maxsize=4096)
def stems_of(words: str) -> frozenset[str]:
    """The stems of the words that say something."""
    return frozenset(stem(word) for word in content_words(words))


def _may_say(said: _Text, text: _Text, common: frozenset[str]) -> bool:
    has_figures = bool(said.values) and said.values <= text.values
    least = _WITH_FIGURES if has_figures else _MAY_SAY
    shared = text.stems & said.stems
    is_of_it = bool(shared - common) or said.stems <= common
    return is_of_it and len(shared) >= least * len(said.stems)


def _text(words: str, language: Language) -> _Text:
    values = frozenset(amount.low for amount in amounts(words, language))
    return _Text(stems_of(words), values, f" {' '.join(words.casefold().split())} ")
