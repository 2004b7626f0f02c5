"""What a line looks like, whatever its words: a sentence, a headline, a heading, a label."""

from __future__ import annotations

import re
from functools import cache

from corpus.languages.language import Language
from corpus.languages.sentences import sentence_ends
from corpus.languages.words import LETTERS

_CLOSERS = "\"'”’»)] "
_MARKED_HEADING = re.compile(r"#{1,6} +(?=\S)")
_BULLET = re.compile(r"(?:[-–—•*·▪●◦‣+>|►]|\d{1,2}[.)]|[a-z][.)])\s|-[A-Z]")
_NEXT_SENTENCE = re.compile(r" +[\"'“‘«(\[]*(\w)")
_ADDRESS = re.compile(r"https?://|@\w")
_SPOKEN = re.compile(r"[\"“”«»„]")
# Lengths are in words as a reader counts them: "Rolls-Royce" and "U.S." are one each.
_WORD = re.compile(rf"{LETTERS}(?:['’.,-]{LETTERS})*")

_HEADING_WORDS = 12
_HEADING_CHARACTERS = 100
_HEADLINE_WORDS = 30
_HEADLINE_CHARACTERS = 220
_LABEL_WORDS = 6
_LOWER_CASE_LABEL_WORDS = 3
_PLAIN_QUESTION_WORDS = 6
_STEM = 6  # characters


def unmarked(line: str) -> str:
    """The line without the `#` marks of a Markdown heading."""
    return _MARKED_HEADING.sub("", line, count=1)


def is_marked_heading(line: str) -> bool:
    return _MARKED_HEADING.match(line) is not None


def is_sentence(line: str) -> bool:
    """Whether the line ends as prose does; closing marks after the full stop do not count."""
    return line.rstrip(_CLOSERS).endswith((".", "!", "?", "…", ":", ";", ","))


def is_single_sentence(line: str, language: Language) -> bool:
    return is_sentence(line) and not _breaks(line, language)


def is_heading(line: str, language: Language) -> bool:
    """Whether the line could head a section: short, one phrase, no full stop; a question may be.

    A question that somebody puts, in quotation marks or after a name and a colon, is prose.
    """
    if is_question(line) and (_SPOKEN.search(line) or _turn(language).match(line)):
        return False
    return _is_phrase(line, _HEADING_WORDS, _HEADING_CHARACTERS, language)


def is_question(line: str) -> bool:
    return line.rstrip(_CLOSERS).endswith("?")


def is_plain_question(line: str, language: Language) -> bool:
    """Whether the line is a short question of the kind that heads a section: "Who gains?"."""
    found = words(line)
    short = 1 < len(found) <= _PLAIN_QUESTION_WORDS
    return short and found[0].casefold() in language.furniture.questions


def is_headline(line: str, language: Language) -> bool:
    """Whether the line could be an article's headline: as a heading, but longer.

    A full stop is forgiven where every longer word is capitalised.
    """
    if len(line) > _HEADLINE_CHARACTERS:
        return False
    if _is_phrase(line, _HEADLINE_WORDS, _HEADLINE_CHARACTERS, language):
        return True
    return line.endswith(".") and _is_title_case(line) and not _breaks(line, language)


def is_label(line: str) -> bool:
    """Whether the line is a few words and no sentence, as a name, an outlet or a topic is."""
    found = words(line)
    if not 0 < len(found) <= _LABEL_WORDS or is_sentence(line):
        return False
    return len(found) <= _LOWER_CASE_LABEL_WORDS or _is_capitalised(found)


def words(line: str) -> list[str]:
    return _WORD.findall(line)


def key(line: str) -> str:
    """The line's words alone, to tell whether two lines say the same."""
    return " ".join(words(line.casefold()))


def stems(line: str) -> set[str]:
    """The beginnings of the longer words and numbers."""
    return {_stem(word) for word in words(line) if len(word) > 3 or word[0].isdigit()}


def names(line: str) -> set[str]:
    """The beginnings of the capitalised words after the first."""
    return {_stem(word) for word in words(line)[1:] if word[0].isupper()}


def _breaks(line: str, language: Language) -> list[int]:
    """Where sentences end within the line, before one that begins with a capital or a figure."""
    found = []
    for end in sentence_ends(line, language):
        following = _NEXT_SENTENCE.match(line, end)
        if following is not None and (following[1].isupper() or following[1].isdigit()):
            found.append(end)
    return found


@cache
def _turn(language: Language) -> re.Pattern[str]:
    """A name and a colon; but not the label of a question."""
    labels = "|".join(rf"{label}\b" for label in language.furniture.turns)
    return re.compile(rf"(?!{labels})[^\s:]+(?: [^\s:]+){{0,3}}: ")


def _stem(word: str) -> str:
    return word.casefold()[:_STEM]


def _is_phrase(line: str, most_words: int, most_characters: int, language: Language) -> bool:
    if len(line) > most_characters or "\n" in line or not 0 < len(words(line)) <= most_words:
        return False
    first = line.lstrip("\"'“‘«„([¿¡")[:1]
    if first.islower() or _BULLET.match(line) or _ADDRESS.search(line):
        return False
    if any(not line[:end].endswith("?") for end in _breaks(line, language)):
        return False
    return is_question(line) or not is_sentence(line)


def _is_title_case(line: str) -> bool:
    found = words(line)
    return sum(len(word) > 3 for word in found) >= 3 and _is_capitalised(found)


def _is_capitalised(found: list[str]) -> bool:
    """Whether every longer word has a capital, as in a name."""
    return not any(len(word) > 3 and word[0].islower() for word in found)
