"""Clauses: whose subject a verb of saying has, and where what is said begins and ends.

A tagger marks words one by one, so that it may take the subject of another clause, or begin a
content in the middle of a phrase. What somebody says is a whole clause or a quotation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.attribution.candidates import Candidate
from corpus.attribution.document import Document
from corpus.attribution.parsing import Parse, Range, Ranges
from corpus.attribution.phrases import noun_phrase
from corpus.attribution.treebank import FINITE, PLURAL, SUBJECTS

_TOLD = frozenset(("dative", "dobj"))
_ABLE = frozenset(("NOUN", "PROPN", "PRON"))
_WITHIN = frozenset(("DT", "JJ", "JJS", "PRP$", "POS", "CD"))
_ADDED = 3  # words of "in addition to"


# Sources


def own_subject(document: Document, candidate: Candidate) -> Range | None:
    """Aske, in "The union blamed the operator; Aske called that shameful"."""
    parse, verb = document.parse, candidate.anchor
    if len(candidate.source) > 1:
        return None
    start = parse.sentences[parse.sentence[verb]][0]
    after = candidate.source[0][1] if candidate.source else start
    parted = [k for k in range(after, verb) if parse.words[k] == ";" and document.quoted[k] < 0]
    if not parted:
        return None
    subjects = [
        k
        for k in range(parted[-1] + 1, verb)
        if parse.pos[k] in _ABLE and (parse.deps[k] in SUBJECTS or parse.heads[k] == verb)
    ]
    run = range(parted[-1] + 1, verb)
    if run and all(parse.pos[k] == "PROPN" for k in run):  # however a headline was parsed
        return run.start, run.stop
    if not subjects or parse.tags[verb] not in FINITE:
        return None
    low, high = noun_phrase(parse, subjects[-1])
    return max(low, parted[-1] + 1), min(high, verb)


def subject_of_relative(parse: Parse, candidate: Candidate) -> Range | None:
    """Bell, in "Fenn, whom Bell calls a clown", where the source begins with "whom"."""
    if len(candidate.source) != 1:
        return None
    low, high = candidate.source[0]
    if high - low < 2 or high > candidate.anchor or low + 1 >= high:
        return None
    if parse.words[low] not in parse.speech.grammar.relative or parse.pos[low] == "DET":
        return None
    named = parse.pos[low + 1] in ("PROPN", "PRON", "DET") or parse.tags[low + 1] in PLURAL
    return (low + 1, high) if named else None


def subject_of_contact_clause(parse: Parse, candidate: Candidate) -> Range | None:
    """The officials, in "a crisis officials said nobody had seen coming"."""
    if len(candidate.source) != 1:
        return None
    high = candidate.source[0][1]
    head = high - 1
    start = _noun_before(parse, head)
    if start is None or parse.tags[head] not in PLURAL or head + 1 != candidate.cue[0]:
        return None
    while head > start + 1 and (parse.pos[head - 1] == "ADJ" or _is_named(parse, head - 1)):
        head -= 1
    return head, high


def _noun_before(parse: Parse, head: int) -> int | None:
    """The noun that "a" stands before, where a plural follows that "a" cannot belong to."""
    start = head
    while start > 0 and parse.pos[start - 1] in ("ADJ", "NOUN", "PROPN"):
        start -= 1
    if start == 0 or parse.words[start - 1] not in parse.speech.grammar.one:
        return None
    return next((k for k in range(start, head) if parse.pos[k] == "NOUN"), None)


def _is_named(parse: Parse, k: int) -> bool:
    return parse.pos[k] == "PROPN" and parse.text[parse.starts[k]].isupper()


# Contents


def keep_to_clauses(document: Document, chosen: Sequence[Candidate]) -> list[Candidate]:
    """The choice, with contents that begin or end in the middle of a phrase mended."""
    return [replace(candidate, content=_mended(document, candidate)) for candidate in chosen]


def _mended(document: Document, candidate: Candidate) -> Ranges:
    content = _without_fragments(document, candidate)
    content = _without_withheld(document, candidate, content)
    content = _without_next_clause(document, candidate, content)
    content = _before_another(document, candidate, content)
    content = _without_listener(document, candidate, content)
    content = _without_rest_of_listener(document, candidate, content)
    content = _named_alone(document, candidate, content)
    content = _with_contact(document.parse, candidate, content)
    content = _with_beginning(document, candidate, content)
    content = _with_owner(document.parse, candidate, content)
    content = _with_subjects(document, candidate, content)
    content = _without_open_end(document.parse, content)
    return _with_addition(document.parse, candidate, content)


def _without_fragments(document: Document, candidate: Candidate) -> Ranges:
    """Without a part of another sentence that is no quotation and has no beginning."""
    parse = document.parse
    own, line = parse.sentence[candidate.anchor], parse.paragraph[candidate.anchor]
    kept = tuple(
        (low, high)
        for low, high in candidate.content
        if parse.sentence[low] == own
        or parse.paragraph[low] != line
        or low == parse.sentences[parse.sentence[low]][0]
        or any(document.quoted[k] >= 0 for k in (low - 1, low))
        or not _is_inside_phrase(parse, low, high)
    )
    return kept or candidate.content


def _without_withheld(document: Document, candidate: Candidate, content: Ranges) -> Ranges:
    """Without what the speaker did not say: "said that it was found, but declined to say whose"."""
    parse, cues = document.parse, document.parse.speech.cues
    withheld = [
        parse.edges[k][0]
        for low, high in content
        for k in range(low, high)
        if parse.lemmas[k] in cues.saying
        and parse.deps[k] == "xcomp"
        and parse.lemmas[parse.heads[k]] in cues.holding_back
        and candidate.anchor not in (k, parse.heads[k])
        and parse.heads[k] < low  # and not "said that he would refuse to answer"
        and document.quoted[k] < 0
    ]
    if not withheld:
        return content
    return tuple((low, min(high, withheld[0])) for low, high in content if low < withheld[0])


def _without_next_clause(document: Document, candidate: Candidate, content: Ranges) -> Ranges:
    """Without what the article goes on with: "It was lost, Bell said; Ruud did not mention it"."""
    parse = document.parse
    if len(content) < 2 or content[0][0] > candidate.anchor:
        return content
    return content[:1] + tuple(
        (low, high)
        for low, high in content[1:]
        if low < candidate.anchor
        or parse.words[low - 1] != ";"
        or document.quoted[low] >= 0
        or not (parse.pos[low] == "PROPN" and parse.deps[low] in (*SUBJECTS, "compound"))
    )


def _without_listener(document: Document, candidate: Candidate, content: Ranges) -> Ranges:
    """ "Told the LNA on Friday the gate held": without the LNA, which is told."""
    parse, anchor, (low, high) = document.parse, candidate.anchor, content[0]
    if parse.lemmas[anchor] not in parse.speech.cues.telling or low < anchor:
        return content
    kids = parse.children[anchor]
    told = next((k for k in kids if parse.deps[k] in _TOLD and k > anchor), None)
    if told is None:
        return content
    said = [k for k in kids if parse.deps[k] in ("ccomp", "xcomp") and k > told]
    if not said:
        return content
    start, stop = parse.edges[said[0]][0], parse.edges[told][1]
    # "told voters in the state to get ready", which begins with the state
    within = told < low and (parse.pos[low - 1] == "ADP" or low < stop)
    bidden = parse.tags[start] == "TO"  # "told the ships to wait", however it was parsed
    whole = low <= told and stop == start and parse.deps[said[0]] == "ccomp" and not bidden
    if not (within or whole):  # "warned drivers to leave" is about the drivers, and said whole
        return content
    plain = all(parse.tags[k] not in FINITE and document.quoted[k] < 0 for k in range(low, start))
    return ((start, high), *content[1:]) if low < start < high and plain else content


def _without_rest_of_listener(document: Document, candidate: Candidate, content: Ranges) -> Ranges:
    """ "Told the LNA’s “Morning” it held", where the content begins with "’s"."""
    parse, (low, high) = document.parse, content[0]
    if not _is_ending(parse, low) or low <= candidate.anchor:
        return content
    number = document.quoted[low + 1] if low + 1 < high else -1
    stop = document.quotes[number][1] if number >= 0 else low + 1
    clause = any(parse.tags[k] in FINITE for k in range(stop, high))
    return ((stop, high), *content[1:]) if clause and stop < high else content


def _before_another(document: Document, candidate: Candidate, content: Ranges) -> Ranges:
    """Without what somebody else says next: "Bell accused the port, and Ruud alleged that"."""
    parse, cues = document.parse, document.parse.speech.cues
    above = [candidate.anchor]
    while parse.heads[above[-1]] != above[-1]:
        above.append(parse.heads[above[-1]])
    first = content[0][0]
    others = [
        parse.edges[k][0]
        for low, high in content
        for k in range(low, high)
        if parse.deps[k] == "conj"
        and parse.heads[k] in above
        and (parse.heads[k] == candidate.anchor or parse.lemmas[parse.heads[k]] not in cues.verbs)
        and k > candidate.anchor
        and parse.lemmas[k] in cues.verbs
        and parse.tags[k] in FINITE
        and document.quoted[k] < 0
        and any(parse.deps[m] in SUBJECTS for m in parse.children[k])
    ]
    stop = min((k for k in others if k > first), default=None)
    if stop is None:
        return content
    while stop - 1 > first and (parse.pos[stop - 1] == "CCONJ" or not parse.is_word(stop - 1)):
        stop -= 1
    return tuple((low, min(high, stop)) for low, high in content if low < stop)


def _is_ending(parse: Parse, k: int) -> bool:
    return parse.tags[k] == "POS" or parse.words[k] in parse.speech.grammar.endings


def _with_owner(parse: Parse, candidate: Candidate, content: Ranges) -> Ranges:
    """With the town of "the town’s gate", where the content begins with "’s"."""
    low, high = content[0]
    owner = parse.heads[low]
    if not _is_ending(parse, low) or owner >= low:
        return content
    start = parse.edges[owner][0]
    around = (candidate.cue, *candidate.source)
    free = all(b <= start or low <= a for a, b in around) and start not in (a for a, _ in around)
    return ((start, high), *content[1:]) if free else content


def _with_subjects(document: Document, candidate: Candidate, content: Ranges) -> Ranges:
    """With the subject that stands before: the gate of "The gate “will hold”, Bell said", and the
    error of "One error, according to Bell, was to wait"."""
    parse = document.parse
    around = (candidate.cue, *candidate.source)
    taken = {k for low, high in (*around, *content) for k in range(low, high)}
    first = min(low for low, _ in around)
    last = max(high for _, high in around)
    pieces: list[Range] = []
    for low, high in content:
        subject = _subject_left_out(parse, low, high)
        start, stop = parse.edges[subject] if subject is not None else (low, low)
        near = all(not parse.is_word(k) for k in range(stop, low))
        aside = stop <= first and last <= low and low - last <= 1 and first - stop <= 1
        if start < stop <= low and taken.isdisjoint(range(start, stop)):
            if near:
                low = start
            elif aside:
                pieces.append((start, stop))
        pieces.append((low, high))
    return tuple(sorted(pieces))


def _subject_left_out(parse: Parse, low: int, high: int) -> int | None:
    """The subject of the verb that the words begin with, if it stands before them."""
    first = low
    while first < high and not parse.is_word(first):
        first += 1
    if first == high or parse.pos[first] not in ("AUX", "VERB"):
        return None
    verb = parse.heads[first] if parse.deps[first] in ("aux", "auxpass") else first
    finite = parse.tags[first] in FINITE
    subjects = [k for k in parse.children[verb] if parse.deps[k] in SUBJECTS and k < low]
    if not finite or not subjects or parse.sentence[subjects[-1]] != parse.sentence[low]:
        return None
    subject = subjects[-1]
    return None if parse.words[subject] in parse.speech.grammar.relative else subject


def _named_alone(document: Document, candidate: Candidate, content: Ranges) -> Ranges:
    """The name alone of "dozens of what it called “pirates” in two raids": the rest is not its."""
    parse, anchor = document.parse, candidate.anchor
    cues, relatives = parse.speech.cues, parse.speech.grammar.free_relatives
    if parse.lemmas[anchor] not in cues.describing:
        return content
    if not any(parse.words[k] in relatives for k in parse.children[anchor] if k < candidate.cue[0]):
        return content
    for _, (start, stop) in document.quotes_in(anchor, content[-1][1]):
        if anchor < start and content[0][0] <= start < content[-1][1]:
            return ((start, stop),)
    return content


def _with_contact(parse: Parse, candidate: Candidate, content: Ranges) -> Ranges:
    """With the crisis, of "a crisis officials said could not be foreseen"."""
    if not candidate.source or content[0][0] < candidate.anchor:
        return content
    source = candidate.source[0]
    first = content[0][0]
    subject = any(parse.deps[k] in SUBJECTS for low, high in content for k in range(low, high))
    if subject or parse.pos[first] not in ("AUX", "VERB"):
        return content
    start = source[0]
    while start > 0 and parse.is_word(start - 1) and parse.pos[start - 1] in ("ADJ", "NOUN", "DET"):
        start -= 1
    if start == source[0] or parse.words[start] not in parse.speech.grammar.articles:
        return content
    return ((start, source[0]), *content)


def _with_beginning(document: Document, candidate: Candidate, content: Ranges) -> Ranges:
    """From the beginning of the sentence, where the content begins within a phrase of it.

    Whoever says it comes after: of "The head in Tehran, dismissed it, Bell said" not "Tehran".
    """
    parse = document.parse
    low, high = content[0]
    after = min((start for start, _ in (candidate.cue, *candidate.source)), default=low)
    start = parse.sentences[parse.sentence[low]][0]
    ends = after - high <= 2 and after >= high
    if not ends or low == start or parse.sentence[low] != parse.sentence[candidate.anchor]:
        return content
    if document.quoted[low] >= 0 or not _is_inside_phrase(parse, low, high):
        return content
    while start < low and not parse.is_word(start):
        start += 1
    return ((start, high), *content[1:])


def _without_open_end(parse: Parse, content: Ranges) -> Ranges:
    """Without the "which" of a clause that is left out: "the new gate, which"."""
    pieces = []
    for low, high in content:
        if high - low > 2 and parse.words[high - 1] in parse.speech.grammar.relative:
            high -= 2 if parse.words[high - 2] == "," else 0
        pieces.append((low, high))
    return tuple(pieces)


def _is_inside_phrase(parse: Parse, low: int, high: int) -> bool:
    """Whether it begins within a phrase, or with a verb whose subject is left out."""
    before = low - 1
    if before < 0 or parse.sentence[before] != parse.sentence[low]:
        return False
    within = ("pobj", *SUBJECTS, "compound", "det", "poss")
    if parse.pos[before] == "ADP" and parse.deps[low] in within:
        return True
    if parse.tags[before] in _WITHIN and low <= parse.heads[before] < high:
        return True
    tops = [k for k in range(low, high) if parse.heads[k] == k or not low <= parse.heads[k] < high]
    return any(
        (parse.deps[top] == "appos" and parse.heads[top] < low)
        or any(parse.deps[k] in SUBJECTS and k < low for k in parse.children[top])
        for top in tops[:1]
    )


def _with_addition(parse: Parse, candidate: Candidate, content: Ranges) -> Ranges:
    """With what "As well as killing dozens, the ministry claimed to hold the gate" begins with."""
    start = parse.sentences[parse.sentence[candidate.anchor]][0]
    first = min(low for low, _ in content)
    if first < candidate.anchor or not candidate.source:
        return content
    opening = [*_openings(parse, start)]
    comma = candidate.source[0][0] - 1
    if not opening or comma < start or parse.words[comma] != ",":
        return content
    verb = start + opening[0]
    if parse.tags[verb] != "VBG" or verb >= comma:
        return content
    return ((verb, comma), *content)


def _openings(parse: Parse, start: int) -> Iterator[int]:
    """How many words a phrase has that adds to what follows, where the sentence begins with one."""
    for length in range(1, _ADDED + 1):
        if " ".join(parse.words[start : start + length]) in parse.speech.cues.adding:
            yield length
