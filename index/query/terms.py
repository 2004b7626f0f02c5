"""A question as a full-text query: its content words, any of which may match."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.languages.words import WORD, fold
from index.query.aliases import forms, unify

_APOSTROPHES = str.maketrans("’ʼ", "''")
# A question is a sentence or two; more words would only slow the search down.
_MAX_TERMS = 32


def content_words(question: str, language: Language = ENGLISH) -> list[str]:
    """The words of a question worth searching for, in order, each once, lower-cased.

    A question made of nothing but stop words is searched for as it stands.
    """
    text = unify(unicodedata.normalize("NFC", question), language).lower()
    words = list(dict.fromkeys(WORD.findall(text.translate(_APOSTROPHES))))
    content = [word for word in words if word not in language.questions.stop_words]
    return [fold(word, language) for word in (content or words)][:_MAX_TERMS]


def any_of(words: list[str], *, column: str | None = None, language: Language = ENGLISH) -> str:
    """An FTS5 expression that matches any of the words, in one column where it is named.

    They match in each way in which they are written. They are quoted, so nothing in them is read
    as FTS5 syntax.
    """
    alternatives = " OR ".join(f'"{form}"' for form in written_forms(words, language))
    return f"{column} : ({alternatives})" if column else alternatives


def written_forms(words: Sequence[str], language: Language = ENGLISH) -> list[str]:
    """The words, names that are written in several ways in each of them, and so words with an
    apostrophe: for full-text search one that is a letter (U+02BC) is part of the word."""
    written = [form for word in words for form in forms(word, language)]
    return written + [form.replace("'", "ʼ") for form in written if "'" in form]
