"""Files that are no text, by their first bytes, and what they are called."""

from __future__ import annotations

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


def kind_of(data: bytes) -> str | None:
    """What the data is, where its first bytes tell."""
    return next((kind for start, kind in _SIGNATURES if data.startswith(start)), None)
