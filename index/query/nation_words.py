"""A question about a nation in the words that passages have for it: "American" for "US". Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from index.query.aliases import unify
from index.query.spellings import words_for
from index.query.terms import content_words

_WORD_BEFORE = re.compile(r"(\w+)\W*$")


def in_words_of(question: str, texts: Sequence[str], language: Language = ENGLISH) -> str | None:
    """The question with each nation as most of these texts call it; None where that is no other.

    A name stays a name, and an adjective one, but "US" is both. "Kyiv" is only another word for
    Ukraine where it stands for a government.
    """
    said = question
    for found in reversed(list(_pattern(language).finditer(question))):
        word, nation = found[0], _nation(found[0], language)
        governs = not _is_place(question[: found.start()], language)
        if nation is None or (_is_seat(word, language) and not governs):
            continue
        called = _called(nation, texts, language)
        if any(unify(form, language).lower() == unify(word, language).lower() for form in called):
            continue
        for form, _ in called.most_common():
            if _is_alike(word, form, language) and (governs or not _is_seat(form, language)):
                said = f"{said[: found.start()]}{form}{said[found.end() :]}"
                break
    return said if said != question else None


def other_words(question: str, language: Language = ENGLISH) -> Iterator[tuple[str, str]]:
    """The words for nations in a question, as they are searched for, each with every other that
    means the same: with "Kyiv" where it acts "Ukraine" and "Ukrainian", and the other way round.

    The first word of a name means nobody's government: the Russian Volunteer Corps is not Russia.
    """
    for found in _pattern(language).finditer(question):
        word, nation = found[0], _nation(found[0], language)
        if nation is None or _begins_name(question[found.end() :], word, language):
            continue
        governs = _acts(question[: found.start()], language)
        if _is_seat(word, language) and not governs:
            continue
        own = content_words(word, language)
        for other in (nation.lower(), *words_for(nation, language)):
            alike = content_words(other, language) == own or other in ("us", "usa", "u.s.")
            if not alike and (governs or not _is_seat(other, language)):
                for each in own:
                    yield each, other


def _acts(before: str, language: Language) -> bool:
    """Whether a place does something, by what stands before it: "did Kyiv", "according to Kyiv"."""
    found = _WORD_BEFORE.search(before)
    if found is None or _is_place(before, language):
        return found is None
    return found[1].lower() in language.questions.before_actor


def _begins_name(after: str, word: str, language: Language) -> bool:
    return not _is_name(word, language) and re.match(r" [A-Z]\w+ [A-Z]", after) is not None


def _is_alike(word: str, other: str, language: Language) -> bool:
    """Whether both are names, or both adjectives."""
    kinds = [
        {True, False} if _is_short(form, language) else {_is_name(form, language)}
        for form in (word, other)
    ]
    return not kinds[0].isdisjoint(kinds[1])


def _is_short(word: str, language: Language) -> bool:
    """Whether it is written in several ways, of which one is short: "US"."""
    return unify(word, language) != word or word.isupper()


def _is_name(word: str, language: Language) -> bool:
    lower = word.lower()
    is_own = lower == (_nation(word, language) or "").lower() or lower in language.spellings.nations
    return is_own or _is_seat(word, language)


def _is_seat(word: str, language: Language) -> bool:
    return word.lower() in language.questions.seats


def _called(nation: str, texts: Sequence[str], language: Language) -> Counter[str]:
    """The words that texts have for a nation, each as it is written, by how many have it.

    A place counts only where it stands for the government.
    """
    called: Counter[str] = Counter()
    for text in texts:
        called.update(
            {
                found[0]
                for found in _pattern(language).finditer(text)
                if _nation(found[0], language) == nation
                and not (
                    _is_seat(found[0], language) and _is_place(text[: found.start()], language)
                )
            }
        )
    return called


def _nation(word: str, language: Language) -> str | None:
    if word == "us":  # a pronoun
        return None
    lower, nations = word.lower(), language.speech.nations
    return nations.get(lower) or language.spellings.nations.get(lower) or nations.get(lower[:-1])


def _is_place(before: str, language: Language) -> bool:
    """Whether a place is where something is, by what stands before it: "in Kyiv"."""
    found = _WORD_BEFORE.search(before)
    if found is None or before.lower().rstrip().endswith("according to"):
        return False
    return found[1].lower() in language.questions.at_place


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    words = [*language.speech.nations, *language.spellings.nations]
    longest_first = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    # "Germans" are called by the word for what is theirs.
    return re.compile(rf"(?<![\w.])(?:{longest_first}|(?:{longest_first})(?<=[ain])s)(?!\w)", re.I)
