"""What Telegram links by itself in a message, whatever entities come with it.

Follows `find_entities` and its parts in TDLib 1.8.69, which `bench/telegram_links.py` runs; but any
two letters are a top-level domain here, of the others only those that news is likely to hold, and
a telephone number is one with a plus sign. Places are counted in code points.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass

from tests.botapi.text import Entity, FormattedText, Lint, utf16_length

_DOMAINS = frozenset(
    """
    com net org info biz gov edu mil int name pro mobi asia aero news press media report today live
    app host ton dev page site online store shop blog cloud zip mov foo bot link click wiki video
    world works team work agency email chat ngo bbc guardian post radio yandex moscow berlin london
    paris tokyo
    рф рус укр бел москва сайт онлайн орг дети срб мкд भारत ভারত இந்தியா السعودية 中国 中文网 한국
""".split()
)
_BY_US = frozenset({"code", "pre", "text_link", "text_mention", "date_time"})
_QUOTES = frozenset({"blockquote", "expandable_blockquote"})
_CLOSED_BY = {")": "(", "]": "[", "}": "{"}
_BYTE = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])"
_SENTENCE = ".:;,('?!`\""


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch that Telegram links, as text[start:stop]."""

    kind: str
    start: int
    stop: int


def found_in(text: str) -> list[Found]:
    """In order, none over another: of two that do, the one that begins first, or the longer."""
    everything = sorted(
        (one for finder in _FINDERS for one in finder(text)),
        key=lambda one: (one.start, -one.stop),
    )
    kept: list[Found] = []
    for one in everything:
        if not kept or one.start >= kept[-1].stop:
            kept.append(one)
    return kept


def check_links(body: FormattedText, *, commands: Set[str], lint: Lint) -> None:
    """Note every stretch that becomes a link although the sender did not make one: all but the
    bot's own commands outside quotations. Any command is one of a bot without menus."""
    ours = [entity for entity in body.entities if entity.type in _BY_US]
    quotes = [entity for entity in body.entities if entity.type in _QUOTES]
    for one in found_in(body.text):
        entity = as_entity(body.text, one)
        if any(_holds(mine, entity) for mine in ours):
            continue
        words = body.text[one.start : one.stop]
        name = words[1:].partition("@")[0].rstrip("0123456789").removesuffix("_")
        tapped = one.kind == "bot_command" and (not commands or name in commands)
        if not tapped or any(_holds(quote, entity) for quote in quotes):
            lint(f"{words!r} becomes a {one.kind} by itself")


def as_entity(text: str, one: Found) -> Entity:
    start = utf16_length(text[: one.start])
    return Entity(one.kind, start, utf16_length(text[one.start : one.stop]))


def _holds(outer: Entity, inner: Entity) -> bool:
    return outer.offset <= inner.offset and inner.end <= outer.end


def _is_word(character: str) -> bool:
    return character == "_" or unicodedata.category(character)[0] in "LN"


def _is_tag(character: str) -> bool:
    return (
        character in "_\u200c\u00b7"
        or "\u0d80" <= character <= "\u0dff"
        or character.isdecimal()
        or unicodedata.category(character)[0] == "L"
    )


def _is_ascii_word(character: str) -> bool:
    return character.isascii() and _is_word(character)


def _run(text: str, start: int, fits: Callable[[str], bool]) -> int:
    while start < len(text) and fits(text[start]):
        start += 1
    return start


def _run_back(text: str, stop: int, fits: Callable[[str], bool]) -> int:
    while stop > 0 and fits(text[stop - 1]):
        stop -= 1
    return stop


def _places(text: str, sign: str) -> Iterator[int]:
    at = text.find(sign)
    while at >= 0:
        yield at
        at = text.find(sign, at + 1)


def _mentions(text: str) -> Iterator[Found]:
    for at in _places(text, "@"):
        stop = _run(text, at + 1, _is_ascii_word)
        name = text[at + 1 : stop]
        bounded = not (at and _is_word(text[at - 1])) and not _is_word(text[stop : stop + 1] or " ")
        if bounded and (4 <= len(name) <= 32 or name.lower() in ("gif", "vid", "pic")):
            yield Found("mention", at, stop)


def _commands(text: str) -> Iterator[Found]:
    for at in _places(text, "/"):
        before = text[at - 1] if at else " "
        stop = _run(text, at + 1, _is_ascii_word)
        if _is_word(before) or before in "/<>" or not 1 <= stop - at - 1 <= 64:
            continue
        if text[stop : stop + 1] == "@":
            end = _run(text, stop + 1, _is_ascii_word)
            if not 3 <= end - stop - 1 <= 32:
                continue
            stop = end
        after = text[stop : stop + 1] or " "
        if not _is_word(after) and after not in "/<>":
            yield Found("bot_command", at, stop)


def _tags(text: str) -> Iterator[Found]:
    for at in _places(text, "#"):
        stop = _run(text, at + 1, _is_tag)
        has_letter = any(unicodedata.category(one)[0] == "L" for one in text[at + 1 : stop])
        if has_letter and not (at and _is_tag(text[at - 1])) and text[stop : stop + 1] != "#":
            yield Found("hashtag", at, _in_a_chat(text, stop))


def _cashtags(text: str) -> Iterator[Found]:
    for at in _places(text, "$"):
        match = re.compile("1INCH|[A-Z]{1,8}").match(text, at + 1)
        around = (text[at - 1 : at] if at else "") + text[match.end() :][:1] if match else ""
        if match and not any(one == "$" or _is_tag(one) for one in around):
            yield Found("cashtag", at, _in_a_chat(text, match.end()))


def _in_a_chat(text: str, stop: int) -> int:
    """Behind the name of a chat, as in #news@channel."""
    end = _run(text, stop + 1, _is_ascii_word) if text[stop : stop + 1] == "@" else stop
    return end if end - stop > 3 else stop


def _times(text: str) -> Iterator[Found]:
    for match in re.finditer("[0-9:]*:[0-9:]*", text):
        hours_on = [len(part) for part in match[0].split(":")]
        numbers = [int(part or 0) for part in match[0].split(":")]
        right = {2: [hours_on[0] in range(1, 5)], 3: [one in (1, 2) for one in hours_on[:2]]}
        fits = all(right.get(len(hours_on), [False])) and hours_on[-1] == 2
        around = text[: match.start()][-1:] + text[match.end() :][:1]
        if fits and max(numbers[1:]) < 60 and not any(map(_is_word, around)):
            yield Found("media_timestamp", *match.span())


def _cards(text: str) -> Iterator[Found]:
    for match in re.finditer("[0-9][0-9 -]*", text):
        whole = re.match(r"[0-9]{16,19}(?= )", match[0])
        number = whole[0] if whole else match[0].rstrip(" -")
        digits = [int(one) for one in number if one.isdecimal()]
        before, after = text[: match.start()][-1:], text[match.start() + len(number) :][:1]
        bounded = before not in tuple(".,+-_") and after not in tuple("-_")
        bounded = bounded and not any(one.isalpha() for one in before + after)
        spaced = len(number) <= 2 * len(digits) - 1
        if 13 <= len(digits) <= 19 and bounded and spaced and _is_luhn(digits):
            yield Found("bank_card_number", match.start(), match.start() + len(number))


def _is_luhn(digits: list[int]) -> bool:
    doubled = (sum(divmod(2 * one, 10)) for one in digits[-2::-2])
    return (sum(digits[::-2]) + sum(doubled)) % 10 == 0


def _telephones(text: str) -> Iterator[Found]:
    for match in re.finditer(r"\+[0-9](?:[ -]?[0-9]){6,14}(?![0-9])", text):
        yield Found("phone_number", *match.span())


def _is_symbol(character: str) -> bool:
    """Part of an address, as far as its kind of character goes."""
    if "\u2000" <= character <= "\u206f":
        return character in "\u200c\u200d" or "\u2010" <= character <= "\u2015"
    return character != "\n" and unicodedata.category(character)[0] != "Z"


def _is_of_host(character: str) -> bool:
    if character < "\u00c0":
        return character in ".-~@" or _is_ascii_word(character)
    return _is_symbol(character)


def _addresses(text: str) -> Iterator[Found]:
    at = 0
    while at < len(text):
        stop = _run(text, at, _is_of_host)
        end = at + len(text[at:stop].rstrip("."))
        if found := _address(text, at, end):
            yield found
        at = stop + 1


def _address(text: str, begin: int, end: int) -> Found | None:
    """The address around what may be a user and a host, text[begin:end]."""
    user, at_sign, host = text[begin:end].rpartition("@")
    if "@" in user or (at_sign and not user):
        return None
    before = text[:begin].lower()
    scheme = next((one for one in ("https://", "http://", "ftp://") if before.endswith(one)), "")
    if not scheme and before and (_is_word(before[-1]) or before[-1] in "/#@"):
        return None
    if not _is_host(host, has_scheme=bool(scheme)):
        return None
    stop = _path_end(text, end)
    if at_sign and stop == end and not scheme:
        start = _run_back(text, begin, lambda one: _is_ascii_word(one) or one in ".+-")
        return Found("email", start, end)
    return Found("url", begin - len(scheme), stop)


def _is_host(host: str, *, has_scheme: bool) -> bool:
    labels = host.split(".")
    if re.fullmatch(rf"{_BYTE}(?:\.{_BYTE}){{3}}", host):
        return True
    if len(labels) < 2 or any(label.endswith("-") for label in labels):
        return False
    if not all(1 <= len(label.encode()) < 64 for label in labels):
        return False
    top = labels[-1]
    if len(top) < 2 or "_" in labels[-2] or re.search("[_-]", top.removeprefix("xn--")):
        return False
    if has_scheme:
        return not host.replace(".", "").isdecimal()
    if top[0] != top[0].lower() and top[1:] == top[1:].lower():
        return False
    two = len(top) == 2 and top.isascii() and top.isalpha()
    return two or top.startswith("xn--") or top.lower() in _DOMAINS


def _path_end(text: str, at: int) -> int:
    port = re.compile(":[0-9]{1,5}(?![0-9])").match(text, at)
    at = port.end() if port else at
    if text[at : at + 1] not in ("/", "?", "#"):
        return at
    stop = _run(text, at, _is_of_path)
    path = text[at:stop].rstrip(_SENTENCE)
    if path in ("", "#"):
        return at
    still_open = {"(": 0, "[": 0, "{": 0}
    for place, character in enumerate(path):
        if character in still_open:
            still_open[character] += 1
        elif character in _CLOSED_BY:
            still_open[_CLOSED_BY[character]] -= 1
            if still_open[_CLOSED_BY[character]] < 0:
                path = path[:place]
                break
    return at + len(path.rstrip(_SENTENCE))


def _is_of_path(character: str) -> bool:
    return character not in '<>"«»' and _is_symbol(character)


def _own_schemes(text: str) -> Iterator[Found]:
    for match in re.finditer(r"(?i)(?:tg|ton)://[a-z0-9_-]+", text):
        stop = match.end()
        if text[stop : stop + 1] in ("/", "?", "#"):
            stop = _run(text, stop, _is_of_path)
        stop = match.start() + len(text[match.start() : stop].rstrip(_SENTENCE))
        yield Found("url", match.start(), stop)


_FINDERS = (
    _addresses, _own_schemes, _mentions, _commands, _tags, _cashtags, _times, _cards, _telephones,
)  # fmt: skip
