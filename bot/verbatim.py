"""The last check before anything is shown: what is quoted is what is stored.

The terminal has every reply checked, the chat every message. The store is read again instead of
trusting the objects that are given, so that no fault between the search and the screen can put
words in a source's mouth.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from corpus.errors import DatelineError
from index.types import Assessment, Citation, Passage

if TYPE_CHECKING:
    from corpus.storage.store import CorpusStore
    from corpus.types import Paragraph


class Misquoted(DatelineError):
    """A quotation is not what the store holds; `article` and `paragraph` say which."""

    def __init__(self, passage: Passage, problem: str) -> None:
        self.article = passage.article.id
        self.paragraph = passage.paragraph.position
        super().__init__(
            f"paragraph {self.paragraph} of {self.article} {problem}, so nothing is shown",
            fix="ask again; if it happens again, run: dateline verify",
        )


def verify_citations(store: CorpusStore, citations: Iterable[Citation]) -> None:
    """Slice every quotation again from the store and compare; raises Misquoted."""
    citations = list(citations)
    stored = stored_paragraphs(store, [citation.passage for citation in citations])
    for citation in citations:
        paragraph = stored[citation.passage.paragraph.id]
        start, stop = citation.excerpt.start, citation.excerpt.stop
        if paragraph.text[start:stop] != citation.text:
            raise Misquoted(citation.passage, "differs from the stored text")


def verify_passages(store: CorpusStore, passages: Iterable[Passage]) -> None:
    """Compare whole passages with the store; raises Misquoted."""
    passages = list(passages)
    stored = stored_paragraphs(store, passages)
    for passage in passages:
        if stored[passage.paragraph.id].text != passage.paragraph.text:
            raise Misquoted(passage, "differs from the stored text")


def verify_assessment(store: CorpusStore, assessment: Assessment) -> None:
    """Everything in an assessment that may be shown; raises Misquoted."""
    verify_citations(store, assessment.citations)
    shown = [each.passage.article for each in assessment.citations]
    shown += [each.article for each in assessment.nearest]
    verify_passages(
        store,
        [Passage(each, article, score=0.0) for article in shown for each in article.corrections],
    )
    verify_passages(store, assessment.nearest)
    if assessment.superseded is not None:
        verify_passages(store, [assessment.superseded.passage])


def stored_paragraphs(store: CorpusStore, passages: list[Passage]) -> dict[int, Paragraph]:
    """The stored paragraphs by id, each known to stand in the article that is to be named."""
    found = store.passages(passage.paragraph.id for passage in passages)
    for passage in passages:
        if passage.paragraph.id not in found:
            raise Misquoted(passage, "is no longer stored")
        _, article = found[passage.paragraph.id]
        if (article.id, article.version) != (passage.article.id, passage.article.version):
            raise Misquoted(passage, "stands in another article than the one named")
    return {number: paragraph for number, (paragraph, _) in found.items()}
