"""The bytes of a file, within limits, and what messages call it."""

from __future__ import annotations

import errno
import logging
import os
import re
from pathlib import Path

from corpus.errors import SourceError

logger = logging.getLogger(__name__)

# Set by hand; not measured.
MAX_BYTES = 20_000_000
"""The largest article that is read: a file, or one line of JSON Lines."""

_REASON_LIMIT = 200
_NOT_IN_AN_ID = re.compile(r"[^\w.-]+")


def shown(path: Path) -> str:
    """The path as text, as no other path is shown: bytes of its name that are not UTF-8 become
    their numbers."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def slug(name: str) -> str:
    """`name` as an id that can be typed after a command, nothing to escape; may be empty."""
    return _NOT_IN_AN_ID.sub("-", name)


def stem_of(path: Path) -> str:
    """The id that is proposed for the article in a file."""
    return slug(path.stem).strip("-.") or "article"


def read_bytes(path: Path) -> bytes:
    """All of a file; raises OSError, and SourceError where it is larger than an article."""
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise too_large(shown(path), path.stat().st_size)
    return data


def too_large(name: str, size: int) -> SourceError:
    return SourceError(
        name,
        f"{size / 1e6:.1f} MB is more than an article's limit of {MAX_BYTES / 1e6:.0f} MB",
        fix="put each article in its own file or JSON line",
    )


def unreadable(name: str, error: OSError) -> SourceError:
    reason = (error.strerror or str(error)).lower()
    is_missing = error.errno in (errno.ENOENT, errno.ELOOP)
    fix = "check that it is still there" if is_missing else "check its permissions"
    return SourceError(name, f"cannot be read ({reason})", fix=fix)


def not_understood(name: str, error: Exception) -> SourceError:
    """What nobody foresaw, said of the one source that it happened with."""
    logger.debug("%s", name, exc_info=error)
    reason = " ".join(f"{type(error).__name__}: {error}".split())[:_REASON_LIMIT]
    return SourceError(
        name,
        f"cannot be understood ({reason})",
        fix="run it again as dateline --debug ingest … and report what it prints",
    )
