"""What adjustments go by."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from corpus.attribution.types import Statement
from index.query.asked_speaker import AskedSpeaker
from index.query.question import Question
from index.ranking.temporal_match import TemporalMatch
from index.search.candidate import Candidate

Statements = Mapping[int, Sequence[Statement]]


@dataclass(frozen=True, slots=True)
class Grounds:
    """What adjustments go by: the question, who says what by paragraph, the days and the speaker
    asked for, and the outlets whose own corrections are.

    `whole_article` gives the title and text of a candidate's article, `is_written_small` tells
    whether the corpus has a word in lower case.
    """

    question: Question
    statements: Statements
    temporal: TemporalMatch | None = None
    speaker: AskedSpeaker | None = None
    correcting: frozenset[str] = frozenset()
    whole_article: Callable[[Candidate], str] = lambda candidate: candidate.with_heading
    is_written_small: Callable[[str], bool] = lambda word: False

    def said_in(self, candidate: Candidate) -> Sequence[Statement]:
        return self.statements.get(candidate.paragraph.id, ())
