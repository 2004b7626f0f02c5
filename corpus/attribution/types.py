"""What an attribution is: the attribution relation of PARC and PolNeAR, with a resolved speaker.

The terms are the field's. The *source* is the words that name who speaks, the *cue* the words that
make it an attribution ("said", "according to", ":"), the *content* what is attributed. Spans are
code points into the text that was attributed, an article's body.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from corpus.types import Span


class Act(StrEnum):
    """What the speaker does by saying it, read off the cue."""

    STATES = "states"
    CLAIMS = "claims"
    CLAIMS_RESPONSIBILITY = "claims-responsibility"
    DENIES = "denies"
    CONFIRMS = "confirms"
    ACCUSES = "accuses"
    PROMISES = "promises"
    WARNS = "warns"
    CANNOT_VERIFY = "cannot-verify"
    NOT_SAID = "not-said"
    """Refused, supposed, asked or still to come: no statement, and never stored as one."""


class Kind(StrEnum):
    """How the words are given: all between quotation marks, none, or some."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody is reported as saying something.

    `source` and `cue` are None where the text has none. `speaker` is the fullest name that the
    article gives for the source, None where it cannot be told; `antecedent` is where the article
    gives that name, None where the source is the name itself. `description` is where the article
    says most fully who that is: the name with its titles, office and apposition, or the source
    where that has no name. `content` is in text order.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    speaker: str | None
    antecedent: Span | None
    act: Act
    kind: Kind
    description: Span | None = None

    def __post_init__(self) -> None:
        if not self.content:
            raise ValueError("an attribution needs content")
        if any(a.stop > b.start for a, b in zip(self.content, self.content[1:], strict=False)):
            raise ValueError("content spans must be in order and apart")

    @property
    def is_statement(self) -> bool:
        """Whether the source is reported to have said it."""
        return self.act is not Act.NOT_SAID

    @property
    def extent(self) -> Span:
        """From the first to the last character that belongs to it."""
        spans = [span for span in (self.source, self.cue, *self.content) if span is not None]
        return Span(min(span.start for span in spans), max(span.stop for span in spans))


@dataclass(frozen=True, slots=True)
class Statement:
    """The part of an attribution that a paragraph holds, in the article's own words.

    `content` are spans of the paragraph's text. `source` and `cue` may stand in an earlier
    paragraph; `source_span` is the source's in this one, where it stands here. `speaker` is the
    name in the table of speakers, where that knows the one in the article; None where it could not
    be told. `description` is what the article says of them.
    """

    id: int
    paragraph: int
    content: tuple[Span, ...]
    source: str | None
    cue: str | None
    speaker: str | None
    party: str | None
    antecedent: str | None
    act: Act
    kind: Kind
    description: str | None = None
    source_span: Span | None = None


class Reason(StrEnum):
    """Why it was not found who says what in an article."""

    TOO_LONG = "too-long"
    TOO_SLOW = "too-slow"
    TOO_BIG = "too-big"
    """It took more memory than it may."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class NotAttributed:
    """It was not found who says what in an article; `detail` is what was seen of it."""

    reason: Reason
    detail: str = ""


Found = tuple[Attribution, ...] | NotAttributed


def statements_in(found: Found) -> Found:
    """Without what was not said."""
    if isinstance(found, NotAttributed):
        return found
    return tuple(each for each in found if each.is_statement)


class Attributor(Protocol):
    """Finds who said what in whole articles."""

    @property
    def version(self) -> str:
        """Changes whenever the same text could come out differently."""
        ...

    def attribute(self, texts: Iterable[str]) -> Iterator[tuple[Attribution, ...]]:
        """The attributions of each text, in text order; paragraphs are lines."""
        ...
