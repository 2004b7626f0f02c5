"""From chosen candidates to attributions: quotations that run on, spans, speakers, acts, kinds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.attribution.acts import act_of
from corpus.attribution.blocks import ANNOUNCED
from corpus.attribution.candidates import Candidate
from corpus.attribution.coreference import Said, resolve
from corpus.attribution.deeds import DEED
from corpus.attribution.dialogue import is_reply, own_turn
from corpus.attribution.document import Document
from corpus.attribution.joint_speakers import apart
from corpus.attribution.layout import TURN
from corpus.attribution.parsing import Parse, Range, Ranges
from corpus.attribution.signatures import SIGNED
from corpus.attribution.types import Act, Attribution, Kind
from corpus.attribution.unspoken import UNSPOKEN
from corpus.types import Span

# What is given word for word by its place, with or without quotation marks.
_VERBATIM = frozenset((TURN, SIGNED, ANNOUNCED))
_STOPS = frozenset((".", ",", ";", ":"))
_DASHES = frozenset(("-", "\u2013", "\u2014"))
# Set by hand; not measured: tokens of a dateline, letters of a place in capitals.
_DATELINE, _SHORTEST_PLACE = 10, 3


def assemble(document: Document, chosen: Sequence[Candidate]) -> tuple[Attribution, ...]:
    """The attributions of a text, in the order of their content."""
    spoken = [*apart(document, run_on(document, [c for c in chosen if c.shape != UNSPOKEN]))]
    unspoken = [c for c in chosen if c.shape == UNSPOKEN]
    parse = document.parse
    candidates = [*spoken, *unspoken]
    sources = [_source(candidate) for candidate in candidates]
    attributions = []
    said = [Said(_source(c), c.content, _quoted(document, c)) for c in candidates]
    resolutions = resolve(parse, said[: len(spoken)])
    if unspoken:  # whoever did not speak stands in nobody's way
        resolutions += resolve(parse, said)[len(spoken) :]
    for candidate, source, resolution in zip(candidates, sources, resolutions, strict=True):
        antecedent, description = resolution.antecedent, resolution.description
        attributions.append(
            Attribution(
                source=_span(parse, source) if source else None,
                cue=_span(parse, candidate.cue),
                content=tuple(_span(parse, piece) for piece in _tidy(document, candidate.content)),
                speaker=resolution.name,
                antecedent=_span(parse, antecedent) if antecedent else None,
                act=_act(parse, candidate),
                kind=_kind(document, candidate),
                description=_span(parse, description) if description else None,
            )
        )
    return tuple(sorted(attributions, key=lambda a: (a.content[0].start, a.content[-1].stop)))


def _act(parse: Parse, candidate: Candidate) -> Act:
    if candidate.shape in (DEED, UNSPOKEN):
        return Act.NOT_SAID
    return act_of(parse, candidate.anchor, candidate.cue, candidate.content)


def run_on(document: Document, chosen: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, each with the paragraphs of bare quotation that follow its own.

    A paragraph that is one quotation, with nobody named in it, goes on with what the paragraph
    before quoted last, whether or not the quotation was left open there.
    """
    bare = document.bare
    chosen = [_from_its_start(document, candidate) for candidate in chosen]
    taken = {k for candidate in chosen for low, high in candidate.content for k in range(low, high)}
    extended = []
    for candidate in chosen:
        own = own_turn(document, candidate)
        ended = own != candidate.content
        candidate = replace(candidate, content=own)
        if not ended and _is_last_quote(document, candidate, chosen):
            paragraph = document.parse.paragraph[candidate.content[-1][1] - 1] + 1
            more = []
            while (
                paragraph in bare
                and not taken & set(range(*bare[paragraph]))
                and not is_reply(document, candidate, paragraph)
            ):
                more.append(bare[paragraph])
                paragraph += 1
            candidate = replace(candidate, content=(*candidate.content, *more))
        extended.append(candidate)
    return extended


def _from_its_start(document: Document, candidate: Candidate) -> Candidate:
    """Without the end of a quotation that a paragraph before left open, where it has not the start:
    whoever speaks in a paragraph after it ends is somebody else."""
    parse = document.parse
    kept = list(candidate.content)
    for piece in candidate.content:
        line = parse.paragraph[piece[0]]
        number = document.quoted[piece[0]]
        if line < parse.paragraph[candidate.anchor] and document.continues(number):
            before = document.quotes[number - 1]
            if not any(low < before[1] and before[0] < high for low, high in kept):
                kept.remove(piece)
    return replace(candidate, content=tuple(kept)) if kept else candidate


def _is_last_quote(document: Document, candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    """Whether the candidate quotes, and nobody is quoted after it in its paragraph."""
    parse = document.parse
    last = candidate.content[-1][1] - 1
    if not any(document.quoted[k] >= 0 for k in range(*candidate.content[-1])):
        return False
    if document.quoted[candidate.anchor] >= 0 or candidate.shape == SIGNED:
        return False
    line = parse.paragraph[last]
    own = max(last, candidate.anchor)
    return not any(
        other is not candidate
        and parse.paragraph[other.anchor] == line
        and other.anchor > own
        and document.quoted[other.anchor] < 0
        for other in chosen
    )


def _tidy(document: Document, content: Ranges) -> Ranges:
    """Pieces with the marks of a quotation that they fill, and without a full stop that is bare."""
    parse = document.parse
    tidy: list[Range] = []
    for low, high in content:
        while low > 0 and _belongs(document, low - 1, low):
            low -= 1
        while high < len(parse) and _belongs(document, high, high - 1):
            high += 1
        while (
            low < high - 1 and parse.words[low] in _STOPS
        ):  # "said: ‘It holds’", within a quotation
            low += 1
        while high - 1 > low and parse.words[high - 1] in _STOPS and document.quoted[high - 1] < 0:
            high -= 1
        low = max(low, tidy[-1][1]) if tidy else max(low, _after_dateline(parse, low))
        if low < high:
            tidy.append((low, high))
    return tuple(tidy)


def _after_dateline(parse: Parse, token: int) -> int:
    """Where the text begins after "ALDMOOR, Norland (LNA) -" or "ALDMOOR, 4 March -", if the token
    stands in that; else the token."""
    line, stop = parse.paragraphs[parse.paragraph[token]]
    place = parse.slice((line, line + 1))
    if len(place) < _SHORTEST_PLACE or not place.isupper():
        return token
    dash = next((k for k in range(line, min(stop, line + _DATELINE)) if _is_dash(parse, k)), line)
    if not token <= dash < stop - 1 or dash == line:
        return token
    begun = (parse.text[parse.starts[k]] for k in range(line, dash + 2) if parse.is_word(k))
    return dash + 1 if all(first.isupper() or first.isdigit() for first in begun) else token


def _is_dash(parse: Parse, token: int) -> bool:
    """Whether it is a dash, and no hyphen within a word."""
    start = parse.starts[token]
    return parse.words[token] in _DASHES and parse.text[start - 1 : start].isspace()


def _belongs(document: Document, mark: int, inside: int) -> bool:
    """Whether the token `mark` is a mark of the quotation that its neighbour is in."""
    quote = document.quoted[inside]
    return quote >= 0 and document.quoted[mark] == quote and not document.parse.is_word(mark)


def _quoted(document: Document, candidate: Candidate) -> Ranges:
    """The pieces of the content that are given word for word."""
    if candidate.shape in _VERBATIM:
        return candidate.content
    return tuple(piece for piece in candidate.content if document.quoted[piece[0]] >= 0)


def _source(candidate: Candidate) -> Range | None:
    if not candidate.source:
        return None
    return candidate.source[0][0], candidate.source[-1][1]


def _span(parse: Parse, tokens: Range) -> Span:
    return Span(parse.starts[tokens[0]], parse.stops[tokens[1] - 1])


def _kind(document: Document, candidate: Candidate) -> Kind:
    parse = document.parse
    words = [k for low, high in candidate.content for k in range(low, high) if parse.is_word(k)]
    inside = sum(document.quoted[k] >= 0 for k in words)
    if candidate.shape in _VERBATIM or inside == len(words):
        return Kind.DIRECT
    return Kind.MIXED if inside else Kind.INDIRECT
