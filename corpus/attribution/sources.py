"""Sources that tagger and parser both take wrongly: mended by what stands around the cue.

"Bell, who had to hand over the keys, said": not the keys. "A video of him saying": he says it.
"Bell turned the offer down, saying": Bell does. "“It holds,” the mayor said, according to the
Lantern": the mayor's words, which the Lantern has too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.attribution.candidates import Candidate, find_candidates
from corpus.attribution.clauses import (
    own_subject,
    subject_of_contact_clause,
    subject_of_relative,
)
from corpus.attribution.document import Document
from corpus.attribution.joint_speakers import is_one_name
from corpus.attribution.mentions import head_of
from corpus.attribution.parsing import Parse, Range
from corpus.attribution.phrases import noun_phrase, subject_of, trim
from corpus.attribution.treebank import SUBJECTS, TENSED, VERBAL

_RELATIVE = 40  # tokens of a relative clause between a name and its verb; set by hand, not measured
_PAUSES = frozenset(",.!?")
_FAR = 12  # tokens between "as" and its verb; set by hand, not measured
_INNER = frozenset(("acl", "ccomp", "csubj", "relcl", "xcomp"))


def with_sources(document: Document, chosen: Sequence[Candidate]) -> list[Candidate]:
    """The choice with such sources mended, and what is only passed on given to whoever said it."""
    found = [_mended(document, candidate) for candidate in chosen]
    return found + list(_passed_on(document, found))


def _mended(document: Document, candidate: Candidate) -> Candidate:
    parse = document.parse
    source = (
        _before_cue(parse, candidate)
        or _in_sentence(parse, candidate)
        or _taken_in(document, candidate)
        or own_subject(document, candidate)
        or subject_of_relative(parse, candidate)
        or subject_of_contact_clause(parse, candidate)
        or _after_mark(document, candidate)
        or _over_relative(parse, candidate)
        or _after_list(parse, candidate)
        or _all_of_it(parse, candidate)
        or _shown_speaking(parse, candidate)
        or _who_does(document, candidate)
        or _own_subject(document, candidate)
    )
    if source is None:
        return candidate
    low, high = candidate.cue
    cue = (source[1], high) if low < source[1] <= candidate.anchor else candidate.cue
    taken = any(start < source[1] and source[0] < stop for start, stop in candidate.content)
    left = trim(parse, candidate.content, avoid=(source,)) if taken else ()
    return replace(candidate, source=(source,), cue=cue, content=left or candidate.content)


def _before_cue(parse: Parse, candidate: Candidate) -> Range | None:
    """Up to the cue, where the source runs over it into what is said."""
    for low, high in candidate.source:
        if low < candidate.anchor < high and low < candidate.cue[0]:
            return low, candidate.cue[0]
    return None


def _in_sentence(parse: Parse, candidate: Candidate) -> Range | None:
    """Bell alone, where the source begins before her sentence: "the palace said. Ada Bell"."""
    for low, high in candidate.source:
        start = parse.sentences[parse.sentence[high - 1]][0]
        if (
            low < start < high <= candidate.anchor
            and parse.sentence[candidate.anchor] == (parse.sentence[start])
        ):
            return start, high
    return None


def _taken_in(document: Document, candidate: Candidate) -> Range | None:
    """Bell, in "The gate would hold, Bell said", where the content runs on up to the verb."""
    parse, anchor = document.parse, candidate.anchor
    if candidate.source or parse.lemmas[anchor] not in parse.speech.cues.saying:
        return None
    low, high = noun_phrase(parse, anchor - 1)
    subject = parse.deps[anchor - 1] in SUBJECTS and parse.heads[anchor - 1] == anchor
    named = parse.pos[anchor - 1] == "PROPN" and parse.tags[anchor] in TENSED
    inside = any(start < low and stop == anchor for start, stop in candidate.content)
    apart = low > 0 and parse.words[low - 1] == "," and document.quoted[anchor] < 0
    return (low, high) if subject and named and inside and apart else None


def _after_mark(document: Document, candidate: Candidate) -> Range | None:
    """Bell alone, where the source begins within the quotation: "every citizen,” Ada Bell said"."""
    if len(candidate.source) != 1 or document.quoted[candidate.anchor] >= 0:
        return None
    low, high = candidate.source[0]
    outside = [k for k in range(low, high) if document.quoted[k] < 0 and document.parse.is_word(k)]
    if document.quoted[low] < 0 or not outside:
        return None
    ended = _PAUSES.intersection(document.parse.words[max(low, outside[0] - 2) : outside[0]])
    return (outside[0], high) if ended else None  # but "“The Weir” star Ada Bell"


def _over_relative(parse: Parse, candidate: Candidate) -> Range | None:
    """The name in "Bell, who would hand over the keys, said", where "the keys" are the source."""
    if len(candidate.source) != 1:
        return None
    (low, high), names = candidate.source[0], parse.speech.names
    if parse.words[high : high + 1] != [","] or candidate.cue[0] != high + 1:
        return None
    start = parse.sentences[parse.sentence[low]][0]
    for k in range(low - 1, max(start, low - _RELATIVE), -1):
        if parse.words[k] in parse.speech.grammar.who and parse.words[k - 1] == ",":
            named = k - 2
            if named < start or parse.pos[named] != "PROPN":
                return None
            verbs = [m for m in range(k + 1, low) if parse.pos[m] in VERBAL]
            head = head_of(parse, (low, high))
            if not verbs or parse.words[head] in names.titles | names.roles:
                return None
            return noun_phrase(parse, named)[0], high
        if parse.words[k] == ",":
            return None
    return None


def _after_list(parse: Parse, candidate: Candidate) -> Range | None:
    """Bell alone, in "After talks with Ida Hall and Jan Ruud, President Adam Bell said"."""
    if len(candidate.source) != 1 or candidate.source[0][1] > candidate.cue[0]:
        return None
    low, high = candidate.source[0]
    last = max((k for k in range(low, high) if parse.words[k] == ","), default=low)
    joints = [k for k in range(low + 1, last) if parse.words[k] in parse.speech.names.joins]
    if not joints:
        return None
    listed, alone = (joints[-1] + 1, last), (last + 1, high)
    return alone if is_one_name(parse, listed) and is_one_name(parse, alone) else None


def _all_of_it(parse: Parse, candidate: Candidate) -> Range | None:
    """The engineer, in "as an engineer on the work put it", where the work is the source."""
    if len(candidate.source) != 1 or candidate.source[0][1] != candidate.cue[0]:
        return None
    (low, high), names = candidate.source[0], parse.speech.names
    start = low
    while start > 0 and low - start < _FAR and parse.is_word(start - 1):
        start -= 1
        if parse.words[start] in parse.speech.grammar.as_:
            break
    opened = parse.words[start] in parse.speech.grammar.as_ and low - start > 1
    opened = opened and start > 0 and not parse.is_word(start - 1)
    roles = names.titles | names.roles
    if not opened or not any(parse.lemmas[k] in roles for k in range(start + 1, low)):
        return None
    return start + 1, high


def _shown_speaking(parse: Parse, candidate: Candidate) -> Range | None:
    """Him, in "a video surfaced of him mocking her as a clown"; a video is nobody."""
    if len(candidate.source) != 1 or parse.tags[candidate.anchor] != "VBG":
        return None
    head = head_of(parse, candidate.source[0])
    names, last = parse.speech.names, candidate.anchor - 1
    if parse.lemmas[head] not in names.mute or parse.deps[last] != "pobj":
        return None
    if parse.words[parse.heads[last]] not in parse.speech.grammar.of:
        return None
    return noun_phrase(parse, last)[0], candidate.anchor


def _who_does(document: Document, candidate: Candidate) -> Range | None:
    """Bell, in "the news came as Bell turned it down, saying that", where news cannot say."""
    parse, anchor = document.parse, candidate.anchor
    if candidate.source or parse.tags[anchor] != "VBG" or parse.words[anchor - 1] != ",":
        return None
    if parse.lemmas[anchor] not in parse.speech.cues.saying or document.quoted[anchor] >= 0:
        return None
    low = parse.sentences[parse.sentence[anchor]][0]
    for k in range(anchor - 1, low - 1, -1):
        verb = parse.heads[k]
        if parse.deps[k] in SUBJECTS and document.quoted[k] < 0 and parse.deps[verb] not in _INNER:
            able = parse.pos[k] == "PROPN" or parse.words[k] in parse.speech.grammar.personal
            return noun_phrase(parse, k) if able and k < verb < anchor else None
    return None


def _own_subject(document: Document, candidate: Candidate) -> Range | None:
    """Bell, in "The chief of the guard, Ada Bell, blamed smugglers", overlooked by a tagger."""
    parse, anchor = document.parse, candidate.anchor
    if candidate.source or parse.tags[anchor] not in TENSED or document.quoted[anchor] >= 0:
        return None
    kids = parse.children[anchor]
    if parse.lemmas[anchor] not in parse.speech.cues.verbs or not any(
        parse.deps[k] == "nsubj" for k in kids
    ):
        return None
    taken = {k for low, high in (*candidate.content, candidate.cue) for k in range(low, high)}
    own = [span for span in subject_of(parse, anchor) if taken.isdisjoint(range(*span))]
    return own[0] if own else None


def _passed_on(document: Document, chosen: Sequence[Candidate]) -> Iterator[Candidate]:
    """Whose words "“It holds,” the mayor said, according to the Lantern" has."""
    parse = document.parse
    taken = {candidate.anchor for candidate in chosen}
    relative = parse.speech.grammar.relative
    for candidate in chosen:
        if parse.words[candidate.anchor] not in parse.speech.cues.according:
            continue
        inner = [
            k
            for low, high in candidate.content
            for k in range(low, high)
            if k not in taken
            and document.quoted[k] < 0
            and parse.lemmas[k] in parse.speech.cues.saying
            and parse.tags[k] in TENSED
            and k < candidate.anchor
        ]
        for said in find_candidates(document, anchors=inner[:1]):
            quoted = said.content and all(document.quoted[low] >= 0 for low, _ in said.content)
            named = said.source and parse.words[said.source[0][0]] not in relative
            if named and quoted:
                yield said
                break
