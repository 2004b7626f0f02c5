"""What Telegram Desktop exports: the posts of channels and public groups, each an article.

Private chats are never read, also where somebody exports all of an account. A post is known by its
number in its channel, so that a later export brings its edits as versions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus.errors import SourceError
from corpus.formats.dates import iso_date
from corpus.formats.decoding import decode
from corpus.formats.files import shown
from corpus.formats.format import PLAIN, Format
from corpus.formats.metadata import MAX_LENGTH
from corpus.formats.normalise import normalise_line
from corpus.types import Described, Metadata, RawDocument

# Set by hand; not measured. What is read of the JSON takes some six times its size in memory.
_MOST_BYTES = 250_000_000
_HEAD = 64_000

_OPEN = frozenset(("public_channel", "private_channel", "public_supergroup"))
_CHAT = re.compile(
    rb'"type"\s*:\s*"(?:public_channel|private_channel|public_supergroup|private_supergroup'
    rb'|private_group|personal_chat|bot_chat|saved_messages|verification_codes|replies)"'
)
_MESSAGES = re.compile(rb'"messages"\s*:\s*\[')
# A control character, which the program writes as no JSON has it.
_CONTROL = re.compile(r"(?<!\\)((?:\\\\)*)\\x([0-9A-Fa-f]{2})")
_AGAIN = "export it again from Telegram Desktop as machine-readable JSON"


def is_telegram_export(path: Path, beginning: bytes) -> bool:
    if not beginning.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return False
    with path.open("rb") as file:
        data = file.read(_HEAD)
    if _CHAT.search(data) and (_MESSAGES.search(data) or b'"chats"' in data):
        return True
    # An export of all of an account begins with its owner and contacts.
    return b'"personal_information"' in data and b'"about"' in data


def is_telegram_pages(path: Path, beginning: bytes) -> bool:
    """Whether it is what the program exports to be read by people."""
    if b"<" not in beginning:
        return False
    with path.open("rb") as file:
        data = file.read(_HEAD)
    return b'class="page_wrap' in data and b'class="history"' in data


def read_telegram_pages(path: Path, format: Format) -> Iterator[RawDocument]:
    """Nothing: it has no numbers, no zone of time, and cuts names and links."""
    del format
    raise SourceError(shown(path), "this is Telegram's export as HTML", fix=_AGAIN)


def read_telegram_export(path: Path, format: Format) -> Iterator[RawDocument | SourceError]:
    """The posts of the chats that anybody may read, in order; raises OSError and SourceError."""
    del format
    name = shown(path)
    export = _parsed(path, name)
    chats = list(_chats(export))
    if not any(chat.get("type") in _OPEN for chat in chats):
        raise SourceError(
            name,
            "only channels and public groups are taken in, and none is in it",
            fix="export the channel's own history",
        )
    empty = True
    for chat in chats:
        if chat.get("type") in _OPEN:
            for post in _posts(chat, path, name):
                empty = False
                yield post
    if empty:
        raise SourceError(name, "no message in it has text", fix="export a longer time")


def _parsed(path: Path, name: str) -> Mapping[str, Any]:
    size = path.stat().st_size
    if size > _MOST_BYTES:
        raise SourceError(
            name,
            f"{size / 1e6:.0f} MB is more than the limit of {_MOST_BYTES / 1e6:.0f} MB",
            fix="export one chat at a time, or a shorter time",
        )
    text = decode(path.read_bytes(), name=name, path=name)
    for written in (text, _CONTROL.sub(r"\1\\u00\2", text)):
        try:
            export = json.loads(written)
        except RecursionError:
            break
        except ValueError as error:
            problem = error
            continue
        if isinstance(export, dict):
            return export
        break
    else:
        raise SourceError(name, f"the export is broken off or damaged ({problem})", fix=_AGAIN)
    raise SourceError(name, "this is not an export as Telegram writes it", fix=_AGAIN)


def _chats(export: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The chat of the export, or all chats of an account, those that were left too."""
    if isinstance(export.get("messages"), list):
        yield export
    for key in ("chats", "left_chats"):
        listed = export.get(key)
        for chat in listed.get("list") or () if isinstance(listed, dict) else ():
            if isinstance(chat, dict) and isinstance(chat.get("messages"), list):
                yield chat


def _posts(chat: Mapping[str, Any], path: Path, name: str) -> Iterator[RawDocument | SourceError]:
    for message in chat["messages"]:
        if not isinstance(message, dict) or message.get("type") != "message":
            continue
        text = _text(message)
        if not text.strip():
            continue
        own = _described(chat, message)
        yield RawDocument(
            name=f"{name} message {message.get('id')} of {_line(chat.get('name')) or 'a chat'}",
            path=name,
            stem=own.id or "post",
            format=PLAIN,
            content=text,
            described=Described(own=own),
            is_one_of_many=True,
        )


def _text(message: Mapping[str, Any]) -> str:
    """The words of a message, which may be in pieces, each of which may be marked as something."""
    pieces = message.get("text_entities") or message.get("text") or ""
    if isinstance(pieces, str):
        return pieces
    found = (each.get("text") if isinstance(each, dict) else each for each in pieces)
    return "".join(each for each in found if isinstance(each, str))


def _described(chat: Mapping[str, Any], message: Mapping[str, Any]) -> Metadata:
    """A post that was forwarded is its origin's, whose name may be hidden; when that published it
    is not exported."""
    title, is_group = _line(chat.get("name")), chat.get("type") == "public_supergroup"
    is_forwarded = "forwarded_from" in message
    author = _line(message.get("from")) if is_group else _line(message.get("author"))
    return Metadata(
        id=f"telegram-{chat.get('id')}-{message.get('id')}",
        outlet=_line(message.get("forwarded_from")) if is_forwarded else title,
        byline=None if is_forwarded or author == title else author,
        published=_published(message),
    )


def _published(message: Mapping[str, Any]) -> str | None:
    """The moment; the other date that there is has no zone, so of that only the day is certain."""
    try:
        return iso_date(datetime.fromtimestamp(int(str(message["date_unixtime"])), UTC))
    except (KeyError, ValueError, OverflowError, OSError):
        try:
            return datetime.fromisoformat(str(message.get("date"))).date().isoformat()
        except ValueError:
            return None


def _line(value: object) -> str | None:
    line = normalise_line(value) if isinstance(value, str) else ""
    return line if 0 < len(line) <= MAX_LENGTH else None
