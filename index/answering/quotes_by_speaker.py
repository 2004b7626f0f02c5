"""What somebody is quoted as saying: newest first, undated last."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.attribution.types import Statement
from corpus.storage.store import CorpusStore
from corpus.types import Filters, Span
from index.answering.near_duplicates import collapse_near_duplicates
from index.copies import copies_in
from index.query.sentences import best_excerpt
from index.query.terms import content_words
from index.query.words import analyse, share_held, stem
from index.search.engines import FullTextIndex
from index.types import Passage

# A passage holds at least this share of a topic, by idf: of two words the rarer. Set by hand; not
# measured.
_ON_TOPIC = 0.5
# Words that take up more of a paragraph are not set off in it. Set by hand; not measured.
_MUCH = 0.6


@dataclass(frozen=True, slots=True)
class Quotes:
    """What a speaker says: newest first, undated last, an article's own in its order.

    `statements` counts them, wire copy included, which the passages fold into one.
    """

    passages: tuple[Passage, ...] = ()
    statements: int = 0


def quotes_by_speaker(
    store: CorpusStore,
    full_text: FullTextIndex,
    names: Sequence[str],
    *,
    about: str = "",
    filters: Filters = Filters(),
    newest: int | None = None,
) -> Quotes:
    """What speakers and parties of these names say, each passage with their statements only.

    With `about`, those passages whose text has a word of the topic and, with its headline, most of
    it. Paragraphs that were stored after the one with the id `newest` are passed over, so that
    the pages of a list stay what they were. Wire copy is folded into one, as in answers.
    """
    by_paragraph: dict[int, list[Statement]] = {}
    for statement in store.attributions.said_by(names):
        by_paragraph.setdefault(statement.paragraph, []).append(statement)
    within = set(by_paragraph)
    if filters:
        within = set(store.ids_within(filters).intersection(within))
    if newest is not None:
        within = {id_ for id_ in within if id_ <= newest}
    passages = [
        Passage(paragraph, article, score=1.0, statements=tuple(by_paragraph[id_]))
        for id_, (paragraph, article) in store.passages(sorted(within), live_only=True).items()
    ]
    topic = _weighted(content_words(about), store, full_text)
    if topic:
        passages = [passage for passage in passages if _is_on(topic, passage)]
    passages.sort(key=lambda p: (p.article.number, p.paragraph.position))
    passages.sort(key=lambda p: p.article.published or "", reverse=True)
    spoken = {statement.id for passage in passages for statement in passage.statements}
    shown = collapse_near_duplicates(passages, copies_in(store))
    return Quotes(tuple(shown), len(spoken))


def excerpt_of(passage: Passage, *, limit: int) -> Span:
    """The paragraph, or of one over `limit` code points the sentences that the speaker's words
    stand in, as many as fit."""
    text = passage.paragraph.text
    begun = min(statement.content[0].start for statement in passage.statements)
    return best_excerpt(text, "", limit=limit, around=Span(begun, begun + 1))


def words_said(passage: Passage) -> Span | None:
    """The speaker's words, where a paragraph has them in one stretch and much else besides."""
    spans = [span for statement in passage.statements for span in statement.content]
    if len(passage.statements) != 1:
        return None
    said = Span(spans[0].start, spans[-1].stop)
    return said if len(said) < _MUCH * len(passage.paragraph.text) else None


def _weighted(
    words: Sequence[str], store: CorpusStore, full_text: FullTextIndex
) -> dict[str, float]:
    total = store.stats().paragraphs
    return {stem(word): math.log(1 + total / (1 + full_text.count(word))) for word in words}


def _is_on(topic: Mapping[str, float], passage: Passage) -> bool:
    text = passage.paragraph.text
    if topic.keys().isdisjoint(analyse(text).at):
        return False
    return share_held(topic, f"{passage.article.title or ''}\n{text}") >= _ON_TOPIC
