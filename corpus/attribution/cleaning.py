"""Cleaning: what a tagger marks, cut to what somebody can be said to have said."""

from __future__ import annotations

from dataclasses import replace

from corpus.attribution.candidates import Candidate
from corpus.attribution.document import Document
from corpus.attribution.mentions import head_of
from corpus.attribution.parsing import Parse, Range, Ranges
from corpus.attribution.phrases import subject_of, trim
from corpus.attribution.treebank import SUBJECTS

_BEFORE_NOUNS = frozenset(("amod", "compound", "det", "nummod", "poss"))
_CLAUSES = frozenset(("ccomp", "xcomp"))


def clean(document: Document, candidate: Candidate) -> Candidate | None:
    """The candidate without words that cannot belong to it; None where nothing is left."""
    parse, anchor = document.parse, candidate.anchor
    if is_put_question(parse, anchor):  # "Asked about the dam, she said": nobody's words
        return None
    if _are_things(parse, candidate.source):
        return None
    source = _own_source(parse, candidate)
    content = trim(parse, _by_paragraph(parse, candidate.content), avoid=(candidate.cue, *source))
    content = _of_its_place(document, candidate, content)
    content = tuple(_before_question(document, piece) for piece in content)
    content = _with_negation(parse, candidate, _without_opening(parse, anchor, content))
    if parse.tags[anchor] == "VBG":
        content = tuple(piece for piece in content if piece[0] > anchor) or content
    if not content:
        return None
    candidate = replace(candidate, source=source, content=content)
    return replace(candidate, content=_whole(parse, candidate))


def is_put_question(parse: Parse, anchor: int) -> bool:
    """ "Asked about the dam, she said": nobody asks it here."""
    if parse.lemmas[anchor] not in parse.speech.cues.asking:
        return False
    apart = anchor > 0 and parse.words[anchor - 1] == ","  # "Bell, asked about it, looks away"
    apart = apart and not any(
        parse.deps[k] == "nsubj" for k in parse.children[anchor] if k > anchor
    )
    put = parse.tags[anchor] == "VBN" or (apart and parse.tags[anchor] == "VBD")
    return put and parse.deps[anchor] in ("advcl", "acl")


def _are_things(parse: Parse, source: Ranges) -> bool:
    """Whether the source is some of several things: "nine of which are about the banks"."""
    things = list(parse.speech.grammar.of_things)
    return bool(source) and parse.words[slice(*source[-1])][-len(things) :] == things


def _own_source(parse: Parse, candidate: Candidate) -> Ranges:
    """The source, unless it is who was told; "it" alone of "Doctors, it said"."""
    if not candidate.source or parse.lemmas[candidate.anchor] in parse.speech.cues.receiving:
        return ()
    low, high = candidate.source[-1]
    if parse.paragraph[low] != parse.paragraph[candidate.anchor]:
        return ()
    if _suffers(parse, candidate.anchor, (low, high)):
        return ()
    if low < candidate.cue[0] < high:  # "a source told" without a comma before it
        return ((low, candidate.cue[0]),)
    pronouns = parse.speech.grammar.first | parse.speech.grammar.third
    if high - low > 2 and parse.words[high - 1] in pronouns and parse.words[high - 2] == ",":
        return ((high - 1, high),)
    whole = subject_of(parse, candidate.anchor)
    if (
        whole
        and whole[0][0] <= low < high <= whole[0][1]
        and not low <= head_of(parse, whole[0]) < high
    ):
        low, high = whole[0]  # "two rival groups" for "rival"
    low = _past_address(parse, low, high)
    return (*candidate.source[:-1], (_past_place(parse, low, high), high))


def _past_address(parse: Parse, low: int, high: int) -> int:
    """Where whoever speaks begins, in "Captain Bell, passengers say": not with who is told so."""
    comma = _first_comma(parse, low, high)
    if comma is None or parse.pos[comma - 1] != "PROPN" or parse.words[high : high + 1] == [","]:
        return low
    head = head_of(parse, (comma + 1, high))
    verb = parse.heads[head]
    apart = parse.deps[head] in SUBJECTS and parse.deps[verb] != "relcl" and not low <= verb < high
    return comma + 1 if apart else low


def _first_comma(parse: Parse, low: int, high: int) -> int | None:
    return next((k for k in range(low + 1, high - 1) if parse.words[k] == ","), None)


def _past_place(parse: Parse, low: int, high: int) -> int:
    """Where whoever speaks begins, in "In the Shallows people say": not with the Shallows.

    Nor with the court in "Opening the case at Aldmoor Crown Court, Ada Bell said".
    """
    comma = _first_comma(parse, low, high)
    if comma is not None and parse.pos[comma + 1] == "PROPN":
        place = comma - 1
        if parse.deps[place] == "pobj" and parse.heads[place] < low:
            return comma + 1
    start = low
    while start < high - 1 and parse.deps[start] == "pobj" and parse.heads[start] < low:
        start += 1
    return start if start == low or head_of(parse, (low, high)) >= start else low


def _suffers(parse: Parse, anchor: int, source: Range) -> bool:
    """Whether the source is whom a passive is about: "the plane believed to", "Bell was told"."""
    if parse.tags[anchor] != "VBN" or source[0] > anchor:
        return False
    passive = any(parse.deps[k] == "auxpass" for k in parse.children[anchor])
    return passive or (parse.deps[anchor] == "acl" and parse.heads[anchor] < anchor)


def _by_paragraph(parse: Parse, content: Ranges) -> list[Range]:
    """The pieces, none of them over the end of a paragraph."""
    pieces = []
    for low, high in content:
        while low < high:
            stop = min(high, parse.paragraphs[parse.paragraph[low]][1])
            pieces.append((low, stop))
            low = stop
    return pieces


def _of_its_place(document: Document, candidate: Candidate, content: Ranges) -> Ranges:
    """What stands in the anchor's paragraph, and in paragraphs of bare quotation around it."""
    parse = document.parse
    line = parse.paragraph[candidate.anchor]
    lines = {parse.paragraph[low] for low, _ in content}
    if lines <= {line}:
        return content
    start, stop = parse.paragraphs[line]
    allowed = {line, *document.bare}
    if parse.words[stop - 1] == ":":
        allowed.add(line + 1)
    kept = tuple(piece for piece in content if parse.paragraph[piece[0]] in allowed)
    if kept:
        return kept
    inside = (quote for _, quote in document.quotes_in(start, stop))
    quotes = [q for q in inside if start <= q[0] and q[1] <= stop]
    return trim(parse, quotes, avoid=(candidate.cue, *candidate.source))


def _before_question(document: Document, piece: Range) -> Range:
    """Without the question that follows: "that the dam was safe. Did he lie?" """
    parse, (low, high) = document.parse, piece
    first = parse.sentence[low]
    if parse.words[parse.sentences[first][1] - 1] == "?":
        return piece
    for sentence in range(first + 1, parse.sentence[high - 1] + 1):
        start, stop = parse.sentences[sentence]
        if parse.words[stop - 1] == "?" and document.quoted[start] < 0:
            return low, start
    return piece


def _whole(parse: Parse, candidate: Candidate) -> Ranges:
    """The content with what its first and last words cannot stand without.

    "a ban on gatherings between Monday and" goes on to Thursday, "in Norland to leave" begins with
    whoever is there. Never over the cue, the source or another piece.
    """
    taken = {k for low, high in (candidate.cue, *candidate.source) for k in range(low, high)}
    taken.add(candidate.anchor)
    whole: list[Range] = []
    for i, (low, high) in enumerate(candidate.content):
        least = whole[-1][1] if whole else 0
        most = candidate.content[i + 1][0] if i + 1 < len(candidate.content) else len(parse)
        start, stop = _start_of_phrase(parse, low), _end_of_phrase(parse, low, high)
        before = [k for k in range(start, low) if k in taken or k < least]
        after = [k for k in range(high, stop) if k in taken or k >= most]
        start, stop = max(before, default=start - 1) + 1, min(after, default=stop)
        while stop > high and not parse.is_word(stop - 1):
            stop -= 1
        while start < low and not parse.is_word(start):
            start += 1
        whole.append((start, stop))
    return tuple(whole)


def _start_of_phrase(parse: Parse, low: int) -> int:
    head = parse.heads[low]
    if parse.pos[low] == "ADP" and head == low - 1 and parse.pos[head] in ("NOUN", "PROPN"):
        return parse.edges[head][0]
    if parse.deps[low] in _BEFORE_NOUNS and head > low:  # "Ada Bell to resign", of a minister
        return parse.edges[head][0]
    return parse.edges[low][0]


def _end_of_phrase(parse: Parse, low: int, high: int) -> int:
    last = high - 1
    while last > low and not parse.is_word(last):
        last -= 1
    if parse.tags[last] == "POS" and last > low:
        last = parse.heads[last]  # "of the area's", which goes on
    joins = parse.pos[last] == "CCONJ" and parse.heads[last] >= low
    describes = parse.deps[last] in _BEFORE_NOUNS and parse.heads[last] > last
    if joins or describes:
        last = parse.heads[last]
    return max(high, parse.edges[last][1])


def _with_negation(parse: Parse, candidate: Candidate, content: Ranges) -> Ranges:
    """With the "no" of "found no evidence that", which is no part of how it was found."""
    if not content:
        return content
    (low, high), rest = content[0], content[1:]
    negated = low - 1 > candidate.anchor and parse.words[low - 1] in parse.speech.cues.nobody
    within = parse.deps[low - 1] == "det" and low <= parse.heads[low - 1] < high
    return ((low - 1, high), *rest) if negated and within else content


def _without_opening(parse: Parse, anchor: int, content: Ranges) -> Ranges:
    """Without the "on Monday" of "claimed on Monday to be behind it", or a "was" before "that"."""
    if not content:
        return content
    (low, high), rest = content[0], content[1:]
    grammar = parse.speech.grammar
    if parse.words[low] in grammar.when and parse.heads[low] == anchor:
        after = parse.edges[low][1]
        clauses = [k for k in parse.children[anchor] if parse.deps[k] in _CLAUSES and k >= after]
        if clauses and after < high:
            return ((after, high), *rest)
    if parse.lemmas[low] in grammar.be and low + 1 < high and parse.words[low + 1] in grammar.that:
        return ((low + 1, high), *rest)
    return content
