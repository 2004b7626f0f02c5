"""On which days a figure's own words say that it was: figures of other days are of other events."""

from __future__ import annotations

import re
from datetime import date

from corpus.languages.date_expressions import time_words
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.languages.sentences import split_sentences
from index.claims.figures.grouping import Reported


def told_days(reported: Reported, language: Language = ENGLISH) -> frozenset[date]:
    """The days that the figure's sentence names, or that before it which it points back to; not
    those on which somebody said it."""
    passage, sentence, day = reported.passage, reported.sentence, reported.article.day
    if passage is None or sentence is None or day is None:
        return frozenset()
    text, published = passage.paragraph.text, date.fromisoformat(day)
    points_back = re.compile(language.figures.pointing, re.IGNORECASE)
    before = [span for span in split_sentences(text, language) if span.stop <= sentence.start]
    for span in (sentence, *reversed(before)):
        told = span.of(text)
        if found := _days_in(told, published, language):
            return found
        if not points_back.match(told):
            break
    return frozenset()


def _days_in(text: str, published: date, language: Language) -> frozenset[date]:
    said = re.compile(language.disputes.said_on, re.IGNORECASE)
    found = set()
    for words in time_words(text, language):
        days = words.days(published)
        if days is not None and len(days) == 1 and not said.search(text[: words.start]):
            found.add(days.first)
    return frozenset(found)
