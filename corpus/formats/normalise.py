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
