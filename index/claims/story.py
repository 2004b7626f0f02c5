"""A story as the frame of what is compared: its articles, and the passages in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.attribution.types import Statement
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.types import Article, Span
from index.types import Passage


@dataclass(frozen=True, slots=True)
class Story:
    """Articles about one event, newest first, undated last; `id` is the lowest of their numbers.

    They are in the versions that they had at the moment `as_of`, where it is not now that is asked.
    """

    id: int
    articles: tuple[Article, ...]
    as_of: str | None = None

    @property
    def outlets(self) -> tuple[str, ...]:
        """Those known by name, most articles first."""
        names = [article.outlet for article in self.articles if article.outlet]
        return tuple(sorted(dict.fromkeys(names), key=lambda name: (-names.count(name), name)))

    @property
    def days(self) -> tuple[str, str] | None:
        """When the first and the last were published; None where no article says when."""
        days = sorted(article.published for article in self.articles if article.published)
        return (days[0], days[-1]) if days else None

    @property
    def title(self) -> str | None:
        """The newest headline."""
        return next((article.title for article in self.articles if article.title), None)


@dataclass(frozen=True, slots=True)
class Topic:
    """What a topic's words select: a story, or the part of it that `narrowed` words are about.

    `passages` are all paragraphs of the story with who says what in them, newest article first, an
    article's own in order. `on_topic` are the ids of those that the part consists of; without words
    that narrow, of all. `others` are further stories with the words, the nearest first. `unfound`
    are words of the topic that no article has.
    """

    text: str
    story: Story
    passages: tuple[Passage, ...]
    on_topic: frozenset[int]
    narrowed: tuple[str, ...] = ()
    others: tuple[Story, ...] = ()
    unfound: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement where a paragraph has it."""

    passage: Passage
    statement: Statement

    @property
    def extent(self) -> Span:
        """From the first to the last word of what is said, in the paragraph's text."""
        return Span(self.statement.content[0].start, self.statement.content[-1].stop)

    @property
    def words(self) -> str:
        """The words from the first to the last, sliced from the stored paragraph."""
        return self.extent.of(self.passage.paragraph.text)


def claims_in(passages: Sequence[Passage]) -> tuple[Claim, ...]:
    """What is said in the passages, in their order; a statement once, where it begins."""
    found: dict[int, Claim] = {}
    for passage in passages:
        for statement in passage.statements:
            found.setdefault(statement.id, Claim(passage, statement))
    return tuple(found.values())


def only_points(claim: Claim, *, language: Language = ENGLISH) -> bool:
    """Whether its words say nothing by themselves: "denied it", "disputed that account"."""
    text, known = claim.passage.paragraph.text, language.claims
    said = [word for span in claim.statement.content for word in span.of(text).casefold().split()]
    determiners = known.pointing | language.speech.grammar.the
    if len(said) == 2:
        return said[0] in determiners and said[1] in known.pointed_at
    return len(said) == 1 and said[0] in known.pointing


def by_article(passages: Sequence[Passage]) -> Mapping[int, tuple[Passage, ...]]:
    """The passages of each article, by its number."""
    found: dict[int, list[Passage]] = {}
    for passage in passages:
        found.setdefault(passage.article.number, []).append(passage)
    return {article: tuple(some) for article, some in found.items()}
