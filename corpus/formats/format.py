"""What a format is: how its files are known, and how they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import SourceError
from corpus.types import Metadata, RawDocument

PLAIN = "text"
"""The name of the format of texts that are what they look like."""
HTML = "html"
IN_FEED = "feed"
"""Of texts that were an item's; no file is in it."""


class Refused(Exception):
    """A file of a format, with what cannot be read exactly in it, and the way out."""

    def __init__(self, problem: str, *, fix: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.fix = fix


def as_it_is(content: str) -> tuple[str, Metadata]:
    """Plain text, which says nothing of itself that could be told from its paragraphs."""
    return content, Metadata()


@dataclass(frozen=True, slots=True)
class Format:
    """One way of writing articles down.

    `suffixes` are those of its files, in lower case, the usual one first; `media_types` what a web
    server calls it, where pages of it are fetched, and `sent_as` what a program that sends a file
    does. `read` makes documents of a file; what is wrong with one it yields or raises as a
    SourceError. `extract` finds the text in a document's content, and what that says of itself; it
    raises Refused. `is_in` tells from a file and its first bytes whether it is of this format,
    whatever its name. `holds_many`: a file is a list of articles, and has no sidecar. `unpacks`:
    `read` takes apart what strangers have put together. `has_front_matter`: fields may stand above
    the text. `declares_encoding`: the text may say how it is encoded. `has_paragraphs`: it says
    where paragraphs end, so that the line ends which `extract` leaves are meant.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Path, Format], Iterator[RawDocument | SourceError]]
    extract: Callable[[Any], tuple[str, Metadata]] = as_it_is
    is_in: Callable[[Path, bytes], bool] | None = None
    media_types: tuple[str, ...] = ()
    sent_as: tuple[str, ...] = ()
    holds_many: bool = False
    unpacks: bool = False
    has_front_matter: bool = False
    declares_encoding: bool = False
    has_paragraphs: bool = False
