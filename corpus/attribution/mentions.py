"""Mentions: where the names in an article begin and end, and what is said of them there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.attribution.parsing import Parse, Range

_FAR = 6  # tokens before a name that may still describe it; set by hand, not measured
_DESCRIBING = frozenset(("NOUN", "ADJ", "PROPN", "NUM", "PUNCT"))
_APART = frozenset((",", ";", ":"))
_QUOTES = frozenset("\"'\u201c\u201d\u2018()")


@dataclass(frozen=True)
class Mention:
    """A name where it stands: `phrase` with its description, `name` without titles and roles."""

    phrase: Range
    name: Range
    words: tuple[str, ...]  # of the name, lower case
    describers: frozenset[str]  # titles, roles and head nouns around the name, lower case


def mention_in(parse: Parse, span: Range) -> Mention | None:
    """The name that a source phrase is about: its head's, not one that merely describes it."""
    head = head_of(parse, span)
    last = span[1] - 1
    if parse.pos[last] == "PROPN" and parse.pos[head] == "NOUN" and _is_capital(parse, last):
        # "the news platform Lantern": the parser often takes the description for the head.
        before = last
        while before > head and parse.pos[before] == "PROPN":
            before -= 1
        if before == head:
            return _mention(parse, last)
    if parse.pos[head] != "PROPN" or not _is_capital(parse, head):
        for k in parse.children[head]:
            if parse.deps[k] == "appos" and parse.pos[k] == "PROPN" and span[0] <= k < span[1]:
                return _mention(parse, k)
        return _set_off(parse, head, last)
    return _mention(parse, head)


def _set_off(parse: Parse, head: int, last: int) -> Mention | None:
    """The name after the comma in "a member of the committee, Ada Bell"."""
    words = parse.speech.names
    if parse.pos[last] != "PROPN" or parse.lemmas[head] not in words.roles | words.titles:
        return None
    mention = _mention(parse, last)
    if mention is None or len(mention.words) < 2 or mention.phrase[0] <= head:
        return None
    return mention if parse.words[mention.phrase[0] - 1] == "," else None


def head_of(parse: Parse, span: Range) -> int:
    """The token of a phrase that all others hang from; the last noun where there are several."""
    heads = [
        k for k in range(*span) if not span[0] <= parse.heads[k] < span[1] or parse.heads[k] == k
    ]
    nouns = [k for k in heads if parse.pos[k] in ("PROPN", "NOUN", "PRON")]
    return (nouns or heads or [span[0]])[0]


def mentions(parse: Parse) -> list[Mention]:
    """Every name in the text, in order, each with all of its words."""
    found: list[Mention] = []
    covered = -1
    for i in range(len(parse)):
        if i < covered or parse.pos[i] != "PROPN" or not _is_capital(parse, i):
            continue
        if (
            i + 1 < len(parse)
            and parse.pos[i + 1] == "PROPN"
            and parse.sentence[i] == parse.sentence[i + 1]
        ):
            continue
        mention = _mention(parse, i)
        if mention is not None:
            found.append(mention)
            covered = mention.name[1]
    return found


def _mention(parse: Parse, head: int) -> Mention | None:
    """The name that ends, or goes on past, at the proper noun `head`."""
    low, high = parse.sentences[parse.sentence[head]]
    stop = _end_over_links(parse, head, _end_of_name(parse, head, high), high)
    start = _first_of_name(parse, head, stop, low)
    name = _after_titles(parse, start, stop)
    words = [parse.words[k].rstrip(".") for k in range(name, stop) if parse.is_word(k)]
    if not words:
        return None
    inside = (parse.words[k] for k in range(start, stop))
    return Mention(
        phrase=(start, stop),
        name=(name, stop),
        words=tuple(words),
        describers=frozenset(
            (*inside, *_described_before(parse, name, low), *_appositions(parse, head))
        ),
    )


def _end_of_name(parse: Parse, head: int, high: int) -> int:
    """How far right the proper nouns go on, over hyphens between capitals."""
    stop = head + 1
    while stop < high:
        if parse.pos[stop] == "PROPN":
            stop += 1
        elif stop + 1 < high and _is_hyphen(parse, stop) and _is_capital(parse, stop + 1):
            stop += 2
        else:
            break
    return stop


def _end_over_links(parse: Parse, start: int, stop: int, high: int) -> int:
    """Where "Institute for the Study of War" or "Ministry of Defence" ends."""
    words = parse.speech.names
    while stop < high and parse.words[stop] in words.links:
        bridge = stop
        while bridge < high and bridge - stop < 2 and parse.words[bridge] in words.inside:
            bridge += 1
        end = bridge
        while end < high and _is_capital(parse, end):
            end += 1
        organised = any(parse.words[k] in words.organisations for k in range(start, stop))
        goes_on = organised or _is_called_after(parse, start, stop, end)
        if bridge == stop or end == bridge or not goes_on:
            break
        stop = end
    return stop


def _after_titles(parse: Parse, start: int, stop: int) -> int:
    """Where the name itself begins: after the last title that stands before its last word.

    In "Deputy Defence Minister Hanna Maliar" what stands before the title is the office.
    """
    titles = parse.speech.names.titles
    found = (k for k in range(start, stop - 1) if parse.words[k].rstrip(".") in titles)
    return max(found, default=start - 1) + 1


def _described_before(parse: Parse, name: int, low: int) -> Iterator[str]:
    """The words before a name that may say who it is."""
    words = parse.speech.names
    before = name - 1
    while before >= low and name - before <= _FAR and _may_describe(parse, before):
        yield parse.words[before].rstrip(".")
        before -= 1
    if before > low and parse.words[before] == ",":  # "Its head, Ada Bell", however it was parsed
        yield from {parse.words[before - 1]} & (words.roles | words.titles)


def _may_describe(parse: Parse, k: int) -> bool:
    word = parse.words[k]
    return parse.pos[k] in _DESCRIBING and word not in _APART and _QUOTES.isdisjoint(word)


def _appositions(parse: Parse, head: int) -> Iterator[str]:
    for k in parse.children[head]:
        if parse.deps[k] == "appos":
            yield parse.words[k]
    if parse.deps[head] == "appos":
        yield parse.words[parse.heads[head]]


def _is_called_after(parse: Parse, start: int, stop: int, end: int) -> bool:
    """Whether it is "the Shield of Lowland Brigade", where only the last word tells what it is."""
    words = parse.speech.names
    return (
        stop - start == 1
        and start > 0
        and parse.words[start - 1] in parse.speech.grammar.the
        and parse.words[end - 1] in words.organisations
        and parse.words[start] not in words.titles | words.roles
    )


def _first_of_name(parse: Parse, start: int, stop: int, low: int) -> int:
    """How far left a name goes: over capitals, "van" and the like, and "Institute of"."""
    words = parse.speech.names
    while start > low:
        before = start - 1
        if _is_capital(parse, before) and parse.pos[before] in ("PROPN", "ADJ", "NOUN"):
            start = before
            continue
        if _is_hyphen(parse, before) and before > low and _is_capital(parse, before - 1):
            start = before - 1
            continue
        run = before
        while run > low and _is_capital(parse, run - 1):
            run -= 1
        linked = parse.words[before] in words.particles or (
            parse.words[before] in words.of
            and any(parse.words[k] in words.organisations for k in range(run, stop))
        )
        if not linked or run == before or parse.pos[before - 1] != "PROPN":
            return start
        start = before
    return start


def _is_hyphen(parse: Parse, k: int) -> bool:
    """Whether a token joins the two around it into one name, as in "Rolls-Royce"."""
    at = parse.starts[k]
    around = parse.text[max(0, at - 1) : at + 2]
    return parse.words[k] in ("-", "\u2010", "\u2011") and around == around.strip()


def _is_capital(parse: Parse, k: int) -> bool:
    return parse.text[parse.starts[k]].isupper()
