"""Exchange payloads: replies as JSON-ready values, and back again from the store.

Passages are named by id, and each quotation by a digest of its text: what is read back later is
known to be what was answered, or is not shown at all. That the passages are read from the store
again for each screen is what lets buttons survive a restart and a rebuild.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, assert_never

from bot.verbatim import Misquoted
from corpus.types import Span
from index.types import Abstention, Answer, Citation, Disputed, Passage, Reason, Reply

if TYPE_CHECKING:
    from corpus.storage.store import CorpusStore


# The key of what passages are compared with: what an alert told before, a figure superseded.
BEFORE = "before"


def to_payload(reply: Reply) -> dict[str, Any]:
    common = {"confidence": reply.confidence, "as_of": reply.as_of}
    match reply:
        case Answer():
            citations = [
                _record(c.passage, c.excerpt) | {"highlight": _ends(c.highlight)}
                for c in reply.citations
            ]
            old = reply.superseded
            before = {BEFORE: {"1": _record(old.passage, old.excerpt)}} if old else {}
            disputed = [[list(each.numbers), each.topic, each.as_of] for each in reply.disputed]
            return {
                **common,
                "citations": citations,
                **before,
                **({"disputed": disputed} if disputed else {}),
            }
        case Abstention():
            related = [_record(p, Span(0, len(p.paragraph.text))) for p in reply.nearest]
            why = {
                "reason": reply.reason.value,
                "subject": reply.subject,
                "doubtful": reply.doubtful,
            }
            return {**common, **why, "nearest": related}
        case _:
            assert_never(reply)


def from_payload(question: str, payload: dict[str, Any], *, store: CorpusStore) -> Reply | None:
    """The reply again, its texts read from the store; None where an article was removed since.

    Raises Misquoted where a stored text is no longer what was quoted.
    """
    records = payload["citations"] if "citations" in payload else payload["nearest"]
    passages = _passages(records, store)
    if passages is None:
        return None
    confidence, as_of = payload["confidence"], payload["as_of"]
    if "reason" in payload:
        return Abstention(
            question,
            Reason(payload["reason"]),
            confidence,
            as_of,
            tuple(passages),
            payload.get("subject"),
            payload.get("doubtful", False),
        )
    citations = (
        Citation(number, passage, Span(*record["excerpt"]), _span(record["highlight"]))
        for number, (record, passage) in enumerate(zip(records, passages, strict=True), start=1)
    )
    disputed = tuple(
        Disputed(tuple(numbers), topic, moment)
        for numbers, topic, moment in payload.get("disputed", ())
    )
    return Answer(question, tuple(citations), confidence, as_of, disputed=disputed)


def compared(payload: dict[str, Any], *, store: CorpusStore) -> dict[int, tuple[Passage, Span]]:
    """What some of an alert's passages are compared with, by the numbers of those.

    Nothing of an article that was removed; raises as from_payload does.
    """
    found = {}
    for number, record in payload.get(BEFORE, {}).items():
        passages = _passages([record], store)
        if passages is not None:
            found[int(number)] = passages[0], Span(*record["excerpt"])
    return found


def _record(passage: Passage, excerpt: Span) -> dict[str, Any]:
    return {
        "paragraph": passage.paragraph.id,
        "excerpt": [excerpt.start, excerpt.stop],
        "digest": _digest(excerpt.of(passage.paragraph.text)),
        "score": passage.score,
        "also_in": [article.number for article in passage.also_in],
    }


def _passages(records: list[dict[str, Any]], store: CorpusStore) -> list[Passage] | None:
    stored = store.passages(record["paragraph"] for record in records)
    statements = store.attributions.in_paragraphs(list(stored))
    passages = []
    for record in records:
        if record["paragraph"] not in stored:
            return None
        paragraph, article = stored[record["paragraph"]]
        versions = [store.versions(number) for number in record["also_in"]]
        also_in = tuple(known[-1] for known in versions if known)
        said = statements.get(paragraph.id, ())
        passage = Passage(paragraph, article, record["score"], also_in, said)
        start, stop = record["excerpt"]
        if _digest(paragraph.text[start:stop]) != record["digest"]:
            raise Misquoted(passage, "differs from the stored text")
        passages.append(passage)
    return passages


def _ends(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.stop]


def _span(ends: list[int] | None) -> Span | None:
    return None if ends is None else Span(*ends)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
