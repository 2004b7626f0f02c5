"""Ranking: the learned judgement of what the tagger sees, and the choice among it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from corpus.attribution.candidates import Candidate, source_of
from corpus.attribution.cleaning import clean
from corpus.attribution.document import Document
from corpus.attribution.evidence import CONTENT, CUE, SOURCE, Evidence
from corpus.attribution.parsing import Parse, Range
from corpus.attribution.reporting import is_name
from corpus.attribution.tagger import Floats

FEATURES = 24
# _UNSPOKEN costs 0.8 of attribution F1 on PolNeAR dev, and raises its precision by 3 points
# (docs/decisions.md); the others were set by hand.
_LIKELY = 0.05  # an anchor less likely than this is not looked at
_FIRM = 0.3  # from this probability on, an anchor ends what its source said before
_UNSPOKEN = 0.8  # log-odds that a cue of thinking or doing needs on top of what one of saying does
_SHARED = 0.5  # Dice: two candidates over so many of the same words are one attribution
_VERBAL_OR_NAME = frozenset(("VERB", "PROPN"))
_POS = ("VERB", "NOUN", "ADJ", "PUNCT", "AUX")


def consider(document: Document, evidence: Evidence) -> list[Candidate]:
    """The tagger's candidates, each with the source that fits best: its own or the parser's."""
    found = []
    for anchor in np.flatnonzero(evidence.anchor >= _LIKELY).tolist():
        own = evidence.candidate(anchor)
        if own is not None and not _is_only_name(document, anchor):
            parsed = source_of(document, anchor)
            source = _settle(evidence, anchor, parsed[0] if parsed else None)
            found.append(replace(own, source=(source,) if source else ()))
    firm = [c for c in found if evidence.anchor[c.anchor] >= _FIRM]
    parted = (clean(document, _part(document, candidate, firm)) for candidate in found)
    return [candidate for candidate in parted if candidate is not None]


def _is_only_name(document: Document, anchor: int) -> bool:
    return document.parse.pos[anchor] in _VERBAL_OR_NAME and is_name(document, anchor)


def _part(document: Document, candidate: Candidate, others: Sequence[Candidate]) -> Candidate:
    """The candidate without what its speaker goes on to say by another verb.

    "Bell said A and warned of B" is two attributions: nobody is inside what they say themselves.
    `others` are in the order of their anchors.
    """
    parse = document.parse
    content = candidate.content
    first = bisect_right(others, content[0][0], key=lambda other: other.anchor)
    after = bisect_left(others, content[-1][1], key=lambda other: other.anchor)
    for other in others[first:after]:
        if other.anchor == candidate.anchor or other.source != candidate.source:
            continue
        parted = []
        for low, high in content:
            if low < other.anchor < high and candidate.source:
                high = other.cue[0] if other.cue[0] > low else other.anchor
                while high > low and (
                    not parse.is_word(high - 1) or parse.deps[high - 1] in ("cc", "advmod")
                ):
                    high -= 1
            if low < high:
                parted.append((low, high))
        content = tuple(parted) or content
    return replace(candidate, content=content)


def _settle(evidence: Evidence, anchor: int, parsed: Range | None) -> Range | None:
    """The parser's source, the tagger's, or none: what the tagger's probabilities fit best."""
    low, roles = evidence.roles(anchor)
    share = roles[:, SOURCE]
    options: list[tuple[float, Range | None]] = [(1.0 - float(share.max(initial=0.0)), None)]
    tagged = evidence.source(anchor)
    for bonus, span in ((0.1, parsed), (0.0, tagged)):
        if span is not None:
            options.append((bonus + _expected_dice(evidence, [span], low, share)[0], span))
    return max(options, key=lambda option: option[0])[1]


def _expected_dice(
    evidence: Evidence, spans: Sequence[Range], low: int, share: Floats
) -> tuple[float, float, float, float]:
    """Dice between the spans' words and a role's probabilities, its two halves, and the words."""
    high = low + len(share)
    total = float((share * evidence.words[low:high]).sum())
    inside, count = 0.0, 0
    for a, b in spans:
        words = evidence.words[a:b]
        count += int(words.sum())
        a, b = max(a, low), min(b, high)
        if a < b:
            inside += float((share[a - low : b - low] * evidence.words[a:b]).sum())
    if not count:
        return 0.0, 0.0, 0.0, 0.0
    return 2 * inside / (count + total), inside / count, inside / (total + 1e-6), float(count)


def describe(document: Document, candidates: Sequence[Candidate], evidence: Evidence) -> Floats:
    """(candidates, features): what the boosted trees judge by."""
    rows = [_row(document, candidate, evidence) for candidate in candidates]
    return np.array(rows, dtype=np.float32).reshape(len(rows), FEATURES)


def _row(document: Document, candidate: Candidate, evidence: Evidence) -> list[float]:
    parse, anchor = document.parse, candidate.anchor
    low, roles = evidence.roles(anchor)
    high = low + len(roles)
    content, source = roles[:, CONTENT], roles[:, SOURCE]
    dice, precision, recall, count = _expected_dice(evidence, candidate.content, low, content)
    source_dice, source_precision, _, source_words = _expected_dice(
        evidence, candidate.source, low, source
    )
    start, stop = candidate.content[0][0], candidate.content[-1][1]

    def at(k: int) -> float:
        return float(content[k - low]) if low <= k < high else 0.0

    p = float(np.clip(evidence.anchor[anchor], 1e-4, 1 - 1e-4))
    near = evidence.anchor[max(0, anchor - 3) : anchor + 4]
    flat = np.concatenate([evidence.flat[a:b, CONTENT] for a, b in candidate.content])
    inside = sum(document.quoted[k] >= 0 for a, b in candidate.content for k in range(a, b))
    length = sum(b - a for a, b in candidate.content)
    return [
        dice,
        float(np.log(p / (1 - p))),
        float(near.max()),
        precision,
        recall,
        count,
        float((content * evidence.words[low:high]).sum()),
        float(flat.mean()),
        source_dice,
        source_precision,
        source_words,
        float(source.max(initial=0.0)),
        inside / length,
        float(document.quoted[anchor] >= 0),
        float(min(abs(start - anchor), abs(stop - 1 - anchor))),
        float(len(candidate.content)),
        float(evidence.flat[anchor, CUE]),
        float(bool(candidate.source)),
        float(_POS.index(parse.pos[anchor]) if parse.pos[anchor] in _POS else len(_POS)),
        at(start),
        at(stop - 1),
        at(start - 1),
        at(stop),
        float(start < anchor),
    ]


def select(
    parse: Parse, candidates: Sequence[Candidate], scores: Floats, *, threshold: float
) -> list[Candidate]:
    """The best candidates down to the threshold, one an anchor, no two over the same words.

    "Wants", "shows" or "is expected" are attributions to those who annotate, but nobody's words to
    those who read the news; they have to be surer.
    """
    chosen: list[Candidate] = []
    anchors: set[int] = set()
    holding: defaultdict[int, list[Candidate]] = defaultdict(list)  # the chosen, by their tokens
    for k in np.argsort(-scores, kind="stable").tolist():
        if scores[k] < threshold:
            break
        candidate = candidates[k]
        if candidate.anchor in anchors:
            continue
        if scores[k] < threshold + _UNSPOKEN and not is_said(parse, candidate):
            continue
        tokens = [k for low, high in candidate.content for k in range(low, high)]
        near = {c.anchor: c for k in tokens if k in holding for c in holding[k]}
        if any(_overlap(candidate.content, c.content) >= _SHARED for c in near.values()):
            continue
        chosen.append(candidate)
        anchors.add(candidate.anchor)
        for k in tokens:
            holding[k].append(candidate)
    return sorted(chosen, key=lambda candidate: candidate.anchor)


def is_said(parse: Parse, candidate: Candidate) -> bool:
    """Whether a cue is of saying: by its words, or because it is a mark without any."""
    words = parse.speech.cues
    known = words.verbs | words.nouns | words.accord
    lemmas = {parse.lemmas[k] for k in range(*candidate.cue) if parse.is_word(k)}
    return not lemmas or not lemmas.isdisjoint(known)


def _overlap(a: Sequence[Range], b: Sequence[Range]) -> float:
    """Dice between the tokens of two contents."""
    common = sum(max(0, min(y, v) - max(x, u)) for x, y in a for u, v in b)
    return 2 * common / (sum(y - x for x, y in a) + sum(v - u for u, v in b))
