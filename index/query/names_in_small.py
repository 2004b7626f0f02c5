"""Names that a question writes in lower case, as people in a hurry do. Pure, but for what it asks.

English puts "the" or "a" before a noun for one person or thing, and none before a name. So a word
that stands alone before the verb, that no article writes in lower case and that is no plural, is
somebody's name: "what did macron say?"
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from corpus.attribution.nations import nation_of
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.speakers.names import NameKind, read_name
from index.query.words import stem

# Fewer letters may be anything. Set by hand; not measured.
_SHORTEST = 3
# Forenames that begin with so many letters alike, or are so much alike, may be one person's. Set by
# hand; not measured.
_ALIKE, _NEAR = 3, 0.75
_NO_NAMES = (NameKind.DESCRIPTION, NameKind.NOBODY)


def name_in_small(
    words: Sequence[str],
    names_for: Callable[[str], Sequence[str]],
    is_written_small: Callable[[str], bool],
    language: Language = ENGLISH,
) -> str | None:
    """The name that these words end with, if they end with one."""
    own, introduced = _after_what_introduces(words, language)
    if not own or any(word in language.questions.stop_words for word in own):
        return None
    if nation_of(" ".join(own)) is not None:
        return " ".join(own)
    at = len(own)
    while at and _may_be_of_name(own[at - 1], language) and not is_written_small(own[at - 1]):
        at -= 1
    name = own[at:]
    if not name or (at and own[at - 1][0].isupper() and not _says_who(own[at - 1], language)):
        return None  # "Baltrex keep": whoever writes the one with a capital would write both
    # "the skipper" and "the race's main sponsor" may only be nouns that no article has; "the
    # economist aslund" ends with a name.
    if introduced and not (at and _says_who(own[at - 1], language)):
        return None
    known = names_for(" ".join(name))
    if len(name) == 1 and _is_plural(name[0], language) and not any(" " in one for one in known):
        return None
    return " ".join(name)


def _after_what_introduces(words: Sequence[str], language: Language) -> tuple[Sequence[str], bool]:
    """The words after an article or a possessive, and whether there was one."""
    grammar = language.speech.grammar
    introducing = grammar.articles | grammar.definite
    stops = [
        at
        for at, word in enumerate(words)
        if word.lower() in introducing or word.endswith(tuple(language.writing.possessives))
    ]
    return (words[stops[-1] + 1 :], True) if stops else (words, False)


def _may_be_of_name(word: str, language: Language) -> bool:
    names = language.speech.names
    return (
        len(word) >= _SHORTEST
        and word.islower()
        and word not in names.titles | names.roles | names.organisations | names.groups
        and nation_of(word) is None
        and read_name(word.capitalize()).kind not in _NO_NAMES
    )


def _says_who(word: str, language: Language) -> bool:
    """Whether it is what stands before a name: "president", "economist"."""
    return word.lower() in language.speech.names.titles | language.speech.names.roles


def _is_plural(word: str, language: Language) -> bool:
    return word.endswith("s") and stem(word, language) != word


def are_two_persons(one: str, other: str, language: Language = ENGLISH) -> bool:
    """Whether two full names have one surname, and forenames that are not one person's."""
    first, second = read_name(one.title() if one.islower() else one), read_name(other)
    return (
        first.is_full
        and second.is_full
        and first.surname == second.surname
        and not any(
            _may_be_one(left, right, language)
            for left in first.forenames
            for right in second.forenames
        )
    )


def _may_be_one(left: str, right: str, language: Language) -> bool:
    if 1 in (len(left), len(right)) or left[:_ALIKE] == right[:_ALIKE]:
        return left[0] == right[0]  # "J." and "James", "Chris" and "Christopher"
    short = language.offices.nicknames
    return (
        left in short.get(right, ())
        or right in short.get(left, ())
        or not short.get(left, frozenset()).isdisjoint(short.get(right, ()))
        or SequenceMatcher(None, left, right).ratio() >= _NEAR
    )
