"""Text as it is stored: what Telegram would alter is altered once, here, so that quotations match.

Telegram deletes some characters and replaces others without a word. A quotation is compared byte
for byte when it is sent, so the text is brought into a form that passes unchanged: NFC, "\\n" as
the only line break, no control characters, no bidirectional overrides, no direction mark next to
another, none of the three combining lines and rings that are deleted. Characters without a glyph
that would break a word in two for a search (soft hyphens, zero-width spaces) go as well. Everything
else stays, no-break spaces and every typographic mark included.
"""

from __future__ import annotations

import re
import unicodedata

_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x09\x0e-\x1f\x7f-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# Soft hyphen, zero-width space, word joiner, byte order mark; embeddings, overrides, isolates.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_COMBINING_LINES = re.compile("[\u0333\u033f]")
_COMBINING_RING = "\u030a"
# Left-to-right and right-to-left marks; of several in a row only the last has an effect.
_REPEATED_MARKS = re.compile("[\u200e\u200f]+(?=[\u200e\u200f])")
_BLANK_LINES = re.compile(r"\n{3,}")

# Hard-wrapped text, as in e-mail: lines end where the next word would not have fitted. Set by hand;
# not measured.
_NARROWEST_COLUMN = 40
_WIDEST_COLUMN = 100
_WRAPPED_SHARE = 0.8
_FEWEST_BREAKS = 3
_OUTLIERS = 0.2


def normalise(text: str) -> str:
    """`text` in the stored form; a second time changes nothing.

    Lines carry no white space at their ends and paragraphs are one blank line apart.
    """
    text = _LINE_BREAKS.sub("\n", text)
    text = _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)
    text = _CONTROLS.sub(" ", text)
    text = _COMBINING_LINES.sub("", _INVISIBLE.sub("", text))
    # A ring that composes ("Å") stays; one that is left over would be deleted, and what it kept
    # apart may compose once it is gone.
    text = unicodedata.normalize("NFC", text).replace(_COMBINING_RING, "")
    text = _REPEATED_MARKS.sub("", unicodedata.normalize("NFC", text))
    lines = "\n".join(line.strip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", lines).strip("\n")


def normalise_line(text: str) -> str:
    """`text` in the stored form and on one line, as a title or a name is."""
    return " ".join(normalise(text).split())


def unwrap(text: str) -> str:
    """Normalised `text` with hard-wrapped paragraphs joined to one line each.

    Every break that is undone becomes one space, so no offset moves. Lists, addresses and lines
    that are paragraphs themselves stay: their lines end before the column is full.
    """
    column = _column(text)
    if column is None:
        return text
    paragraphs = text.split("\n\n")
    return "\n\n".join(_join(paragraph, column) for paragraph in paragraphs)


def _column(text: str) -> int | None:
    """The width that the text was wrapped to; None where it was not."""
    paragraphs = [paragraph.split("\n") for paragraph in text.split("\n\n")]
    wrapped = [lines for lines in paragraphs if len(lines) > 1]
    widths = sorted(len(line) for lines in wrapped for line in lines[:-1])
    if len(widths) < _FEWEST_BREAKS:
        return None
    column = widths[int(0.95 * (len(widths) - 1))]  # a title or an address may stick out
    outliers = sum(len(line) > _WIDEST_COLUMN for lines in paragraphs for line in lines)
    everything = sum(map(len, paragraphs))
    if not _NARROWEST_COLUMN <= column <= _WIDEST_COLUMN or outliers > _OUTLIERS * everything:
        return None
    full = [_is_full(lines, i, column) for lines in wrapped for i in range(len(lines) - 1)]
    return column if sum(full) >= _WRAPPED_SHARE * len(full) else None


def _is_full(lines: list[str], i: int, column: int) -> bool:
    """Whether the first word of the next line would not have fitted on line `i`."""
    return len(lines[i]) + 1 + len(lines[i + 1].split(" ", 1)[0]) > column


def _join(paragraph: str, column: int) -> str:
    lines = paragraph.split("\n")
    breaks = (" " if _is_full(lines, i, column) else "\n" for i in range(len(lines) - 1))
    return "".join(line + end for line, end in zip(lines, [*breaks, ""], strict=True))
