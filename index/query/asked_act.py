"""Which act a question asks about, and whether a statement is that act: "Who denied it?" Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from corpus.attribution.acts import acts_by_lemma
from corpus.attribution.types import Act, Statement
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from index.query.aliases import unify
from index.query.asked_speaker import AskedSpeaker
from index.query.words import stem

_ON_IT = frozenset((Act.CONFIRMS, Act.DENIES, Act.CANNOT_VERIFY))
# Shorter parts of a name are passed over. Set by hand; not measured.
_SHORTEST_NAME = 3


def question_words(question: str, language: Language = ENGLISH) -> tuple[str, ...]:
    """The words that these functions take: in lower case, names in one way of writing."""
    return tuple(re.findall(r"[\w'-]+", unify(question, language).casefold()))


def asked_act(words: Sequence[str], language: Language = ENGLISH) -> Act | None:
    """The act that a question's words ask about; None for plain saying."""
    asked = language.questions.acts
    takes = not asked.taken.isdisjoint(words) and not asked.taking.isdisjoint(words)
    if takes or re.search(asked.done_it, " ".join(words)):
        return Act.CLAIMS_RESPONSIBILITY
    acts = acts_by_lemma(language)
    for word in words:
        for lemma in _lemmas(word, asked.endings):
            if lemma in acts:
                return acts[lemma]
    return None


@lru_cache(maxsize=256)  # asked of every statement in every passage
def asked_acts(words: tuple[str, ...], language: Language = ENGLISH) -> frozenset[Act]:
    """The acts that answer a question: "Did Kyiv confirm it?" is answered by a denial as well."""
    act = asked_act(words, language)
    if act is None:
        return frozenset()
    is_whether = words[0] in language.questions.acts.whether
    return _ON_IT if act in _ON_IT and is_whether else frozenset((act,))


def asks_for_words(words: Sequence[str], language: Language = ENGLISH) -> bool:
    """Whether a question asks what somebody says, whatever they do by it."""
    return not language.questions.acts.saying.isdisjoint(words)


def does(
    words: tuple[str, ...],
    statement: Statement,
    speaker: AskedSpeaker | None,
    language: Language = ENGLISH,
) -> bool:
    """Whether a statement is the act that a question's words ask about, and by whom they name.

    "Who denied it?" names nobody, and anybody's denial will do; so will any claim of
    responsibility.
    """
    if statement.act not in asked_acts(words, language):
        return False
    names_nobody = words[0] in language.questions.acts.anybody
    anybody = statement.act is Act.CLAIMS_RESPONSIBILITY or names_nobody
    return anybody or is_by(statement, words, speaker, language)


def is_by(
    statement: Statement,
    words: Sequence[str],
    speaker: AskedSpeaker | None,
    language: Language = ENGLISH,
) -> bool:
    """Whether it is made by the speaker asked for, or else by somebody whom the words name."""
    if speaker is not None and speaker.known:
        return speaker.speaks_in([statement])
    return is_named(statement, words, language)


def is_named(statement: Statement, words: Sequence[str], language: Language = ENGLISH) -> bool:
    """Whether the words have a part of the name of who makes the statement, or of their party."""
    endings = ("", *language.writing.possessives)
    bare = {word.removesuffix(ending) for word in words for ending in endings}
    for name in (statement.speaker, statement.party):
        if name is None:
            continue
        parts = {
            part
            for part in re.findall(r"[\w-]+", unify(name, language).casefold())
            if part in language.writing.aliases
            or (len(part) >= _SHORTEST_NAME and part not in language.questions.acts.small)
        }
        if not parts.isdisjoint(bare):
            return True
    return False


def act_stems(words: Sequence[str], language: Language = ENGLISH) -> frozenset[str]:
    """The stems of the words that ask for an act, rather than say what it is about."""
    asking = (word for word in words if asked_act([word], language) is not None)
    return _taking_stems(language) | {stem(word, language) for word in asking}


@cache
def _taking_stems(language: Language) -> frozenset[str]:
    asked = language.questions.acts
    words = (*asked.taken, *asked.taking, *" ".join(asked.deeds).split())
    return frozenset(stem(word, language) for word in words)


def _lemmas(word: str, endings: Sequence[tuple[str, str]]) -> list[str]:
    """What `word` may be a form of: "denied" is of "deny"."""
    return [
        word,
        *(
            word.removesuffix(ending) + instead
            for ending, instead in endings
            if word.endswith(ending) and len(word) > len(ending) + 2
        ),
    ]
