"""Whom a question asks to hear by what they are: "What did the express's driver tell the court?"

Only by what news has no other word for: a minister goes by a name, and a trainer is a coach. Pure.
"""

from __future__ import annotations

import re

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from index.query.asked_speaker import MOST_WORDS, is_saying
from index.query.words import stem

_WORD = re.compile(r"\w[\w’'-]*")


def asked_role(question: str, language: Language = ENGLISH) -> str | None:
    """The stem of the noun for whose words are asked for; None for anybody else."""
    articles, roles = language.speech.grammar.articles, language.questions.speakers.roles
    words = _WORD.findall(question)
    for at, word in enumerate(words[:-2]):
        if word.lower() not in language.questions.speakers.asking or words[at + 1] not in articles:
            continue
        verbs = range(at + 3, min(at + 3 + MOST_WORDS, len(words)))
        verb = next((k for k in verbs if is_saying(words[k], language)), None)
        if verb is not None and words[verb - 1] in roles:
            return stem(words[verb - 1], language)
    return None
