"""When a question is about, and how far a passage meets that.

Over a live corpus a question means the calendar of the day it is asked. Over an archive, whose
newest article is more than a week old, "on Tuesday" means what it means in each article: the
Tuesday before it came out. Days are a preference, since an article of any day may tell of them,
with one exception: if no top passage mentions the date asked for, we abstain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.languages.date_expressions import Days, TimeWords, time_words
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from index.query.words import analyse
from index.search.candidate import Candidate
from index.types import DaysMeant

# Set by hand, all of these; over archives no other value of _CLOSE, _PUBLISHED or _TOP changes a
# figure of `python -m bench.sweep` by more than .004, and the others were not measured.

# A corpus without an article for longer than this is an archive.
_QUIET = timedelta(days=7)
# News tells of a day until the day after.
_AFTERMATH = timedelta(days=1)
# For so long it calls the day by its weekday alone.
_NAMED_BY_WEEKDAY = timedelta(days=6)
# A passage tells of a day with words that name few more: "in 2023" does not tell of 22 May.
_CLOSE = 3
_TELLS, _PUBLISHED = 1.0, 0.5
# So many passages are looked into for the date of a question.
_TOP = 5


@dataclass(frozen=True, slots=True)
class TemporalMatch:
    """The words for days in a question, and the days that dated articles `covered`.

    `today` is the day that the words count from; None where it is each article's own.
    """

    words: tuple[TimeWords, ...]
    covered: Days
    today: date | None

    @property
    def meant(self) -> tuple[DaysMeant, ...]:
        """What the words were taken to mean, for people to see."""
        found = [(words, self._days(words)) for words in self.words]
        return tuple(
            DaysMeant(words.text, str(days.first), str(days.last))
            if days
            else DaysMeant(words.text, None, None)
            for words, days in found
        )

    @property
    def certain(self) -> list[Days]:
        """The days asked for, where they are the same for every article."""
        return [days for words in self.words if (days := self._days(words))]

    @property
    def window(self) -> Days | None:
        """When articles came out that are likely to tell of the days asked for.

        None over an archive, whose articles tell of them much later too, and where that would be
        all articles.
        """
        certain = self.certain
        if self.today is None or not certain:
            return None
        first, last = min(days.first for days in certain), max(days.last for days in certain)
        if first <= self.covered.first and self.covered.last <= last:
            return None
        return Days(first, last).lengthened(_NAMED_BY_WEEKDAY)

    @property
    def outside(self) -> bool:
        """Whether no article can be of a day asked for."""
        certain = self.certain
        return bool(certain) and not any(map(self._reached, certain))

    def reworded(self, question: str, language: Language = ENGLISH) -> str | None:
        """The question as news of that day puts it: "on Tuesday" for 23 May, or for yesterday.

        None where that is no other question.
        """
        said, dates = question, language.dates
        weekdays = dates.weekdays.items()
        for words in reversed(self.words):
            days = self._days(words)
            if days and len(days) == 1 and not words.repeated:
                on = dates.on_day.capitalize() if words.start == 0 else dates.on_day
                day = days.first.weekday()
                names = [name for name, number in weekdays if number == day]
                weekday = max(names, key=len).capitalize()
                said = f"{said[: words.start]}{on} {weekday}{said[words.stop :]}"
        return said if said != question else None

    def _days(self, words: TimeWords) -> Days | None:
        if self.today is None and not words.calendar:
            return None
        # A date without a year is of the latest year that there are articles of.
        meant = [words.days(day) for day in (self.today or self.covered.last, self.covered.first)]
        known = [days for days in meant if days]
        return next(filter(self._reached, known), known[0] if known else None)

    def _reached(self, days: Days) -> bool:
        return days.overlaps(self.covered.lengthened(_AFTERMATH))

    def match(self, candidate: Candidate) -> float:
        """0..1: whether a passage tells of the days asked for, or came out then."""
        if candidate.article.day is None:
            return 0.0
        published = date.fromisoformat(candidate.article.day)
        asked = self.certain if self.today else _meant(self.words, published)
        told = _meant(time_words(candidate.paragraph.text), published)
        if any(
            days.overlaps(wanted) and len(days) <= max(len(wanted), _CLOSE)
            for wanted in asked
            for days in told
        ):
            return _TELLS
        out = Days(published, published)
        around = (wanted.lengthened(_AFTERMATH) for wanted in asked)
        return _PUBLISHED if any(out.overlaps(days) for days in around) else 0.0

    @property
    def dates(self) -> list[TimeWords]:
        """The words that name days by the calendar."""
        return [words for words in self.words if words.calendar]

    def told(self, words: Sequence[TimeWords], candidates: Sequence[Candidate]) -> bool:
        """Whether one of the best candidates may tell of the days that some of the words name.

        It does if it is of them, tells of them or repeats the words; an undated article may always
        be of them.
        """
        return any(self._may_tell(words, candidate) for candidate in candidates[:_TOP])

    def _may_tell(self, words: Sequence[TimeWords], candidate: Candidate) -> bool:
        if candidate.article.day is None or self.match(candidate):
            return True
        held = analyse(candidate.with_heading).at
        return any(analyse(each.core).at.keys() <= held.keys() for each in words)


def temporal_match(
    question: str, oldest: str | None, newest: str | None, *, today: date
) -> TemporalMatch | None:
    """None where the question names no days, or no article has a date.

    `oldest` and `newest` are when the articles that are searched were published.
    """
    words = time_words(question)
    if not words or oldest is None or newest is None:
        return None
    covered = Days(*(date.fromisoformat(each[:10]) for each in (oldest, newest)))
    return TemporalMatch(words, covered, today if today - covered.last <= _QUIET else None)


def _meant(words: tuple[TimeWords, ...], reference: date) -> list[Days]:
    return [days for each in words if (days := each.days(reference))]
