"""Articles about one event, told by how alike they are.

Articles that are alike are linked; within what hangs together the nearest groups are joined as long
as their articles are alike on average (average linkage). A chain of articles, each like the next
one, is not one story by that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from corpus.stories.fingerprints import Fingerprint

ALIKE = 0.25
"""From here on two articles are linked and two groups joined. B-cubed of the 486 articles that the
fingerprints were chosen by: 91.4 at .23, 93.7 at .24, 92.9 at .25, 92.1 at .26."""
DAYS = 14
"""Articles further apart are never one story. Set by hand; not measured."""


@dataclass(frozen=True, slots=True)
class Told:
    """An article's number, what it is about, and its day, where that is known."""

    article: int
    fingerprint: Fingerprint
    day: str | None


def is_within_days(one: str | None, other: str | None) -> bool:
    """Whether two days are near enough for one story; an unknown one is near to all."""
    if one is None or other is None:
        return True
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= DAYS


def group(articles: Sequence[Told]) -> dict[int, int]:
    """The story of each article, which is called by the lowest number among its articles."""
    ordered = sorted(articles, key=lambda told: told.article)
    groups: dict[int, list[int]] = {place: [place] for place in range(len(ordered))}
    mean = _likeness(ordered)
    np.fill_diagonal(mean, -1.0)
    sizes = np.ones(len(ordered))
    while len(groups) > 1:
        one, other = sorted(divmod(int(mean.argmax()), len(ordered)))
        if mean[one, other] < ALIKE:
            break
        joined = (sizes[one] * mean[one] + sizes[other] * mean[other]) / (sizes[one] + sizes[other])
        mean[one], mean[:, one] = joined, joined
        mean[other], mean[:, other] = -1.0, -1.0
        mean[one, one] = -1.0
        sizes[one] += sizes[other]
        groups[one] += groups.pop(other)
        gone = [place for place in range(len(ordered)) if place not in groups]
        mean[one, gone], mean[gone, one] = -1.0, -1.0
    return {
        ordered[place].article: min(ordered[each].article for each in places)
        for places in groups.values()
        for place in places
    }


def _likeness(articles: Sequence[Told]) -> np.ndarray:
    words: Mapping[str, int] = {
        word: column
        for column, word in enumerate(
            dict.fromkeys(word for told in articles for word in told.fingerprint.weights)
        )
    }
    matrix = np.zeros((len(articles), max(1, len(words))), dtype=np.float32)
    for row, told in enumerate(articles):
        for word, weight in told.fingerprint.weights.items():
            matrix[row, words[word]] = weight
    likeness = np.asarray(matrix @ matrix.T, dtype=np.float64)
    for row, one in enumerate(articles):
        for column, other in enumerate(articles):
            if not is_within_days(one.day, other.day):
                likeness[row, column] = 0.0
    return likeness
