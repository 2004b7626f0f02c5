"""Text as Telegram keeps it: UTF-16 lengths, entities, and what it does to a sender's characters.

Follows `clean_input_string_with_entities` and the trimming of `fix_formatted_text` in TDLib.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from tests.botapi.errors import bad_request

Lint = Callable[[str], None]

_DELETED = frozenset("\r\u0333\u033f\u030a" + "".join(map(chr, range(0x2028, 0x202F))))
_BLANK = frozenset(" \n\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u200e"
                   "\u200f\u2060\u2061\u2062\u2063\u2064\u2800\u3164\ufeff\uffa0")  # fmt: skip
_DIRECTION_MARKS = "\u200e\u200f"


@dataclass(frozen=True, slots=True)
class Entity:
    """A formatted stretch: `offset` and `length` in UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    user_id: int | None = None
    language: str | None = None
    custom_emoji_id: str | None = None
    unix_time: int | None = None
    date_time_format: str | None = None

    @property
    def end(self) -> int:
        return self.offset + self.length


class FormattedText(NamedTuple):
    text: str
    entities: tuple[Entity, ...] = ()

    def part(self, entity: Entity) -> str:
        """The characters under one entity."""
        return utf16_slice(self.text, entity.offset, entity.end)


def utf16_length(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def utf16_slice(text: str, start: int, stop: int) -> str:
    units = text.encode("utf-16-le")[2 * start : 2 * stop]
    return units.decode("utf-16-le", "surrogatepass")


def cleaned(text: str, entities: Sequence[Entity], *, lint: Lint) -> FormattedText:
    """Delete and replace the characters that Telegram deletes and replaces; shift the entities.

    Raises:
        ApiError: an entity that starts or stops outside the text or inside a surrogate pair.
    """
    kept: list[str] = []
    new_offset = {0: 0}  # a boundary between characters -> its place in the cleaned text
    byte_at = {0: 0}
    old = new = size = 0
    for character in text:
        stays = _cleaned_character(character, lint)
        kept.append(stays)
        units = 2 if character > "\uffff" else 1
        old += units
        new += units if stays == character else utf16_length(stays)
        size += len(character.encode())
        new_offset[old] = new
        byte_at[old] = size
    _check_bounds(entities, byte_at, total=old)
    moved = tuple(
        replace(e, offset=new_offset[e.offset], length=new_offset[e.end] - new_offset[e.offset])
        for e in entities
    )
    return FormattedText(_without_mark_runs("".join(kept), lint), moved)


def trimmed(formatted: FormattedText, *, lint: Lint) -> FormattedText:
    """White space cut from both ends, the leading part only up to the first entity."""
    text, entities = formatted
    body = text.rstrip(" \n")
    if body != text:
        lint("white space at the end of the text was trimmed")
    end = utf16_length(body)
    entities = tuple(
        replace(entity, length=min(entity.end, end) - entity.offset)
        for entity in entities
        if entity.offset < end
    )
    first = min((entity.offset for entity in entities), default=end)
    cut = min(len(body) - len(body.lstrip(" \n")), first)
    if cut:
        lint("white space at the start of the text was trimmed")
    shifted = tuple(replace(entity, offset=entity.offset - cut) for entity in entities)
    return FormattedText(body[cut:], shifted)


def is_blank(text: str) -> bool:
    """Nothing in it that a reader can see."""
    return all(character in _BLANK for character in text)


def _cleaned_character(character: str, lint: Lint) -> str:
    if character in _DELETED:
        lint(f"U+{ord(character):04X} was deleted from the text")
        return ""
    if character < " " and character != "\n":
        lint(f"control character U+{ord(character):04X} became a space")
        return " "
    return character


def _without_mark_runs(text: str, lint: Lint) -> str:
    """Every direction mark that another one follows becomes U+200C."""
    pairs = pairwise(text)
    if not any(mark in _DIRECTION_MARKS and after in _DIRECTION_MARKS for mark, after in pairs):
        return text
    lint("a run of direction marks was rewritten")
    following = text[1:] + " "
    return "".join(
        "\u200c" if mark in _DIRECTION_MARKS and after in _DIRECTION_MARKS else mark
        for mark, after in zip(text, following, strict=True)
    )


def _check_bounds(entities: Sequence[Entity], byte_at: dict[int, int], *, total: int) -> None:
    """The first fault by place in the text, the ones past its end last."""
    faults: list[tuple[int, int, str]] = []
    middle = "in a middle of a UTF-16 symbol at byte offset"
    past = "after the end of the text at UTF-16 offset"
    for entity in entities:
        start, stop = entity.offset, entity.end
        begins, ends = "Entity begins", f"Entity beginning at UTF-16 offset {start} ends"
        if start > total:
            faults.append((total, 2, f"{begins} {past} {start}"))
        elif start not in byte_at:
            faults.append((start, 1, f"{begins} {middle} {byte_at[start + 1]}"))
        elif stop > total:
            faults.append((total, 3, f"{ends} {past} {stop}"))
        elif stop not in byte_at:
            faults.append((stop, 0, f"{ends} {middle} {byte_at[stop + 1]}"))
    if faults:
        raise bad_request(min(faults)[2])
