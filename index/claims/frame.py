"""What a topic is looked for in: the articles within filters, and the stories that they are of.

Asked as at a moment, stories are made anew of the versions that were published by then, so that
neither a later article nor a later version says what belongs together.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from functools import cached_property

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.storage.store import CorpusStore
from corpus.stories.fingerprints import fingerprint_of
from corpus.stories.grouping import ALIKE, Told, group, is_within_days
from corpus.types import Article, Filters
from index.query.terms import any_of
from index.query.words import analyse, stem


class Frame(ABC):
    """Articles, with their stories and what tells of them."""

    def __init__(self, store: CorpusStore, filters: Filters) -> None:
        self.store = store
        self._filters = filters

    @property
    def as_of(self) -> str | None:
        """The moment that is asked for; None for now."""
        return self._filters.as_of

    @cached_property
    def articles(self) -> Mapping[int, Article]:
        """Those within the filters by their numbers, each in the version that counts."""
        within = self.store.articles_within(self._filters)
        return {article.number: article for article in within}

    def within(self, articles: Iterable[int]) -> set[int]:
        """Those of these that are within the filters."""
        return self.articles.keys() & set(articles)

    @property
    @abstractmethod
    def total(self) -> int:
        """How many articles there are, whatever else the filters leave out."""

    @abstractmethod
    def stories(self, articles: Iterable[int]) -> dict[int, int]:
        """The story of each of these articles; those not grouped yet are left out."""

    @abstractmethod
    def members(self, story: int) -> list[int]:
        """The numbers of a story's articles, in order, whether within the filters or not."""

    @abstractmethod
    def told_by(self, root: str) -> dict[int, float]:
        """The articles that a word, given by its stem, is telling of: 1 where none is more."""

    @abstractmethod
    def holding(self, word: str) -> set[int]:
        """The articles with this word in a paragraph or the title."""


def frame_of(
    store: CorpusStore, filters: Filters = Filters(), *, language: Language = ENGLISH
) -> Frame:
    """The frame that these filters set."""
    if filters.as_of is None:
        return _Current(store, filters)
    return _AsOf(store, filters, language)


class _Current(Frame):
    """The stories as they are kept."""

    def within(self, articles: Iterable[int]) -> set[int]:
        # Without filters all are, and need not be loaded to know it.
        return set(articles) if self._filters == Filters() else super().within(articles)

    @property
    def total(self) -> int:
        return self.store.stats().articles

    def stories(self, articles: Iterable[int]) -> dict[int, int]:
        return self.store.stories.of(articles)

    def members(self, story: int) -> list[int]:
        return self.store.stories.articles(story)

    def told_by(self, root: str) -> dict[int, float]:
        return self.store.stories.told_by(root)

    def holding(self, word: str) -> set[int]:
        return self.store.stories.holding(any_of([word]))


class _AsOf(Frame):
    """The stories as they were at the moment that the filters name.

    What is kept of current versions serves for articles that have not changed since; of the others
    everything is found anew.
    """

    def __init__(self, store: CorpusStore, filters: Filters, language: Language) -> None:
        super().__init__(store, filters)
        self._language = language
        every = store.articles_within(Filters(as_of=filters.as_of))
        self._every = {article.number: article for article in every}
        kept = store.stories.told(
            {article.number: article.version for article in self._every.values()}
        )
        self._kept = {told.article: told for told in kept}
        self._changed = {
            number: self._tell(article)
            for number, article in self._every.items()
            if number not in self._kept
        }
        self._story: dict[int, int] = {}

    @property
    def total(self) -> int:
        return len(self._every)

    def stories(self, articles: Iterable[int]) -> dict[int, int]:
        wanted = [number for number in articles if number in self._every]
        for number in wanted:
            if number not in self._story:
                self._story |= group([self._told(each) for each in self._tied(number)])
        return {number: self._story[number] for number in wanted}

    def members(self, story: int) -> list[int]:
        together = self.stories(self._tied(story))
        return sorted(number for number, of in together.items() if of == story)

    def told_by(self, root: str) -> dict[int, float]:
        told = self.store.stories.told_by(root)
        found = {number: weight for number, weight in told.items() if number in self._kept}
        for number, changed in self._changed.items():
            weights = changed.fingerprint.weights
            if root in weights:
                found[number] = weights[root] / max(weights.values())
        return found

    def holding(self, word: str) -> set[int]:
        held = self.store.stories.holding(any_of([word])) & self._kept.keys()
        root = stem(word)
        return held | {number for number, words in self._words.items() if root in words}

    @cached_property
    def _words(self) -> dict[int, set[str]]:
        """The words of the articles that have changed since, by their stems."""
        return {
            number: {
                root
                for text in (self._every[number].title or "", *self._texts(self._every[number]))
                for root in analyse(text, self._language).at
            }
            for number in self._changed
        }

    @cached_property
    def _links(self) -> dict[int, set[int]]:
        links: dict[int, set[int]] = {number: set() for number in self._every}
        pairs = self.store.stories.links(self._kept)
        for number, one in self._changed.items():
            for other in self._every:
                theirs = self._told(other)
                alike = one.fingerprint.likeness(theirs.fingerprint) >= ALIKE
                if other != number and alike and is_within_days(one.day, theirs.day):
                    pairs.append((number, other))
        for number, other in pairs:
            links[number].add(other)
            links[other].add(number)
        return links

    def _tied(self, article: int) -> set[int]:
        """All that any chain of links joins to it."""
        found, next_ = {article}, [article]
        while next_:
            new = self._links[next_.pop()] - found
            found |= new
            next_ += new
        return found

    def _told(self, number: int) -> Told:
        return self._kept.get(number) or self._changed[number]

    def _tell(self, article: Article) -> Told:
        prose = "\n".join(self._texts(article))
        fingerprint = fingerprint_of(article.title, prose, day=article.day, language=self._language)
        return Told(article.number, fingerprint, article.day)

    def _texts(self, article: Article) -> list[str]:
        return [
            paragraph.text
            for paragraph in self.store.paragraphs(article.number, version=article.version)
        ]
