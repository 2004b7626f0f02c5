"""Of which event a figure tells: the article's own, or another that it names. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from corpus.languages.date_expressions import Days, TimeWords, time_words
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.types import Span

# What lies further back is another event than the news of the day. Set by hand; not measured.
_NEWS = timedelta(days=14)
_FIRST = "first"  # the event that others tell of, in an article about one more
_CLAUSE = re.compile(r"[;,]\s+|\s+(?:and|but|while|whereas)\s+")
_YEAR = re.compile(
    r"(?<![\d/.,$€£-])\b(1[89]\d\d|20\d\d)\b(?!\d|,\d|\s*(?:GMT|hours|people|houses))"
)
_NAME = (
    r"(?:(?:[A-Z]\.){2,}|[A-Z][\w’'-]*)(?:[ -](?:[A-Z][\w’'-]*|al-[A-Z]\w+|de|el|al|of(?= [A-Z])))*"
)


@dataclass(frozen=True, slots=True)
class Again:
    """That an article's own event is one more of a kind, which others may tell of as the first;
    `day` is the day of the article's own, where that is named."""

    event: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What a stretch of a sentence tells of: other days than the news, other places."""

    event: str | None
    place: str | None


def again_in(
    sentences: Iterable[str], *, published: date | None, language: Language = ENGLISH
) -> Again | None:
    """Whether an article says that its own event is not the first: "the second one to hit"."""
    pattern = _patterns(language).again
    for sentence in sentences:
        if found := pattern.search(sentence):
            days = _single_days(sentence[: found.start()], published, language)
            return Again(f"another, the {found['which'].lower()}", days[0] if days else None)
    return None


class EventReader:
    """Reads one article, sentence by sentence, and keeps in mind what it has been telling of."""

    def __init__(
        self,
        title: str,
        lead: str,
        *,
        published: date | None,
        again: Again | None = None,
        language: Language = ENGLISH,
    ):
        self._published = published
        self._again = again
        self._language = language
        self._own = _name_words(f"{title} {lead}", language)
        self._event: str | None = None
        self._place: str | None = None

    def read(self, sentence: str) -> Sentence:
        """The contexts of the next sentence. One that points back stays with the one before it."""
        patterns = _patterns(self._language)
        events = self._events(sentence)
        carried = (self._event, self._place) if patterns.pointing.match(sentence) else (None, None)
        if not events and carried[0]:
            events = [(0, carried[0])]
        found = Sentence(
            sentence,
            tuple(events),
            tuple(self._places(sentence)),
            carried[1] if not any(True for _ in self._places(sentence)) else None,
            self._again.event if self._again else None,
        )
        self._event = events[-1][1] if events else None
        last = found.places[-1][1] if found.places else found.carried_place
        self._place = last
        return found

    def _events(self, sentence: str) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = []
        spans: list[Span] = []
        if (since := _patterns(self._language).since.search(sentence)) is not None:
            year = re.search(r"\d{4}$", since[0])
            found.append((since.start(), f"since {year[0]}" if year else since[0].lower()))
            if year:  # that it began in a year makes nothing of that year
                spans.append(Span(*since.span()))
        for words in time_words(sentence, self._language):
            if any(span.start <= words.start < span.stop for span in spans):
                continue
            spans.append(Span(words.start, words.stop))
            days = words.days(self._published) if self._published else None
            if days is None or self._published is None:
                continue
            is_month = _is_a_month(words, days) and days.first <= self._published
            if days.last < self._published - _NEWS or is_month:
                label = f"{days.first.year}" if len(days) > 31 else f"{days.first:%Y-%m}"
                found.append((words.start, label if len(days) > 1 else days.first.isoformat()))
            elif self._again and self._again.day and len(days) == 1:
                found.append((words.start, "" if days.first == self._again.day else _FIRST))
            else:
                found.append((words.start, ""))
        for year in _YEAR.finditer(sentence):
            if any(span.start <= year.start() < span.stop for span in spans):
                continue
            if self._published is None or int(year[1]) != self._published.year:
                found.append((year.start(), year[1]))
        if not any(label for _, label in found) and (
            other := _patterns(self._language).elsewhere.search(sentence)
        ):
            found.append((other.start(), "another"))
        return sorted(found)

    def _places(self, sentence: str) -> list[tuple[int, str]]:
        found = []
        for match in _patterns(self._language).place.finditer(sentence):
            name = match["name"]
            words = _words_of(name, self._language)
            days = {*self._language.dates.months, *self._language.dates.weekdays}
            if not words or words & (days | self._language.figures.waters):
                continue
            if not words & self._own:
                found.append((match.start(), _in_order(name, words)))
            else:
                found.append((match.start(), ""))
        return found


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the events and places that it names, each where it does. A place that is the
    article's own is ""; `own` is what the article's own event is called, if it is not the first."""

    text: str
    events: tuple[tuple[int, str], ...]
    places: tuple[tuple[int, str], ...]
    carried_place: str | None
    own: str | None = None

    def context(self, at: Span) -> Context:
        """That of the figure at this span: what its clause names, else the one before, else the
        next; a place only behind the figure in its clause, or where the sentence begins with it."""
        clause = self._clause(at)
        event = _near(self.events, clause) or self.own
        return Context(None if event == _FIRST else event, self._place(at, clause))

    def _clause(self, at: Span) -> Span:
        start, stop = 0, len(self.text)
        for mark in _CLAUSE.finditer(self.text):
            if mark.end() <= at.start:
                start = mark.end()
            elif mark.start() >= at.stop:
                stop = mark.start()
                break
        return Span(start, stop)

    def _place(self, at: Span, clause: Span) -> str | None:
        for where, name in self.places:
            if at.stop <= where < clause.stop or where == 0:
                return name or None
        if not self.places and self.carried_place:
            return self.carried_place
        return None


def _is_a_month(words: TimeWords, days: Days) -> bool:
    """Whether words name a month by its name: the news of a day says the day, or "this month"."""
    return words.calendar and days.first.day == 1 and 28 <= len(days) <= 31


def _single_days(text: str, published: date | None, language: Language) -> list[date]:
    if published is None:
        return []
    every = (words.days(published) for words in time_words(text, language))
    return [days.first for days in every if days is not None and len(days) == 1]


def _near(marks: tuple[tuple[int, str], ...], clause: Span) -> str | None:
    if not marks:
        return None
    inside = [label for where, label in marks if clause.start <= where < clause.stop]
    if inside:
        return inside[0]
    before = [label for where, label in marks if where < clause.start]
    return before[-1] if before else marks[0][1]


def _in_order(name: str, words: set[str]) -> str:
    """The words that tell a place, as the name has them; a nation's adjective is its name."""
    if len(words) == 1:
        return next(iter(words))
    told = [word.lower() for word in re.split(r"[ -]", name)]
    return " ".join([word for word in told if word in words] or sorted(words))


def _name_words(text: str, language: Language) -> frozenset[str]:
    found: set[str] = set()
    for match in re.finditer(_NAME, text):
        found |= _words_of(match[0], language)
    return frozenset(found)


def _words_of(name: str, language: Language) -> set[str]:
    nations = language.speech.nations
    if (nation := nations.get(name.lower())) is not None:
        return {nation.lower()}
    words = {word.lower().removesuffix("'s").removesuffix("’s") for word in re.split(r"[ -]", name)}
    words -= language.figures.places | language.figures.heads | {"north", "south", "east", "west"}
    # "Iranian" and "Iran" are one.
    return {nations.get(word, word).lower() for word in words if word}


@dataclass(frozen=True, slots=True)
class _Patterns:
    again: re.Pattern[str]
    pointing: re.Pattern[str]
    since: re.Pattern[str]
    elsewhere: re.Pattern[str]
    place: re.Pattern[str]


@cache
def _patterns(language: Language) -> _Patterns:
    words = language.figures
    return _Patterns(
        again=re.compile(words.again, re.IGNORECASE),
        pointing=re.compile(words.pointing, re.IGNORECASE),
        since=re.compile(words.since, re.IGNORECASE),
        elsewhere=re.compile(words.elsewhere, re.IGNORECASE),
        place=re.compile(rf"(?i:{words.at_place})(?P<name>{_NAME})(?![\w’'-]|\s+(?:scale|\d))"),
    )
