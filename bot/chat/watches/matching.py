"""New articles against saved questions: what answers, and was not there before.

A question is matched when the engine answers it from the new articles alone, by the same threshold
as a question that somebody asks; and of what answers, a chat is told only what does so by itself
(`Citation.sure`), for a false alert costs more than a question that is answered in vain.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.chat.answers.chat_query import ChatQuery
from bot.chat.answers.payload import to_payload
from bot.chat.watches.watches import Hit, text_key
from index.errors import IndexMissing
from index.types import Answer

if TYPE_CHECKING:
    from bot.engine import Engine
    from corpus.storage.store import CorpusStore

MOST_HITS = 20
_ARTICLES_AT_ONCE = 1_000
# Of so many articles each is looked at before it is asked; one question of more costs less than to
# look at all of them. Set by hand; not measured.
_FEW = 100


@dataclass(frozen=True, slots=True)
class Edition:
    """A corpus as the index knows it: its id, and the last change that the index has seen."""

    corpus: str
    revision: int


@dataclass(frozen=True, slots=True)
class News:
    """Paragraphs that an edition has and an earlier one had not, and their articles by number."""

    paragraphs: frozenset[int]
    articles: tuple[int, ...]


def current_edition(engine: Engine) -> Edition:
    """The corpus itself where nothing is indexed yet; raises IndexMismatch."""
    store = engine.store
    try:
        manifest = engine.folder.manifest()
    except IndexMissing:
        return Edition(store.corpus_id, store.revision)
    return Edition(manifest.corpus, manifest.revision)


def news_since(store: CorpusStore, revision: int, *, until: int) -> News:
    """What came after one revision and not after another.

    In an article's new version, only paragraphs that no earlier version of it had are news.
    """
    added = [
        change.paragraph
        for change in store.changes(after=revision)
        if change.added and change.revision <= until
    ]
    found = store.passages(added, live_only=True)
    earlier = {
        article.number: {
            text_key(paragraph.text)
            for version in store.versions(article.number)
            if version.version < article.version
            for paragraph in store.paragraphs(article.number, version=version.version)
        }
        for _, article in found.values()
        if article.version > 1
    }
    new = {
        id_: article.number
        for id_, (paragraph, article) in found.items()
        if text_key(paragraph.text) not in earlier.get(article.number, ())
    }
    return News(frozenset(new), tuple(sorted(set(new.values()))))


def matches(engine: Engine, query: ChatQuery, news: News) -> list[Hit]:
    """The passages among the news that answer, best first."""
    hits: list[Hit] = []
    asked = news.articles
    if 0 < len(asked) <= _FEW:
        asked = tuple(sorted(engine.promising(query.search_text, news.paragraphs)))
    for start in range(0, len(asked), _ARTICLES_AT_ONCE):
        articles = asked[start : start + _ARTICLES_AT_ONCE]
        new = replace(query, filters=replace(query.filters, articles=articles))
        found = answering(engine, new, unasked=True)
        hits += [hit for hit in found if hit.paragraph in news.paragraphs]
    return hits


def answering(engine: Engine, query: ChatQuery, *, unasked: bool = False) -> list[Hit]:
    """The passages that answer now; none where the engine abstains.

    `unasked`, none but those that are good enough to disturb somebody.
    """
    reply = engine.assess(query.search_text, filters=query.filters, limit=MOST_HITS).reply
    if not isinstance(reply, Answer):
        return []
    told = reply.sure or (() if unasked else reply.citations[:1])
    if not told:
        return []
    records = to_payload(replace(reply, citations=told))["citations"]
    return [
        Hit(
            citation.passage.paragraph.id,
            text_key(citation.passage.paragraph.text),
            record,
            reply.confidence,
        )
        for citation, record in zip(told, records, strict=True)
    ]


def texts_of(hits: Iterable[Hit], store: CorpusStore) -> dict[int, str]:
    """The texts of the hits' paragraphs by their ids, superseded ones too."""
    stored = store.passages({hit.paragraph for hit in hits})
    return {id_: paragraph.text for id_, (paragraph, _) in stored.items()}
