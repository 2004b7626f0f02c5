"""The stories of a corpus: which articles tell of one event."""

from __future__ import annotations

from index.claims.frame import Frame
from index.claims.story import Story


def find_stories(frame: Frame) -> tuple[Story, ...]:
    """Every story of the frame, those with most articles first, then the newest."""
    members: dict[int, list[int]] = {}
    of = frame.stories(frame.articles)
    for number in frame.articles:  # newest first, undated last
        if number in of:
            members.setdefault(of[number], []).append(number)
    stories = [
        Story(story, tuple(frame.articles[number] for number in numbers), frame.as_of)
        for story, numbers in members.items()
    ]
    return tuple(sorted(stories, key=lambda story: -len(story.articles)))
