"""The choice without learned weights: reporting words, and for each the constructions it takes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from corpus.attribution.candidates import Candidate
from corpus.attribution.document import Document

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
# Tokens between a verb and the quotation after its colon, and the least share of a sentence's words
# in quotation marks, where a quotation leads or follows. Set by hand, not measured one by one.
_NEAR, _LEADING, _FOLLOWING = 12, 0.25, 0.45
_PARENTHETIC = frozenset(("parataxis", "ccomp", "dep"))


def choose(document: Document, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates that the rules accept, at most one an anchor, no two over the same words."""
    found = []
    for anchor, same in groupby(candidates, key=lambda candidate: candidate.anchor):
        best = offer(document, list(same)) if document.quoted[anchor] < 0 else None
        if best is not None:
            found.append(best)
    # Of two candidates for the same words the wider one is the outer, and the one to keep.
    chosen: list[Candidate] = []
    for candidate in sorted(found, key=_length, reverse=True):
        if not any(clash(candidate, other) for other in chosen):
            chosen.append(candidate)
    return sorted(chosen, key=lambda candidate: candidate.anchor)


def offer(document: Document, candidates: list[Candidate]) -> Candidate | None:
    """The best of an anchor's candidates, if the rules accept any."""
    if not candidates:
        return None
    by_shape = {candidate.shape: candidate for candidate in reversed(candidates)}
    for shape in _order(document, candidates[0]):
        candidate = by_shape.get(shape)
        if candidate is not None and _stands(document, candidate):
            return candidate
    return None


def _order(document: Document, candidate: Candidate) -> Iterator[str]:
    """The constructions to try, best first."""
    parse, anchor = document.parse, candidate.anchor
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
    if not candidate.source and not _is_passive(document, anchor):
        return
    for listed, shapes in (
        (words.saying, _SAYING),
        (words.addressing, ("object-on",)),
        (words.undertaking, ("xcomp",)),
        (words.objecting, ("quote-after", "object")),
        (words.prepositional, ("prep",)),
        (words.saying, ("advcl",)),
    ):
        if lemma in listed:
            yield from shapes


def _stands(document: Document, candidate: Candidate) -> bool:
    """Whether a construction that the parser offers is one that a reader would see."""
    parse, anchor = document.parse, candidate.anchor
    if candidate.shape in _WITH_QUOTES:
        return document.quoted[anchor] < 0 and _is_speech(document, candidate)
    if candidate.shape == "sentence":
        start = min(low for low, _ in (candidate.cue, *candidate.source))
        return parse.deps[anchor] in _PARENTHETIC and start > 0 and not parse.is_word(start - 1)
    return True


def _is_speech(document: Document, candidate: Candidate) -> bool:
    """Whether the quotation is what is said, not a few quoted words within it."""
    parse, anchor = document.parse, candidate.anchor
    low, high = parse.sentences[parse.sentence[anchor]]
    if candidate.shape.startswith("colon"):
        start = candidate.content[0][0]
        return document.quoted[start] >= 0 and start - anchor <= _NEAR
    quoted = sum(document.quoted[k] >= 0 for k in range(low, high) if parse.is_word(k))
    total = sum(parse.is_word(k) for k in range(low, high))
    first = candidate.content[0]
    if candidate.shape.startswith("quote-previous"):
        return True
    leads = first[0] == low and document.quoted[first[1]] != document.quoted[first[0]]
    opens = leads or any(first[0] - k in (1, 2) for k in range(*candidate.cue))
    return opens and quoted >= (_LEADING if leads else _FOLLOWING) * total


def _is_passive(document: Document, anchor: int) -> bool:
    parse = document.parse
    return any(parse.deps[k] in ("nsubjpass", "auxpass") for k in parse.children[anchor])


def _length(candidate: Candidate) -> int:
    return sum(high - low for low, high in candidate.content)


def clash(a: Candidate, b: Candidate) -> bool:
    """Whether two candidates give half of their words or more as content in common."""
    first = {k for low, high in a.content for k in range(low, high)}
    second = {k for low, high in b.content for k in range(low, high)}
    return 2 * len(first & second) >= len(first) + len(second)
