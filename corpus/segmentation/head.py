"""The head of an article: its title, and the bylines, times and labels around it."""

from __future__ import annotations

from corpus.segmentation.lexicon import is_byline, is_source_note, is_time
from corpus.segmentation.reading import Reading
from corpus.segmentation.shape import (
    is_headline,
    is_label,
    is_question,
    is_sentence,
    key,
    stems,
    words,
)
from corpus.types import BlockKind

# Lengths in words.
_SHORTEST_HEADLINE = 4
_SHORTEST_STANDFIRST = 6
_LONGEST_OFFICE = 8


def find_title(reading: Reading, known: str | None) -> None:
    """The known title where it stands, else the headline that prose follows."""
    # The first paragraph is looked at, too: a headline may end with a full stop.
    top = range(min(len(reading.head) + 1, len(reading)))
    title = next((i for i in top if known and key(reading.texts[i]) == key(known)), None)
    if title is None:
        title = next((i for i in top if not _stands_above_title(reading, i)), None)
        if title is None or not _could_be_title(reading, title, known):
            return
    reading.kinds[title] = BlockKind.TITLE


def _stands_above_title(reading: Reading, i: int) -> bool:
    """Whether line `i` is furniture, a byline, a time or a label such as "Europe"."""
    text = reading.texts[i]
    if reading.kinds[i] is not None or is_byline(text) or is_time(text):
        return True
    return is_label(text) and len(words(text)) < _SHORTEST_HEADLINE and not reading.marked[i]


def _could_be_title(reading: Reading, i: int, known: str | None) -> bool:
    text = reading.texts[i]
    if reading.marked[i]:
        return i == reading.marked_title
    if not is_headline(text) or len(words(text)) < _SHORTEST_HEADLINE:
        return False
    if known and 2 * len(stems(text) & stems(known)) < len(stems(known)):
        return False
    return any(reading.is_paragraph(j) for j in range(i + 1, len(reading)))


def drop_bylines(reading: Reading) -> None:
    """Bylines anywhere, with the authors' office and the time in one block with them."""
    bylines = [is_byline(text) for text in reading.texts]
    bylined = {reading.positions[i] for i, byline in enumerate(bylines) if byline}
    for i in reading.open():
        text = reading.texts[i]
        timed = reading.positions[i] in bylined and is_time(text)
        short = len(words(text)) <= _LONGEST_OFFICE and not is_sentence(text)
        is_office = short and reading.shares_block(i - 1, i) and bylines[i - 1]
        if bylines[i] or timed or is_office:
            reading.drop(i)


def drop_head(reading: Reading) -> None:
    """Times and labels before the first paragraph; the standfirst among them is prose."""
    head = reading.head
    for i in head:
        text = reading.texts[i]
        if reading.kinds[i] is None and (is_time(text) or _is_breadcrumb(text)):
            reading.drop(i)
    title = next((i for i in head if reading.kinds[i] is BlockKind.TITLE), 0)
    furnished = {reading.positions[i] for i in head if reading.is_dropped(i)}
    for i in head:
        if reading.kinds[i] is not None or reading.marked[i]:
            continue
        text = reading.texts[i]
        if is_label(text) and (i < title or reading.positions[i] in furnished):
            reading.drop(i)
        elif len(words(text)) >= _SHORTEST_STANDFIRST and not is_question(text):
            reading.kinds[i] = BlockKind.PROSE


def drop_source_note(reading: Reading) -> None:
    """A note that names the sources, as the last line that is not boilerplate."""
    rest = (i for i in reversed(range(len(reading))) if not reading.is_dropped(i))
    last = next(rest, 0)
    if last and reading.kinds[last] is None and is_source_note(reading.texts[last]):
        reading.drop(last)


def _is_breadcrumb(text: str) -> bool:
    return " | " in text and not is_sentence(text)
