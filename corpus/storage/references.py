"""Which article somebody means: a number, an id or an address, and never two of them at once."""

from __future__ import annotations

import re
import sqlite3

from corpus.errors import ArticleAmbiguous, ArticleNotFound
from corpus.formats.web_addresses import address_key

_NUMBER = re.compile(r"(?:#|number:)?(\d{1,18})", re.ASCII | re.I)
_ADDRESS = re.compile(r"https?://\S+", re.I)


def resolve(db: sqlite3.Connection, reference: str) -> int:
    """The number of the article that a reference names.

    `#4` and `number:4` are numbers, `id:4` is an id; what stands for itself may be either, or an
    address in any spelling. Raises ArticleAmbiguous where it is two, ArticleNotFound where none.
    """
    found: dict[int, str] = {}
    if reference[:3].lower() == "id:":
        found |= _with_id(db, reference[3:])
    if number := _NUMBER.fullmatch(reference):
        found |= _with_number(db, int(number[1]))
    if reference.isdecimal() or not found:
        found = _with_id(db, reference) | found
    if _ADDRESS.fullmatch(reference) and not found:
        found = _at(db, reference)
    if len(found) > 1:
        raise ArticleAmbiguous(reference, list(found.values()))
    for only in found:
        return only
    raise ArticleNotFound(reference)


def _with_id(db: sqlite3.Connection, identifier: str) -> dict[int, str]:
    """The article with the reference that means it alone."""
    rows = db.execute("SELECT number FROM articles WHERE id = ?", [identifier])
    return {number: f"id:{identifier}" for (number,) in rows}


def _with_number(db: sqlite3.Connection, number: int) -> dict[int, str]:
    rows = db.execute("SELECT number FROM articles WHERE number = ?", [number])
    return {found: f"number:{found}" for (found,) in rows}


def _at(db: sqlite3.Connection, address: str) -> dict[int, str]:
    """Those that are shown with the address; where none is, those that give it to themselves."""
    key = address_key(address)
    rows = db.execute(
        "SELECT number, article_versions.url FROM addresses"
        " JOIN article_versions ON number = article WHERE current AND key = ?",
        [key],
    ).fetchall()
    shown = [number for number, url in rows if url and address_key(url) == key]
    return {number: f"number:{number}" for number in shown or [number for number, _ in rows]}
