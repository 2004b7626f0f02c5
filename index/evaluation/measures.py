"""Figures over many questions: means with their intervals, AUROC, calibration. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

# How the confidence is binned for the reliability plot, and the samples of an interval.
_BINS = 10
_SAMPLES = 1000
_SEED = 20230524


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean with its 95 % bootstrap interval (percentile method, Efron 1979), over `count`."""

    value: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions of similar confidence: the mean confidence, and the share that is answerable."""

    confidence: float
    answerable: float
    count: int


def auroc(scores: Floats, labels: npt.NDArray[np.bool_]) -> float:
    """Area under the ROC curve: the Mann-Whitney statistic, ties counting half."""
    positive, negative = scores[labels], scores[~labels]
    if not len(positive) or not len(negative):
        return float("nan")
    order = np.sort(negative)
    below = np.searchsorted(order, positive, side="left")
    level = np.searchsorted(order, positive, side="right")
    return float((below + level).mean() / 2 / len(negative))


def refused_at(scores: Floats, labels: npt.NDArray[np.bool_], *, kept: float) -> float:
    """The share of negatives below the score that this share of the positives reaches."""
    return float((scores[~labels] < np.quantile(scores[labels], 1 - kept)).mean())


def reliability(confidence: Floats, labels: npt.NDArray[np.bool_]) -> tuple[Bin, ...]:
    """Confidence against truth in bins of equal width; empty bins are left out."""
    place = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    return tuple(
        Bin(
            confidence=float(confidence[place == bin_].mean()),
            answerable=float(labels[place == bin_].mean()),
            count=int((place == bin_).sum()),
        )
        for bin_ in range(_BINS)
        if (place == bin_).any()
    )


def calibration_error(bins: Sequence[Bin]) -> float:
    """The mean distance between confidence and truth, over questions (Naeini et al. 2015)."""
    total = sum(bin_.count for bin_ in bins)
    return sum(abs(b.confidence - b.answerable) * b.count for b in bins) / total


def mean(values: npt.NDArray[Any]) -> Figure:
    """The mean with its interval."""
    values = values.astype(float)
    return bootstrap(lambda chosen: float(values[chosen].mean()), len(values))


def bootstrap(statistic: Callable[[npt.NDArray[np.int64]], float], count: int) -> Figure:
    """The statistic of everything, with an interval over samples drawn with replacement."""
    rng = np.random.default_rng(_SEED)
    drawn = [statistic(rng.integers(0, count, count)) for _ in range(_SAMPLES)]
    low, high = np.nanquantile(drawn, [0.025, 0.975])
    return Figure(statistic(np.arange(count)), float(low), float(high), count)
