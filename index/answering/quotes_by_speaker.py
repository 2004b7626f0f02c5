"""What one speaker is quoted as saying, newest first."""

from __future__ import annotations

from corpus.attribution.types import Statement
from corpus.errors import SpeakerNotFound
from corpus.storage.store import CorpusStore
from corpus.types import Filters
from index.answering.near_duplicates import collapse_echoes
from index.query.asked_act import asked_acts, does, question_words
from index.query.terms import any_of, content_words
from index.query.words import analyse, stem
from index.types import Passage

_DEPTH = 1_000


def said(
    store: CorpusStore, name: str, *, about: str, filters: Filters, limit: int
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
        within = _matching(store, words, within)
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
    return collapse_echoes(passages)[:limit]


def _matching(store: CorpusStore, words: list[str], within: set[int]) -> set[int]:
    for column in ("text", None):
        found = store.search(any_of(words, column=column), limit=_DEPTH, within=sorted(within))
        if found:
            return {id_ for id_, _ in found}
    return set()


def doing(store: CorpusStore, question: str, *, limit: int) -> list[int]:
    """The paragraphs in which somebody does what a question asks about, the latest first.

    "What did Kyiv deny?": every denial by Kyiv, in whatever words. None where it asks for no act.
    """
    words = question_words(question)
    found = store.attributions.paragraphs_of(asked_acts(words), limit=_DEPTH)
    said = store.attributions.in_paragraphs(found)
    meant = [id_ for id_ in found if any(does(words, one) for one in said.get(id_, ()))]
    return meant[:limit]
