"""What one speaker is quoted as saying, newest first."""

from __future__ import annotations

from corpus.attribution.types import Statement
from corpus.errors import SpeakerNotFound
from corpus.store import CorpusStore
from index.lexical import any_of, content_words
from index.types import Filters, Passage

_DEPTH = 1_000


def said(
    store: CorpusStore, name: str, *, about: str, filters: Filters, limit: int
) -> list[Passage]:
    """The paragraphs in which `name`, a speaker, alias or party, says something.

    Each carries that speaker's statements only. With `about`, only paragraphs that have a word of
    it, those with most of them first. Raises SpeakerNotFound.
    """
    names = store.speakers.names_for(name)
    if not names:
        raise SpeakerNotFound(name)
    by_paragraph: dict[int, list[Statement]] = {}
    for statement in store.attributions.said_by(names):
        by_paragraph.setdefault(statement.paragraph, []).append(statement)
    within = set(by_paragraph)
    if filters:
        within &= set(
            store.live_ids(
                outlets=filters.outlets,
                since=filters.since,
                until=filters.until,
                articles=filters.articles,
            )
        )
    scores = dict.fromkeys(within, 0.0)
    words = content_words(about)
    if words:
        scores = dict(store.search(any_of(words, column=None), limit=_DEPTH, within=sorted(within)))
    stored = store.passages(list(scores), live_only=True)
    passages = [
        Passage(
            paragraph=stored[id_][0],
            article=stored[id_][1],
            score=score,
            statements=tuple(by_paragraph[id_]),
        )
        for id_, score in scores.items()
        if id_ in stored
    ]
    # Undated articles last; within an article, in its own order.
    passages.sort(key=lambda p: (p.article.number, p.paragraph.position))
    passages.sort(key=lambda p: p.article.published or "", reverse=True)
    if words:
        passages.sort(key=lambda p: -round(p.score, 1))
    return passages[:limit]
