"""Hand-made articles, paragraphs and replies, for tests that need no store."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.types import Article, Paragraph, Span
from index.types import Abstention, Answer, Citation, Passage, Reason


def make_article(
    number: int = 1,
    *,
    title: str | None = "Night ferry runs aground",
    outlet: str | None = "Harbour Post",
    published: str | None = "2031-03-04",
    url: str | None = None,
    path: str = "news/ferry.md",
    byline: str | None = None,
) -> Article:
    return Article(
        number=number,
        id=f"article-{number}",
        version=1,
        path=path,
        title=title,
        outlet=outlet,
        byline=byline,
        published=published,
        url=url,
        language=None,
        fetched="2031-03-09T00:00:00+00:00",
    )


def make_paragraphs(
    texts: Sequence[str], *, article: int = 1, section: str | None = None
) -> list[Paragraph]:
    return [
        Paragraph(100 * article + n, article, 1, n, section, text)
        for n, text in enumerate(texts, start=1)
    ]


def make_passage(text: str, *, article: Article | None = None, position: int = 1) -> Passage:
    source = article or make_article()
    paragraph = Paragraph(
        100 * source.number + position, source.number, source.version, position, None, text
    )
    return Passage(paragraph, source, score=0.9)


def make_answer(
    passages: Sequence[Passage],
    *,
    question: str = "Who ran aground?",
    excerpts: Sequence[Span] | None = None,
) -> Answer:
    spans = excerpts or [Span(0, len(passage.paragraph.text)) for passage in passages]
    citations = tuple(
        Citation(number, passage, span)
        for number, (passage, span) in enumerate(zip(passages, spans, strict=True), start=1)
    )
    return Answer(question, citations, confidence=0.93, as_of="2031-03-06")


def make_abstention(
    nearest: Sequence[Passage] = (), *, reason: Reason = Reason.NOT_ANSWERED
) -> Abstention:
    return Abstention("Who won?", reason, 0.2, "2031-03-06", tuple(nearest))
