"""A caveat: an outlet's words of doubt, and the claims that they are about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.types import Span
from index.types import Passage


class CaveatKind(StrEnum):
    """What kind of doubt it is."""

    CANNOT_VERIFY = "cannot-verify"
    ALLEGED = "alleged"
    CLAIMED = "claimed"
    SCARE_QUOTES = "scare-quotes"
    REPORTEDLY = "reportedly"
    OUTLET_DOUBT = "outlet-doubt"
    UNCLEAR = "unclear"


class Scope(StrEnum):
    """How far from the claim it stands."""

    CLAUSE = "clause"
    PARAGRAPH = "paragraph"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Caveat:
    """Words of doubt in a paragraph, and the ids of the statements that they are about.

    `words` is what expresses the doubt, `sentence` the whole sentence; spans of the paragraph.
    """

    kind: CaveatKind
    scope: Scope
    passage: Passage
    words: Span
    sentence: Span
    about: tuple[int, ...]

    @property
    def shown(self) -> Span:
        """What is quoted of it: a clause's own words, or else its sentence."""
        return self.words if self.scope is Scope.CLAUSE else self.sentence
