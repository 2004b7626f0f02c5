"""Where sentences end, by the marks and the abbreviations of the language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.types import Span

# It begins with the first of a run of marks and gives none back: a long run is read once.
_MARK = re.compile(r"""(?<![.!?…])[.!?…]++["'”’»)\]]*+(?=\s)""")
_LINE = re.compile(r"[^\n]+")
# Not a word of `words`: "a.m" and "U.S" are one here.
_WORD_BEFORE = re.compile(r"[\w.]+$")
# No abbreviation is longer; who looked further back would read a long text once a sentence.
_LOOK_BACK = 12
_FOLLOWING = re.compile(r"\s*(\S?)")


def split_sentences(text: str, language: Language = ENGLISH) -> list[Span]:
    """The sentences of a text, in order, without the white space around them.

    The end of a line ends a sentence, too.
    """
    spans: list[Span] = []
    for line in _LINE.finditer(text):
        start = line.start()
        for end in sentence_ends(text, language, start=start, stop=line.end()):
            _append(spans, text, start, end)
            start = end
        _append(spans, text, start, line.end())
    return spans


def sentence_ends(
    text: str, language: Language, *, start: int = 0, stop: int | None = None
) -> Iterator[int]:
    """Where sentences end that others follow: after the full stop and the marks that close with it.

    Of the text between `start` and `stop`, though what follows is looked at, too.
    """
    for mark in _MARK.finditer(text, start, len(text) if stop is None else stop + 1):
        if _ends_sentence(text, mark, language):
            yield mark.end()


def _ends_sentence(text: str, mark: re.Match[str], language: Language) -> bool:
    if not mark.group().startswith("."):
        return True
    before = _WORD_BEFORE.search(text[max(0, mark.start() - _LOOK_BACK) : mark.start()])
    word = before.group() if before else ""
    letter = word.rpartition(".")[2]
    initial = len(letter) == 1 and letter.isupper()  # "J. Oren", "Washington, D.C. officials"
    following = _FOLLOWING.match(text, mark.end())
    goes_on = following is not None and following[1].islower()
    return not (initial or word.lower() in language.writing.abbreviations or goes_on)


def _append(spans: list[Span], text: str, start: int, stop: int) -> None:
    piece = text[start:stop]
    if piece.strip():
        lead = len(piece) - len(piece.lstrip())
        spans.append(Span(start + lead, start + len(piece.rstrip())))
