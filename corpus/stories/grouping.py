"""Articles about one event, told by how alike they are.

Articles that are alike are linked; within what hangs together the nearest groups are joined as long
as their articles are alike on average (average linkage). A chain of articles, each like the next
one, is not one story by that. Then what tells of one event counts as more alike, so that groups are
joined and none is parted by it. What is left over joins the story whose nearest articles are like
it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from corpus.stories.fingerprints import SAME_EVENT, Fingerprint

ALIKE = 0.25
"""From here on two articles are linked and two groups joined. B-cubed of the 486 articles that the
fingerprints were chosen by: 91.4 at .23, 93.7 at .24, 92.9 at .25, 92.1 at .26."""
# Articles of a fragment, at most, and of a story that it has to be like. B-cubed of the 460 of
# those articles that can be taken in: 92.6 without, 94.0 with these.
_FRAGMENT, _NEAREST = 2, 3
DAYS = 14
"""Articles further apart are not alike, whatever they say, so that a story ends. Set by hand; not
measured."""


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
    likeness = _likeness(ordered)
    groups = _average_linkage(likeness, [[place] for place in range(len(ordered))])
    same = _same_event(ordered, likeness)
    if same.any():
        groups = _average_linkage(likeness + SAME_EVENT * same, groups)
    groups = _with_fragments(likeness, groups)
    return {
        ordered[place].article: min(ordered[each].article for each in places)
        for places in groups
        for place in places
    }


def _average_linkage(likeness: np.ndarray, groups: Sequence[list[int]]) -> list[list[int]]:
    """The nearest of these groups joined, as long as their articles are alike on average."""
    found = {place: list(group) for place, group in enumerate(groups)}
    sizes = np.array([float(len(group)) for group in groups])
    belongs = np.zeros((len(groups), len(likeness)))
    for place, group in found.items():
        belongs[place, group] = 1.0 / len(group)
    mean = belongs @ likeness @ belongs.T
    np.fill_diagonal(mean, -1.0)
    while len(found) > 1:
        one, other = sorted(divmod(int(mean.argmax()), len(mean)))
        if mean[one, other] < ALIKE:
            break
        joined = (sizes[one] * mean[one] + sizes[other] * mean[other]) / (sizes[one] + sizes[other])
        sizes[one] += sizes[other]
        found[one] += found.pop(other)
        gone = [place for place in range(len(mean)) if place not in found]
        joined[[one, *gone]] = -1.0
        mean[one], mean[:, one] = joined, joined
        mean[other], mean[:, other] = -1.0, -1.0
    return list(found.values())


def _with_fragments(likeness: np.ndarray, groups: Sequence[list[int]]) -> list[list[int]]:
    """A fragment joins the story whose nearest articles are like it, if only those are: many tell
    of one side of an event, and are unlike the rest."""
    stories = [group for group in groups if len(group) > _FRAGMENT]
    joined = [list(story) for story in stories]
    alone: list[list[int]] = []
    for fragment in (group for group in groups if len(group) <= _FRAGMENT):
        nearest = [
            float(np.mean(np.sort(likeness[np.ix_(fragment, story)], axis=1)[:, -_NEAREST:]))
            for story in stories
        ]
        best = max(range(len(stories)), key=nearest.__getitem__, default=None)
        if best is None or nearest[best] < ALIKE:
            alone.append(list(fragment))
        else:
            joined[best] += fragment
    return joined + alone


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


def _same_event(articles: Sequence[Told], likeness: np.ndarray) -> np.ndarray:
    """1 for two articles that tell of one happening, and may be of one story; else 0."""
    told: dict[str, list[int]] = {}
    for row, one in enumerate(articles):
        for happening in one.fingerprint.happenings:
            told.setdefault(happening, []).append(row)
    same = np.zeros_like(likeness)
    for rows in told.values():
        same[np.ix_(rows, rows)] = 1.0
    return same * (likeness > 0.0)
