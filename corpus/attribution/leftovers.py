"""Quotations that nobody has been given: whose they are by where they stand.

A tagger overlooks some that a reader would not. The cue is the verb of saying beside the quotation,
that of "mocked him as “…”" or of "it ended with: “…”"; and a sentence or paragraph that is nothing
but quotation is by whoever was reported just before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.attribution.blocks import announcer_of
from corpus.attribution.candidates import Candidate, source_of
from corpus.attribution.cleaning import is_put_question
from corpus.attribution.dialogue import is_reply
from corpus.attribution.document import Document
from corpus.attribution.mentions import head_of
from corpus.attribution.parsing import Parse, Range, Ranges
from corpus.attribution.phrases import cue_of, subject_of
from corpus.attribution.ranking import is_said
from corpus.attribution.reporting import ENDS, MARKS, verb_after, verb_before
from corpus.attribution.signatures import SIGNED
from corpus.attribution.treebank import VERBAL

# Words of a quotation that is more than a name, letters of a word that a title would begin with a
# capital, and tokens between "as" and its verb. Set by hand.
_FEWEST_WORDS, _LONG_WORD = 4, 4
_NEAR = 10
_SMALL = frozenset(("ADP", "CCONJ", "DET", "SCONJ"))


def with_leftovers(document: Document, chosen: Sequence[Candidate]) -> list[Candidate]:
    """The choice, and for each quotation that is left over whose it is, where that shows."""
    found = list(chosen)
    for number, quote in enumerate(document.quotes):
        if not _is_speech(document.parse, quote) or _is_taken(quote, found):
            continue
        before = verb_before(document, number)
        if before is not None and is_put_question(document.parse, before):
            continue
        verb = before or _verb_beside(document, number)
        known = next((k for k, c in enumerate(found) if c.anchor == verb), None)
        if known is not None:
            content = tuple(sorted((*_apart(found[known].content, quote), quote)))
            found[known] = replace(found[known], content=content)
            continue
        candidate = _said(document, verb, quote)
        if candidate is not None:
            found.append(candidate)
        else:
            _go_on(document, number, found)
    return found


def _is_speech(parse: Parse, quote: Range) -> bool:
    """Whether it is long enough, and has words that a title would write with a capital."""
    words = [k for k in range(*quote) if parse.is_word(k)]
    return len(words) >= _FEWEST_WORDS and any(
        len(parse.words[k]) >= _LONG_WORD
        and parse.text[parse.starts[k]].islower()
        and parse.pos[k] not in _SMALL
        for k in words
    )


def _is_taken(quote: Range, found: Iterable[Candidate]) -> bool:
    low, high = quote
    spans = (span for candidate in found for span in candidate.content)
    return sum(max(0, min(high, b) - max(low, a)) for a, b in spans) * 2 >= high - low


def _apart(content: Ranges, quote: Range) -> list[Range]:
    return [(a, b) for a, b in content if b <= quote[0] or quote[1] <= a]


def _said(document: Document, verb: int | None, quote: Range) -> Candidate | None:
    if verb is None:
        return None
    parse = document.parse
    low, _ = parse.sentences[parse.sentence[verb]]
    source = source_of(document, verb)
    if verb > low and parse.words[verb - 1] in parse.speech.grammar.by:  # "explained it by saying"
        roots = (k for k in range(low, verb) if parse.heads[k] == k)
        source = subject_of(parse, next(roots, verb))
    return Candidate(verb, cue_of(parse, verb), source, (quote,), "left-over") if source else None


def _verb_beside(document: Document, number: int) -> int | None:
    """The verb that reports a quotation, by its place and its marks."""
    return (
        _verb_alone_after(document, number)
        or _verb_of_as(document, number)
        or _verb_of_colon(document, number)
        or _verb_of_own_words(document, number)
    )


def _verb_alone_after(document: Document, number: int) -> int | None:
    """The verb that follows, unless what it reports follows it in turn."""
    parse = document.parse
    verb = verb_after(document, number)
    if verb is None or parse.tags[verb] == "VBN":
        return None
    own = (k for k in parse.children[verb] if k > verb and parse.deps[k] == "ccomp")
    return None if any(document.quoted[k] < 0 for k in own) else verb


def _verb_of_as(document: Document, number: int) -> int | None:
    """ "mocked him as a “…”" """
    parse = document.parse
    k = document.quotes[number][0] - 1
    if k > 0 and parse.words[k] in parse.speech.grammar.articles:
        k -= 1
    if k < 1 or parse.words[k] not in parse.speech.grammar.as_:
        return None
    for verb in range(k - 1, max(-1, k - _NEAR), -1):
        if document.quoted[verb] >= 0 or parse.words[verb] in ENDS:
            return None
        if parse.pos[verb] in VERBAL and parse.lemmas[verb] in parse.speech.cues.describing:
            return verb
    return None


def _verb_of_colon(document: Document, number: int) -> int | None:
    """The verb or noun of saying in the sentence that a colon ends, before it or in the line above.

    Where there is none it is the sentence's verb, if somebody does what it says.
    """
    parse = document.parse
    colon = document.quotes[number][0] - 1
    if colon < 1 or parse.words[colon] != ":" or document.quoted[colon] >= 0:
        return None
    announcer = announcer_of(document, colon)
    if announcer is not None:
        return announcer
    return _verb_of_somebody(parse, parse.sentence[colon])


def _verb_of_own_words(document: Document, number: int) -> int | None:
    """ "It gives her the chance to “beat us all”": whose are such words but the subject's?"""
    parse = document.parse
    start, stop = document.quotes[number]
    low, high = parse.sentences[parse.sentence[start]]
    around = any(document.quoted[k] < 0 and parse.is_word(k) for k in range(low, high))
    if (
        low < start
        and around
        and any(parse.words[k] in parse.speech.grammar.own for k in range(start, stop))
    ):
        return _verb_of_somebody(parse, parse.sentence[start])
    return None


def _verb_of_somebody(parse: Parse, sentence: int) -> int | None:
    """The sentence's verb, if its subject can speak."""
    low, high = parse.sentences[sentence]
    roots = [k for k in range(low, high) if parse.heads[k] == k and parse.pos[k] in VERBAL]
    names = parse.speech.names
    somebody = names.roles | names.titles | names.organisations
    for source in subject_of(parse, roots[0]) if roots else ():
        head = head_of(parse, source)
        if parse.pos[head] in ("PROPN", "PRON") or parse.lemmas[head] in somebody:
            return roots[0]
    return None


def _go_on(document: Document, number: int, found: list[Candidate]) -> None:
    """Give a quotation that is a whole sentence to whoever was reported in the one before."""
    parse = document.parse
    start, stop = document.quotes[number]
    low, high = parse.paragraphs[parse.paragraph[start]]
    if start == 0 or not _is_whole(document, number):
        return
    if start == low and stop < high:  # a paragraph that goes on has its own speaker, or none
        return
    before = start - 1
    sentence = parse.sentence[before]
    reports = [
        c
        for c in found
        if c.source
        and c.shape != SIGNED
        and is_said(parse, c)
        and document.quoted[c.anchor] < 0
        and (parse.sentence[c.anchor] == sentence or _covers(c, before))
    ]
    outer = [c for c in reports if not any(_covers(o, c.anchor) for o in reports if o is not c)]
    if not outer:
        return
    last = max(outer, key=lambda c: c.anchor)
    if is_reply(document, last, parse.paragraph[start]):
        return
    if any(document.quoted[k] >= 0 for k in range(*last.content[-1])):
        content = (*_apart(last.content, (start, stop)), (start, stop))
        found[found.index(last)] = replace(last, content=tuple(sorted(content)))
    else:
        found.append(replace(last, content=((start, stop),), shape="going-on"))


def _covers(candidate: Candidate, token: int) -> bool:
    return any(low <= token < high for low, high in candidate.content)


def _is_whole(document: Document, number: int) -> bool:
    """Whether a quotation is a sentence, or several, with nothing beside it."""
    parse = document.parse
    start, stop = document.quotes[number]
    low, high = parse.paragraphs[parse.paragraph[start]]
    last = max((k for k in range(start, stop) if parse.is_word(k)), default=start)
    stops = any(parse.words[k] in ENDS for k in range(last, stop))
    first = next(c for c in parse.slice((start, stop)) if c.isalnum())
    before = start - 1
    while before > low and document.quoted[before] >= 0 and parse.words[before] in MARKS:
        before -= 1
    begins = start == low or parse.words[before] in ENDS
    following = parse.text[parse.starts[stop]] if stop < high else "A"
    ended = stops or parse.words[last].endswith(".")
    return ended and first.isupper() and begins and following.isupper()
