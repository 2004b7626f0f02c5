"""A decision as it is made: a ranking, a confidence, and what has changed either so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from index.ranking.cross_encoder import Prediction
from index.ranking.features import ALL_NAMES
from index.search.candidate import Candidate
from index.types import Shift

# A confidence of at least this share of the threshold is no clear no. Chosen with an earlier reader
# as the highest, in steps of .05, at which less than one in twenty that can be answered is refused
# outright; with the one that ships 5.5 % are over the groups that choose (bench.splits) and 3.5 %
# over those that test, and 49 % of the others (`python -m bench.tiers`).
DOUBT = 0.4


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate in its place. `prediction` is None where it was not worth reading.

    `score` is in 0..1 and comparable within one question only; `features` are the values that made
    it, in the order of ALL_NAMES as far as they go. `first_score` is the first stage's, where there
    are two. `shifts` are what adjustments did to the score, by their names.
    """

    candidate: Candidate
    score: float
    prediction: Prediction | None
    features: tuple[float, ...]
    first_score: float | None = None
    shifts: Mapping[str, Shift] = field(default_factory=dict)

    @property
    def by_name(self) -> dict[str, float]:
        """The features by name."""
        return dict(zip(ALL_NAMES, self.features, strict=False))


@dataclass(frozen=True, slots=True)
class Decision:
    """A ranking, and the probability that its passages answer.

    `signals` is what the probability was computed from, by name; `shifts` are what adjustments
    did to it since, by their names.
    """

    ranked: tuple[Ranked, ...]
    confidence: float
    threshold: float
    signals: Mapping[str, float] = field(default_factory=dict)
    shifts: Mapping[str, Shift] = field(default_factory=dict)

    @property
    def answered(self) -> bool:
        return bool(self.ranked) and self.confidence >= self.threshold

    @property
    def is_close(self) -> bool:
        """Whether the passages may answer, though it cannot be said that they do."""
        return bool(self.ranked) and DOUBT * self.threshold <= self.confidence < self.threshold

    @property
    def calibrated(self) -> float:
        """The confidence before any adjustment."""
        return next((shift.before for shift in self.shifts.values()), self.confidence)

    def shifted(
        self,
        name: str,
        *,
        confidence: Shift | None = None,
        scores: Mapping[int, Shift] | None = None,
    ) -> Decision:
        """The decision after the adjustment of this name, which is thereby on record.

        `scores` are by paragraph; passages whose score changes move to their places.
        """
        confidence = confidence or Shift(self.confidence, self.confidence, {})
        ranked = self.ranked
        if scores:
            ranked = tuple(
                sorted(
                    (_shifted(name, passage, scores) for passage in ranked),
                    key=lambda passage: -passage.score,
                )
            )
        return replace(
            self,
            ranked=ranked,
            confidence=confidence.after,
            shifts={**self.shifts, name: confidence},
        )


def _shifted(name: str, passage: Ranked, scores: Mapping[int, Shift]) -> Ranked:
    shift = scores.get(passage.candidate.paragraph.id)
    if shift is None:
        return passage
    return replace(passage, score=shift.after, shifts={**passage.shifts, name: shift})
