"""What one speaker is quoted as saying, newest first."""

from __future__ import annotations

from corpus.attribution.types import Statement
from corpus.errors import SpeakerNotFound
from corpus.storage.store import CorpusStore
from corpus.types import Filters
from index.answering.near_duplicates import collapse_near_duplicates
from index.query.terms import content_words
from index.query.words import analyse, stem
from index.search.engines import FullTextIndex
from index.types import Passage

# Paragraphs that are looked into for the topic. Set by hand; not measured.
_DEPTH = 1_000


def quotes_by_speaker(
    store: CorpusStore,
    full_text: FullTextIndex,
    name: str,
    *,
    about: str,
    filters: Filters,
    limit: int,
) -> list[Passage]:
    """The paragraphs in which `name`, a speaker, alias or party, says something.

    Newest first, each with that speaker's statements only. With `about`, only paragraphs that have
    a word of it (or, if none has, whose title has), those with most of them first. Raises
    SpeakerNotFound. Wire copy is folded into one, as in answers.
    """
    names = store.speakers.names_for(name)
    if not names:
        raise SpeakerNotFound(name)
    by_paragraph: dict[int, list[Statement]] = {}
    for statement in store.attributions.said_by(names):
        by_paragraph.setdefault(statement.paragraph, []).append(statement)
    within = set(by_paragraph)
    if filters:
        within &= set(store.live_ids(filters))
    words = content_words(about)
    if words:
        within = _matching(full_text, words, within)
    stored = store.passages(sorted(within), live_only=True)
    roots = {stem(word) for word in words}
    passages = [
        Passage(
            paragraph=paragraph,
            article=article,
            score=len(roots & analyse(paragraph.text).at.keys()) / max(1, len(roots)),
            statements=tuple(by_paragraph[id_]),
        )
        for id_, (paragraph, article) in stored.items()
    ]
    # Undated articles last; within an article, in its own order.
    passages.sort(key=lambda p: (p.article.number, p.paragraph.position))
    passages.sort(key=lambda p: p.article.published or "", reverse=True)
    passages.sort(key=lambda p: -p.score)
    return collapse_near_duplicates(passages)[:limit]


def _matching(full_text: FullTextIndex, words: list[str], within: set[int]) -> set[int]:
    for titles in (False, True):
        found = full_text.search(words, limit=_DEPTH, titles=titles, within=sorted(within))
        if found:
            return {id_ for id_, _ in found}
    return set()
