"""What a claim says clause by clause: the deeds and things in it, and whether it says yes or no.

A claim is compared by its *deed*: its telling words, each by its root, or by the name of the class
of words that mean about the same ("fired", "shelled", "used"). Pure.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.languages.sentences import split_sentences
from corpus.languages.words import WORD, fold
from index.query.aliases import unify
from index.query.words import is_number, stem

# Words that more articles have tell nothing; of those that fewer have, none is known to be rarer.
_TOO_COMMON, _RARE = 0.3, 0.02
_OF_A_CLASS = 1.4  # what a common word of a class weighs at least, as those a bit rarer do
_COMMA = re.compile(r",\s|\band (?=(?:had|has|have|was|were)\b)")


@dataclass(frozen=True, slots=True)
class Proposition:
    """A clause of what is said: its words, its deed, by weight, and the names in it, lower-cased;
    `named` are those in the deed.

    `is_open` where it asks, supposes, refuses or looks ahead: such a clause opposes nothing.
    `is_of_nobody` where nobody at all is said to have done it, or nothing to have happened.
    """

    said: str
    deed: Mapping[str, float]
    names: frozenset[str]
    named: frozenset[str]
    is_negated: bool
    is_open: bool
    is_of_nobody: bool

    @property
    def is_asserted(self) -> bool:
        """Whether it says that something is so."""
        return not self.is_negated and not self.is_open


def propositions_in(said: str, language: Language = ENGLISH) -> tuple[Proposition, ...]:
    """The clauses of what is said, in order."""
    patterns = _patterns(language)
    return tuple(
        _proposition(clause, language)
        for sentence in split_sentences(said, language)
        for clause in patterns.joints.split(sentence.of(said))
        if clause and clause.strip()
    )


def parts_in(said: str, language: Language = ENGLISH) -> tuple[Proposition, ...]:
    """The same in smaller parts: what a comma or a further verb sets apart by itself."""
    return tuple(
        _proposition(part, language)
        for clause in propositions_in(said, language)
        for part in _COMMA.split(clause.said)
        if part.strip()
    )


def _proposition(clause: str, language: Language) -> Proposition:
    patterns = _patterns(language)
    plain = patterns.no_negations.sub(" ", clause)
    deed: dict[str, float] = {}
    names: set[str] = set()
    named: set[str] = set()
    nobody = patterns.nobody_at_all.match(clause)
    told = clause[nobody.end() :] if nobody else clause
    for found in WORD.finditer(unify(told, language)):
        written = found[0]
        word = fold(written, language)
        if written[0].isupper() and word not in language.writing.openers:
            names.add(word)
            named.add(stem(written, language))
        if word in language.questions.stop_words or is_number(word, language):
            continue
        root = stem(written, language)
        meant = _classes(language).get(word)
        weight = _rarity(root, language) or (_OF_A_CLASS if meant else 0.0)
        meant = meant or root
        if meant not in _unmeant(language) and weight:
            deed[meant] = max(weight, deed.get(meant, 0.0))
    return Proposition(
        clause,
        deed,
        frozenset(names),
        frozenset(named),
        is_negated=bool(patterns.negations.search(plain)),
        is_open=bool(patterns.open.search(plain)),
        is_of_nobody=nobody is not None,
    )


def meaning(word: str, language: Language = ENGLISH) -> str:
    """What a word counts as in a deed: its class, else its root."""
    return _classes(language).get(fold(word, language)) or stem(word, language)


def is_open(text: str, language: Language = ENGLISH) -> bool:
    """Whether a clause asks, supposes, refuses or looks ahead."""
    return _patterns(language).open.search(text) is not None


def shared(one: Mapping[str, float], two: Mapping[str, float], without: frozenset[str]) -> float:
    """The weight of what two deeds have in common, but for some words."""
    return sum(
        min(weight, two[word])
        for word, weight in one.items()
        if word in two and word not in without
    )


def weight_of(deed: Mapping[str, float], without: frozenset[str]) -> float:
    """The weight of a deed, but for some words."""
    return sum(weight for word, weight in deed.items() if word not in without)


def _rarity(root: str, language: Language) -> float:
    """How telling a word is by the share of news articles that have it; 0 for a common one."""
    share = language.commonness.get(root, 0.0)
    return 0.0 if share > _TOO_COMMON else math.log(1 + 1 / max(share, _RARE))


@cache
def _classes(language: Language) -> Mapping[str, str]:
    """The class of each word that belongs to one, called by its first word in capitals."""
    return {word: words[0].upper() for words in language.disputes.alike for word in words}


@cache
def _unmeant(language: Language) -> frozenset[str]:
    """Roots of words that say how something is said, not what."""
    return frozenset(stem(word, language) for word in language.disputes.saying)


@dataclass(frozen=True, slots=True)
class _Patterns:
    joints: re.Pattern[str]
    negations: re.Pattern[str]
    no_negations: re.Pattern[str]
    nobody_at_all: re.Pattern[str]
    open: re.Pattern[str]


@cache
def _patterns(language: Language) -> _Patterns:
    words = language.disputes
    return _Patterns(
        joints=re.compile(words.joints, re.IGNORECASE),
        negations=re.compile(words.negations, re.IGNORECASE),
        no_negations=re.compile(words.no_negations, re.IGNORECASE),
        nobody_at_all=re.compile(words.nobody_at_all, re.IGNORECASE),
        open=re.compile(words.open, re.IGNORECASE),
    )
