"""Sources that tagger and parser both take wrongly: mended by what stands around the cue.

"Bell, who had to hand over the keys, said": not the keys. "A video of him saying": he says it.
"Bell turned the offer down, saying": Bell does. "“It holds,” the mayor said, according to the
Lantern": the mayor's words, which the Lantern has too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.attribution.candidates import Candidate, find_candidates
from corpus.attribution.clauses import (
    own_subject,
    subject_of_contact_clause,
    subject_of_relative,
)
from corpus.attribution.document import Document
from corpus.attribution.mentions import head_of, mention_in
from corpus.attribution.parsing import Parse, Range
from corpus.attribution.phrases import noun_phrase

_RELATIVE = 40  # tokens of a relative clause between a name and its verb; set by hand, not measured
_PAUSES = frozenset(",.!?")
_FAR = 12  # tokens between "as" and its verb; set by hand, not measured
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_INNER = frozenset(("acl", "ccomp", "csubj", "relcl", "xcomp"))
_FINITE = frozenset(("VBD", "VBP", "VBZ"))
_ENCLOSING = frozenset(("(", ")", '"', "``", "\u201c", "\u2018"))
_BESIDE = frozenset(("appos", "nmod"))


def with_sources(document: Document, chosen: Sequence[Candidate]) -> list[Candidate]:
    """The choice with such sources mended, and what is only passed on given to whoever said it."""
    found = [_mended(document, candidate) for candidate in chosen]
    return found + list(_passed_on(document, found))


def apart(document: Document, chosen: Sequence[Candidate]) -> Iterator[Candidate]:
    """The choice, with one for each of several who are named: "Ada Bell and Jan Ruud said"."""
    for candidate in chosen:
        named = _each(document.parse, candidate)
        if not named:
            yield candidate
        for source in named:
            yield replace(candidate, source=(source,))


def _each(parse: Parse, candidate: Candidate) -> list[Range]:
    """The parts of a source that are names of their own, if it is nothing but these."""
    if len(candidate.source) != 1:
        return []
    low, high = candidate.source[0]
    if parse.words[low] in parse.speech.grammar.counted and parse.pos[low] in ("CCONJ", "DET"):
        low += 1  # "Both the WVA and the LNA"
    joints = [
        (k, named)
        for k in range(low + 1, high - 1)
        if (named := _joined(parse, (low, high), k)) is not None
    ]
    if len(joints) != 1:
        return []
    joint, named = joints[0]
    through = parse.heads[parse.heads[named]] == head_of(parse, (low, high))
    begin = parse.edges[named][0] if through and parse.deps[named] == "pobj" else low
    last = (joint + 1, high)
    first = (begin, joint - (parse.words[joint - 1] == ","))
    parts = _between_commas(parse, first, named) or [first]
    parts.append(last)
    if not all(_is_whole_name(parse, part) for part in parts):
        return []
    certain = [_is_one_name(parse, part) for part in parts]
    alone = all(_stands_alone(parse, part) for part in parts)
    if not (any(certain) or alone or len(parts) > 2 or _are_several(parse, named)):
        return []
    return [(low, parts[0][1]), *parts[1:]]


def _joined(parse: Parse, source: Range, k: int) -> int | None:
    """The first of those who speak, if it is the "and" between them: not in brackets, nor within
    an office."""
    if parse.words[k] not in parse.speech.names.joins or parse.pos[k] != "CCONJ":
        return None
    opened = [parse.words[m] for m in range(source[0], k) if parse.words[m] in _ENCLOSING]
    if opened and opened[-1] != ")":
        return None
    first = parse.heads[k]
    while parse.deps[first] == "conj" and source[0] <= parse.heads[first] < first:
        first = parse.heads[first]
    head = head_of(parse, source)
    if first == head or (parse.deps[first] in _BESIDE and parse.heads[first] == head):
        return first
    names, link = parse.speech.names, parse.words[parse.heads[first]]
    through = (
        (names.documents | names.findings, parse.speech.grammar.authored),
        (names.speaking_for, parse.speech.grammar.in_name_of),
    )
    given = parse.deps[first] == "pobj" and parse.heads[parse.heads[first]] == head
    if given and any(parse.lemmas[head] in words and link in links for words, links in through):
        return first
    return None


def _between_commas(parse: Parse, part: Range, first: int) -> list[Range]:
    """The parts of a list that commas part; empty where commas part something else."""
    low, high = part
    commas = [k for k in range(low, high) if parse.words[k] == ","]
    parts = list(zip([low, *(k + 1 for k in commas)], [*commas, high], strict=True))
    listed = [first]
    for k in range(first + 1, high):
        if parse.deps[k] == "conj" and parse.heads[k] in listed:
            listed.append(k)
    each = all(any(start <= k < stop for k in listed) for start, stop in parts)
    return parts if each and len(parts) > 1 else []


def _are_several(parse: Parse, subject: int) -> bool:
    """Whether the verb says that they are more than one: "Halder and Bell have announced"."""
    verb = parse.heads[subject]
    own = [verb, *(k for k in parse.children[verb] if parse.deps[k] in ("aux", "auxpass"))]
    return parse.deps[subject] in _SUBJECTS and any(parse.tags[k] == "VBP" for k in own)


def _is_whole_name(parse: Parse, part: Range) -> bool:
    """Whether it is a name with what describes it, and no half of one.

    "The Department of Health" in front of "and Human Services" is half a name.
    """
    if part[0] >= part[1]:
        return False
    mention, names = mention_in(parse, part), parse.speech.names
    if mention is None or mention.name[0] < part[0] or part[1] < mention.name[1]:
        return False
    if any(parse.pos[k] == "ADP" for k in range(part[0], mention.phrase[0])):
        return False  # "a lawyer for Ada Bell"
    after = parse.words[mention.name[1] : part[1]]
    is_head = mention.name[0] <= head_of(parse, part) < mention.name[1]
    is_end = after[:1] in ([], [","], ["("]) or names.organisations.issuperset(after)
    nobody = names.titles | names.roles | names.courtesies | names.organisations
    nobody |= names.affiliations | names.days
    return (is_head or is_end) and not set(mention.words) <= nobody


def _is_one_name(parse: Parse, part: Range) -> bool:
    """Whether it is certainly a name by itself: a person's, initials, a nation, or one with an
    article."""
    mention, names = mention_in(parse, part), parse.speech.names
    if mention is None or mention.name[0] < part[0] or part[1] < mention.name[1]:
        return False
    words, shown = mention.words, parse.slice(mention.name)
    if set(words) <= names.titles | names.roles | names.courtesies:
        return False
    if words[0] in names.female | names.male and len(words) > 1:
        return True
    if mention.titles or shown.isupper() or " ".join(words) in parse.speech.nations:
        return True
    if len(words) == 1:  # a surname, if the article has the forename
        return bool(re.search(rf"\b[A-Z][\w.’'-]+ {re.escape(shown)}\b", parse.text))
    return parse.words[part[0]] in parse.speech.grammar.the


def _stands_alone(parse: Parse, part: Range) -> bool:
    """Whether the article has the name elsewhere without the other beside it."""
    mention = mention_in(parse, part)
    name = re.escape(parse.slice(mention.name)) if mention is not None else ""
    return bool(re.search(rf"(?<!and )\b{name}\b(?! and\b)(?!, and\b)", parse.text))


def _mended(document: Document, candidate: Candidate) -> Candidate:
    parse = document.parse
    source = (
        _before_cue(parse, candidate)
        or own_subject(document, candidate)
        or subject_of_relative(parse, candidate)
        or subject_of_contact_clause(parse, candidate)
        or _after_mark(document, candidate)
        or _over_relative(parse, candidate)
        or _after_list(parse, candidate)
        or _all_of_it(parse, candidate)
        or _shown_speaking(parse, candidate)
        or _who_does(document, candidate)
    )
    if source is None:
        return candidate
    low, high = candidate.cue
    cue = (source[1], high) if low < source[1] <= candidate.anchor else candidate.cue
    return replace(candidate, source=(source,), cue=cue)


def _before_cue(parse: Parse, candidate: Candidate) -> Range | None:
    """Up to the cue, where the source runs over it into what is said."""
    for low, high in candidate.source:
        if low < candidate.anchor < high and low < candidate.cue[0]:
            return low, candidate.cue[0]
    return None


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
            verbs = [m for m in range(k + 1, low) if parse.pos[m] in ("VERB", "AUX")]
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
    return alone if _is_one_name(parse, listed) and _is_one_name(parse, alone) else None


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
        if parse.deps[k] in _SUBJECTS and document.quoted[k] < 0 and parse.deps[verb] not in _INNER:
            able = parse.pos[k] == "PROPN" or parse.words[k] in parse.speech.grammar.personal
            return noun_phrase(parse, k) if able and k < verb < anchor else None
    return None


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
            and parse.tags[k] in _FINITE
            and k < candidate.anchor
        ]
        for said in find_candidates(document, anchors=inner[:1]):
            quoted = said.content and all(document.quoted[low] >= 0 for low, _ in said.content)
            named = said.source and parse.words[said.source[0][0]] not in relative
            if named and quoted:
                yield said
                break
