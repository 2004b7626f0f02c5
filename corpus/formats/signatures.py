"""Files that are no text, by their first bytes, and what they are called."""

from __future__ import annotations

import re

_SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x7fELF", "a program"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x1f\x8b", "a compressed file"),
    (b"SQLite format 3", "a database"),
)
_UNREAD = (
    (
        re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        "this is an office document of the old kind (.doc), or one with a password",
    ),
    (
        re.compile(
            rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.text", re.DOTALL
        ),
        "this is an OpenDocument text (.odt)",
    ),
)


def kind_of(data: bytes) -> str | None:
    """What the data is, where its first bytes tell."""
    return next((kind for start, kind in _SIGNATURES if data.startswith(start)), None)


def unread_document(data: bytes) -> str | None:
    """Of a document that no format reads and that can be saved as another, what it is."""
    return next((told for start, told in _UNREAD if start.match(data)), None)
