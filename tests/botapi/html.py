"""`parse_mode=HTML`, tag by tag and byte by byte, with TDLib's own complaints.

The parser works on UTF-8 bytes because the API's error messages count them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.botapi.errors import ApiError, bad_request
from tests.botapi.links import BadLink, checked_link
from tests.botapi.text import Entity, FormattedText, Lint, utf16_length

_STYLE_OF_TAG = {
    "b": "bold", "strong": "bold",
    "i": "italic", "em": "italic",
    "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler",
    "a": "text_link", "code": "code", "pre": "pre",
    "blockquote": "blockquote", "tg-emoji": "custom_emoji", "tg-time": "date_time",
}  # fmt: skip
_SPACE = b" \t\r\n\0\x0b"
_REFERENCE = re.compile(rb"&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|([A-Za-z]+))")
_NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_PLAIN = re.compile(rb"[^<&]+")
_TAG_NAME = re.compile(rb"[^ \t\r\n\0\x0b>]*")
_BLANKS = re.compile(rb"[ \t\r\n\0\x0b]*")
_ATTRIBUTE_NAME = re.compile(rb"""[^ \t\r\n\0\x0b=>/"']*""")
_NAME_TOKEN = re.compile(rb"[A-Za-z0-9.-]*")


@dataclass(frozen=True, slots=True)
class _OpenTag:
    name: str
    attributes: dict[str, str]
    offset: int


def parsed_html(source: str, *, lint: Lint) -> FormattedText:
    """Text without its tags, and the entities they stood for.

    Raises:
        ApiError: "can't parse entities: …" with TDLib's reason and byte offset.
    """
    return _Parser(source.encode(), lint).parse()


class _Parser:
    def __init__(self, source: bytes, lint: Lint) -> None:
        self._source = source
        self._lint = lint
        self._place = 0
        self._text: list[str] = []
        self._offset = 0
        self._open: list[_OpenTag] = []
        self._entities: list[Entity] = []

    def parse(self) -> FormattedText:
        while self._place < len(self._source):
            if self._byte() == b"<":
                if self._source[self._place + 1 : self._place + 2] == b"/":
                    self._end_tag()
                else:
                    self._start_tag()
            elif plain := _PLAIN.match(self._source, self._place):
                self._put(plain[0].decode())
                self._place = plain.end()
            else:
                self._put(self._reference())
        if self._open:
            raise _unparsable(
                f'Can\'t find end tag corresponding to start tag "{self._open[-1].name}"'
            )
        text = "".join(self._text)
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise _unparsable(
                "Text contains invalid Unicode characters after decoding HTML entities,"
                " check for unmatched surrogate code units"
            )
        return FormattedText(text, tuple(self._entities))

    def _byte(self) -> bytes:
        """The byte here; empty past the end."""
        return self._source[self._place : self._place + 1]

    def _skip_blanks(self) -> None:
        self._place = self._match(_BLANKS).end()

    def _match(self, pattern: re.Pattern[bytes]) -> re.Match[bytes]:
        found = pattern.match(self._source, self._place)
        if found is None:  # every pattern passed here also matches nothing at all
            raise AssertionError(pattern)
        return found

    def _put(self, text: str) -> None:
        self._text.append(text)
        self._offset += utf16_length(text)

    def _reference(self) -> str:
        """A character reference, or the ampersand itself where it is none that Telegram knows."""
        found = _REFERENCE.match(self._source, self._place)
        character = _referenced(found) if found else None
        if found is None or character is None:
            if found and self._source[found.end() : found.end() + 1] == b";":
                self._lint(f"{found[0].decode()}; stayed literal: not a reference Telegram knows")
            self._place += 1
            return "&"
        self._place = found.end()
        if self._byte() == b";":
            self._place += 1
        return character

    def _start_tag(self) -> None:
        begin = self._place
        self._place += 1
        name = self._match(_TAG_NAME)
        self._place = name.end()
        if not self._byte():
            raise _unparsable(f"Unclosed start tag at byte offset {begin}")
        tag = name[0].decode().lower()
        if tag not in _STYLE_OF_TAG:
            raise _unparsable(f'Unsupported start tag "{tag}" at byte offset {begin}')
        attributes = self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self._open.append(_OpenTag(tag, attributes, self._offset))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while True:
            self._skip_blanks()
            if self._byte() == b">":
                self._place += 1
                return attributes
            name = self._match(_ATTRIBUTE_NAME)
            if not name[0]:
                raise _unparsable(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
            self._place = name.end()
            self._skip_blanks()
            value = ""
            if self._byte() == b"=":
                self._place += 1
                self._skip_blanks()
                value = self._attribute_value(tag, begin)
                if not self._byte():
                    raise _unparsable(f"Unclosed start tag at byte offset {begin}")
            elif not self._byte():
                raise _unparsable(f'Unclosed start tag "{tag}" at byte offset {begin}')
            attributes[name[0].decode()] = value

    def _attribute_value(self, tag: str, begin: int) -> str:
        quote = self._byte()
        if not quote:
            raise _unparsable(f'Unclosed start tag "{tag}" at byte offset {begin}')
        if quote not in (b'"', b"'"):
            token = self._match(_NAME_TOKEN)
            self._place = token.end()
            if self._byte() not in (b">", *(bytes([blank]) for blank in _SPACE)):
                raise _unparsable(f"Unexpected end of name token at byte offset {token.start()}")
            return token[0].decode().lower()
        self._place += 1
        stop = self._source.find(quote, self._place)
        stop = len(self._source) if stop < 0 else stop
        raw = self._source[self._place : stop]
        self._place = min(stop + 1, len(self._source))
        return _decoded(raw)

    def _end_tag(self) -> None:
        begin = self._place
        if not self._open:
            raise _unparsable(f"Unexpected end tag at byte offset {begin}")
        self._place += 2
        found = self._match(_TAG_NAME)
        self._place = found.end()
        self._skip_blanks()
        if self._byte() != b">":
            raise _unparsable(f"Unclosed end tag at byte offset {begin}")
        self._place += 1
        opened, name = self._open[-1], found[0].decode().lower()
        if name and name != opened.name:
            raise _unparsable(
                f"Unmatched end tag at byte offset {begin},"
                f' expected "</{opened.name}>", found "</{name}>"'
            )
        self._open.pop()
        if self._offset > opened.offset:
            self._close(opened)

    def _close(self, opened: _OpenTag) -> None:
        length = self._offset - opened.offset
        kind = _STYLE_OF_TAG[opened.name]
        entity = Entity(kind, opened.offset, length)
        match kind:
            case "text_link":
                self._close_link(opened, length)
                return
            case "blockquote" if "expandable" in opened.attributes:
                entity = Entity("expandable_blockquote", opened.offset, length)
            case "custom_emoji":
                emoji = opened.attributes.get("emoji-id", "")
                if not emoji.isdecimal() or not 0 < int(emoji) < 2**63:
                    raise _unparsable("Invalid custom emoji identifier specified")
                entity = Entity(kind, opened.offset, length, custom_emoji_id=emoji)
            case "date_time":
                unix = opened.attributes.get("unix", "")
                if not unix.isdecimal():
                    raise _unparsable("Invalid date specified")
                shown = opened.attributes.get("format")
                entity = Entity(
                    kind, opened.offset, length, unix_time=int(unix), date_time_format=shown
                )
            case "code":
                language = opened.attributes.get("class", "")
                around = self._open[-1] if self._open else None
                if language.startswith("language-") and around and around.name == "pre":
                    entity = Entity("pre", opened.offset, length, language=language[9:])
            case "pre" if self._entities and self._entities[-1] == Entity(
                "pre", opened.offset, length, language=self._entities[-1].language
            ):
                return  # <pre><code class="language-…"> is one entity
        self._entities.append(entity)

    def _close_link(self, opened: _OpenTag, length: int) -> None:
        url = opened.attributes.get("href") or self._text_since(opened.offset)
        try:
            self._entities.append(Entity("text_link", opened.offset, length, url=checked_link(url)))
        except BadLink as reason:
            self._lint(f"link to {url!r} was dropped: {reason}")

    def _text_since(self, offset: int) -> str:
        units = "".join(self._text).encode("utf-16-le", "surrogatepass")[2 * offset :]
        return units.decode("utf-16-le", "surrogatepass")


def _referenced(found: re.Match[bytes]) -> str | None:
    hexadecimal, decimal, name = found.groups()
    if name is not None:
        return _NAMED.get(name)
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    too_long = found.end() - found.start() >= 10
    return None if too_long or not 0 < code < 0x10FFFF else chr(code)


def _decoded(raw: bytes) -> str:
    def decode(found: re.Match[bytes]) -> bytes:
        character = _referenced(found)
        if character is None:
            return found[0]
        return character.encode("utf-8", "surrogatepass")

    pattern = re.compile(_REFERENCE.pattern + rb";?")
    return pattern.sub(decode, raw).decode("utf-8", "replace")


def _unparsable(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")
