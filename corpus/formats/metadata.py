"""What an article says of itself, checked: keys of JSON Lines, front matter and sidecars."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from corpus.errors import SourceError
from corpus.formats.dates import parse_date
from corpus.formats.normalise import normalise_line
from corpus.formats.web_addresses import is_front_page
from corpus.types import Metadata

# Set by hand; not measured.
MAX_LENGTH = 1000
"""The longest value, in characters; longer ones are not titles or names."""


def read_metadata(fields: Mapping[str, Any], *, name: str) -> Metadata:
    """The known keys of `fields`; other keys are passed over.

    The keys are `id`, `title` (or `headline`), `source` (the outlet; without it, `outlet` will do),
    `date`, `url`, `byline` (or `author`, `authors`, which may be a list), and `language`;
    `published` does for `date`, unless it says only whether. An empty value is no value. An
    address that is not http or https is dropped. Raises SourceError for a value of a wrong type or
    length and for a date that is not clear.
    """
    identifier = fields.get("id")
    if isinstance(identifier, int) and not isinstance(identifier, bool):
        identifier = str(identifier)
    return Metadata(
        id=_line(identifier, "id", name),
        title=_line(fields.get("title"), "title", name)
        or _line(fields.get("headline"), "headline", name),
        outlet=_line(fields.get("source"), "source", name)
        or _line(fields.get("outlet"), "outlet", name),
        byline=_line(fields.get("byline"), "byline", name) or _authors(fields, name),
        published=_date(fields.get("date"), "date", name) or _published(fields, name),
        url=web_address(_line(fields.get("url"), "url", name)),
        language=_line(fields.get("language"), "language", name),
    )


def kind_of_value(value: object) -> str:
    """What a value is, in words for those who wrote it."""
    kinds = ((bool, "true or false"), (int | float, "a number"), (str, "text"), (list, "a list"))
    named = (word for kind, word in kinds if isinstance(value, kind))
    return next(named, "nothing" if value is None else "an object")


def _line(value: object, key: str, name: str) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise SourceError(
            name, f'the "{key}" is {kind_of_value(value)}, not text', fix="write it in quotes"
        )
    line = normalise_line(value)
    if len(line) > MAX_LENGTH:
        raise SourceError(
            name,
            f'the "{key}" has {len(line):,} characters; the limit is {MAX_LENGTH:,}',
            fix="shorten it",
        )
    return line or None


def _authors(fields: Mapping[str, Any], name: str) -> str | None:
    """Where programs write who wrote it; what is no name or list of names is theirs alone."""
    for key in ("author", "authors"):
        value = fields.get(key)
        listed = value if isinstance(value, list) else [value]
        names = [each.get("name") if isinstance(each, Mapping) else each for each in listed]
        if line := "; ".join(each.strip() for each in names if isinstance(each, str)):
            return _line(line, key, name)
    return None


def _published(fields: Mapping[str, Any], name: str) -> str | None:
    value = fields.get("published")
    return _date(value, "published", name) if isinstance(value, str) else None


def _date(value: object, key: str, name: str) -> str | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    found = parse_date(value) if isinstance(value, str) else None
    if found is None:
        shown = kind_of_value(value) if isinstance(value, (dict, list)) else str(value)[:40]
        raise SourceError(
            name, f'the "{key}" {shown!r} is not a date', fix="write it as YYYY-MM-DD"
        )
    return found


def of_page(found: Metadata, address: str) -> Metadata:
    """What a page says of itself, made sure of by the address that it was fetched from.

    The address that it gives itself is taken only of its own site, as it comes without what was
    added on the way there; another site's would have a quotation link to what is not its source.
    """
    is_good = found.url is not None and _is_of_site(found.url, address)
    return found if is_good else replace(found, url=None)


def of_file(found: Metadata) -> Metadata:
    """What a page that somebody saved says of itself, without the address of all of its site."""
    return replace(found, url=None) if found.url and is_front_page(found.url) else found


def of_address(address: str) -> Metadata:
    """What the address of a page tells of it: itself, and its host for an outlet."""
    return Metadata(url=address, outlet=site_of(address) or None)


def _is_of_site(declared: str, address: str) -> bool:
    """Whether it names a page of the same site, or of a part of it, and not just its front page."""
    return is_same_site(declared, address) and not is_front_page(declared)


def is_same_site(address: str, other: str) -> bool:
    """Whether two addresses are of one host, or one of a part of the other's."""
    short, long = sorted((site_of(address), site_of(other)), key=len)
    return short == long or ("." in short and long.endswith(f".{short}"))


def site_of(url: str) -> str:
    """The host of an address, as people name a site."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def web_address(url: str | None) -> str | None:
    """`url` if it is an http or https address without white space, else None."""
    if url is None or " " in url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.hostname else None
