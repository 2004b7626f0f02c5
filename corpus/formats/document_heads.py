"""What a document that is no page says of itself: in the lines above its text, and in the
properties that the program which made it has filled in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.formats.authors import byline_of
from corpus.formats.dates import parse_date
from corpus.formats.normalise import normalise, normalise_line
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.segmentation.imprint import HEAD, read_imprints, time_beside_name, time_of_dateline
from corpus.segmentation.lexicon import is_byline
from corpus.segmentation.masthead import find_masthead
from corpus.segmentation.shape import unmarked
from corpus.types import Metadata

# Set by hand; not measured.
TITLE = -1
"""The level of a paragraph in the style of titles."""
_LONGEST_TITLE = 300  # characters

# What programs put for a title by themselves: the name of the file, or of their own.
_JUNK = re.compile(
    r"(?:microsoft word|microsoft powerpoint|untitled|unbenannt|document|doc|layout|slide|page|"
    r"powerpoint presentation|print|about:blank|title)(?![^\W\d_])[\s_\d.-]*(?:-.*)?"
    r"|\S*[\w)-]\.(?:docx?|dotx?|rtf|odt|pdf|indd|qxp|qxd|tex|dvi|pages|txt|html?|pptx?|xlsx?|ps)"
    r"|.*\.(?:docx?|rtf|odt|pdf|indd|qxp|qxd|tex|dvi|pages|pptx?)"
    r"|[\W\d_]+|\S+_\S+|https?:\S+",
    re.I,
)
_NOBODY = re.compile(
    r"(?:microsoft|office|windows|apple|hp|dell|acer|lenovo|local|system)?[\s_-]*"
    r"(?:user|admin\w*|owner|author|office|root|guest|default|unknown|python-docx|pc)\b.*",
    re.I,
)


def describe(
    lines: Sequence[str],
    *,
    heading: str | None = None,
    title: str | None = None,
    author: str | None = None,
    created: str | None = None,
    language: Language = ENGLISH,
) -> Metadata:
    """The metadata of a document with these lines at its head.

    `heading` is the title as the document shows it; `title`, `author` and `created` are its
    properties, which are asked only where nothing is shown. A title is believed that the document
    shows, or that no program has made up.
    """
    head = [normalise(line).strip() for line in lines[:HEAD]]
    imprints = [each for each in read_imprints(head, language) if each is not None]
    bylines = [line for line in head if is_byline(line, language)]
    bylines += [each.author for each in imprints if each.author]
    days = (parse_date(each.time) for each in imprints if each.time)
    own = normalise_line(author or "")
    return Metadata(
        title=normalise_line(heading or "")[:_LONGEST_TITLE] or _title(title),
        outlet=next((each.outlet for each in imprints if each.outlet), None),
        byline=byline_of(bylines) or (None if _NOBODY.fullmatch(own) else byline_of([own])),
        published=next(filter(None, days), None)
        or next(filter(None, map(_day_of_other, head[1:])), None)
        or parse_date(created or ""),
    )


def describe_text(text: str, *, language: Language = ENGLISH) -> Metadata:
    """The metadata of a text that has no properties.

    Days on lines of their own further down are those of a timeline, which has no day.
    """
    lines = [unmarked(line) for line in text.split("\n") if line.strip()]
    found = describe(lines, language=language)
    days = {day for day in map(parse_date, lines) if day is not None}
    is_timeline = found.outlet is None and len(days) > 1
    masthead = find_masthead(lines, language)
    if found.outlet is None and masthead is not None:
        found = replace(found, outlet=lines[masthead.start])
    return replace(found, published=None) if is_timeline else found


def _day_of_other(line: str, language: Language = ENGLISH) -> str | None:
    """The day beside a name, or in an agency's dateline."""
    time = time_beside_name(line, language) or time_of_dateline(line, language)
    return time and parse_date(time)


def under_title(levels: Sequence[int]) -> list[int]:
    """The levels of headings; a title has the first, and headings beside one a level below theirs.

    Word's "Title" and "heading 1" are both of the first level, as they stand.
    """
    if TITLE not in levels:
        return list(levels)
    return [1 if level == TITLE else level and level + 1 for level in levels]


def stands_alone(line: str, *, language: Language = ENGLISH) -> bool:
    """Whether a line is nothing but a byline or a day, as stands between title and text."""
    return parse_date(line) is not None or is_byline(line, language)


def _title(title: str | None) -> str | None:
    line = normalise_line(title or "")
    return None if not line or len(line) > _LONGEST_TITLE or _JUNK.fullmatch(line) else line
