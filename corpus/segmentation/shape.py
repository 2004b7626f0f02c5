"""What a line looks like, whatever its words: a sentence, a headline, a heading, a label.

Articles of every script are read: sentences end with the marks of each, and where no spaces stand
between words their number is estimated.
"""

from __future__ import annotations

import re
from functools import cache

from corpus.languages.language import Language
from corpus.languages.sentences import sentence_ends
from corpus.languages.words import LETTERS

_CLOSERS = "\"'”’“‘»«›‹)]」』）］】》〉 "
_QUESTION_MARKS = ("?", "？", "؟", "፧", "՞")
# The full stops of Latin and full-width text, Devanagari, Urdu, Armenian, Ethiopic, Burmese, Khmer
# and Tibetan, and the marks of a call.
_FULL_STOPS = (*_QUESTION_MARKS, *".!…。．｡！।॥۔։።။។༎‼⁇⁈⁉")
_ELLIPSES = ("…", "..")
_PAUSES = tuple(":;,：；،؛、，፤፣")
_INNER_STOP = re.compile(r"[。।॥۔։።။។]\s*(?=\w)")
_MARKED_HEADING = re.compile(r"#{1,6} +(?=\S)")
_BULLET = re.compile(r"(?:[-–—•*·▪●◦‣+>|►]|\d{1,2}[.)]|[a-z][.)])\s|-[A-Z]")
_NEXT_SENTENCE = re.compile(r" +[\"'“‘«(\[]*(\w)")
_ADDRESS = re.compile(r"https?://|@\w|\w\.\w+/\w|\+\d\d")
# "… the guard said. dpa/al": a sentence, and one word after it.
_SIGNED = re.compile(r"(\w{3,})[.!?…][\"'”’)]* \S+$")
_SPOKEN = re.compile(r"[\"“”«»„「」『』]")
_ABBREVIATED = re.compile(r"(?:^|[\s(])(?:\w\.){2,}$")  # "in the U.S."
# Lengths are in words as a reader counts them: "Rolls-Royce" and "U.S." are one each.
_WORD = re.compile(rf"{LETTERS}(?:['’.,-]{LETTERS})*")
# Scripts without spaces between words, and how many letters make one. Set by hand; not measured.
_UNSPACED = (
    (re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"), 2),  # Japanese, Chinese
    (re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"), 5),  # Thai, Lao, Burmese, Khmer
)

# No line with so many characters is short by any measure; the rest of it need not be read.
_MOST_CHARACTERS = 10_000
_HEADING_WORDS = 12
_HEADING_CHARACTERS = 100
_HEADLINE_WORDS = 30
_HEADLINE_CHARACTERS = 220
_LABEL_WORDS = 6
_LOWER_CASE_LABEL_WORDS = 3
_PLAIN_QUESTION_WORDS = 6
_SHORTEST_SENTENCE = 4  # in a marked line: "Sorry!" and "Case closed." are headings
_STEM = 6  # characters


def unmarked(line: str) -> str:
    """The line without the `#` marks of a Markdown heading."""
    return _MARKED_HEADING.sub("", line, count=1)


def is_sentence(line: str) -> bool:
    """Whether the line ends as prose does; closing marks after the full stop do not count."""
    return line.rstrip(_CLOSERS).endswith((*_FULL_STOPS, *_PAUSES))


def is_single_sentence(line: str, language: Language) -> bool:
    return is_sentence(line) and not _breaks(line, language)


def is_heading(line: str, language: Language) -> bool:
    """Whether the line could head a section: short, one phrase, no full stop; a question may be.

    A question that somebody puts, in quotation marks or after a name and a colon, is prose.
    """
    if is_question(line) and (_SPOKEN.search(line) or _turn(language).match(line)):
        return False
    return _is_phrase(line, _HEADING_WORDS, _HEADING_CHARACTERS, language)


def is_more_than_heading(line: str, language: Language) -> bool:
    """Whether a line is a sentence, or longer than a heading, though it be marked as one.

    A question may be long.
    """
    if is_question(line):
        return length(line) > _HEADLINE_WORDS
    if length(line) > _HEADING_WORDS or len(line) > _HEADING_CHARACTERS:
        return True
    return length(line) >= _SHORTEST_SENTENCE and _has_full_stop(line, language)


def is_question(line: str) -> bool:
    return line.rstrip(_CLOSERS).endswith(_QUESTION_MARKS)


def is_plain_question(line: str, language: Language) -> bool:
    """Whether the line is a short question of the kind that heads a section: "Who gains?"."""
    found = words(line)
    short = 1 < len(found) <= _PLAIN_QUESTION_WORDS
    return short and found[0].casefold() in language.furniture.questions


def is_headline(line: str, language: Language) -> bool:
    """Whether the line could be an article's headline: as a heading, but longer.

    A full stop is forgiven where every word is capitalised that would be in a title alone, and
    where it is that of an abbreviation: "Gates opened at 11.52 p.m.".
    """
    if len(line) > _HEADLINE_CHARACTERS:
        return False
    last = line.split()[-1] if line.split() else ""
    shortened = last.endswith(".") and last[:-1].casefold() in language.writing.abbreviations
    phrase = line[:-1] if shortened else line
    if _is_phrase(phrase, _HEADLINE_WORDS, _HEADLINE_CHARACTERS, language):
        return True
    return line.endswith(".") and _is_title_case(line, language) and not _breaks(line, language)


def is_label(line: str) -> bool:
    """Whether the line is a few words and no sentence, as a name, an outlet or a topic is."""
    if not 0 < length(line) <= _LABEL_WORDS or is_sentence(line):
        return False
    found = words(line)
    return len(found) <= _LOWER_CASE_LABEL_WORDS or _is_capitalised(found)


def is_in_capitals(line: str) -> bool:
    """Whether every letter is a capital, in a script that has them."""
    letters = [character for character in line if character.isalpha()]
    return bool(letters) and all(map(str.isupper, letters))


def words(line: str) -> list[str]:
    return _WORD.findall(line, 0, _MOST_CHARACTERS)


def length(line: str) -> int:
    """How many words a line has, also where no spaces tell them apart."""
    count = 0
    if not line.isascii():
        for letters, in_word in _UNSPACED:
            line, found = letters.subn(" ", line)
            count += -(-found // in_word)
    return count + len(words(line))


def key(line: str) -> str:
    """The line's words alone, to tell whether two lines say the same."""
    return " ".join(words(line.casefold()))


def stems(line: str) -> set[str]:
    """The beginnings of the longer words and numbers."""
    return {_stem(word) for word in words(line) if len(word) > 3 or word[0].isdigit()}


def names(line: str) -> set[str]:
    """The beginnings of the capitalised words after the first."""
    return {_stem(word) for word in words(line)[1:] if word[0].isupper()}


def count_sentences(line: str, language: Language) -> int:
    return 1 + len(_breaks(line, language))


def _breaks(line: str, language: Language) -> list[int]:
    """Where sentences end within the line, before one that begins with a capital or a figure."""
    found = [stop.end() for stop in _INNER_STOP.finditer(line)]
    for end in sentence_ends(line, language):
        following = _NEXT_SENTENCE.match(line, end)
        if following is not None and not following[1].islower():
            found.append(end)
    return found


def _has_full_stop(line: str, language: Language) -> bool:
    """Whether the line ends with a full stop that is neither an ellipsis nor an abbreviation's."""
    bare = line.rstrip(_CLOSERS)
    last = bare.removesuffix(".").rpartition(" ")[2].casefold()
    if bare.endswith(_ELLIPSES) or _ABBREVIATED.search(bare):
        return False
    return bare.endswith(_FULL_STOPS) and last not in language.writing.abbreviations


@cache
def _turn(language: Language) -> re.Pattern[str]:
    """A name and a colon; but not the label of a question."""
    labels = "|".join(rf"{label}\b" for label in language.furniture.turns)
    return re.compile(rf"(?!{labels})[^\s:]+(?: [^\s:]+){{0,3}}: ")


def _stem(word: str) -> str:
    return word.casefold()[:_STEM]


def _is_phrase(line: str, most_words: int, most_characters: int, language: Language) -> bool:
    if len(line) > most_characters or "\n" in line or not 0 < length(line) <= most_words:
        return False
    first = line.lstrip("\"'“‘«„([¿¡")[:1]
    if first.islower() or _BULLET.match(line) or _ADDRESS.search(line):
        return False
    signed = _SIGNED.search(line)
    if signed and signed[1].casefold() not in language.writing.abbreviations:
        return False
    if any(not line[:end].endswith(_QUESTION_MARKS) for end in _breaks(line, language)):
        return False
    return is_question(line) or not is_sentence(line)


def _is_title_case(line: str, language: Language) -> bool:
    """Whether all words but the small ones have a capital: a sentence's verb has none."""
    found = words(line)
    small = language.furniture.small_words
    capital = all(
        word.casefold() in small or len(word) == 1 or not word[0].islower() for word in found
    )
    return capital and sum(len(word) > 3 and word[0].isupper() for word in found) >= 3


def _is_capitalised(found: list[str]) -> bool:
    """Whether every longer word has a capital, as in a name."""
    return not any(len(word) > 3 and word[0].islower() for word in found)
