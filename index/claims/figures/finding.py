"""The figures of a topic, or of the whole corpus, as the store has them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.count import figures_of_version
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.storage.figure_table import StoredFigure
from corpus.storage.store import CorpusStore
from corpus.types import Article, Filters
from index.claims.figures.grouping import Group, Reported, group_figures
from index.claims.figures.issuers import source_in
from index.claims.frame import Frame, frame_of
from index.claims.story import Story, Topic
from index.claims.topics import find_topic
from index.types import Passage

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a topic; `story` is None for the whole corpus. `unfound` are words of the
    topic that no article has."""

    story: Story | None
    articles: int
    groups: tuple[Group, ...]
    as_of: str | None = None
    unfound: tuple[str, ...] = ()

    @property
    def compared(self) -> tuple[Group, ...]:
        """Those of which other figures may tell, too, and that stand in a paragraph."""
        return tuple(group for group in self.groups if group.slot.is_comparable and group.shown)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The paragraphs that figures are shown from."""
        values = (value for group in self.groups for value in group.values)
        found = {
            value.reported.passage.paragraph.id: value.reported.passage
            for value in values
            if value.reported.passage is not None
        }
        return tuple(found.values())

    @property
    def reporting(self) -> tuple[Article, ...]:
        """The articles that have any of them."""
        values = (value for group in self.groups for value in group.values)
        found = {value.reported.article.number: value.reported.article for value in values}
        return tuple(found.values())

    @property
    def parts(self) -> tuple[Group, ...]:
        """Parts of larger figures."""
        return tuple(group for group in self.groups if group.slot.part and group.shown)


def kinds_asked(text: str, language: Language = ENGLISH) -> tuple[str, ...]:
    """The kinds of figures that a topic or a question asks for."""
    asked = language.figures.asked
    found = [kind for word in _WORD.findall(text.lower()) for kind in asked.get(word, ())]
    return tuple(dict.fromkeys(found))


def find_figures(
    store: CorpusStore,
    topic: str = "",
    *,
    filters: Filters = Filters(),
    language: Language = ENGLISH,
) -> Figures | None:
    """The figures of a topic, of the kinds that it names, else of all; without a topic those of the
    corpus. None where no story has the topic's words."""
    kinds = kinds_asked(topic, language)
    subject = " ".join(word for word in topic.split() if not kinds_asked(word, language))
    frame = frame_of(store, filters, language=language)
    if subject:
        found = find_topic(store, subject, frame=frame, language=language)
        if found is None:
            return None
        return _figures_on(found, frame, kinds, narrowed=bool(found.narrowed))
    articles = tuple(frame.articles.values())
    reported = reported_in(frame, articles, kinds=kinds)
    titles = _headlines(frame)
    groups = (
        group if group.story is None else replace(group, of_story=titles.get(group.story))
        for group in group_figures(reported)
    )
    return Figures(None, len(articles), tuple(groups), frame.as_of)


def _headlines(frame: Frame) -> dict[int, str]:
    """The newest headline of each story."""
    found: dict[int, str] = {}
    stories = frame.stories(frame.articles)
    for number, article in frame.articles.items():  # newest first
        if article.title and number in stories:
            found.setdefault(stories[number], article.title)
    return found


def figures_on(found: Topic, frame: Frame, *, language: Language = ENGLISH) -> Figures:
    """The figures of a topic that was found in this frame, of the kinds that it names, else of
    all."""
    kinds = kinds_asked(found.text, language)
    narrowed = any(not kinds_asked(word, language) for word in found.narrowed)
    return _figures_on(found, frame, kinds, narrowed=narrowed)


def _figures_on(found: Topic, frame: Frame, kinds: Sequence[str], *, narrowed: bool) -> Figures:
    """Within the part of the story that the topic narrows to, where it does."""
    articles = found.story.articles
    within = found.on_topic if narrowed else None
    reported = reported_in(frame, articles, kinds=kinds, within=within)
    groups = tuple(group_figures(reported))
    return Figures(found.story, len(articles), groups, frame.as_of, found.unfound)


def reported_in(
    frame: Frame,
    articles: Sequence[Article],
    *,
    kinds: Sequence[str] = (),
    within: frozenset[int] | None = None,
    language: Language = ENGLISH,
) -> list[Reported]:
    """What these articles report; of these kinds and within these paragraphs, where given."""
    by_number = {article.number: article for article in articles}
    stored = [
        each
        for each in _figures(frame.store, by_number, kinds)
        if within is None or each.paragraph in within
    ]
    stories = frame.stories(by_number)
    passages = _passages(frame.store, stored)
    return [
        _of_its_clause(
            Reported(
                figure=each.figure,
                article=by_number[each.article],
                story=stories.get(each.article),
                is_said=each.is_said,
                speaker=each.speaker,
                party=each.party,
                source=each.source,
                passage=passages.get(each.paragraph) if each.paragraph is not None else None,
                offset=each.offset,
            ),
            language,
        )
        for each in stored
    ]


def _of_its_clause(reported: Reported, language: Language) -> Reported:
    """With the source that the clause of the figure names, if it names one: that is nearer to it
    than whoever says the sentence."""
    passage, sentence, quote = reported.passage, reported.sentence, reported.quote
    if passage is None or sentence is None or quote is None:
        return reported
    text = sentence.of(passage.paragraph.text)
    source = source_in(text, quote.shifted(-sentence.start), language)
    if source is None:
        return reported
    return replace(reported, is_said=True, speaker=source, source=source, party=None)


def _figures(
    store: CorpusStore, articles: Mapping[int, Article], kinds: Sequence[str]
) -> list[StoredFigure]:
    """Those that are kept, and those of versions that none are kept of."""
    versions = {number: article.version for number, article in articles.items()}
    kept = store.figures.kept(versions)
    read = [
        figure
        for number, version in versions.items()
        if number not in kept
        for figure in figures_of_version(store, number, version)
        if not kinds or figure.figure.slot.kind in kinds
    ]
    return [*store.figures.of(kept, kinds=kinds), *read]


def _passages(store: CorpusStore, stored: Sequence[StoredFigure]) -> dict[int, Passage]:
    ids = {each.paragraph for each in stored if each.paragraph is not None}
    return {
        id_: Passage(paragraph, article, score=1.0)
        for id_, (paragraph, article) in store.passages(sorted(ids)).items()
    }
