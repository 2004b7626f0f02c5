"""Block quotations: paragraphs that are set off, and what is said to be theirs by the line above.

Extraction indents them; e-mail puts ">" before each line. A block, a list or a paragraph after a
line that ends with "wrote:" or "said in a statement:" is by whoever wrote or said so.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from corpus.attribution.candidates import Candidate, source_of
from corpus.attribution.document import Document
from corpus.attribution.parsing import Parse, Range
from corpus.attribution.phrases import OBJECTS, cue_of, trim

ANNOUNCED, LISTED = "announced", "listed"
_BULLETS = frozenset(("-", "\u2013", "\u2014", "\u2022", "*", "\u00b7", "\u25aa", "\u25cf"))
_ENDS = frozenset((".", "!", "?", "\u2026", "...", ":", ";", ",", '"', "\u201d", "\u2019", ")"))


def announced(document: Document, chosen: Sequence[Candidate]) -> list[Candidate]:
    """The choice, with the lines that somebody's "wrote:" announces given to them."""
    found = list(chosen)
    for line in range(len(document.parse.paragraphs) - 1):
        anchor = _announcer(document, line)
        lines, shape = _announced_lines(document, line, chosen) if anchor is not None else ([], "")
        if anchor is None or not lines:
            continue
        candidate = _given(document, found, anchor, lines, shape)
        if candidate is not None:
            found = [c for c in found if c.anchor != anchor and not _lies_in(c, candidate)]
            found.append(candidate)
    return found


def lines_before(document: Document, line: int) -> list[Range]:
    """The paragraph before this one; of a block quotation, all of it that stands before."""
    paragraphs = document.parse.paragraphs
    found: list[Range] = []
    while line > 0 and (not found or {line - 1, line} <= document.blocks):
        line -= 1
        found.insert(0, paragraphs[line])
    return found


def announcer_of(document: Document, colon: int) -> int | None:
    """The verb or noun of saying in the sentence that a colon ends."""
    parse = document.parse
    low, _ = parse.sentences[parse.sentence[colon]]
    cues = parse.speech.cues
    told = [k for k in range(low, colon) if document.quoted[k] < 0 and source_of(document, k)]
    verbs = [k for k in told if parse.pos[k] == "VERB" and parse.lemmas[k] in cues.saying]
    roots = [k for k in verbs if parse.heads[k] == k]
    documents = cues.nouns | parse.speech.names.documents
    nouns = [k for k in told if parse.pos[k] == "NOUN" and parse.lemmas[k] in documents]
    # Of "issued a statement after his speech" the statement.
    objects = [k for k in nouns if parse.deps[k] in OBJECTS]
    according = [k for k in told if parse.words[k] in cues.according]
    return next((ks[-1] for ks in (roots, verbs, according, objects, nouns) if ks), None)


def _announcer(document: Document, line: int) -> int | None:
    """Who announces what stands under a line that ends with a colon."""
    parse = document.parse
    start, stop = parse.paragraphs[line]
    if parse.words[stop - 1] != ":" or document.quoted[stop - 1] >= 0 or stop - start < 3:
        return None
    return announcer_of(document, stop - 1)


def _announced_lines(
    document: Document, line: int, chosen: Sequence[Candidate]
) -> tuple[list[Range], str]:
    """The lines below that are announced, and of what shape they are."""
    parse = document.parse
    following = range(line + 1, len(parse.paragraphs))
    block = list(takewhile(document.blocks.__contains__, following))
    if block:
        return [_unmarked(parse, parse.paragraphs[k]) for k in block], ANNOUNCED
    listed = list(takewhile(lambda k: _is_item(parse, parse.paragraphs[k]), following))
    if listed:
        return [_unmarked(parse, parse.paragraphs[k]) for k in listed], LISTED
    first = parse.paragraphs[line + 1]
    if document.quoted[first[0]] >= 0 or not _is_prose(parse, first):
        return [], ""
    spoken = {parse.paragraph[c.anchor] for c in chosen if document.quoted[c.anchor] < 0}
    more = takewhile(lambda k: k not in spoken and _goes_on(document, k), following[1:])
    return [first, *(parse.paragraphs[k] for k in more)], ANNOUNCED


def _is_item(parse: Parse, line: Range) -> bool:
    start, stop = line
    if stop - start < 3:
        return False
    first, second = parse.words[start], parse.words[start + 1]
    numbered = first.rstrip(".)").isdigit() and (second in (".", ")") or first[-1] in ".)")
    return first in _BULLETS or numbered


def _unmarked(parse: Parse, line: Range) -> Range:
    """Without the mark that sets a line off."""
    start, stop = line
    while start < stop and (parse.words[start] in _BULLETS or parse.words[start] == ">"):
        start += 1
    if start < stop - 1 and parse.words[start].rstrip(".)").isdigit() and start == line[0]:
        start += 2 if parse.words[start + 1] in (".", ")") else 1
    return start, stop


def _is_prose(parse: Parse, line: Range) -> bool:
    start, stop = line
    return stop - start > 3 and parse.words[stop - 1] in _ENDS and parse.words[start] != "#"


def _goes_on(document: Document, line: int) -> bool:
    """Whether a paragraph is in the first person, outside quotation marks."""
    parse = document.parse
    span = parse.paragraphs[line]
    own = parse.speech.grammar.first
    said = any(parse.words[k] in own and document.quoted[k] < 0 for k in range(*span))
    return said and _is_prose(parse, span)


def _given(
    document: Document,
    found: Sequence[Candidate],
    anchor: int,
    lines: Sequence[Range],
    shape: str,
) -> Candidate | None:
    parse = document.parse
    known = next((c for c in found if c.anchor == anchor), None)
    source = known.source if known is not None and known.source else source_of(document, anchor)
    cue = known.cue if known is not None else cue_of(parse, anchor)
    pieces = list(lines)
    if known is not None and _has_clause(parse, anchor):  # "said there were three reasons:"
        own = parse.paragraph[anchor]
        pieces = [*(p for p in known.content if parse.paragraph[p[0]] == own), *pieces]
        shape = LISTED
    content = trim(parse, pieces, avoid=(cue, *source))
    return Candidate(anchor, cue, source, content, shape) if content and source else None


def _has_clause(parse: Parse, anchor: int) -> bool:
    return any(parse.deps[k] in ("ccomp", "xcomp") and k > anchor for k in parse.children[anchor])


def _lies_in(candidate: Candidate, other: Candidate) -> bool:
    """Whether most of a content is another's, and its cue is not: nobody is quoted twice."""
    theirs = {k for low, high in other.content for k in range(low, high)}
    own = {k for low, high in candidate.content for k in range(low, high)}
    return candidate.anchor not in theirs and 2 * len(own & theirs) > len(own)
