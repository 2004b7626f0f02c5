"""Whether a text may name somebody or something, however it writes the name. Pure.

"US" may be written "American", Kyiv's government "Ukraine", NATO in full, Zelensky with two y's.
This is for saying that a name was not found: in doubt, it may be there.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache, lru_cache

from corpus.attribution.nations import nation_of, nations_in
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.languages.words import fold
from index.query.words import analyse, stem

_CAPITALISED = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_][\w’'-]*")
# Words between the capitals of a name: "Organisation of African Unity" is the OAU.
_JOINING = frozenset(("and", "for", "in", "of", "on", "the"))
_ACRONYM = re.compile(r"[A-Z]{2,6}")
# Names of so many letters that differ in so little may be the same, written otherwise: Zelensky and
# Zelenskyy, Lukashenko and Lukashenka. Set by hand; not measured.
_LONG, _ALIKE = 5, 0.8


def may_name(name: str, text: str, language: Language = ENGLISH) -> bool:
    """Whether the text may name what a question calls `name`."""
    words = [fold(word, language) for word in _words(name)]
    roots = analyse(name, language).at.keys() - {stem(word, language) for word in _JOINING}
    return (
        not roots.isdisjoint(analyse(text, language).at)
        or not nations_meant(name, language).isdisjoint(nations_meant(text, language))
        or _is_short_for(name, text)
        or any(_is_alike(word, other) for word in words for other in _capitalised(text))
    )


@lru_cache(maxsize=8192)
def nations_meant(text: str, language: Language = ENGLISH) -> frozenset[str]:
    """The nations that a text has a word for: the name, its people, what stands for its government.

    In lower case "us" is a pronoun.
    """
    spoken = re.sub(r"\bus\b", " ", text)
    return frozenset(nations_in(spoken, language))


@cache
def words_for(nation: str, language: Language = ENGLISH) -> tuple[str, ...]:
    """Every word for a nation, in lower case."""
    return tuple(word for word, meant in language.speech.nations.items() if meant == nation)


def spellings(name: str, language: Language = ENGLISH) -> tuple[str, ...]:
    """The words to look for where a name may stand: its own, and for a nation all of its."""
    nation = nation_of(name, language)
    own = tuple(word for word in _words(name) if word.lower() not in _JOINING)
    return own if nation is None else (*own, *words_for(nation, language))


def _words(text: str) -> list[str]:
    return [found.group() for found in _CAPITALISED.finditer(text)]


@lru_cache(maxsize=8192)
def _capitalised(text: str) -> frozenset[str]:
    return frozenset(
        word.lower() for word in _words(text) if word[0].isupper() and len(word) >= _LONG
    )


@lru_cache(maxsize=65536)
def _is_alike(word: str, other: str) -> bool:
    if len(word) < _LONG or abs(len(word) - len(other)) > 2:
        return False
    if word[0] != other[0] and word[1:3] != other[1:3]:  # almost all pairs end here
        return False
    matcher = SequenceMatcher(None, word, other)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _is_short_for(name: str, text: str) -> bool:
    """Whether one of them has in full what the other has by its initials."""
    return any(
        short in _initials(whole)
        for one, whole in ((name, text), (text, name))
        for short in _ACRONYM.findall(one.replace(".", ""))
    )


@lru_cache(maxsize=8192)
def _initials(text: str) -> frozenset[str]:
    """The initials of all names in a text, and of the parts of long ones."""
    found: set[str] = set()
    run = ""
    end = 0
    for word in _CAPITALISED.finditer(text):
        if text[end : word.start()].strip():  # a comma or a full stop between them
            run = ""
        end = word.end()
        if word[0][0].isupper():
            run += word[0][0]
            found.update(run[start:] for start in range(len(run) - 1))
        elif word[0].lower() not in _JOINING:
            run = ""
    return frozenset(found)
