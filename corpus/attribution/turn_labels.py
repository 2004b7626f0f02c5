"""The labels of an interview's turns: "Bell: …", "AB: …", "Ada Bell, engineer, Weir Trust: …".

Whoever mostly asks is the interviewer, whose questions claim nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.attribution.answerers import answerer
from corpus.attribution.bearers import find_entities
from corpus.attribution.document import Document
from corpus.attribution.entities import EntityType
from corpus.attribution.parsing import Parse, Range
from corpus.attribution.treebank import FINITE

# Tokens; by hand, not measured.
_LONGEST_NAME, _LONGEST_DESCRIPTION = 5, 14
_MOST_INITIALS = 3
_FEWEST, _FEWEST_QUESTIONS = 3, 2
_STOPS = frozenset((".", "!", "?", ";", "\u2026"))


@dataclass(frozen=True, slots=True)
class Label:
    """What a turn begins with, up to its `colon`. `source` names who speaks, None where that cannot
    be told; who `asks` claims nothing."""

    start: int
    colon: int
    source: Range | None
    asks: bool = False


def turn_labels(document: Document) -> dict[int, Label]:
    """The label of each line that begins with one; empty for no interview.

    Three such lines or more, by two speakers who take turns or one who is asked in headings.
    """
    parse = document.parse
    found: dict[int, Range] = {}
    for line, (start, stop) in enumerate(parse.paragraphs):
        colon = _colon(parse, start, stop)
        if colon is not None and document.quoted[colon] < 0 and _is_label(parse, start, colon):
            found[line] = (start, colon)
    if len(found) < _FEWEST:
        return {}
    sources = _sources(parse, found)
    # "AB:" is the "Ada Bell:" of another line.
    names = {parse.slice(sources[line] or label).casefold() for line, label in found.items()}
    if len(names) > 1 + len(found) // 2:
        return {}
    asking = _who_asks(parse, {line: sources[line] for line in found})
    cues = parse.speech.cues
    return {
        line: Label(
            start,
            colon,
            sources[line],
            asks=parse.words[start] in cues.questions or _key(parse, sources[line]) in asking,
        )
        for line, (start, colon) in found.items()
    }


def _colon(parse: Parse, start: int, stop: int) -> int | None:
    reach = range(start + 1, min(stop - 1, start + 2 + _LONGEST_NAME + _LONGEST_DESCRIPTION))
    return next((k for k in reach if _is_colon(parse, k)), None)


def _is_colon(parse: Parse, k: int) -> bool:
    return parse.words[k] == ":" and parse.text[parse.stops[k] : parse.stops[k] + 1].isspace()


def _is_label(parse: Parse, start: int, colon: int) -> bool:
    words = [k for k in range(start, colon) if parse.is_word(k)]
    cues = parse.speech.cues
    if len(words) == 1 and parse.words[words[0]] in cues.questions | cues.answers:
        return True
    if colon - start < _LONGEST_NAME and words and all(_is_capital(parse, k) for k in words):
        return True
    return _is_titled(parse, words) or _is_described(parse, start, colon)


def _is_titled(parse: Parse, words: list[int]) -> bool:
    """ "Council leader Fergus Dray": a name of several words after an office."""
    name = [k for k in words if _is_capital(parse, k)]
    office = parse.speech.names.roles | parse.speech.names.titles
    lower = [k for k in words if not _is_capital(parse, k)]
    ends = len(words) > 2 and len(words) <= _LONGEST_NAME and words[-2:] == name[-2:]
    return ends and all(parse.words[k] in office for k in lower)


def _is_described(parse: Parse, start: int, colon: int) -> bool:
    """ "Ada Bell, chief engineer, Weir Trust": a name of several words, and who that is."""
    comma = next((k for k in range(start, colon) if parse.words[k] == ","), None)
    if comma is None or not 1 < comma - start <= _LONGEST_NAME:
        return False
    if not all(_is_capital(parse, k) for k in range(start, comma) if parse.is_word(k)):
        return False
    said = range(comma + 1, colon)
    return not any(parse.tags[k] in FINITE or parse.words[k] in _STOPS for k in said)


def _is_capital(parse: Parse, k: int) -> bool:
    return parse.text[parse.starts[k]].isupper()


def _sources(parse: Parse, labels: dict[int, Range]) -> dict[int, Range | None]:
    """By line who speaks: for "A:" whoever the introduction tells, for initials the one person who
    has them, of those who are named in a label if one does."""
    cues, first = parse.speech.cues, parse.paragraphs[min(labels)][0]
    entities = find_entities(parse)
    bearing = [each.fullest.name for each in entities if each.type is not EntityType.ORGANISATION]
    labelled = [_name(parse, label) for label in labels.values()]
    answering = answerer(parse, entities, first)
    found: dict[int, Range | None] = {}
    for line, label in labels.items():
        if parse.words[label[0]] in cues.answers:
            found[line] = answering
        else:
            bearer = _bearer(parse, label, labelled) or _bearer(parse, label, bearing)
            found[line] = bearer or _name(parse, label)
    return found


def _name(parse: Parse, label: Range) -> Range:
    """A label without what it says of who that is."""
    start, colon = label
    return start, next((k for k in range(start, colon) if parse.words[k] == ","), colon)


def _bearer(parse: Parse, label: Range, named: Iterable[Range]) -> Range | None:
    """The name that initials are of, the first time that it stands."""
    letters = parse.slice(label).replace(".", "")
    if not letters.isupper() or not 1 < len(letters) <= _MOST_INITIALS or " " in letters:
        return None
    having = {
        _key(parse, name): name
        for name in reversed(list(named))
        if "".join(parse.text[parse.starts[k]] for k in range(*name) if parse.is_word(k)) == letters
    }
    return next(iter(having.values())) if len(having) == 1 else None


def _who_asks(parse: Parse, sources: dict[int, Range | None]) -> frozenset[str]:
    """The names of those whose turns mostly end with a question mark, where others' do not."""
    turns: dict[str, list[bool]] = defaultdict(list)
    for line, source in sources.items():
        if source is not None:
            _, stop = parse.paragraphs[line]
            turns[_key(parse, source)].append(parse.words[stop - 1] == "?")
    asking = frozenset(
        name
        for name, asks in turns.items()
        if sum(asks) >= _FEWEST_QUESTIONS and 2 * sum(asks) > len(asks)
    )
    return asking if len(asking) < len(turns) else frozenset()


def _key(parse: Parse, source: Range | None) -> str:
    """By which a speaker is known again: the last word of a name."""
    return "" if source is None else parse.words[source[1] - 1]
