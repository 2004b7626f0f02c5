"""Which act a question asks about, and whether a statement is that act: "Who denied it?" Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from corpus.attribution.acts import acts_by_lemma
from corpus.attribution.types import Act, Statement
from corpus.languages.en import ENGLISH
from index.query.aliases import unify
from index.query.asked_speaker import AskedSpeaker
from index.query.words import stem

# English from here to the endings. What asks for a claim of responsibility:
_TAKEN = frozenset(("responsibility", "credit"))
TAKING = frozenset(
    """
    claim claims claimed claiming take takes took taken taking accept accepts accepted admit admits
    admitted assume assumes assumed
    """.split()
)
_DEEDS = (
    *("behind", "carried out", "conducted", "did", "done", "launched", "mounted"),
    *("organised", "organized", "responsible", "staged"),
)
# "Who said they carried it out?", "Who was behind it?":
_DONE_IT = re.compile(
    r"\bwho (?:(?:has|have|had) )?"
    r"(?:(?:admit\w*|claim\w*|sa(?:id|ys?)) (?:that )?(?:he|she|it|they) "
    r"(?:(?:had|has|have|was|were|is|are) )*"
    rf"(?:{'|'.join(_DEEDS)})\b"
    r"|(?:is|are|was|were|been) (?:behind|responsible)\b)"
)
# What begins a question that yes and no answer alike, and what asks for somebody's words:
_WHETHER = frozenset(("did", "do", "does", "has", "have", "had"))
_SAYING = frozenset(("say", "said", "says", "tell", "told", "quoted", "statement", "according"))
# Parts of names that name nobody:
_SMALL = frozenset(("the", "and", "for", "of", "de", "al", "new", "united", "ministry", "group"))
# What a verb's form ends in where its lemma ends in the other:
_ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("es", ""),
    ("es", "e"),
    ("s", ""),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
)

_TAKING_ROOTS = frozenset(stem(word) for word in (*_TAKEN, *TAKING, *" ".join(_DEEDS).split()))
_ON_IT = frozenset((Act.CONFIRMS, Act.DENIES, Act.CANNOT_VERIFY))
# Shorter parts of a name are passed over. Set by hand; not measured.
_SHORTEST_NAME = 3


def question_words(question: str) -> tuple[str, ...]:
    """The words that these functions take: in lower case, names in one way of writing."""
    return tuple(re.findall(r"[\w'-]+", unify(question).casefold()))


def asked_act(words: Sequence[str]) -> Act | None:
    """The act that a question's words ask about; None for plain saying."""
    takes = not _TAKEN.isdisjoint(words) and not TAKING.isdisjoint(words)
    if takes or _DONE_IT.search(" ".join(words)):
        return Act.CLAIMS_RESPONSIBILITY
    acts = acts_by_lemma()
    for word in words:
        for lemma in _lemmas(word):
            if lemma in acts:
                return acts[lemma]
    return None


@lru_cache(maxsize=256)  # asked of every statement in every passage
def asked_acts(words: tuple[str, ...]) -> frozenset[Act]:
    """The acts that answer a question: "Did Kyiv confirm it?" is answered by a denial as well."""
    act = asked_act(words)
    if act is None:
        return frozenset()
    return _ON_IT if act in _ON_IT and words[0] in _WHETHER else frozenset((act,))


def asks_for_words(words: Sequence[str]) -> bool:
    """Whether a question asks what somebody says, whatever they do by it."""
    return not _SAYING.isdisjoint(words)


def does(words: tuple[str, ...], statement: Statement, speaker: AskedSpeaker | None) -> bool:
    """Whether a statement is the act that a question's words ask about, and by whom they name.

    "Who denied it?" names nobody, and anybody's denial will do; so will any claim of
    responsibility.
    """
    if statement.act not in asked_acts(words):
        return False
    anybody = statement.act is Act.CLAIMS_RESPONSIBILITY or words[0] == "who"
    return anybody or is_by(statement, words, speaker)


def is_by(statement: Statement, words: Sequence[str], speaker: AskedSpeaker | None) -> bool:
    """Whether it is made by the speaker asked for, or else by somebody whom the words name."""
    if speaker is not None and speaker.known:
        return speaker.speaks_in([statement])
    return is_named(statement, words)


def is_named(statement: Statement, words: Sequence[str]) -> bool:
    """Whether the words have a part of the name of who makes the statement, or of their party."""
    for name in (statement.speaker, statement.party):
        if name is None:
            continue
        parts = {
            part
            for part in re.findall(r"[\w-]+", unify(name).casefold())
            if part in ENGLISH.writing.aliases
            or (len(part) >= _SHORTEST_NAME and part not in _SMALL)
        }
        if not parts.isdisjoint(word.removesuffix("'s") for word in words):
            return True
    return False


def act_stems(words: Sequence[str]) -> frozenset[str]:
    """The stems of the words that ask for an act, rather than say what it is about."""
    return _TAKING_ROOTS | {stem(word) for word in words if asked_act([word]) is not None}


def _lemmas(word: str) -> list[str]:
    """What `word` may be a form of: "denied" is of "deny"."""
    return [
        word,
        *(
            word.removesuffix(ending) + instead
            for ending, instead in _ENDINGS
            if word.endswith(ending) and len(word) > len(ending) + 2
        ),
    ]
