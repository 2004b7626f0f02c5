"""Whom a question asks to hear by what they are: "What did the express's driver tell the court?"

Only by what news has few other words for: a minister goes by a name, and a trainer is a coach.
Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from index.query.asked_speaker import MOST_WORDS, is_saying
from index.query.words import stem

_WORD = re.compile(r"\w[\w’'-]*")


def asked_role(question: str, language: Language = ENGLISH) -> frozenset[str]:
    """The stems of what news calls those whose words are asked for; none for anybody else."""
    asked = language.questions.speakers
    words = _WORD.findall(question.replace("’", "'"))
    for at, word in enumerate(words[:-2]):
        if word.lower() not in asked.asking:
            continue
        verbs = range(at + 3, min(at + 3 + MOST_WORDS, len(words)))
        verb = next((k for k in verbs if is_saying(words[k], language)), None)
        if verb is not None and _introduces(words[at + 1 : verb - 1], language):
            called = asked.roles.get(words[verb - 1].lower(), frozenset())
            return frozenset(stem(name, language) for name in called)
    return frozenset()


def _introduces(words: Sequence[str], language: Language) -> bool:
    """Whether a noun follows that is somebody's, or the one that is meant: "Bell's", "the"."""
    endings = language.writing.possessives
    return bool(words) and (
        words[0] in language.speech.grammar.articles or words[-1].endswith(endings)
    )
