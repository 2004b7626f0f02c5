"""Semicolons: a clause with a speaker and a cue of its own is never the words of another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.attribution.candidates import Candidate, find_candidates
from corpus.attribution.document import Document
from corpus.attribution.parsing import Parse, Range, Ranges
from corpus.attribution.phrases import minus, trim
from corpus.attribution.treebank import SUBJECTS, TENSED

_SHAPES = ("ccomp", "object", "rest")  # of what the second speaker says, best first


def part_at_semicolons(document: Document, chosen: Sequence[Candidate]) -> list[Candidate]:
    """The choice, each content up to where somebody else speaks, and with what they say."""
    anchors = {candidate.anchor for candidate in chosen}
    found: list[Candidate] = []
    for candidate in chosen:
        verb = _next_speaker(document, candidate.anchor)
        parted = candidate if verb is None else _up_to(document, candidate, verb)
        found.append(parted)
        if verb is None or parted is candidate or verb in anchors:
            continue
        anchors.add(verb)
        second = _second(document, verb)
        found += [second] if second else []
    return found


def _next_speaker(document: Document, anchor: int) -> int | None:
    """The verb by which somebody says something after the next semicolons of the sentence."""
    parse = document.parse
    stop = parse.sentences[parse.sentence[anchor]][1]
    if document.quoted[anchor] >= 0:
        return None
    parted = (k for k in range(anchor + 1, stop) if _parts(document, k))
    verbs = (_verb_of(document, _clause(document, mark + 1)) for mark in parted)
    return next((verb for verb in verbs if verb is not None), None)


def _parts(document: Document, k: int) -> bool:
    return document.parse.words[k] == ";" and document.quoted[k] < 0


def _clause(document: Document, token: int) -> Range:
    """The tokens around it, from semicolon to semicolon."""
    low, high = document.parse.sentences[document.parse.sentence[token]]
    start = next((k + 1 for k in range(token - 1, low - 1, -1) if _parts(document, k)), low)
    return start, next((k for k in range(token, high) if _parts(document, k)), high)


def _verb_of(document: Document, clause: Range) -> int | None:
    """The verb of the clause, if it is of saying and has its subject there."""
    parse = document.parse
    first = next((k for k in range(*clause) if parse.tags[k] in TENSED), None)
    if first is None or document.quoted[first] >= 0:
        return None
    if parse.lemmas[first] not in parse.speech.cues.saying:
        return None
    subjects = (k for k in parse.children[first] if parse.deps[k] in SUBJECTS)
    return first if any(clause[0] <= k < first for k in subjects) else None


def _up_to(document: Document, candidate: Candidate, verb: int) -> Candidate:
    """The candidate without the clause of the verb; it itself where it has nothing of that."""
    parse = document.parse
    mark = _clause(document, verb)[0] - 1
    stop = parse.sentences[parse.sentence[verb]][1]
    if not any(low < stop and mark < high for low, high in candidate.content):
        return candidate
    content = tuple(minus([*candidate.content], (mark, stop)))
    if not content:
        content = _own(parse, candidate, _clause(document, candidate.anchor))
    return replace(candidate, content=content) if content else candidate


def _own(parse: Parse, candidate: Candidate, clause: Range) -> Ranges:
    """What the clause says beside its source and cue."""
    around = (candidate.cue, *candidate.source)
    phrase = (min(low for low, _ in around), max(high for _, high in around))
    return trim(parse, minus([clause], phrase), avoid=())


def _second(document: Document, verb: int) -> Candidate | None:
    low, high = _clause(document, verb)
    by_shape = {c.shape: c for c in reversed(find_candidates(document, anchors=(verb,)))}
    for shape in _SHAPES:
        candidate = by_shape.get(shape)
        if candidate and candidate.source and low <= candidate.source[0][0]:
            content = tuple((a, min(b, high)) for a, b in candidate.content if low <= a < high)
            return replace(candidate, content=content) if content else None
    return None
