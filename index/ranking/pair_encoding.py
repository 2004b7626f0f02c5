"""Texts as the cross-encoder takes them: word pieces of a question and then of a passage."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.languages.words import WORD, fold

# The lengths that it was trained on, in word pieces.
_MAX_QUESTION = 48
_MAX_HEADING = 24
_MAX_PASSAGE = 128

_CLS, _SEP, _STOP = 101, 102, 1012
_STEM = 5  # words that begin alike match: Ukraine, Ukrainian


@dataclass(frozen=True, slots=True)
class Encoded:
    """A pair as word pieces.

    `kinds` is 0 for the question and 1 for heading and passage; `body` is the range of pieces that
    are the passage's own, and `offsets` has their places in its text, one a piece of the range.
    """

    ids: tuple[int, ...]
    kinds: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]
    body: tuple[int, int]

    def pieces_of(self, span: tuple[int, int]) -> tuple[int, int] | None:
        """The first and last piece that touch a span of the text, or None where it was cut off."""
        touched = [
            self.body[0] + place
            for place, (start, stop) in enumerate(self.offsets)
            if start < span[1] and stop > span[0]
        ]
        return (touched[0], touched[-1]) if touched else None


class Encoder:
    """WordPiece (Wu et al. 2016) with the vocabulary in a tokenizer.json."""

    def __init__(self, path: Path) -> None:
        from tokenizers import Tokenizer

        self._tokenizer: Any = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        # A question is read with many passages, and a heading stands over several.
        self._again = lru_cache(maxsize=256)(self._ids)

    def pair(self, question: str, heading: str, text: str) -> Encoded:
        """A question and a passage, whose heading stands before it like a sentence."""
        asked = (_CLS, *self._again(question)[:_MAX_QUESTION], _SEP)
        above = self._again(heading)[:_MAX_HEADING] if heading else ()
        if above:
            above = (*above, _STOP)
        given = self._pieces(text)
        kept = given.ids[: _MAX_PASSAGE - len(above)]
        start = len(asked) + len(above)
        return Encoded(
            ids=(*asked, *above, *kept, _SEP),
            kinds=(*([0] * len(asked)), *([1] * (len(above) + len(kept) + 1))),
            offsets=tuple(given.offsets[: len(kept)]),
            body=(start, start + len(kept)),
        )

    def _ids(self, text: str) -> tuple[int, ...]:
        return tuple(self._pieces(text).ids)

    def _pieces(self, text: str) -> Any:
        return self._tokenizer.encode(text, add_special_tokens=False)


def words_matched(text: str, language: Language = ENGLISH) -> set[str]:
    """What two texts must share to be about the same: the beginnings of their content words."""
    return {
        word if word[0].isdigit() else word[:_STEM]
        for word in (fold(found, language) for found in WORD.findall(text))
        if word not in language.questions.function_words
    }
