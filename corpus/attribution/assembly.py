"""From chosen candidates to attributions: quotations that run on, spans, speakers, acts, kinds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.attribution.acts import act_of
from corpus.attribution.candidates import Candidate, Ranges, Reading
from corpus.attribution.cleaning import bare_paragraphs
from corpus.attribution.coreference import resolve
from corpus.attribution.layout import TURN
from corpus.attribution.parsing import Parse, Range
from corpus.attribution.types import Attribution, Kind
from corpus.types import Span

_STOPS = frozenset((".", ",", ";", ":"))


def assemble(reading: Reading, chosen: Sequence[Candidate]) -> tuple[Attribution, ...]:
    """The attributions of a text, in the order of their content."""
    candidates = run_on(reading, chosen)
    parse = reading.parse
    sources = [_source(candidate) for candidate in candidates]
    attributions = []
    for candidate, source, resolution in zip(
        candidates, sources, resolve(parse, sources), strict=True
    ):
        antecedent = resolution.antecedent
        attributions.append(
            Attribution(
                source=_span(parse, source) if source else None,
                cue=_span(parse, candidate.cue),
                content=tuple(_span(parse, piece) for piece in _tidy(reading, candidate.content)),
                speaker=resolution.name,
                antecedent=_span(parse, antecedent) if antecedent else None,
                act=act_of(parse, candidate.anchor, candidate.cue, candidate.content),
                kind=_kind(reading, candidate),
            )
        )
    return tuple(sorted(attributions, key=lambda a: (a.content[0].start, a.content[-1].stop)))


def run_on(reading: Reading, chosen: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, each with the paragraphs of bare quotation that follow its own.

    A paragraph that is one quotation, with nobody named in it, goes on with what the paragraph
    before quoted last, whether or not the quotation was left open there.
    """
    bare = bare_paragraphs(reading)
    taken = {k for candidate in chosen for low, high in candidate.content for k in range(low, high)}
    extended = []
    for candidate in chosen:
        if _is_last_quote(reading, candidate, chosen):
            paragraph = reading.parse.paragraph[candidate.content[-1][1] - 1] + 1
            more = []
            while paragraph in bare and not taken & set(range(*bare[paragraph])):
                more.append(bare[paragraph])
                paragraph += 1
            candidate = replace(candidate, content=(*candidate.content, *more))
        extended.append(candidate)
    return extended


def _is_last_quote(reading: Reading, candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    """Whether the candidate quotes, and nobody is quoted after it in its paragraph."""
    parse = reading.parse
    last = candidate.content[-1][1] - 1
    if not any(reading.quoted[k] >= 0 for k in range(*candidate.content[-1])):
        return False
    if reading.quoted[candidate.anchor] >= 0:
        return False
    line = parse.paragraph[last]
    own = max(last, candidate.anchor)
    return not any(
        other is not candidate
        and parse.paragraph[other.anchor] == line
        and other.anchor > own
        and reading.quoted[other.anchor] < 0
        for other in chosen
    )


def _tidy(reading: Reading, content: Ranges) -> Ranges:
    """Pieces with the marks of a quotation that they fill, and without a full stop that is bare."""
    parse = reading.parse
    tidy: list[Range] = []
    for low, high in content:
        while low > 0 and _belongs(reading, low - 1, low):
            low -= 1
        while high < len(parse) and _belongs(reading, high, high - 1):
            high += 1
        while high - 1 > low and parse.words[high - 1] in _STOPS and reading.quoted[high - 1] < 0:
            high -= 1
        low = max(low, tidy[-1][1]) if tidy else low
        if low < high:
            tidy.append((low, high))
    return tuple(tidy)


def _belongs(reading: Reading, mark: int, inside: int) -> bool:
    """Whether the token `mark` is a mark of the quotation that its neighbour is in."""
    quote = reading.quoted[inside]
    return quote >= 0 and reading.quoted[mark] == quote and not reading.parse.is_word(mark)


def _source(candidate: Candidate) -> Range | None:
    if not candidate.source:
        return None
    return candidate.source[0][0], candidate.source[-1][1]


def _span(parse: Parse, tokens: Range) -> Span:
    return Span(parse.starts[tokens[0]], parse.stops[tokens[1] - 1])


def _kind(reading: Reading, candidate: Candidate) -> Kind:
    parse = reading.parse
    words = [k for low, high in candidate.content for k in range(low, high) if parse.is_word(k)]
    inside = sum(reading.quoted[k] >= 0 for k in words)
    if candidate.shape == TURN or inside == len(words):
        return Kind.DIRECT
    return Kind.MIXED if inside else Kind.INDIRECT
