"""Which of two versions is the later one, by what their sources say. Pure."""

from __future__ import annotations

from corpus.types import Release

_MOMENT = len("2031-03-04T06:30:00")


def compare(
    one: Release, other: Release, *, published: tuple[str | None, str | None] = (None, None)
) -> int:
    """1 where `one` is later, -1 where it is earlier, 0 where nothing tells.

    The sources' own numbers decide, as any that grow with each version; then moments, which for a
    version that was never changed is the one when it was `published`. Days order nothing: two
    versions are often of one day, and days are corrected.
    """
    if one.revision is not None and other.revision is not None and one.revision != other.revision:
        return 1 if one.revision > other.revision else -1
    first, second = one.modified or published[0], other.modified or published[1]
    if first is None or second is None or min(len(first), len(second)) < _MOMENT:
        return 0
    first, second = first[:_MOMENT], second[:_MOMENT]
    return (first > second) - (first < second)
