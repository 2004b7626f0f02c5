"""The names that a question writes with capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.languages.date_expressions import time_words
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from index.query.question import Question
from index.query.spellings import nations_meant
from index.query.words import stem

# Names as the question writes them, to show: with hyphens and endings, unlike words of a search.
_WORD = re.compile(r"\w[\w’'-]*")


def written_names(question: Question) -> Iterator[str]:
    """Runs of capitalised words that are names, without days."""
    text = question.text
    dates = [range(days.start, days.start + len(days.text)) for days in time_words(text)]
    run: list[str] = []
    end = 0
    for found in _WORD.finditer(text):
        word = found[0].removesuffix("'s").removesuffix("’s")
        apart = text[end : found.start()].strip() != ""
        if run and apart:
            yield " ".join(run)
            run = []
        end = found.end()
        is_name = stem(word) in question.names or nations_meant(word) or word.isupper()
        in_date = any(found.start() in date for date in dates)
        if word[0].isupper() and is_name and not in_date and found.start() > 0:
            run.append(word)
        elif run:
            yield " ".join(run)
            run = []
    if run:
        yield " ".join(run)


def names_to_be_told(question: Question, language: Language = ENGLISH) -> list[str]:
    """The names without which an article is of something else.

    Not titles, and not what an article may have another word for: nations, and what is written in
    capitals alone.
    """
    names = language.speech.names
    apart = names.titles | names.roles | names.groups

    def must_be_told(word: str) -> bool:
        return (
            not word.isupper()
            and word.lower() not in apart
            and not nations_meant(word.removesuffix("s"), language)  # Americans
        )

    told = (" ".join(filter(must_be_told, name.split())) for name in written_names(question))
    return [name for name in told if name]
