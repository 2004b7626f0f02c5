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
from index.claims.disputes.propositions import Proposition, parts_in, shared
from index.query.words import stem

# The least weight of what both tell of, beside that it happened or not. Set by hand, on the
# corpora that docs/claims.md names.
_LEAST = 3.0
_MOST = 3  # that one denial is set against, those with most in common
_AT_A_TIME = timedelta(days=2)  # what is said later may be of another occasion
_ROOT = 4  # letters that a nation and its people have in common: "Varn", "Varnish"
_BEHIND = re.compile(r"\b(?:by|from) [^,;]*")  # who did it: "struck by Varnish jets"
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
            found.sort(key=lambda pair: -pair[0])
            for _, yes in found[:_MOST]:
                yield yes.claim, no.claim


def _untold_by(each: Asserted, untold: re.Pattern[str], language: Language) -> Iterator[_Told]:
    if untold.search(each.said) and each.statement.act not in _TELLING_NOTHING:
        for part in parts_in(each.said, language):
            if not part.is_open and (at := untold.search(part.said)):
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
    said = {stem(word, language) for found in (yes.at, no.at) for word in WORD.findall(found[0])}
    sides = {stem(name, language) for name in yes.claim.names | no.claim.names}
    mine, theirs = _deed_of(yes.claim), _deed_of(no.claim)
    common = shared(mine, theirs, frozenset(said | sides))
    if is_own:
        return common if _is_doer(yes, no, language) else None
    is_meant = _names(yes.claim.said, no.claim, language) or _names(
        no.claim.said, yes.claim, language
    )
    return common if is_meant or common >= _LEAST else None


def _deed_of(one: Asserted) -> Mapping[str, float]:
    return {word: weight for part in one.propositions for word, weight in part.deed.items()}


def _names(said: str, one: Asserted, language: Language) -> bool:
    """Whether words tell of whoever speaks by a name, or by a part of it: "the union"."""
    return not one.names.isdisjoint(fold(word, language) for word in WORD.findall(said))


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
