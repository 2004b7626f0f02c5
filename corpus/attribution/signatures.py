"""Signatures: whose a quotation or a post is by the name after a dash at its end.

"“We reject every word.” — Jan Ruud, operator", in the same line or in the next one; and an embedded
post, which has no marks: "We reject it. — Jan Ruud (@ruud) March 4, 2025".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from corpus.attribution.blocks import lines_before
from corpus.attribution.candidates import Candidate
from corpus.attribution.document import Document
from corpus.attribution.parsing import Parse, Range, Ranges
from corpus.attribution.phrases import trim
from corpus.attribution.treebank import FINITE

SIGNED = "signed"
_DASHES = frozenset(("-", "--", "\u2013", "\u2014", "\u2015"))
_ENDS = frozenset(".,!?\u2026")
# Tokens of a name with its office, and words of a quotation that is not closed by a stop: fewer may
# be a title with its publisher. Set by hand.
_LONGEST_NAME = 10
_FEWEST_WORDS = 4


def signed(document: Document, chosen: Sequence[Candidate]) -> list[Candidate]:
    """The choice, with what is signed given to whoever signed it, and to nobody else."""
    found = list(_signatures(document))
    theirs = {k for candidate in found for low, high in candidate.content for k in range(low, high)}
    kept = []
    for candidate in chosen:
        if candidate.anchor not in theirs:
            pieces = tuple(p for p in candidate.content if theirs.isdisjoint(range(*p)))
            if not pieces:
                continue
            candidate = replace(candidate, content=pieces)
        kept.append(candidate)
    return [*kept, *found]


def _signatures(document: Document) -> Iterator[Candidate]:
    parse = document.parse
    for line, (start, stop) in enumerate(parse.paragraphs):
        for dash in range(start, stop - 1):
            if parse.words[dash] not in _DASHES or document.quoted[dash] >= 0:
                continue
            source = _signer(parse, dash + 1, stop)
            content = _what_is_signed(document, line, dash, source) if source else ()
            if source and content:
                yield Candidate(dash, (dash, dash + 1), (source,), content, SIGNED)
                break


def _signer(parse: Parse, start: int, stop: int) -> Range | None:
    """The name that a line ends with, up to what is said of its bearer; None where it is none."""
    if not parse.text[parse.starts[start]].isupper():
        return None
    reach = _reach(parse, start, stop)
    ends = (k for k in range(start, reach) if parse.words[k] in (",", "(", ";", "."))
    end = next((k for k in ends if parse.words[k] != "." or k == stop - 1), reach)
    if end < reach and parse.words[end] == "," and not _has_name(parse, start, end):
        end = next((k for k in range(end + 1, reach) if parse.words[k] in (",", "(")), reach)
    words = [k for k in range(start, end) if parse.is_word(k)]
    if not words or len(words) > _LONGEST_NAME or not _has_name(parse, start, end):
        return None
    if any(parse.tags[k] in FINITE and parse.text[parse.starts[k]].islower() for k in words):
        return None
    while not parse.is_word(end - 1):
        end -= 1
    return start, end


def _reach(parse: Parse, start: int, stop: int) -> int:
    """Where there are too many words for a name; what comes after need not be looked at."""
    words = (k for k in range(start, stop) if parse.is_word(k))
    return next((k + 1 for k in islice(words, _LONGEST_NAME, None)), stop)


def _has_name(parse: Parse, start: int, stop: int) -> bool:
    return any(
        parse.pos[k] == "PROPN" or (k > start and parse.text[parse.starts[k]].isupper())
        for k in range(start, stop)
    )


def _what_is_signed(document: Document, line: int, dash: int, source: Range) -> Ranges:
    parse = document.parse
    start, stop = parse.paragraphs[line]
    if _has_handle(parse, source[1], stop):
        before = [(start, dash)] if dash > start else lines_before(document, line)
        return trim(parse, [_without_links(parse, piece) for piece in before], avoid=())
    if dash > start:
        inside = (quote for _, quote in document.quotes_in(start, dash))
        quotes = [q for q in inside if q[1] == dash and start <= q[0]]
    else:
        quotes = _quoted_lines(document, line)
        if not quotes and line in document.blocks:
            return trim(parse, lines_before(document, line), avoid=())
    if not quotes or not _is_statement(parse, quotes[-1]):
        return ()
    return tuple(quotes)


def _has_handle(parse: Parse, start: int, stop: int) -> bool:
    """ "(@ruud) March 4, 2025" """
    return any(parse.words[k] == "(" for k in range(start, min(start + 1, stop))) and any(
        parse.words[k].startswith("@") for k in range(start, min(start + 3, stop))
    )


def _without_links(parse: Parse, piece: Range) -> Range:
    low, high = piece
    while high > low and ("/" in parse.words[high - 1] or "http" in parse.words[high - 1]):
        high -= 1
    return low, high


def _quoted_lines(document: Document, line: int) -> list[Range]:
    """The quotation that fills the line before this one, with the lines that it runs over."""
    parse = document.parse
    found: list[Range] = []
    while line > 0:
        start, stop = parse.paragraphs[line - 1]
        number = document.quoted[start]
        words = [k for k in range(start, stop) if parse.is_word(k)]
        if number < 0 or not words or any(document.quoted[k] != number for k in words):
            break
        if found and document.quotations[number].closed:
            break
        found.insert(0, document.quotes[number])
        line -= 1
    return found


def _is_statement(parse: Parse, quote: Range) -> bool:
    """Whether it is no title: it ends with a stop, or has words that a title would not have."""
    low, high = quote
    words = [k for k in range(low, high) if parse.is_word(k)]
    if not words:
        return False
    if any(parse.words[k] in _ENDS for k in range(words[-1], high)):
        return True
    lower = sum(parse.text[parse.starts[k]].islower() for k in words)
    return len(words) >= _FEWEST_WORDS and 2 * lower >= len(words)
