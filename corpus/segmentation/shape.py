"""What a line looks like, whatever its words: a sentence, a headline, an item of a list."""

from __future__ import annotations

import re

_CLOSERS = "\"'”’»)]"
_MARKED_HEADING = re.compile(r"#{1,6} +(?=\S)")
_BULLET = re.compile(r"(?:[-–—•*·▪●◦‣+>|]|\d{1,2}[.)]|[a-z][.)])\s")
_SENTENCE_BREAK = re.compile(r"[.!?…][\"'”’»)]* +[\"'“‘«(]*[A-Z0-9]")
_QUOTED = re.compile(r"[\"“«„].*[\"”»“]$|['‘].*['’]$")
_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")

_HEADING_WORDS = 12
_HEADING_CHARACTERS = 100
_TITLE_WORDS = 30
_TITLE_CHARACTERS = 220


def unmarked(line: str) -> str:
    """The line without the `#` marks of a Markdown heading."""
    return _MARKED_HEADING.sub("", line, count=1)


def is_marked_heading(line: str) -> bool:
    return _MARKED_HEADING.match(line) is not None


def is_sentence(line: str) -> bool:
    """Whether the line ends as prose does; what follows a closing mark does not count."""
    return line.rstrip(_CLOSERS + " ").endswith((".", "!", "?", "…", ":", ";", ","))


def is_heading(line: str) -> bool:
    """Whether the line could head a section: short, one phrase, no full stop; a question may be."""
    return _is_phrase(line, _HEADING_WORDS, _HEADING_CHARACTERS)


def is_headline(line: str) -> bool:
    """Whether the line could be an article's headline: as a heading, but longer.

    A full stop is forgiven where every longer word is capitalised.
    """
    return _is_phrase(line.replace("? ", " "), _TITLE_WORDS, _TITLE_CHARACTERS) or (
        len(line) <= _TITLE_CHARACTERS
        and line.endswith(".")
        and not _SENTENCE_BREAK.search(line)
        and _is_title_case(line)
    )


def is_label(line: str) -> bool:
    """Whether the line is a few capitalised words, as a name, an outlet or a topic is."""
    found = words(line)
    return 0 < len(found) <= 6 and not is_sentence(line)


def words(line: str) -> list[str]:
    return _WORD.findall(line)


def _is_phrase(line: str, most_words: int, most_characters: int) -> bool:
    if len(line) > most_characters or "\n" in line or not 0 < len(words(line)) <= most_words:
        return False
    first = line.lstrip("\"'“‘«„([¿¡")[:1]
    if first.islower() or _BULLET.match(line) or _SENTENCE_BREAK.search(line):
        return False
    bare = line.rstrip(_CLOSERS + " ")
    if bare.endswith("?"):
        # A question in double quotation marks is somebody speaking.
        return not (line[0] in '"“«„' and _QUOTED.match(line))
    return not is_sentence(line)


def _is_title_case(line: str) -> bool:
    long_words = [word for word in words(line) if len(word) > 3]
    return len(long_words) >= 3 and not any(word[0].islower() for word in long_words)
