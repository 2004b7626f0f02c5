"""Introductions: where an article says most fully who somebody is."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.attribution.entities import Entity
from corpus.attribution.mentions import Mention, head_of
from corpus.attribution.parsing import Parse, Range

_LONGEST = 30  # tokens; what is longer tells a story. Set by hand; not measured.
_BEFORE = frozenset(("compound", "amod", "poss", "nmod", "nummod", "advmod", "quantmod"))
_APART = frozenset((",", "(", ")"))


class Introductions:
    """Where an article introduces whom it names; its mentions are looked at once each."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self._best: dict[Entity, Range] = {}

    def of(self, entity: Entity, *, source: Range) -> Range:
        """The name with most of its titles, office and apposition; the first of several such.

        The source counts as well: "a man called Bell" may be nowhere else.
        """
        if entity not in self._best:
            found = [_around(self._parse, mention) for mention in entity.mentions]
            self._best[entity] = self._best_of(found, entity)
        return self._best_of([self._best[entity], source], entity)

    def _best_of(self, found: Sequence[Range], entity: Entity) -> Range:
        fitting = [phrase for phrase in found if phrase[1] - phrase[0] <= _LONGEST]
        return max(fitting or found, key=lambda phrase: _tells(self._parse, phrase, entity))


def _tells(parse: Parse, phrase: Range, entity: Entity) -> tuple[bool, int]:
    """How much a phrase says: the full name before a part of it, then by its words of office."""
    words = {parse.words[k].rstrip(".") for k in range(*phrase) if parse.is_word(k)}
    names = parse.speech.names
    kinds = (names.titles, names.roles, names.organisations, names.self_naming)
    offices = {w for w in words if any(w in kind for kind in kinds)} - names.address
    telling = offices | {w for w in words if w in parse.speech.nations}
    return words.issuperset(entity.fullest.words), len(telling)


def _around(parse: Parse, mention: Mention) -> Range:
    """The noun phrase that a name stands in, from its first word to its apposition's last."""
    head = head_of(parse, mention.name)
    noun = _described(parse, head)
    start = min(_start(parse, noun), mention.phrase[0])
    stop = max(_stop(parse, noun), mention.name[1])
    return start, stop


def _described(parse: Parse, head: int) -> int:
    """The noun that a name is an apposition to, over its own "for the ministry"; or the name."""
    if parse.deps[head] != "appos" or parse.heads[head] > head:
        return head
    noun = parse.heads[head]
    offices = parse.speech.names.roles | parse.speech.names.titles
    while parse.lemmas[noun] not in offices and parse.deps[noun] == "pobj":
        noun = parse.heads[parse.heads[noun]]
    return noun if parse.pos[noun] in ("NOUN", "PROPN") else parse.heads[head]


def _start(parse: Parse, noun: int) -> int:
    """Over what describes the noun from before, without the article."""
    start = noun
    for k in sorted((k for k in parse.children[noun] if k < noun), reverse=True):
        if parse.deps[k] not in _BEFORE or parse.edges[k][1] != start:
            break
        start = parse.edges[k][0]
    while start < noun and parse.words[start] in parse.speech.grammar.articles:
        start += 1
    return start


def _stop(parse: Parse, noun: int) -> int:
    """Over appositions and what the noun is of, up to a clause or a second noun."""
    stop = noun + 1
    for k in (k for k in parse.children[noun] if k > noun):
        of = parse.deps[k] == "prep" and parse.words[k] in parse.speech.grammar.from_whom
        if parse.deps[k] == "appos" or of:
            end = _without_clause(parse, k)
        elif parse.words[k] in _APART or parse.tags[k] == "POS":
            continue
        else:
            break
        stop = max(stop, end)
    return stop


def _without_clause(parse: Parse, k: int) -> int:
    """Where a phrase ends before the first clause within it."""
    low, stop = parse.edges[k]
    for m in range(max(low, k), stop):
        if parse.deps[m] in ("relcl", "advcl", "ccomp", "parataxis") and m > k:
            stop = min(stop, parse.edges[m][0])
    while stop - 1 > k and not parse.is_word(stop - 1) and parse.words[stop - 1] != ")":
        stop -= 1
    return stop
