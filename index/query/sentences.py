"""Which sentences to quote from a long paragraph, as a span."""

from __future__ import annotations

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.languages.sentences import split_sentences
from corpus.types import Span
from index.query.terms import content_words


def best_excerpt(
    text: str,
    question: str,
    *,
    limit: int,
    around: Span | None = None,
    language: Language = ENGLISH,
) -> Span:
    """The whole text, or of a longer one the run of sentences that best covers the question.

    Runs hold at most `limit` code points; of equal ones the earliest and longest is taken, and one
    that holds `around` goes before any other. A single sentence over the limit is cut at a space.
    """
    if len(text) <= limit:
        return Span(0, len(text))
    sentences = split_sentences(text, language)
    wanted = set(content_words(question, language))
    best, best_rank = sentences[0], (False, -1, 0)
    for first, sentence in enumerate(sentences):
        run = sentence
        for last in sentences[first:]:
            longer = Span(sentence.start, last.stop)
            if len(longer) > limit and longer != sentence:
                break
            run = longer
        holds = around is not None and run.start <= around.start and around.stop <= run.stop
        rank = (holds, len(wanted & set(content_words(run.of(text), language))), len(run))
        if rank > best_rank:
            best, best_rank = run, rank
    return best if len(best) <= limit else _cut(best, text, limit)


def _cut(span: Span, text: str, limit: int) -> Span:
    space = text.rfind(" ", span.start, span.start + limit)
    return Span(span.start, space if space > span.start else span.start + limit)
