"""What a source says of a version besides its text: the keys of JSON Lines and front matter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from corpus.errors import SourceError
from corpus.formats.dates import end_of_moment, parse_date
from corpus.formats.metadata import MAX_LENGTH
from corpus.formats.normalise import normalise_line
from corpus.types import Release, Status

_USABLE, _WITHHELD, _CANCELLED = ("usable", "live"), ("withheld",), (
    "canceled",
    "cancelled",
    "withdrawn",
    "killed",
)  # fmt: skip
_STATUS = ("pubstatus", "pubStatus")
_EMBARGO = ("embargoed", "embargo")
_REVISION = ("version", "revision")
_MODIFIED = ("versioncreated", "versionCreated", "modified", "updated", "dateModified")
_NOTE = ("ednote", "edNote", "note")
_DIGITS = re.compile(r"\d{1,18}", re.ASCII)


def read_release(fields: Mapping[str, Any], *, name: str) -> Release:
    """The known keys of `fields`, by their names in ninjs: `pubstatus`, `embargoed`, `version`,
    `versioncreated` (or `modified`, `updated`), `ednote` (or `note`).

    Raises SourceError for a status that is not known and for an embargo whose end is not clear:
    whoever does not know what they mean must not pass over them.
    """
    return Release(
        status=read_status(_first(fields, _STATUS), name=name),
        until=read_embargo(_first(fields, _EMBARGO), name=name),
        revision=read_revision(_first(fields, _REVISION)),
        modified=read_moment(*(fields.get(key) for key in _MODIFIED)),
        note=read_note(*(fields.get(key) for key in _NOTE)),
    )


def read_status(value: object, *, name: str) -> Status | None:
    """By the words of the news industry, with or without their prefix; raises SourceError."""
    if value is None or value == "":
        return None
    word = str(value).strip().rpartition("/")[2].rpartition(":")[2].lower()
    for status, words in (
        (Status.LIVE, _USABLE),
        (Status.WITHHELD, _WITHHELD),
        (Status.WITHDRAWN, _CANCELLED),
    ):
        if word in words:
            return status
    raise SourceError(
        name,
        f"the publishing status {str(value)[:40]!r} is unknown",
        fix="use usable, withheld or canceled",
    )


def read_embargo(value: object, *, name: str) -> str | None:
    """The moment at which an embargo ends; a day counts to its end. Raises SourceError."""
    if value is None or value is False or value == "":
        return None
    day = parse_date(value) if isinstance(value, str) else None
    until = end_of_moment(day) if day else None
    if until is None:
        raise SourceError(
            name,
            f"the end of the embargo {str(value)[:40]!r} is not clear",
            fix="write it as 2031-03-04T10:00:00Z",
        )
    return until


def read_revision(value: object) -> int | None:
    """A number that grows with each version; anything else is none."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    text = str(value).strip()
    return int(text) if _DIGITS.fullmatch(text) else None


def read_moment(*values: object) -> str | None:
    """The first that is a date."""
    read = (parse_date(value.strip()) for value in values if isinstance(value, str))
    return next(filter(None, read), None)


def read_note(*values: object) -> str | None:
    """The first that is text, as a line, cut to what a note may have."""
    lines = (normalise_line(value)[:MAX_LENGTH] for value in values if isinstance(value, str))
    return next(filter(None, lines), None)


def _first(fields: Mapping[str, Any], keys: tuple[str, ...]) -> object:
    return next((fields[key] for key in keys if fields.get(key) is not None), None)
