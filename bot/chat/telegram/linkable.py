"""The stretches of a text of which Telegram may make a link by itself.

In every message, whatever formatting comes with it, Telegram links what it takes for an address,
a name, a tag, a command, a time, a card or a telephone number. The rules here are those of its
client library, TDLib, but wider where they depend on lists that grow (any letters may be a
top-level domain), or on what only its servers know (telephone numbers): what may be linked counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from corpus.types import Span

# Dots, the @ behind a user, and what host names consist of: in TDLib, any character from U+00C0 on
# that is no space and no general punctuation.
_HOST_RUN = re.compile(
    r"[.@0-9A-Za-z_~\u00c0-\u167f\u1681-\u1fff\u200c\u200d\u2010-\u2015\u2070-\u2fff"
    r"\u3001-\U0010ffff-]+"
)
_ASCII_HOST = re.compile(r"[0-9A-Za-z_~@-]++(?:\.[0-9A-Za-z_~@-]++)++")
_MOST_BYTES_OF_A_LABEL = 63
_TOP = re.compile(r"(?:[^\W\d_]|[^\x00-\u02ff\u2000-\u206f])+")
_IPV4 = re.compile(r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}")
_PORT = re.compile(r":[0-9]+")
_PATH = re.compile(r"[^\s<>\"«»\u2000-\u200b\u200e\u200f\u2016-\u206f]*")
_LEFT_OUT_AT_THE_END = ".:;,('?!`\""
_OPENING = {")": "(", "]": "[", "}": "{"}
_USER_END = re.compile(r"[^\s/\[\]{}()'`<>\"@«»\u2000-\u200b\u200e\u200f\u2016-\u206f]*\Z")
_SCHEME_END = re.compile(r"[0-9A-Za-z+.-]+\Z")
_WEB = ("http", "https", "ftp")
_LONGEST_USER = 256
_LONGEST_SCHEME = 32

# Neighbours that are letters of other alphabets do not count: which ones do depends on the version
# of Unicode.
_MENTION = re.compile(r"(?<![0-9A-Za-z_])@[0-9A-Za-z_]{2,}")
_IN_A_CHAT = r"(?:@[0-9A-Za-z_]+)?"
COMMAND = re.compile(
    r"(?<![0-9A-Za-z_/<>])/[0-9A-Za-z_]{1,64}+" + _IN_A_CHAT + r"(?![0-9A-Za-z_/<>])"
)
_HASHTAG = re.compile(
    r"#[\d_\u00b7\u200c]*+[^\W\d_](?:\w|[\u00b7\u0300-\u1fff\u200c])*+" + _IN_A_CHAT
)
_CASHTAG = re.compile(r"(?<![0-9A-Za-z_$])\$(?:1INCH|[A-Z]{1,8}+)(?![0-9A-Za-z_$])" + _IN_A_CHAT)
_TIME = re.compile(r"(?<![0-9A-Za-z_])[0-9]{1,4}(?::[0-5]?[0-9])?:[0-5][0-9](?![0-9A-Za-z_])")
_DIGITS = re.compile(r"[0-9](?:[ -]*[0-9])*+")
_FEWEST_OF_A_CARD = 13
# With the plus sign; with the zero or the eight that comes first in many countries; the American
# form.
_TELEPHONE = re.compile(
    r"\+[0-9](?:[ .()\u00a0-]{0,2}[0-9]){6,14}+"
    r"|(?<![0-9A-Za-z_.,:/-])\(?(?:[08](?:[ ()\u00a0-]{0,2}[0-9]){9,11}+"
    r"|[2-9][0-9]{2}\)?[ .\u00a0-][0-9]{3}[ .\u00a0-][0-9]{4})(?![0-9A-Za-z_])"
)


def linkable(text: str) -> list[Span]:
    """Every stretch that may be linked, from the first to the last; none touches another."""
    found = sorted((span for finder in _FINDERS for span in finder(text)), key=lambda s: s.start)
    joined: list[Span] = []
    for span in found:
        if joined and span.start <= joined[-1].stop:
            joined[-1] = Span(joined[-1].start, max(joined[-1].stop, span.stop))
        else:
            joined.append(span)
    return joined


def _addresses(text: str) -> Iterator[Span]:
    """Host names with what stands around them: a user before an @, a port, a path."""
    done = 0
    for run in _HOST_RUN.finditer(text):
        # What is within the path before need not be looked at, and may be looked at very often; but
        # a port may be the beginning of the next name.
        if run.end() > done and "." in run[0].strip("."):
            for start, stop in _hosts(text, run.start(), run.end()):
                done = _address_stop(text, stop)
                yield Span(_user_start(text, start, stop), done)


def _hosts(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Where in a run of dots and labels there is a host name: the run as a whole, as TDLib has it,
    or its parts in ASCII."""
    while stop > start and text[stop - 1] == ".":
        stop -= 1
    if _is_host(text[start:stop]):
        yield start, stop
        return
    for part in _ASCII_HOST.finditer(text, start, stop):
        if _is_host(part[0]):
            yield part.start(), part.end()


def _is_host(host: str) -> bool:
    if _IPV4.fullmatch(host):
        return True
    labels, has_user = host.split("."), "@" in host
    lengths = (len(label.encode()) for label in labels)
    if not has_user and not all(1 <= length <= _MOST_BYTES_OF_A_LABEL for length in lengths):
        return False
    return any(_may_be_top(label, any_case=has_user) for label in labels[1:])


def _may_be_top(label: str, *, any_case: bool) -> bool:
    """ "com", "укр", "xn--p1ai"; not "The" after a full stop without a space."""
    letters = _TOP.match(label)
    if letters is None or len(letters[0]) < 2:
        return False
    if label[letters.end() :][:1].isalnum():
        return False
    return any_case or not (label[0].isupper() and label[1:] == label[1:].lower())


def _user_start(text: str, start: int, stop: int) -> int:
    if "@" not in text[start:stop]:
        return start
    user = _USER_END.search(text[max(0, start - _LONGEST_USER) : start])
    return start - len(user[0] if user else "")


def _address_stop(text: str, stop: int) -> int:
    """Behind the port and the path, without the punctuation of the sentence."""
    port = _PORT.match(text, stop)
    stop = port.end() if port else stop
    if text[stop : stop + 1] not in ("/", "?", "#"):
        return stop
    end = _path_stop(text, stop)
    is_path = text[stop] == "/" or _stripped(text, stop, end) > stop + 1
    return _trimmed(text, stop, end) if is_path else stop


def _path_stop(text: str, start: int) -> int:
    path = _PATH.match(text, start)
    return path.end() if path else start


def _trimmed(text: str, start: int, stop: int) -> int:
    """Where a path really ends: before a bracket that closes what was opened outside."""
    open_ones = dict.fromkeys("([{", 0)
    for at in range(start, stop):
        character = text[at]
        if character in open_ones:
            open_ones[character] += 1
        elif character in _OPENING:
            open_ones[_OPENING[character]] -= 1
            if open_ones[_OPENING[character]] < 0:
                stop = at
                break
    return _stripped(text, start, stop)


def _stripped(text: str, start: int, stop: int) -> int:
    while stop > start and text[stop - 1] in _LEFT_OUT_AT_THE_END:
        stop -= 1
    return stop


def _with_a_scheme(text: str) -> Iterator[Span]:
    """Whatever has "://", known or not: Telegram has schemes of its own."""
    done = 0
    for match in re.finditer("://", text):
        at, behind = match.span()
        scheme = _SCHEME_END.search(text[max(0, at - _LONGEST_SCHEME) : at])
        if at < done or scheme is None:
            continue
        trim = _trimmed if scheme[0].lower().endswith(_WEB) else _stripped
        done = trim(text, behind, _path_stop(text, behind))
        if done > behind:
            yield Span(at - len(scheme[0]), done)


def _cards(text: str) -> Iterator[Span]:
    for match in _DIGITS.finditer(text):
        if sum(character.isdigit() for character in match[0]) >= _FEWEST_OF_A_CARD:
            yield Span(*match.span())


def _matches(pattern: re.Pattern[str]) -> Callable[[str], Iterator[Span]]:
    def find(text: str) -> Iterator[Span]:
        return (Span(*match.span()) for match in pattern.finditer(text))

    return find


_FINDERS: tuple[Callable[[str], Iterator[Span]], ...] = (
    _addresses,
    _with_a_scheme,
    _cards,
    *map(_matches, (_MENTION, COMMAND, _HASHTAG, _CASHTAG, _TIME, _TELEPHONE)),
)
