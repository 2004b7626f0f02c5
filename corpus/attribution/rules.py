"""The choice without learned weights: reporting words, and for each the constructions it takes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from corpus.attribution.candidates import Candidate, Reading

_SAYING = (
    "colon-next",
    "colon-line",
    "colon",
    "quotes-on",
    "quotes",
    "around",
    "ccomp",
    "ccomp-before",
    "quote-previous-on",
    "quote-previous",
    "sentence",
)
_WITH_QUOTES = frozenset(
    ("quotes-on", "quotes", "colon", "colon-line", "quote-previous-on", "quote-previous")
)
_PARENTHETIC = frozenset(("parataxis", "ccomp", "dep"))


def choose(reading: Reading, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates that the rules accept, at most one an anchor, no two over the same words."""
    found = []
    for anchor, same in groupby(candidates, key=lambda candidate: candidate.anchor):
        best = offer(reading, list(same)) if reading.quoted[anchor] < 0 else None
        if best is not None:
            found.append(best)
    # Of two readings of the same words the wider one is the outer, and the one to keep.
    chosen: list[Candidate] = []
    for candidate in sorted(found, key=_length, reverse=True):
        if not any(clash(candidate, other) for other in chosen):
            chosen.append(candidate)
    return sorted(chosen, key=lambda candidate: candidate.anchor)


def offer(reading: Reading, candidates: list[Candidate]) -> Candidate | None:
    """The best of an anchor's candidates, if the rules accept any."""
    if not candidates:
        return None
    by_shape = {candidate.shape: candidate for candidate in reversed(candidates)}
    for shape in _order(reading, candidates[0]):
        candidate = by_shape.get(shape)
        if candidate is not None and _stands(reading, candidate):
            return candidate
    return None


def _order(reading: Reading, candidate: Candidate) -> Iterator[str]:
    """The constructions to try, best first."""
    parse, anchor = reading.parse, candidate.anchor
    lemma, words = parse.lemmas[anchor], parse.speech.cues
    if parse.words[anchor] in words.according | words.per:
        yield from ("according-clause", "according-sentence", "according-before")
        return
    if parse.words[anchor] == ":":
        yield "label"
        return
    if parse.pos[anchor] == "NOUN":
        if lemma in words.nouns:
            yield from ("noun-acl-that", "noun-ccomp-that", "noun-of", "noun-acl")
        return
    if not candidate.source and not _is_passive(reading, anchor):
        return
    if lemma in words.saying:
        yield from _SAYING
    if lemma in words.addressing:
        yield "object-on"
    if lemma in words.undertaking:
        yield "xcomp"
    if lemma in words.objecting:
        yield from ("quote-after", "object")
    if lemma in words.prepositional:
        yield "prep"
    if lemma in words.saying:
        yield "advcl"


def _stands(reading: Reading, candidate: Candidate) -> bool:
    """Whether a construction that the parser offers is one that a reader would see."""
    parse, anchor = reading.parse, candidate.anchor
    if reading.quoted[anchor] >= 0 and candidate.shape in _WITH_QUOTES:
        return False
    if candidate.shape in (
        "quotes",
        "quotes-on",
        "colon",
        "colon-line",
        "quote-previous",
        "quote-previous-on",
    ):
        return _is_speech(reading, candidate)
    if candidate.shape == "sentence":
        start = (
            min(candidate.cue[0], *(low for low, _ in candidate.source))
            if candidate.source
            else candidate.cue[0]
        )
        return parse.deps[anchor] in _PARENTHETIC and start > 0 and not parse.is_word(start - 1)
    return True


def _is_speech(reading: Reading, candidate: Candidate) -> bool:
    """Whether the quotation is what is said, not a few quoted words within it."""
    parse, anchor = reading.parse, candidate.anchor
    low, high = parse.sentences[parse.sentence[anchor]]
    if candidate.shape.startswith("colon"):
        start = candidate.content[0][0]
        return reading.quoted[start] >= 0 and start - anchor <= 12
    quoted = sum(reading.quoted[k] >= 0 for k in range(low, high) if parse.is_word(k))
    total = sum(parse.is_word(k) for k in range(low, high))
    first = candidate.content[0]
    if candidate.shape.startswith("quote-previous"):
        return True
    leads = first[0] == low and reading.quoted[first[1]] != reading.quoted[first[0]]
    opens = leads or any(first[0] - k in (1, 2) for k in range(*candidate.cue))
    return opens and quoted >= (0.25 if leads else 0.45) * total


def _is_passive(reading: Reading, anchor: int) -> bool:
    parse = reading.parse
    return any(parse.deps[k] in ("nsubjpass", "auxpass") for k in parse.children[anchor])


def _length(candidate: Candidate) -> int:
    return sum(high - low for low, high in candidate.content)


def clash(a: Candidate, b: Candidate) -> bool:
    """Whether two candidates give half of their words or more as content in common."""
    first = {k for low, high in a.content for k in range(low, high)}
    second = {k for low, high in b.content for k in range(low, high)}
    return 2 * len(first & second) >= len(first) + len(second)
