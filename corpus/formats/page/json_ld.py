"""What a page says of itself in JSON-LD: its objects, however carelessly they are written down.

Pages put comments, entities, commas too many and several objects into one script. What cannot be
read even so says nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from itertools import islice
from typing import Any

Node = Mapping[str, Any]

# Set by hand; not measured. Pages of news have some ten scripts and some hundred objects.
_MOST_SCRIPTS = 50
_MOST_NODES = 1000
_MOST_VALUES = 100
_LONGEST = 2_000_000  # characters; an article's whole body may be among them

_SCRIPTS = ".//script[starts-with(translate(@type, 'LDJSON', 'ldjson'), 'application/ld+json')]"
_WRAPPERS = re.compile(r"<!--|-->|<!\[CDATA\[|\]\]>")
# A string to its end, or to the end of the text, and what may stand between strings by mistake.
_STRING_OR_SLIP = re.compile(r'"(?:[^"\\]|\\.)*"?|/\*|//|[,;](?=\s*(?:[}\]]|\Z))', re.DOTALL)
_TYPE = re.compile(r"[^:/#]+\Z")
# Where the page's own things stand; whatever else is under a thing belongs to that.
_OWN = ("@graph", "mainEntity", "mainEntityOfPage")


def read_nodes(tree: Any) -> list[Node]:
    """The things that the page describes for itself, in order, without those that they refer to."""
    nodes = (node for value in values_in(tree) for node in _own_nodes(value))
    return list(islice(nodes, _MOST_NODES))


def values_in(tree: Any) -> Iterator[Any]:
    """All that the page's scripts say, as it is written there."""
    for script in tree.xpath(_SCRIPTS)[:_MOST_SCRIPTS]:
        text = script.text or ""
        if len(text) <= _LONGEST:
            yield from read_values(text)


def types_of(node: Node) -> frozenset[str]:
    """What schema.org calls the thing, in lower case and without the vocabulary's address."""
    named = node.get("@type")
    names = named if isinstance(named, list) else [named]
    found = (_TYPE.search(name.strip()) for name in names if isinstance(name, str))
    return frozenset(each[0].lower() for each in found if each)


def values_of(value: object) -> Sequence[Any]:
    """One or several, as a list."""
    if isinstance(value, list):
        return value[:_MOST_VALUES]
    return [] if value is None else [value]


def text_of(value: object) -> str | None:
    """The first text among values, which may say its language; entities are read, tags are not."""
    for each in values_of(value):
        said = each.get("@value") if isinstance(each, dict) else each
        if isinstance(said, str) and said.strip():
            return unescape(unescape(said))
    return None


def read_values(script: str) -> list[Any]:
    """What is written in one script."""
    for text in _readings(script):
        try:
            return list(_values(text))
        except (ValueError, RecursionError):
            continue
    return []


def _readings(script: str) -> Iterator[str]:
    """The script as it is, then with more and more mistakes undone."""
    yield script
    bare = _WRAPPERS.sub("", script)
    yield _without_slips(bare)
    if "&quot;" in bare:
        yield _without_slips(unescape(bare))


def _values(text: str) -> Iterator[Any]:
    """One value after the other."""
    decoder, position = json.JSONDecoder(strict=False), 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        value, position = decoder.raw_decode(text, position)
        yield value


def _without_slips(text: str) -> str:
    """Without comments, and commas before a closing bracket."""
    pieces, position = [], 0
    while found := _STRING_OR_SLIP.search(text, position):
        pieces.append(text[position : found.start()])
        position = found.end()
        if found[0].startswith('"'):
            pieces.append(found[0])
        elif found[0].startswith("/"):
            end = text.find("*/" if found[0] == "/*" else "\n", position)
            position = len(text) if end < 0 else end + 2 if found[0] == "/*" else end
    return "".join(pieces) + text[position:]


def _own_nodes(value: object) -> Iterator[Node]:
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, list):
            waiting += reversed(each)
        elif isinstance(each, dict):
            yield each
            waiting += [
                each[key] for key in reversed(_OWN) if isinstance(each.get(key), list | dict)
            ]
