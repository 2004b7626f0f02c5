"""That something happened, and that it did not, in words that have nothing in common. Pure.

"We offered 4.5 per cent" and "no offer had reached the union" share one word, "its jets struck only
the depot" and "none of our aircraft flew" none. What tells that one is about the other is what it
happened to, or whose doing it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from corpus.attribution.types import Act
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.languages.words import WORD, fold
from index.claims.disputes.features import Asserted
from index.claims.disputes.opposed import are_opposed
from index.claims.disputes.propositions import (
    Proposition,
    is_open,
    meaning,
    parts_in,
    shared,
)
from index.query.words import stem

# The least weight of what both tell of, beside that it happened or not. Set by hand, on the
# corpora that docs/claims.md names.
_LEAST = 2.5
_MOST = 3  # that one denial is set against, those with most in common
_AT_A_TIME = timedelta(days=2)  # what is said later may be of another occasion
_NEAR = 1  # paragraphs between what happened and a bare "there was none"
_ROOT = 4  # letters that a nation and its people have in common: "Varn", "Varnish"
_BEHIND = re.compile(r"\b(?:by|from) [^,;]*")  # who did it: "struck by Varnish jets"
_OF_A_PLACE = re.compile(r"\b(?P<who>[\w-]+) (?:of|in|from|at) (?P<place>[A-Z][\w-]*)")
_PASSIVE = re.compile(r"\b(?:was|were|been|being) $")
_TELLING_NOTHING = (Act.DENIES, Act.PROMISES, Act.WARNS)


@dataclass(frozen=True, slots=True)
class _Told:
    """A claim with the part of it that says so, and where."""

    claim: Asserted
    part: Proposition
    at: re.Match[str]


def contraries_in(
    read: Sequence[Asserted], language: Language = ENGLISH
) -> Iterator[tuple[Asserted, Asserted]]:
    """Pairs of who says that it happened and who says that it did not."""
    for told, untold, is_own in _patterns(language):
        noes = [no for each in read for no in _untold_by(each, untold, language)]
        if not noes:
            continue
        yeses = [yes for each in read for yes in _told_by(each, told, untold, language)]
        for no in noes:
            found = [
                (common, yes)
                for yes in yeses
                if _is_at_a_time(yes.claim, no.claim)
                and are_opposed(yes.claim, no.claim)
                and (common := _in_common(yes, no, language, is_own=is_own)) is not None
            ]
            near = [pair for pair in found if _are_near(pair[1].claim, no.claim)]
            if near and _is_bare(no, frozenset(_words_of(no.at, language)), language):
                found = near
            found.sort(key=lambda pair: -pair[0])
            for _, yes in found[:_MOST]:
                yield yes.claim, no.claim


def _untold_by(each: Asserted, untold: re.Pattern[str], language: Language) -> Iterator[_Told]:
    if untold.search(each.said) and each.statement.act not in _TELLING_NOTHING:
        for part in parts_in(each.said, language):
            at = untold.search(part.said)
            if at and not is_open(part.said.replace(at[0], " "), language):
                yield _Told(each, part, at)


def _told_by(
    each: Asserted, told: re.Pattern[str], untold: re.Pattern[str], language: Language
) -> Iterator[_Told]:
    if each.denies or each.statement.act in _TELLING_NOTHING or untold.search(each.said):
        return
    if told.search(each.said):
        for part in parts_in(each.said, language):
            if part.is_asserted and (at := told.search(part.said)):
                yield _Told(each, part, at)


def _is_at_a_time(one: Asserted, two: Asserted) -> bool:
    if one.article == two.article:
        return True
    days = (one.claim.passage.article.day, two.claim.passage.article.day)
    if days[0] is None or days[1] is None:
        return False
    return abs(date.fromisoformat(days[0]) - date.fromisoformat(days[1])) <= _AT_A_TIME


def _in_common(yes: _Told, no: _Told, language: Language, *, is_own: bool) -> float | None:
    """The weight of what both tell of; None where nothing says that it is one thing."""
    said = _words_of(yes.at, language) | _words_of(no.at, language)
    apart = frozenset(said | {stem(name, language) for name in yes.claim.names | no.claim.names})
    common = shared(_deed_of(yes.claim), _deed_of(no.claim), apart)
    if is_own:
        return common if _is_doer(yes, no, language) else None
    is_meant = (
        common >= _LEAST
        or _names(yes.claim.said, no.claim, language)
        or _names(no.claim.said, yes.claim, language)
        or (
            _are_near(yes.claim, no.claim)
            and (_is_bare(no, apart, language) or _names_one_thing(yes.at, no.at, language))
        )
    )
    return common if is_meant else None


def _is_bare(no: _Told, apart: frozenset[str], language: Language) -> bool:
    """Whether it says no more than that it did not happen, to nobody in particular, or that no such
    thing did."""
    if no.at.groupdict().get("such"):
        return True
    grammar = language.speech.grammar
    behind = {fold(word, language) for word in WORD.findall(no.part.said[no.at.start() :])}
    somebody = {*grammar.own, *grammar.personal, *grammar.plural, *grammar.neuter}
    return not no.part.deed.keys() - apart and behind.isdisjoint(somebody)


def _names_one_thing(yes: re.Match[str], no: re.Match[str], language: Language) -> bool:
    """Whether what did not happen is called as what did: "no announcement", "one was made"."""
    named = {stem(word, language) for word in no.groupdict().values() if word}
    return not named.isdisjoint(stem(word, language) for word in WORD.findall(yes[0]))


def _words_of(found: re.Match[str], language: Language) -> set[str]:
    """The words by which it is told that it happened or not, but for what it happened to."""
    kept = {word.lower() for word in found.groupdict().values() if word}
    return {meaning(word, language) for word in WORD.findall(found[0]) if word.lower() not in kept}


def _are_near(one: Asserted, two: Asserted) -> bool:
    """Whether one article tells the one right after the other, or nearly so."""
    places = (one.claim.passage.paragraph.position, two.claim.passage.paragraph.position)
    return one.article == two.article and abs(places[0] - places[1]) <= _NEAR


def _deed_of(one: Asserted) -> Mapping[str, float]:
    return {word: weight for part in one.propositions for word, weight in part.deed.items()}


def _names(said: str, one: Asserted, language: Language) -> bool:
    """Whether words tell of whoever speaks by a name, or by a part of it: "the union"."""
    told = (one.side, one.statement.speaker, one.statement.source, one.statement.party)
    places = {
        found["place"].lower()
        for text in told
        if text
        for found in _OF_A_PLACE.finditer(text)
        if found["who"].lower() in language.figures.people or found["who"].islower()
    }
    return not (one.names - places).isdisjoint(fold(word, language) for word in WORD.findall(said))


def _is_doer(yes: _Told, no: _Told, language: Language) -> bool:
    """Whether who says that it did not happen is who is said to have done it."""
    if accused := yes.claim.accused:
        return any(_is_of(name, no.claim) for name in accused)
    behind = _BEHIND.search(yes.part.said, yes.at.start())
    if behind and (named := _names_in(behind[0], language)):
        return any(_is_of(name, no.claim) for name in named)
    before = yes.part.said[: yes.at.start()]
    words = {fold(word, language) for word in WORD.findall(before)}
    if names := _names_in(before, language):
        return any(_is_of(name, no.claim) for name in names)
    if _PASSIVE.search(before):
        return False
    forces = language.disputes.forces
    grammar = language.speech.grammar
    if words & {*grammar.possessive, *grammar.own, *grammar.neuter, *grammar.plural}:
        return any(_is_of(name, no.claim) for name in yes.claim.names)
    return not forces.isdisjoint(words) and not forces.isdisjoint(_called(no.claim, language))


def _names_in(text: str, language: Language) -> set[str]:
    names = {fold(word, language) for word in WORD.findall(text) if word[0].isupper()}
    return names - language.writing.openers - language.disputes.forces


def _is_of(name: str, one: Asserted) -> bool:
    """Whether a name is one of those of whoever speaks, or of their nation."""
    name = name.lower()
    return any(
        name == other or (len(other) >= _ROOT and name[:_ROOT] == other[:_ROOT])
        for other in one.names
    )


def _called(one: Asserted, language: Language) -> set[str]:
    statement = one.statement
    told = (one.side, statement.speaker, statement.source, statement.description)
    return {fold(word, language) for text in told if text for word in WORD.findall(text)}


@cache
def _patterns(language: Language) -> tuple[tuple[re.Pattern[str], re.Pattern[str], bool], ...]:
    return tuple(
        (re.compile(each.told, re.IGNORECASE), re.compile(each.untold, re.IGNORECASE), each.is_own)
        for each in language.disputes.contraries
    )
