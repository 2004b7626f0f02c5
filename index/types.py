"""Questions, passages and replies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from corpus.attribution.types import Statement
from corpus.types import Article, Paragraph, Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that was found, with the article it stands in.

    `score` is in 0..1 and comparable within one reply only. `also_in` lists other articles that
    carry the same passage almost word for word. `statements` is who says what in the paragraph.
    """

    paragraph: Paragraph
    article: Article
    score: float
    also_in: tuple[Article, ...] = ()
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered quotation: the excerpt is a span of the passage's stored text.

    `highlight` is the part of the excerpt that answers, a span of the same stored text; None where
    it is not known. `sure` says whether it answers by itself, without the others beside it.
    """

    number: int
    passage: Passage
    excerpt: Span
    highlight: Span | None = None
    sure: bool = True

    def __post_init__(self) -> None:
        if self.number < 1:
            raise ValueError(f"citations are numbered from 1, not {self.number}")
        if not self.excerpt.of(self.passage.paragraph.text).strip():
            raise ValueError(f"citation {self.number} quotes nothing")
        mark = self.highlight
        if mark and not (self.excerpt.start <= mark.start and mark.stop <= self.excerpt.stop):
            raise ValueError(f"citation {self.number} highlights what it does not quote")

    @property
    def text(self) -> str:
        """The quotation, sliced from the stored paragraph."""
        return self.excerpt.of(self.passage.paragraph.text)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Who says what within the quotation."""
        return tuple(
            statement
            for statement in self.passage.statements
            if any(span.overlaps(self.excerpt) for span in statement.content)
        )


@dataclass(frozen=True, slots=True)
class Superseded:
    """An older figure that the first citation's takes the place of, in its sentence."""

    passage: Passage
    excerpt: Span
    figure: Span

    @property
    def text(self) -> str:
        """The sentence, sliced from the stored paragraph."""
        return self.excerpt.of(self.passage.paragraph.text)


@dataclass(frozen=True, slots=True)
class Disputed:
    """Quotations that are one side of a dispute, by their numbers, and the topic that leads to it
    as of the moment that was asked for, if any."""

    numbers: tuple[int, ...]
    topic: str
    as_of: str | None = None


class Tier(StrEnum):
    """What is claimed for the passages shown: that they answer, that they may, or nothing."""

    ANSWERS = "answers"
    PERHAPS = "perhaps"
    NONE = "none"


class Reason(StrEnum):
    """Why it is not claimed that a passage answers."""

    EMPTY_CORPUS = "empty-corpus"
    NOTHING_RELATED = "nothing-related"
    NOT_ANSWERED = "related-but-not-answered"
    NAME_NOT_FOUND = "name-not-found"
    NOT_QUOTED = "not-quoted-on-this"
    OUTSIDE_DATES = "outside-dates"


@dataclass(frozen=True, slots=True)
class Answer:
    """Passages that answer, best first.

    `confidence` is the calibrated probability that the corpus answers; `as_of` is the newest
    publication day among the articles searched.
    """

    question: str
    citations: tuple[Citation, ...]
    confidence: float
    as_of: str | None
    superseded: Superseded | None = None
    disputed: tuple[Disputed, ...] = ()

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError("an answer without citations is an abstention")

    @property
    def sure(self) -> tuple[Citation, ...]:
        """The citations that answer by themselves, where there are any."""
        return tuple(citation for citation in self.citations if citation.sure)


@dataclass(frozen=True, slots=True)
class Abstention:
    """No passage is known to answer, and why; `nearest` holds up to three.

    Where it is `doubtful` whether those answer, they are shown at once, else they are merely
    related. `subject` is the name in the question that the reason is about, if it is about one.
    """

    question: str
    reason: Reason
    confidence: float
    as_of: str | None
    nearest: tuple[Passage, ...] = ()
    subject: str | None = None
    doubtful: bool = False

    def __post_init__(self) -> None:
        if self.doubtful and not self.nearest:
            raise ValueError("nothing that is shown is no doubtful answer")


Reply = Answer | Abstention


@dataclass(frozen=True, slots=True)
class DaysMeant:
    """Words for days in a question, and the days (YYYY-MM-DD) that they were taken to mean.

    The days are None where every article has its own: "on Tuesday", asked of an archive.
    """

    words: str
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Shift:
    """A number before and after it was adjusted, and by name what took it from one to the other.

    `remainder` is what the part that the number lacks of 1 was multiplied by.
    """

    before: float
    after: float
    factors: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What one adjustment did to the confidence, and to the scores of citations, by number."""

    name: str
    confidence: Shift
    scores: Mapping[int, Shift]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why the reply is as it is: every number from the searches to the decision, in their order.

    `model` names what decided. `steps` (from the searches to the score of the ranking) and
    `rankings` (the ranking's features) are values by name and go with the assessment's citations.
    `signals` is what the `calibrated` confidence was computed from; `adjustments` lead from there
    to the assessment's confidence and scores, and `threshold` is the confidence from which a
    question is answered. `asked` is what was searched for in the end, where that is not the
    question as it stands.
    """

    model: str
    steps: tuple[Mapping[str, float], ...]
    rankings: tuple[Mapping[str, float], ...]
    signals: Mapping[str, float]
    calibrated: float
    adjustments: tuple[Adjustment, ...]
    threshold: float
    days: tuple[DaysMeant, ...] = ()
    asked: str | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the evidence says before the decision is taken: the ranking and the confidence.

    `citations` are the ranking, of which the first `answering` answer, if any does. `reason` is
    None when the confidence reaches the threshold; `subject` and `doubtful` are as in an
    Abstention. Where the first citation gives the newest figure that was asked for, `superseded`
    is the one before it, if there is one. `disputed` are the disputes that citations are a side of.
    `asked_of` is whose words are asked for.
    """

    question: str
    citations: tuple[Citation, ...]
    confidence: float
    as_of: str | None
    reason: Reason | None
    nearest: tuple[Passage, ...] = ()
    evidence: Evidence | None = None
    subject: str | None = None
    doubtful: bool = False
    answering: int | None = None
    superseded: Superseded | None = None
    disputed: tuple[Disputed, ...] = ()
    asked_of: str | None = None

    @property
    def tier(self) -> Tier:
        if self.reason is None:
            return Tier.ANSWERS
        return Tier.PERHAPS if self.doubtful else Tier.NONE

    @property
    def cited(self) -> tuple[Citation, ...]:
        """The citations without the end of the ranking, which is merely related."""
        return self.citations[: self.answering]

    @property
    def reply(self) -> Reply:
        """The decision as a value: an answer, or an abstention that carries no numbers."""
        if self.reason is None:
            return Answer(
                self.question,
                self.cited,
                self.confidence,
                self.as_of,
                self.superseded,
                self.disputed,
            )
        return Abstention(
            self.question,
            self.reason,
            self.confidence,
            self.as_of,
            self.nearest,
            self.subject,
            self.doubtful,
        )
