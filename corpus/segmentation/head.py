"""The head of an article: its title, and the bylines, times and labels around it."""

from __future__ import annotations

import re

from corpus.languages.language import Language
from corpus.segmentation.imprint import HEAD, read_imprints, time_beside_name
from corpus.segmentation.labelling import Labelling
from corpus.segmentation.lexicon import is_byline, is_correction_column, is_source_note
from corpus.segmentation.masthead import find_masthead
from corpus.segmentation.shape import (
    is_label,
    is_question,
    is_sentence,
    key,
    length,
    stems,
)
from corpus.types import BlockKind

_CLOSERS = "\"'”’»)"
_BELOW = re.compile(r"\s+[>›»]\s+")
# Lengths in words.
_SHORTEST_HEADLINE = 4
_SHORTEST_STANDFIRST = 6
_LONGEST_OFFICE = 8
_SHORTEST_TOLD = 8  # a shorter one with a full stop is a headline still
# The share of a marked line's longer words that the known title has, if the line is the headline.
# Set by hand; not measured.
_REPEATED = 0.8


def find_correction_column(labelling: Labelling, known: str | None) -> int | None:
    """The title of a column of corrections, at the head of a text that has no other title."""
    language = labelling.language
    if known and not is_correction_column(known, language):
        return None
    top = range(next((i for i, t in enumerate(labelling.texts) if is_sentence(t)), 0))
    title = next((i for i in top if is_correction_column(labelling.texts[i], language)), None)
    others = (i for i in top if i != title and not labelling.is_time(i))
    is_alone = all(length(labelling.texts[i]) < _SHORTEST_HEADLINE for i in others)
    return title if is_alone else None


def find_title(labelling: Labelling, known: str | None) -> None:
    """The known title where it stands, else the headline that prose follows."""
    if BlockKind.TITLE in labelling.kinds:
        return
    # The first paragraph is looked at, too: a headline may end with a full stop.
    top = range(min(len(labelling.head) + 1, len(labelling)))
    named = (i for i in top if known and key(labelling.texts[i]) == key(known))
    title = next((i for i in named if not _is_told_as_well(labelling, i)), None)
    if title is None:
        title = next((i for i in top if not _stands_above_title(labelling, i)), None)
        if title is None or not _could_be_title(labelling, title, known):
            title = None if known else _find_short_headline(labelling)
    if title is not None:
        labelling.kinds[title] = BlockKind.TITLE


def _is_told_as_well(labelling: Labelling, i: int) -> bool:
    """Whether a line that says what the title does is a sentence of the text, and its only one to
    say so: a feed without headlines gives an article its first sentence as its title."""
    text = labelling.texts[i]
    if labelling.marked[i] or length(text) < _SHORTEST_TOLD or is_question(text):
        return False
    if not is_sentence(text) or labelling.is_headline(i):
        return False
    return sum(key(other) == key(text) for other in labelling.texts) == 1


def _find_short_headline(labelling: Labelling) -> int | None:
    """The line of two or three words ("Mayor resigns") right above the first paragraph, where
    nothing stands above it but one word, as the part of a site does."""
    top = [
        i
        for i in range(len(labelling.head))
        if labelling.kinds[i] is None and not _is_byline(labelling, i) and not labelling.is_time(i)
    ]
    if not top or len(labelling.head) == len(labelling):
        return None
    *above, i = top
    text = labelling.texts[i]
    is_headline = (
        all(length(labelling.texts[j]) == 1 for j in above)
        and 1 < length(text) < _SHORTEST_HEADLINE
        and labelling.is_headline(i)
        and not labelling.marked[i]
        and not is_question(text)
        and text.rstrip(_CLOSERS)[-1:].isalnum()  # not "Washington (AP) —"
        and text.casefold() not in labelling.language.bylines.sections
    )
    return i if is_headline else None


def _stands_above_title(labelling: Labelling, i: int) -> bool:
    """Whether line `i` is furniture, a byline, a time or a label such as "Europe"."""
    text = labelling.texts[i]
    if labelling.kinds[i] is not None or _is_byline(labelling, i) or labelling.is_time(i):
        return True
    return is_label(text) and length(text) < _SHORTEST_HEADLINE and not labelling.marked[i]


def _could_be_title(labelling: Labelling, i: int, known: str | None) -> bool:
    text = labelling.texts[i]
    if labelling.marked[i]:
        repeats = len(stems(text) & stems(known or "")) >= _REPEATED * len(stems(text)) > 0
        return i == labelling.marked_title or (labelling.marked_title is None and repeats)
    if not labelling.is_headline(i) or length(text) < _SHORTEST_HEADLINE:
        return False
    if known and 2 * len(stems(text) & stems(known)) < len(stems(known)):
        return False
    return any(labelling.is_paragraph(j) for j in range(i + 1, len(labelling)))


def drop_bylines(labelling: Labelling) -> None:
    """Bylines anywhere, with the authors' office and the time in one block with them."""
    bylines = [_is_byline(labelling, i) for i in range(len(labelling))]
    bylined = {labelling.positions[i] for i, byline in enumerate(bylines) if byline}
    for i in labelling.open():
        text = labelling.texts[i]
        timed = labelling.positions[i] in bylined and labelling.is_time(i)
        below_byline = labelling.shares_block(i - 1, i) and bylines[i - 1]
        is_office = below_byline and length(text) <= _LONGEST_OFFICE and not is_sentence(text)
        if bylines[i] or timed or is_office:
            labelling.drop(i)


def drop_imprint(labelling: Labelling, known: str | None) -> None:
    """What names the outlet at the beginning, with the day beside it, unless it is the title."""
    imprints = read_imprints(labelling.texts[:HEAD], labelling.language)
    found = find_masthead(labelling.texts, labelling.language)
    masthead = range(0) if found is None else range(found.start, found.stop)
    for i, imprint in enumerate(imprints):
        beside = [*imprints[max(0, i - 1) : i], *imprints[i + 1 : i + 2]]
        names_outlet = any(each is not None and each.outlet for each in (imprint, *beside))
        is_open = labelling.kinds[i] is None and not labelling.marked[i]
        is_title = known is not None and key(labelling.texts[i]) == key(known)
        is_imprint = imprint is not None and names_outlet
        if (is_imprint or i in masthead) and is_open and not is_title:
            labelling.drop(i)


def drop_head(labelling: Labelling) -> None:
    """Times and labels before the first paragraph; the standfirst among them is prose."""
    head = labelling.head
    for i in head:
        text = labelling.texts[i]
        is_time = labelling.is_time(i) and not labelling.marked[i]
        is_trail = _is_breadcrumb(text, labelling.language)
        if labelling.kinds[i] is None and (is_time or is_trail):
            labelling.drop(i)
    title = next((i for i in head if labelling.kinds[i] is BlockKind.TITLE), 0)
    furnished = {labelling.positions[i] for i in head if labelling.is_dropped(i)}
    for i in head:
        if labelling.kinds[i] is not None or labelling.marked[i]:
            continue
        text = labelling.texts[i]
        is_below = labelling.kinds[title] is BlockKind.TITLE and i > title
        is_dated = is_below and time_beside_name(text, labelling.language) is not None
        is_beside = i < title or labelling.positions[i] in furnished
        if is_dated or (is_label(text) and is_beside):
            labelling.drop(i)
        elif length(text) >= _SHORTEST_STANDFIRST and not is_question(text):
            labelling.kinds[i] = BlockKind.PROSE


def drop_source_note(labelling: Labelling) -> None:
    """A note that names the sources, as the last line that is not boilerplate."""
    rest = (i for i in reversed(range(len(labelling))) if not labelling.is_dropped(i))
    last = next(rest, 0)
    if (
        last
        and labelling.kinds[last] is None
        and is_source_note(labelling.texts[last], labelling.language)
    ):
        labelling.drop(last)


def _is_byline(labelling: Labelling, i: int) -> bool:
    return is_byline(labelling.texts[i], labelling.language)


def _is_breadcrumb(text: str, language: Language) -> bool:
    top, *below = _BELOW.split(text)
    is_trail = bool(below) and top.casefold() in language.bylines.sections
    return (" | " in text or is_trail) and not is_sentence(text)
