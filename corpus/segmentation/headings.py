"""Section headings: short lines, without a full stop, that prose follows."""

from __future__ import annotations

from corpus.segmentation.lexicon import is_time
from corpus.segmentation.reading import Reading
from corpus.segmentation.shape import is_plain_question, is_question
from corpus.types import BlockKind

_LONGEST_RUN = 2  # more lines of this shape are a list


def find_headings(reading: Reading) -> None:
    i = 0
    while i < len(reading):
        run = _run(reading, i)
        if run:
            _settle(reading, run)
        i = run[-1] + 1 if run else i + 1
    _settle_lone_question(reading)


def _run(reading: Reading, start: int) -> list[int]:
    """The heading-shaped lines from `start` on, with only boilerplate between them."""
    run: list[int] = []
    for i in range(start, len(reading)):
        if reading.kinds[i] is None and reading.could_head(i):
            run.append(i)
        elif not run or not reading.is_dropped(i):
            break
    return run


def _settle(reading: Reading, run: list[int]) -> None:
    """Headings, unless they are too many, nothing follows, or a colon has announced a list."""
    first, unmarked = run[0], [i for i in run if not reading.marked[i]]
    above = reading.texts[first - 1] if first else ""
    announced = above.endswith(":") and not is_time(reading.texts[first])
    if announced or len(unmarked) > _LONGEST_RUN or not _heads(reading, run[-1]):
        for i in unmarked:
            timed = is_time(reading.texts[i])
            reading.kinds[i] = BlockKind.BOILERPLATE if timed else BlockKind.PROSE
    for i in run:
        reading.kinds[i] = reading.kinds[i] or BlockKind.HEADING


def _heads(reading: Reading, i: int) -> bool:
    """Whether the next line that is not boilerplate may be prose."""
    below = (j for j in range(i + 1, len(reading)) if not reading.is_dropped(j))
    following = next(below, None)
    return following is not None and reading.may_be_prose(following)


def _settle_lone_question(reading: Reading) -> None:
    """Among prose alone, a question that does not look like a heading is the author's."""
    headings = [i for i, kind in enumerate(reading.kinds) if kind is BlockKind.HEADING]
    if len(headings) != 1 or reading.marked[headings[0]]:
        return
    text = reading.texts[headings[0]]
    if is_question(text) and not is_plain_question(text):
        reading.kinds[headings[0]] = BlockKind.PROSE
