"""Where sentences end, and which of them to quote from a long paragraph; always as spans."""

from __future__ import annotations

import re

from corpus.types import Span
from index.query.terms import content_words

# A full stop after one of these does not end a sentence.
_ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof gen col lt sgt capt cmdr maj adm gov sen rep st jr sr vs etc inc ltd co corp
    no jan feb mar apr jun jul aug sep sept oct nov dec a.m p.m e.g i.e u.s u.k u.n
    """.split()
)
_END = re.compile(r"""[.!?…]+["'”’»)\]]*(?=\s)|\n+""")
_WORD_BEFORE = re.compile(r"[\w.]+$")
# No abbreviation is longer; who looked further back would read a long text once a sentence.
_LOOK_BACK = 12
_FOLLOWING = re.compile(r"\s*(\S?)")


def split_sentences(text: str) -> list[Span]:
    """The sentences of a text, in order, without the white space around them."""
    spans: list[Span] = []
    start = 0
    for end in _END.finditer(text):
        if _is_sentence_end(text, end):
            _append(spans, text, start, end.end())
            start = end.end()
    _append(spans, text, start, len(text))
    return spans


def best_excerpt(text: str, question: str, *, limit: int, around: Span | None = None) -> Span:
    """The whole text, or of a longer one the run of sentences that best covers the question.

    Runs hold at most `limit` code points; of equal ones the earliest and longest is taken, and one
    that holds `around` goes before any other. A single sentence over the limit is cut at a space.
    """
    if len(text) <= limit:
        return Span(0, len(text))
    sentences = split_sentences(text)
    wanted = set(content_words(question))
    best, best_rank = sentences[0], (False, -1, 0)
    for first, sentence in enumerate(sentences):
        run = sentence
        for last in sentences[first:]:
            longer = Span(sentence.start, last.stop)
            if len(longer) > limit and longer != sentence:
                break
            run = longer
        holds = around is not None and run.start <= around.start and around.stop <= run.stop
        rank = (holds, len(wanted & set(content_words(run.of(text)))), len(run))
        if rank > best_rank:
            best, best_rank = run, rank
    return best if len(best) <= limit else _cut(best, text, limit)


def _is_sentence_end(text: str, end: re.Match[str]) -> bool:
    if not end.group().startswith("."):
        return True
    before = _WORD_BEFORE.search(text[max(0, end.start() - _LOOK_BACK) : end.start()])
    word = before.group().lower() if before else ""
    initial = len(word) == 1 and word.isalpha() and text[end.start() - 1].isupper()
    following = _FOLLOWING.match(text, end.end())
    goes_on = following is not None and following[1].islower()
    return not (initial or word in _ABBREVIATIONS or goes_on)


def _append(spans: list[Span], text: str, start: int, stop: int) -> None:
    piece = text[start:stop]
    if piece.strip():
        lead = len(piece) - len(piece.lstrip())
        spans.append(Span(start + lead, start + len(piece.rstrip())))


def _cut(span: Span, text: str, limit: int) -> Span:
    space = text.rfind(" ", span.start, span.start + limit)
    return Span(span.start, space if space > span.start else span.start + limit)
