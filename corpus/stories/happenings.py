"""What an article says has happened, when and where: its opening alone tells. Pure.

"Shells hit Vorsk market" and "the toll of Saturday's bombardment of Vorsk" share hardly a word, but
both tell of an attack on one day and name Vorsk.
"""

from __future__ import annotations

from datetime import date, timedelta

from corpus.languages.date_expressions import time_words
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.languages.sentences import split_sentences
from corpus.languages.words import WORD, fold

_SENTENCES = 2  # that say what has happened, with the headline; set by hand, not measured
_MOST_READ = 1_500  # characters of prose that these may take
_NEWS = timedelta(days=14)  # what lies further back is another event than the news


def happenings_in(
    title: str | None, prose: str, day: str | None, language: Language = ENGLISH
) -> frozenset[str]:
    """A kind of event, a day on which it was, and a name, for all of these that stand in the
    opening; none where the article's own day is unknown. A nation is no such name: much happens
    there on a day."""
    if day is None:
        return frozenset()
    published = date.fromisoformat(day)
    beginning = prose[:_MOST_READ]
    sentences = split_sentences(beginning, language)[:_SENTENCES]
    kinds: set[str] = set()
    names: set[str] = set()
    days: set[date] = set()
    for text in (title or "", *(sentence.of(beginning) for sentence in sentences)):
        for found in WORD.finditer(text):
            word = fold(found[0], language)
            kinds |= language.claims.happenings.get(word, frozenset())
            if found[0][0].isupper() and not _is_no_name(word, language):
                names.add(word)
        for words in time_words(text, language):
            told = words.days(published)
            if told is not None and len(told) == 1 and published - _NEWS <= told.first <= published:
                days.add(told.first)
    return frozenset(
        f"{kind} {on.isoformat()} {name}" for kind in kinds for on in days for name in names
    )


def _is_no_name(word: str, language: Language) -> bool:
    return (
        word in language.writing.openers
        or word in language.questions.stop_words
        or word in language.dates.weekdays
        or word in language.dates.months
        or word in language.speech.nations
        or word in language.claims.happenings
    )
