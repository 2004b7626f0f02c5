"""Which story a topic means, and which part of it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.languages.sentences import split_sentences
from corpus.languages.words import WORD, fold
from corpus.storage.store import CorpusStore
from corpus.types import Article, Filters
from index.claims.frame import Frame, frame_of
from index.claims.story import Claim, Story, Topic
from index.query.terms import content_words
from index.query.words import analyse, stem
from index.types import Passage

# An article counts if it has this share of the topic by idf, as against the one with most of it.
# Set by hand; not measured.
_ENOUGH = 0.6
# Some article has this share of the whole topic; of a word that no article has, too. Set by hand;
# not measured.
_LEAST = 0.5
# How much it counts that an article has a word at all, beside how telling that is of it (up to 1),
# and how much less if it has not. Set by hand; not measured.
_HELD_AT_ALL, _NOT_HELD = 0.05, 0.04
# A word that is so telling of so many of a story's articles is what the story is about, and narrows
# nothing. Set by hand; not measured.
_TELLING, _OF_THE_STORY = 0.5, 1 / 3
_AGAIN = 1 / 3  # of an article's paragraphs that have it; set by hand, not measured
# Words in which news says what it is about, as for fingerprints.
_WORDS_OF_AN_OPENING = 100
# Words of a headline by which a story is called. Set by hand; not measured.
_WORDS_OF_A_TOPIC = 3
# Other stories that are named beside the one that is meant.
_MOST_OTHERS = 5


def find_topic(
    store: CorpusStore,
    text: str,
    *,
    filters: Filters = Filters(),
    frame: Frame | None = None,
    language: Language = ENGLISH,
) -> Topic | None:
    """What a topic selects among the articles within `filters`; None where no story has its words.

    `frame` is what these filters set, where that is known already.

    The story is the one whose articles the words are most telling of. Words that are not the whole
    story's ("casualties") narrow it to the paragraphs that have most of them, if any does. A word
    that no article has, nor one that may stand for it, leaves the others to select.
    """
    words = [stem(word) for word in content_words(text)]
    asked = dict(zip(words, content_words(text), strict=True))
    if not asked or _says_nothing(text, language):
        return None
    frame = frame or frame_of(store, filters, language=language)
    searched, unfound = _found_anywhere(frame, asked, language)
    ranked = _ranked_stories(frame, searched, language)
    if not ranked:
        return None
    within = frame.articles
    stories = [
        _story(story, [within[n] for n in frame.members(story) if n in within], frame.as_of)
        for story in ranked[: 1 + _MOST_OTHERS]
    ]
    story, *others = stories
    passages = _passages(store, story)
    narrowing = _narrowing(frame, story, passages, searched)
    on_topic = _with_most(passages, narrowing, language)
    if not on_topic:
        narrowing = ()
        on_topic = {passage.paragraph.id for passage in passages}
    return Topic(
        text=text,
        story=story,
        passages=passages,
        on_topic=frozenset(on_topic),
        narrowed=narrowing,
        others=tuple(others),
        unfound=unfound,
    )


def _found_anywhere(
    frame: Frame, asked: Mapping[str, str], language: Language
) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """The words that an article has, and those that none has; all of them, where what is left is
    what no article is about."""
    unfound = [root for root in asked if not _word(frame, root, asked[root], language).articles]
    found = {root: word for root, word in asked.items() if root not in unfound}
    told = (weight for root in found for weight in frame.told_by(root).values())
    if not any(weight >= _TELLING for weight in told):
        return asked, ()
    return found, tuple(asked[root] for root in unfound)


def _says_nothing(text: str, language: Language) -> bool:
    """Whether it has only words that no story is about, none of them written as a name."""
    words = WORD.findall(text)
    return all(word in language.questions.stop_words for word in words)


def whole_story(frame: Frame, number: int) -> Topic:
    """All of a story among the articles of a frame."""
    within = frame.articles
    members = [within[n] for n in frame.members(number) if n in within]
    story = _story(number, members, frame.as_of)
    passages = _passages(frame.store, story)
    return Topic("", story, passages, frozenset(passage.paragraph.id for passage in passages))


def words_for(
    frame: Frame, article: int, title: str, *, language: Language = ENGLISH
) -> str | None:
    """Words of an article's headline that lead to its story: its most telling ones, else all; None
    where none do."""
    story = frame.stories([article]).get(article)
    content = set(content_words(title, language))
    words = [word for word in WORD.findall(title) if fold(word, language) in content]
    words = list(dict.fromkeys(words))
    telling = {word: frame.told_by(stem(word)).get(article, 0.0) for word in words}
    most = set(sorted(words, key=lambda word: -telling[word])[:_WORDS_OF_A_TOPIC])
    for text in (" ".join(word for word in words if word in most), title):
        searched = {stem(word): word for word in content_words(text, language)}
        if searched and _ranked_stories(frame, searched, language)[:1] == [story]:
            return text
    return None


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the topic: how rare it is, and the articles with it, by how telling it is there."""

    weight: float
    articles: Mapping[int, float]


def _ranked_stories(frame: Frame, searched: Mapping[str, str], language: Language) -> list[int]:
    """The stories that a topic may mean, the likeliest first."""
    words = [_word(frame, root, searched[root], language) for root in searched]
    total = sum(word.weight for word in words)
    shares: dict[int, float] = {}
    for word in words:
        for article in frame.within(word.articles):
            shares[article] = shares.get(article, 0.0) + word.weight / total
    most = max(shares.values(), default=0.0)
    if most < _LEAST:
        return []
    enough = _ENOUGH * most
    of = frame.stories(shares)
    scores: dict[int, float] = {}
    for article, share in shares.items():
        if article in of and share >= enough:
            story = of[article]
            scores[story] = scores.get(story, 0.0) + _telling(words, article)
    ranked = sorted(scores, key=lambda story: (-scores[story], story))
    return (
        ranked
        if len(searched) > 1
        else _in_prose_first(frame, ranked, next(iter(searched)), language)
    )


def _in_prose_first(
    frame: Frame, ranked: Sequence[int], root: str, language: Language
) -> list[int]:
    """The likeliest stories, those last that have the only word of the topic in headlines alone:
    there it may be another word, as in "ferry strikes rock"."""
    shown = ranked[: 1 + _MOST_OTHERS]
    if len(shown) > 1:
        shown = sorted(shown, key=lambda story: not _has_in_prose(frame, story, root, language))
    return [*shown, *ranked[1 + _MOST_OTHERS :]]


def _has_in_prose(frame: Frame, story: int, root: str, language: Language) -> bool:
    articles = (frame.articles[n] for n in frame.members(story) if n in frame.articles)
    return any(
        root in analyse(paragraph.text, language).at
        for article in articles
        for paragraph in frame.store.paragraphs(article.number, version=article.version)
    )


def _telling(words: Sequence[_Word], article: int) -> float:
    """How telling all of the words are of an article: the weighted geometric mean, so that one
    word that is everything to it does not stand for another that it hardly has."""
    total = sum(word.weight for word in words)
    logs = (
        word.weight * math.log(_HELD_AT_ALL + word.articles.get(article, -_NOT_HELD))
        for word in words
    )
    return math.exp(sum(logs) / total)


def _word(frame: Frame, root: str, word: str, language: Language) -> _Word:
    """A word as articles have it; where none does, by those that it may stand for."""
    held = frame.holding(word)
    if not held:
        held = set().union(*(frame.holding(other) for other in _meanings(word, language)))
    told = frame.told_by(root)
    return _Word(
        weight=math.log(1 + frame.total / (1 + len(held))),
        articles={article: told.get(article, 0.0) for article in {*held, *told}},
    )


def _story(number: int, articles: Sequence[Article], as_of: str | None) -> Story:
    ordered = sorted(articles, key=lambda article: article.number)
    ordered.sort(key=lambda article: article.published or "", reverse=True)
    return Story(number, tuple(ordered), as_of)


def _passages(store: CorpusStore, story: Story) -> tuple[Passage, ...]:
    paragraphs = [
        (paragraph, article)
        for article in story.articles
        for paragraph in store.paragraphs(article.number, version=article.version)
    ]
    said = store.attributions.in_paragraphs([paragraph.id for paragraph, _ in paragraphs])
    return tuple(
        Passage(paragraph, article, score=1.0, statements=said.get(paragraph.id, ()))
        for paragraph, article in paragraphs
    )


def _narrowing(
    frame: Frame, story: Story, passages: Sequence[Passage], searched: Mapping[str, str]
) -> tuple[str, ...]:
    """The words of the topic that are not what the whole story is about."""
    titles = {root for article in story.articles for root in analyse(article.title or "").at}
    texts: dict[int, list[str]] = {article.number: [] for article in story.articles}
    for passage in passages:
        texts[passage.article.number].append(passage.paragraph.text)
    found = []
    for root in searched:
        told = [
            article
            for article, weight in frame.told_by(root).items()
            if weight >= _TELLING and article in texts
        ]
        is_about = len(told) >= _OF_THE_STORY * len(texts)
        if is_about and len(told) == 1:  # of one article alone, if it does not begin with it
            is_about = root in _opening(texts[told[0]])
        if root not in titles and not is_about and not _comes_back(root, texts):
            found.append(searched[root])
    return tuple(found)


def _comes_back(root: str, articles: Mapping[int, Sequence[str]]) -> bool:
    """Whether enough of a story's articles begin with a word and come back to it again and
    again."""
    coming = 0
    for texts in articles.values():
        if root not in _opening(texts):  # most do not, and reading all of them takes long
            continue
        held = sum(root in analyse(text).at for text in texts)
        if held > 1 and held >= _AGAIN * len(texts):
            coming += 1
    return coming >= _OF_THE_STORY * len(articles)


def _opening(texts: Sequence[str]) -> Mapping[str, object]:
    """The words that an article of these paragraphs begins with, by their roots."""
    return analyse(" ".join(" ".join(texts).split()[:_WORDS_OF_AN_OPENING])).at


def is_about(topic: Topic, claim: Claim, *, language: Language = ENGLISH) -> bool:
    """Whether a claim has a word that narrows the topic; its sentences, if it is all they say."""
    if not topic.narrowed:
        return True
    if claim.passage.paragraph.id not in topic.on_topic:
        return False
    meant = set[str]().union(*(_same(word, language) for word in topic.narrowed))
    text = claim.passage.paragraph.text
    said = [span.of(text) for span in claim.statement.content] + [claim.statement.cue or ""]
    if any(not meant.isdisjoint(analyse(words).at) for words in said):
        return True
    around = [s for s in split_sentences(text, language) if s.overlaps(claim.extent)]
    alone = all(
        other.id == claim.statement.id
        for other in claim.passage.statements
        if any(s.overlaps(span) for s in around for span in other.content)
    )
    return alone and any(not meant.isdisjoint(analyse(s.of(text)).at) for s in around)


def touches(topic: Topic, claim: Claim, *, language: Language = ENGLISH) -> bool:
    """Whether any word that narrows the topic stands in the sentences of a claim, whoever says it:
    then it may be on the topic, however it is put."""
    meant = set[str]().union(*(_same(word, language) for word in topic.narrowed))
    text = claim.passage.paragraph.text
    around = (s for s in split_sentences(text, language) if s.overlaps(claim.extent))
    return any(not meant.isdisjoint(analyse(s.of(text)).at) for s in around)


def _same(word: str, language: Language) -> set[str]:
    """The stem of a word, and those of the words that it may have for another one."""
    return {stem(word), *(stem(each) for each in _meanings(word, language))}


def _meanings(word: str, language: Language) -> frozenset[str]:
    """The words that a topic's word may stand for, if any."""
    root = stem(word)
    for words in language.claims.same:
        if root in {stem(each) for each in words}:
            return words
    return frozenset()


def _with_most(passages: Sequence[Passage], words: Sequence[str], language: Language) -> set[int]:
    """The passages with as many of the words as any has; none where no passage has one."""
    alternatives = [_same(word, language) for word in words]
    held = {
        passage.paragraph.id: sum(
            not meant.isdisjoint(analyse(passage.paragraph.text).at) for meant in alternatives
        )
        for passage in passages
    }
    most = max(held.values(), default=0)
    return {id_ for id_, count in held.items() if count == most} if most else set()
