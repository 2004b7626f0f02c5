"""Replies as JSON-ready values that name their passages by id, and back again from the store."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, assert_never

from corpus.types import Article, Paragraph, Span
from index.types import Abstention, Answer, Citation, Passage, Reason, Reply

if TYPE_CHECKING:
    from corpus.store import CorpusStore

_Stored = Mapping[int, tuple[Paragraph, Article]]


def to_payload(reply: Reply) -> dict[str, Any]:
    common = {"confidence": reply.confidence, "as_of": reply.as_of}
    match reply:
        case Answer():
            citations = [
                {**_passage(c.passage), "excerpt": [c.excerpt.start, c.excerpt.stop]}
                for c in reply.citations
            ]
            return {**common, "citations": citations}
        case Abstention():
            related = [_passage(passage) for passage in reply.nearest]
            return {**common, "reason": reply.reason.value, "nearest": related}
        case _:
            assert_never(reply)


def from_payload(question: str, payload: dict[str, Any], *, store: CorpusStore) -> Reply | None:
    """The reply again, its texts read from the store; None where an article was removed since."""
    records = payload["citations"] if "citations" in payload else payload["nearest"]
    stored = store.passages(record["paragraph"] for record in records)
    if any(record["paragraph"] not in stored for record in records):
        return None
    passages = [_recalled(record, stored, store) for record in records]
    confidence, as_of = payload["confidence"], payload["as_of"]
    if "reason" in payload:
        return Abstention(question, Reason(payload["reason"]), confidence, as_of, tuple(passages))
    citations = (
        Citation(number, passage, Span(*record["excerpt"]))
        for number, (record, passage) in enumerate(zip(records, passages, strict=True), start=1)
    )
    return Answer(question, tuple(citations), confidence, as_of)


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "paragraph": passage.paragraph.id,
        "score": passage.score,
        "also_in": [article.number for article in passage.also_in],
    }


def _recalled(record: dict[str, Any], stored: _Stored, store: CorpusStore) -> Passage:
    paragraph, article = stored[record["paragraph"]]
    versions = [store.versions(number) for number in record["also_in"]]
    also_in = tuple(known[-1] for known in versions if known)
    return Passage(paragraph, article, record["score"], also_in)
