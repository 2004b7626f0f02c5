"""Which lines of an article are prose and which are not: wording, shape, repetition, place.

In doubt a line is prose: a caption that is quoted is a blemish, a paragraph that is lost is not
forgiven.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.segmentation.head import drop_bylines, drop_head, drop_source_note, find_title
from corpus.segmentation.headings import find_headings
from corpus.segmentation.lexicon import Furniture, furniture, is_notice
from corpus.segmentation.lines import Line
from corpus.segmentation.quotations import leaves_quotation_open, opens_with_quotation
from corpus.segmentation.reading import Reading
from corpus.segmentation.shape import words
from corpus.segmentation.teasers import drop_announced, drop_repetitions
from corpus.types import BlockKind

_LONGEST_CAPTION = 30  # words


def assign_roles(lines: Sequence[Line], *, title: str | None) -> list[BlockKind]:
    """A kind for each line, in order. Each rule settles lines that those before it left open."""
    reading = Reading(lines)
    keep_quotations(reading)
    labels = drop_furniture(reading)
    find_title(reading, title)
    drop_repetitions(reading)
    drop_labelled(reading, labels)
    drop_announced(reading, labels)
    drop_bylines(reading)
    drop_head(reading)
    drop_source_note(reading)
    find_headings(reading)
    return [kind or BlockKind.PROSE for kind in reading.kinds]


def keep_quotations(reading: Reading) -> None:
    """What stands within a quotation that runs on is prose, however short."""
    for i in range(1, len(reading)):
        if opens_with_quotation(reading.texts[i]) and leaves_quotation_open(reading.texts[i - 1]):
            reading.kinds[i - 1] = reading.kinds[i] = BlockKind.PROSE


def drop_furniture(reading: Reading) -> dict[int, Furniture]:
    """Lines that are boilerplate by their wording, with what they announce."""
    found: dict[int, Furniture] = {}
    for i in reading.open():
        if (kind := furniture(reading.texts[i])) is not None:
            found[i] = kind
            reading.drop(i)
    return found


def drop_labelled(reading: Reading, labels: dict[int, Furniture]) -> None:
    """What a bare label announces: a caption, or a notice of the editors."""
    for i in reading.open():
        label, text = labels.get(i - 1), reading.texts[i]
        is_caption = label is Furniture.CAPTION_LABEL and len(words(text)) <= _LONGEST_CAPTION
        if is_caption or (label is Furniture.NOTICE_LABEL and is_notice(text)):
            reading.drop(i)
