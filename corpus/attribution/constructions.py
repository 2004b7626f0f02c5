"""Constructions that are added to a choice by rule: what no tagger has seen enough of.

Each is narrow enough to be right nearly always. "Bell said A and warned of B" is parted in two;
"The Lantern quoted Bell as saying" gets Bell; "Norland was accused of" an accusation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.attribution.blocks import announced
from corpus.attribution.candidates import Candidate, find_candidates
from corpus.attribution.clauses import keep_to_clauses
from corpus.attribution.deeds import DEED, is_deed
from corpus.attribution.document import Document
from corpus.attribution.layout import headlines, turns
from corpus.attribution.leftovers import with_leftovers
from corpus.attribution.marks import keep_to_marks
from corpus.attribution.parsing import Parse, Range, Ranges
from corpus.attribution.phrases import trim
from corpus.attribution.rules import clash, offer
from corpus.attribution.semicolons import part_at_semicolons
from corpus.attribution.signatures import signed
from corpus.attribution.sources import with_sources
from corpus.attribution.treebank import FINITE, SUBJECTS, TENSED
from corpus.attribution.unspoken import UNSPOKEN, is_silence, is_unspoken

_NOMINAL = frozenset(("PROPN", "NOUN", "DET", "PRON", "ADJ"))
_LONGEST_NAME = 16  # tokens of a name with its titles and apposition; set by hand
_OF_ITS_OWN = frozenset(("nsubj", "nsubjpass", "aux", "auxpass"))
_COMPLEMENTS = frozenset(("ccomp", "xcomp", "dobj", "dative", "prep"))


def complete(document: Document, chosen: Sequence[Candidate]) -> list[Candidate]:
    """The choice with what the constructions add to it, in the anchors' order."""
    found = [*turns(document, chosen)]
    found += [c for c in headlines(document, found) if _is_new(c, found)]
    found = _with_own_pieces(document, _coordinate(document, found))
    found = part_at_semicolons(document, _with_first_verbs(document, found))
    quoted = _reported_by_others(document)
    found = [c for c in found if all(c.anchor != other.anchor for other in quoted)] + quoted
    put_in = _put_in(document)
    found = [c for c in found if all(c.anchor != other.anchor for other in put_in)] + put_in
    for offered in (_blamed, _claims_of_responsibility):
        found += [c for c in offered(document) if _is_new(c, found)]
    found, unspoken = _parted(document, found)
    found = signed(document, announced(document, found))
    found, more = _parted(document, with_sources(document, with_leftovers(document, found)))
    found = keep_to_clauses(document, keep_to_marks(document, found))
    unsaid = [c for c in (*unspoken, *more) if not is_silence(document, c)]
    found += _left_unsaid(unsaid, found)
    found = [replace(c, shape=DEED) if is_deed(document, c) else c for c in found]
    return sorted(found, key=lambda candidate: candidate.anchor)


def _parted(
    document: Document, chosen: Sequence[Candidate]
) -> tuple[list[Candidate], list[Candidate]]:
    """What is said, and what is not."""
    said: list[Candidate] = []
    unsaid: list[Candidate] = []
    for candidate in chosen:
        (unsaid if is_unspoken(document, candidate) else said).append(candidate)
    return said, unsaid


def _left_unsaid(unspoken: Sequence[Candidate], found: Sequence[Candidate]) -> list[Candidate]:
    """What was not said, and what nobody else said either."""
    anchors = {candidate.anchor for candidate in found}
    taken = {k for candidate in found for low, high in candidate.content for k in range(low, high)}
    return [
        replace(candidate, shape=UNSPOKEN)
        for candidate in unspoken
        if candidate.anchor not in anchors
        and any(taken.isdisjoint(range(low, high)) for low, high in candidate.content)
    ]


def _is_new(candidate: Candidate, others: Sequence[Candidate]) -> bool:
    return not any(c.anchor == candidate.anchor or clash(c, candidate) for c in others)


# "said A and warned B"


def _coordinate(document: Document, chosen: list[Candidate]) -> list[Candidate]:
    """The choice with every second verb of saying apart from the content of the first."""
    found = list(chosen)
    for candidate in chosen:
        for verb in _second_verbs(document, candidate):
            first = next(k for k, c in enumerate(found) if c.anchor == candidate.anchor)
            content = _up_to(document.parse, found[first].content, verb)
            known = next((k for k, c in enumerate(found) if c.anchor == verb), None)
            second = found[known] if known is not None else _second(document, candidate, verb)
            others = [c for c in found if c.anchor not in (candidate.anchor, verb)]
            if second is None or not content or any(clash(c, second) for c in others):
                continue
            second = replace(second, source=candidate.source)
            found[first] = replace(found[first], content=content)
            if known is None:
                found.append(second)
            else:
                found[known] = second
    return found


def _second(document: Document, first: Candidate, verb: int) -> Candidate | None:
    candidates = find_candidates(document, anchors=(verb,))
    return offer(document, [replace(c, source=first.source) for c in candidates])


def _second_verbs(document: Document, first: Candidate) -> list[int]:
    """Verbs of saying inside a content that share its speaker: after "and", with no subject."""
    parse, anchor = document.parse, first.anchor
    finite = anchor if parse.tags[anchor] in TENSED else parse.heads[anchor]
    if not first.source or parse.tags[finite] not in TENSED or document.quoted[anchor] >= 0:
        return []
    reporting = parse.speech.cues.verbs
    return [
        k
        for low, high in first.content
        for k in range(max(low, anchor) + 2, high)
        if parse.lemmas[k] in reporting
        and parse.tags[k] == parse.tags[finite]
        and document.quoted[k] < 0
        and parse.sentence[k] == parse.sentence[anchor]
        and any(parse.deps[m] in _COMPLEMENTS and m > k for m in parse.children[k])
        and not any(parse.deps[m] in _OF_ITS_OWN for m in parse.children[k])
        and _follows_and(parse, anchor, k)
    ]


def _follows_and(parse: Parse, anchor: int, verb: int) -> bool:
    """Whether "and" stands before the verb, and nobody else between who could go on to say it."""
    joint = verb - 1
    while joint > anchor and parse.pos[joint] == "ADV":
        joint -= 1
    if parse.words[joint] not in parse.speech.grammar.joins:
        return False
    if parse.words[joint - 1] == ",":
        return True
    subjects = [k for k in range(anchor + 1, joint) if parse.deps[k] in SUBJECTS]
    return not subjects or not _can_speak(parse, subjects[-1])


def _can_speak(parse: Parse, subject: int) -> bool:
    word = parse.words[subject]
    if word in parse.speech.grammar.third:  # most often the speaker again
        return False
    words = parse.speech.names
    named = parse.pos[subject] == "PROPN" and parse.text[parse.starts[subject]].isupper()
    return (
        named
        or parse.pos[subject] == "PRON"
        or parse.lemmas[subject] in words.roles | words.titles | words.organisations
    )


def _up_to(parse: Parse, content: Ranges, verb: int) -> Ranges:
    kept = []
    for low, high in content:
        stop = high
        if low < verb < high:
            stop = verb
            while stop > low and parse.pos[stop - 1] != "CCONJ":
                stop -= 1
            while stop > low and (parse.pos[stop - 1] == "CCONJ" or not parse.is_word(stop - 1)):
                stop -= 1
        elif low >= verb:
            continue
        if low < stop:
            kept.append((low, stop))
    return tuple(kept)


def _with_first_verbs(document: Document, chosen: Sequence[Candidate]) -> list[Candidate]:
    """ "Bell denied guilt and said that": a denial too, whose words are not what was said next."""
    anchors = {candidate.anchor for candidate in chosen}
    found: list[Candidate] = []
    for candidate in chosen:
        verb = _first_verb(document, candidate)
        later = tuple(piece for piece in candidate.content if piece[0] > candidate.anchor)
        first = None
        if verb is not None and verb not in anchors and 0 < len(later) < len(candidate.content):
            first = offer(document, find_candidates(document, anchors=(verb,)))
        if first is not None:
            found.append(replace(first, source=candidate.source))
            candidate = replace(candidate, content=later)
        found.append(candidate)
    return found


def _with_own_pieces(document: Document, chosen: Sequence[Candidate]) -> list[Candidate]:
    """ "Said A and urged them to wait": each verb of saying with what stands behind it alone."""
    parse, reporting = document.parse, document.parse.speech.cues.verbs
    that = parse.speech.grammar.complementisers
    anchors = {candidate.anchor for candidate in chosen}
    found: list[Candidate] = []
    for candidate in chosen:
        kept = list(candidate.content)
        for piece in candidate.content[1:]:
            verb = piece[0] - 1 - (parse.words[piece[0] - 1] in that)
            if (
                candidate.anchor < verb
                and verb not in anchors
                and parse.lemmas[verb] in reporting
                and parse.tags[verb] == parse.tags[candidate.anchor]
                and parse.sentence[verb] == parse.sentence[candidate.anchor]
                and document.quoted[verb] < 0
                and not any(parse.deps[k] in _OF_ITS_OWN for k in parse.children[verb])
            ):
                kept.remove(piece)
                own = Candidate(verb, (verb, verb + 1), candidate.source, (piece,), "second")
                found.append(own)
        found.append(replace(candidate, content=tuple(kept)))
    return found


def _first_verb(document: Document, second: Candidate) -> int | None:
    """The verb of saying that the anchor is joined to, if what it reports is in the content."""
    parse, anchor = document.parse, second.anchor
    verb = parse.heads[anchor]
    if parse.deps[anchor] != "conj" or not second.source or document.quoted[verb] >= 0:
        return None
    if parse.lemmas[verb] not in parse.speech.cues.verbs or parse.tags[verb] not in TENSED:
        return None
    if any(parse.deps[k] in _OF_ITS_OWN for k in parse.children[anchor]):
        return None
    follows = second.source[-1][1] <= verb
    taken = any(verb < low < anchor for low, _ in second.content)
    return verb if follows and taken else None


# "The Lantern quoted Bell as saying that"


def _reported_by_others(document: Document) -> list[Candidate]:
    parse = document.parse
    words = parse.speech.cues
    found = []
    for k in range(len(parse)):
        preposition = parse.heads[k]
        verb = parse.heads[preposition]
        if (
            parse.tags[k] != "VBG"
            or parse.lemmas[k] not in words.saying
            or parse.words[preposition] not in parse.speech.grammar.as_
            or parse.lemmas[verb] not in words.quoting
        ):
            continue
        quoted = [m for m in parse.children[verb] if parse.deps[m] in ("dobj", "nsubjpass")]
        content = trim(parse, [(k + 1, parse.edges[k][1])], avoid=())
        if quoted and content:
            source = (parse.edges[quoted[0]],)
            found.append(Candidate(k, (preposition, k + 1), source, content, "quoted-as"))
    return found


# "The dam, said Ada Bell, had held"


def _put_in(document: Document) -> list[Candidate]:
    """Between a subject and its verb, so that parsers take the subject for who says it."""
    parse = document.parse
    found = []
    for k in range(1, len(parse) - 2):
        if (
            parse.lemmas[k] not in parse.speech.cues.saying
            or parse.tags[k] not in TENSED
            or parse.words[k - 1] != ","
            or parse.pos[k + 1] not in _NOMINAL
            or document.quoted[k] >= 0
            or document.quoted[k - 2] >= 0
        ):
            continue
        end = _end_of_name(parse, k + 1)
        low, high = parse.sentences[parse.sentence[k]]
        before = range(low, k - 1)
        plain = not any(parse.tags[m] in TENSED or parse.words[m] == "," for m in before)
        if end is not None and plain:
            content = trim(parse, [(low, k - 1), (end + 1, high)], avoid=())
            found.append(Candidate(k, (k, k + 1), ((k + 1, end),), content, "put-in"))
    return found


def _end_of_name(parse: Parse, start: int) -> int | None:
    """The comma after whoever says it, with which the sentence goes on to its verb."""
    for k in range(start + 1, min(start + _LONGEST_NAME, len(parse) - 1)):
        if parse.tags[k] in TENSED or parse.sentence[k] != parse.sentence[start]:
            return None
        following = k + 1
        while parse.pos[following] == "ADV" and following + 1 < len(parse):
            following += 1
        if parse.words[k] == "," and parse.tags[following] in FINITE:
            return k
    return None


# "Norland was accused of arming the men"


def _blamed(document: Document) -> list[Candidate]:
    parse = document.parse
    blaming, charged_with = parse.speech.cues.blaming, parse.speech.grammar.charged_with
    found = []
    for v in range(len(parse)):
        if parse.lemmas[v] not in blaming or parse.tags[v] != "VBN" or document.quoted[v] >= 0:
            continue
        kids = parse.children[v]
        patients = [parse.edges[k] for k in kids if parse.deps[k] == "nsubjpass"]
        charges = [parse.edges[k] for k in kids if parse.words[k] in charged_with and k > v]
        if not patients or not charges:
            continue
        agent = _agent(parse, v, charges[0])
        charge = (charges[0][0], agent[0] - 1) if agent and agent[0] < charges[0][1] else charges[0]
        auxiliary = max((k for k in kids if parse.deps[k] == "auxpass"), default=v)
        content = trim(parse, [patients[0], charge], avoid=())
        source = (agent,) if agent else ()
        found.append(Candidate(v, (min(auxiliary, v), v + 1), source, content, "blamed"))
    return found


def _agent(parse: Parse, v: int, charge: Range) -> Range | None:
    """By whom: an agent of the verb, or of the charge's end, where parsers like to hang it."""
    for k in range(v + 1, max(charge[1], parse.edges[v][1])):
        if parse.words[k] not in parse.speech.grammar.by or k + 1 >= len(parse):
            continue
        nouns = [m for m in parse.children[k] if parse.deps[m] == "pobj"]
        if nouns and (parse.heads[k] == v or parse.edges[k][1] == charge[1]):
            return parse.edges[nouns[0]]
    return None


# "took responsibility for the fire"


def _claims_of_responsibility(document: Document) -> list[Candidate]:
    """The verb is no verb of saying, so that others pass it over; for the news it is one."""
    parse = document.parse
    words = parse.speech.acts
    takings = [
        parse.heads[k]
        for k in range(len(parse))
        if parse.lemmas[k] in words.responsibility
        and parse.deps[k] == "dobj"
        and parse.lemmas[parse.heads[k]] in words.taking
    ]
    candidates = find_candidates(document, anchors=takings)
    return [c for c in candidates if c.shape == "object" and c.source]
